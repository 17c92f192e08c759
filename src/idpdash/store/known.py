"""What the store knows of places, cities and sites when a file is checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, func, select, tuple_

from idpdash import frames
from idpdash.intake.checked import Known
from idpdash.store.engine import reading
from idpdash.store.holders import place_cities
from idpdash.store.profiles import profiles
from idpdash.store.statements import FEW, holds, newest
from idpdash.store.tables import City, CityStatement, Place, PlaceAlias, PlaceName, PlaceStatement, Site, SiteStatement


def known(connection: Connection) -> Known:
    """Return every place with the city that holds it, every city, further names and aliases, and all sites' codes.

    Outlines are fetched when they are asked for, by a connection of their own.
    """
    codes = {row.id: row.code for row in connection.execute(select(Place.id, Place.code))}
    said = newest(connection, PlaceStatement, without="geometry")
    cities = newest(connection, CityStatement)
    city_codes = {row.id: row.code for row in connection.execute(select(City.id, City.code))}
    holders = {row.place_id: city_codes[row.city_id] for row in connection.execute(select(place_cities()))}
    sites = select(Site.code).where(Site.id.in_(select(SiteStatement.site_id)))
    return Known(
        places=_places(codes, said, holders),
        cities=_cities(codes, said, cities, city_codes, holders),
        aliases=_aliases(connection),
        site_codes=frozenset(connection.scalars(sites)),
        names=_names(connection),
        mappings=profiles(connection),
        outlines=partial(outlines, connection.engine),
    )


def _places(codes: dict[int, str], said: dict[int, dict[str, Any]], holders: dict[int, str]) -> pd.DataFrame:
    """Return `frames.PLACES`, one row a place of which something is said."""
    rows = []
    for number, row in said.items():
        parent = row["parent_id"]
        above = said.get(parent, {}).get("name") if parent else None
        rows.append((codes[number], row["name"], row["level"], codes.get(parent or 0), above, holders.get(number)))
    return frames.PLACES.typed(pd.DataFrame(rows, columns=frames.PLACES.names))


def _cities(
    codes: dict[int, str],
    said: dict[int, dict[str, Any]],
    cities: dict[int, dict[str, Any]],
    city_codes: dict[int, str],
    holders: dict[int, str],
) -> pd.DataFrame:
    """Return `frames.CITIES`, one row a city of which something is said."""
    regions: dict[str, int] = {}
    for place, city in sorted(holders.items(), key=lambda pair: codes[pair[0]] != pair[1]):  # its own place first
        if (region := _region(place, said)) is not None:
            regions.setdefault(city, region)
    rows = []
    for number, row in cities.items():
        region = regions.get(city_codes[number])
        above = {"region_code": codes[region], "region_name": said[region]["name"]} if region else {}
        rows.append({**row, "city_code": city_codes[number], "city_name": row["name"], "in_scope": True, **above})
    return frames.CITIES.typed(pd.DataFrame(rows, columns=frames.CITIES.names))


def _region(place: int, said: dict[int, dict[str, Any]]) -> int | None:
    """Return the area of level 1 that a place is or lies in."""
    at: int | None = place
    for _step in range(8):  # deeper than any country divides itself; a circle of parents ends too
        if at is None or at not in said or said[at]["level"] == 1:
            break
        at = said[at]["parent_id"]
    return at if at in said and said[at]["level"] == 1 else None


def _aliases(connection: Connection) -> pd.DataFrame:
    """Return `frames.ALIASES`, the newest of what users said a spelling means."""
    statement = select(PlaceAlias.source, PlaceAlias.folded, Place.code).join(Place, Place.id == PlaceAlias.place_id)
    rows = connection.execute(statement.order_by(PlaceAlias.upload_id, PlaceAlias.id)).all()
    newest_of = {(source, folded): code for source, folded, code in rows}
    told = [(*key, code) for key, code in newest_of.items()]
    return frames.ALIASES.typed(pd.DataFrame(told, columns=frames.ALIASES.names))


def _names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the further names of places, folded → codes: of each place those that were said last."""
    last = select(PlaceName.place_id, func.max(PlaceName.upload_id)).group_by(PlaceName.place_id)
    statement = (
        select(PlaceName.folded, Place.code)
        .join(Place, Place.id == PlaceName.place_id)
        .where(tuple_(PlaceName.place_id, PlaceName.upload_id).in_(last))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for folded, code in connection.execute(statement.order_by(PlaceName.folded, Place.code)):
        found[folded].append(code)
    return {folded: tuple(codes) for folded, codes in found.items()}


def outlines(store: Engine, codes: Iterable[str]) -> dict[str, bytes]:
    """Return the outlines (WKB) of places by their codes, those that are known."""
    wanted = list(codes)
    found: dict[str, bytes] = {}
    with reading(store) as connection:
        for start in range(0, len(wanted), FEW):
            statement = (
                select(Place.code, PlaceStatement.geometry)
                .join(PlaceStatement, PlaceStatement.place_id == Place.id)
                .where(Place.code.in_(wanted[start : start + FEW]), PlaceStatement.geometry.is_not(None))
                .where(holds(PlaceStatement))
            )
            found.update({code: bytes(shape) for code, shape in connection.execute(statement) if shape})
    return found
