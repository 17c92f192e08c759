"""What stands now of a place, a city or a site, as a form shows it: plain values, other things by their codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, select

from idpdash.store.engine import reading
from idpdash.store.identities import Identity, one
from idpdash.store.rows import table_of
from idpdash.store.sites import SAID
from idpdash.store.statements import newest
from idpdash.store.tables import City, CityPlace, CityStatement, Place, PlaceStatement, Site, SiteStatement

Values = dict[str, Any]


class Subject(StrEnum):
    """What can be corrected."""

    CITY = "city"
    PLACE = "place"
    SITE = "site"


IDENTITY: dict[Subject, Identity] = {Subject.CITY: City, Subject.PLACE: Place, Subject.SITE: Site}
# What a form shows of each. place_codes: of a city beside its own place; valid_from: the day from which it holds.
FIELDS: dict[Subject, tuple[str, ...]] = {
    Subject.PLACE: ("name", "parent_code", "latitude", "longitude"),
    Subject.CITY: (
        "name",
        "country",
        "population",
        "latitude",
        "longitude",
        "desk_phone",
        "desk_mail",
        "place_codes",
    ),
    Subject.SITE: (
        "name",
        "place_code",
        *(name for name in SAID if name not in ("name", "place_id", "place_as_written")),
        "valid_from",
    ),
}


@dataclass(frozen=True)
class Standing:
    """What stands now. number: of the identity; upload: the newest one about it; values: FIELDS; row: as stored."""

    number: int
    upload: int
    values: Values
    row: Mapping[str, Any]


def standing(store: Engine, subject: Subject, code: str, *, today: dt.date) -> Standing | None:
    """Return what stands now of a code, None where nothing is said of it. today: as of which a site is meant."""
    with reading(store) as connection:
        return standing_in(connection, subject, code, today=today)


def standing_in(connection: Connection, subject: Subject, code: str, *, today: dt.date) -> Standing | None:
    """Return what stands now, inside an open transaction."""
    number = one(connection, IDENTITY[subject], code)
    if number is None:
        return None
    if subject is Subject.SITE:
        return _site(connection, number, today)
    of = PlaceStatement if subject is Subject.PLACE else CityStatement
    row = newest(connection, of, only=[number]).get(number)
    if row is None:
        return None
    linked: Values = {}
    if subject is Subject.PLACE:
        linked["parent_code"] = codes_of(connection, [row["parent_id"]]).get(row["parent_id"])
    else:
        held = connection.scalars(select(CityPlace.place_id).where(CityPlace.statement_id == row["id"]))
        linked["place_codes"] = tuple(sorted(set(codes_of(connection, held).values()) - {code}))
    return Standing(number, row["upload_id"], shown(subject, {**row, **linked}), row)


def _site(connection: Connection, number: int, today: dt.date) -> Standing | None:
    """Return what holds of a site on a day, or from the first day of which anything is said."""
    table = table_of(SiteStatement)
    order = (table.c.valid_from.asc().nulls_first(), table.c.upload_id, table.c.id)
    found = connection.execute(select(table).where(table.c.site_id == number).order_by(*order)).mappings()
    told = [dict(row) for row in found]
    if not told:
        return None
    by_now = [row for row in told if row["valid_from"] is None or row["valid_from"] <= today]
    row = by_now[-1] if by_now else told[0]
    place = codes_of(connection, [row["place_id"]])[row["place_id"]]
    newest_upload = max(one["upload_id"] for one in told)
    return Standing(number, newest_upload, shown(Subject.SITE, {**row, "place_code": place}), row)


def shown(subject: Subject, row: Mapping[str, Any]) -> Values:
    """Return the fields of a form out of a stored row; code lists as plain text."""
    return {name: str(row[name]) if isinstance(row[name], StrEnum) else row[name] for name in FIELDS[subject]}


def codes_of(connection: Connection, places: Iterable[int | None]) -> dict[int, str]:
    """Return the codes of places by their numbers."""
    numbers = [number for number in places if number is not None]
    found = connection.execute(select(Place.id, Place.code).where(Place.id.in_(numbers)))
    return {row.id: row.code for row in found}
