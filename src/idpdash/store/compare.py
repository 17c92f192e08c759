"""A checked file beside what is stored."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, select

from idpdash import formats
from idpdash.formats import _
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.intake.issues import Issue, Severity
from idpdash.store.tables import Upload, UploadStatus


def overlaps(connection: Connection, checked: Checked) -> list[Issue]:
    """Return a warning if live uploads already speak of the same period: same source, same layout, not replaced.

    Complete lists follow one another; only two lists of the same instant overlap.
    """
    if checked.period is None:
        return []
    start, end = checked.period
    statement = select(Upload.id, Upload.file_name, Upload.period_start, Upload.period_end).where(
        Upload.status == UploadStatus.LIVE,
        Upload.source == checked.source,
        Upload.layout == checked.layout,
        Upload.file_name.is_not(None),
        Upload.period_start <= end,
        Upload.period_end >= start,
    )
    if checked.rule is UpdateRule.COMPLETE_LIST:
        statement = statement.where(Upload.listed_at == checked.listed_at)
    earlier = connection.execute(statement.order_by(Upload.id)).all()
    adds = "movements" in checked.tables
    return [_overlap(*earlier[-1], count=len(earlier), adds=adds)] if earlier else []


def _overlap(
    number: int, file_name: str | None, start: dt.date | None, end: dt.date | None, *, count: int, adds: bool
) -> Issue:
    """Return the warning that names the newest of the uploads that overlap; adds: their figures add up."""
    assert start is not None
    assert end is not None
    others = "" if count == 1 else _(" and {count} more").format(count=count - 1)
    meaning = _("people may be counted twice") if adds else _("of two counts of a site at one time the newer holds")
    message = _(
        "Upload {number} ({file}, {period}){others} of the same source already speaks of these days: {meaning}. "
        "If this file takes its place, load it with “replace the period”."
    ).format(number=number, file=file_name, period=formats.period(start, end), others=others, meaning=meaning)
    return Issue("overlaps_earlier_upload", Severity.WARNING, message, suggestion=str(number))
