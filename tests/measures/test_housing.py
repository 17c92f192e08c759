"""Room of sites and cities."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.frames import CITIES, SITES
from idpdash.measures import housing as housed

CITY = CITIES.typed(
    pd.DataFrame([{"city_code": "a", "city_name": "A", "region_code": "r", "region_name": "R", "in_scope": True}])
)


def sites(*said: dict[str, Any]) -> pd.DataFrame:
    """Return existing sites of city A, of which this is said."""
    usual = {"city_code": "a", "exists": True}
    named = [usual | {"site_code": f"S{number}", "site_name": f"S{number}"} | row for number, row in enumerate(said)]
    return SITES.typed(pd.DataFrame(named, columns=SITES.names, dtype=object))


@pytest.mark.parametrize(
    ("said", "capacity"),
    [
        ({}, None),
        ({"beds": 10}, 10),
        ({"beds": 10, "legal_limit": 8}, 8),
        ({"beds": 10, "legal_limit": 8, "places_reported": 0}, 0),
        ({"places_reported": 7}, 7),
        ({"beds": 10, "status": "paused"}, None),
        ({"beds": 10, "exists": False}, None),
    ],
)
def test_capacity_is_the_least_that_is_known(said: dict[str, Any], capacity: int | None) -> None:
    """The tightest known constraint binds; nothing known is not nothing."""
    told = housed.room(sites(said))["capacity"].iloc[0]
    assert (None if pd.isna(told) else told) == capacity


def test_overfull_site_takes_nothing_from_another() -> None:
    """Free places are summed site by site, over-full ones give none, and people of unknown capacity lower nothing."""
    room = housed.room(sites({"beds": 10, "present": 14}, {"beds": 10, "present": 4}, {"present": 500}, {"beds": 3}))
    city = housed.by_city(room, CITY).iloc[0]
    assert (city["capacity"], city["occupied"], city["free"], city["over"]) == (23, 518, 9, 4)
    assert (city["occupied_known"], city["occupied_unknown"]) == (18, 500)
    assert (city["over_capacity_sites"], city["unknown_capacity_sites"], city["uncounted_sites"]) == (1, 1, 1)
    assert city["fill"] == pytest.approx(18 / 23)


def test_what_does_not_exist_has_neither_people_nor_places() -> None:
    """A closed site's last count is not people present."""
    totals = housed.totals(housed.by_city(housed.room(sites({"beds": 10, "present": 14, "exists": False})), CITY))
    assert (totals.sites, totals.occupied, totals.capacity, totals.free) == (0, 0, None, None)


def test_paused_site_keeps_its_people_and_offers_nothing() -> None:
    """Its places are not free, yet they are known."""
    totals = housed.totals(housed.by_city(housed.room(sites({"beds": 10, "present": 4, "status": "paused"})), CITY))
    assert (totals.sites, totals.occupied, totals.free, totals.unknown_capacity_sites) == (1, 4, None, 0)


def test_sites_of_no_city_stand_last() -> None:
    """The row without code holds them, and the totals sum it too."""
    room = housed.room(sites({"beds": 10}, {"beds": 5, "city_code": None}))
    by_city = housed.by_city(room, CITY)
    assert by_city["city_code"].isna().tolist() == [False, True]
    assert by_city["capacity"].tolist() == [10, 5]
    assert housed.totals(by_city).free == 15


known = st.one_of(st.none(), st.integers(0, 60))
any_site = st.fixed_dictionaries(
    {"beds": known, "present": known, "city_code": st.sampled_from(["a", None]), "exists": st.booleans()}
)


@given(said=st.lists(any_site, max_size=6))
def test_totals_are_the_same_over_cities_and_over_sites(said: list[dict[str, Any]]) -> None:
    """Nothing is lost or counted twice on the way through the cities; free is never negative."""
    room = housed.room(sites(*said))
    totals = housed.totals(housed.by_city(room, CITY))
    assert totals == housed.totals_of(room)
    assert (totals.free is None) == (totals.capacity is None)
    assert (totals.free or 0) >= 0


def test_details_name_what_binds_and_worst_first() -> None:
    """The most over-full site comes first, unknown capacity last; age and closing are in days."""
    day = dt.date(2026, 11, 24)
    room = housed.room(
        sites(
            {"beds": 10, "present": 9, "counted_on": dt.date(2026, 11, 20)},
            {"present": 99},
            {"beds": 10, "legal_limit": 6, "present": 9, "closes_on": dt.date(2026, 11, 30)},
        )
    )
    told = housed.detailed(room, as_of=day)
    assert told["site_code"].tolist() == ["S2", "S0", "S1"]
    assert told["binding"].tolist()[:2] == ["legal_limit", "beds"]
    assert told["binding"].isna().tolist() == [False, False, True]
    assert told["age_days"].tolist()[1] == 4
    assert told["closes_in"].tolist()[0] == 6


def test_calendar_tells_what_opens_and_closes_soon() -> None:
    """Only the coming sixty days, in order."""
    coming = sites(
        {"beds": 10, "opens_on": dt.date(2026, 12, 1)},
        {"beds": 20, "closes_on": dt.date(2026, 11, 25)},
        {"closes_on": dt.date(2026, 11, 24)},
        {"opens_on": dt.date(2027, 3, 1)},
        {"opens_on": dt.date(2026, 12, 1), "status": "closed"},
    )
    told = housed.calendar(coming, as_of=dt.date(2026, 11, 24))
    assert told[["event", "site_code", "places"]].to_numpy().tolist() == [["closes", "S1", 20], ["opens", "S0", 10]]
