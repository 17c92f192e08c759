"""Run alone, never imported: reads a workbook from standard input under limits and writes its cells as lines of JSON.

An object {"name", "visible", "merged", "errors"} begins a sheet, a list is a row, a number stands for so many empty
rows, null ends the sheet, a text ends everything: "done" or the code of an issue. Dates are written as ISO texts, whole
numbers without decimals.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MEMORY = 1 << 30
CPU_SECONDS = 100
MOST_CELLS = 40_000_000
MOST_COLUMNS = 500
PORTION = 4 << 20
NEVER = dt.date(1900, 3, 1)  # days before it are counts shown as days, or 29 February 1900, which never was
FORMULA = "#FORMULA! "  # as in `broken`
# In the XML of a sheet, whatever its prefix: a formula without a value behind it, and a cell that holds an error.
UNSOLVED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>([^<]*)<"
)

# The reader gives cells with an error as empty; where they stand is not known in these: a cell of ODS, and in XLS a
# record of an error, or of a formula whose result is one.
ERROR_ODS = re.compile(rb'calcext:value-type="error"')
ERROR_XLS = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01|"
    rb"\x06\x00.{8}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff",
    re.DOTALL,
)


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
    if isinstance(cell, dt.date) and (cell.date() if isinstance(cell, dt.datetime) else cell) < NEVER:
        return "1900-02-29"
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


def broken_cells(content: bytes, name: str) -> dict[tuple[int, int], str]:
    """Return the cells of a sheet of an XLSX file that hold no value, by row and column from 0, and what stands there.

    The reader gives them as empty: formulas whose result was not saved, and errors such as #N/A.
    """
    found: dict[tuple[int, int], str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = sheet_member(archive, name)
            for portion in portions(archive, member) if member else ():
                if b"<f" in portion or b":f" in portion:
                    for column, row, formula in UNSOLVED.findall(portion):
                        found[int(row) - 1, number_of(column)] = FORMULA + unescaped(b"=" + formula)
                if b't="e"' in portion:
                    for column, row, error in ERROR.findall(portion):
                        found[int(row) - 1, number_of(column)] = unescaped(error)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, EOFError):
        return found
    return found


def errors_in(content: bytes) -> int:
    """Return how many cells of an XLS or ODS file hold an error; 0 for other files."""
    if not content.startswith(b"PK"):
        return len(ERROR_XLS.findall(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            return 0
        found, rest = 0, b""
        with archive.open("content.xml") as opened:
            while more := opened.read(PORTION):
                whole = rest + more
                ends = [one.end() for one in ERROR_ODS.finditer(whole)]
                found += len(ends)
                rest = whole[max(len(whole) - 30, ends[-1] if ends else 0) :]
    return found


def sheet_member(archive: zipfile.ZipFile, name: str) -> str | None:
    """Return where in the archive a sheet lies; None in a file of another kind (XLSB, ODS)."""
    if "xl/workbook.xml" not in archive.namelist():
        return None
    book = archive.read("xl/workbook.xml")
    links = archive.read("xl/_rels/workbook.xml.rels")
    sheets = re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", book)
    for tag in sheets:
        named, link = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\b\w+:id="([^"]*)"', tag)
        if named and link and unescaped(named[1]) == name:
            for one in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", links):
                target = re.search(rb'\bTarget="([^"]*)"', one)
                if target and b'Id="' + link[1] + b'"' in one:
                    path = target[1].decode()
                    return path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return None


def portions(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """Return the XML of a sheet in portions that end between cells."""
    rest = b""
    with archive.open(member) as opened:
        while more := opened.read(PORTION):
            rest += more
            cut = max(rest.rfind(b"</row>"), rest.rfind(b":row>")) + 6
            if cut > 6:
                yield rest[:cut]
                rest = rest[cut:]
    yield rest


def number_of(letters: bytes) -> int:
    """Return a column's number from 0, given its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def unescaped(text: bytes) -> str:
    """Return text of XML as it is meant."""
    import html

    return html.unescape(text.decode("utf-8", "replace"))


def say(what: object) -> None:
    """Write one line for the parent."""
    sys.stdout.write(json.dumps(what) + "\n")


def write_sheets() -> None:
    """Write all sheets of the workbook on standard input."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    content = sys.stdin.buffer.read()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    errors = errors_in(content)
    for known in book.sheets_metadata:
        if known.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(known.name)
        if sheet.total_width * sheet.total_height > MOST_CELLS or sheet.total_width > MOST_COLUMNS:
            raise MemoryError
        rows = sheet.to_python(skip_empty_area=False)
        if content.startswith(b"PK"):
            put(rows, broken_cells(content, known.name))
        merged = fill_merged(rows, sheet.merged_cell_ranges)
        visible = known.visible is SheetVisibleEnum.Visible
        say({"name": known.name, "visible": visible, "merged": merged, "errors": errors})
        write_rows(rows)
        say(None)
    say("done")


def put(rows: list[list[Any]], texts: dict[tuple[int, int], str]) -> None:
    """Put texts into empty cells; the rows grow where a text stands behind their last cell."""
    if not texts:
        return
    height = max(len(rows), 1 + max(row for row, _column in texts))
    width = max(len(rows[0]) if rows else 0, 1 + max(column for _row, column in texts))
    if width * height > MOST_CELLS or width > MOST_COLUMNS:
        raise MemoryError
    rows.extend([] for _row in range(height - len(rows)))
    for row in rows:
        row.extend([""] * (width - len(row)))
    for (at, column), text in texts.items():
        if rows[at][column] == "":
            rows[at][column] = text


def write_rows(rows: list[list[Any]]) -> None:
    """Write the rows of a sheet; empty ones are only counted."""
    empty = 0
    for row in rows:
        if not any(cell != "" for cell in row):
            empty += 1
            continue
        if empty:
            say(empty)
            empty = 0
        say([text(cell) for cell in row])


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
