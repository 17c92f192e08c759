"""Housing: who can take how many, and a count that comes by telephone."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from idpdash.store.engine import engine
from idpdash.store.tables import Choice, Occupancy
from tests.factories import World, day, two_regions
from tests.pages.conftest import Open


def furnished(world: World) -> World:
    """Add sites that are over-full, roomy, stale, unknown, paused, sensitive, and one yet to open."""
    two_regions(world)
    world.city("ostrand", country="Ostrea")
    where: dict[str, Any] = {"latitude": 40.0, "longitude": -25.0}
    world.site("Hall", "marrow", beds=100, **where)
    world.count("Hall", 130, on="11-23")
    world.site("School", "marrow", beds=80, closes_on=day("12-10"), **where)
    world.count("School", 40, on="11-01", households=12)
    world.site("Yard", "galt", sensitive=True, **where)
    world.count("Yard", 40, on="11-20")
    world.site("Hotel", "velda", beds=60, status="paused")
    world.count("Hotel", 20, on="11-24")
    world.site("Village", "velda", beds=300, opens_on=day("12-05"))
    world.site("Tents", "heath", beds=10)
    return world


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store with these sites."""
    with engine(f"sqlite:///{database}").begin() as connection:
        furnished(World(connection))
    return database


def words(app: AppTest) -> str:
    """Return every word that stands on the page as text."""
    assert not app.exception, app.exception
    texts = [str(element.value) for element in app.html]
    for kind in (app.info, app.success, app.error, app.warning, app.caption):
        texts += [str(element.value) for element in kind]
    return "\n".join(texts).replace("\u202f", " ")


def counts(database: Path) -> list[tuple[str, int, int | None, int | None]]:
    """Return the counts of today in the store: day, people, households, places."""
    with engine(f"sqlite:///{database}").connect() as connection:
        statement = select(
            Occupancy.counted_on, Occupancy.individuals, Occupancy.households, Occupancy.places_reported
        ).where(Occupancy.counted_on == day("11-24"), Occupancy.individuals != 20)
        return [(str(row[0]), row[1], row[2], row[3]) for row in connection.execute(statement)]


def record(app: AppTest, site: str, **texts: str) -> AppTest:
    """Open the form for a site, write into its fields, and press its button."""
    app.session_state["count_chosen"] = site
    app.button(key="record_count").click().run()
    for field, text in texts.items():
        app.text_input(key=f"count_{field}").set_value(text)
    button = next(button for button in app.button if button.label == "Record the count")
    return button.click().run()


def test_the_sentence_and_the_figures_come_first(filled: Path, open_page: Open) -> None:
    said = words(open_page("housing"))
    # School 80 − 40; Hall is over-full; Tents were never counted: their 10 places are free and belong to no city.
    assert '<h1 class="sentence">50 places are free in 1 of 3 cities</h1>' in said
    assert "<strong>190</strong><span>places</span>" in said
    assert "<strong>230</strong><span>people</span>" in said
    assert "<strong>30</strong><span>people</span>" in said
    assert "in 1 site" in said
    assert "1 site was never counted" in said


def test_the_most_over_full_come_first_and_unknown_is_said(filled: Path, open_page: Open) -> None:
    table = open_page("housing").dataframe[0].value
    assert list(table["site_name"])[:2] == ["Hall", "School"]
    rows = table.set_index("site_name")
    assert rows.loc["Hall", "state"] == "■ 30 over"
    assert rows.loc["School", "state"] == "40 free"
    assert rows.loc["Yard", "state"] == "unknown"
    assert rows.loc["Hotel", "state"] == "paused, takes nobody"
    assert rows.loc["Tents", "state"] == "10 places, not counted"
    assert "Village" not in rows.index


def test_the_age_of_the_last_count_is_seen_and_old_ones_are_called_stale(filled: Path, open_page: Open) -> None:
    rows = open_page("housing").dataframe[0].value.set_index("site_name")
    assert rows.loc["School", "counted"] == "△ 23 d ago, stale"
    assert rows.loc["Hall", "counted"] == "1 d ago"
    assert rows.loc["Hotel", "counted"] == "today"
    assert rows.loc["Tents", "counted"] == "△ never"


