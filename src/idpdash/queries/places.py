"""Cities and places: who they are, where they lie, what else they are called."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash import frames
from idpdash.queries.ends import current_cities, ends, regions
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.tables import City, CityStatement, Place, PlaceAlias, PlaceStatement, Site, SiteStatement


def cities(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.CITIES`, one row a city of the network, by name; all of them, `in_scope` says which are asked for.

    region: the area of level 1 above its own place, else above the first of its places that has one.
    """
    current = current_cities()
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
        .join(current, current.c.city_id == City.id)
        .join(CityStatement, (CityStatement.city_id == City.id) & (CityStatement.upload_id == current.c.upload_id))
        .order_by(CityStatement.name, City.code)
    )
    places = ends(connection, scope)
    known = table(connection, statement).merge(_city_places(places), how="left", on="city_code")
    asked = known["city_code"].isin(scope.places) if scope.places else True
    return frames.CITIES.typed(known.assign(in_scope=known["in_scope"].eq(other=True) | asked))


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
    newest = (
        select(PlaceStatement.place_id, func.max(PlaceStatement.upload_id).label("upload_id"))
        .where(PlaceStatement.geometry.is_not(None))
        .group_by(PlaceStatement.place_id)
        .subquery("newest")
    )
    statement = select(PlaceStatement.place_id, PlaceStatement.geometry).join(
        newest, (newest.c.place_id == PlaceStatement.place_id) & (newest.c.upload_id == PlaceStatement.upload_id)
    )
    shapes = table(connection, statement).astype({"place_id": "int64"})
    drawn = ends(connection, scope).merge(shapes, on="place_id").sort_values("place_code").reset_index(drop=True)
    return frames.OUTLINES.typed(drawn).assign(geometry=drawn["geometry"].astype(object))


def aliases(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.ALIASES`: the newest of what users said a spelling means, once a source and spelling."""
    statement = (
        select(PlaceAlias.source, PlaceAlias.folded, Place.code.label("place_code"))
        .join(Place, Place.id == PlaceAlias.place_id)
        .order_by(PlaceAlias.upload_id.desc(), PlaceAlias.id.desc())
    )
    return frames.ALIASES.typed(table(connection, statement).drop_duplicates(["source", "folded"]))


def site_codes(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return site_code of every site that something is said of (one column)."""
    statement = select(Site.code.label("site_code")).where(Site.id.in_(select(SiteStatement.site_id)))
    return table(connection, statement).astype({"site_code": "str"})
