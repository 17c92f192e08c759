"""Who can take how many, today and on a given day: all that the Housing page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from idpdash.answers.overview import WEEKS_BEFORE, room_before, with_pressure
from idpdash.answers.question import everything, in_period, on_day
from idpdash.answers.standards import standards_of
from idpdash.answers.summary import summary
from idpdash.measures import housing as housed
from idpdash.measures import pressure
from idpdash.measures import sites as of_sites
from idpdash.queries import Read, arrivals, housing
from idpdash.scope import Scope
from idpdash.standards import Standards


@dataclass(frozen=True)
class Housing:
    """What the Housing page shows, as of scope.as_of.

    standards: what holds in this store. totals, start: room now and at the beginning of the period. weeks: room four,
    three, two, one weeks before as_of, and on it. cities: one row a city with sites, worst first: the columns of
    `answers.overview.with_pressure`. types: `measures.housing.by_type`. regions: `measures.pressure.by_region`. sites:
    the existing ones, `measures.sites.detailed`, most over-full first. absent: sites that do not exist on the day
    (`frames.ROOM`). calendar: what opens and closes in the next 180 days. stale: sites without a count in stale_days.
    """

    scope: Scope
    standards: Standards
    totals: housed.Housing
    start: housed.Housing
    weeks: tuple[housed.Housing, ...]
    cities: pd.DataFrame
    types: pd.DataFrame
    regions: pd.DataFrame
    sites: pd.DataFrame
    absent: pd.DataFrame
    calendar: pd.DataFrame
    stale: pd.DataFrame
    coverage: pressure.Coverage

    def counts(self, level: str) -> int:
        """Return how many cities are critical, warning, watch, normal or unknown."""
        return int((self.cities["level"] == level).sum())

    @property
    def is_full(self) -> pd.Series[bool]:
        """Return, by row of cities, whether no place is free."""
        return pressure.is_full(self.cities)

    @property
    def soon(self) -> pd.Series[bool]:
        """Return, by row of cities, whether it may be full within two weeks, and is not yet."""
        return (self.cities["full_low"] <= pressure.SOON_DAYS).fillna(value=False) & ~self.is_full

    def coming(self, days: int) -> pd.DataFrame:
        """Return what opens and closes in the next `days`."""
        last = pd.Timestamp(self.scope.as_of) + pd.Timedelta(days=days)
        return self.calendar[self.calendar["day"] <= last].reset_index(drop=True)


def housing_answer(read: Read, scope: Scope) -> Housing:
    """Return all that the Housing page shows."""
    told = summary(read, scope)
    by_city, standards = with_pressure(read, told), told.standards
    week = scope.over(scope.as_of - dt.timedelta(days=standards.report_days - 1), scope.as_of)
    farthest = read(housing.sites, on_day(scope, before=-of_sites.FARTHEST_DAYS))
    return Housing(
        scope=scope,
        standards=standards,
        totals=told.housing,
        start=room_before(read, told, scope.length),
        weeks=(*(room_before(read, told, days) for days in WEEKS_BEFORE), told.housing),
        cities=pressure.trouble(by_city),
        types=housed.by_type(told.room),
        regions=pressure.by_region(told.by_city),
        sites=of_sites.detailed(told.room, as_of=scope.as_of, standards=standards),
        absent=told.room[~told.room["exists"]].reset_index(drop=True),
        calendar=of_sites.calendar(farthest, as_of=scope.as_of, days=of_sites.FARTHEST_DAYS, standards=standards),
        stale=pressure.stale(told.room, as_of=scope.as_of, days=standards.stale_days),
        coverage=pressure.coverage(
            told.by_city,
            read(arrivals.city_series, in_period(week)),
            as_of=scope.as_of,
            days=standards.report_days,
        ),
    )


def countable(read: Read, today: dt.date) -> pd.DataFrame:
    """Return `frames.ROOM` as of today of every site that exists, of all cities: those that a desk may record."""
    told = housed.room(read(housing.sites, everything(today)), standards_of(read))
    return told[told["exists"]].reset_index(drop=True)
