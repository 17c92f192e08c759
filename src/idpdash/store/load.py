"""Load a checked file: all of it in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from sqlalchemy import Connection, Engine, delete, select, update

from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.intake.issues import Issue, Severity
from idpdash.store.changes import changes
from idpdash.store.checking import SUSPICIOUS, suspicion
from idpdash.store.compare import ADDED, PROMISED, compared, without
from idpdash.store.compare.overlap import overlaps
from idpdash.store.compare.promised import beside_promises
from idpdash.store.engine import data_version, writing
from idpdash.store.facts import Progress
from idpdash.store.loaded import Loaded, not_stored
from idpdash.store.sameness import content, saying_the_same, together, with_content
from idpdash.store.succession import settle, supersede, superseded
from idpdash.store.tables import Upload, WaitingRow
from idpdash.store.uploads import FACTS, aside, coverage, keep_waiting, live_with, open_file, refresh_status
from idpdash.store.write import write


class _Nothing(Exception):  # noqa: N818 - no error: it ends a transaction that keeps nothing
    """Roll back, and say this."""

    def __init__(self, said: Loaded) -> None:
        """Carry what is said."""
        self.said = said


def load(
    store: Engine,
    checked: Checked,
    *,
    by: str,
    now: dt.datetime,
    today: dt.date,
    partial: bool = False,
    replace_period: bool = False,
    confirm_suspicious: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _share: None,
) -> Loaded:
    """Load a checked file and return what came of it; nothing is stored of a rejected or unchanged one.

    partial: load the good rows and keep the others aside. replace_period: the file takes the place of what its source
    said about its period. confirm_suspicious: load a file that looks cut off. dry_run: do everything, keep nothing.
    Raises SurroundingsError if the store fails.
    """
    try:
        with writing(store) as connection:
            said = load_in(
                connection,
                checked,
                by=by,
                now=now,
                today=today,
                partial=partial,
                replace_period=replace_period,
                confirm_suspicious=confirm_suspicious,
                progress=progress,
            )
            if dry_run and said.status == "loaded":
                said = replace(said, status="checked", upload=None)
            if said.status != "loaded":
                raise _Nothing(said)
            return said
    except _Nothing as nothing:
        return nothing.said
    except SurroundingsError:
        raise
    except IdpdashError as error:
        issue = Issue("cannot_be_stored", Severity.ERROR, str(error))
        return not_stored(checked, "rejected").saying([issue])


def load_in(
    connection: Connection,
    checked: Checked,
    *,
    by: str,
    now: dt.datetime,
    today: dt.date,
    partial: bool = False,
    replace_period: bool = False,
    confirm_suspicious: bool = False,
    progress: Progress = lambda _share: None,
) -> Loaded:
    """Load inside an open transaction, as `load` does; of a rejected or unchanged file nothing is written.

    What was compared with the store is compared again only if somebody has written since.
    """
    if checked.fatal:
        return not_stored(checked, "rejected")
    earlier = live_with(connection, checked.fingerprint)
    if earlier is not None:
        said = load_waiting(connection, earlier, checked, today=today, progress=progress)
        return said.saying(overlaps(connection, checked, itself=earlier)) if replace_period else said
    replaces = replace_period or checked.rule is UpdateRule.REPLACE_PERIOD
    checked = compared(connection, checked, version=data_version(connection) - 1, today=today)
    if (same := saying_the_same(connection, checked)) is not None:
        return _unchanged(checked, same, waiting=len(checked.waiting))
    checked = _confirmed(without(checked, ADDED) if replaces else checked, confirm_suspicious)
    if checked.errors and not partial or (found := suspicion(checked)) and found.severity is Severity.ERROR:
        return not_stored(checked, "rejected")
    checked = with_content(checked)
    upload = open_file(connection, checked, by=by, now=now, replaced=replaces)
    if replaces and checked.period is not None:
        supersede(connection, upload, [name for name in checked.tables if name in FACTS], checked.period)
    said = write(connection, upload, checked.tables, checked, today=today, progress=progress)
    keep_waiting(connection, upload, checked.waiting)
    connection.execute(update(Upload).where(Upload.id == upload).values(rows_loaded=said.rows_loaded))
    if replaces or said.rows_replaced or said.rows_unchanged:
        refresh_status(connection, superseded(connection, upload))
    told = changes(connection, upload, checked.tables.get("movements")) if replaces else None
    unchanged = said.rows_unchanged + checked.rows_again
    return replace(said, rows_waiting=len(checked.waiting), rows_unchanged=unchanged, changes=told)


def _unchanged(checked: Checked, upload: int, *, waiting: int) -> Loaded:
    """Return what is said of a file that an upload holds already."""
    unchanged = not_stored(checked, "unchanged")
    rows = checked.rows_good + checked.rows_again
    return replace(unchanged, upload=upload, layouts={}, rows_unchanged=rows, rows_waiting=waiting)


def _confirmed(checked: Checked, confirmed: bool) -> Checked:
    """Return the file; that it looks cut off is a warning where the user has confirmed it."""
    if not confirmed:
        return checked
    issues = [replace(one, severity=Severity.WARNING) if one.code == SUSPICIOUS else one for one in checked.issues]
    return replace(checked, issues=tuple(issues))


def load_waiting(
    connection: Connection, upload: int, checked: Checked, *, today: dt.date, progress: Progress
) -> Loaded:
    """Load, under the same upload, those rows of a file that had to wait and that can be read now.

    Rows that the user left out wait no longer; dismissed ones stay dismissed. Where there are none of either, nothing
    changes and the file is `unchanged`.
    """
    wait = aside(connection, upload)
    checked = beside_promises(connection, without(checked, PROMISED), today, only=wait)
    good = {name: table[table["row"].isin(wait)] for name, table in checked.tables.items()}
    mended = {int(row) for table in good.values() for row in table["row"]}
    left_out = wait & checked.left_out
    if not mended and not left_out:
        return _unchanged(checked, upload, waiting=len(wait))
    said = write(connection, upload, good, checked, today=today, progress=progress)
    settle(connection, upload)
    still = [row for row in checked.waiting if row.row in wait - mended - left_out]
    gone = sorted(mended | left_out | {row.row for row in still})
    waiting = (WaitingRow.upload_id == upload, WaitingRow.dismissed_by.is_(None), WaitingRow.row_number.in_(gone))
    connection.execute(delete(WaitingRow).where(*waiting))
    keep_waiting(connection, upload, still)
    more = replace(checked, tables=good)
    whole = {
        "rows_loaded": Upload.rows_loaded + said.rows_loaded,
        "options": _saying_more(connection, upload, more),
        **coverage(checked),
    }
    connection.execute(update(Upload).where(Upload.id == upload).values(**whole))
    refresh_status(connection, {upload, *superseded(connection, upload)})
    rows = {int(row) for table in checked.tables.values() for row in table["row"]} - mended - {0}
    waits = len(wait - mended - left_out)
    return replace(said, rows_waiting=waits, rows_unchanged=said.rows_unchanged + len(rows))


def _saying_more(connection: Connection, upload: int, more: Checked) -> str:
    """Return the options of an upload with what its rows say when these are added."""
    options = json.loads(connection.execute(select(Upload.options).where(Upload.id == upload)).scalar_one())
    options["content"] = together(options.get("content", ""), content(more))
    return json.dumps(options, ensure_ascii=False)
