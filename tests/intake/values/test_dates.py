from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.formats import fold
from idpdash.intake.checked import Options
from idpdash.intake.values import months
from idpdash.intake.values.dates import Order, in_zone, is_ambiguous, moment, order_of
from idpdash.intake.values.numbers import Unreadable
from tests.intake.given import checked, codes, movements

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


@given(
    DAYS, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%Y-%m-%dT00:00:00Z"])
)
def test_a_day_reads_back_however_it_is_written(day: dt.date, form: str) -> None:
    found = moment(day.strftime(form), Order(day_first=True))
    assert isinstance(found, dt.datetime)
    assert found.date() == day


@given(st.lists(DAYS, min_size=30, max_size=40, unique=True), st.booleans())
def test_a_column_shows_its_own_order(days: list[dt.date], day_first: bool) -> None:
    texts = [day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y") for day in days]
    order = order_of(texts)
    if any(day.day > 12 for day in days):
        assert order == Order(day_first)
        assert [moment(text, order) for text in texts] == [dt.datetime.combine(day, dt.time()) for day in days]


@pytest.mark.parametrize(
    "text", ["2026-02-30", "31/02/2026", "1900-02-29", "32/01/2026", "yesterday", "12", "2026", "0"]
)
def test_what_is_no_day(text: str) -> None:
    assert moment(text, Order(day_first=True)) == Unreadable("impossible_date")


def test_days_and_months_mixed_in_one_column_are_never_guessed() -> None:
    order = order_of(["31/01/2026", "01/31/2026"])
    assert moment("03/05/2026", order) == Unreadable("mixed_dates")


def test_one_slip_among_many_days_is_a_mistake_of_that_cell() -> None:
    order = order_of(
        [*(f"{day}/01/2026" for day in range(1, 32)), *(f"{day}/03/2026" for day in range(13, 32)), "01/31/2026"]
    )
    assert moment("03/05/2026", order) == dt.datetime(2026, 5, 3)
    assert moment("01/31/2026", order) == Unreadable("impossible_date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和6年1月9日午後6時", dt.datetime(2024, 1, 9, 18)),
        ("令和6年1月9日午後6時時点", dt.datetime(2024, 1, 9, 18)),
        ("令和6年5月29日正午", dt.datetime(2024, 5, 29, 12)),
        ("令和6年8月31日午後1時30分", dt.datetime(2024, 8, 31, 13, 30)),
        ("令和元年5月1日", dt.datetime(2019, 5, 1)),
        ("45292", dt.datetime(2024, 1, 1)),
        ("2026-05-03 6:30 PM", dt.datetime(2026, 5, 3, 18, 30)),
        ("12:30", None),
    ],
)
def test_other_ways_of_writing_a_moment(text: str, expected: dt.datetime | None) -> None:
    assert moment(text, Order()) == (expected or Unreadable("impossible_date"))


def test_a_local_time_becomes_utc_and_keeps_its_local_day() -> None:
    assert in_zone(dt.datetime(2026, 5, 3, 6), ZoneInfo("Asia/Tokyo")) == (
        dt.date(2026, 5, 3),
        dt.datetime(2026, 5, 2, 21),
    )


def test_which_texts_may_be_read_two_ways() -> None:
    assert is_ambiguous("03/05/2026")
    assert not is_ambiguous("05/05/2026")
    assert not is_ambiguous("2026-03-05")


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2026",
        "May 3rd, 2026",
        "3 mai 2026",
        "3 de mayo de 2026",
        "3 de maio de 2026",
        "3 مايو 2026",
        "٣ أيار ٢٠٢٦",
        "3 травня 2026 р.",
        "3 Травень 2026",
        "3 мая 2026 г.",
        "03-May-26",
        "2026年5月3日",
        "۲۰۲۶/۰۵/۰۳",
        "3 may. 2026",
    ],
)
def test_a_day_with_its_month_in_seven_languages(text: str) -> None:
    assert moment(text, Order()) == dt.datetime(2026, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "January 2024",
        "Jan-24",
        "janvier 2024",
        "janv-24",
        "enero de 2024",
        "janeiro/2024",
        "يناير 2024",
        "كانون الثاني ٢٠٢٤",
        "січень 2024",
        "январь 2024 г.",
        "2024-01",
        "01/2024",
        "2024年1月",
        "令和6年1月",
    ],
)
def test_a_month_is_a_month_and_never_a_day(text: str) -> None:
    assert months.month(text) == (dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    assert isinstance(moment(text, Order()), Unreadable)


@pytest.mark.parametrize("text", ["2024", "13/2024", "May", "31 May 2024", "2024-01-02", "12,2024", "24", "1 2024"])
def test_what_is_no_month(text: str) -> None:
    assert months.month(text) is None


def test_no_spelling_is_the_name_of_two_months() -> None:
    for names in months.NAMES:
        for number, words in enumerate(names.split("|"), 1):
            assert {months.MONTHS[fold(word)] for word in words.split("/")} == {number}


def test_a_month_gives_both_ends_of_a_period_and_is_no_day() -> None:
    head = "period_start,period_end,destination_name,individuals"
    table = checked(movements("février 2024,2024-02,Marrow,4", header=head)).tables["movements"]
    assert table["period_start"].tolist() == [pd.Timestamp(2024, 2, 1)]
    assert table["period_end"].tolist() == [pd.Timestamp(2024, 2, 29)]


def test_the_month_that_is_not_over_ends_today() -> None:
    head = "period_start,period_end,destination_name,individuals"
    table = checked(movements("Nov 2026,Nov 2026,Marrow,4", header=head)).tables["movements"]
    assert table["period_end"].tolist() == [pd.Timestamp(2026, 11, 24)]


@pytest.mark.parametrize(("day_first", "day"), [(True, "2026-05-03"), (False, "2026-03-05")])
def test_what_the_user_says_of_days_holds_and_is_not_asked_again(*, day_first: bool, day: str) -> None:
    found = checked(movements("03/05/2026,Marrow,4"), options=Options(day_first=day_first))
    assert codes(found) == {}
    assert found.tables["movements"]["period_end"].astype(str).tolist() == [day]
    other = checked(movements("31/12/2025,Marrow,4"), options=Options(day_first=not day_first))
    assert codes(other) == ({"impossible_date": 1} if day_first else {})
