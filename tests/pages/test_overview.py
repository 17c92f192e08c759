"""Overview: where does it burn, and where is help?"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.answers.question import resolve
from idpdash.answers.summary import summary
from idpdash.figures.plan import Mode
from idpdash.queries import reader
from idpdash.store.engine import engine
from tests.factories import TODAY, World, day, two_regions
from tests.pages.conftest import Open

MANY = 25


def words(app: AppTest) -> str:
    """Return every word that stands on the page as text."""
    assert not app.exception, app.exception
    texts = [str(element.value) for element in app.html]
    for kind in (app.info, app.error, app.warning, app.caption):
        texts += [str(element.value) for element in kind]
    return "\n".join(texts).replace("\u202f", " ")


def filtered(app: AppTest, **address: str | list[str]) -> AppTest:
    """Return the page at an address with these filters."""
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def links(app: AppTest) -> list[tuple[str, str, str]]:
    """Return the links to other pages: label, page, filters in the address."""
    protos = [link.proto for link in app.get("page_link")]
    return [(proto.label, proto.page, proto.query_string) for proto in protos]


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store where Galt is over-full, Velda fills up and Marrow tells no places.

    Far has no site, Ostrand is abroad. Velda grows by two people a day: its 32 free places last 16 days.
    """
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.place("south", level=1, parent="land")
        world.place("far", parent="south")
        world.city("far", latitude=1.0, longitude=2.0)
        world.city("ostrand", country="Ostrea", latitude=9.0, longitude=9.0)
        for people, on in ((4, "10-20"), (6, "11-05"), (9, "11-20")):
            world.move("velda", people, of="galt", on=on)
        world.move("marrow", 5, of="marrow-2")
        world.site("G", "galt", beds=10)
        world.count("G", 12)
        world.site("V", "velda", beds=100)
        for people, on in ((40, "11-10"), (54, "11-17"), (68, "11-24")):
            world.count("V", people, on=on)
        world.site("M", "marrow")
        world.count("M", 30, on="10-20")
        world.need("N", "galt", 10, priority="critical", needed_by=day("11-20"))
        world.offer("O1", "velda", 5, to="galt")
        world.offer("O2", "ostrand", 2)
    return database


