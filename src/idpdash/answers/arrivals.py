"""Who came, from where, since when, and is it changing: all that the Arrivals page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from idpdash.answers.overview import trend
from idpdash.answers.question import in_period, on_day, whenever
from idpdash.measures import arrivals as moving
from idpdash.measures import housing as housed
from idpdash.measures import pressure
from idpdash.queries import Read, arrivals, housing, places
from idpdash.scope import Scope
from idpdash.vocabulary import Direction

SAME_WEEKDAYS = dt.timedelta(days=364)  # a year before, on the same days of the week


@dataclass(frozen=True)
class Arrivals:
    """What the Arrivals page shows.

    flows: `frames.FLOWS` of the period. movements, before: its totals and those of the period before.
    series, year_before: `frames.SERIES` over the trend (see Overview), and over the same weeks a year before with its
    days moved on by 364, so that both can be drawn on one axis and rolled with one `until`. step: the finest that both
    may be shown in; reach: the trend's two days. origins, within, matrix: see `measures.arrivals`. reasons: reason
    (missing: none given), individuals, share. sex_age: `frames.SEX_AGE`, one row. cities: city_code, city_name,
    region_name, arrivals, within, departures, arrivals_before, change, bars, latitude, longitude, most arrivals first.
    elsewhere: arrivals to places of no city.
    """

    scope: Scope
    flows: pd.DataFrame
    movements: moving.Movements
    before: moving.Movements
    series: pd.DataFrame
    year_before: pd.DataFrame
    reach: tuple[dt.date, dt.date]
    step: moving.Step
    origins: pd.DataFrame
    within: pd.DataFrame
    matrix: pd.DataFrame
    reasons: pd.DataFrame
    sex_age: pd.DataFrame
    cities: pd.DataFrame
    elsewhere: int
    coverage: pressure.Coverage

    @property
    def arrivals(self) -> moving.Change:
        """Return the arrivals beside those of the period before."""
        return moving.Change(self.movements.arrivals, self.before.arrivals)

    @property
    def departures(self) -> moving.Change:
        """Return the departures beside those of the period before."""
        return self.kind("departures")

    def kind(self, name: str) -> moving.Change:
        """Return one of the figures of `measures.arrivals.Movements` beside that of the period before."""
        return moving.Change(getattr(self.movements, name), getattr(self.before, name))

    def share(self, name: str) -> float | None:
        """Return one of the figures as a share of the arrivals, None without any."""
        return getattr(self.movements, name) / self.movements.arrivals if self.movements.arrivals else None

    @property
    def unknown_sex_age(self) -> int:
        """Return how many of the arrivals nobody told sex and age of, both counted as unknown and not told at all."""
        told = self.sex_age[[name for name in self.sex_age.columns if name not in ("individuals", "u_unknown")]]
        return max(0, self.movements.arrivals - int(told.sum(axis=1).sum()))

    def rolled(self, step: moving.Step | None = None, *, year_before: bool = False) -> pd.DataFrame:
        """Return day, direction and individuals, in the finest step or a coarser one (ValueError for a finer)."""
        series = self.year_before if year_before else self.series
        return moving.rolled(series, step or self.step, until=self.scope.to_day)

    def bars(self, direction: Direction = Direction.ARRIVAL) -> tuple[int | None, ...]:
        """Return the people of the last twelve weeks (months, for monthly data), oldest first; None: nobody told."""
        return moving.bars(self.series, until=self.scope.to_day, direction=direction)

    @cached_property
    def reached(self) -> pd.DataFrame:
        """Return the cities to which people came, those with the most from elsewhere first."""
        came = self.cities[self.cities["arrivals"] > 0]
        return came.assign(elsewhere=came["arrivals"] - came["within"]).sort_values("elsewhere", ascending=False)

    def routes(self, city_code: str) -> pd.DataFrame:
        """Return the largest origins of one city, as pairs of ends; looked for once, in all the flows of a country."""
        if city_code not in self._routes:
            self._routes[city_code] = moving.routes(self.flows, city_code)
        return self._routes[city_code]

    @cached_property
    def _routes(self) -> dict[str, pd.DataFrame]:
        """Return what `routes` has found."""
        return {}


def arrivals_answer(read: Read, scope: Scope) -> Arrivals:
    """Return all that the Arrivals page shows."""
    flows, before = read(arrivals.flows, in_period(scope)), read(arrivals.flows, in_period(scope.before()))
    shown = trend(read, scope)
    series, city_series = read(arrivals.series, in_period(shown)), read(arrivals.city_series, in_period(shown))
    year_before = _year_before(read, shown)
    reasons = read(arrivals.reasons, in_period(scope))
    network = read(places.cities, whenever(scope))
    by_city = moving.by_city(flows, network)
    rooms = housed.by_city(housed.room(read(housing.sites, on_day(scope))), network)
    return Arrivals(
        scope=scope,
        flows=flows,
        movements=moving.totals(flows),
        before=moving.totals(before),
        series=series,
        year_before=year_before,
        reach=(shown.from_day, shown.to_day),
        step=moving.coarser(moving.step(series), moving.step(year_before)),
        origins=moving.origins(flows),
        within=moving.within(flows),
        matrix=moving.matrix(flows),
        reasons=reasons.assign(share=moving.shares(reasons["individuals"])),
        sex_age=read(arrivals.sex_age, in_period(scope)),
        cities=_cities(
            by_city, moving.by_city(before, network), network, moving.sparks(city_series, until=scope.to_day)
        ),
        elsewhere=int(by_city.loc[by_city["city_code"].isna(), "arrivals"].sum()),
        coverage=pressure.coverage(rooms, city_series, as_of=scope.as_of),
    )


def _year_before(read: Read, shown: Scope) -> pd.DataFrame:
    """Return the series of the same weeks a year before, its days moved on by 364."""
    earlier = replace(shown, from_day=shown.from_day - SAME_WEEKDAYS, to_day=shown.to_day - SAME_WEEKDAYS)
    series = read(arrivals.series, in_period(earlier))
    moved = {name: series[name] + pd.Timedelta(SAME_WEEKDAYS) for name in ("period_start", "period_end")}
    return series.assign(**moved)


def _cities(by_city: pd.DataFrame, before: pd.DataFrame, network: pd.DataFrame, sparks: pd.DataFrame) -> pd.DataFrame:
    """Return the table of cities of `Arrivals`."""
    earlier = before[["city_code", "arrivals"]].rename(columns={"arrivals": "arrivals_before"})
    known = network[["city_code", "city_name", "region_name", "latitude", "longitude"]]
    table = by_city.dropna(subset="city_code").merge(earlier, on="city_code").merge(known, on="city_code")
    table = table.merge(sparks, how="left", on="city_code")
    table["change"] = table["arrivals"] - table["arrivals_before"]
    table["bars"] = table["bars"].map(lambda bars: bars if isinstance(bars, tuple) else ())
    return table.sort_values(["arrivals", "city_name"], ascending=[False, True], ignore_index=True)
