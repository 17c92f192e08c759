"""How soon cities fill, which come first, who reported."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from idpdash.frames import CITY_SERIES
from idpdash.measures import housing as housed
from idpdash.measures import pressure
from idpdash.standards import Standards
from tests.measures.test_housing import CITY, sites


def until_full(free: int | None, week: int | None, fortnight: int | None) -> tuple[int | None, int | None]:
    """Return in how many days a city is full that grew by so many in 7 and 14 days."""
    table = pd.DataFrame({"city_code": ["a"], "free": pd.array([free], dtype="Int64")})
    paces = [pd.Series({"a": value}, dtype="Int64") for value in (week, fortnight)]
    row = pressure.days_until_full(table, week=paces[0], fortnight=paces[1]).iloc[0]
    low, high = (None if pd.isna(row[name]) else int(row[name]) for name in ("full_low", "full_high"))
    return low, high


@pytest.mark.parametrize(
    ("free", "week", "fortnight", "expected"),
    [
        (0, 7, 14, (0, 0)),  # full now
        (0, None, None, (0, 0)),
        (10, 7, 14, (10, 10)),
        (10, 14, 14, (5, 10)),  # the faster and the slower pace
        (10, 7, 28, (5, 10)),
        (10, 7, 0, (10, None)),  # at the slower pace never
        (10, 0, -14, (None, None)),
        (10, None, None, (None, None)),
        (None, 7, 14, (None, None)),
        (1000, 7, 14, (None, None)),  # too far off to be told
    ],
)
def test_days_until_full_are_a_range(free: int | None, week: int | None, fortnight: int | None, expected: Any) -> None:
    """Both paces give an end of the range; what is not filling up is not told a day."""
    assert until_full(free, week, fortnight) == expected


def growth(now: dict[str, Any] | None, then: dict[str, Any] | None) -> int | None:
    """Return by how many one site grew between two days."""
    rooms = [housed.room(sites(*([{"beds": 100} | said] if said is not None else []))) for said in (now, then)]
    grown = pressure.growth(*rooms).get("a")
    return None if grown is None or pd.isna(grown) else int(grown)


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ({"present": 30}, {"present": 20}, 10),
        ({"present": 30}, {}, None),  # first counted in between: nobody knows who came
        ({"present": 30}, {"exists": False}, 30),  # opened in between
        ({"present": 30, "exists": False}, {"present": 20}, -20),  # closed in between
        ({"present": 30}, None, 30),
        ({"present": 30, "status": "paused"}, {"present": 20}, None),  # fills nothing
    ],
)
def test_growth_counts_only_what_is_known_on_both_days(now: Any, then: Any, expected: int | None) -> None:
    """A first count is no growth, an opening and a closing are."""
    assert growth(now, then) == expected


def cities(*rows: tuple[str, int | None, int | None, float | None, int | None]) -> pd.DataFrame:
    """Return a table of cities, one site each: name, free, over, fill, full_low."""
    table = pd.DataFrame(rows, columns=["city_name", "free", "over", "fill", "full_low"], dtype=object)
    table = table.astype({"free": "Int64", "over": "Int64", "fill": "Float64", "full_low": "Int64"})
    return table.assign(city_code=table["city_name"], sites=1, occupied=9, full_high=table["full_low"] + 20)


def test_full_cities_first_by_how_many_are_over() -> None:
    """Then by fill, then by days until full; unknown capacity last, cities without sites not at all."""
    table = cities(
        ("unknown", None, None, None, None),
        ("roomy", 50, 0, 0.5, None),
        ("tight", 5, 0, 0.95, 20),
        ("sooner", 5, 0, 0.95, 9),
        ("full", 0, 0, 1.0, 0),
        ("over", 0, 8, 1.1, 0),
        ("half-over", 9, 99, 0.97, None),
        ("more people than places", 24, 50, 1.02, 3),
    )
    table = pd.concat([table, table.head(1).assign(city_name="none", sites=0)])
    ranked = pressure.trouble(table)["city_name"].tolist()
    assert ranked == ["more people than places", "over", "full", "half-over", "sooner", "tight", "roomy", "unknown"]
    levels = pressure.level(table.head(8)).tolist()
    assert levels == ["unknown", "normal", "watch", "watch", "critical", "critical", "watch", "critical"]


@pytest.mark.parametrize(
    ("said", "level", "reason"),
    [
        ({}, "normal", ""),
        ({"free": None}, "unknown", ""),
        ({"fill": 0.95}, "watch", "fill"),
        ({"fill": 0.94}, "normal", ""),
        ({"fill": 0.98}, "warning", "fill"),
        ({"fill": 1.0}, "critical", "full"),
        ({"free": 0}, "critical", "full"),
        ({"full_low": 14}, "watch", "days"),  # it may be: at the slower pace never
        ({"full_low": 15, "full_high": 40}, "normal", ""),
        ({"full_low": 3, "full_high": 15}, "watch", "days"),
        ({"full_low": 3, "full_high": 14}, "warning", "days"),  # it will be: at both
        ({"full_low": 3, "full_high": 8}, "warning", "days"),
        ({"full_low": 3, "full_high": 7}, "critical", "days"),
        ({"occupied_per_1000": 99.0}, "normal", ""),
        ({"occupied_per_1000": 200.0}, "warning", "residents"),
        ({"free": None, "occupied_per_1000": 500.0}, "critical", "residents"),
        ({"net_share": 1.0}, "watch", "net"),
        ({"net_share": 1.0, "fill": 0.98}, "warning", "fill"),  # the worst holds
        ({"net_share": 2.0, "fill": 0.98, "full_low": 9, "full_high": 9}, "warning", "days"),  # of equals the first
    ],
)
def test_each_threshold_raises_the_level_and_is_the_reason(said: dict[str, Any], level: str, reason: str) -> None:
    """Exactly on its value, and one reason is told."""
    usual = {"free": 50, "over": 0, "fill": 0.5, "full_low": None, "full_high": None, "net_share": None}
    row = usual | {"occupied_per_1000": None} | said
    kinds = dict.fromkeys(("fill", "net_share", "occupied_per_1000"), "Float64")
    table = pd.DataFrame([row], dtype=object).astype({**dict.fromkeys(row, "Int64"), **kinds})
    told = pressure.judged(table).iloc[0]
    assert (told["level"], told["reason"]) == (level, reason)


def test_a_threshold_that_a_coordinator_sets_holds() -> None:
    """A city at 85 % is normal by default, watched where eight tenths are the first threshold."""
    table = cities(("a", 5, 0, 0.85, None)).assign(full_high=pd.array([None], dtype="Int64"))
    assert pressure.level(table).tolist() == ["normal"]
    assert pressure.level(table, Standards(watch_fill=0.8)).tolist() == ["watch"]


def test_what_may_be_full_in_two_weeks_is_at_least_watched() -> None:
    """The sentence that counts these cities and the levels never contradict each other."""
    assert Standards().watch_days >= pressure.SOON_DAYS
    assert Standards().critical_days == Standards().report_days  # full before the next report can tell


def test_net_arrivals_are_reckoned_to_thirty_days() -> None:
    """Sixty in fifteen days are a hundred and twenty in thirty; where nothing is free there is no share."""
    table = pd.DataFrame(
        {"arrivals": [70, 70], "departures": [10, 10], "occupied": [30, 30], "population": [1000, 0], "free": [40, 0]}
    ).astype("Int64")
    told = pressure.with_shares(table, days=15)
    assert told["net"].tolist() == [120, 120]
    assert (told["net_share"].iloc[0], told["occupied_per_1000"].iloc[0]) == (3, 30)
    assert told[["net_share", "occupied_per_1000"]].iloc[1].isna().all()


def test_net_arrivals_that_nobody_reports_are_not_zero() -> None:
    """A store of sites alone knows nothing of arrivals; where one city reports, another's none is none."""
    table = pd.DataFrame({"arrivals": [0, 0], "departures": [0, 0], "occupied": [30, 30], "population": [1000, 500]})
    table = table.assign(free=40).astype("Int64")
    assert pressure.with_shares(table, days=30)["net"].isna().all()
    assert pressure.with_shares(table.assign(arrivals=[0, 4]), days=30)["net"].tolist() == [0, 4]


