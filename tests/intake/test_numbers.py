from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.columns import LARGEST_COUNT
from idpdash.intake.numbers import Style, Unreadable, count, count_style, measure, measure_style


@given(st.integers(0, LARGEST_COUNT), st.sampled_from([",", ".", " ", "'", "\u202f", ""]))
def test_a_count_reads_back_however_its_thousands_are_grouped(number: int, mark: str) -> None:
    text = f" {number:,} ".replace(",", mark)
    assert count(text, count_style([text])) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.5", "not_whole"),
        ("12,5", "not_whole"),
        ("-3", "negative"),
        ("1e3", "not_a_number"),
        ("inf", "not_a_number"),
        ("nan", "not_a_number"),
        ("twelve", "not_a_number"),
        ("1,47,5", "not_a_number"),
        (str(2**63 + 1), "number_too_large"),
        (str(2**31), "number_too_large"),
    ],
)
def test_what_is_no_count(text: str, code: str) -> None:
    assert count(text, count_style([text])) == Unreadable(code)


def test_a_dot_groups_thousands_only_if_every_dotted_text_of_the_column_does() -> None:
    assert count("1.475", count_style(["1.475", "12"])) == 1475
    assert count("1.475", count_style(["1.475", "12.5"])) == Unreadable("not_whole")


def test_numbers_as_spreadsheets_export_them_and_in_other_scripts() -> None:
    assert count("12.0", Style()) == 12
    assert count("-0", Style()) == 0
    assert count("١٢٣", Style()) == 123


def test_a_comma_is_the_decimal_mark_where_no_dot_stands() -> None:
    assert measure("9,936", measure_style(["9,936", "43,2"])) == 9.936
    assert measure("1,475.5", measure_style(["1,475.5"])) == 1475.5
    assert measure("6000000000000", Style()) == 6e12  # a great city's taxes
    assert measure("1e3", measure_style(["1e3"])) == Unreadable("not_a_number")
