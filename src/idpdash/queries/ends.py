"""Where a fact belongs: the city that holds a place, and whether that is among the places asked for.

The city of a place is the city whose *current* statement (its newest upload) lists the place; of two such cities the
newer statement wins, and a place with a city's own code falls to that city when nobody else lists it. An end of a
movement carries its city's code, else its place's. A chosen area means every place below it and every city with a
place below it, and a chosen city all its places.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, Subquery, func, literal, select, union_all

from idpdash.scope import Scope
from idpdash.store.tables import City, CityPlace, CityStatement, Place, PlaceStatement


def current_cities() -> Subquery:
    """Return city_id and upload_id of the newest statement of each city, as a subquery."""
    newest = func.max(CityStatement.upload_id).label("upload_id")
    return select(CityStatement.city_id, newest).group_by(CityStatement.city_id).subquery("current_cities")


def place_cities() -> Subquery:
    """Return place_id and city_id of every place that a city holds, once a place, as a subquery."""
    current = current_cities()
    listed = (
        select(
            CityPlace.place_id, CityStatement.city_id, CityStatement.upload_id, CityStatement.id.label("statement_id")
        )
        .join(CityStatement, CityStatement.id == CityPlace.statement_id)
        .join(current, (current.c.city_id == CityStatement.city_id) & (current.c.upload_id == CityStatement.upload_id))
    )
    own = (
        select(Place.id, City.id, literal(-1), literal(-1))
        .join(City, City.code == Place.code)
        .join(current, current.c.city_id == City.id)
    )
    claims = union_all(listed, own).subquery("claims")
    order = (claims.c.upload_id.desc(), claims.c.statement_id.desc())
    rank = func.row_number().over(partition_by=claims.c.place_id, order_by=order).label("rank")
    ranked = select(claims.c.place_id, claims.c.city_id, rank).subquery("ranked")
    return select(ranked.c.place_id, ranked.c.city_id).where(ranked.c.rank == 1).subquery("place_cities")


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
    newest = (
        select(PlaceStatement.place_id, func.max(PlaceStatement.upload_id).label("upload_id"))
        .group_by(PlaceStatement.place_id)
        .subquery("newest")
    )
    same = (newest.c.place_id == PlaceStatement.place_id) & (newest.c.upload_id == PlaceStatement.upload_id)
    columns = (PlaceStatement.place_id, PlaceStatement.name, PlaceStatement.level, PlaceStatement.parent_id)
    return select(*columns).join(newest, same)


def _named_cities() -> Select[int, str, str]:
    """Return id, code and current name of each city, as a statement."""
    current = current_cities()
    same = (CityStatement.city_id == City.id) & (CityStatement.upload_id == current.c.upload_id)
    return (
        select(City.id, City.code, CityStatement.name)
        .join(current, current.c.city_id == City.id)
        .join(CityStatement, same)
    )


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
