"""The briefing says what the pages say: the same sentences, the same figures, and what nobody knows."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from idpdash.answers.question import resolve
from idpdash.answers.summary import Summary, summary
from idpdash.queries import reader
from idpdash.store.engine import engine
from idpdash.store.record import record_need
from tests.factories import TODAY, World, day, two_regions
from tests.pages.conftest import ROOT, Open


@pytest.fixture
def filled(database: Path) -> Path:
    """Return a store with a full city, one with room, one of unknown places, and needs and offers."""
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        world.move("marrow", 1_204, of="galt", f_18_59=4)
        world.move("velda", 96, on="11-05")
        world.move("marrow", 50, on="10-10")
        world.site("Hall", "marrow", beds=100)
        world.count("Hall", 130)
        world.site("School", "velda", beds=80)
        world.count("School", 40, on="11-01")
        world.site("Yard", "galt")
        world.count("Yard", 1_999)
        world.need("N1", "marrow", 200, priority="critical")
        world.need("N2", "galt", 30, item="transport", unit="seat")
        world.offer("O1", "velda", 150)
        world.offer("O2", "velda", 9, item="relief_kits", unit="kit")
    return database


def at(slide: int, **query: str) -> AppTest:
    """Open the briefing at one slide."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).switch_page("pages/briefing.py")
    for name, value in {"slide": str(slide), **query}.items():
        app.query_params[name] = value
    return app.run()


def words(app: AppTest) -> str:
    """Return the text of a slide, tags as bars."""
    assert not app.exception, app.exception
    text = "|".join(str(one.value) for one in app.html if "<style" not in str(one.value))
    return html.unescape(re.sub(r"(<[^>]*>)+", "|", text)).replace("\u202f", " ")


def heading(app: AppTest) -> str:
    """Return the sentence of a page or slide."""
    assert not app.exception, app.exception
    found = re.search(r'<h1 class="sentence">(.*?)</h1>', "".join(str(one.value) for one in app.html))
    assert found
    return html.unescape(found[1])


def key_figures(database: Path) -> Summary:
    """Return the summary that the command line prints."""
    with engine(f"sqlite:///{database}").connect() as connection:
        read = reader(connection)
        return summary(read, resolve(read, today=TODAY))


def test_the_sentences_are_those_of_the_pages(filled: Path, open_page: Open) -> None:
    pages = {name: open_page(name) for name in ("overview", "arrivals", "housing", "exchange")}
    slides = [at(number) for number in range(1, 5)]
    assert heading(slides[0]) == heading(pages["overview"])
    assert heading(slides[2]) == heading(pages["housing"])
    assert heading(slides[3]) == heading(pages["exchange"])
    assert f"|{heading(pages['arrivals'])}|".replace("\u202f", " ") in words(slides[1])
    titles = [str(one.value) for one in pages["overview"].html]
    assert f'<h2 class="panel">{heading(slides[1])}</h2>' in titles  # over the same chart
    assert len({heading(slide) for slide in slides}) == 4


def test_the_figures_are_those_of_the_summary(filled: Path) -> None:
    told, said = key_figures(filled), words(at(1))
    for figure, label in (
        (told.movements.arrivals, "people arrived"),
        (told.housing.occupied, "people in sites"),
        (told.housing.free, "places free"),
        (told.needs_open, "needs open"),
        (told.offers_open, "offers open"),
    ):
        assert f"|{figure:,}|{label}|".replace(",", " ") in said
    assert "|in 3 sites|" in said
    assert "|of 180 known|" in said
    assert "|for 200 places, 1 critical|" in said
    assert "|for 150 places|" in said


def test_who_came_where_and_how_much_that_has_changed(filled: Path) -> None:
    said = words(at(2))
    assert "|1 204|Marrow|24.1 times as many as in the 30 days before|" in said
    assert said.index("Marrow|24.1") < said.index("|96|Velda|none in the 30 days before|")


def test_where_it_is_full_and_where_there_is_room(filled: Path) -> None:
    app = at(3)
    said = words(app)
    assert "|+30|Marrow|130 people in 100 places|" in said
    assert "|50 %|Velda|40 people in 80 places|" in said
    assert "|1 999|Galt|people in 1 site|" in said
    assert "unknown" not in said
    assert "Disc area: places" in said
    assert len(app.get("plotly_chart")) == 1


