"""Filters: they stand in the address as codes, hold across pages, and no address can break a page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from idpdash.ui import filters
from idpdash.ui.choice import EARLIEST, LATEST, NAMES, OWN, PERIODS, Choice, from_address
from tests.factories import World, two_regions
from tests.pages.conftest import ROOT, Open

DAYS = some.dates(EARLIEST, LATEST)
CODES = some.lists(some.text(min_size=1), max_size=4).map(tuple)
USUAL = "2026-10-26 2026-11-24, 2026-11-24"


@some.composite
def choices(draw: some.DrawFn) -> Choice:
    """Return any choice that the sidebar can make."""
    days = draw(some.sampled_from([None, OWN, *PERIODS]))
    first, last = sorted([draw(DAYS), draw(DAYS)]) if days == OWN else (None, None)
    return Choice(days, first, last, draw(some.none() | DAYS), draw(CODES), draw(CODES))


def as_lists(query: dict[str, str | list[str]]) -> dict[str, list[str]]:
    """Return an address as a browser sends it."""
    return {name: value if isinstance(value, list) else [value] for name, value in query.items()}


@given(choices())
def test_an_address_leads_back_to_the_same_choice(choice: Choice) -> None:
    found = from_address(as_lists(choice.query()))
    assert found == (None if choice == Choice() else choice)


@given(some.dictionaries(some.sampled_from(NAMES), some.lists(some.text() | DAYS.map(str), max_size=3)))
def test_what_cannot_be_read_is_left_out(values: dict[str, list[str]]) -> None:
    found = from_address(values)
    assert (found is None) == (not any(values.values()))
    if found:
        assert found.days in (None, OWN, *PERIODS)
        assert found.own == (found.from_day is not None)
        assert from_address(as_lists(found.query())) in (found, None)


def asking() -> None:
    """Be the smallest page: filters, and what is asked."""
    import streamlit as st

    from idpdash.ui import filters
    from idpdash.ui.page import MARK, begin

    st.session_state[MARK] = True
    scope = begin("Asking").scope
    st.text(f"{scope.from_day} {scope.to_day}, {scope.as_of}: {' '.join(scope.places)}".strip())
    st.button("Velda", on_click=filters.choose_city, args=("velda",), key="map")


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store with arrivals in two regions."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.move("marrow", 10, on="11-24")
        world.move("velda", 40, on="11-24")
    return database


@pytest.fixture
def page(filled: Path) -> AppTest:
    """Return the smallest page, to be run."""
    return AppTest.from_function(asking, default_timeout=30)


def at(app: AppTest, **query: str | list[str]) -> AppTest:
    """Open an address."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def asked(app: AppTest) -> str:
    """Return what the page asks."""
    assert not app.exception, app.exception
    return str(app.text[0].value)


def address(app: AppTest) -> dict[str, list[str]]:
    """Return the address."""
    return as_lists(dict(app.query_params))


def chips(app: AppTest) -> list[str]:
    """Return the chips that say what is filtered."""
    return [button.label for button in app.button if str(button.key).startswith("chip_")]


def test_the_address_is_followed_and_the_sidebar_shows_it(page: AppTest) -> None:
    app = at(page, days="7", region="east", city="galt", as_of="2026-11-20")
    assert asked(app) == "2026-11-14 2026-11-20, 2026-11-20: galt"
    assert app.session_state["filter_days"] == 7
    assert app.multiselect(key="filter_regions").value == ["east"]
    assert app.multiselect(key="filter_cities").value == ["galt"]
    assert app.date_input(key="filter_as_of").value == dt.date(2026, 11, 20)
    assert chips(app) == ["Region: East ✕", "City: Galt ✕", "As of 20 Nov 2026 ✕"]


def test_unknown_codes_are_left_out_and_named(page: AppTest) -> None:
    app = at(page, city=["marrow", "Atlantis"], region="moon")
    assert [one.value for one in app.warning] == ["No city or region here has the code Atlantis, moon; it is left out."]
    assert asked(app) == f"{USUAL}: marrow"
    assert address(app) == {"city": ["marrow"]}
    assert not app.run().warning  # said once


def test_a_city_outside_the_chosen_region_stays_chosen(page: AppTest) -> None:
    app = at(page, city="velda")
    app = app.multiselect(key="filter_regions").set_value(["east"]).run()
    assert app.multiselect(key="filter_cities").value == ["velda"]
    assert address(app) == {"region": ["east"], "city": ["velda"]}


