"""What the pages gather."""

from __future__ import annotations

import pytest

from idpdash.answers import sentences
from idpdash.answers.arrivals import arrivals_answer
from idpdash.answers.briefing import briefing
from idpdash.answers.exchange import exchange_answer, one_item
from idpdash.answers.housing import housing_answer
from idpdash.answers.overview import overview
from idpdash.answers.summary import summary
from idpdash.store import tables as t
from tests.factories import World, day, scope, two_regions


def busy(world: World) -> World:
    """Add a country where Galt is over-full, Velda fills up and Marrow tells no capacity."""
    two_regions(world)
    for people, on in ((4, "10-20"), (6, "11-05"), (9, "11-20")):
        world.move("velda", people, of="galt", on=on)
    world.move("marrow", 5, of="marrow-2")
    world.site("G", "galt", beds=10)
    world.count("G", 12)
    world.site("V", "velda", beds=100, closes_on=day("12-10"))
    for people, on in ((40, "11-10"), (54, "11-17"), (68, "11-24")):
        world.count("V", people, on=on)
    world.site("M", "marrow")
    world.site("new", "velda", beds=30, since="12-01", opens_on=day("12-01"))
    world.need("N", "galt", 10)
    world.offer("O1", "velda", 5, to="galt")
    world.offer("O2", "marrow", 2)
    world.offer("O3", "marrow", 2, status="withdrawn", status_reason="given elsewhere")
    return world


def test_overview_ranks_cities_and_tells_when_they_are_full(world: World) -> None:
    """Galt is full; Velda is, at two people a day, in sixteen days; Marrow does not say."""
    told = overview(busy(world).read, scope())
    cities = told.cities.set_index("city_code")
    assert list(cities.index) == ["galt", "velda", "marrow"]
    assert cities["level"].to_dict() == {"galt": "critical", "velda": "normal", "marrow": "unknown"}
    assert list(cities.loc["velda", ["full_low", "full_high", "free"]]) == [16, 16, 32]
    assert list(cities.loc["galt", ["needed", "taken", "over"]]) == [10, 0, 2]
    assert list(cities.loc["velda", ["arrivals", "arrivals_before"]]) == [15, 4]
    assert (told.arrivals.now, told.arrivals.before) == (20, 4)
    assert (told.coverage.reported, told.coverage.expected) == (3, 3)
    assert told.stale["site_code"].tolist() == ["M"]
    assert told.quantity("offered") == 7
    assert told.occupied is None  # nobody had counted when the period began


def test_filter_keeps_the_help_meant_for_a_city(world: World) -> None:
    """Of Galt alone the offers by others stay outside, except the one meant for it."""
    told = overview(busy(world).read, scope("10-26", "11-24", "galt"))
    assert told.cities["city_code"].tolist() == ["galt"]
    assert (told.quantity("needed"), told.quantity("offered"), told.quantity("covered")) == (10, 5, 5)
    assert told.summary.offers_open == 0


def test_arrivals_lay_the_year_before_beside(world: World) -> None:
    """The series of a year before stands on this year's days, and both roll alike."""
    busy(world)
    world.move("galt", 7, on="2025-11-25")  # a Tuesday, as 24 November 2026 is
    told = arrivals_answer(world.read, scope())
    assert told.year_before["period_end"].dt.date.tolist() == [day("11-24")]
    assert told.rolled("week", year_before=True)["individuals"].tolist() == [7]
    assert told.step == "day"
    assert told.cities["city_code"].tolist() == ["velda", "marrow", "galt"]
    assert told.elsewhere == 0
    assert told.unknown_sex_age == 20
    assert told.routes("velda")["individuals"].tolist() == [15]


def test_unknown_sex_and_age_are_what_no_band_tells(world: World) -> None:
    """People counted as unknown and people not told at all are both unknown; age alone unknown is not."""
    two_regions(world)
    world.move("galt", 10, f_0_4=2, m_unknown=1, u_unknown=3)
    assert arrivals_answer(world.read, scope()).unknown_sex_age == 7


