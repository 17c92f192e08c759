"""Headlines and titles: short, and true at the edges."""

from __future__ import annotations

import pytest

from idpdash.answers import sentences, titles
from idpdash.answers.arrivals import arrivals_answer
from idpdash.answers.briefing import briefing
from idpdash.answers.exchange import exchange_answer
from idpdash.answers.housing import housing_answer
from idpdash.answers.overview import overview
from tests.factories import World, day, scope, two_regions


def plain(text: str) -> str:
    """Return a sentence with ordinary spaces."""
    return text.replace("\u202f", " ")


def headline(world: World, *asked: str) -> str:
    """Return the headline of the Overview."""
    return plain(sentences.overview(overview(world.read, scope("10-26", "11-24", *asked))))


def room(world: World, city: str, beds: int | None, *people: int) -> None:
    """Add a site with weekly counts, the last of them on 24 November."""
    code = f"S{city}{beds}"
    world.site(code, city, beds=beds)
    for weeks, count in enumerate(reversed(people)):
        world.count(code, count, on=f"11-{24 - 7 * weeks:02}")


def test_overview_without_sites(world: World) -> None:
    """Without sites it says what came, and that room is not known."""
    assert headline(world) == "No arrivals in 30 days and no sites known"
    two_regions(world)
    world.move("galt", 1234)
    assert headline(world) == "1 230 people arrived in 30 days; no site is known, so nobody can say where there is room"


def test_overview_without_capacity(world: World) -> None:
    """Where no site tells its places nobody is said to be full or free."""
    two_regions(world)
    room(world, "galt", None, 50)
    assert headline(world) == "50 people in 1 site, which does not say how many places it has"
    room(world, "velda", None, 1)
    assert headline(world) == "51 people in 2 sites, none of which says how many places it has"


def test_overview_counts_full_cities_and_those_that_will_be(world: World) -> None:
    """Full now, full in two weeks at both paces, and what is offered."""
    two_regions(world)
    room(world, "galt", 10, 12)
    room(world, "velda", 100, 60, 75, 90)
    room(world, "marrow", 100, 10, 10, 10)
    assert headline(world) == "1 of 3 cities is full and 1 more will be in two weeks"
    world.need("N", "galt", 60)
    assert (
        headline(world)
        == "1 of 3 cities is full and 1 more will be in two weeks; 60 places are asked for, none offered"
    )
    world.offer("O", "marrow", 1)
    assert headline(world).endswith("; 1 place is offered")
    assert headline(world, "east") == "1 of 2 cities is full; 1 place is offered"


@pytest.mark.parametrize(
    ("galt", "velda", "expected"),
    [
        ((10, 5), (10, 5), "No city is full"),
        ((10, 5), (None, 5), "No city is known to be full"),
        ((10, 10), (10, 11), "All 2 cities are full"),
        ((10, 10), (None, 5), "1 of 2 cities is full"),
        ((100, 80, 85, 90), (10, 5), "No city is full, but 1 will be in two weeks"),
    ],
)
def test_overview_of_two_cities(
    world: World, galt: tuple[int | None, ...], velda: tuple[int | None, ...], expected: str
) -> None:
    """All, none and the unknown are each said as they are."""
    two_regions(world)
    for city, (beds, *people) in (("galt", galt), ("velda", velda)):
        room(world, city, beds, *(count for count in people if count is not None))
    assert headline(world) == expected


@pytest.mark.parametrize(
    ("beds", "people", "expected"),
    [
        (10, (5,), "Galt has 5 places free"),
        (10, (10,), "Galt is full"),
        (10, (11,), "Galt is full, 1 person over its places"),
        (100, (80, 85, 90), "Galt has 10 places free and will be full in two weeks"),
        (100, (90, 85, 80), "Galt has 20 places free"),
    ],
)
def test_overview_of_one_city_names_it(world: World, beds: int, people: tuple[int, ...], expected: str) -> None:
    """One city is not counted but named."""
    two_regions(world)
    room(world, "galt", beds, *people)
    assert headline(world) == expected


def test_a_city_over_its_places_is_full_though_one_of_its_sites_has_room(world: World) -> None:
    """Both are said: how many are over, and what is free elsewhere."""
    two_regions(world)
    room(world, "galt", 10, 16)
    room(world, "galt", 12, 10)
    assert headline(world) == "Galt is full: 6 people over the places of some sites, 2 places free in others"


