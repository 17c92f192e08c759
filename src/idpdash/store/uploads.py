"""The list of uploads: what is live, who superseded whom."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, update

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.checked import Checked, WaitingRow
from idpdash.store import tables as t
from idpdash.store.loaded import issue_json
from idpdash.store.rows import table_of
from idpdash.store.tables import Movement, Occupancy, Upload, UploadStatus

LONGEST_SOURCE = 120
FACTS: dict[str, type[Movement] | type[Occupancy]] = {"movements": Movement, "occupancy": Occupancy}


def live_with(connection: Connection, fingerprint: str) -> int | None:
    """Return the live upload of the same bytes, layout, source, mapping and constants; None if there is none."""
    statement = select(Upload.id).where(Upload.fingerprint == fingerprint, Upload.status == UploadStatus.LIVE)
    return connection.scalar(statement.order_by(Upload.id).limit(1))


def open_upload(connection: Connection, *, by: str, now: dt.datetime, **columns: Any) -> int:
    """Add one upload, live, and return its number. columns: what is known beside who and when.

    Uploads are numbered without gaps, inside the queue of writers: a sequence would lose the numbers of dry runs.
    Raises IdpdashError for a source whose name is longer than the store takes.
    """
    if len(columns["source"]) > LONGEST_SOURCE:
        raise IdpdashError(_("The name of a source has at most {most} letters.").format(most=LONGEST_SOURCE))
    number = select(func.coalesce(func.max(Upload.id), 0) + 1).scalar_subquery()
    row = {"rows_read": 0, "rows_loaded": 0, "options": "{}", "status": UploadStatus.LIVE, **columns}
    statement = insert(Upload).values(id=number, loaded_by=by[:120], loaded_at=now, **row)
    added = connection.execute(statement.returning(Upload.id))
    return int(added.scalar_one())


def open_file(connection: Connection, checked: Checked, *, by: str, now: dt.datetime, replaced: bool) -> int:
    """Add the upload of a checked file and return its number."""
    options: dict[str, Any] = {
        "mapping": dict(checked.options.mapping),
        "constants": dict(checked.options.constants),
        "rule": checked.rule,
        "replaced": replaced,
        "content": checked.content,
    }
    said = {name: getattr(checked.options, name) for name in ("sheet", "spellings", "day_first", "left_out", "erase")}
    options |= {name: value for name, value in said.items() if value is not None and value != ()}
    return open_upload(
        connection,
        by=by,
        now=now,
        file_name=checked.file_name[:300],
        fingerprint=checked.fingerprint,
        layout=checked.layout,
        source=checked.source,
        options=json.dumps(options, ensure_ascii=False),
        rows_read=checked.rows_read,
        **coverage(checked),
        listed_at=checked.listed_at,
        listed_on=checked.listed_on,
    )


def coverage(checked: Checked) -> dict[str, Any]:
    """Return the period that a file covers, and the length in days of the longest period in it."""
    movements = checked.tables.get("movements")
    longest = None
    if movements is not None and len(movements):
        longest = int((movements["period_end"] - movements["period_start"]).max().days) + 1
    start, end = checked.period or (None, None)
    return {"period_start": start, "period_end": end, "longest_period_days": longest}


def keep_waiting(connection: Connection, upload: int, waiting: Iterable[WaitingRow]) -> None:
    """Keep aside rows that cannot be loaded yet."""
    rows = [
        {
            "upload_id": upload,
            "layout": row.layout,
            "row_number": row.row,
            "cells": json.dumps(dict(row.cells), ensure_ascii=False),
            "issues": json.dumps([issue_json(issue) for issue in row.issues], ensure_ascii=False),
        }
        for row in waiting
    ]
    if rows:
        connection.execute(insert(t.WaitingRow), rows)


def aside(connection: Connection, upload: int) -> set[int]:
    """Return the rows of an upload's file that wait, without the dismissed ones."""
    waiting = (t.WaitingRow.upload_id == upload, t.WaitingRow.dismissed_by.is_(None))
    return set(connection.scalars(select(t.WaitingRow.row_number).where(*waiting)))


def refresh_status(connection: Connection, uploads: Iterable[int]) -> None:
    """Mark uploads as superseded where not one of their facts is live any more, and as live where one is again."""
    for upload in uploads:
        live = any(_has(connection, model, upload, live=True) for model in FACTS.values())
        facts = live or any(_has(connection, model, upload, live=False) for model in FACTS.values())
        gone = facts and not live
        connection.execute(
            update(Upload)
            .where(Upload.id == upload, Upload.status != UploadStatus.UNDONE)
            .values(
                status=UploadStatus.SUPERSEDED if gone else UploadStatus.LIVE,
                superseded_by=_last_successor(connection, upload) if gone else None,
            )
        )


def _has(connection: Connection, model: type[Movement] | type[Occupancy], upload: int, *, live: bool) -> bool:
    """Return whether an upload has facts in a table; live: that are not superseded."""
    found = exists().where(model.upload_id == upload)
    return bool(connection.scalar(select(found.where(model.superseded_by.is_(None)) if live else found)))


def _last_successor(connection: Connection, upload: int) -> int | None:
    """Return the newest upload that took the place of one."""
    found = [
        connection.scalar(select(func.max(model.superseded_by)).where(model.upload_id == upload))
        for model in FACTS.values()
    ]
    return max((number for number in found if number is not None), default=None)


def end_of(model: type[Movement] | type[Occupancy]) -> Any:
    """Return the column by which a fact falls into a period."""
    return table_of(model).columns["period_end" if model is Movement else "counted_on"]
