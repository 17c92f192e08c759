"""City: everything about one city on one screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from tests.factories import World, day, two_regions
from tests.pages.conftest import Open
from tests.pages.test_overview import filtered, links, words

NAME = "<b>Rob & Sons</b> [x](y)"


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store where Galt is over-full and asks, Velda gives, Marrow is silent and Far has nothing at all."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.city("far", latitude=1.0, longitude=2.0)
        world.city("galt", population=4_000, desk_phone="+999 1", desk_mail="desk@galt.example")
        for people, on in ((4, "10-20"), (6, "11-05"), (9, "11-24")):
            world.move("galt", people, of="velda", on=on)
        world.site("Hall", "galt", beds=10, legal_limit=8)
        world.count("Hall", 12, on="11-23")
        for number in range(9):
            world.site(f"S{number}", "galt", beds=100)
            world.count(f"S{number}", 100 - number, on="11-23")
        world.site("Old", "marrow", beds=10)
        world.count("Old", 3, on="10-01")
        world.need("N", "galt", 30, priority="critical", needed_by=day("11-20"))
        world.need("K", "galt", 5, item="relief_kits", unit="kit")
        world.offer("O", "velda", 20, to="galt")
    return database


def city(open_page: Open, code: str) -> AppTest:
    """Return the page of a city."""
    return filtered(open_page("city"), city=code)


def test_all_about_a_city_in_trouble(filled: Path, open_page: Open) -> None:
    app = city(open_page, "galt")
    said = words(app)
    assert '<h1 class="sentence">Galt has 36 places free' in said
    assert "it asks for 30 places, none promised</h1>" in said
    assert "<strong>15</strong><span>people</span>" in said  # came in the period
    assert "219 per 1 000 residents · 23 Nov" in said
    assert "876 occupied · 0 reserved" in said
    assert "0 covered · 2 without a promise" in said
    assert "10 sites, 1 over-full" in said
    assert "<span>legal limit</span>" in said
    assert "<span>1 d ago</span>" in said
    assert "30 places · critical" in said
    assert "20 Nov, overdue" in said
    assert "<span>0 of 30</span>" in said
    assert "It offers nothing at the moment" in said
    assert "It last reported on 24 Nov, today" in said
    assert "<b>Desk</b> <span>+999 1</span> <span>desk@galt.example</span>" in said


def test_what_a_city_gives(filled: Path, open_page: Open) -> None:
    said = words(city(open_page, "velda"))
    assert "It offers 1 thing" in said
    assert "<td><span>Galt</span></td>" in said
    assert "0 of 20 places</b> promised" in said
    assert "It asks for nothing" in said


def test_a_silent_city_is_late_and_an_empty_one_says_what_is_missing(filled: Path, open_page: Open) -> None:
    assert "It last reported on 1 Oct, 54 days ago: late by 48 days" in words(city(open_page, "marrow"))
    said = words(city(open_page, "far"))
    assert "No site is known in Far" in said
    assert "Nobody has reported of this city" in said
    assert "It has never told a count or arrivals" in said
    assert "No desk known" in said


def test_the_ways_on_are_filtered_to_the_city(filled: Path, open_page: Open) -> None:
    assert links(city(open_page, "galt")) == [
        ("Arrivals →", "arrivals", "city=galt"),
        ("Housing →", "housing", "city=galt"),
        ("Exchange →", "exchange", "city=galt"),
        ("3 more in Housing →", "housing", "city=galt"),
        ("All uploads →", "upload", ""),
    ]


@pytest.mark.parametrize("address", [{}, {"city": ["galt", "velda"]}, {"city": "nobody"}, {"region": "east"}])
def test_without_one_city_one_is_chosen(filled: Path, open_page: Open, address: dict[str, str | list[str]]) -> None:
    app = filtered(open_page("city"), **address)
    assert "Which city?" in words(app)
    app.selectbox(key="city_choice").set_value("galt").run()
    assert "Galt has 36 places free" in words(app)
    app.selectbox(key="city_choice").set_value("velda").run()
    assert "No site is known in Velda" in words(app)
    assert "city=velda" in links(app)[0][2]


def test_as_of_an_earlier_day(filled: Path, open_page: Open) -> None:
    said = words(filtered(open_page("city"), city="galt", as_of="2026-11-01", days="7"))
    assert "1 Nov 2026" in said
    assert "Galt" in said


def test_a_name_is_never_markup(database: Path, open_page: Open) -> None:
    """Names come from files: they stand as they were written."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = World(connection)
        world.city("odd", name=NAME, desk_mail=NAME)
        world.site("S", "odd", beds=1)
        world.count("S", 2)
        world.need("N", "odd", 3)
    app = city(open_page, "odd")
    assert "<b>Rob" not in words(app).replace('<b class="">', "")
    assert "&lt;b&gt;Rob &amp; Sons" in words(app)
    app.switch_page("pages/overview.py").run()
    lines = [label for label, page, _query in links(app) if page == "exchange" and "asks" in label]
    assert lines == [r"\<b\>Rob \& Sons\</b\> \[x\]\(y\) asks for 3 places"]


def test_an_empty_store_says_what_to_do_next(database: Path, open_page: Open) -> None:
    said = words(open_page("city"))
    assert "Nothing has been loaded yet" in said
    assert "Upload a list of cities first" in said


def test_a_broken_store_is_a_sentence(database: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{database}/none/store.sqlite3")
    app = open_page("city")
    assert "The figures cannot be reached at the moment" in words(app)
    assert len(app.error) == 1