def test_housing_tells_sites_and_what_opens_and_closes(world: World) -> None:
    """Over-full sites first; a site that opens says with how many places; what is not there is apart."""
    told = housing_answer(busy(world).read, scope())
    assert told.sites["site_code"].tolist() == ["G", "V", "M"]
    assert told.absent["site_code"].tolist() == ["new"]
    assert told.calendar[["event", "site_code", "places"]].to_numpy().tolist() == [
        ["opens", "new", 30],
        ["closes", "V", 100],
    ]
    assert (told.counts("critical"), told.totals.free) == (1, 32)
    assert told.regions["region_code"].tolist() == ["east", "west"]


def test_exchange_of_one_item_and_what_is_past(world: World) -> None:
    """Open needs and offers face each other; a withdrawn one stands among the past, with its reason."""
    told = exchange_answer(busy(world).read, scope())
    places = told.of("places")
    assert (places.needed, places.offered, places.covered, places.uncovered) == (10, 7, 7, 3)
    assert places.arcs["quantity"].tolist() == [5]
    assert told.items == ["places"]
    assert told.past[["kind", "code", "status_reason"]].to_numpy().tolist() == [["offer", "O3", "given elsewhere"]]
    empty = told.of("transport")
    assert (empty.needed, empty.unit, len(empty.cities)) == (0, "seat", 0)


@pytest.mark.parametrize("asked", [(), ("east",), ("velda",)])
def test_all_fronts_tell_the_same_figures(world: World, asked: tuple[str, ...]) -> None:
    """The command line, the pages and the briefing never differ."""
    question = scope("10-26", "11-24", *asked)
    key = summary(busy(world).read, question)
    told = briefing(world.read, question)
    assert told.arrivals.movements == key.movements == told.overview.summary.movements
    assert told.housing.totals == key.housing == told.overview.summary.housing
    assert int(told.arrivals.cities["arrivals"].sum()) + told.arrivals.elsewhere == key.movements.arrivals


def test_briefing_says_what_is_not_known(world: World) -> None:
    """Only what there is of it."""
    busy(world)
    world.row(t.WaitingRow, upload_id=world.upload(), layout="movements", row_number=7, cells="{}", issues="[]")
    said = {unknown.what: unknown.figure for unknown in briefing(world.read, scope()).unknowns}
    assert said["do not say how many places they have"] == "1 site"
    assert said["of uploaded files wait to be mended"] == "1 row"
    assert not any("place nobody knows" in what for what in said)


def test_nothing_in_the_store_breaks_no_page(world: World) -> None:
    """Every answer is there for an empty store and for cities without facts."""
    assert briefing(world.read, scope()).unknowns == []
    two_regions(world)
    told = briefing(world.read, scope("10-26", "11-24", "east"))
    assert told.overview.cities["city_code"].tolist() == ["galt", "marrow"]
    assert set(told.headlines) == {"overview", "arrivals", "housing", "exchange", "unknown"}


def test_what_is_promised_and_what_waits_is_told_by_city(world: World) -> None:
    """Received, on the way and held is taken; what lapsed, and what came back, is not."""
    busy(world)
    for quantity, status in ((1, "received"), (2, "in_transit"), (1, "lapsed"), (1, "returned")):
        world.promise("O1", "N", quantity, status=status)
    world.need("N2", "velda", 4)
    told = overview(world.read, scope())
    assert told.cities.set_index("city_code")["taken"].to_dict() == {"galt": 3, "velda": 0, "marrow": 0}
    assert (told.quantity("promised"), told.quantity("received"), told.unanswered) == (2, 1, 1)
    places = one_item(world.read, scope(), "places")
    assert sentences.unanswered(places) == (
        "11 of 14 places asked for have no promise; 1 of 2 needs has no promise at all"
    )
    assert sentences.unanswered(one_item(world.read, scope(), "transport")) == ""
