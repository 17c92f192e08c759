"""A month of a place, or a count of a site, far from what is stored of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.intake.issues import Issue
from idpdash.store.compare.history import outliers
from tests.store.made import cities, count, loaded, made, move, site

MONTHS = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30")
PEOPLE = (900, 1_100, 1_000, 1_200, 950, 1_050)


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with half a year of arrivals in one city, and two sites counted once."""
    loaded(store, cities("marrow", "galt"))
    loaded(store, made(sites=[site("s1"), site("s2")]))
    moves = [move("marrow", people, on=on) for on, people in zip(MONTHS, PEOPLE, strict=True)]
    loaded(store, made(source="early", movements=moves))
    loaded(store, made(occupancy=[count("s1", 200, on="06-01"), count("s2", 40, on="06-01")]))
    return store


def found(store: Engine, **tables: Any) -> list[Issue]:
    """Return what is said of a file."""
    with store.connect() as connection:
        return outliers(connection, made(**tables))


@pytest.mark.parametrize(("people", "far"), [(12_001, True), (12_000, False)])
def test_a_month_is_far_above_ten_times_the_largest(world: Engine, people: int, far: bool) -> None:
    said = found(world, movements=[move("marrow", people - 1, on="07-05"), move("marrow", 1, on="07-31")])
    assert [(one.code, one.row, one.column, one.rows) for one in said] == [("outlier", 2, "individuals", 1)] * far
    if far:
        text = said[0].message.replace("\u202f", "")
        assert "Marrow: 12001 people in 2026-07" in text
        assert "1200 of the largest of the 6 other months" in text


def test_the_month_itself_is_no_part_of_its_history(world: Engine) -> None:
    """Then only five are known."""
    assert found(world, movements=[move("marrow", 50_000, on="06-15")]) == []


def test_what_was_told_of_the_month_before_is_nothing_new(world: Engine) -> None:
    loaded(world, made(source="early", movements=[move("marrow", 20_000, on="07-31")]))
    assert found(world, movements=[move("marrow", 40_000, on="07-31")]) == []
    assert len(found(world, movements=[move("marrow", 40_001, on="07-31")])) == 1


def test_a_place_with_little_history_or_of_another_direction_is_not_judged(world: Engine) -> None:
    assert found(world, movements=[move("galt", 50_000, on="07-31")]) == []
    assert found(world, movements=[move("marrow", 50_000, on="07-31", direction="return")]) == []


def test_a_year_is_no_month(world: Engine) -> None:
    assert found(world, movements=[move("marrow", 50_000, since="07-01", on="10-31")]) == []


def test_few_people_are_nothing_to_ask_about(store: Engine) -> None:
    loaded(store, cities("marrow"))
    loaded(store, made(source="early", movements=[move("marrow", 2, on=on) for on in MONTHS]))
    assert found(store, movements=[move("marrow", 499, on="07-31")]) == []
    assert len(found(store, movements=[move("marrow", 500, on="07-31")])) == 1


def test_a_place_whose_months_differ_as_much_is_left_alone(store: Engine) -> None:
    loaded(store, cities("marrow"))
    wild = [move("marrow", 10**power, on=on) for power, on in enumerate(MONTHS)]
    loaded(store, made(source="early", movements=wild))
    assert found(store, movements=[move("marrow", 1_500_000, on="07-31")]) == []


def test_what_was_replaced_is_no_history(world: Engine) -> None:
    moves = [move("marrow", 9_000, on=on) for on in MONTHS]
    loaded(world, made(source="early", movements=moves), replace_period=True)
    assert found(world, movements=[move("marrow", 12_001, on="07-31")]) == []


@pytest.mark.parametrize(
    ("site_code", "people", "far"),
    [
        ("s1", 1_000, True),
        ("s1", 999, False),
        ("s1", 40, True),
        ("s1", 41, False),
        ("s1", 0, False),
        ("s2", 139, False),
    ],
)
def test_a_count_five_times_or_a_fifth_of_the_one_before(world: Engine, site_code: str, people: int, far: bool) -> None:
    said = found(world, occupancy=[count(site_code, people, on="07-01")])
    assert [(one.code, one.row) for one in said] == [("outlier", 2)] * far
    if far:
        assert "S1: " in said[0].message
        assert "after 200 on 1 Jun" in said[0].message


def test_the_count_before_may_stand_in_the_file_itself(world: Engine) -> None:
    counts = [count("s1", 5_000, on="07-03"), count("s1", 500, on="07-01"), count("s1", 900, on="07-02")]
    assert [one.row for one in found(world, occupancy=counts)] == [2]
    assert "after 900 on 2 Jul" in found(world, occupancy=counts)[0].message


def test_a_count_after_that_of_the_file_is_not_before_it(world: Engine) -> None:
    assert found(world, occupancy=[count("s1", 5_000, on="05-31")]) == []


def test_a_site_that_opens_is_not_asked_about(world: Engine) -> None:
    loaded(world, made(source="other", occupancy=[count("s2", 0, on="06-20")]))
    assert found(world, occupancy=[count("s2", 900, on="07-01")]) == []
