"""Who said what of a place, a city or a site, and when: every version of it, for those who correct it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from idpdash.store.identities import one
from idpdash.store.record.standing import FIELDS, IDENTITY, Subject, codes_of, shown
from idpdash.store.rows import table_of
from idpdash.store.tables import Base, CityPlace, CityStatement, PlaceStatement, SiteStatement, Upload

STATEMENTS: dict[Subject, tuple[type[Base], str]] = {
    Subject.PLACE: (PlaceStatement, "place_id"),
    Subject.CITY: (CityStatement, "city_id"),
    Subject.SITE: (SiteStatement, "site_id"),
}


@dataclass(frozen=True)
class Version:
    """What one upload said. file_name: None for an act. changed: the fields that it said otherwise than before it.

    Of each: what stood there, and what it said. A first version changes nothing.
    """

    upload: int
    file_name: str | None
    by: str
    at: dt.datetime
    values: Mapping[str, Any]
    changed: Mapping[str, tuple[Any, Any]]


def versions(connection: Connection, subject: Subject, code: str) -> list[Version]:
    """Return what was said of a code, the newest first; what only repeats the one before is left out."""
    number = one(connection, IDENTITY[subject], code)
    if number is None:
        return []
    model, link = STATEMENTS[subject]
    table = table_of(model)
    columns = [column for column in table.columns if column.name != "geometry"]
    said = connection.execute(
        select(*columns, Upload.file_name, Upload.loaded_by, Upload.loaded_at)
        .join(Upload, Upload.id == table.c.upload_id)
        .where(table.c[link] == number)
        .order_by(table.c.upload_id, table.c.id)
    )
    rows = [dict(row) for row in said.mappings()]
    linked = _linked(connection, subject, code, rows)
    found: list[Version] = []
    for row in rows:
        values = shown(subject, {**row, **linked[row["id"]]})
        before = found[-1].values if found else values
        changed = {name: (before[name], values[name]) for name in FIELDS[subject] if before[name] != values[name]}
        if changed or not found:
            who = (row["upload_id"], row["file_name"], row["loaded_by"], row["loaded_at"])
            found.append(Version(*who, values, changed))
    return found[::-1]


def _linked(
    connection: Connection, subject: Subject, code: str, rows: list[dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """Return, by the number of each statement, the codes of the places that it names."""
    if subject is Subject.CITY:
        numbers = [row["id"] for row in rows]
        pairs = select(CityPlace.statement_id, CityPlace.place_id).where(CityPlace.statement_id.in_(numbers))
        held: dict[int, list[int]] = {number: [] for number in numbers}
        for statement, place in connection.execute(pairs):
            held[statement].append(place)
        codes = codes_of(connection, {place for places in held.values() for place in places})
        return {
            number: {"place_codes": tuple(sorted({codes[place] for place in places} - {code}))}
            for number, places in held.items()
        }
    name, column = ("parent_code", "parent_id") if subject is Subject.PLACE else ("place_code", "place_id")
    codes = codes_of(connection, {row[column] for row in rows})
    return {row["id"]: {name: codes.get(row[column])} for row in rows}
