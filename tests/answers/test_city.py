"""One city: the same figures as on the pages, and who spoke of it."""

from __future__ import annotations

import datetime as dt

import pytest

from idpdash.answers.city import city_answer
from idpdash.answers.exchange import exchange_answer
from idpdash.answers.housing import housing_answer
from idpdash.answers.overview import overview
from tests.answers.test_news import promise
from tests.answers.test_overview import busy
from tests.factories import World, day, scope


def noon(text: str) -> dt.datetime:
    """Return noon of a day."""
    return dt.datetime.combine(day(text), dt.time(12))


@pytest.mark.parametrize("code", ["galt", "velda", "marrow"])
def test_a_city_is_told_as_the_pages_filtered_to_it_tell_it(world: World, code: str) -> None:
    busy(world)
    asked = scope("10-26", "11-24", code)
    told = city_answer(world.read, asked)
    row = overview(world.read, scope()).cities.set_index("city_code").loc[code]
    assert told.name == row["city_name"]
    assert told.arrivals.movements.arrivals == told.overview.summary.movements.arrivals == row["arrivals"]
    for figure in ("occupied", "capacity", "free"):
        assert str(told.row[figure]) == str(row[figure]), figure
    assert list(told.housing.sites["site_code"]) == list(housing_answer(world.read, asked).sites["site_code"])
    offers = exchange_answer(world.read, scope()).offers
    assert sorted(told.given["offer_code"]) == sorted(offers.loc[offers["city_code"] == code, "offer_code"])
    assert set(told.exchange.needs["city_code"]) <= {code}


def test_the_sentence_says_how_full_it_is_and_what_is_promised(world: World) -> None:
    busy(world)
    told = city_answer(world.read, scope("10-26", "11-24", "galt"))
    assert told.says == "Galt is full, 2 people over its places; it asks for 10 places, none promised"
    promise(world, "O1", "N", 4, ("reserved", noon("11-23")), until=day("11-26"))
    promise(world, "O1", "N", 1, ("accepted", noon("11-22")), ("received", noon("11-23")))
    told = city_answer(world.read, scope("10-26", "11-24", "galt"))
    assert told.says == "Galt is full, 2 people over its places; 5 of 10 places asked for are promised or received"
    told = city_answer(world.read, scope("10-26", "11-24", "velda"))
    assert told.says.endswith("; 15 people arrived in 30 days")


def test_it_is_late_exactly_where_its_last_report_is_too_old(world: World) -> None:
    busy(world)
    for last, late in (("11-24", False), ("11-30", False), ("12-01", True)):
        told = city_answer(world.read, scope("11-01", last, "velda"))
        assert told.late is late, last
        assert told.last_report == day("11-24")
