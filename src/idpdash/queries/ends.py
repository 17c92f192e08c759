"""Where a fact belongs: the city that holds a place, and whether that is among the places asked for.

An end of a movement carries the code of the city that holds its place (`store.holders`), else the place's. A chosen
area means every place below it and every city with a place below it, and a chosen city all its places.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select

from idpdash.scope import Scope
from idpdash.store.holders import place_cities
from idpdash.store.statements import holds
from idpdash.store.tables import City, CityStatement, Place, PlaceStatement


def ends(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return one row a place, by place_id: what an end there is called and whether it is in scope.

    Columns: place_code, place_name (the code where nothing is said), level, parent_id, parent_code, parent_name,
    city_id, city_code, city_name, end_code, end_name, in_scope (bool).
    """
    places = _places(connection)
    return places.assign(in_scope=_in_scope(places, scope.places))


def _places(connection: Connection) -> pd.DataFrame:
    """Return every place with its parent, the city that holds it, and what an end there is called.

    Looked up in plain dictionaries: every query begins here, and joins of small tables cost more than their rows.
    """
    said = {row.place_id: row for row in connection.execute(_statements())}
    codes = {row.id: row.code for row in connection.execute(select(Place.id, Place.code).order_by(Place.id))}
    held = {row.place_id: row.city_id for row in connection.execute(select(place_cities()))}
    named = {row.id: row for row in connection.execute(_named_cities())}
    names = {place: said[place].name if place in said else code for place, code in codes.items()}
    cities = [named.get(held.get(place, -1)) for place in codes]
    levels = [said[place].level if place in said else None for place in codes]
    parents = [said[place].parent_id if place in said else None for place in codes]
    ends_at = [
        (city.code, city.name) if city else (code, names[place])
        for city, (place, code) in zip(cities, codes.items(), strict=True)
    ]
    text: dict[str, list[str | None]] = {
        "place_code": list(codes.values()),
        "place_name": list(names.values()),
        "parent_code": [codes.get(parent) for parent in parents],
        "parent_name": [names.get(parent) for parent in parents],
        "city_code": [city.code if city else None for city in cities],
        "city_name": [city.name if city else None for city in cities],
        "end_code": [code for code, _ in ends_at],
        "end_name": [name for _, name in ends_at],
    }
    numbers = {"level": levels, "parent_id": parents, "city_id": [city.id if city else None for city in cities]}
    table = {name: pd.array(values, dtype="str") for name, values in text.items()}
    whole = {name: pd.array(values, dtype="Int64") for name, values in numbers.items()}
    return pd.DataFrame(table | whole, index=pd.Index(list(codes), dtype="int64", name="place_id"))


def _statements() -> Select[int, str, int | None, int | None]:
    """Return the newest statement of each place, as a statement."""
    columns = (PlaceStatement.place_id, PlaceStatement.name, PlaceStatement.level, PlaceStatement.parent_id)
    return select(*columns).where(holds(PlaceStatement))


def _named_cities() -> Select[int, str, str]:
    """Return id, code and current name of each city, as a statement."""
    named = select(City.id, City.code, CityStatement.name)
    return named.join(CityStatement, CityStatement.city_id == City.id).where(holds(CityStatement))


def _in_scope(places: pd.DataFrame, codes: tuple[str, ...]) -> pd.Series[bool]:
    """Return, by place_id, whether a fact there is asked for; without codes everything is."""
    if not codes:
        return pd.Series(data=True, index=places.index)
    below = places["place_code"].isin(codes)
    while True:  # one round for each level of areas
        grown = below | places["parent_id"].isin(places.index[below])
        if grown.equals(below):
            break
        below = grown
    cities = {*codes, *places.loc[below, "city_code"].dropna()}
    return places["city_code"].isin(cities).where(places["city_code"].notna(), below).astype(bool)


def within(places: pd.DataFrame, scope: Scope) -> list[int] | None:
    """Return the ids of the places in scope, or None for "everything" (no need to ask)."""
    return [int(place) for place in places.index[places["in_scope"]]] if scope.places else None


def regions(places: pd.DataFrame) -> pd.DataFrame:
    """Return region_code and region_name by place_id: the area of level 1 above it, or itself; missing if none."""
    region = pd.Series(places.index, index=places.index, dtype="Int64")
    level, parent = places["level"], places["parent_id"]
    for _ in range(8):  # deeper than any country divides itself; a circle of parents ends too
        higher = region.map(level).ne(1).fillna(value=True) & region.notna()
        if not higher.any():
            break
        region = region.where(~higher, region.map(parent))
    found = region.where(region.map(level).eq(1).fillna(value=False))
    names: dict[str, Any] = {f"region_{part}": found.map(places[f"place_{part}"]) for part in ("code", "name")}
    return pd.DataFrame(names, index=places.index)
