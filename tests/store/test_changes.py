"""A restated release tells what it changed, and an undo gives back the older."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine

from idpdash.store import changes as changing
from idpdash.store import tables as t
from idpdash.store.undo import undo
from tests.store.made import NOW, cities, contents, count, loaded, made, move, rows, site

OLD = [move("marrow", 10, on="01-31"), move("galt", 20, on="01-31"), move("velda", 30, on="02-28")]
NEW = [move("marrow", 14, on="01-31"), move("galt", 20, on="01-31"), move("velda", 23, on="02-28"), move("galt", 1)]


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with three cities and an old release."""
    loaded(store, cities("marrow", "galt", "velda"))
    loaded(store, made(movements=OLD))
    return store


def test_what_differs_by_year_and_place_the_largest_first(world: Engine) -> None:
    said = loaded(world, made(movements=NEW), replace_period=True)
    assert said.changes == {
        "by_year": {"2026": {"before": 60, "after": 58}},
        "by_place": [
            {"code": "velda", "name": "Velda", "before": 30, "after": 23},
            {"code": "marrow", "name": "Marrow", "before": 10, "after": 14},
            {"code": "galt", "name": "Galt", "before": 20, "after": 21},
        ],
    }
    assert json.dumps(said.as_json()["changes"])


def test_exactly_the_newer_totals_and_undo_gives_back_the_older(world: Engine) -> None:
    before = contents(world)
    said = loaded(world, made(movements=NEW), replace_period=True)
    live = [people for people, gone in rows(world, t.Movement, "individuals", "superseded_by") if gone is None]
    assert live == [14, 20, 23, 1]
    undo(world, said.upload or 0, by="test", now=NOW)
    assert contents(world) == before


def test_nothing_differs(world: Engine) -> None:
    halves = [move("marrow", 4, on="01-31"), move("marrow", 6, on="01-31"), *OLD[1:]]
    assert loaded(world, made(movements=halves), replace_period=True).changes == {"by_year": {}, "by_place": []}


def test_where_nothing_gave_way_there_is_nothing_to_tell(world: Engine) -> None:
    assert loaded(world, made(movements=NEW)).changes is None
    assert loaded(world, made(source="other", movements=NEW), replace_period=True).changes is None
    loaded(world, made(sites=[site("s1")]))
    counts = made(occupancy=[count("s1", 5)])
    loaded(world, counts)
    assert loaded(world, made(occupancy=[count("s1", 6)]), replace_period=True).changes is None


def test_the_places_told_have_an_end(world: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST_PLACES", 2)
    said = loaded(world, made(movements=NEW), replace_period=True)
    assert [one["code"] for one in (said.changes or {})["by_place"]] == ["velda", "marrow"]
