"""Which fact holds: a later upload of the same source takes the place of what was said before, and an undo gives back.

A fact gives way to the first later upload of its source that replaced its period or stated its record anew, as long
as that upload is there. So to undo any upload is as if it had never been loaded.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import ColumnElement, Connection, String, and_, exists, select, update

from idpdash.store.beside import AT, Facts, live_of, repeated, words_beside
from idpdash.store.rows import table_of
from idpdash.store.tables import Upload, UploadStatus
from idpdash.store.uploads import FACTS, end_of, refresh_status

Rows = npt.NDArray[np.int64]
NONE: Rows = np.array([], np.int64)


@dataclass(frozen=True)
class Restated:
    """What rows with a record number do: the file's rows that a live fact says already, and those that change one."""

    same: Rows
    changed: Rows


def supersede(connection: Connection, upload: int, tables: Iterable[str], period: tuple[dt.date, dt.date]) -> None:
    """Let an upload take the place of what the same source said before of the same kind about a period."""
    for name in tables:
        model = FACTS[name]
        connection.execute(
            update(model)
            .where(live_of(model, _source(connection, upload), before=upload), end_of(model).between(*period))
            .values(superseded_by=upload)
        )


def restate(connection: Connection, name: str, upload: int, table: pd.DataFrame) -> Restated:
    """Let rows with a record number take the place of what earlier uploads of the same source said under that number.

    A row that says the same as before takes its place too: so it stands when the upload that said it first is undone.
    """
    model, source = FACTS[name], _source(connection, upload)
    earlier = live_of(model, source, before=upload)
    column = table_of(model).columns["record_id"]
    if not connection.scalar(select(exists().where(earlier, column.is_not(None)))):
        return Restated(NONE, NONE)
    codes, different = pd.factorize(table["record_id"].str.slice(0, cast(String, column.type).length))
    with words_beside(connection, column, different) as said:
        word = said.columns["record_id"]
        numbered = and_(earlier, column.in_(select(word)))
        before = select(said.columns[AT]).where(word.in_(select(column).where(earlier)))
        stored = np.zeros(len(different) + 1, bool)  # the last stands for rows without a number
        stored[list(connection.scalars(before))] = True
        touched = table[stored[codes]]
        if not len(touched):
            return Restated(NONE, NONE)
        same = touched.index[repeated(connection, name, touched, source, before=upload)]
        connection.execute(update(model).where(numbered).values(superseded_by=upload))
    others = table.loc[~table.index.isin(same), "row"].to_numpy(np.int64)
    rows = touched["row"].to_numpy(np.int64)
    return Restated(np.setdiff1d(rows, others), np.intersect1d(rows, others))


def _source(connection: Connection, upload: int) -> str:
    """Return who speaks in an upload."""
    return connection.execute(select(Upload.source).where(Upload.id == upload)).scalar_one()


def restore(connection: Connection, upload: int) -> None:
    """Give back their place to the facts that an upload superseded, before it goes itself."""
    touched = superseded(connection, upload)
    for model in FACTS.values():
        free = model.superseded_by == upload
        _give_way(connection, upload, model, free)
        connection.execute(update(model).where(free).values(superseded_by=None))
    refresh_status(connection, touched)


def settle(connection: Connection, upload: int) -> None:
    """Let live facts of an upload, added when later uploads were there already, give way to those."""
    for model in FACTS.values():
        _give_way(connection, upload, model, and_(model.upload_id == upload, model.superseded_by.is_(None)))


def _give_way(connection: Connection, upload: int, model: Facts, free: ColumnElement[bool]) -> None:
    """Let facts that are free give way to the first upload after this one that took their place."""
    record = table_of(model).columns["record_id"]
    if not connection.scalar(select(exists().where(free))):
        return
    numbered = connection.scalar(select(exists().where(free, record.is_not(None))))
    of = table_of(Upload).columns
    later = connection.execute(
        select(of.id, of.layout, of.options, of.period_start, of.period_end)
        .where(of.id > upload, of.source == _source(connection, upload), of.status != UploadStatus.UNDONE)
        .order_by(of.id)
    ).all()
    name = next(name for name, one in FACTS.items() if one is model)
    for successor in later:
        if name not in successor.layout.split("+"):
            continue
        if json.loads(successor.options).get("replaced"):
            period = end_of(model).between(successor.period_start, successor.period_end)
            connection.execute(update(model).where(free, period).values(superseded_by=successor.id))
        if numbered:
            table = table_of(model).alias()
            restated = select(table.c.record_id).where(table.c.upload_id == successor.id)
            connection.execute(
                update(model)
                .where(free, record.in_(restated.where(table.c.record_id.is_not(None))))
                .values(superseded_by=successor.id)
            )


def superseded(connection: Connection, upload: int) -> list[int]:
    """Return the uploads of which another one took the place, wholly or in part."""
    found: set[int] = set()
    for model in FACTS.values():
        found |= set(connection.scalars(select(model.upload_id).where(model.superseded_by == upload).distinct()))
    return sorted(found)
