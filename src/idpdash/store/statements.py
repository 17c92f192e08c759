"""Statements on cities, places, needs and offers: a load adds its own, none is overwritten, the newest holds.

A load states what it repeats too: so it stands when the upload that said it first is undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, tuple_

from idpdash.store.rows import table_of
from idpdash.store.tables import Base, CityPlace, CityStatement, NeedStatement, OfferStatement, PlaceStatement

Statement = type[PlaceStatement] | type[CityStatement] | type[NeedStatement] | type[OfferStatement]
LINKS: dict[Statement, str] = {
    PlaceStatement: "place_id",
    CityStatement: "city_id",
    NeedStatement: "need_id",
    OfferStatement: "offer_id",
}
FEW = 5_000  # numbers that stand in one statement


@dataclass
class Stated:
    """What came of a table: the file's rows that said something new, and those that did not.

    replaced: rows of the former that took the place of what was said under the same record number.
    """

    rows: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)
    replaced: set[int] = field(default_factory=set)


def content(of: type[Base], *, but: Iterable[str]) -> tuple[str, ...]:
    """Return the columns by which a statement says something, in order: not its number and upload, and not `but`."""
    skipped = {"id", "upload_id", *but}
    return tuple(column.name for column in table_of(of).columns if column.name not in skipped)


def holds(of: Statement, *among: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a statement is the newest on its identity (among those that meet these conditions)."""
    link = table_of(of).columns[LINKS[of]]
    last = select(link, func.max(of.upload_id)).where(*among).group_by(link).correlate(None)
    return tuple_(link, of.upload_id).in_(last)


def newest(
    connection: Connection, of: Statement, *, only: Iterable[int] | None = None, without: str = ""
) -> dict[int, dict[str, Any]]:
    """Return the newest statement on each identity, by its number.

    only: of these (more may come). without: a column that is not needed: all outlines of a country are many megabytes.
    """
    link = table_of(of).columns[LINKS[of]]
    wanted = None if only is None else set(only)
    among = () if wanted is None or len(wanted) > FEW else (link.in_(wanted),)
    columns = [column for column in table_of(of).columns if column.name != without]
    found = connection.execute(select(*columns).where(holds(of, *among)))
    return {row[link.name]: dict(row) for row in found.mappings()}


def state(connection: Connection, of: Statement, upload: int, said: Mapping[int, Mapping[str, Any]]) -> dict[int, int]:
    """Add statements of an upload, one on each identity; return the number of each by its identity.

    What the same upload said before of an identity (a row of it that had to wait) gives way.
    """
    if not said:
        return {}
    table = table_of(of)
    link = table.columns[LINKS[of]]
    before = set(connection.scalars(select(link).where(table.c.upload_id == upload))) & set(said)
    for number in before:
        _drop(connection, of, upload, number)
    connection.execute(insert(table), [{link.name: number, "upload_id": upload, **row} for number, row in said.items()])
    written = connection.execute(select(link, table.c.id).where(table.c.upload_id == upload))
    return {row[0]: row[1] for row in written}


def _drop(connection: Connection, of: Statement, upload: int, number: int) -> None:
    """Remove one statement with the places it lists."""
    table = table_of(of)
    which = (table.columns[LINKS[of]] == number, table.c.upload_id == upload)
    if of is CityStatement:
        connection.execute(delete(CityPlace).where(CityPlace.statement_id.in_(select(table.c.id).where(*which))))
    connection.execute(delete(table).where(*which))


def differs(stored: Mapping[str, Any] | None, said: Mapping[str, Any], *, but: Iterable[str] = ()) -> bool:
    """Return whether something new is said (a column of `but` does not count)."""
    return stored is None or any(stored.get(name) != value for name, value in said.items() if name not in set(but))