def test_what_opens_and_closes_in_the_coming_weeks(filled: Path, open_page: Open) -> None:
    app = open_page("housing")
    assert "The next site closes on 10 Dec 2026: School" in words(app)
    coming = app.dataframe[2].value  # after the sites and the pressure of cities
    assert list(zip(coming["site_name"], coming["event"], coming["places"], strict=True)) == [
        ("Village", "opens", 300),
        ("School", "closes", 80),
    ]


def test_a_count_is_recorded_shown_and_taken_back(filled: Path, open_page: Open) -> None:
    app = record(open_page("housing"), "School", individuals="1 204", households="300", places="90")
    assert counts(filled) == [("2026-11-24", 1204, 300, 90)]
    assert "School: 1 204 people recorded for today, +1 164 since the last count (40)." in words(app)
    assert app.dataframe[0].value.set_index("site_name").loc["School", "state"] == "■ 1\u202f124 over"
    app = next(button for button in app.button if button.label == "Undo").click().run()
    assert counts(filled) == []
    assert "Taken back" in words(app)
    assert app.dataframe[0].value.set_index("site_name").loc["School", "state"] == "40 free"


def test_the_last_count_stands_beside_the_form(filled: Path, open_page: Open) -> None:
    app = open_page("housing")
    app.session_state["count_chosen"] = "School"
    said = words(app.button(key="record_count").click().run())
    assert "Last count: 40 people on 1 Nov 2026 (23 days ago)" in said
    assert "12 households · 80 places" in said


def test_only_sites_that_exist_can_be_counted(filled: Path, open_page: Open) -> None:
    app = open_page("housing").button(key="record_count").click().run()
    assert len(app.selectbox(key="count_site").options) == 5
    assert "School — Marrow" in app.selectbox(key="count_site").options


BAD: list[tuple[dict[str, str], str]] = [
    ({"individuals": ""}, "Say how many people are in the site today; write 0 where nobody is."),
    ({"individuals": "12.5"}, "People: “12.5” is not a whole number."),
    ({"individuals": "-3"}, "People: “-3” is below zero."),
    ({"individuals": "many"}, "People: “many” is not a number."),
    ({"individuals": "99999999999"}, "is larger than any count can be"),
    ({"individuals": "12", "households": "x"}, "Households: “x” is not a number."),
]


def test_bad_input_is_a_sentence_and_nothing_changes(filled: Path, open_page: Open) -> None:
    app = open_page("housing")
    for fields, sentence in BAD:
        app = record(app, "School", **fields)
        assert sentence in words(app)
    assert counts(filled) == []


def test_a_count_never_goes_to_a_site_chosen_later(filled: Path, open_page: Open) -> None:
    app = record(open_page("housing"), "School", individuals="")
    app.text_input(key="count_individuals").set_value("55")
    app.selectbox(key="count_site").set_value("Hall")
    app = next(button for button in app.button if button.label == "Record the count").click().run()
    assert "The site has changed meanwhile" in words(app)
    assert counts(filled) == []


def test_a_double_click_records_one_count(filled: Path, open_page: Open) -> None:
    app = open_page("housing")
    record(app, "School", individuals="55")
    # The second click of a double click comes from the form as it was drawn before the first one was done.
    with sqlite3.connect(filled) as connection:
        token = connection.execute("SELECT fingerprint FROM uploads ORDER BY id DESC LIMIT 1").fetchone()[0]
    connection.close()
    app.session_state["_token_count"] = token
    assert counts(filled) == [("2026-11-24", 55, None, None)]
    app.button(key="record_count").click().run()
    assert app.session_state["_token_count"] != token  # a used token is not used again


def test_an_empty_store_says_what_to_do_next(database: Path, open_page: Open) -> None:
    said = words(open_page("housing"))
    assert "Nothing has been loaded yet" in said
    assert "Upload a list of sites" in said


