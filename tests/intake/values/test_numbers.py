from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.columns import LARGEST_COUNT
from idpdash.intake.values.numbers import Style, Unreadable, count, count_style, measure, measure_style


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


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["12,0", "7,0", "1.475"], [12, 7, 1475]),
        (["1,475.0", "12"], [1475, 12]),
        (["1 475", "1'475", "1\u202f475", "12"], [1475, 1475, 1475, 12]),
        (["١٬٤٧٥", "۱۲۳"], [1475, 123]),  # Arabic-Indic and Persian
        (["1,475", "2.000.000"], [Unreadable("not_whole"), Unreadable("not_a_number")]),
        (["12 5", "1 47 5"], [Unreadable("not_a_number")] * 2),
        (["0,475"], [Unreadable("not_whole")]),
        (["1.475", *["1,475"] * 30], [Unreadable("not_whole"), *[1475] * 30]),
    ],
)
def test_counts_are_read_as_the_whole_column_writes_them(texts: list[str], values: list[object]) -> None:
    style = count_style(texts)
    assert [count(text, style) for text in texts] == values


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["3,5", "1.234,5"], [3.5, 1234.5]),
        (["3.5", "1,234.5"], [3.5, 1234.5]),
        (["1,475", "980"], [1475.0, 980.0]),
        (["1.475", "980"], [1.475, 980.0]),
        (["1.475", "980,5"], [1475.0, 980.5]),
        (["1,475", "980.5"], [1475.0, 980.5]),
        (["1,4,75"], [Unreadable("not_a_number")]),
        (["3,5", "3.5"], [Unreadable("not_a_number"), 3.5]),
    ],
)
def test_measures_are_read_as_the_whole_column_writes_them(texts: list[str], values: list[object]) -> None:
    style = measure_style(texts)
    assert [measure(text, style) for text in texts] == values


def test_coordinates_group_no_thousands() -> None:
    assert measure("43,125", measure_style(["43,125"], degrees=True)) == 43.125
