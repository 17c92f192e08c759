"""Which city holds a place."""

from __future__ import annotations

from sqlalchemy import Subquery, func, literal, select, union_all

from idpdash.store.statements import holds
from idpdash.store.tables import City, CityPlace, CityStatement, Place


def place_cities() -> Subquery:
    """Return place_id and city_id of every place that a city holds, once a place, as a subquery.

    It is the city whose newest statement lists the place; of two such cities the newer statement wins, and a place with
    a city's own code falls to that city when nobody else lists it.
    """
    listed = (
        select(
            CityPlace.place_id, CityStatement.city_id, CityStatement.upload_id, CityStatement.id.label("statement_id")
        )
        .join(CityStatement, CityStatement.id == CityPlace.statement_id)
        .where(holds(CityStatement))
    )
    own = (
        select(Place.id, City.id, literal(-1), literal(-1))
        .join(City, City.code == Place.code)
        .where(City.id.in_(select(CityStatement.city_id)))
    )
    claims = union_all(listed, own).subquery("claims")
    order = (claims.c.upload_id.desc(), claims.c.statement_id.desc())
    rank = func.row_number().over(partition_by=claims.c.place_id, order_by=order).label("rank")
    ranked = select(claims.c.place_id, claims.c.city_id, rank).subquery("ranked")
    return select(ranked.c.place_id, ranked.c.city_id).where(ranked.c.rank == 1).subquery("place_cities")
