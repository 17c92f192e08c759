"""Room of sites and cities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.frames import CITIES, PROMISES, SITES
from idpdash.measures import housing as housed
from idpdash.promises import LIVE
from idpdash.standards import Standards
from idpdash.vocabulary import CommitmentStatus, SiteType

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
        ({"beds": 10, "floor_area_m2": 24.4}, 6),  # 3.5 m² a person
        ({"beds": 10, "floor_area_m2": 24.5}, 7),  # a whole person more
        ({"beds": 100, "toilets": 2}, 40),
        ({"beds": 10, "safe_room_seats": 4}, 4),
        ({"beds": 10, "staffed_places": 3, "toilets": 1}, 3),
        ({"toilets": 0}, 0),  # told, and none
        ({"accessible_beds": 3}, None),  # tells nothing of all places
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


def test_people_in_sites_that_tell_nothing_are_not_those_in_paused_ones() -> None:
    """Both have no place on offer, but of a paused site the places are known."""
    room = housed.room(sites({"beds": 10, "present": 4, "status": "paused"}, {"present": 3}))
    by_city = housed.by_city(room, CITY)
    assert by_city[["unknown_capacity_sites", "occupied_untold", "occupied_unknown"]].iloc[0].tolist() == [1, 3, 7]


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


quantity = st.tuples(st.sampled_from(["S0", "S1", None]), st.integers(1, 60), st.booleans())


@given(said=st.lists(any_site, max_size=6), given_out=st.lists(quantity, max_size=4))
def test_nothing_is_lost_or_counted_twice(said: list[dict[str, Any]], given_out: list[Any]) -> None:
    """Totals are the sums over the sites; promises and people take each place once at most; free is never negative."""
    told = promises(*({"site_code": site, "quantity": many, "live": live} for site, many, live in given_out))
    room = housed.room(sites(*said), promises=told)
    totals = housed.totals(housed.by_city(room, CITY, told))
    there = room[room["exists"]]
    assert totals.occupied == there["occupied"].sum()
    assert totals.reserved == sum(many for _site, many, live in given_out if live)
    assert (totals.free is None) == (totals.capacity is None) == there["capacity"].isna().all()
    vacant = (there["capacity"] - there["occupied"].fillna(0)).clip(lower=0).sum()
    assert (totals.free or 0) + totals.held == vacant
    assert 0 <= totals.held <= totals.reserved
    assert totals.over == (there["over"].sum(min_count=1) if totals.capacity is not None else None)


def promises(*said: dict[str, Any]) -> pd.DataFrame:
    """Return promises of places by city A: accepted unless said otherwise, those that are not live received."""
    usual = {"city_code": "a", "item": "places", "live": True}
    status = {True: "accepted", False: "received"}
    rows = [usual | {"promise_status": status[row.get("live", True)]} | row for row in said]
    return PROMISES.typed(pd.DataFrame(rows, columns=PROMISES.names, dtype=object))


def free(said: list[dict[str, Any]], *promised: dict[str, Any]) -> int | None:
    """Return the free places of city A with these sites and promises."""
    told = promises(*promised)
    return housed.totals(housed.by_city(housed.room(sites(*said), promises=told), CITY, told)).free


HALL = {"beds": 100, "present": 60}


@pytest.mark.parametrize(
    ("said", "promised", "left"),
    [
        ([HALL], [], 40),
        ([HALL], [{"quantity": 10}], 30),  # of the city
        ([HALL], [{"quantity": 10, "site_code": "S0"}], 30),  # of the site
        ([HALL], [{"quantity": 10, "live": False}], 40),  # received, lapsed, declined: people are in the count, or none
        ([HALL], [{"quantity": 10, "item": "transport"}], 40),  # other things take no place
        ([HALL], [{"quantity": 10, "city_code": "b"}], 40),  # nor do those of another city
        ([HALL], [{"quantity": 50}], 0),  # never below zero
        ([HALL, {"beds": 10}], [{"quantity": 50, "site_code": "S0"}], 10),  # nor out of another site
        ([HALL, {"beds": 10}], [{"quantity": 45}], 5),
        ([{"beds": 10, "present": 14}], [{"quantity": 5, "site_code": "S0"}], 0),
        ([{"present": 14}], [{"quantity": 5, "site_code": "S0"}], None),  # unknown stays unknown
        ([{**HALL, "status": "paused"}], [{"quantity": 5, "site_code": "S0"}], None),
    ],
)
def test_a_place_is_taken_once(said: list[dict[str, Any]], promised: list[dict[str, Any]], left: int | None) -> None:
    """People in a count and live promises lower free places, each once; asking for places takes none."""
    assert free(said, *promised) == left


def test_what_would_be_double_in_other_systems() -> None:
    """People both registered in a site and promised to it are not taken twice once they are received.

    A site said to be full of people and of whom some came by a received promise keeps its balance; one whose capacity
    is not told is neither full nor of no places; a planned site's people are not counted before it opens.
    """
    assert free([{"beds": 10, "present": 10}], {"quantity": 4, "live": False, "site_code": "S0"}) == 0
    assert free([{"beds": 10, "present": 6}], {"quantity": 4, "live": False, "site_code": "S0"}) == 4
    unknown = housed.totals(housed.by_city(housed.room(sites({"present": 5})), CITY))
    assert (unknown.capacity, unknown.free, unknown.over, unknown.over_capacity_sites) == (None, None, None, 0)
    planned = sites({"beds": 10, "present": 6, "status": "planned", "exists": False})
    told = housed.totals(housed.by_city(housed.room(planned), CITY))
    assert (told.occupied, told.capacity) == (0, None)


def test_accessible_places_stand_apart() -> None:
    """Never more than all places of the site, at most its free ones, and no part of the sum of places."""
    room = housed.room(sites({"beds": 10, "accessible_beds": 12, "present": 7}, {"beds": 5, "accessible_beds": 2}))
    totals = housed.totals(housed.by_city(room, CITY))
    assert (totals.capacity, totals.accessible, totals.accessible_free) == (15, 12, 5)
    held = promises({"quantity": 6})
    room = housed.room(sites({"beds": 10, "accessible_beds": 9}), promises=held)
    assert housed.totals(housed.by_city(room, CITY, held)).accessible_free == 4
    paused = housed.room(sites({"beds": 10, "accessible_beds": 5, "status": "paused"}))
    assert housed.totals(housed.by_city(paused, CITY)).accessible is None


def test_a_standard_chosen_changes_the_places_and_never_hides_people() -> None:
    """In the cold 5.5 m² a person leave fewer places; the people over them are shown in full."""
    told = sites({"floor_area_m2": 55.0, "present": 14})
    assert housed.room(told)["capacity"].tolist() == [15]
    cold = housed.room(told, replace(Standards(), m2_per_person=5.5))
    assert (cold["capacity"].tolist(), cold["over"].tolist(), cold["occupied"].tolist()) == ([10], [4], [14])
    flushed = sites({"toilets": 2, "present": 41})
    assert housed.room(flushed)["capacity"].tolist() == [40]
    first = housed.room(flushed, replace(Standards(), people_per_toilet=50))  # in the first days of an emergency
    assert (first["capacity"].tolist(), first["over"].tolist()) == ([100], [0])


@pytest.mark.parametrize("kind", [None, *SiteType])
def test_every_kind_of_place_counts_once_in_its_city(kind: SiteType | None) -> None:
    """Host families and rented flats too: whoever lives there is present, and their free places are free."""
    city = housed.totals(housed.by_city(housed.room(sites({"site_type": kind, "beds": 9, "present": 4})), CITY))
    assert (city.sites, city.capacity, city.occupied, city.free) == (1, 9, 4, 5)


@pytest.mark.parametrize("status", CommitmentStatus)
@pytest.mark.parametrize("site", ["S0", None])
def test_a_promise_takes_a_place_from_the_first_word_until_the_people_are_there(
    status: CommitmentStatus, site: str | None
) -> None:
    """Asked for, it takes none; on its way, one; received, its people are in the count and it takes none again."""
    given_out = {"quantity": 10, "promise_status": status, "live": status in LIVE, "site_code": site}
    there = 10 if status is CommitmentStatus.RECEIVED else 0
    left = free([{**HALL, "present": 60 + there}], given_out)
    assert left == 40 - there - (10 if status in ("reserved", "accepted", "in_transit") else 0)


def test_kinds_of_places_stand_side_by_side() -> None:
    """Host families and rented places are kinds like the others; people sum to all."""
    room = housed.room(
        sites({"site_type": "host_family", "present": 9}, {"site_type": "rental", "beds": 4, "present": 3}, {"beds": 2})
    )
    kinds = housed.by_type(room)
    assert kinds["site_type"].tolist()[:2] == ["host_family", "rental"]
    assert pd.isna(kinds["site_type"].iloc[2])
    assert kinds["occupied"].tolist() == [9, 3, 0]
    assert [None if pd.isna(one) else one for one in kinds["free"]] == [None, 1, 2]
