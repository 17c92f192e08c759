"""Classes of a coloured map have round, rising limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from idpdash.figures.classes import class_limits, class_of, round_number

COUNTS = st.lists(st.one_of(st.none(), st.integers(0, 2_000_000)), max_size=80)


@given(COUNTS)
def test_limits_rise_and_lie_among_the_values(values: list[int | None]) -> None:
    limits = class_limits(values)
    positive = [value for value in values if value]
    assert len(limits) <= 4
    assert list(limits) == sorted(set(limits))
    assert all(min(positive) < limit <= max(positive) for limit in limits)
    assert all(limit == round_number(limit) for limit in limits)


@given(COUNTS)
def test_no_class_is_passed_over(values: list[int | None]) -> None:
    limits = class_limits(values)
    if limits:
        found = {class_of(value, limits) for value in values if value}
        assert {0, len(limits)} <= found


def test_nothing_known_makes_no_classes() -> None:
    assert class_limits([]) == class_limits([None, 0, None]) == ()


def test_a_value_on_a_limit_belongs_above() -> None:
    assert [class_of(value, (10, 50)) for value in (9, 10, 49, 50)] == [0, 1, 1, 2]
