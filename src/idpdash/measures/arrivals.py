"""Who came, from where, since when, and is it changing: flows and series, summed, ranked and rolled.

Flows are as `frames.FLOWS`; only they add over time. "Within" a city means that both ends carry one code.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from idpdash.vocabulary import Direction

Step = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Movements:
    """People who moved in the period. arrivals = within_place + between_places + origin_unknown."""

    arrivals: int
    within_place: int
    between_places: int
    origin_unknown: int
    departures: int
    returns: int
    onward: int


def _people(flows: pd.DataFrame) -> int:
    """Return the people of the rows; 0 without rows."""
    return int(flows["individuals"].sum())


def people_by(rows: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """Return the people by these columns, in their order; a missing key is a key."""
    return rows.groupby(list(keys), dropna=False)[["individuals"]].sum().reset_index()


def shares(people: pd.Series[int]) -> pd.Series[float]:
    """Return each figure as a share of the sum, missing where that is nothing."""
    total = int(people.sum())
    return (people / total).astype("Float64") if total else pd.Series(pd.NA, index=people.index, dtype="Float64")


def arrivals(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the flows that arrived in scope, with `kind`: within, between or unknown (the origin is not known)."""
    here = flows[(flows["direction"] == Direction.ARRIVAL) & flows["destination_in_scope"]]
    same = here["origin_code"] == here["destination_code"]
    kind = pd.Series("between", index=here.index).mask(same.fillna(value=False), "within")
    return here.assign(kind=kind.mask(here["origin_code"].isna(), "unknown"))


