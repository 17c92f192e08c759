"""The other forms in which the PRMN came: older releases, and the dashboard's wide file (cut off at 40,000 rows)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from idpdash.intake.checked import Checked, Known
from tests.intake.given import checked, codes, country, only, somalia

WIDE = "prmn_dashboard_wide_2024-09-23_TRUNCATED.csv"
HEAD = "cregion,cdistrict,pregion,pdistrict,creason,cneed,yr2023,yr2024,monthname,monthnum,weeknum"


@pytest.fixture(scope="module")
def known(real_data: Path) -> Known:
    """Return the real places of Somalia."""
    return somalia(real_data)


def released(folder: Path, name: str, known: Known) -> Checked:
    """Return a release, checked."""
    return checked((folder / "somalia" / "releases" / name).read_bytes(), known=known)


@pytest.mark.parametrize(
    ("name", "rows", "people", "last"),
    [
        ("prmn_release_2021-04-11.xlsx", 39_572, 4_515_983, dt.date(2021, 3, 31)),  # Excel days
        ("prmn_release_2022-12-05.xlsx", 53_433, 6_849_650, dt.date(2022, 11, 30)),  # days as text
        ("prmn_release_2023-12-21.xlsx", 77_186, 9_999_754, dt.date(2023, 11, 30)),  # both
    ],
)
def test_every_release_is_read(real_data: Path, known: Known, name: str, rows: int, people: int, last: dt.date) -> None:
    found = released(real_data, name, known)
    assert (found.source, found.rows_read, found.totals["individuals"]) == ("prmn", rows, people)
    assert found.period == (dt.date(2016, 1, 1), last)
    assert {one.code for row in found.waiting for one in row.issues} == {"unknown_place"}


def test_the_wide_file_is_read_long_to_the_last_person(real_data: Path, known: Known) -> None:
    found = released(real_data, WIDE, known)
    assert (found.source, found.rows_read, found.rows_good) == ("prmn", 54_356, 54_355)
    table = found.tables["movements"]
    people = table.groupby(table["period_end"].dt.year)["individuals"].sum().to_dict()
    assert people == {
        2016: 214_770,
        2017: 845_376,
        2018: 765_988,
        2019: 719_476,
        2020: 1_261_400,
        2021: 798_725,
        2022: 1_585_960,
        2023: 2_392_070,  # and three people whose district is not given
        2024: 323_160,
    }
    assert (table["period_start"].dt.day == 1).all()
    assert table["row"].is_monotonic_increasing


def test_a_wide_row_becomes_one_for_each_year_that_counts_somebody() -> None:
    found = checked(
        f"{HEAD}\nNorth,Marrow,North,Galt,Flood,Food,3,4,Feb,2,7\n,Galt,,Galt,Flood,,0,,Mar,3,9\n", known=country()
    )
    table = found.tables["movements"]
    assert (table["row"].tolist(), table["individuals"].tolist()) == ([2, 2], [3, 4])
    assert table["period_start"].tolist() == [pd.Timestamp(2023, 2, 1), pd.Timestamp(2024, 2, 1)]
    assert table["period_end"].tolist() == [pd.Timestamp(2023, 2, 28), pd.Timestamp(2024, 2, 29)]
    assert "2 columns, one for each year" in only(found, "turned_long").message
    assert "missing_value" not in codes(found)