def test_regions_sum_their_cities_fullest_first() -> None:
    """A region without known capacity has no fill; what lies in no region comes last."""
    by_city = housed.by_city(housed.room(sites({"beds": 10, "present": 12}, {"beds": 5, "city_code": None})), CITY)
    regions = pressure.by_region(by_city)
    assert regions["region_name"].isna().tolist() == [False, True]
    assert regions["fill"].tolist()[0] == pytest.approx(1.2)
    assert (regions["over_cities"].iloc[0], regions["over"].iloc[0], regions["free"].iloc[1]) == (1, 2, 5)


def test_coverage_counts_cities_that_reported_in_a_week() -> None:
    """A count or an arrival in the last seven days is a report; a city with neither sites nor arrivals owes none."""
    as_of = dt.date(2026, 11, 24)
    network = pd.concat([CITY, CITY.assign(city_code="b"), CITY.assign(city_code="c")], ignore_index=True)
    counted = {"counted_on": dt.date(2026, 11, 17), "present": 1}
    by_city = housed.by_city(housed.room(sites(counted)), network)
    rows = [{"city_code": "b", "period_start": as_of, "period_end": as_of, "individuals": 1}]
    told = pressure.coverage(by_city, CITY_SERIES.typed(pd.DataFrame(rows)), as_of=as_of)
    assert (told.reported, told.expected) == (1, 2)
    told = pressure.coverage(by_city, CITY_SERIES.empty(), as_of=dt.date(2026, 11, 23))
    assert (told.reported, told.expected) == (1, 1)


def test_stale_are_sites_without_a_count_in_two_weeks() -> None:
    """Fourteen days old is not yet stale; never counted is; what does not exist owes nothing."""
    room = housed.room(
        sites(
            {"counted_on": dt.date(2026, 11, 10), "present": 1},
            {"counted_on": dt.date(2026, 11, 9), "present": 1},
            {},
            {"exists": False},
        )
    )
    assert pressure.stale(room, as_of=dt.date(2026, 11, 24))["site_code"].tolist() == ["S2", "S1"]
