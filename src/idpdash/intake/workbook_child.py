"""Run alone, never imported: reads a workbook from standard input under limits and writes its cells as lines of JSON.

An object {"name", "visible", "merged"} begins a sheet, a list is a row, a number stands for so many empty rows, null
ends the sheet, a text ends everything: "done" or the code of an issue. Dates are written as ISO texts, whole numbers
without decimals.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 100
MOST_CELLS = 40_000_000
MOST_COLUMNS = 500


def limit() -> None:
    """Give this process little memory and time."""
    try:
        import resource
    except ImportError:  # not a Unix: the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(cell: object) -> str:
    """Return a cell as text, without losing what kind of value it was."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def fill_merged(rows: list[list[Any]], ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None) -> int:
    """Give every row of a merged cell its text, and return in how many places.

    A merged number is not repeated: it would be counted once a row.
    """
    filled = 0
    for (top, left), (bottom, _right) in ranges or []:
        if (
            bottom > top
            and bottom < len(rows)
            and left < len(rows[top])
            and isinstance(rows[top][left], str | dt.date)
            and rows[top][left]
        ):
            filled += 1
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return filled


def say(what: object) -> None:
    """Write one line for the parent."""
    sys.stdout.write(json.dumps(what) + "\n")


def write_sheets() -> None:
    """Write all sheets of the workbook on standard input."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for known in book.sheets_metadata:
        if known.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(known.name)
        if sheet.total_width * sheet.total_height > MOST_CELLS or sheet.total_width > MOST_COLUMNS:
            raise MemoryError
        rows = sheet.to_python(skip_empty_area=False)
        merged = fill_merged(rows, sheet.merged_cell_ranges)
        say({"name": known.name, "visible": known.visible is SheetVisibleEnum.Visible, "merged": merged})
        empty = 0
        for row in rows:
            if not any(cell != "" for cell in row):
                empty += 1
                continue
            if empty:
                say(empty)
                empty = 0
            say([text(cell) for cell in row])
        say(None)
    say("done")


def main() -> None:
    """Write the workbook, or the one word that says why not."""
    limit()
    from python_calamine import PasswordError

    try:
        write_sheets()
    except PasswordError:
        say("password")
    except MemoryError:
        say("too_large")
    except (
        BaseException
    ):  # whatever a hostile file does to the reader (its panics are no Exceptions) is the file's fault
        say("damaged_workbook")


if __name__ == "__main__":
    main()
