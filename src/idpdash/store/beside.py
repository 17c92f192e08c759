"""Rows of a file put beside the stored ones: a temporary table, so that the database compares them set by set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pandas as pd
from sqlalchemy import Column, ColumnElement, Connection, Integer, MetaData, Table, and_, exists, select

from idpdash.store.bulk import BATCH, append
from idpdash.store.facts import as_stored, content_of, links
from idpdash.store.rows import table_of
from idpdash.store.tables import Movement, Occupancy, Upload
from idpdash.store.uploads import FACTS

AT = "at"  # the place of a row in the table that was put beside
Facts = type[Movement] | type[Occupancy]


@contextmanager
def beside(connection: Connection, name: str, table: pd.DataFrame) -> Iterator[Table]:
    """Put the rows of a table of facts beside the stored ones: columns as stored, and `at`, counted from 0.

    Raises IdpdashError for a code that is not known. What fails in between is undone with the transaction.
    """
    stored = table_of(FACTS[name])
    columns = [Column(column, stored.columns[column].type, nullable=True) for column in content_of(name)]
    with _temporary(connection, f"said_{name}", [Column(AT, Integer), *columns]) as said:
        append(connection, said, _placed(as_stored(name, table, links(connection, name, table))), rows=len(table))
        yield said


@contextmanager
def words_beside(connection: Connection, column: Column[Any], words: pd.Index[Any]) -> Iterator[Table]:
    """Put different texts beside a column of the store, under its name, and `at`, counted from 0."""
    columns = [Column(AT, Integer), Column(column.name, column.type)]
    with _temporary(connection, f"said_{column.name}", columns) as said:
        portions = ({column.name: list(words[start : start + BATCH])} for start in range(0, len(words), BATCH))
        append(connection, said, _placed(portions), rows=len(words))
        yield said


@contextmanager
def _temporary(connection: Connection, name: str, columns: list[Column[Any]]) -> Iterator[Table]:
    """Make a table that only this connection sees, and take it away again."""
    made = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    made.create(connection)
    yield made
    made.drop(connection)


def _placed(portions: Iterable[Mapping[str, list[Any]]]) -> Iterator[dict[str, list[Any]]]:
    """Yield the portions with the place of each row."""
    start = 0
    for portion in portions:
        size = len(next(iter(portion.values())))
        yield {AT: list(range(start, start + size)), **portion}
        start += size


def live_of(model: Facts, source: str, *, before: int | None = None) -> ColumnElement[bool]:
    """Return the condition that a fact is live and was said by a source; before: by an upload before this one."""
    said_by = select(Upload.id).where(Upload.source == source)
    if before is not None:
        said_by = said_by.where(Upload.id < before)
    return and_(model.superseded_by.is_(None), model.upload_id.in_(said_by))


def equals(said: Table, stored: Table, names: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a row put beside says the very same as a stored one."""
    return and_(
        *(
            said.columns[name].is_not_distinct_from(stored.columns[name])
            if stored.columns[name].nullable
            else said.columns[name] == stored.columns[name]
            for name in names
        )
    )


def repeated(
    connection: Connection, name: str, table: pd.DataFrame, source: str, *, before: int | None = None
) -> list[int]:
    """Return the places of those rows of a table of facts that a live fact of the source says already.

    All that the store keeps of a row is compared. before: only facts of earlier uploads.
    """
    model = FACTS[name]
    with beside(connection, name, table) as said:
        same = exists().where(live_of(model, source, before=before), equals(said, table_of(model), content_of(name)))
        return sorted(connection.scalars(select(said.columns[AT]).where(same.correlate(said))))