def came(world: World, *asked: str) -> str:
    """Return the headline of Arrivals."""
    return plain(sentences.arrivals(arrivals_answer(world.read, scope("10-26", "11-24", *asked))))


def test_arrivals_headline(world: World) -> None:
    """How many, compared with before, and where from, as far as that is known."""
    two_regions(world)
    assert came(world) == "No arrivals reported in 30 days"
    world.move("velda", 4, of="galt", on="10-01")
    assert came(world) == "No arrivals in 30 days; 4 people in the 30 days before"
    world.move("velda", 6, of="galt")
    assert came(world) == "6 people arrived in 30 days, 50 % more than in the 30 days before; all came from Galt"
    world.move("velda", 2, of="heath")
    assert came(world).endswith("most came from Galt (75 %)")
    world.move("velda", 7)
    assert came(world).endswith("the origin of 47 % is not known")
    world.move("velda", 99, of="velda")
    assert came(world).endswith("87 % moved within their own city")


def test_arrivals_headline_does_not_choose_between_equals(world: World) -> None:
    """Two equal origins have no largest; unknown origins alone are said to be unknown."""
    two_regions(world)
    world.move("velda", 5)
    assert came(world).endswith("where from is not known")
    world.move("velda", 9, of="galt")
    world.move("velda", 9, of="heath")
    assert came(world) == "23 people arrived in 30 days, none in the 30 days before"


def test_housing_headline(world: World) -> None:
    """Free places, in how many cities, and the full ones."""
    two_regions(world)

    def said() -> str:
        return plain(sentences.housing(housing_answer(world.read, scope())))

    assert said() == "No sites known on this day"
    room(world, "galt", 10, 13)
    assert said() == "Galt is full, 3 people over its places"
    room(world, "marrow", 10, 10)
    assert said() == "No place is free; 2 cities are full, 3 people over their places"
    room(world, "velda", 30, 9)
    assert said() == "21 places are free in 1 of 3 cities; 2 cities are full, 3 people over their places"
    room(world, "heath", 2, 1)  # belongs to no city
    assert said().startswith("22 places are free in 1 of 3 cities")


@pytest.mark.parametrize(
    ("needed", "offered", "expected"),
    [
        (0, 0, "Nobody asks for places or offers any"),
        (0, 5, "5 places offered, none asked for"),
        (5, 0, "5 places asked for, none offered"),
        (5, 5, "Open offers could meet all 5 places asked for"),
        (6, 5, "Open offers could meet 5 of 6 places asked for; 1 has no offer"),
    ],
)
def test_exchange_headline(world: World, needed: int, offered: int, expected: str) -> None:
    """What offers could meet, and what nobody offers."""
    two_regions(world)
    if needed:
        world.need("N", "galt", needed)
    if offered:
        world.offer("O", "velda", offered)
    assert sentences.exchange(exchange_answer(world.read, scope()).of("places")) == expected


def test_exchange_headline_where_no_offer_fits(world: World) -> None:
    """An offer meant for another city meets nothing here."""
    two_regions(world)
    world.need("N", "galt", 5)
    world.offer("O", "velda", 5, to="marrow")
    assert (
        sentences.exchange(exchange_answer(world.read, scope()).of("places"))
        == "No open offer fits the 5 places asked for"
    )


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (10, 15, "Arrivals rose by half in two weeks; departures did not follow"),
        (10, 10, "Arrivals stayed level in two weeks"),
        (10, 5, "Arrivals fell by half in two weeks"),
        (10, 0, "Arrivals stopped in two weeks"),
        (0, 5, "Arrivals began in two weeks"),
    ],
)
def test_trend_title(world: World, before: int, now: int, expected: str) -> None:
    """The last two weeks beside the two before."""
    two_regions(world)
    for people, on in ((before, "11-05"), (now, "11-20")):
        world.move("velda", people, on=on)
        world.move("velda", 9, of="galt", on=on, direction="departure", upload_id=world.upload(source="telling"))
    assert titles.trend(overview(world.read, scope()).series, scope()) == expected