def test_what_is_promised_the_least_first(filled: Path) -> None:
    said = words(at(4))
    assert "|0 %|Transport seats|30 of 30 seats without a promise|" in said
    assert "|0 %|Places|200 of 200 places without a promise|" in said
    assert "|–|Relief kits|9 relief kits offered, none asked for|" in said
    assert said.index("|Places|") < said.index("Transport seats") < said.index("Relief kits")


def test_what_is_received_on_the_way_promised_and_still_open(database: Path, filled: Path) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = World(connection)
        world.codes = {("offers", "O1"): 1, ("needs", "N1"): 1}
        for quantity, status in ((5, "received"), (20, "in_transit"), (30, "accepted"), (40, "reserved")):
            world.promise("O1", "N1", quantity, status=status)
        connection.exec_driver_sql("UPDATE data_version SET version = version + 1")
    said = words(at(4))
    assert "|48 %|Places|5 received, 20 on the way, 70 promised; 105 of 200 places without a promise|" in said
    assert "|1 of 2 needs has no promise at all" in said
    assert "could be met" not in said
    assert "|for 150 places, 90 promised|" in words(at(1))


def test_a_city_leads_to_its_page_with_the_filters(filled: Path) -> None:
    sent = "".join(str(one.value) for one in at(3, days="7").html)
    assert '<a href="city?days=7&amp;city=marrow" target="_self">Marrow</a>' in sent


def test_what_we_do_not_know_is_said(filled: Path) -> None:
    said = words(at(5))
    assert "1 of 3 cities did not report in the last 7 days" in said
    assert "|1 site|do not say how many places they have|" in said
    assert "|1 site|were last counted more than 14 days ago|" in said
    assert "|7 %|of the people who arrived came from a place nobody knows|" in said
    assert "|>99 %|of the people who arrived are of unknown sex and age|" in said  # four are known: not all


def test_each_slide_says_when_of_whom_and_that_it_is_fictional(database: Path, filled: Path) -> None:
    app = at(1)
    for number in range(1, 6):
        app.session_state["slide"] = number - 1
        said = words(app.run())
        assert f"|Briefing {number} of 5 · " in said
        assert "|Reports of 2 of 3 cities · |20 Nov 2026|" in said
        assert "Fictional data" not in said
    with engine(f"sqlite:///{database}").begin() as connection:
        World(connection).upload(source="demo")
        connection.exec_driver_sql("UPDATE data_version SET version = version + 1")
    assert "|Fictional data|" in words(at(1))
    assert "· Marrow|" in words(at(1, city="marrow"))
    assert "· East|" in words(at(1, region="east"))
    assert "|3 Jan 2026, 325 days ago|" in words(at(2, as_of="2026-01-03"))


def test_where_no_places_are_known_people_in_sites_are_shown(database: Path) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        for site, city, people in (("Yard", "galt", 2_952_550), ("Wharf", "velda", 12)):
            world.city(city, latitude=40.0, longitude=-25.0)
            world.site(site, city)
            world.count(site, people)
    wall = at(3)
    first, room, help_ = words(at(1)), words(wall), words(at(4))
    assert "Most people in sites: Galt 2\u202f952\u202f550" in wall.get("plotly_chart")[0].proto.alt
    assert "|unknown|places free|no site tells its places|" in first
    assert "|2 952 562|people in sites|in 2 sites|" in first
    assert "|2 952 550|Galt|people in 1 site|" in room
    assert "Disc area: people." in room
    assert "unknown" not in room
    assert "Nothing is asked for, nothing is offered" in help_


@pytest.mark.parametrize("only", ["movements", "sites", "needs", "uncounted"])
def test_every_slide_holds_where_one_kind_of_fact_is_all_there_is(database: Path, only: str) -> None:
    with engine(f"sqlite:///{database}").begin() as connection:
        world = two_regions(World(connection))
        if only == "movements":
            world.move("marrow", 10)
        elif only == "needs":
            world.need("N1", "marrow", 3, needed_by=day("11-30"))
        else:
            world.site("Hall", "marrow", beds=0 if only == "sites" else 10)
            if only == "sites":
                world.count("Hall", 0)
    app = at(1)
    for number in range(5):
        app.session_state["slide"] = number
        assert "|nan" not in words(app.run()).lower()
        assert heading(app)


def test_a_write_is_on_the_wall_at_the_next_look(filled: Path) -> None:
    app = at(1)
    assert "|2|needs open|" in words(app)
    store, now = engine(f"sqlite:///{filled}"), dt.datetime(2026, 11, 24, 9)
    record_need(store, city_code="galt", item="places", quantity=50, by="another desk", now=now)
    assert "|3|needs open|for 250 places, 1 critical|" in words(app.run())