def departures(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the flows that left the scope's places: reported, and arrivals elsewhere where the source reports none."""
    reported = (flows["direction"] == Direction.DEPARTURE) & flows["origin_in_scope"]
    elsewhere = flows["origin_code"].notna() & (flows["origin_code"] != flows["destination_code"])
    derived = (
        (flows["direction"] == Direction.ARRIVAL)
        & flows["origin_in_scope"]
        & elsewhere
        & ~flows["source_reports_departures"]
    )
    return flows[reported | derived]


def totals(flows: pd.DataFrame) -> Movements:
    """Return the totals of the period, as `queries.arrivals` defines them."""
    arrived = arrivals(flows)
    by_kind = arrived.groupby("kind")["individuals"].sum()
    arriving = flows["destination_in_scope"]
    return Movements(
        arrivals=_people(arrived),
        within_place=int(by_kind.get("within", 0)),
        between_places=int(by_kind.get("between", 0)),
        origin_unknown=int(by_kind.get("unknown", 0)),
        departures=_people(departures(flows)),
        returns=_people(flows[arriving & (flows["direction"] == Direction.RETURN)]),
        onward=_people(flows[arriving & (flows["direction"] == Direction.ONWARD)]),
    )


def by_city(flows: pd.DataFrame, cities: pd.DataFrame) -> pd.DataFrame:
    """Return city_code, arrivals, within and departures of the cities in scope; the last row, without code: the rest.

    cities: `frames.CITIES`. Departures of a city are those of its people to other cities, by the same rule.
    """
    codes = cities.loc[cities["in_scope"], "city_code"]
    arrived, left = arrivals(flows), departures(flows)
    counted = {
        "arrivals": arrived.groupby("destination_code")["individuals"].sum(),
        "within": arrived[arrived["kind"] == "within"].groupby("destination_code")["individuals"].sum(),
        "departures": left.groupby("origin_code")["individuals"].sum(),
    }
    table = pd.DataFrame({"city_code": [*codes, None]}).astype({"city_code": "str"})
    for name, people in counted.items():
        of_cities = people.reindex(codes).fillna(0).astype("Int64")
        table[name] = pd.array([*of_cities, int(people.sum()) - int(of_cities.sum())], dtype="Int64")
    return table


@dataclass(frozen=True)
class Change:
    """A figure beside the same of the period before. share: missing where there was nothing before."""

    now: int
    before: int

    @property
    def amount(self) -> int:
        """Return how many more (or, negative, fewer)."""
        return self.now - self.before

    @property
    def share(self) -> float | None:
        """Return the change as a share of what was before (0.5: by half), None where that was nothing."""
        return self.amount / self.before if self.before else None


def step(series: pd.DataFrame) -> Step:
    """Return the finest step in which a series may be shown: no finer than its longest reporting period."""
    if series.empty:
        return "day"
    longest = int((series["period_end"] - series["period_start"]).dt.days.max()) + 1
    return "day" if longest == 1 else "week" if longest <= 7 else "month"


def coarser(one: Step, other: Step) -> Step:
    """Return the coarser of two steps."""
    order: tuple[Step, ...] = ("day", "week", "month")
    return max(one, other, key=order.index)


def bins(days: pd.Series[pd.Timestamp], step: Step, *, until: dt.date) -> pd.Series[pd.Timestamp]:
    """Return the first day of the bin in which each day lies.

    Weeks are the seven days that end on `until`, and those before: the newest bar is always a whole week, so that no
    fall is shown that is only a week not over yet. Months are calendar months.
    """
    if step == "day":
        return days
    if step == "month":
        return days.dt.to_period("M").dt.start_time.astype("datetime64[s]")
    back = (pd.Timestamp(until) - days).dt.days // 7
    return (pd.Timestamp(until) - pd.to_timedelta(back * 7 + 6, unit="D")).astype("datetime64[s]")


def rolled(series: pd.DataFrame, shown: Step, *, until: dt.date) -> pd.DataFrame:
    """Return day (the bin's first), direction and individuals, in order; a row counts where its period ends.

    shown: the step of the bins; one finer than the data is refused (ValueError). A bin without rows is absent: nobody
    told of it, which is not zero.
    """
    if coarser(shown, step(series)) != shown:
        raise ValueError(f"The series has rows longer than a {shown}.")
    binned = series.assign(day=bins(series["period_end"], shown, until=until))
    return people_by(binned, "day", "direction")


def _ages(series: pd.DataFrame, until: dt.date) -> pd.Series[int]:
    """Return how many weeks (months, for monthly data) before the last one the period of each row ends."""
    ends, last = series["period_end"], pd.Timestamp(until)
    months = (last.year - ends.dt.year) * 12 + last.month - ends.dt.month
    ages: pd.Series[int] = months if step(series) == "month" else (last - ends).dt.days // 7
    return ages


def bars(
    series: pd.DataFrame, *, until: dt.date, direction: Direction = Direction.ARRIVAL, count: int = 12
) -> tuple[int | None, ...]:
    """Return the people of the last `count` weeks (months, for monthly data), oldest first; None: nobody told of it.

    Weeks as in `bins`.
    """
    ages = _ages(series, until)
    people = series[series["direction"] == direction].groupby(ages)["individuals"].sum()
    return tuple(int(people[weeks]) if weeks in people.index else None for weeks in range(count - 1, -1, -1))


def sparks(city_series: pd.DataFrame, *, until: dt.date, bars: int = 12) -> pd.DataFrame:
    """Return city_code and `bars`: arrivals of the last weeks (months, for monthly data) as a tuple, oldest first.

    Weeks as in `bins`; monthly data has a bar a month over the same time, never a bar a week.
    """
    count = max(2, round(bars * 7 / 30)) if step(city_series) == "month" else bars
    recent = city_series.assign(age=_ages(city_series, until))
    recent = recent[recent["age"].between(0, count - 1)]
    wide = recent.pivot_table(index="city_code", columns="age", values="individuals", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=range(count - 1, -1, -1), fill_value=0).astype(int)
    rows = [tuple(int(value) for value in row) for row in wide.to_numpy()]
    return pd.DataFrame({"city_code": pd.Series(wide.index, dtype="str"), "bars": pd.Series(rows, dtype=object)})


def origins(flows: pd.DataFrame) -> pd.DataFrame:
    """Return origin_code, origin_name, individuals and share of the arrivals from elsewhere, largest first.

    Moves within a city are left out. The last row, without code, is those whose origin is not known, if any.
    """
    arrived = arrivals(flows)
    arrived = arrived[arrived["kind"] != "within"]
    summed = people_by(arrived, "origin_code", "origin_name")
    summed = summed.assign(unknown=summed["origin_code"].isna(), share=shares(summed["individuals"]))
    order = ["unknown", "individuals", "origin_name"]
    return summed.sort_values(order, ascending=[True, False, True], ignore_index=True).drop(columns="unknown")


def matrix(flows: pd.DataFrame, *, top: int = 12) -> pd.DataFrame:
    """Return origin_code, origin_name, destination_code, destination_name and individuals: arrivals between places.

    One row a pair that has any, of the `top` origins and the `top` destinations with most people; nothing is summed
    up as "others".
    """
    between = arrivals(flows)
    between = between[between["kind"] == "between"]
    pairs = people_by(between, "origin_code", "origin_name", "destination_code", "destination_name")
    kept = pairs
    for side in ("origin_code", "destination_code"):
        largest = pairs.groupby(side)["individuals"].sum().nlargest(top).index
        kept = kept[kept[side].isin(largest)]
    return kept.sort_values("individuals", ascending=False, ignore_index=True)


def routes(flows: pd.DataFrame, city_code: str, *, top: int = 12) -> pd.DataFrame:
    """Return the pairs of `matrix` that end in one city, the `top` largest: what is drawn as arcs."""
    return matrix(flows[flows["destination_code"] == city_code], top=top)


def within(flows: pd.DataFrame) -> pd.DataFrame:
    """Return destination_code, destination_name and individuals of moves within one city, largest first."""
    arrived = arrivals(flows)
    inside = arrived[arrived["kind"] == "within"]
    summed = people_by(inside, "destination_code", "destination_name")
    return summed.sort_values(["individuals", "destination_name"], ascending=[False, True], ignore_index=True)


def recent(series: pd.DataFrame, *, until: dt.date, direction: Direction = Direction.ARRIVAL) -> Change:
    """Return the last two weeks beside the two before; for monthly data the last month told beside the one before."""
    moved = series[series["direction"] == direction]
    if step(series) == "month":
        months = moved["period_end"].dt.to_period("M")
        last = series["period_end"].max().to_period("M")
        return Change(*(int(moved.loc[months == month, "individuals"].sum()) for month in (last, last - 1)))
    age = (pd.Timestamp(until) - moved["period_end"]).dt.days
    halves = (age.between(0, 13), age.between(14, 27))
    return Change(*(int(moved.loc[half, "individuals"].sum()) for half in halves))
