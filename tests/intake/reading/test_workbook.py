from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from idpdash.intake.issues import RefusedError
from idpdash.intake.reading import workbook, workbook_child
from tests.intake.given import checked, codes
from tests.ugly.make import GOOD, with_part
from tests.ugly.make import workbook as made


def test_cells_are_texts_that_keep_what_they_were() -> None:
    (sheet,) = workbook.read(
        made(
            [dt.datetime(2026, 5, 3), "0012", 4.0],
            [dt.datetime(2026, 5, 3, 18, 30), True, 12.5],
            [None, None, None],
            ["", "x", 1475],
        )
    )
    assert sheet.head(9)[1:] == [
        ["2026-05-03", "0012", "4"],
        ["2026-05-03 18:30:00", "yes", "12.5"],
        ["", "", ""],
        ["", "x", "1475"],
    ]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import sys, time; sys.stdin.buffer.read(); time.sleep(60)", "too_slow"),
        ("import os; os.abort()", "too_large"),
        ("print('\"password\"')", "password"),
    ],
)
def test_whatever_happens_to_the_child_is_said_in_one_sentence(
    script: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = tmp_path / "child.py"
    child.write_text(script, encoding="utf-8")
    monkeypatch.setattr(workbook, "CHILD", child)
    monkeypatch.setattr(workbook, "SECONDS", 2 if code == "too_slow" else 60)
    with pytest.raises(RefusedError) as caught:
        workbook.read(GOOD * 100)
    assert caught.value.issue.code == code


def _broken(_book: Workbook, sheet: Worksheet) -> None:
    """Put formulas whose results are not saved, and errors, into a sheet behind another."""
    sheet.title = "A & B"
    sheet["AB7"] = '=IF(A1<2,"&",B1)'
    sheet["B2"] = "#N/A"
    sheet["C3"] = "#DIV/0!"


def test_formulas_without_results_and_errors_are_no_empty_cells() -> None:
    (sheet,) = workbook.read(made(["x", "", ""], change=_broken))
    rows = sheet.head(9)
    assert rows[6][27] == '#FORMULA! =IF(A1<2,"&",B1)'
    assert (rows[1][1], rows[2][2]) == ("#N/A", "#DIV/0!")


def test_a_formula_with_its_result_is_that_result() -> None:
    content = made(["x", "y", "=1+1"])
    part = "xl/worksheets/sheet1.xml"
    (sheet,) = workbook.read(with_part(content, part, old=b"<v />", new=b"<v>2</v>"))
    assert sheet.head(2)[1] == ["x", "y", "2"]


def test_days_before_march_1900_are_counts_that_a_program_shows_as_days() -> None:
    book = made([59, "x", 60], change=_shown_as_days)
    (sheet,) = workbook.read(book)
    assert sheet.head(2)[1] == ["1900-02-29", "x", "1900-02-29"]


def _shown_as_days(_book: Workbook, sheet: Worksheet) -> None:
    """Show two numbers as days."""
    sheet["A2"].number_format = sheet["C2"].number_format = "yyyy-mm-dd"


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>
<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
NOT_AVAILABLE = (
    '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
)


def test_errors_that_an_ods_file_gives_as_empty_are_counted() -> None:
    lines = [[CELL.format(text) for text in ("date", "destination_name", "individuals", "households")]]
    lines += [[*map(CELL.format, ("2026-05-03", "Marrow", "4")), NOT_AVAILABLE]]
    rows = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in lines)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    found = checked(written.getvalue())
    assert (found.totals, codes(found)) == ({"individuals": 4}, {"error_cells": 1})


def test_errors_in_the_records_of_an_old_workbook_are_counted() -> None:
    error = bytes.fromhex("0502 0800 0100 0200 0f00 2a01")
    formula = bytes.fromhex("0600 1b00 0100 0200 0f00 02 00 07 00 00 00 ffff 0000")
    number = bytes.fromhex("0600 1b00 0100 0200 0f00 00 00 00 00 00 00 f03f 0000")
    assert workbook_child.errors_in(b"\xd0\xcf" + error + formula + number) == 2
    assert workbook_child.errors_in(b"\xd0\xcf" + number) == 0
