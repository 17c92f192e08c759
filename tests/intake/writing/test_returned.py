"""A file goes back as it came, with what is wrong beside it; mended and sent again, only the mended cells differ."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from idpdash.errors import IdpdashError
from idpdash.intake.checked import Checked
from idpdash.intake.writing import returned
from idpdash.intake.writing.returned import bad_rows_csv, marked_workbook
from tests.intake.given import checked, codes

REPORT = """Report of May,,,,
,,,,
Code,destination_name,individuals,date,Remarks
0012,Marrow,57,2026-05-03,=1+1
12E5,Merrow,-4,2026-05-03,"two
lines"
,,,,
NA,Galt,-5,2026-05-04,
x,Galt,12,2026-05-09,
"""
ERROR, WARNING, HEAD = "00F4B6AE", "00FFE3A3", "00DDE6EE"
Return = Callable[[bytes, Checked], bytes]


def sheet_of(content: bytes) -> Worksheet:
    """Return the one sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def texts(sheet: Worksheet) -> list[list[str]]:
    """Return the cells of a sheet as texts."""
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_every_row_stands_where_it_stood() -> None:
    sheet = sheet_of(marked_workbook(REPORT.encode(), checked(REPORT)))
    as_sent = list(csv.reader(io.StringIO(REPORT)))
    assert [row[:5] for row in texts(sheet)] == as_sent
    assert [row[5] != "" for row in texts(sheet)] == [False, False, True, False, True, False, True, False]


def test_faulty_cells_are_coloured_and_said_in_words() -> None:
    sheet = sheet_of(marked_workbook(REPORT.encode(), checked(REPORT)))
    coloured = {
        cell.coordinate: cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.fill.fill_type
    }
    head = {f"{letter}3": HEAD for letter in "ABCDEF"}
    assert coloured == {**head, "B5": ERROR, "C5": ERROR, "F5": ERROR, "C7": ERROR, "F7": ERROR}
    said = str(sheet["F5"].value)
    assert said.count("Error: Row 5") == 2
    assert "Merrow" in said
    assert sheet["F3"].value == "issues"
    assert sheet["F3"].comment
    assert "Remarks" in sheet["F3"].comment.text


def test_header_and_filter() -> None:
    sheet = sheet_of(marked_workbook(REPORT.encode(), checked(REPORT)))
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:F8"


def test_a_warning_is_amber() -> None:
    text = "date,origin_name,destination_name,individuals\n2026-05-03,Nowhere,Galt,57\n"
    sheet = sheet_of(marked_workbook(text.encode(), checked(text)))
    assert sheet["B2"].fill.fgColor.rgb == WARNING
    assert sheet["E2"].fill.fgColor.rgb == WARNING
    assert str(sheet["E2"].value).startswith("Warning: ")


@pytest.mark.parametrize("back", [marked_workbook, bad_rows_csv])
def test_sent_again_the_added_column_is_not_there(back: Return) -> None:
    first = checked(REPORT)
    again = checked(back(REPORT.encode(), first))
    assert again.headers == first.headers
    assert codes(again) == codes(first)
    assert [row.cells for row in again.waiting] == [row.cells for row in first.waiting]
    assert back(REPORT.encode(), first) != REPORT.encode()


def test_a_workbook_may_go_back_and_forth() -> None:
    first = marked_workbook(REPORT.encode(), checked(REPORT))
    second = marked_workbook(first, checked(first))
    assert texts(sheet_of(second)) == texts(sheet_of(first))


def test_mended_it_loads() -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(REPORT.encode(), checked(REPORT))))
    sheet = book.worksheets[0]
    sheet["B5"], sheet["C5"], sheet["C7"] = "Marrow", 4, 5
    target = io.BytesIO()
    book.save(target)
    again = checked(target.getvalue())
    assert (again.rows_good, again.waiting, again.totals["individuals"]) == (4, (), 78)


def test_a_column_of_issues_that_the_user_names_is_read() -> None:
    text = "need_code,city_name,item,quantity,issues\nN1,Marrow,places,5,stairs\n"
    assert checked(text, mapping={"note": "issues"}).tables["needs"]["note"].tolist() == ["stairs"]
    assert checked(text).tables["needs"]["note"].isna().all()
    assert "unknown_column" not in codes(checked(text))


def test_bad_rows_alone_as_written() -> None:
    content = bad_rows_csv(REPORT.encode(), checked(REPORT))
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == ["Code", "destination_name", "individuals", "date", "Remarks", "issues"]
    assert [row[:5] for row in rows] == [
        ["12E5", "Merrow", "-4", "2026-05-03", "two\nlines"],
        ["NA", "Galt", "-5", "2026-05-04", ""],
    ]
    assert all(row[5].startswith("Error: Row ") for row in rows)


def test_no_cell_of_the_bad_rows_runs() -> None:
    text = REPORT.replace("12E5,", "=cmd(),")
    assert b"'=cmd()," in bad_rows_csv(text.encode(), checked(text))


SHIFTED = (
    "date,destination_name,individuals,households\n2026-05-03,Galt,1,475,9\n2026-05-04,Galt,5\n2026-05-05,Galt,8,2\n"
)


@pytest.mark.parametrize("back", [marked_workbook, bad_rows_csv])
def test_rows_whose_cells_cannot_be_told_apart_are_never_loaded_unmended(back: Return) -> None:
    first = checked(SHIFTED)
    assert codes(first) == {"too_many_cells": 1, "too_few_cells": 1}
    content = back(SHIFTED.encode(), first)
    again = checked(content)
    assert len(again.waiting) == 2
    assert again.rows_good == (1 if back is marked_workbook else 0)


def test_their_text_stands_beside_them() -> None:
    sheet = sheet_of(marked_workbook(SHIFTED.encode(), checked(SHIFTED)))
    assert texts(sheet)[1][:4] == ["", "?", "?", "?"]
    assert "As written: 2026-05-03 | Galt | 1 | 475 | 9" in str(sheet["F2"].value)


def test_the_sheets_beside_the_table_go_back_as_they_were() -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.title = "Notes"
    book.active.append(["about", "this file"])
    table = book.create_sheet("Arrivals")
    for row in (["#date+reported", "#adm2+name+dest", "#affected+ind"], ["2026-05-03", "Merrow", 5]):
        table.append(row)
    book.create_sheet("Lists").append(["Galt"])
    book["Lists"].sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    back = openpyxl.load_workbook(io.BytesIO(marked_workbook(target.getvalue(), checked(target.getvalue()))))
    assert back["Arrivals"]["B2"].fill.fgColor.rgb == ERROR
    assert texts(back["Notes"]) == [["about", "this file"]]
    assert [(sheet.title, sheet.sheet_state) for sheet in back.worksheets] == [
        ("Notes", "visible"),
        ("Arrivals", "visible"),
        ("Lists", "hidden"),
    ]


def test_of_a_very_long_table_only_rows_with_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned, "MOST_ROWS", 5)
    sheet = sheet_of(marked_workbook(REPORT.encode(), checked(REPORT)))
    assert [row[0] for row in texts(sheet)] == ["Code", "12E5", "NA"]
    assert sheet.auto_filter.ref == "A1:F3"


def test_progress_reaches_the_end() -> None:
    said: list[float] = []
    marked_workbook(REPORT.encode(), checked(REPORT), said.append)
    assert said[-1] == 1.0


def test_a_file_that_is_no_table_cannot_go_back() -> None:
    for back in (marked_workbook, bad_rows_csv):
        with pytest.raises(IdpdashError):
            back(b"%PDF-1.4", checked(b"%PDF-1.4"))
