"""Writing places and cities: an area or a point, and the city that holds it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from idpdash.store.facts import gone
from idpdash.store.identities import ensured, ids
from idpdash.store.rows import merged, records, table_of
from idpdash.store.statements import Stated, content, differs, newest, state
from idpdash.store.tables import City, CityPlace, CityStatement, Place, PlaceStatement

CITY = content(CityStatement, but=["city_id"])
PLACE = content(PlaceStatement, but=["place_id"])


def state_cities(connection: Connection, upload: int, table: pd.DataFrame, *, erase: Collection[str] = ()) -> Stated:
    """Write cities, each with its own place (a point with the city's code, if no place has it) and the places it holds.

    Places that are not given are carried forward; an empty cell erases no stored value, but in the columns `erase`.
    """
    rows = records(
        table.rename(columns={"city_name": "name"}),
        ("row", "city_code", "place_pcodes", *CITY),
        table_of(CityStatement),
    )
    cities = ensured(connection, City, (row["city_code"] for row in rows))
    places = ensured(connection, Place, (row["city_code"] for row in rows))
    own_places = _own_places(connection, upload, rows, places, erase)
    stored, held = newest(connection, CityStatement), _held(connection)
    said: dict[int, dict[str, Any]] = {}
    holds: dict[int, set[int]] = {}
    done = Stated()
    for row in rows:
        city = cities[row["city_code"]]
        before = said.get(city) or stored.get(city)
        new = merged(before, {name: row[name] for name in CITY}, erase=erase)
        point = own_places[places[row["city_code"]]]
        new = merged({"latitude": point["latitude"], "longitude": point["longitude"]}, new)
        listed = _numbers(row["place_pcodes"], places)
        kept = set() if "place_pcodes" in erase else holds.get(city) or held.get(city, set())
        now_held = (listed or kept) | {places[row["city_code"]]}
        changed = differs(before, new) or now_held != (holds.get(city) or held.get(city))
        (done.rows if changed else done.unchanged).add(row["row"])
        said[city], holds[city] = new, now_held
    written = state(connection, CityStatement, upload, said)
    links = [{"statement_id": written[city], "place_id": place} for city in said for place in sorted(holds[city])]
    if links:
        connection.execute(insert(CityPlace), links)
    return done


def _own_places(
    connection: Connection,
    upload: int,
    rows: Sequence[Mapping[str, Any]],
    places: Mapping[str, int],
    erase: Collection[str],
) -> dict[int, dict[str, Any]]:
    """Write the own places of cities that no admin area stands for, and return what holds of every place."""
    stored = newest(connection, PlaceStatement, only={places[row["city_code"]] for row in rows})
    said: dict[int, dict[str, Any]] = {}
    for row in rows:
        place = places[row["city_code"]]
        before = said.get(place) or stored.get(place)
        if before is not None and (before["level"] is not None or before["geometry"] is not None):
            continue
        point = {"name": row["name"], "latitude": row["latitude"], "longitude": row["longitude"]}
        new = merged(before, {**dict.fromkeys(PLACE), **point}, erase=erase)
        said[place] = new
    state(connection, PlaceStatement, upload, said)
    return {**stored, **said}


def _held(connection: Connection) -> dict[int, set[int]]:
    """Return the places that the newest statement on each city lists."""
    of_statement: dict[int, set[int]] = {}
    for statement, place in connection.execute(select(CityPlace.statement_id, CityPlace.place_id)):
        of_statement.setdefault(statement, set()).add(place)
    return {city: of_statement.get(row["id"], set()) for city, row in newest(connection, CityStatement).items()}


def _numbers(codes: str | None, places: Mapping[str, int]) -> set[int]:
    """Return the numbers of codes with ";" between; IdpdashError for one that is no longer known."""
    listed = [code.strip() for code in (codes or "").split(";") if code.strip()]
    if unknown := [code for code in listed if code not in places]:
        raise gone(unknown)
    return {places[code] for code in listed}


def state_places(connection: Connection, upload: int, areas: pd.DataFrame) -> Stated:
    """Write areas (code, name, level, parent_code, latitude, longitude, geometry, row), parents first known."""
    rows = records(
        areas,
        ("row", "code", "parent_code", "name", "level", "latitude", "longitude", "geometry"),
        table_of(PlaceStatement),
    )
    places = ensured(connection, Place, (row["code"] for row in rows))
    stored = newest(connection, PlaceStatement, only={places[row["code"]] for row in rows})
    said, done = dict[int, dict[str, Any]](), Stated()
    for row in rows:
        place = places[row["code"]]
        parent = places.get(row["parent_code"])
        new = merged(stored.get(place), {**{name: row.get(name) for name in PLACE}, "parent_id": parent})
        (done.rows if differs(stored.get(place), new) else done.unchanged).add(row["row"])
        said[place] = new
    state(connection, PlaceStatement, upload, said)
    return done


def known_codes(connection: Connection) -> set[str]:
    """Return the code of every place of which something is said."""
    stated = set(connection.scalars(select(PlaceStatement.place_id)))
    return {code for code, number in ids(connection, Place).items() if number in stated}
