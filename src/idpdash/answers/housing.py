"""Who can take how many, today and on a given day: all that the Housing page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from idpdash.answers.overview import WEEKS_BEFORE, room_before, with_pressure
from idpdash.answers.question import everything, in_period, on_day
from idpdash.answers.summary import summary
from idpdash.measures import housing as housed
from idpdash.measures import pressure
from idpdash.queries import Read, arrivals, housing
from idpdash.scope import Scope


@dataclass(frozen=True)
class Housing:
    """What the Housing page shows, as of scope.as_of.

    totals, start: room now and at the beginning of the period. weeks: room four, three, two, one weeks before as_of,
    and on it. cities: one row a city with sites, worst first: the columns of `measures.housing.by_city`, full_low,
    full_high and level. regions: `measures.pressure.by_region`. sites: the existing ones, `measures.housing.detailed`,
    most over-full first. absent: sites that do not exist on the day (`frames.ROOM`). calendar: what opens and closes in
    the next 60 days. stale: sites without a count in two weeks.
    """

    scope: Scope
    totals: housed.Housing
    start: housed.Housing
    weeks: tuple[housed.Housing, ...]
    cities: pd.DataFrame
    regions: pd.DataFrame
    sites: pd.DataFrame
    absent: pd.DataFrame
    calendar: pd.DataFrame
    stale: pd.DataFrame
    coverage: pressure.Coverage

    def counts(self, level: str) -> int:
        """Return how many cities are critical, warning, watch, normal or unknown."""
        return int((self.cities["level"] == level).sum())


def housing_answer(read: Read, scope: Scope) -> Housing:
    """Return all that the Housing page shows."""
    told = summary(read, scope)
    by_city = with_pressure(read, told)
    week = scope.over(scope.as_of - dt.timedelta(days=pressure.REPORTING_DAYS - 1), scope.as_of)
    return Housing(
        scope=scope,
        totals=told.housing,
        start=room_before(read, scope, scope.length),
        weeks=(*(room_before(read, scope, days) for days in WEEKS_BEFORE), told.housing),
        cities=pressure.trouble(by_city),
        regions=pressure.by_region(told.by_city),
        sites=housed.detailed(told.room, as_of=scope.as_of),
        absent=told.room[~told.room["exists"]].reset_index(drop=True),
        calendar=housed.calendar(read(housing.sites, on_day(scope, before=-housed.COMING_DAYS)), as_of=scope.as_of),
        stale=pressure.stale(told.room, as_of=scope.as_of),
        coverage=pressure.coverage(told.by_city, read(arrivals.city_series, in_period(week)), as_of=scope.as_of),
    )


def countable(read: Read, today: dt.date) -> pd.DataFrame:
    """Return `frames.ROOM` as of today of every site that exists, of all cities: those that a desk may record."""
    told = housed.room(read(housing.sites, everything(today)))
    return told[told["exists"]].reset_index(drop=True)
