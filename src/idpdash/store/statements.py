"""Statements on cities, places, needs and offers: a load adds its own, none is overwritten, the newest holds.

A load states what it repeats too: so it stands when the upload that said it first is undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from idpdash.store.rows import table_of
from idpdash.store.tables import CityPlace, CityStatement, NeedStatement, OfferStatement, PlaceStatement

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
    """What came of a table of statements: the file's rows that said something new, and those that did not."""

    rows: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)


def newest(
    connection: Connection, of: Statement, *, only: Iterable[int] | None = None, without: str = ""
) -> dict[int, dict[str, Any]]:
    """Return the newest statement on each identity, by its number.

    only: of these (more may come). without: a column that is not needed: all outlines of a country are many megabytes.
    """
    link = table_of(of).columns[LINKS[of]]
    wanted = None if only is None else set(only)
    last = select(link, func.max(of.upload_id).label("upload_id")).group_by(link)
    if wanted is not None and len(wanted) <= FEW:
        last = last.where(link.in_(wanted))
    last_of = last.subquery()
    columns = [column for column in table_of(of).columns if column.name != without]
    found = connection.execute(
        select(*columns).join(last_of, (last_of.c[link.name] == link) & (last_of.c.upload_id == of.upload_id))
    )
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
