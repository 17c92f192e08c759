"""The key figures, and the laws they keep whatever the facts are."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from idpdash.answers.summary import summary
from idpdash.measures import arrivals as moving
from idpdash.queries import arrivals
from idpdash.scope import Scope
from tests.factories import World, scope, two_regions
from tests.postgresql import on_both

PLACES = ("marrow", "marrow-2", "galt", "velda", "heath", "west")
QUESTION = scope()
PARTS = (("marrow",), ("galt",), ("velda",), ("heath",), ("west",))


def told(world: World, question: Scope = QUESTION) -> dict[str, Any]:
    """Return the key figures as the command line prints them."""
    answer: dict[str, Any] = json.loads(json.dumps(summary(world.read, question).as_json()))
    return answer


@on_both
def test_empty_store_knows_nothing_and_says_so(world: World) -> None:
    """Counts are zero, what is not known is null, and the row of no city is there."""
    answer = told(world)
    assert answer["movements"] == dict.fromkeys(answer["movements"], 0)
    assert answer["stock"] == {
        "individuals": None, "households": None, "places": 0, "oldest_round": None, "newest_round": None,
    }  # fmt: skip
    assert (answer["housing"]["sites"], answer["housing"]["capacity"], answer["housing"]["free"]) == (0, None, None)
    assert answer["exchange"] == {"needs_open": 0, "offers_open": 0, "commitments_live": 0, "by_item": {}}
    assert [row["code"] for row in answer["by_place"]] == [None]


@on_both
def test_key_figures_of_a_small_country(world: World) -> None:
    """Each figure of the interface, by hand."""
    two_regions(world)
    world.move("marrow", 10, of="marrow-2")
    world.move("heath", 3, of="galt")
    world.move("velda", 7)
    world.site("S1", "galt", beds=10)
    world.count("S1", 12)
    world.site("S2", "heath", beds=5)
    world.site("S3", "marrow-2")
    world.count("S3", 70)
    world.need("N", "galt", 10)
    world.offer("O", "velda", 5, to="galt")
    world.offer("old", "velda", 50, expires_on=QUESTION.exchange_day.replace(day=1))
    answer = told(world)
    assert answer["period"] == {"from": "2026-10-26", "to": "2026-11-24"}
    assert answer["movements"] == {
        "arrivals": 20, "within_place": 10, "between_places": 3, "origin_unknown": 7,
        "departures": 3, "returns": 0, "onward": 0,
    }  # fmt: skip
    assert answer["housing"] == {
        "sites": 3, "capacity": 15, "occupied": 82, "reserved": 0, "free": 5,
        "over_capacity_sites": 1, "unknown_capacity_sites": 1,
    }  # fmt: skip
    assert answer["exchange"]["by_item"] == {"places": {"needed": 10, "offered": 5, "promised": 0}}
    told_of = ("code", "arrivals", "capacity", "occupied", "free")
    assert [tuple(row[name] for name in told_of) for row in answer["by_place"]] == [
        ("galt", 0, 10, 12, 0), ("marrow", 10, None, 70, None), ("velda", 7, None, 0, None), (None, 3, 5, 0, 5),
    ]  # fmt: skip


@on_both
def test_live_promises_lower_free_places_once(world: World) -> None:
    """At a site its own places, else the city's; received, lapsed and later ones take none; both ends tell them."""
    two_regions(world)
    site = world.site("S1", "galt", beds=50)
    world.count("S1", 20)
    world.site("S2", "galt", beds=10)
    world.need("N", "velda", 90)
    world.need("M", "velda", 90, item="transport")
    world.offer("city", "galt", 30)
    world.offer("hall", "galt", 30, site_id=site)
    world.offer("coach", "galt", 30, item="transport")
    world.promise("hall", "N", 8)
    world.promise("city", "N", 5, status="reserved", until=QUESTION.exchange_day)
    world.promise("coach", "M", 3, status="in_transit")
    world.promise("city", "N", 4, status="received")
    world.promise("city", "N", 2, status="reserved", until=QUESTION.exchange_day.replace(day=23))
    world.promise("city", "N", 1, on="11-25")
    answer = told(world)
    assert answer["housing"] == {
        "sites": 2, "capacity": 60, "occupied": 20, "reserved": 13, "free": 27,
        "over_capacity_sites": 0, "unknown_capacity_sites": 0,
    }  # fmt: skip
    assert answer["exchange"]["commitments_live"] == 3
    assert answer["exchange"]["by_item"]["places"] == {"needed": 90, "offered": 60, "promised": 13}
    assert answer["exchange"]["by_item"]["transport"]["promised"] == 3
    velda = told(world, replace(QUESTION, places=("velda",)))
    assert (velda["housing"]["reserved"], velda["exchange"]["commitments_live"]) == (0, 3)
    assert velda["exchange"]["by_item"]["places"] == {"needed": 90, "offered": 0, "promised": 13}
    marrow = told(world, replace(QUESTION, places=("marrow",)))
    assert (marrow["exchange"]["commitments_live"], marrow["exchange"]["by_item"]) == (0, {})


