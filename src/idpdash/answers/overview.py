"""Where does it burn, and where is help: all that the Overview shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from idpdash.answers.pressure import why
from idpdash.answers.question import everything, in_period, on_day
from idpdash.answers.summary import Summary, summary
from idpdash.measures import arrivals as moving
from idpdash.measures import exchange as giving
from idpdash.measures import housing as housed
from idpdash.measures import pressure
from idpdash.measures import promises as promising
from idpdash.queries import Read, arrivals, housing
from idpdash.queries.promises import held
from idpdash.scope import Scope
from idpdash.vocabulary import Direction, Item

TREND_DAYS, YEAR_DAYS = 90, 365
POINT = ("latitude", "longitude")
WEEKS_BEFORE = (28, 21, 14, 7)  # days


@dataclass(frozen=True)
class Overview:
    """What the Overview shows, beside the key figures.

    arrivals, departures: this period beside the one before. start: room at the beginning of the period. weeks: room
    four, three, two, one weeks before as_of, and on it. series: `frames.SERIES` over the trend, that is the period or,
    if that is shorter, 90 days up to its end (a year for monthly data); reach: its two days; step: the finest it may be
    shown in. cities: one row a city in scope (no row for what belongs to none), worst first, cities without sites after
    those that have them; the columns of `with_pressure` and arrivals_before, bars (see `measures.arrivals.sparks`),
    latitude, longitude, country, needed (places that it asks for), taken (of those: promised or received), offered
    (places that it offers), arrivals_per_1000 (of its residents). regions: `measures.pressure.by_region`
    with stale (half of its sites or more were not counted for long).
    help: `measures.exchange.coverage` of the needs here and the offers by or for the places asked for, with what is
    promised; unanswered: how many of the needs here have no promise at all.
    coverage, stale: who reported.
    """

    summary: Summary
    arrivals: moving.Change
    departures: moving.Change
    start: housed.Housing
    weeks: tuple[housed.Housing, ...]
    series: pd.DataFrame
    reach: tuple[dt.date, dt.date]
    step: moving.Step
    cities: pd.DataFrame
    regions: pd.DataFrame
    help: pd.DataFrame
    unanswered: int
    coverage: pressure.Coverage
    stale: pd.DataFrame

    @property
    def scope(self) -> Scope:
        """Return the question."""
        return self.summary.scope

    @property
    def free(self) -> moving.Change | None:
        """Return the free places beside those at the beginning of the period, None where either is not known."""
        return _beside(self.summary.housing.free, self.start.free) if self.start.counted else None

    @property
    def occupied(self) -> moving.Change | None:
        """Return the people in sites beside those at the beginning of the period, None where no site was counted."""
        now = self.summary.housing
        return moving.Change(now.occupied, self.start.occupied) if now.counted and self.start.counted else None

    def quantity(self, side: str) -> int:
        """Return how many places are "needed", "offered", "promised" or "received", of `help`."""
        places = self.help
        return int(places.loc[places["item"] == Item.PLACES, side].sum())

    def bars(self, direction: Direction = Direction.ARRIVAL) -> tuple[int | None, ...]:
        """Return the people of the last twelve weeks (months, for monthly data), oldest first; None: nobody told."""
        return moving.bars(self.series, until=self.scope.to_day, direction=direction)

    @cached_property
    def rolled(self) -> pd.DataFrame:
        """Return day, direction and individuals of the series, in its step."""
        return moving.rolled(self.series, self.step, until=self.scope.to_day)

    @cached_property
    def network(self) -> pd.DataFrame:
        """Return `cities` and, without figures, all others of the network: what a map stands on."""
        known = self.summary.cities
        others = known.loc[~known["city_code"].isin(self.cities["city_code"]), ["city_code", "city_name", *POINT]]
        return pd.concat([self.cities, others], ignore_index=True) if len(others) else self.cities

    @property
    def coming(self) -> pd.DataFrame:
        """Return the cities that will be full within two weeks, at the faster and at the slower pace of late."""
        return self.cities[(self.cities["full_high"] <= pressure.SOON_DAYS).fillna(value=False) & ~self.is_full]

    @property
    def is_full(self) -> pd.Series[bool]:
        """Return, by row of cities, whether no place is free."""
        return pressure.is_full(self.cities)

    def counts(self, level: str) -> int:
        """Return how many cities with sites are critical, warning or watch."""
        return int((self.cities["level"] == level)[self.cities["sites"] > 0].sum())


def _beside(now: int | None, before: int | None) -> moving.Change | None:
    """Return a change of two figures, None where one is not known."""
    return None if now is None or before is None else moving.Change(now, before)


def trend(read: Read, scope: Scope) -> Scope:
    """Return the question over the time that a chart shows: the period, at least 90 days (monthly data: a year)."""
    usual = _reaching(scope, TREND_DAYS)
    monthly = moving.step(read(arrivals.series, in_period(usual))) == "month"
    return _reaching(scope, YEAR_DAYS) if monthly else usual


def _reaching(scope: Scope, days: int) -> Scope:
    """Return the question over its period and at least so many days up to its end."""
    return scope.over(min(scope.from_day, scope.to_day - dt.timedelta(days=days - 1)), scope.to_day)


def overview(read: Read, scope: Scope) -> Overview:
    """Return all that the Overview shows."""
    told = summary(read, scope)
    before = read(arrivals.flows, in_period(scope.before()))
    totals = moving.totals(before)
    shown = in_period(trend(read, scope))
    series, city_series = read(arrivals.series, shown), read(arrivals.city_series, shown)
    asked = promising.covered(told.needs, told.promises)
    here, given = asked[asked["in_scope"]], promising.shared(told.concerned[1], told.promises, "offer_code")
    return Overview(
        summary=told,
        arrivals=moving.Change(told.movements.arrivals, totals.arrivals),
        departures=moving.Change(told.movements.departures, totals.departures),
        start=room_before(read, told, scope.length),
        weeks=(*(room_before(read, told, days) for days in WEEKS_BEFORE), told.housing),
        series=series,
        reach=(shown.from_day, shown.to_day),
        step=moving.step(series),
        cities=cities(read, told, before, city_series, asked),
        regions=_regions(told.by_city),
        help=giving.coverage(here, given),
        unanswered=int((here["cover"] == promising.Cover.NOTHING).sum()),
        coverage=pressure.coverage(told.by_city, city_series, as_of=scope.as_of, days=told.standards.report_days),
        stale=pressure.stale(told.room, as_of=scope.as_of, days=told.standards.stale_days),
    )


def _regions(by_city: pd.DataFrame) -> pd.DataFrame:
    """Return the regions of `Overview`."""
    table = pressure.by_region(by_city)
    return table.assign(stale=(2 * table["stale_sites"] >= table["sites"]).astype(bool))


def room_before(read: Read, told: Summary, days: int) -> housed.Housing:
    """Return the room so many days before as_of, with what was promised so many days before today."""
    scope = told.scope
    promises = read(held, everything(scope.exchange_day - dt.timedelta(days=days)))
    room = housed.room(read(housing.sites, on_day(scope, before=days)), told.standards, promises)
    return housed.totals(housed.by_city(room, told.cities, promises))


def cities_on(read: Read, told: Summary, scope: Scope) -> Summary:
    """Return the key figures with scope, flows, room and by_city of an earlier question about the same places.

    What is judged of cities; of needs, offers and promises it tells no other day.
    """
    flows = read(arrivals.flows, in_period(scope))
    promises = read(held, everything(scope.exchange_day))
    room = housed.room(read(housing.sites, on_day(scope)), told.standards, promises)
    by_city = housed.by_city(room, told.cities, promises, as_of=scope.as_of, standards=told.standards)
    by_city = by_city.merge(moving.by_city(flows, told.cities), how="left", on="city_code")
    return replace(told, scope=scope, flows=flows, room=room, by_city=by_city)


def with_pressure(read: Read, told: Summary) -> pd.DataFrame:
    """Return `pressed` with why: the reason in words, see `answers.pressure.why`."""
    table = pressed(read, told)
    reasons = [why(row, told.standards) for row in table.to_dict("records")]
    return table.assign(why=pd.array(reasons, dtype="str"))


def pressed(read: Read, told: Summary) -> pd.DataFrame:
    """Return Summary.by_city with full_low, full_high, occupied_per_1000, net, net_share, level, reason and full.

    full: whether no place is free.
    """
    rooms = [housed.room(read(housing.sites, on_day(told.scope, before=days)), told.standards) for days in (7, 14)]
    week, fortnight = (pressure.growth(told.room, room) for room in rooms)
    until = pressure.days_until_full(told.by_city, week=week, fortnight=fortnight).drop(columns="city_code")
    table = pressure.with_shares(told.by_city.join(until), days=told.scope.length)
    return table.join(pressure.judged(table, told.standards)).assign(full=pressure.is_full(table))


def cities(
    read: Read, told: Summary, before: pd.DataFrame, city_series: pd.DataFrame, asked: pd.DataFrame
) -> pd.DataFrame:
    """Return the table of cities of `Overview`, worst first. asked: `measures.promises.covered` of every open need."""
    table = with_pressure(read, told)
    earlier = moving.by_city(before, told.cities)[["city_code", "arrivals"]].rename(
        columns={"arrivals": "arrivals_before"}
    )
    where = told.cities[["city_code", "latitude", "longitude", "country"]]
    places = giving.by_city(told.needs, told.offers, Item.PLACES)[["city_code", "needed", "offered"]]
    taken = asked[asked["item"] == Item.PLACES].groupby("city_code")["taken"].sum()
    named = table.dropna(subset="city_code").merge(earlier, how="left", on="city_code")
    named = named.merge(where, how="left", on="city_code").merge(places, how="left", on="city_code")
    named = named.merge(moving.sparks(city_series, until=told.scope.to_day), how="left", on="city_code")
    counts = ["needed", "offered", "taken"]
    named = named.assign(taken=named["city_code"].map(taken))
    named[counts] = named[counts].fillna(0).astype("Int64")
    residents = named["population"].where(named["population"] > 0)
    named = named.assign(
        bars=named["bars"].map(lambda bars: bars if isinstance(bars, tuple) else ()),
        arrivals_per_1000=(1000 * named["arrivals"] / residents).astype("Float64"),
    )
    worst = pressure.trouble(named)
    rest = named[~named["city_code"].isin(worst["city_code"])]
    order = ["arrivals", "city_name"]
    return pd.concat([worst, rest.sort_values(order, ascending=[False, True])], ignore_index=True)
