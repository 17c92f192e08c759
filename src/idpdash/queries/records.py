"""What is stored, row by row, in the columns of our layouts: what a file needs to say the same again.

Only what holds: nothing superseded, withdrawn, closed or undone. A known place is given by its code and present name;
an origin that is not known stands as it was written.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, case, func, select

from idpdash import columns as c
from idpdash import frames
from idpdash.columns import Kind
from idpdash.formats import fold
from idpdash.queries import Query
from idpdash.queries.ends import ends
from idpdash.queries.exchange import stated_needs, stated_offers
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.statements import holds
from idpdash.store.tables import (
    City,
    CityPlace,
    CityStatement,
    Movement,
    NeedStatement,
    Occupancy,
    OfferStatement,
    Place,
    Site,
    SiteStatement,
    Upload,
)
from idpdash.vocabulary import SPELLINGS, Direction, ExchangeStatus, Reason

PLAIN = (Kind.COUNT, Kind.MEASURE, Kind.DEGREE)


def movement_days(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.DAYS`: the ends of the periods of movements, in order of time."""
    return _days(connection, Movement.period_end, scope)


def occupancy_days(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.DAYS`: the days of counts, in order of time."""
    return _days(connection, Occupancy.counted_on, scope)


def _days(connection: Connection, day: Any, scope: Scope) -> pd.DataFrame:
    """Return how many live facts fall on each day of the scope's period."""
    statement = (
        select(day.label("period_end"), func.count().label("rows"))
        .where(day.between(scope.from_day, scope.to_day), day.class_.superseded_by.is_(None))
        .group_by(day)
        .order_by(day)
    )
    return frames.DAYS.typed(table(connection, statement))


def movements(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.RECORDS`, movements whose period ends in the scope's, in order of time."""
    given = [column.name for column in (c.PERIOD_START, c.PERIOD_END, c.DIRECTION, c.HOUSEHOLDS, c.INDIVIDUALS)]
    given += [*(column.name for column in c.SEX_AGE), "priority_need", "basis", "operation", "record_id"]
    more = ("origin_place_id", "origin_as_written", "destination_place_id", "reason", "reason_as_written")
    statement = (
        select(*(getattr(Movement, name) for name in (*given, *more)), Upload.source)
        .join(Upload, Upload.id == Movement.upload_id)
        .where(Movement.period_end.between(scope.from_day, scope.to_day), Movement.superseded_by.is_(None))
        .order_by(Movement.period_end, Movement.id)
    )
    moved, places = table(connection, statement), ends(connection, scope)
    known = moved["origin_place_id"].notna()
    named = moved.assign(
        date=moved["period_end"].where(moved["period_start"] == moved["period_end"], None),
        origin_pcode=moved["origin_place_id"].map(places["place_code"]),
        origin_name=moved["origin_place_id"].map(places["place_name"]).where(known, moved["origin_as_written"]),
        destination_pcode=moved["destination_place_id"].map(places["place_code"]),
        destination_name=moved["destination_place_id"].map(places["place_name"]),
        reason=_reasons(moved["reason"], moved["reason_as_written"]),
    )
    return frames.RECORDS["movements"].typed(named)


def _reasons(reason: pd.Series[Any], written: pd.Series[Any]) -> pd.Series[Any]:
    """Return each reason as it was written where that is understood, or where no reason was; else its code."""
    known = {fold(str(code)): str(code) for code in Reason} | {
        fold(word): str(code) for word, code in SPELLINGS[Reason].items()
    }
    meant = written.map(lambda text: known.get(fold(text)) if isinstance(text, str) else None)
    return written.where(written.notna() & (reason.isna() | (meant == reason)), reason)


def sites(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.RECORDS`, sites by code and by the day from which each line holds; of one day the newest.

    A line that has held since always begins on the day on which the site opens, as it would if it were loaded anew.
    """
    names = [name for name in frames.RECORDS["sites"].names if name in SiteStatement.__table__.columns]
    statement = (
        select(
            Site.code.label("site_code"),
            SiteStatement.name.label("site_name"),
            func.coalesce(SiteStatement.valid_from, SiteStatement.opens_on).label("date"),
            SiteStatement.place_id,
            *(getattr(SiteStatement, name) for name in names),
            Upload.source,
        )
        .join(Site, Site.id == SiteStatement.site_id)
        .join(Upload, Upload.id == SiteStatement.upload_id)
        .order_by(SiteStatement.valid_from.is_not(None), SiteStatement.upload_id, SiteStatement.id)
    )
    told = table(connection, statement).drop_duplicates(["site_code", "date"], keep="last")
    places = ends(connection, scope)
    told = told.assign(
        place_pcode=told["place_id"].map(places["place_code"]), place_name=told["place_id"].map(places["place_name"])
    )
    typed = frames.RECORDS["sites"].typed(told)
    return typed.sort_values(["site_code", "date"], na_position="first", ignore_index=True)


def occupancy(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.RECORDS`, counts of the scope's period in order of time; date: the instant of the count (UTC)."""
    names = ("individuals", "households", "places_reported", "basis", "record_id")
    statement = (
        select(
            Occupancy.counted_at.label("date"),
            Site.code.label("site_code"),
            *(getattr(Occupancy, name) for name in names),
            Upload.source,
        )
        .join(Site, Site.id == Occupancy.site_id)
        .join(Upload, Upload.id == Occupancy.upload_id)
        .where(Occupancy.counted_on.between(scope.from_day, scope.to_day), Occupancy.superseded_by.is_(None))
        .order_by(Occupancy.counted_on, Occupancy.counted_at, Occupancy.id)
    )
    return frames.RECORDS["occupancy"].typed(table(connection, statement))


def needs(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.RECORDS`, open needs by code."""
    statement = stated_needs(Upload.source.expression).where(NeedStatement.status == ExchangeStatus.OPEN)
    told, called = table(connection, statement), _city_names(connection)
    named = told.assign(city_pcode=told["city_code"], city_name=told["city_code"].map(called))
    return frames.RECORDS["needs"].typed(named).sort_values("need_code", ignore_index=True)


def offers(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.RECORDS`, open offers by code."""
    statement = stated_offers(Upload.source.expression).where(OfferStatement.status == ExchangeStatus.OPEN)
    told, called = table(connection, statement), _city_names(connection)
    named = told.assign(
        city_pcode=told["city_code"],
        city_name=told["city_code"].map(called),
        to_city_pcode=told["to_city_code"],
        to_city_name=told["to_city_code"].map(called),
    )
    return frames.RECORDS["offers"].typed(named).sort_values("offer_code", ignore_index=True)


def cities(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.RECORDS`, cities by code; place_pcodes without the city's own, which every city has."""
    names = ("latitude", "longitude", "country", "population", "tax_revenue", "desk_phone", "desk_mail")
    statement = (
        select(
            City.code.label("city_code"),
            CityStatement.name.label("city_name"),
            *(getattr(CityStatement, name) for name in names),
            CityStatement.id.label("statement"),
            Upload.source,
        )
        .join(CityStatement, CityStatement.city_id == City.id)
        .join(Upload, Upload.id == CityStatement.upload_id)
        .where(holds(CityStatement))
    )
    told = table(connection, statement)
    listed = table(
        connection,
        select(CityPlace.statement_id.label("statement"), Place.code.label("place"))
        .join(Place, Place.id == CityPlace.place_id)
        .order_by(Place.code),
    ).merge(told[["statement", "city_code"]], on="statement")
    others = listed[listed["place"] != listed["city_code"]].groupby("city_code")["place"].agg(";".join)
    told["place_pcodes"] = told["city_code"].map(others)
    return frames.RECORDS["cities"].typed(told).sort_values("city_code", ignore_index=True)


def _city_names(connection: Connection) -> dict[str, str]:
    """Return the present name of each city by its code."""
    statement = select(City.code, CityStatement.name).join(CityStatement, CityStatement.city_id == City.id)
    return {row.code: row.name for row in connection.execute(statement.where(holds(CityStatement)))}


def monthly(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.MONTHLY`: people by the month in which their period ends, place and direction.

    The place is where they went; of departures where they left, missing where that is not known.
    """
    here = case(
        (Movement.direction == Direction.DEPARTURE, Movement.origin_place_id), else_=Movement.destination_place_id
    ).label("place_id")
    keys = (Movement.period_end, here, Movement.direction)
    statement: Select[Any] = (
        select(*keys, func.sum(Movement.individuals).label("individuals"))
        .where(Movement.period_end.between(scope.from_day, scope.to_day), Movement.superseded_by.is_(None))
        .group_by(*keys)
    )
    moved, places = table(connection, statement), ends(connection, scope)
    moved = moved.assign(
        month=moved["period_end"].map(lambda day: f"{day:%Y-%m}"),
        place_code=moved["place_id"].map(places["end_code"]),
        place_name=moved["place_id"].map(places["end_name"]),
        individuals=moved["individuals"].astype("int64"),
    )
    by = ["month", "place_code", "place_name", "direction"]
    return frames.MONTHLY.typed(moved.groupby(by, dropna=False)[["individuals"]].sum().reset_index())


QUERIES: dict[str, Query] = {
    "movements": movements,
    "sites": sites,
    "occupancy": occupancy,
    "needs": needs,
    "offers": offers,
    "cities": cities,
}
DAYS: dict[str, Query] = {"movements": movement_days, "occupancy": occupancy_days}
