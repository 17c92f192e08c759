"""All that the Exchange page shows, for all cities and for one."""

from __future__ import annotations

from idpdash.answers import titles
from idpdash.answers.exchange import exchange_answer
from tests.factories import World, day, scope, two_regions


def test_a_city_sees_all_the_help_it_could_have(world: World) -> None:
    two_regions(world)
    world.need("N1", "marrow", 50)
    world.offer("by name", "galt", 10, to="marrow")
    world.offer("for any city", "velda", 20)
    world.offer("for another city", "velda", 30, to="galt")
    world.offer("nothing it asks for", "velda", 40, item="transport", unit="seat")
    told = exchange_answer(world.read, scope("10-26", "11-24", "marrow"))
    assert set(told.offers["offer_code"]) == {"by name", "for any city"}
    assert told.of("places").uncovered == 20
    giver = exchange_answer(world.read, scope("10-26", "11-24", "velda"))
    assert "by name" not in set(giver.offers["offer_code"])
    assert len(giver.offers) == 3


def test_what_is_over_is_kept_apart(world: World) -> None:
    two_regions(world)
    world.need("N1", "marrow", 50, status="closed", status_reason="met")
    world.offer("O1", "galt", 10, expires_on=day("11-23"))
    world.offer("O2", "galt", 10, expires_on=day("11-24"))
    told = exchange_answer(world.read, scope())
    assert list(told.offers["offer_code"]) == ["O2"]
    assert dict(zip(told.past["code"], told.past["exchange_status"], strict=True)) == {"N1": "closed", "O1": "expired"}


def test_the_title_names_what_nobody_offers_else_the_least_covered(world: World) -> None:
    two_regions(world)
    assert titles.coverage(exchange_answer(world.read, scope()).by_item) == "Nothing is asked for at the moment"
    world.need("N1", "marrow", 40)
    world.offer("O1", "galt", 30)
    world.need("N2", "marrow", 10, item="transport", unit="seat")
    world.offer("O2", "galt", 90, item="transport", unit="seat")
    assert titles.coverage(exchange_answer(world.read, scope()).by_item).startswith("Least covered: places (75")
    world.need("N3", "galt", 5, item="school_places", unit="pupil")
    assert titles.coverage(exchange_answer(world.read, scope()).by_item) == "No offer for school places"
    world.offer("O3", "velda", 5, item="school_places", unit="pupil")
    world.offer("O4", "velda", 10)
    assert titles.coverage(exchange_answer(world.read, scope()).by_item) == "Open offers could meet every need"
