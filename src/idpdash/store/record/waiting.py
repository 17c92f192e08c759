"""Rows kept aside: mended and tried again under their upload, or dismissed with a reason."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, select, update

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.checked import Checked, WaitingRow
from idpdash.layouts import LAYOUTS
from idpdash.store import tables as t
from idpdash.store.engine import reading, writing
from idpdash.store.load import load_waiting
from idpdash.store.loaded import Loaded, issue_json
from idpdash.store.record.act import act, plain, text
from idpdash.store.record.again import checked_anew, kept_of, recheck
from idpdash.store.rows import table_of
from idpdash.store.tables import Upload
from idpdash.store.uploads import coverage

__all__ = ["DISMISSED", "dismiss_waiting", "recheck", "retry_waiting"]
DISMISSED = "dismissed"
LONGEST_CELL = 1_000
BATCH = 5_000  # numbers that stand in one statement
Edits = Mapping[int, Mapping[str, str]]  # row in the file → our column → what is to stand there


def dismiss_waiting(
    store: Engine,
    upload: int,
    *,
    rows: Collection[int] | None = None,
    reason: str,
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Say that rows of an upload (None: all that wait) need not be mended, and why; return the act's upload.

    They are kept, and an undo of the act makes them wait again.
    """
    why = text(reason, 300)
    if why is None:
        raise IdpdashError(_("Say why these rows need not be mended."))
    waiting = t.WaitingRow
    chosen = [waiting.upload_id == upload, waiting.dismissed_by.is_(None)]
    with reading(store) as connection:
        found = connection.scalars(select(waiting.row_number).where(*chosen)).all()
    wanted = set(found if rows is None else rows) & set(found)

    def write(connection: Connection, number: int) -> None:
        numbers = {
            row.row_number: row.id for row in connection.execute(select(waiting.row_number, waiting.id).where(*chosen))
        }
        which = [numbers[row] for row in sorted(wanted) if row in numbers]
        if not which:
            raise IdpdashError(_("These rows wait no longer."))
        for start in range(0, len(which), BATCH):
            some = waiting.id.in_(which[start : start + BATCH])
            connection.execute(update(waiting).where(some).values(dismissed_by=number))

    said = {"upload": upload, "rows": len(wanted), "reason": why}
    return act(store, DISMISSED, write, by=by, now=now, token=token, rows=len(wanted), options=said)


def retry_waiting(
    store: Engine,
    upload: int,
    *,
    edits: Edits | None = None,
    by: str,
    now: dt.datetime,
    today: dt.date,
    timezone: ZoneInfo,
    day_first: bool | None = None,
) -> Loaded:
    """Load, under the same upload, the rows that waited and are good now; what is still wrong waits on, as edited.

    edits: cells mended by hand. day_first: how days such as 03/05/2026 are meant; where it matters and nothing says it,
    IdpdashError. Doing it twice changes nothing more: a row that is loaded waits no longer.
    """
    with writing(store) as connection:
        kept = kept_of(connection, upload)
        if kept.obstacle:
            raise IdpdashError(kept.obstacle)
        mended = replace(kept, rows=tuple(_edited(row, (edits or {}).get(row.row, {})) for row in kept.rows))
        checked = checked_anew(connection, mended, today=today, timezone=timezone, day_first=day_first)
        if checked.fatal:
            raise IdpdashError(checked.issues[0].message if checked.issues else _("The rows cannot be read."))
        if "ambiguous_date" in checked.issue_counts:  # the rows that showed the order are not among these
            sentence = _(
                "A day may be read two ways: say whether the day or the month comes first, or write 2026-05-03."
            )
            raise IdpdashError(sentence)
        _remember_edits(connection, upload, checked, set(edits or {}))
        before = connection.execute(select(table_of(Upload)).where(Upload.id == upload)).one()
        said = load_waiting(connection, upload, checked, today=today, progress=lambda _share: None)
        if said.rows_loaded:
            _put_right(connection, before, checked, {"by": by, "at": now.isoformat(), "rows": said.rows_loaded})
        return said


def _edited(row: WaitingRow, cells: Mapping[str, str]) -> WaitingRow:
    """Return a row with some of its cells mended."""
    new = {name: (plain(cell, LONGEST_CELL) or "") for name, cell in cells.items() if name in LAYOUTS[row.layout].names}
    return replace(row, cells={**row.cells, **new})


def _remember_edits(connection: Connection, upload: int, checked: Checked, edited: set[int]) -> None:
    """Keep what was mended in rows that are not good yet, with what is wrong now."""
    waiting = t.WaitingRow
    for row in checked.waiting:
        if row.row in edited:
            issues = json.dumps([issue_json(issue) for issue in row.issues], ensure_ascii=False)
            cells = json.dumps(dict(row.cells), ensure_ascii=False)
            which = (waiting.upload_id == upload, waiting.row_number == row.row, waiting.dismissed_by.is_(None))
            connection.execute(update(waiting).where(*which).values(cells=cells, issues=issues))


def _put_right(connection: Connection, before: Any, checked: Checked, trace: Mapping[str, Any]) -> None:
    """Let an upload cover what it covered and what was added to it, and keep who mended it."""
    new = coverage(checked)
    joined = {
        "period_start": min(filter(None, (before.period_start, new["period_start"])), default=None),
        "period_end": max(filter(None, (before.period_end, new["period_end"])), default=None),
        "longest_period_days": max(
            filter(None, (before.longest_period_days, new["longest_period_days"])), default=None
        ),
    }
    options = json.loads(connection.execute(select(Upload.options).where(Upload.id == before.id)).scalar_one())
    options["mended"] = [*options.get("mended", []), dict(trace)]
    connection.execute(
        update(Upload).where(Upload.id == before.id).values(**joined, options=json.dumps(options, ensure_ascii=False))
    )
