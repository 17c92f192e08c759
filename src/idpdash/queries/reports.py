"""Who spoke of the places asked for: the files, and the acts by hand, of which something holds there."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Date, Select, and_, cast, func, literal, null, or_, select

from idpdash import frames
from idpdash.queries.arrivals import in_period
from idpdash.queries.ends import ends, within
from idpdash.queries.places import cities
from idpdash.queries.table import listed, table
from idpdash.scope import Scope
from idpdash.store.statements import holds
from idpdash.store.tables import City, Movement, NeedStatement, Occupancy, OfferStatement, SiteStatement, Upload
from idpdash.vocabulary import Direction


def reports(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.REPORTS`, one row an upload and kind of row of which something holds in scope, newest first.

    Movements (by their destination, departures by their origin) and counts are those of the period; of sites, needs and
    offers it is what holds of them now. What was superseded or undone is not told.
    """
    chosen = within(ends(connection, scope), scope)
    parts = [_movements(scope, chosen), *_of_sites(scope, chosen), *_of_cities(connection, scope)]
    told = pd.concat([table(connection, part) for part in parts], ignore_index=True)
    statement = select(
        Upload.id.label("upload"), Upload.file_name, Upload.source, Upload.loaded_at, Upload.loaded_by.label("by")
    )
    named = frames.REPORTS.typed(told.merge(table(connection, statement), on="upload"))
    return named.sort_values(["loaded_at", "upload", "layout"], ascending=[False, False, True], ignore_index=True)


def _about(layout: str, model: Any, first: Any = None, last: Any = None) -> Select[Any]:
    """Return upload, layout, rows, period_start and period_end of the rows of one kind, by upload, as a statement."""
    days = {"period_start": func.min(first), "period_end": func.max(last)} if first is not None else {}
    nothing = cast(null(), Date)
    return (
        select(
            model.upload_id.label("upload"),
            literal(layout).label("layout"),
            func.count().label("rows"),
            *(days.get(name, nothing).label(name) for name in ("period_start", "period_end")),
        )
        .select_from(model)
        .group_by(model.upload_id)
    )


def _movements(scope: Scope, chosen: list[int] | None) -> Select[Any]:
    """Return what was said of people who moved, as a statement."""
    told = _about("movements", Movement, Movement.period_start, Movement.period_end).where(in_period(scope))
    if chosen is None:
        return told
    left = and_(Movement.direction == Direction.DEPARTURE, Movement.origin_place_id.in_(listed(chosen)))
    return told.where(or_(Movement.destination_place_id.in_(listed(chosen)), left))


def _of_sites(scope: Scope, chosen: list[int] | None) -> list[Select[Any]]:
    """Return what was said of sites and of the people in them, as statements."""
    counts = _about("occupancy", Occupancy, Occupancy.counted_on, Occupancy.counted_on).where(
        Occupancy.superseded_by.is_(None), Occupancy.counted_on.between(scope.from_day, scope.to_day)
    )
    sites = _about("sites", SiteStatement)
    if chosen is None:
        return [counts, sites]
    lies = SiteStatement.place_id.in_(listed(chosen))
    return [counts.where(Occupancy.site_id.in_(select(SiteStatement.site_id).where(lies))), sites.where(lies)]


def _of_cities(connection: Connection, scope: Scope) -> list[Select[Any]]:
    """Return the needs and offers of the cities asked for, as statements."""
    network = cities(connection, scope)
    codes = list(network.loc[network["in_scope"], "city_code"])
    asked = select(City.id).where(City.code.in_(codes)) if scope.places else select(City.id)
    return [
        _about(layout, model).where(holds(model), model.city_id.in_(asked))
        for layout, model in (("needs", NeedStatement), ("offers", OfferStatement))
    ]