def test_the_sentence_and_the_figures_are_those_of_the_command_line(filled: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{filled}").connect() as connection:
        read = reader(connection)
        told = summary(read, resolve(read, today=TODAY)).as_json()
    said = words(open_page("overview"))
    assert '<h1 class="sentence">1 of 3 cities is full; 7 places are offered</h1>' in said
    assert f"<strong>{told['movements']['arrivals']}</strong><span>people</span>" in said
    assert f"<strong>{told['housing']['occupied']}</strong><span>people</span>" in said
    assert f"<strong>{told['housing']['free']}</strong><span>places</span>" in said
    assert (told["exchange"]["needs_open"], told["exchange"]["offers_open"]) == (1, 2)
    assert "<strong>1</strong><span>for 10 places</span>" in said
    assert "<strong>2</strong><span>for 7 places</span>" in said


def test_each_figure_has_its_change_its_definition_its_source_and_its_day(filled: Path, open_page: Open) -> None:
    said = words(open_page("overview"))
    assert "▲ 16 (+400 %)</b> on 30 days before" in said
    assert "desk · 3 of 3 cities · 24 Nov" in said
    assert "▲ 80 (+267 %)</b> since 25 Oct" in said
    assert "desk · 3 of 3 sites · 24 Nov" in said
    assert "desk · 2 of 3 sites · 24 Nov" in said
    assert "1 critical</b> · 1 overdue" in said
    assert "no place promised</b>" in said
    assert said.count('class="label" title="') == 5


def test_cities_stand_worst_first_with_signs_and_help(filled: Path, open_page: Open) -> None:
    table = open_page("overview").dataframe[0].value
    assert list(table["city_name"])[:3] == ["Galt", "Velda", "Marrow"]
    rows = table.set_index("city_name")
    assert rows["why"].to_dict() == {
        "Galt": "■ 2 over its places",
        "Velda": "full in 16 d",
        "Marrow": "? places unknown",
        "Far": "no sites",
        "Ostrand": "no sites",
    }
    assert list(table.columns)[:2] == ["city_name", "why"]  # nobody scrolls sideways for the reason
    assert rows["help"].to_dict() == {"Galt": "0 of 10", "Velda": "", "Marrow": "", "Far": "", "Ostrand": ""}
    assert list(rows.loc[["Galt", "Velda"], "fill"].str.replace("\u202f", " ")) == ["120 %", "68 %"]


def test_where_nobody_tells_places_the_people_stand_in_their_stead(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        for city, people in (("galt", 30), ("marrow", 90)):
            world.site(city, city)
            world.count(city, people)
    app = open_page("overview")
    table = app.dataframe[0].value
    assert list(table.columns) == ["city_name", "present", "newest_count", "arrivals", "bars"]
    assert table["city_name"].tolist() == ["Marrow", "Galt", "Velda"]
    assert table["present"].isna().tolist() == [False, False, True]
    assert "Cities with the most people in sites first" in words(app)
    app.session_state["map_shows"] = Mode.FREE
    assert "The most people in sites live in Marrow (90)" in words(app.run())
    assert '<strong class="words">unknown</strong>' in words(app)


def test_the_twenty_worst_and_the_rest_on_demand(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = World(connection)
        for number in range(MANY):
            world.city(f"c{number:02}")
            world.site(f"s{number:02}", f"c{number:02}", beds=100)
            world.count(f"s{number:02}", 10 + number)
    app = open_page("overview")
    assert app.dataframe[0].value["city_name"].tolist() == [f"C{number:02}" for number in range(MANY - 1, 4, -1)]
    assert len(app.toggle(key="trouble_all").set_value(True).run().dataframe[0].value) == MANY
    # A chosen city stays in sight, however well it fares.
    app.toggle(key="trouble_all").set_value(False).run()
    table = filtered(app, city="c00").dataframe[0].value
    assert table["city_name"].tolist()[-1] == "▸ C00"
    assert len(table) == 21


def test_a_city_in_the_address_filters_and_shows_the_way_on(filled: Path, open_page: Open) -> None:
    app = filtered(open_page("overview"), city="galt")
    said = words(app)
    assert "Galt is full, 2 people over its places; 5 places are offered" in said
    assert "<strong>0</strong><span>people</span>" in said  # nobody arrived there
    assert app.dataframe[0].value["city_name"].tolist()[:2] == ["▸ Galt", "Velda"]  # the others can be chosen next
    city = ("Open Galt →", "city", "city=galt")
    assert links(app)[:2] == [city, ("Arrivals →", "arrivals", "city=galt")]
    app.session_state["map_shows"] = Mode.FREE
    assert links(app.run())[:2] == [city, ("Housing →", "housing", "city=galt")]
    app.session_state["map_shows"] = Mode.EXCHANGE
    assert links(app.run())[:2] == [city, ("Exchange →", "exchange", "city=galt")]


def test_the_map_is_switched_and_its_title_says_what_it_shows(filled: Path, open_page: Open) -> None:
    app = open_page("overview")
    said = []
    for mode in (Mode.ARRIVALS, Mode.FREE, Mode.EXCHANGE):
        app.session_state["map_shows"] = mode
        said.append(words(app.run()))
    assert "The most people came to Velda (15)" in said[0]
    assert "The most free places are in Velda (32)" in said[1]
    assert "Galt asks for 10 places" in said[2]
    assert [label for label, _page, _query in links(app) if label.endswith("→")] == []


def test_the_map_of_help_shows_the_promises_of_the_exchange_page(filled: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{filled}").begin() as connection:
        world = World(connection)
        world.codes = {("offers", "O1"): 1, ("needs", "N"): 1}
        for quantity, status in ((1, "received"), (2, "in_transit"), (1, "reserved")):
            world.promise("O1", "N", quantity, status=status)
    app = open_page("overview")
    assert "3 places promised</b> · 1 received" in words(app)
    assert app.dataframe[0].value.set_index("city_name")["help"]["Galt"] == "4 of 10"
    app.session_state["map_shows"] = Mode.EXCHANGE
    title = "Places: 2 on the way, 1 promised, 1 received"
    assert title in words(app.run())
    assert "6 of 10 places asked for have no promise" in words(app)
    assert "could be met" not in words(app)
    assert title in words(open_page("exchange"))


FILTERS: list[dict[str, str | list[str]]] = [
    {"city": "far"},
    {"city": "ostrand"},
    {"city": ["galt", "velda"]},
    {"city": "nobody"},
    {"region": "south"},
    {"region": ["east", "west"]},
    {"region": "east", "city": "galt"},
    {"as_of": "2001-01-01"},
    {"as_of": "2026-11-15", "days": "7"},
    {"days": "7"},
    {"days": "90", "city": "velda"},
    {"from": "2026-11-20", "to": "2026-11-20"},
    {"from": "2020-01-01", "to": "2026-11-24"},
    {"from": "2026-11-24", "to": "2026-11-01"},
]


@pytest.mark.parametrize("page", ["overview", "arrivals"])
def test_no_filter_is_an_exception(filled: Path, open_page: Open, page: str) -> None:
    app = open_page(page)
    for address in FILTERS:
        for name in ("city", "region", "as_of", "days", "from", "to"):
            if name in app.query_params:
                del app.query_params[name]
        app.session_state["question"] = type(app.session_state["question"])()
        assert 'class="sentence"' in words(filtered(app, **address)), address


def test_old_counts_are_no_change(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.site("G", "galt", beds=100)
        world.count("G", 40, on="06-01")
        world.move("galt", 7)
    said = words(open_page("overview"))
    assert "no count since then" in said
    assert "1 Jun 2026" in said


def test_an_empty_store_says_what_to_do_next(database: Path, open_page: Open) -> None:
    said = words(open_page("overview"))
    assert "Nothing has been loaded yet" in said
    assert "Upload a list of cities first" in said


@pytest.mark.parametrize("page", ["overview", "arrivals"])
def test_a_broken_store_is_a_sentence(
    database: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("IDPDASH_DATABASE_URL", f"sqlite:///{database}/none/store.sqlite3")
    app = open_page(page)
    assert "The figures cannot be reached at the moment" in words(app)
    assert len(app.error) == 1


def test_since_you_looked_lists_what_came_and_leads_there(filled: Path, open_page: Open) -> None:
    """All was loaded this morning: within the last day, and long before this moment."""
    app = open_page("overview")
    assert "1 city crossed a threshold" not in words(app)  # a day ago they stood as now
    assert "1 city asked for help" in words(app)
    lines = links(app)
    assert (":orange[▲] Galt asks for 10 places, by 20 Nov; 1 critical", "exchange", "city=galt") in lines
    assert [label for label, page, _query in lines if page == "upload"] == ["desk: 30 reports of 30 rows by test"]
    app.button(key="since_seen").click().run()
    assert "Nothing has changed since 24 Nov" in words(app)
    assert [page for _label, page, _query in links(app) if page in ("upload", "exchange")] == []


def test_ten_changes_and_the_rest_on_demand(database: Path, open_page: Open) -> None:
    """The worst stay in sight, and so do the reports."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = World(connection)
        for number in range(MANY):
            world.city(f"c{number:02}")
            world.need(f"N{number:02}", f"c{number:02}", 10 + number, priority="critical" if number == 3 else "normal")
    app = open_page("overview")

    def lines() -> list[str]:
        return [page for _label, page, _query in links(app) if page in ("upload", "exchange")]

    assert lines() == ["exchange"] * 9 + ["upload"]
    assert "C03 asks" in links(app)[0][0]
    app.toggle(key="since_all").set_value(True).run()
    assert lines() == ["exchange"] * MANY + ["upload"]


def test_late_cities_are_listed_the_longest_silent_first(database: Path, open_page: Open) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        for city, on in (("galt", "11-24"), ("velda", "11-10"), ("marrow", None)):
            world.site(city, city, beds=5)
            if on:
                world.count(city, 3, on=on)
    app = open_page("overview")
    assert "2 of 3 cities have not reported for 7 days" in words(app)
    assert links(app)[-2:] == [
        ("Marrow: no report known", "city", "city=marrow"),
        ("Velda: last report 10 Nov, 14 days ago", "city", "city=velda"),
    ]


def test_where_all_reported_that_is_said(filled: Path, open_page: Open) -> None:
    assert "No city is late in reporting" in words(open_page("overview"))
