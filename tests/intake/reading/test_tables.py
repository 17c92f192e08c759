from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from idpdash.intake.checked import Options
from tests.intake.given import checked, codes, movements, only

Table = list[list[object]]
HEAD: list[object] = ["date", "destination_name", "individuals"]
ROW: list[object] = ["2026-05-03", "Marrow", 4]
NOTES: Table = [["Notes"], ["Collected by the desk of the city"]]
SUMMARY: Table = [["destination_name", "individuals"], ["Marrow", 99]]


def book(*, hidden: str = "", **sheets: Table) -> bytes:
    """Return a workbook with some sheets, one of them perhaps hidden."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def test_the_sheet_that_fits_best_is_read_wherever_it_stands() -> None:
    found = checked(book(Notes=NOTES, Summary=SUMMARY, Arrivals=[HEAD, ROW], More=[HEAD[:2], ROW[:2]]))
    assert (found.sheet, found.totals) == ("Arrivals", {"individuals": 4})
    assert found.sheets == ("Notes", "Summary", "Arrivals", "More")
    assert only(found, "other_sheets").message == "Only the sheet “Arrivals” was read; not read: Notes, Summary, More."


def test_of_sheets_that_fit_alike_the_first_is_read() -> None:
    assert checked(book(One=[HEAD, ROW], Two=[HEAD, ROW])).sheet == "One"


@pytest.mark.parametrize("sheet", ["Two", "Kept"])
def test_the_sheet_that_the_user_names_is_read_hidden_or_not(sheet: str) -> None:
    sheets: dict[str, Table] = {"One": [HEAD, ROW], "Two": [HEAD, [*ROW[:2], 5]], "Kept": [HEAD, [*ROW[:2], 5]]}
    found = checked(book(hidden="Kept", **sheets), options=Options(sheet=sheet))
    assert (found.sheet, found.totals) == (sheet, {"individuals": 5})
    assert found.sheets == ("One", "Two")  # hidden ones are not offered


def test_a_sheet_that_is_not_there_is_refused_by_the_names_of_those_that_are() -> None:
    found = checked(book(One=[HEAD, ROW], Two=[HEAD, ROW]), options=Options(sheet="Three"))
    assert found.fatal
    assert only(found, "no_such_sheet").message == "The file has no sheet “Three”; it has “One”, “Two”."


def test_a_text_file_has_no_sheets() -> None:
    found = checked(movements("2026-05-03,Marrow,4"))
    assert (found.sheet, found.sheets) == ("", ())


def test_days_given_as_months_become_periods() -> None:
    found = checked(movements("mai 2026,Marrow,4", "2026-06,Galt,5", "15/07/2026,Rhone,6"))
    assert codes(found) == {"months_as_periods": 1}
    table = found.tables["movements"]
    assert table["period_start"].dt.date.tolist() == [dt.date(2026, 5, 1), dt.date(2026, 6, 1), dt.date(2026, 7, 15)]
    assert table["period_end"].dt.date.tolist() == [dt.date(2026, 5, 31), dt.date(2026, 6, 30), dt.date(2026, 7, 15)]


def test_a_count_at_a_site_is_of_a_day_and_a_month_is_refused() -> None:
    found = checked("date,site_code,individuals\nMay 2026,S-001,4\n")
    assert codes(found) == {"only_a_month": 1}


def test_a_list_of_sites_is_not_turned_whatever_years_it_has() -> None:
    found = checked("site_code,site_name,place_name,2022,2023\nS-1,Hall,Marrow,1,2\n")
    assert (found.layout, found.rows_read) == ("sites", 1)


def test_sheets_of_the_same_kind_are_said_with_a_warning() -> None:
    found = checked(book(Oct=[HEAD, ROW], Notes=NOTES, Nov=[HEAD, ROW], Summary=SUMMARY))
    assert (found.sheet, found.totals) == ("Oct", {"individuals": 4})
    message = only(found, "sheets_alike").message
    assert "stands in Nov." in message
    assert codes(checked(book(Oct=[HEAD, ROW], Notes=NOTES))) == {"other_sheets": 1}
