"""Arrivals: who came, from where, since when, and is it changing?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from tests.factories import World, two_regions
from tests.pages.conftest import Open
from tests.pages.test_overview import filtered, links, words


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store with daily arrivals from everywhere, moves within Marrow, returns, and a year before.

    To Velda: 40 from Galt, 15 from Heath (a place without a city), 6 of unknown origin; within Marrow 90.
    """
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.move("velda", 40, of="galt", on="11-20", reason="conflict", f_0_4=10, m_18_59=12)
        world.move("velda", 15, of="heath", on="11-21", reason="eviction")
        world.move("velda", 6, on="11-22")
        world.move("marrow", 90, of="marrow-2", on="11-23")
        world.move("velda", 10, of="galt", on="10-20")
        world.move("galt", 3, of="velda", on="11-23", direction="return")
        world.move("velda", 50, of="galt", on="2025-11-21")
    return database


def keys(said: str) -> dict[str, int]:
    """Return the key figures by label."""
    pairs = re.findall(r'class="label"[^>]*>([^<]+)</div><div class="value"><strong>([^<]+)</strong>', said)
    return {label: int(value.replace(" ", "")) for label, value in pairs}


def group(app: AppTest, key: str) -> Any:
    """Return a switch."""
    return next(one for one in app.get("button_group") if one.key == key)


def test_the_sentence_and_the_figures_come_first(filled: Path, open_page: Open) -> None:
    said = words(open_page("arrivals"))
    assert "151 people arrived in 30 days" in said
    assert "60 % moved within their own city" in said
    assert keys(said) == {
        "Arrivals": 151,
        "Between cities": 55,
        "Within the city": 90,
        "Origin unknown": 6,
        "Departures": 55,
    }
    assert "▲ 141 (+1410 %)" in said
    assert "and 3 returned, 0 moved on" in said
    assert "60 % of arrivals" in said


@pytest.mark.parametrize("address", [{}, {"city": "velda"}, {"city": "marrow"}, {"region": "east"}, {"days": "90"}])
def test_within_between_and_unknown_are_all_arrivals(filled: Path, open_page: Open, address: dict[str, str]) -> None:
    figures = keys(words(filtered(open_page("arrivals"), **address)))
    parts = [figures[name] for name in ("Between cities", "Within the city", "Origin unknown")]
    assert sum(parts) == figures["Arrivals"] > 0


@pytest.mark.parametrize(
    ("since", "allowed", "chosen"),
    [
        ("11-20", ["Day", "Week", "Month"], "week"),
        ("11-14", ["Week", "Month"], "week"),
        ("11-01", ["Month"], "month"),
    ],
)
def test_no_step_is_finer_than_the_data(
    database: Path, open_page: Open, since: str, allowed: list[str], chosen: str
) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection)).move("velda", 40, of="galt", since=since, on="11-20")
    switch = group(open_page("arrivals"), "series_step")
    assert switch.options == allowed
    assert switch.value == chosen


def test_a_finer_step_kept_from_other_data_is_given_up(filled: Path, open_page: Open) -> None:
    app = open_page("arrivals")
    app.session_state["series_step"] = "day"
    assert group(app.run(), "series_step").value == "day"
    with engine(f"sqlite:///{filled}").begin() as connection:
        world = World(connection)
        world.codes[("places", "galt")] = 0
        place = pd.read_sql("SELECT id FROM places WHERE code = 'galt'", connection)["id"].iloc[0]
        world.codes[("places", "galt")] = int(place)
        world.move("galt", 8, since="11-01", on="11-24")
        connection.exec_driver_sql("UPDATE data_version SET version = version + 1")
    assert group(app.run(), "series_step").value == "month"


def test_the_map_opens_on_the_city_to_which_most_came_from_elsewhere(filled: Path, open_page: Open) -> None:
    app = open_page("arrivals")
    choice = next(box for box in app.selectbox if box.key and box.key.startswith("routes_to"))
    assert choice.options == ["Velda", "Marrow"]  # 55 and none from elsewhere; nobody arrived in Galt
    assert choice.value == "velda"
    assert "To Velda most came from Galt (40)" in words(app)
    assert "Nobody is known to have come to Marrow from elsewhere" in words(choice.set_value("marrow").run())


def test_the_map_follows_the_filter(filled: Path, open_page: Open) -> None:
    app = filtered(open_page("arrivals"), city="marrow")
    choice = next(box for box in app.selectbox if box.key and box.key.startswith("routes_to"))
    assert (choice.options, choice.value) == (["Marrow"], "marrow")
    assert links(app) == [("Open Marrow →", "housing", "city=marrow")]


def test_each_panel_says_what_it_shows(filled: Path, open_page: Open) -> None:
    said = words(open_page("arrivals"))
    for title in (
        "3.2 times as many people came as a year before",
        "Of people from elsewhere 90 % came from Galt and Heath",
        "The largest move is from Galt to Velda (40)",
        "90 people moved within their own city, in Marrow",
        "26 % came because of armed conflict",
        "Sex and age are not known of 85 % of the people",
    ):
        assert title in said, title


def test_the_table_ranks_cities_with_their_change(filled: Path, open_page: Open) -> None:
    app = open_page("arrivals")
    rows = app.dataframe[0].value
    shown = ["city_name", "arrivals", "arrivals_before", "change", "within", "departures"]
    assert rows[shown].to_numpy().tolist() == [
        ["Marrow", 90, 0, 90, 90, 0],
        ["Velda", 61, 10, 51, 0, 0],
        ["Galt", 0, 0, 0, 0, 40],
    ]
    assert len(app.get("download_button")) == 1


def test_arrivals_outside_every_city_are_told(filled: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{filled}").begin() as connection:
        world = World(connection)
        place = pd.read_sql("SELECT id FROM places WHERE code = 'heath'", connection)["id"].iloc[0]
        world.codes[("places", "heath")] = int(place)
        world.move("heath", 17)
    assert "17 people arrived in places that belong to no city" in words(open_page("arrivals"))


def test_monthly_figures_in_a_shorter_period_are_called_monthly(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection)).move("velda", 40, of="galt", since="10-01", on="10-31")
    app = open_page("arrivals")
    assert "told by the month" not in words(app)
    assert "25–31 Oct 2026, told by the month" in words(filtered(app, days="7"))


def test_nobody_arrived_is_no_blank_page(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.site("G", "galt", beds=100)
        world.count("G", 40)
    said = words(open_page("arrivals"))
    assert "No arrivals reported in 30 days" in said
    assert "No movements are reported for this time" in said
    assert "<strong>0</strong>" not in said  # missing is not zero


def test_an_empty_store_says_what_to_do_next(database: Path, open_page: Open) -> None:
    said = words(open_page("arrivals"))
    assert "Nothing has been loaded yet" in said
    assert "files of arrivals" in said