def test_trend_title_of_monthly_data_and_of_none(world: World) -> None:
    """Monthly data compares months; without arrivals nothing rises."""
    two_regions(world)
    assert titles.trend(overview(world.read, scope()).series, scope()) == "No arrivals reported"
    for people, start, end in ((10, "09-01", "09-30"), (20, "10-01", "10-31")):
        world.move("velda", people, since=start, on=end)
    assert titles.trend(overview(world.read, scope()).series, scope()) == "Arrivals doubled in a month"


def test_titles_of_regions(world: World) -> None:
    """Highest only where one is; over its places only where it is; unknown where nobody says."""
    two_regions(world)

    def said() -> tuple[str, str]:
        regions = overview(world.read, scope()).regions
        return plain(titles.pressure(regions)), plain(titles.rooms(regions))

    assert said() == ("How full the cities are is not known", "No region says how many places it has")
    room(world, "galt", 10, 9)
    assert said() == ("90 % of the places in East are taken", "The most free places are in East (1)")
    room(world, "velda", 10, 9)
    assert said()[0] == "Pressure is alike in East and West"
    room(world, "velda", 20, 26)
    assert said() == (
        "Pressure is highest in West",
        "West is 6 over its places in 1 city, yet 1 place stands free there",
    )


def test_titles_of_maps(world: World) -> None:
    """A city is named only where it stands out."""
    two_regions(world)

    def said() -> list[str]:
        cities = overview(world.read, scope()).cities
        maps = (titles.arrivals_map, titles.free_map, titles.need_map, titles.people_map)
        return [plain(title(cities)) for title in maps]

    assert said() == [
        "Nobody arrived in the period",
        "No city is known to have a free place",
        "No city asks for places",
        "No city is known to have people in sites",
    ]
    world.move("galt", 5)
    room(world, "galt", 9, 4)
    world.need("N1", "galt", 7)
    assert said() == [
        "All who arrived came to Galt",
        "The most free places are in Galt (5)",
        "Galt asks for 7 places",
        "The most people in sites live in Galt (4)",
    ]
    world.move("velda", 5)
    room(world, "velda", 9, 4)
    world.need("N2", "velda", 7)
    assert said() == [
        "Where people arrived",
        "Where places are free",
        "2 cities ask for places",
        "Where people live in sites",
    ]
    world.move("velda", 1)
    world.need("N3", "velda", 1)
    assert said()[:3:2] == ["The most people came to Velda (6)", "Velda asks for the most places (8)"]


def test_titles_of_arrivals(world: World) -> None:
    """Origins, moves within, pairs, sex and age, and the year before."""
    two_regions(world)
    world.move("velda", 30, of="galt", f_0_4=10, m_0_4=20)
    world.move("velda", 10, of="velda")
    world.move("velda", 20, of="galt", on="2025-11-21")
    told = arrivals_answer(world.read, scope())
    assert [
        plain(title(told)) for title in (titles.origins, titles.within, titles.matrix, titles.sex_age, titles.year)
    ] == [
        "Of people from elsewhere 100 % came from Galt",
        "10 people moved within their own city, in Velda",
        "The largest move is from Galt to Velda (30)",
        "Sex and age are not known of 25 % of the people",
        "2 times as many people came as a year before",
    ]


def test_titles_of_housing(world: World) -> None:
    """How many are full, and what closes next."""
    two_regions(world)
    told = housing_answer(world.read, scope())
    assert titles.full_soon(told) == "No city has a site"
    assert titles.calendar(told) == "No site opens or closes in the next 60 days"
    room(world, "galt", 10, 13)
    room(world, "velda", 100, 60, 75, 90)
    world.site("hall", "marrow", beds=40, closes_on=day("12-10"))
    told = housing_answer(world.read, scope())
    assert titles.full_soon(told) == "1 city is full, 1 more may be in two weeks"
    assert titles.calendar(told) == "The next site closes on 10 Dec 2026: hall"


def test_unknown_headline(world: World) -> None:
    """Cities that did not report are counted; nobody expected is said too."""
    assert briefing(world.read, scope()).headlines["unknown"] == "No city has reported yet"
    two_regions(world)
    room(world, "galt", 10, 1)
    assert briefing(world.read, scope()).headlines["unknown"] == "Every city reported in the last 7 days"
    world.site("silent", "velda")
    said = briefing(world.read, scope()).headlines["unknown"]
    assert said == "1 of 2 cities did not report in the last 7 days"