days = st.integers(1, 24).map("11-{:02}".format)
movements = st.lists(
    st.tuples(
        st.sampled_from([*PLACES, None]), st.sampled_from(PLACES), st.integers(0, 99), days,
        st.sampled_from(["arrival", "arrival", "departure", "return", "onward"]), st.sampled_from(["one", "two"]),
    ),
    max_size=12,
)  # fmt: skip
known = st.one_of(st.none(), st.integers(0, 60))
counts = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 80), days, known), max_size=10)
beds = st.lists(
    st.tuples(known, known, st.sampled_from(PLACES), st.sampled_from([None, "open", "paused", "closed"])),
    min_size=4,
    max_size=4,
)


def fill(world: World, moves: list[Any], sites: list[Any], counted: list[Any]) -> World:
    """Add these facts to the country of two regions."""
    two_regions(world)
    for origin, to, people, on, direction, source in moves:
        world.move(to, people, of=origin, on=on, direction=direction, upload_id=world.upload(source=source))
    for number, (bed, limit, place, status) in enumerate(sites):
        world.site(f"S{number}", place, beds=bed, legal_limit=limit, status=status)
    for site, people, on, places in counted:
        world.count(f"S{site}", people, on=on, places_reported=places)
    return world


def arrived(world: World, *asked: str) -> dict[str, int]:
    """Return the totals of movements of some places."""
    return asdict(moving.totals(arrivals.flows(world.connection, replace(QUESTION, places=asked))))


@on_both
@given(moves=movements, sites=beds, counted=counts)
def test_laws_of_the_summary(store: Engine, moves: list[Any], sites: list[Any], counted: list[Any]) -> None:
    """Kinds sum to arrivals, cities to totals, a partition to the whole; free is never negative."""
    with store.connect() as connection:
        world = fill(World(connection), moves, sites, counted)
        whole = told(world)
        parts = [arrived(world, *part) for part in PARTS]
    moved, housing, rows = whole["movements"], whole["housing"], whole["by_place"]
    assert moved["within_place"] + moved["between_places"] + moved["origin_unknown"] == moved["arrivals"]
    assert sum(row["arrivals"] for row in rows) == moved["arrivals"]
    for name in ("capacity", "occupied", "free"):
        figures = [row[name] for row in rows if row[name] is not None]
        assert (sum(figures) if figures else None if name != "occupied" else 0) == housing[name]
    assert all(row["free"] is None or row["free"] >= 0 for row in rows)
    assert (housing["free"] is None) == (housing["capacity"] is None)
    # "west" is asked last and alone means Velda and Heath too: the first four and what is written just "west"
    west = parts.pop()
    for name in ("arrivals", "within_place", "between_places", "origin_unknown", "returns", "onward"):
        only_west = west[name] - parts[2][name] - parts[3][name]
        assert sum(part[name] for part in parts) + only_west == moved[name]
        assert only_west >= 0


@given(moves=movements, sites=beds, counted=counts, older=st.tuples(st.integers(0, 3), st.integers(0, 80), known))
def test_stock_never_sums_over_time(
    store: Engine, moves: list[Any], sites: list[Any], counted: list[Any], older: tuple[int, int, int | None]
) -> None:
    """A count older than every other changes nothing where a site was counted later."""
    site, people, places = older
    counted = [*counted, (site, 5, "11-24", 40)]
    with store.connect() as connection:
        world = fill(World(connection), moves, sites, counted)
        before = told(world)
        world.count(f"S{site}", people, on="10-01", places_reported=places)
        assert told(world) == before


@given(moves=movements, counted=counts, order=st.randoms())
def test_order_of_loading_disjoint_files_does_not_matter(
    store: Engine, moves: list[Any], counted: list[Any], order: Any
) -> None:
    """Each row a file of its own, no site counted twice on a day: the figures are the same in any order."""
    counted = list({(site, on): (site, people, on, places) for site, people, on, places in counted}.values())
    answers = []
    for shuffled in (False, True):
        if shuffled:
            order.shuffle(moves)
            order.shuffle(counted)
        with store.connect() as connection:
            answers.append(told(fill(World(connection), moves, [(30, None, "galt", None)] * 4, counted)))
    assert answers[0] == answers[1]
