from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as some

from idpdash.measures.disclosure import withheld

SUMS = (("place", "month"), ("month", "direction"), ("place", "direction"))


def hidden(counts: list[tuple[str, str, str, int]], least: int = 10) -> list[bool]:
    """Return which counts (place, month, direction, people) are withheld."""
    table = pd.DataFrame(counts, columns=["place", "month", "direction", "people"])
    return withheld(table["people"], table, least=least, sums=SUMS).tolist()


def test_small_counts_are_withheld_and_none_is_none() -> None:
    found = hidden([("a", "1", "arrival", 9), ("b", "2", "return", 10), ("c", "3", "departure", 0)])
    assert found == [True, False, False]


def test_the_least_is_what_is_asked_for() -> None:
    assert hidden([("a", "1", "arrival", 9), ("b", "2", "return", 4)], least=5) == [False, True]


def test_a_second_direction_goes_where_one_alone_would_be_found_by_subtraction() -> None:
    counts = [("a", "1", "arrival", 300), ("a", "1", "return", 40), ("a", "1", "departure", 3)]
    assert hidden(counts) == [False, True, True]


def test_so_does_a_second_place_of_a_month_and_a_second_month_of_a_place() -> None:
    assert hidden([("a", "1", "arrival", 3), ("b", "1", "arrival", 70), ("c", "1", "arrival", 50)]) == [
        True,
        False,
        True,
    ]
    assert hidden([("a", "1", "arrival", 3), ("a", "2", "arrival", 70)]) == [True, True]


def test_two_small_counts_that_come_to_less_than_the_least_need_a_third() -> None:
    assert hidden([("a", "1", "arrival", 3), ("b", "1", "arrival", 4), ("c", "1", "arrival", 50)]) == [True] * 3
    assert hidden([("a", "1", "arrival", 5), ("b", "1", "arrival", 5), ("c", "1", "arrival", 50)]) == [
        True,
        True,
        False,
    ]


def test_a_missing_place_is_a_place_of_its_own() -> None:
    table = pd.DataFrame({"place": [None, None], "month": ["1", "1"], "direction": ["x", "y"], "people": [3, 40]})
    assert withheld(table["people"], table, least=10, sums=SUMS).all()


@given(
    some.lists(
        some.tuples(some.sampled_from("abc"), some.sampled_from("123"), some.sampled_from("xy"), some.integers(0, 40)),
        max_size=18,
        unique_by=lambda one: one[:3],
    )
)
def test_no_sum_gives_a_count_away(counts: list[tuple[str, str, str, int]]) -> None:
    """Whoever knows a sum learns by subtraction of no fewer people than the least, while others can be withheld."""
    table = pd.DataFrame(counts, columns=["place", "month", "direction", "people"])
    table["hidden"] = hidden(counts)
    assert table.loc[table["people"].between(1, 9), "hidden"].all()
    assert not table.loc[table["people"] == 0, "hidden"].any()
    for keys in SUMS:
        for _key, group in table.groupby(list(keys)):
            secret, told = group[group["hidden"]], group[~group["hidden"] & (group["people"] > 0)]
            if len(secret) and len(told):
                assert len(secret) > 1
                assert secret["people"].sum() >= 10