def test_no_sites_is_no_blank_page(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        two_regions(World(connection)).move("marrow", 5)
    said = words(open_page("housing"))
    assert "No sites known on this day" in said
    assert "No site is open on this day" in said


def test_no_capacity_known_is_said_and_never_zero(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        for site, people in (("A", 30), ("B", 70)):
            world.site(site, "galt")
            world.count(site, people)
    app = open_page("housing")
    said = words(app)
    assert "100 people in 2 sites, none of which says how many places it has" in said
    assert said.count('<strong class="words">unknown</strong>') == 3
    assert list(app.dataframe[0].value["state"]) == ["unknown", "unknown"]


def test_a_broken_store_is_a_sentence(database: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{database}/none/store.sqlite3")
    assert "The figures cannot be reached at the moment" in words(open_page("housing"))


ASKED: list[dict[str, str | list[str]]] = [
    {"city": "marrow"},
    {"city": "ostrand"},
    {"city": ["marrow", "velda"]},
    {"region": "west"},
    {"region": "east", "city": "galt"},
    {"city": "nowhere"},
    {"as_of": "2019-01-01"},
    {"as_of": "2026-12-31"},
    {"days": "7"},
    {"from": "2026-11-20", "to": "2026-11-20", "city": "galt"},
    {"from": "2026-11-20", "to": "2026-11-01", "as_of": "never"},
]


def test_no_filter_ends_in_an_exception(filled: Path, open_page: Open) -> None:
    app = open_page("housing")
    for asked in ASKED:
        app.query_params.clear()
        for name, value in asked.items():
            app.query_params[name] = value
        assert '<h1 class="sentence">' in words(app.run()), asked


def test_a_standard_is_set_saved_as_one_act_and_taken_back(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = furnished(World(connection))
        world.site("Gym", "galt", floor_area_m2=90.0)
        world.count("Gym", 20)
    app = open_page("housing")
    rows = app.dataframe[0].value.set_index("site_name")
    assert (rows.loc["Gym", "capacity"], rows.loc["Gym", "binding"], rows.loc["Gym", "area"]) == (
        25,
        "floor area",
        "4.5",
    )
    app.button(key="standards_open").click().run()
    assert "Sphere" in words(app)
    app.text_input(key="standards_m2_per_person_3.5").set_value("much")
    save = next(button for button in app.button if button.label == "Save").click().run()
    assert "write a number from 1 to 20" in words(save)
    app.text_input(key="standards_m2_per_person_3.5").set_value("5")
    app = next(button for button in app.button if button.label == "Save").click().run()
    assert "1 standard or threshold is set" in words(app)
    rows = app.dataframe[0].value.set_index("site_name")
    assert (rows.loc["Gym", "capacity"], rows.loc["Gym", "area"], rows.loc["Gym", "state"]) == (18, "▲ 4.5", "■ 2 over")
    app = next(button for button in app.button if button.label == "Undo").click().run()
    assert app.dataframe[0].value.set_index("site_name").loc["Gym", "capacity"] == 25


def test_cities_say_how_hard_it_presses_and_why(filled: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{filled}").begin() as connection:
        world = World(connection)
        for key, value in (("watch_fill", "0.9"), ("warning_fill", "0.93")):
            world.row(Choice, upload_id=world.upload("choices"), key=key, value=value)
    table = open_page("housing").dataframe[1].value.set_index("city_name")
    assert (table.loc["Marrow", "level"], table.loc["Marrow", "why"]) == (
        "▲ warning",
        "94 % of its places taken (93 % or more)".replace(" %", "\u202f%"),
    )
    assert table.loc["Galt", "why"] == "nobody says how many places it has"


def test_accessible_places_are_shown_alone(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        furnished(World(connection)).site("Ramp", "galt", beds=30, accessible_beds=12)
    app = open_page("housing")
    app.session_state["which_places"] = True
    app = app.run()
    assert "12 places are accessible; at most 12 of them are free" in words(app)
    assert list(app.dataframe[0].value["site_name"]) == ["Ramp"]
