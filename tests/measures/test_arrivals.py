"""Rolling, ranking and comparing flows."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from idpdash.frames import CITY_SERIES, SERIES
from idpdash.measures import arrivals as moving
from idpdash.queries import arrivals
from idpdash.vocabulary import Direction
from tests.factories import World, day, scope, two_regions

UNTIL = dt.date(2026, 11, 24)  # a Tuesday


def series(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Return arrivals as a series, from period starts, ends and people."""
    named = [
        {"period_start": day(start), "period_end": day(end), "direction": "arrival", "individuals": people}
        for start, end, people in rows
    ]
    return SERIES.typed(pd.DataFrame(named, columns=SERIES.names))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "day"),
        ((("11-01", "11-01", 1),), "day"),
        ((("11-01", "11-01", 1), ("11-02", "11-08", 1)), "week"),
        ((("11-01", "11-09", 1),), "month"),
        ((("02-01", "02-28", 1),), "month"),
    ],
)
def test_step_is_no_finer_than_the_coarsest_row(rows: tuple[tuple[str, str, int], ...], expected: str) -> None:
    """One weekly row among daily ones makes the chart weekly."""
    assert moving.step(series(*rows)) == expected


def test_finer_step_is_refused() -> None:
    """Monthly rows cannot be shown by week: they would be spread or heaped."""
    with pytest.raises(ValueError, match="week"):
        moving.rolled(series(("11-01", "11-30", 1)), "week", until=UNTIL)


def test_weeks_end_on_the_last_day() -> None:
    """The newest week is whole: seven days up to the last, and so on back; a week without rows is absent."""
    weeks = moving.rolled(
        series(("11-24", "11-24", 1), ("11-18", "11-18", 2), ("11-17", "11-17", 4), ("11-03", "11-03", 8)),
        "week",
        until=UNTIL,
    )
    assert weeks["day"].dt.strftime("%m-%d").tolist() == ["10-28", "11-11", "11-18"]
    assert weeks["individuals"].tolist() == [8, 4, 3]


def test_row_counts_whole_where_its_period_ends() -> None:
    """A period over the turn of a month is not shared out."""
    months = moving.rolled(series(("10-30", "11-05", 7), ("10-01", "10-01", 1)), "month", until=UNTIL)
    assert months["individuals"].tolist() == [1, 7]
    assert months["day"].dt.month.tolist() == [10, 11]


def test_change_against_nothing_has_no_share() -> None:
    """A share of nothing is not told."""
    assert moving.Change(5, 0).share is None
    assert moving.Change(6, 4).share == 0.5
    assert moving.Change(0, 4).amount == -4


def test_recent_change_by_fortnight_or_month() -> None:
    """Daily data compares two weeks with two, monthly data the last month told with the one before."""
    days = series(
        ("11-24", "11-24", 3),
        ("11-11", "11-11", 1),
        ("11-10", "11-10", 2),
        ("10-28", "10-28", 5),
        ("10-27", "10-27", 9),
    )
    assert moving.recent(days, until=UNTIL) == moving.Change(4, 7)
    months = series(("09-01", "09-30", 6), ("10-01", "10-31", 9))
    assert moving.recent(months, until=UNTIL) == moving.Change(9, 6)


def test_sparks_are_twelve_whole_weeks_or_months() -> None:
    """Bars are oldest first; monthly data gets a bar a month."""
    rows = [
        {"city_code": "a", "period_start": day(on), "period_end": day(on), "individuals": people}
        for on, people in (("11-24", 1), ("11-18", 2), ("11-17", 4), ("09-02", 8), ("09-01", 16))
    ]
    bars = moving.sparks(CITY_SERIES.typed(pd.DataFrame(rows)), until=UNTIL)["bars"].iloc[0]
    assert bars == (8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 3)
    rows = [
        {"city_code": "a", "period_start": day(f"{month}-01"), "period_end": day(f"{month}-28"), "individuals": people}
        for month, people in (("09", 4), ("11", 1))
    ]
    assert moving.sparks(CITY_SERIES.typed(pd.DataFrame(rows)), until=UNTIL)["bars"].iloc[0] == (4, 0, 1)
    assert moving.sparks(CITY_SERIES.empty(), until=UNTIL).empty


def test_origins_matrix_and_within_share_out_the_arrivals(world: World) -> None:
    """Origins hold those from elsewhere, unknown ones last; moves within a city have their own table."""
    two_regions(world)
    for origin, to, people in (
        ("galt", "marrow", 6),
        ("velda", "marrow", 2),
        (None, "marrow", 8),
        ("marrow-2", "marrow", 5),
    ):
        world.move(to, people, of=origin)
    flows = arrivals.flows(world.connection, scope())
    origins = moving.origins(flows)
    assert origins["individuals"].tolist() == [6, 2, 8]
    assert origins["origin_code"].isna().tolist() == [False, False, True]
    assert origins["share"].sum() == pytest.approx(1)
    assert moving.within(flows)["individuals"].tolist() == [5]
    assert moving.matrix(flows)["individuals"].tolist() == [6, 2]
    assert moving.matrix(flows, top=1)["individuals"].tolist() == [6]
    assert moving.routes(flows, "galt").empty


def test_bars_hold_the_last_weeks_and_a_week_of_which_nobody_told_is_no_zero() -> None:
    told = series(*((on, on, people) for on, people in (("11-24", 5), ("11-18", 6), ("11-17", 7))))
    assert moving.bars(told, until=UNTIL, count=4) == (None, None, 7, 11)
    assert moving.bars(told, until=UNTIL, direction=Direction.DEPARTURE, count=2) == (None, None)


def test_bars_of_monthly_data_are_months() -> None:
    told = series(("08-01", "08-31", 5), ("10-01", "10-31", 6))
    assert moving.bars(told, until=dt.date(2026, 10, 31), count=3) == (5, None, 6)
