from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from idpdash.intake.reading import wide
from idpdash.intake.reading.cells import Cells
from tests.intake.given import checked, codes, only
from tests.ugly.make import workbook


def table(*rows: str) -> pd.DataFrame:
    """Return the movements of a wide file."""
    return checked("\n".join(rows)).tables["movements"]


@pytest.mark.parametrize("head", ["Jan 2024,Feb 2024", "2024-01,2024-02", "janv-24,févr-24", "2024-01-01,2024-02-01"])
def test_a_column_for_each_month_becomes_a_row_for_each_cell(head: str) -> None:
    found = checked(f"place of arrival,{head}\nMarrow,4,\nGalt,,-\nRhone,5,6\n")
    movements = found.tables["movements"]
    assert movements["row"].tolist() == [2, 4, 4]  # as the spreadsheet shows them
    assert movements["individuals"].tolist() == [4, 5, 6]
    assert movements["destination_place_code"].tolist() == ["ZE0101", "ZE0201", "ZE0201"]
    assert movements["period_start"].dt.date.tolist() == [dt.date(2024, month, 1) for month in (1, 1, 2)]
    assert movements["period_end"].dt.date.tolist() == [
        dt.date(2024, 1, 31),
        dt.date(2024, 1, 31),
        dt.date(2024, 2, 29),
    ]
    assert codes(found) == {"turned_long": 1}
    assert "2 columns, one for each month" in only(found, "turned_long").message


def test_a_column_for_each_year() -> None:
    movements = table("destination_name,2022,2023,2024,Total", "Marrow,1,2,3,6")
    assert movements["individuals"].tolist() == [1, 2, 3]
    assert movements["period_end"].dt.date.tolist() == [dt.date(year, 12, 31) for year in (2022, 2023, 2024)]


def test_the_year_that_is_not_over_ends_today() -> None:
    movements = table("destination_name,2025,2026", "Marrow,1,2")
    assert movements["period_end"].dt.date.tolist() == [dt.date(2025, 12, 31), dt.date(2026, 11, 24)]


def test_households_and_individuals_of_a_month_stand_in_one_row() -> None:
    movements = table(
        "destination_name,Jan 2024 households,Jan 2024 individuals,Feb 2024 households,Feb 2024 individuals",
        "Marrow,1,5,,6",
        "Galt,,,2,",
    )
    assert movements["individuals"].tolist() == [5, 6]  # the row without individuals waits
    assert movements["households"].tolist() == [1, pd.NA]


def test_months_below_their_year() -> None:
    movements = table(",2023,,2024,", "destination_name,Nov,Dec,Jan,Feb", "Marrow,1,2,3,4")
    assert movements["period_start"].dt.date.tolist() == [
        dt.date(2023, 11, 1),
        dt.date(2023, 12, 1),
        dt.date(2024, 1, 1),
        dt.date(2024, 2, 1),
    ]
    assert movements["row"].tolist() == [3, 3, 3, 3]


def _monthly(_book: Workbook, sheet: Worksheet) -> None:
    """Put a wide table in the place of the other."""
    sheet.delete_rows(1)
    sheet.append(["destination_name", dt.datetime(2024, 1, 1), dt.datetime(2024, 2, 1)])
    sheet.append(["Marrow", 4, 5])


def test_months_of_a_workbook_stand_as_days() -> None:
    ends = checked(workbook(change=_monthly)).tables["movements"]["period_end"]
    assert ends.dt.date.tolist() == [dt.date(2024, 1, 31), dt.date(2024, 2, 29)]


def test_counts_of_a_site_on_several_days() -> None:
    found = checked("site_code,2024-05-03,2024-05-10\nS-001,4,5\n")
    assert found.tables["occupancy"]["counted_on"].dt.date.tolist() == [dt.date(2024, 5, 3), dt.date(2024, 5, 10)]


@pytest.mark.parametrize(
    "head",
    [
        "date,destination_name,individuals,2023,2024",  # it gives the day already
        "destination_name,2024,individuals,date",
        "destination_name,date,individuals",
    ],
)
def test_a_table_that_gives_its_day_stays_as_it_is(head: str) -> None:
    assert "turned_long" not in codes(checked(head + "\n"))


def test_rows_and_times_come_in_the_order_of_the_table() -> None:
    one, two = Cells.of(["a", "", "c"]), Cells.of(["d", "e", ""])
    kept, values, which = wide.repeated({"individuals": [one, two]})
    assert kept.tolist() == [0, 0, 1, 2]
    assert which.tolist() == [0, 1, 1, 0]
    assert [values["individuals"].at(position) for position in range(4)] == ["a", "d", "e", "c"]
