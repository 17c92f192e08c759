"""Rows that live facts of the same source say already."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.store.made import cities, count, loaded, made, move, site

STORED = [move("marrow", 5, on="11-10", reason="conflict", f_0_4=2), move("marrow", 6, on="11-11")]


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with two movements and a count."""
    loaded(store, cities("marrow", "galt"))
    loaded(store, made(sites=[site("s1")]))
    loaded(store, made(movements=STORED))
    loaded(store, made(occupancy=[count("s1", 40, on="11-10", places_reported=50)]))
    return store


def test_equal_rows_are_counted_once_for_the_file(world: Engine) -> None:
    said = loaded(world, made(movements=[move("galt", 1, on="11-10"), STORED[0], STORED[1]]))
    found = [one for one in said.issues if one.code == "stored_already"]
    assert [(one.row, one.rows) for one in found] == [(3, 2)]
    assert (said.issue_counts or {})["stored_already"] == 2
    assert "from the same source: 2." in found[0].message
    assert said.rows_loaded == 3


@pytest.mark.parametrize(
    "bent",
    [
        {"f_0_4": 3},
        {"f_0_4": None},
        {"reason": None},
        {"origin_place_code": "galt"},
        {"individuals": 7},
        {"priority_need": "food"},
        {"period_start": STORED[1]["period_end"].replace(day=9)},
        {"destination_place_code": "galt"},
    ],
    ids=lambda bent: next(iter(bent)),
)
def test_a_row_that_differs_in_one_column_is_another(world: Engine, bent: dict[str, object]) -> None:
    said = loaded(world, made(movements=[{**STORED[0], **bent}]))
    assert "stored_already" not in (said.issue_counts or {})


def test_counts_are_compared_too(world: Engine) -> None:
    equal = count("s1", 40, on="11-10", places_reported=50)
    said = loaded(world, made(occupancy=[equal, count("s1", 41, on="11-11")]))
    assert (said.issue_counts or {})["stored_already"] == 1
    said = loaded(world, made(occupancy=[{**equal, "places_reported": None}]))
    assert "stored_already" not in (said.issue_counts or {})


def test_another_source_and_what_was_replaced_do_not_count(world: Engine) -> None:
    other = loaded(world, made(source="other", movements=[STORED[0], move("marrow", 1, on="11-10")]))
    assert "stored_already" not in (other.issue_counts or {})
    loaded(world, made(movements=[move("marrow", 9, on="11-10"), move("marrow", 9, on="11-12")]), replace_period=True)
    again = loaded(world, made(movements=[STORED[0]]))
    assert "stored_already" not in (again.issue_counts or {})


def test_where_the_file_takes_the_place_nothing_counts_twice(world: Engine) -> None:
    said = loaded(world, made(movements=[STORED[0], move("galt", 1, on="11-11")]), replace_period=True)
    assert said.issue_counts == {}


def test_a_place_or_site_that_is_new_is_no_obstacle(world: Engine) -> None:
    said = loaded(world, made(sites=[site("s9")], occupancy=[count("s9", 40, on="11-10")]))
    assert said.status == "loaded"
