"""What stands beside a key figure."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from idpdash.measures.arrivals import Change
from idpdash.measures.pressure import Coverage
from idpdash.ui.key_figures import coverage, moved, period, reporting, sources
from tests.factories import scope


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(150, 100), "▲ 50 (+50 %)"),
        (Change(60, 100), "▼ 40 (−40 %)"),
        (Change(7, 0), "▲ 7"),
        (Change(5, 5), "no change"),
        (None, ""),
    ],
)
def test_a_change_says_amount_and_share(change: Change | None, words: str) -> None:
    assert moved(change, "arrivals")[0].replace("\u202f", " ") == words


def test_only_a_real_change_has_a_colour() -> None:
    assert moved(Change(2, 1), "arrivals")[1] == "arrivals"
    assert moved(Change(1, 1), "arrivals")[1] == ""


def test_sources_are_named_and_many_are_counted() -> None:
    def rows(*names: str | None) -> pd.DataFrame:
        return pd.DataFrame({"source": pd.Series(names, dtype="str")})

    assert sources(rows("prmn", "prmn")) == "PRMN"
    assert sources(rows("prmn"), rows("desk", None)) == "PRMN and desk"
    assert sources(rows("a", "b", "c")) == "3 sources"
    assert sources(rows()) == "No reports"


def test_coverage_is_said_of_several_cities_and_of_one() -> None:
    assert coverage(Coverage(37, 40)) == "37 of 40 cities reported in the last 7 days"
    assert coverage(Coverage(0, 1)) == "no report in the last 7 days"
    assert coverage(Coverage(0, 0)) == ""
    assert reporting("PRMN", Coverage(37, 40), dt.date(2026, 11, 24)) == "PRMN · 37 of 40 cities · 24 Nov"
    assert reporting("PRMN", Coverage(1, 1), dt.date(2026, 11, 24)) == "PRMN · 24 Nov"


def test_monthly_figures_in_a_week_are_called_monthly() -> None:
    assert period(scope("11-18", "11-24"), monthly=True) == "18–24 Nov 2026, told by the month"
    assert period(scope("11-18", "11-24"), monthly=False) == "18–24 Nov 2026"
    assert period(scope("10-25", "11-24"), monthly=True) == "25 Oct – 24 Nov 2026"
