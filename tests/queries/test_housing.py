"""Sites as of a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from idpdash.queries.housing import sites
from tests.factories import World, day, scope, two_regions


def site(world: World, as_of: str, code: str = "S") -> pd.Series:
    """Return one site as of a day."""
    known = sites(world.connection, scope(as_of, as_of))
    return known[known["site_code"] == code].iloc[0]


def listing(world: World, at: str, *codes: str, source: str = "lists", hour: int = 18) -> int:
    """Add a complete list of sites; return its upload."""
    listed_at = dt.datetime.combine(day(at), dt.time(hour))
    upload = world.upload("sites", source=source, listed_at=listed_at, listed_on=day(at))
    for code in codes:
        world.site(code, "galt", upload_id=upload, since=at)
    return upload


def test_newest_capacity_that_holds_by_then(world: World) -> None:
    """Capacities hold from their day on; one without a day since always; before the first they are not known."""
    two_regions(world)
    world.site("S", "galt", beds=30, since="11-10")
    assert pd.isna(site(world, "11-01")["beds"])
    assert site(world, "11-01")["site_name"] == "S"
    world.site("S", "galt", beds=10)
    world.site("S", "galt", beds=20, since="11-05")  # loaded last, holds earlier
    assert [site(world, f"11-{on}")["beds"] for on in ("01", "05", "09", "10")] == [10, 20, 20, 30]
    world.site("S", "galt", beds=25, since="11-05")
    assert site(world, "11-06")["beds"] == 25


@pytest.mark.parametrize(
    ("said", "exists"),
    [
        ({}, True),
        ({"status": "open"}, True),
        ({"status": "paused"}, True),
        ({"status": "planned"}, False),
        ({"status": "closed"}, False),
        ({"opens_on": dt.date(2026, 11, 20)}, True),
        ({"opens_on": dt.date(2026, 11, 21)}, False),
        ({"closes_on": dt.date(2026, 11, 20)}, True),
        ({"closes_on": dt.date(2026, 11, 19)}, False),
    ],
)
def test_when_a_site_exists(world: World, said: dict[str, Any], exists: bool) -> None:
    """Status and days decide, both days included."""
    two_regions(world)
    world.site("S", "galt", **said)
    assert site(world, "11-20")["exists"] == exists


def test_last_count_of_the_day_holds(world: World) -> None:
    """Of several counts on a day the latest instant holds, of equal instants the newest upload; never a later day's."""
    two_regions(world)
    world.site("S", "galt")
    world.count("S", 9, on="11-09", hour=23)
    world.count("S", 3, on="11-10", hour=18)
    world.count("S", 1, on="11-10", hour=6)
    assert site(world, "11-10")["present"] == 3
    world.count("S", 4, on="11-10", hour=18)
    world.count("S", 7, on="11-12", hour=6)
    world.count("S", 8, on="11-10", hour=20, superseded_by=world.upload())
    assert site(world, "11-11")["present"] == 4
    assert pd.isna(site(world, "11-08")["present"])


def test_places_reported_are_kept_from_the_last_that_tells(world: World) -> None:
    """A count that tells no places leaves the last told standing."""
    two_regions(world)
    world.site("S", "galt")
    world.count("S", 1, on="11-01", places_reported=50)
    world.count("S", 2, on="11-02", places_reported=60)
    world.count("S", 3, on="11-03")
    assert (site(world, "11-03")["present"], site(world, "11-03")["places_reported"]) == (3, 60)
    assert site(world, "11-01")["places_reported"] == 50


def test_complete_list_decides_what_exists(world: World) -> None:
    """Listed sites exist from list to list; before the first list none does; opening days play no part."""
    two_regions(world)
    listing(world, "11-12", "B")
    listing(world, "11-10", "A", "B")  # the order of loading does not matter
    listing(world, "11-14", "A", "B")
    world.site("A", "galt", upload_id=world.upload("sites", source="lists"), opens_on=day("11-20"), since="11-01")
    there = {on: bool(site(world, f"11-{on}", "A")["exists"]) for on in ("09", "10", "11", "12", "13", "14", "15")}
    assert there == {"09": False, "10": True, "11": True, "12": False, "13": False, "14": True, "15": True}


def test_list_of_another_source_or_undone_closes_nothing(world: World) -> None:
    """Only the lists of its own source close a site, and only while they hold."""
    two_regions(world)
    world.site("S", "galt")
    listing(world, "11-10", "A", "B")
    listing(world, "11-11", "Z", source="others")
    undone = world.upload(
        "sites", source="lists", status="undone", listed_at=dt.datetime(2026, 11, 12), listed_on=day("11-12")
    )
    assert undone
    assert all(bool(site(world, "11-15", code)["exists"]) for code in ("S", "A", "B", "Z"))


def test_last_list_of_a_day_holds(world: World) -> None:
    """Of two lists of one day the later instant counts."""
    two_regions(world)
    listing(world, "11-10", "A", "B", hour=18)
    listing(world, "11-10", "A", hour=6)
    assert site(world, "11-10", "B")["exists"]


def test_count_is_not_carried_over_an_absence(world: World) -> None:
    """A site that a list left out starts anew when it is listed again; one that stayed listed keeps its count."""
    two_regions(world)
    first = listing(world, "11-10", "A", "B")
    for code in ("A", "B"):
        world.count(code, 40, on="11-10", hour=18, upload_id=first, places_reported=100)
    listing(world, "11-12", "B")
    listing(world, "11-14", "A", "B")
    back, stayed = site(world, "11-14", "A"), site(world, "11-14", "B")
    assert bool(back["exists"])
    assert pd.isna(back["present"])
    assert back["places_reported"] == 100
    assert stayed["present"] == 40


def test_sites_of_the_places_asked_for(world: World) -> None:
    """A filter leaves the sites of its cities, and those of its places without a city."""
    two_regions(world)
    for code, place in (("S1", "galt"), ("S2", "marrow-2"), ("S3", "heath"), ("S4", "velda")):
        world.site(code, place)
    asked = sites(world.connection, scope("10-26", "11-24", "marrow", "heath"))
    assert dict(zip(asked["site_code"], asked["city_code"].fillna("-"), strict=True)) == {"S2": "marrow", "S3": "-"}


def test_all_that_bounds_a_site_is_told_from_its_day_on(world: World) -> None:
    """Floor area, toilets, safe room, staff and accessible beds hold like beds: from their day."""
    two_regions(world)
    bounds: dict[str, Any] = {
        "floor_area_m2": 70.5,
        "toilets": 3,
        "safe_room_seats": 12,
        "staffed_places": 20,
        "accessible_beds": 4,
    }
    world.site("S", "galt", since="11-10", **bounds)
    told = site(world, "11-10")
    assert {name: told[name] for name in bounds} == bounds
    assert site(world, "11-09")[list(bounds)].isna().all()
