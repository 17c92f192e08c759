"""Who is late in reporting."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from idpdash.frames import CITY_SERIES
from idpdash.measures.pressure import coverage
from idpdash.measures.reporting import last_reports

AS_OF = dt.date(2026, 11, 24)


def cities(**counted: str | None) -> pd.DataFrame:
    """Return cities with one site each, by the day of its last count; "-": the city has no site."""
    rows = [
        {
            "city_code": code,
            "city_name": code.title(),
            "sites": int(on != "-"),
            "newest_count": None if on == "-" else on,
        }
        for code, on in counted.items()
    ]
    nowhere = {"city_code": None, "city_name": None, "sites": 1, "newest_count": None}
    table = pd.DataFrame([*rows, nowhere]).astype({"city_code": "str", "city_name": "str", "sites": "Int64"})
    return table.assign(newest_count=pd.to_datetime(table["newest_count"]).astype("datetime64[s]"))


def came(**last: str) -> pd.DataFrame:
    """Return one arrival a city, by its day."""
    rows: list[dict[str, Any]] = [
        {"city_code": code, "period_start": on, "period_end": on, "individuals": 5} for code, on in last.items()
    ]
    return CITY_SERIES.typed(pd.DataFrame(rows, columns=CITY_SERIES.names))


def late(by_city: pd.DataFrame, series: pd.DataFrame, days: int = 7) -> list[str]:
    """Return the codes of the late ones, the longest silent first."""
    told = last_reports(by_city, series, as_of=AS_OF, days=days)
    return list(told.loc[told["late"], "city_code"])


@pytest.mark.parametrize(("on", "is_late"), [("2026-11-24", False), ("2026-11-18", False), ("2026-11-17", True)])
def test_the_last_day_that_is_not_late(on: str, is_late: bool) -> None:
    """Seven days, today counted, are enough; the eighth is late. A count is as good as an arrival."""
    assert (late(cities(a=on), came()) == ["a"]) is is_late
    assert (late(cities(a="-"), came(a=on)) == ["a"]) is is_late


def test_the_later_of_two_reports_counts_and_the_silent_come_first() -> None:
    """Never is longest; a city without sites and arrivals is not expected to report."""
    by_city = cities(old="2026-10-01", never=None, both="2026-10-01", nothing="-")
    assert late(by_city, came(both="2026-11-24")) == ["never", "old"]
    told = last_reports(by_city, came(both="2026-11-24"), as_of=AS_OF, days=7).set_index("city_code")
    assert told.loc["old", "age_days"] == 54
    assert told["age_days"].isna()["never"]
    assert "nothing" not in told.index


def test_what_was_reported_after_the_day_is_not_known_on_it() -> None:
    """As of a past day a later arrival is no report."""
    assert late(cities(a="-"), came(a="2026-12-24")) == ["a"]


@pytest.mark.parametrize("days", [1, 7, 30])
def test_the_late_and_those_who_reported_are_all(days: int) -> None:
    """The coverage of the headline and the list of late cities never contradict each other."""
    by_city = cities(a="2026-11-24", b="2026-11-18", c="2026-11-17", d="2026-10-25", e=None, f="-", g="-")
    series = came(c="2026-10-01", d="2026-11-23", f="2026-11-18")
    told = coverage(by_city, series, as_of=AS_OF, days=days)
    assert told.expected - told.reported == len(late(by_city, series, days))
