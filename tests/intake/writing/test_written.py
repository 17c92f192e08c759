"""What is written is read back as it was, and nothing of it runs as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from zoneinfo import ZoneInfo

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from idpdash import columns as c
from idpdash.formats import RUN, as_typed, defused
from idpdash.intake.reading.parse import parse
from idpdash.intake.writing.written import (
    Cell,
    Look,
    Mark,
    Marked,
    plain_number,
    rows_of,
    values,
    write_csv,
    write_xlsx,
)

TRICKY = [
    "=1+1",
    "+1",
    "-2",
    "@sum(a1)",
    "\t=1",
    "'=1",
    "''=1",
    "'",
    "'ayn",
    "＝x",
    "_x000D_",
    "#N/A",
    "1e5",
    "0012",
    "",
]
# what a cell may hold once it is read: no control letters, no blanks at its ends
TEXTS = (
    some.text(some.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Zs", "Zl", "Zp"])).map(str.strip)
    | some.sampled_from(TRICKY)
    | some.sampled_from(["a\nb", "a\r\nb", 'say "no"', "a,b;c|d\te", "مرحبا"])
)


def in_csv(*rows: list[Cell], numbers: bool = False) -> bytes:
    """Return rows as CSV."""
    target = io.BytesIO()
    write_csv(target, rows, numbers=numbers)
    return target.getvalue()


def in_xlsx(*rows: list[Cell | Marked], look: Look | None = None) -> bytes:
    """Return rows as a workbook."""
    target = io.BytesIO()
    write_xlsx(target, (rows, look or Look("table")))
    return target.getvalue()


def read(content: bytes) -> list[list[str]]:
    """Return the rows of a file as intake reads them, apostrophes taken off."""
    sheet = parse(content).sheets[0]
    return [[as_typed(cell) for cell in row] for row in sheet.head(sheet.rows)]


@given(some.lists(TEXTS, min_size=1, max_size=4))
@example(TRICKY)
def test_texts_come_back_from_csv(texts: list[str]) -> None:
    content = in_csv([*["head"] * len(texts), "day", "n"], [*texts, "x", 5])
    assert read(content)[1] == [*texts, "x", "5"]
    cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]
    assert not any(cell.startswith(RUN) for cell in cells)


@given(some.lists(TEXTS, min_size=1, max_size=4))
@example(TRICKY)
def test_texts_come_back_from_a_workbook(texts: list[str]) -> None:
    content = in_xlsx([*["head"] * len(texts), "day", "n"], [*texts, "x", 5])
    assert read(content)[1] == [*texts, "x", "5"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="e"' not in sheet


@given(some.text())
def test_an_apostrophe_is_put_and_taken_alike(text: str) -> None:
    assert as_typed(defused(text.strip())) == text.strip()


@pytest.mark.parametrize("text", ["'ayn", "'", "", "Galt", "it's", "1-2"])
def test_other_apostrophes_stay(text: str) -> None:
    assert defused(text) == text == as_typed(text)


@given(some.floats(allow_nan=False, allow_infinity=False, min_value=-180, max_value=180))
@example(1e-7)
@example(40.0)
@example(4.1616200898305085)
def test_numbers_keep_every_digit(number: float) -> None:
    for content in (in_csv(["n"], [number]), in_xlsx(["n"], [number])):
        written = read(content)[1][0]
        assert "e" not in written
        assert float(written) == number
    assert float(plain_number(number)) == number


def test_plain_numbers_may_stay_as_they_are_in_csv() -> None:
    assert b"-25.4,'-1+2\r\n" in in_csv(["a", "b"], ["-25.4", "-1+2"], numbers=True)
    assert b"'-25.4" in in_csv(["a", "b"], ["-25.4", "x"])


def test_numbers_of_a_workbook_are_numbers_and_codes_are_texts() -> None:
    content = in_xlsx(["a", "b", "c"], [57, -25.5, "0012"])
    row = openpyxl.load_workbook(io.BytesIO(content)).active[2]  # type: ignore[index]
    assert [cell.value for cell in row] == [57, -25.5, "0012"]


def test_days_instants_and_truth_are_texts() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    table = pd.DataFrame(
        {
            "opens_on": pd.Series([dt.datetime(2026, 4, 1), None], dtype="datetime64[s]"),
            "date": pd.Series([dt.datetime(2026, 5, 2, 15), dt.datetime(2026, 5, 3, 9, 30)], dtype="datetime64[s]"),
            "sensitive": pd.Series([True, None], dtype="boolean"),
            "beds": pd.Series([None, 4], dtype="Int64"),
        }
    )
    columns = (c.OPENS_ON, c.DATE, c.SENSITIVE, c.BEDS)
    first, second = rows_of(columns, table, tokyo)
    assert first == ("2026-04-01", "2026-05-03", "yes", None)  # midnight in Tokyo is a day there
    assert second == (None, "2026-05-03T09:30:00Z", None, 4)
    assert values(c.SENSITIVE, pd.Series([False], dtype="boolean"), tokyo) == ["no"]


def test_marked_cells_have_their_colour_and_the_header_stays() -> None:
    look = Look("table", (10, 10), frozen=1, filtered=(1, 3))
    content = in_xlsx([Marked("a", Mark.HEAD, "all of it"), "b"], ["x", Marked("=1", Mark.ERROR)], [1, 2], look=look)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    head, fault = sheet["A1"], sheet["B2"]
    assert head.comment
    assert head.comment.text == "all of it"
    assert (fault.fill.fgColor.rgb, fault.value, fault.data_type) == ("00F4B6AE", "=1", "s")


def test_a_sheet_holds_no_more_rows_than_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("idpdash.intake.writing.written.MOST_ROWS", 2)
    in_xlsx(["a"], [1])
    with pytest.raises(ValueError, match="3"):
        in_xlsx(["a"], [1], [2])
