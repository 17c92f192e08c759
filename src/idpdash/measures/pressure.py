"""Where it gets tight: how soon cities fill up, which are in trouble first, which regions, and who has not reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from idpdash.measures.housing import USUAL, fill
from idpdash.standards import LEVELS, Standards

FORESEEN_DAYS = 90  # beyond it the pace of two weeks says nothing
SOON_DAYS = 14  # of sentences: "will be full in two weeks"
REPORTING_DAYS = USUAL.report_days
STALE_DAYS = USUAL.stale_days
MONTH_DAYS = 30  # to which net arrivals are reckoned, whatever the period


def growth(now: pd.DataFrame, then: pd.DataFrame) -> pd.Series[int]:
    """Return, by city_code, by how many people its sites grew between two days (`frames.ROOM` of each).

    A site that was not there held nobody. A site never counted on one of the days is left out, or its first count
    would look like people who came; so are sites of unknown capacity, which fill nothing.
    """
    kept = ["site_code", "city_code", "occupied", "capacity", "exists"]
    pairs = now[kept].merge(then[kept], how="outer", on="site_code", suffixes=("", "_then"))
    missing = pairs["exists"].isna(), pairs["exists_then"].isna()
    held = pairs["occupied"].mask(missing[0], 0) - pairs["occupied_then"].mask(missing[1], 0)
    known = pairs["capacity"].notna() | (~pairs["exists"].eq(other=True) & pairs["capacity_then"].notna())
    city = pairs["city_code"].fillna(pairs["city_code_then"])
    return held.where(known).groupby(city).sum(min_count=1)


def days_until_full(by_city: pd.DataFrame, *, week: pd.Series[int], fortnight: pd.Series[int]) -> pd.DataFrame:
    """Return city_code, full_low and full_high: in how many days its free places are taken, as a range.

    week, fortnight: `growth` over the last 7 and 14 days, whose paces give the two ends. 0 and 0: full now. Low
    missing: it is not filling up, or not within FORESEEN_DAYS, or nothing is known. High alone missing: at the slower
    pace it never fills.
    """
    free = by_city["free"].astype("Float64")
    paces = pd.concat([by_city["city_code"].map(week) / 7, by_city["city_code"].map(fortnight) / 14], axis=1)
    paces = paces.astype("Float64")
    fast, slow = paces.max(axis=1), paces.min(axis=1)
    low = (free / fast.where(fast > 0)).where(free > 0)
    high = (free / slow.where(slow > 0)).where(free > 0)
    low = low.where(low <= FORESEEN_DAYS)
    high = high.where(low.notna() & (high <= FORESEEN_DAYS))
    full = (free == 0).fillna(value=False)
    return pd.DataFrame(
        {
            "city_code": by_city["city_code"],
            "full_low": _days(low, np.floor, full),
            "full_high": _days(high, np.ceil, full),
        }
    )


def _days(days: pd.Series[float], rounding: np.ufunc, full: pd.Series[bool]) -> pd.Series[int]:
    """Return whole days, 0 for what is full."""
    whole = pd.Series(rounding(days.to_numpy(dtype=float, na_value=np.nan)), index=days.index)
    return whole.mask(full, 0).astype("Int64")


def is_full(cities: pd.DataFrame) -> pd.Series[bool]:
    """Return whether no place is free, or more people are there than places; unknown capacity is not full."""
    return ((cities["free"] == 0) | (cities["fill"] >= 1)).fillna(value=False).astype(bool)


def with_shares(cities: pd.DataFrame, *, days: int) -> pd.DataFrame:
    """Return the cities with occupied_per_1000 (people in sites per 1,000 residents), net and net_share.

    cities: arrivals, departures, occupied, population, free. days: how long the period is. net: arrivals less
    departures, reckoned to MONTH_DAYS, missing where nobody reports any movement of any city; net_share: as a share of
    the free places, missing where none is free or known.
    """
    residents = cities["population"].where(cities["population"] > 0)
    net = (cities["arrivals"] - cities["departures"]).astype("Float64") * MONTH_DAYS / max(days, 1)
    if not (cities["arrivals"] + cities["departures"]).any():
        net = pd.Series(pd.NA, index=cities.index, dtype="Float64")
    return cities.assign(
        occupied_per_1000=(1000 * cities["occupied"] / residents).astype("Float64"),
        net=net,
        net_share=(net.clip(lower=0) / cities["free"].where(cities["free"] > 0)).astype("Float64"),
    )


def judged(cities: pd.DataFrame, standards: Standards = USUAL) -> pd.DataFrame:
    """Return level (critical, warning, watch, normal or unknown) and reason of each city, by its index.

    cities: free, fill, full_low, full_high, and, where told, occupied_per_1000 and net_share. Critical is what is full:
    no place is free, or more people than places in all, though a site of the city may have some. Else each threshold of
    `standards` decides, the worst one holds and the first of equals is the reason: "days" (watch: the faster pace fills
    it by then, so it may be full; warning and critical: the slower one too, so it will be), "fill", "net", "residents".
    The reason of what is full is "full", of normal and unknown "". Unknown: neither its capacity nor its share of
    residents is known to press.
    """
    measured = {
        "days": -cities["full_low"].astype("Float64"),
        "fill": cities["fill"],
        "net": cities.get("net_share"),
        "per_1000": cities.get("occupied_per_1000"),
    }
    levels = pd.Series("normal", index=cities.index, dtype="str").mask(cities["free"].isna(), "unknown")
    reasons = pd.Series("", index=cities.index, dtype="str")
    for name in LEVELS:  # mildest first: a worse one takes its place
        for kind, values in reversed(measured.items()):
            if values is None:
                continue
            told = -cities["full_high"].astype("Float64") if kind == "days" and name != "watch" else values
            limit = getattr(standards, f"{name}_{kind}")
            over = (told >= (-limit if kind == "days" else limit)).fillna(value=False).astype(bool)
            levels = levels.mask(over, name)
            reasons = reasons.mask(over, "residents" if kind == "per_1000" else kind)
    full = is_full(cities)
    return pd.DataFrame({"level": levels.mask(full, "critical"), "reason": reasons.mask(full, "full")})


def level(cities: pd.DataFrame, standards: Standards = USUAL) -> pd.Series[str]:
    """Return the level of each city, see `judged`."""
    return judged(cities, standards)["level"]


def trouble(cities: pd.DataFrame) -> pd.DataFrame:
    """Return the cities with sites, worst first.

    Full ones by how many are over, then by level, by fill, by days until full.

    cities: the columns of `measures.housing.by_city` and `days_until_full`, and level. Unknown capacity comes last,
    most people first.
    """
    listed = cities[cities["city_code"].notna() & (cities["sites"] > 0)]
    full = is_full(listed)
    ranks = {name: rank for rank, name in enumerate((*reversed(LEVELS), "normal", "unknown"))}
    rank = listed["level"].map(ranks) if "level" in listed else pd.Series(0, index=listed.index)
    keyed = listed.assign(_full=full, _over=listed["over"].where(full, 0).fillna(0), _rank=rank)
    order = {
        "_full": False, "_over": False, "_rank": True, "fill": False, "full_low": True, "occupied": False,
        "city_name": True,
    }  # fmt: skip
    ranked = keyed.sort_values(list(order), ascending=list(order.values()), na_position="last", ignore_index=True)
    return ranked.drop(columns=["_full", "_over", "_rank"])


def by_region(by_city: pd.DataFrame) -> pd.DataFrame:
    """Return region_code, region_name, cities, sites, capacity, occupied, free, over, accessible, accessible_free,
    reserved, held, occupied_known, occupied_unknown, unknown_capacity_sites, stale_sites, over_cities and fill.

    The fullest first.

    Of cities with sites; those of no region are summed in a row without code, which comes last.
    """
    listed = by_city[by_city["sites"] > 0]
    listed = listed.assign(
        cities=listed["city_code"].notna().astype("Int64"), over_cities=(listed["over"] > 0).fillna(value=False)
    )
    grouped = listed.groupby(["region_code", "region_name"], dropna=False)
    known = grouped[["capacity", "free", "over", "accessible", "accessible_free"]].sum(min_count=1)
    counted = ["cities", "sites", "occupied", "reserved", "held", "occupied_known", "occupied_unknown"]
    counted += ["unknown_capacity_sites", "stale_sites"]
    table = known.join(grouped[[*counted, "over_cities"]].sum()).reset_index()
    table = table.assign(fill=fill(table), nowhere=table["region_code"].isna())
    order = ["nowhere", "fill", "occupied", "region_name"]
    ranked = table.sort_values(order, ascending=[True, False, False, True], na_position="last", ignore_index=True)
    return ranked.drop(columns="nowhere").astype({"over_cities": "Int64"})


@dataclass(frozen=True)
class Coverage:
    """How many cities reported of those that may be expected to, in the last `days`."""

    reported: int
    expected: int
    days: int = REPORTING_DAYS


def coverage(
    by_city: pd.DataFrame, city_series: pd.DataFrame, *, as_of: dt.date, days: int = REPORTING_DAYS
) -> Coverage:
    """Return how many cities have a count of a site, or arrivals, in the last `days`.

    Expected: cities that have sites, or arrivals in the series.
    """
    cities = by_city.dropna(subset="city_code")
    since = pd.Timestamp(as_of) - pd.Timedelta(days=days - 1)
    until = pd.Timestamp(as_of)
    told = city_series.groupby("city_code")["period_end"].max()
    counted = set(cities.loc[cities["newest_count"].between(since, until), "city_code"])
    arrived = set(told.index[told.between(since, until)])
    expected = set(cities.loc[cities["sites"] > 0, "city_code"]) | set(told.index)
    return Coverage(reported=len((counted | arrived) & expected), expected=len(expected), days=days)


def stale(room: pd.DataFrame, *, as_of: dt.date, days: int = STALE_DAYS) -> pd.DataFrame:
    """Return the existing sites whose last count is older than `days`, or that were never counted, oldest first."""
    there = room[room["exists"]]
    old = there["counted_on"].isna() | (there["counted_on"] < pd.Timestamp(as_of) - pd.Timedelta(days=days))
    return there[old].sort_values(["counted_on", "site_name"], na_position="first", ignore_index=True)
