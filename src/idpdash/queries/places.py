"""Cities and places: who they are, and where they lie."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from idpdash import frames
from idpdash.queries.ends import ends, regions
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.statements import holds
from idpdash.store.tables import City, CityStatement, PlaceStatement


def cities(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.CITIES`, one row a city of the network, by name; all of them, `in_scope` says which are asked for.

    region: the area of level 1 above its own place, else above the first of its places that has one.
    """
    statement = (
        select(
            City.code.label("city_code"),
            CityStatement.name.label("city_name"),
            CityStatement.country,
            CityStatement.latitude,
            CityStatement.longitude,
            CityStatement.population,
            CityStatement.desk_phone,
            CityStatement.desk_mail,
        )
        .join(CityStatement, CityStatement.city_id == City.id)
        .where(holds(CityStatement))
    )
    places = ends(connection, scope)
    known = table(connection, statement).merge(_city_places(places), how="left", on="city_code")
    asked = known["city_code"].isin(scope.places) if scope.places else True
    told = frames.CITIES.typed(known.assign(in_scope=known["in_scope"].eq(other=True) | asked))
    return told.sort_values(["city_name", "city_code"], ignore_index=True)  # databases sort texts each in its own way


def _city_places(places: pd.DataFrame) -> pd.DataFrame:
    """Return city_code, region_code, region_name and in_scope, once a city that holds a place."""
    held = places.join(regions(places)).dropna(subset="city_code")
    held = held.assign(rank=(held["place_code"] != held["city_code"]).astype(int) + 2 * held["region_code"].isna())
    once = held.sort_values(["city_code", "rank", "place_code"]).drop_duplicates("city_code")
    return once[["city_code", "region_code", "region_name", "in_scope"]]


def places(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.PLACES`, one row a place, by code; the whole network whatever is asked."""
    return frames.PLACES.typed(ends(connection, scope).sort_values("place_code").reset_index(drop=True))


def outlines(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.OUTLINES` and `geometry` (WKB bytes, WGS84), one row a place that has a boundary, by code."""
    drawn_by = holds(PlaceStatement, PlaceStatement.geometry.is_not(None))
    statement = select(PlaceStatement.place_id, PlaceStatement.geometry).where(drawn_by)
    shapes = table(connection, statement).astype({"place_id": "int64"})
    drawn = ends(connection, scope).merge(shapes, on="place_id").sort_values("place_code").reset_index(drop=True)
    return frames.OUTLINES.typed(drawn).assign(geometry=drawn["geometry"].astype(object))
