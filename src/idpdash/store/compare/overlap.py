"""Earlier uploads that speak of the same days."""

from __future__ import annotations

from sqlalchemy import Connection, select

from idpdash import formats
from idpdash.formats import _
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.intake.issues import Issue, issue
from idpdash.store.tables import Upload, UploadStatus
from idpdash.store.uploads import FACTS


def overlaps(connection: Connection, checked: Checked, *, itself: int = 0) -> list[Issue]:
    """Return a warning if live uploads already speak of the same period: same source, same layout, not replaced.

    Complete lists follow one another; only two lists of the same instant overlap. Names the newest of the uploads.
    itself: the upload that holds this very file; then the warning says how it can take the place of the others.
    """
    if checked.period is None or checked.rule is UpdateRule.REPLACE_PERIOD:
        return []
    start, end = checked.period
    statement = select(Upload.id, Upload.file_name, Upload.period_start, Upload.period_end).where(
        Upload.status == UploadStatus.LIVE,
        Upload.source == checked.source,
        Upload.layout == checked.layout,
        Upload.file_name.is_not(None),
        Upload.id != itself,
        Upload.period_start <= end,
        Upload.period_end >= start,
    )
    if checked.rule is UpdateRule.COMPLETE_LIST:
        statement = statement.where(Upload.listed_at == checked.listed_at)
    earlier = connection.execute(statement.order_by(Upload.id)).all()
    if not earlier:
        return []
    number, file_name, first, last = earlier[-1]
    assert first is not None
    assert last is not None
    words = {
        "number": number,
        "file": file_name,
        "period": formats.period(first, last),
        "others": "" if len(earlier) == 1 else _(" and {count} more").format(count=len(earlier) - 1),
        "meaning": _meaning(checked),
    }
    return [issue("loaded_in_addition" if itself else "overlaps_earlier_upload", words={**words, "itself": itself})]


def _meaning(checked: Checked) -> str:
    """Return what comes of two uploads about the same days."""
    facts = [checked.tables[name] for name in FACTS if name in checked.tables]
    if all(table["record_id"].notna().all() for table in facts):
        return _("rows with the same record number take the place of the earlier ones, the others count in addition")
    if "movements" in checked.tables:
        return _("people may be counted twice")
    return _("of two counts of a site at one time the newer holds")
