from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.intake.dates import Order, in_zone, is_ambiguous, moment, order_of
from idpdash.intake.numbers import Unreadable

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
