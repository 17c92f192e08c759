"""Who moved: flows of the period between places, and arrivals over time, by city, reason, sex and age.

A row belongs to the period in which its own period ends, whole; superseded rows never count. What the totals mean:

- arrivals: rows with direction `arrival` whose destination is in scope.
- departures: reported departures whose origin is in scope, and arrivals whose origin is in scope and whose
  destination is another city (or, without a city, another place), the latter only from sources that report no
  departure in the period themselves. Without a filter a reported departure of unknown origin counts too.
- returns and onward moves: by the place of destination.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from idpdash import columns as c
from idpdash import frames
from idpdash.queries.ends import ends, within
from idpdash.queries.table import listed, table
from idpdash.scope import Scope
from idpdash.store.holders import place_cities
from idpdash.store.tables import Movement, Upload
from idpdash.vocabulary import Direction

PEOPLE = func.sum(Movement.individuals).label("individuals")


def in_period(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a movement counts and its period ends in the scope's."""
    return and_(Movement.period_end.between(scope.from_day, scope.to_day), Movement.superseded_by.is_(None))


def flows(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.FLOWS`: people who moved in the period with an end in scope.

    One row a direction, source and pair of ends; the two ends may be the same. Its sources' reporting of departures
    is judged on the whole period, whatever places are asked for. An origin that is not known is in scope only where
    everything is.
    """
    places = ends(connection, scope)
    chosen = within(places, scope)
    statement = (
        select(
            Movement.direction,
            Movement.upload_id,
            Movement.origin_place_id.label("origin"),
            Movement.destination_place_id.label("destination"),
            PEOPLE,
            func.count().label("rows"),
        )
        .where(in_period(scope), _touches(chosen))
        .group_by(Movement.direction, Movement.upload_id, Movement.origin_place_id, Movement.destination_place_id)
    )
    moved = table(connection, statement).astype({"origin": "Int64"})
    ends_moved = _between_ends(moved, places, _sources(connection, scope))
    unknown = ends_moved["origin_code"].isna()
    return frames.FLOWS.typed(
        ends_moved.assign(origin_in_scope=ends_moved["origin_in_scope"] | (unknown & (chosen is None)))
    )


def _touches(chosen: list[int] | None) -> ColumnElement[bool]:
    """Return the condition that one end is among the chosen places (None: every place)."""
    return or_(_among(Movement.destination_place_id, chosen), _among(Movement.origin_place_id, chosen))


def _among(column: ColumnElement[Any] | InstrumentedAttribute[Any], chosen: list[int] | None) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the chosen places (None: every place, and none)."""
    return literal(value=True) if chosen is None else column.in_(listed(chosen))


def _sources(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return, by upload_id, its source and source_reports_departures (in the scope's period)."""
    sources = table(connection, select(Upload.id, Upload.source)).set_index("id")["source"]
    telling = connection.scalars(_telling_uploads(scope)).all()
    return pd.DataFrame(
        {"source": sources, "source_reports_departures": sources.isin(set(sources.reindex(list(telling))))}
    )


def _telling_uploads(scope: Scope) -> Select[Any]:
    """Return the uploads with a reported departure in the period, as a statement."""
    return select(Movement.upload_id).where(in_period(scope), Movement.direction == Direction.DEPARTURE).distinct()


def _between_ends(moved: pd.DataFrame, places: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return flows summed by what their ends are called, from flows between places."""
    numbers, codes = pd.factorize(places["end_code"])
    end = pd.Series(numbers, index=places.index)
    by_upload = sources.loc[moved["upload_id"]].reset_index(drop=True)
    keyed = pd.DataFrame(
        {
            "direction": moved["direction"],
            "source": by_upload["source"],
            "source_reports_departures": by_upload["source_reports_departures"],
            "origin": moved["origin"].map(end).fillna(-1).astype(int),
            "destination": moved["destination"].map(end).astype(int),
            "individuals": moved["individuals"].astype("int64"),
            "rows": moved["rows"].astype("int64"),
        }
    )
    keys = ["direction", "source", "source_reports_departures", "origin", "destination"]
    totals = keyed.groupby(keys)[["individuals", "rows"]].sum().reset_index()
    named = places.drop_duplicates("end_code").set_index("end_code")[["end_name", "in_scope"]].reindex(codes)
    for side in ("origin", "destination"):
        at = totals[side].to_numpy()
        known = at >= 0
        totals[f"{side}_code"] = pd.Series(np.asarray(codes)[at], dtype=object).where(known)
        totals[f"{side}_name"] = pd.Series(named["end_name"].to_numpy(dtype=object)[at]).where(known)
        totals[f"{side}_in_scope"] = pd.Series(named["in_scope"].to_numpy()[at] & known)
    return totals


def series(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.SERIES`: people in scope by reporting period and direction, in order of time.

    Departures hold the reported and the derived ones (see above).
    """
    chosen = within(ends(connection, scope), scope)
    arrived = _by_time(connection, scope, Movement.direction.label("direction"), _counts_here(chosen))
    left = _by_time(
        connection, scope, literal(str(Direction.DEPARTURE)).label("direction"), *_derived(connection, scope, chosen)
    )
    keys = ["period_end", "period_start", "direction"]
    return frames.SERIES.typed(summed(pd.concat([arrived, left]), keys))


def summed(moved: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the people by these columns, in their order."""
    return moved.groupby(keys)[["individuals"]].sum().reset_index()


def _by_time(
    connection: Connection, scope: Scope, direction: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> pd.DataFrame:
    """Return period_start, period_end, direction and individuals of the rows that meet the conditions."""
    keys = (Movement.period_start, Movement.period_end, direction)
    statement = select(*keys, PEOPLE).where(in_period(scope), *conditions).group_by(*keys)
    return table(connection, statement)


def _counts_here(chosen: list[int] | None) -> ColumnElement[bool]:
    """Return the condition that a row counts under its own direction: departures by origin, all else by destination."""
    departs = Movement.direction == Direction.DEPARTURE
    return _among(case((departs, Movement.origin_place_id), else_=Movement.destination_place_id), chosen)


def _derived(connection: Connection, scope: Scope, chosen: list[int] | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an arrival elsewhere is a departure from here."""
    sources = _sources(connection, scope)
    silent = [int(upload) for upload in sources.index[~sources["source_reports_departures"].astype(bool)]]
    held = select(place_cities()).cte("held")
    one, other = held.alias("one"), held.alias("other")
    same_city = select(_pair(one.c.place_id, other.c.place_id)).where(one.c.city_id == other.c.city_id)
    return (
        Movement.direction == Direction.ARRIVAL,
        Movement.upload_id.in_(listed(silent)),
        Movement.origin_place_id != Movement.destination_place_id,  # a missing origin is neither
        _among(Movement.origin_place_id, chosen),
        # a list that is made once: what depends on the row, PostgreSQL may work out anew for each movement
        _pair(Movement.origin_place_id, Movement.destination_place_id).not_in(same_city),
    )


def _pair(origin: ColumnElement[Any] | InstrumentedAttribute[Any], destination: Any) -> ColumnElement[int]:
    """Return two places as one number, which SQLite looks up in a list far faster than two."""
    pair: ColumnElement[int] = cast(origin, BigInteger) * 2**31 + destination
    return pair


def _arrived(scope: Scope, chosen: list[int] | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an arrival in scope."""
    here = _among(Movement.destination_place_id, chosen)
    return in_period(scope), Movement.direction == Direction.ARRIVAL, here


def city_series(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.CITY_SERIES`: arrivals by reporting period and destination city, in order of time.

    Only cities in scope; what arrived outside every city is left out.
    """
    places = ends(connection, scope)
    keys = (Movement.destination_place_id.label("place_id"), Movement.period_start, Movement.period_end)
    statement = select(*keys, PEOPLE).where(*_arrived(scope, within(places, scope))).group_by(*keys)
    arrived = table(connection, statement)
    arrived["city_code"] = arrived["place_id"].map(places["city_code"])
    by = ["period_end", "period_start", "city_code"]
    return frames.CITY_SERIES.typed(summed(arrived, by))


def reasons(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.REASONS`: arrivals of the period by reason, largest first; a missing reason: none was given."""
    chosen = within(ends(connection, scope), scope)
    statement = select(Movement.reason, PEOPLE).where(*_arrived(scope, chosen)).group_by(Movement.reason)
    told = frames.REASONS.typed(table(connection, statement))
    return told.sort_values(["individuals", "reason"], ascending=[False, True], ignore_index=True)


def sex_age(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.SEX_AGE`: arrivals of the period by sex and age band, one row.

    A band is missing where no row told it; individuals minus all bands are people whose sex and age nobody told.
    """
    chosen = within(ends(connection, scope), scope)
    bands = [func.sum(getattr(Movement, column.name)).label(column.name) for column in c.SEX_AGE]
    return frames.SEX_AGE.typed(table(connection, select(*bands, PEOPLE).where(*_arrived(scope, chosen))))