def test_one_click_on_a_chip_clears_its_filter(page: AppTest) -> None:
    app = at(page, city="velda", region="west", **{"from": "2026-11-01", "to": "2026-11-05"})
    assert chips(app) == ["Region: West ✕", "City: Velda ✕", "1–5 Nov 2026 ✕"]
    app = app.button(key="chip_1").click().run()
    assert address(app) == {"region": ["west"], "from": ["2026-11-01"], "to": ["2026-11-05"]}
    app = app.button(key="chip_1").click().run()
    assert asked(app) == f"{USUAL}: west"
    app = app.button(key="chip_0").click().run()
    assert chips(app) == []
    assert address(app) == {}
    assert asked(app) == f"{USUAL}:"


@pytest.mark.parametrize("city", [[], ["velda"]])
def test_a_period_half_picked_waits_for_its_second_day(page: AppTest, city: list[str]) -> None:
    app = at(page, city=city)
    app = app.button_group(key="filter_days").set_value(OWN).run()
    assert asked(app).startswith(USUAL)
    half = (dt.date(2026, 11, 2),)
    app = app.date_input(key="filter_span").set_value(half).run()
    assert asked(app).startswith(USUAL)
    assert app.date_input(key="filter_span").value == half  # what was picked is not taken away
    app = app.date_input(key="filter_span").set_value((*half, dt.date(2026, 11, 4))).run()
    assert asked(app).startswith("2026-11-02 2026-11-04")
    assert address(app)["from"] == ["2026-11-02"]
    app = app.button_group(key="filter_days").set_value(30).run()
    assert asked(app).startswith(USUAL)
    assert "from" not in app.query_params


def test_the_as_of_day_is_chosen_in_the_sidebar(page: AppTest) -> None:
    app = page.run().date_input(key="filter_as_of").set_value(dt.date(2016, 1, 31)).run()
    assert asked(app) == "2016-01-02 2016-01-31, 2016-01-31:"
    assert address(app) == {"as_of": ["2016-01-31"]}


def test_a_click_on_a_city_filters_and_a_second_one_clears(page: AppTest) -> None:
    app = page.run().button(key="map").click().run()
    assert address(app) == {"city": ["velda"]}
    assert asked(app) == f"{USUAL}: velda"
    app = app.button(key="map").click().run()
    assert asked(app) == f"{USUAL}:"


@pytest.mark.parametrize(
    "query",
    [
        {"as_of": "0001-01-01"},
        {"as_of": "9999-12-31"},
        {"as_of": "1900-01-01"},
        {"as_of": "2199-12-31", "days": "90"},
        {"from": "1900-01-01", "to": "2199-12-31"},
        {"from": "2027-01-01", "to": "2027-01-01", "region": "west"},
        {"days": "²"},
        {"days": "9" * 5_000},
    ],
    ids=str,
)
def test_no_address_breaks_the_filters(page: AppTest, query: dict[str, str]) -> None:
    assert asked(at(page, **query))
    assert asked(page.run())  # nor what it leaves behind


@pytest.mark.parametrize("name", ["overview", "arrivals", "housing", "exchange"])
def test_no_far_day_breaks_a_page(filled: Path, name: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).switch_page(f"pages/{name}.py")
    at(app, **{"from": "1900-01-01", "to": "2199-12-31", "as_of": "1900-01-01"})
    assert not app.exception, app.exception
    assert any('<h1 class="sentence">' in str(one.value) for one in app.html)


def test_a_filter_is_kept_on_the_next_page_and_written_into_its_address(filled: Path, open_page: Open) -> None:
    app = at(open_page("exchange"), days="7", city="velda")
    app.query_params.clear()  # the navigation's links carry no filter
    app = app.switch_page("pages/arrivals.py").run()
    assert any("40 people arrived in 7 days" in str(one.value) for one in app.html)
    assert address(app) == {"days": ["7"], "city": ["velda"]}


@pytest.mark.parametrize(("count", "said"), [(0, "No cities"), (1, "The one city"), (40, "All 40 cities")])
def test_an_empty_choice_says_what_it_stands_for(count: int, said: str) -> None:
    assert filters._every(count, "No cities", "The one city" if count == 1 else "All {count} cities") == said
