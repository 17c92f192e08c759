"""Rows → CSV and XLSX, such as spreadsheet programs show rightly and `parse` reads back as the same texts.

No cell runs as a formula: in CSV an apostrophe stands before it (`formats.defused`), in XLSX it is stored as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from idpdash.columns import Column, Kind
from idpdash.formats import defused

Cell = str | int | float | None
MOST_ROWS = 1_048_576  # of a sheet
LONGEST = 32_767  # letters of a cell in XLSX
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # a text that a workbook would take for a letter's number


class Mark(StrEnum):
    """How a cell of a workbook stands out: its colour."""

    HEAD = "DDE6EE"
    ERROR = "F4B6AE"
    WARNING = "FFE3A3"


@dataclass(frozen=True)
class Marked:
    """A cell of a workbook that stands out. remark: shown when the pointer is over it."""

    value: Cell
    mark: Mark
    remark: str = ""


@dataclass(frozen=True)
class Look:
    """How a sheet looks. frozen: rows that stay at the top. filtered: first and last row of the table, 0 for none."""

    title: str
    widths: Sequence[int] = ()
    frozen: int = 1
    filtered: tuple[int, int] = (0, 0)
    visible: bool = True


def values(column: Column, cells: pd.Series[Any], timezone: ZoneInfo) -> list[Cell]:
    """Return a column of a frame as it is written: days as ISO texts, codes as they are, missing as None.

    An instant (UTC) that is midnight in the time zone is a day; any other is written with its offset, so that it is
    read back as the same instant.
    """
    if column.kind in (Kind.DAY, Kind.INSTANT):
        codes, different = pd.factorize(cells)
        said = [_moment(one, timezone if column.kind is Kind.INSTANT else None) for one in pd.DatetimeIndex(different)]
        return [None if code < 0 else said[code] for code in codes.tolist()]
    missing = cells.isna().tolist()
    plain = cells.tolist()
    if column.kind is Kind.YES_NO:
        plain = ["yes" if gone or value else "no" for value, gone in zip(plain, missing, strict=True)]
    return [None if gone else value for value, gone in zip(plain, missing, strict=True)]


def _moment(instant: pd.Timestamp, timezone: ZoneInfo | None) -> str:
    """Return a day, or an instant in a time zone, as an ISO text."""
    if timezone is None:
        return instant.date().isoformat()
    local = instant.tz_localize("UTC").tz_convert(timezone)
    midnight = local.replace(hour=0, minute=0, second=0) == local
    return local.date().isoformat() if midnight else f"{instant:%Y-%m-%dT%H:%M:%S}Z"


def rows_of(columns: Sequence[Column], table: pd.DataFrame, timezone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    """Return the rows of a frame as they are written."""
    return zip(*(values(column, table[column.name], timezone) for column in columns), strict=True)


def write_csv(target: IO[bytes], rows: Iterable[Sequence[Cell]], *, numbers: bool = False) -> None:
    """Write rows as CSV, with the mark by which Excel knows UTF-8. numbers: texts that are plain numbers stay so."""
    text = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)  # ends lines with \r\n: so a cell with a line break of any kind is quoted
        for row in rows:
            writer.writerow([_in_csv(cell, numbers=numbers) for cell in row])
    finally:
        text.flush()
        text.detach()


def _in_csv(cell: Cell, *, numbers: bool) -> str:
    """Return a cell as a text of CSV."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return defused(cell, number=numbers)
    return plain_number(cell)


def plain_number(number: float) -> str:
    """Return a number in digits, never as a power: 0.00001, not 1e-05."""
    return str(number) if isinstance(number, int) else np.format_float_positional(number, trim="-")


def write_xlsx(target: IO[bytes], *sheets: tuple[Iterable[Sequence[Cell | Marked]], Look]) -> None:
    """Write a workbook, each sheet from its rows. Numbers are numbers, everything else is text.

    Raises ValueError for more rows than a sheet holds.
    """
    book = Workbook(write_only=True)
    for rows, look in sheets:
        sheet = _sheet(book, look)
        try:
            for number, row in enumerate(rows, 1):
                if number > MOST_ROWS:
                    raise ValueError(number)
                sheet.append([_in_xlsx(sheet, cell) for cell in row])
        finally:
            sheet.close()
    made = io.BytesIO()
    book.save(made)  # not into the target: on a full disk the archive would complain once more when it is cleared away
    target.write(made.getbuffer())


def _sheet(book: Workbook, look: Look) -> Any:
    """Return a new sheet of a workbook, without rows."""
    sheet = cast(Any, book.create_sheet(look.title))
    for position, width in enumerate(look.widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    if look.frozen:
        sheet.freeze_panes = f"A{look.frozen + 1}"
    first, last = look.filtered
    if first:
        sheet.auto_filter.ref = f"A{first}:{get_column_letter(max(1, len(look.widths)))}{max(first, last)}"
    if not look.visible:
        sheet.sheet_state = "hidden"
    return sheet


def _in_xlsx(sheet: Any, cell: Cell | Marked) -> Any:
    """Return a cell as openpyxl takes it: what it would make a formula, an error or a number of stays text."""
    if isinstance(cell, Marked):
        return _marked(sheet, cell)
    if isinstance(cell, str):
        text = _text(cell)
        return _as_text(sheet, text) if text.startswith("=") or text in ERROR_CODES else text
    if isinstance(cell, float) and ("e" in repr(cell) or float(f"{cell:.16g}") != cell):
        return plain_number(cell)  # openpyxl writes 16 digits, some numbers need 17
    return cell


def _text(text: str) -> str:
    """Return a text as the XML of a workbook can keep it; one that looks defused already is so once more."""
    text = defused(text) if text.startswith("'") else text
    text = ESCAPED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST])
    return text.replace("\r", "_x000D_")


def _as_text(sheet: Any, text: str) -> Any:
    """Return a cell that holds a text whatever it looks like, and stays so when it is edited."""
    made = WriteOnlyCell(sheet, text)
    made.data_type = "s"
    made.quotePrefix = True
    return made


def _marked(sheet: Any, cell: Marked) -> Any:
    """Return a cell with its colour."""
    made = _as_text(sheet, _text(cell.value)) if isinstance(cell.value, str) else WriteOnlyCell(sheet, cell.value)
    made.fill = FILLS[cell.mark]
    if cell.mark is Mark.HEAD:
        made.font = BOLD
    if cell.remark:
        made.comment = Comment(cell.remark, "idpdash", height=160, width=420)
    return made


BOLD = Font(bold=True)
FILLS = {mark: PatternFill("solid", fgColor=str(mark)) for mark in Mark}
