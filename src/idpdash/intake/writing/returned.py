"""A file back to who sent it, to be mended: their own table, and what is wrong with each row beside it.

Uploaded again, the column `issues` is left unread without a word (`issues_column`), so only the mended cells count.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from idpdash.errors import IdpdashError
from idpdash.formats import _, fold
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, RefusedError, Severity
from idpdash.intake.reading import header as heading
from idpdash.intake.reading.cells import Book, Sheet
from idpdash.intake.reading.header import Header
from idpdash.intake.reading.parse import parse
from idpdash.intake.writing.issues_column import ISSUES, without_issues
from idpdash.intake.writing.written import Cell, Look, Mark, Marked, write_csv, write_xlsx
from idpdash.layouts import LAYOUTS

MOST_ROWS = 100_000  # of a table that goes back whole; of a longer one only the rows with issues
SHIFTED = frozenset({"too_many_cells", "too_few_cells"})
MOST_BESIDE = 1_000  # rows of a sheet that goes back beside the table
WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
DECIMAL = re.compile(r"-?(0|[1-9]\d{0,9})\.(\d{1,2}|\d{4,6})")  # three digits behind a dot may mean thousands
WIDEST = 40


@dataclass(frozen=True)
class _Table:
    """The user's table as it was read, with the file in which it stands.

    at: our column → where it stands. issues: by row, as a spreadsheet shows it.
    blank: where a row stays empty whose cells cannot be told apart, so that it is never loaded unmended.
    """

    book: Book
    sheet: Sheet
    top: Header
    at: dict[str, int]
    issues: dict[int, list[Issue]]
    blank: int | None

    @property
    def width(self) -> int:
        """Return how many columns the table has; that of the issues stands behind them."""
        return len(self.sheet.columns)

    def place(self, column: str) -> int | None:
        """Return where the column of an issue stands: by our name, else by the file's own."""
        return self.at.get(column, self.top.position(column))


def marked_workbook(content: bytes, checked: Checked, progress: Callable[[float], None] = lambda _share: None) -> bytes:
    """Return the file as a workbook: its rows where they stood, faulty cells coloured, and a last column `issues`.

    Errors are red and all there; warnings are amber, those of `checked.issues`. Above MOST_ROWS rows only those with
    issues are given. A row whose cells cannot be told apart comes with "?" in them and its text in `issues`: a workbook
    would be read with its cells where they do not belong. The remark at the heading `issues` tells what concerns the
    whole file.
    Raises IdpdashError if the file cannot be read.
    """
    table = _table(content, checked)
    rows = table.sheet.rows
    chosen = range(rows) if rows <= MOST_ROWS else _those(table, table.issues)
    mended = _mended(checked, table)
    whole = "\n".join(issue.message for issue in checked.issues if issue.row is None)

    def lines() -> Iterator[list[Cell | Marked]]:
        for done, position in enumerate(chosen, 1):
            if done % 1000 == 0:
                progress(done / len(chosen))
            yield _line(table, position, mended, whole)

    head = chosen.index(table.top.row) + 1
    look = Look(
        title=_title(table.sheet.name),
        widths=[*(_width(table, at) for at in range(table.width)), 2 * WIDEST],
        frozen=head + table.top.first - table.top.row - 1,
        filtered=(head, len(chosen)),
    )
    target = io.BytesIO()
    write_xlsx(target, *((lines(), look) if one is table.sheet else _as_sent(one) for one in _sheets(table)))
    progress(1.0)
    return target.getvalue()


def _sheets(table: _Table) -> list[Sheet]:
    """Return the sheets that go back: the table, and short ones beside it, which may say its day or source."""
    return [one for one in table.book.sheets if one is table.sheet or 0 < one.rows <= MOST_BESIDE]


def _as_sent(sheet: Sheet) -> tuple[Iterator[list[Cell]], Look]:
    """Return another sheet of the file as it was."""
    rows = ([_typed(cells.at(row)) for cells in sheet.columns] for row in range(sheet.rows))
    return rows, Look(_title(sheet.name), frozen=0, visible=sheet.visible)


def bad_rows_csv(content: bytes, checked: Checked) -> bytes:
    """Return the header and the rows with an error as CSV, as written, with a last column `issues`.

    Raises IdpdashError if the file cannot be read.
    """
    table = _table(content, checked)
    mended = _mended(checked, table)
    waiting = {row.row for row in checked.waiting}
    rows: list[list[Cell]] = []
    for position in _those(table, waiting):
        cells: list[Cell] = [*_cells(table, position, mended)]
        said = ISSUES if position == table.top.row else _said(table, position, only=Severity.ERROR)
        rows.append([*cells, said])
    target = io.BytesIO()
    write_csv(target, rows, numbers=True)
    return target.getvalue()


def _table(content: bytes, checked: Checked) -> _Table:
    """Return the table that was read, with what was found in it."""
    try:
        book = without_issues(parse(content, words=lambda: _words(checked)), checked.mapping.values())
    except RefusedError as error:
        raise IdpdashError(error.issue.message) from error
    sheet, top = _read(book, checked)
    issues: dict[int, list[Issue]] = defaultdict(list)
    for row in checked.waiting:
        issues[row.row].extend(row.issues)
    for issue in checked.issues:
        if issue.row is not None and issue not in issues[issue.row]:
            issues[issue.row].append(issue)
    at = top.positions(checked.mapping)
    blank = next((at[name] for name in _required(checked) if name in at), None)
    return _Table(book, sheet, top, at, {row: found for row, found in issues.items() if found}, blank)


def _required(checked: Checked) -> list[str]:
    """Return the columns that every row must fill by itself."""
    layout = LAYOUTS.get(checked.layout.split("+")[0])
    names = [name for group in layout.required for names in group for name in names] if layout else []
    return [name for name in names if name not in checked.options.given]


def _words(checked: Checked) -> frozenset[str]:
    """Return words, folded, that the file has when it is read in the right encoding."""
    examples = (text for texts in checked.examples.values() for text in texts)
    return frozenset(fold(text) for text in (*checked.headers, *checked.mapping.values(), *examples))


def _read(book: Book, checked: Checked) -> tuple[Sheet, Header]:
    """Return the sheet that was read and its header: of all that might be, that with most of the mapped columns."""
    named = book.sheet(checked.sheet) if checked.sheet else None
    found: list[tuple[int, Sheet, Header]] = []
    for sheet in [named] if named else book.sheets:
        for top in (heading.find(sheet), heading.header_at(sheet, 0) if sheet.rows else None):
            if top is not None:
                found.append((len(top.positions(checked.mapping)), sheet, top))
    if not found:
        raise IdpdashError(_("The file has no table that could be sent back."))
    _count, sheet, top = max(found, key=lambda one: one[0])
    return sheet, top


def _mended(checked: Checked, table: _Table) -> dict[tuple[int, int], str]:
    """Return what the user has mended already: position of row and column → text."""
    placed = ((row - 1, table.place(column), text) for row, column, text in checked.options.mended)
    return {(row, column): text for row, column, text in placed if column is not None}


def _those(table: _Table, rows: Iterable[int]) -> list[int]:
    """Return the positions of the header with its tags and of some rows, given by their numbers."""
    head = range(table.top.row, table.top.first)
    return [*head, *sorted({row - 1 for row in rows if head.stop < row <= table.sheet.rows})]


def _cells(table: _Table, position: int, mended: dict[tuple[int, int], str]) -> list[str]:
    """Return the texts of a row as they are to be given back; "?" where they cannot be told apart."""
    if _is_shifted(table, position):
        return ["?" if at < table.top.width and at != table.blank else "" for at in range(table.width)]
    as_sent = [cells.texts[cells.codes[position]] for cells in table.sheet.columns]
    return [mended.get((position, at), text) for at, text in enumerate(as_sent)] if mended else as_sent


def _is_shifted(table: _Table, position: int) -> bool:
    """Return whether a row has more or fewer cells than the header."""
    return any(issue.code in SHIFTED for issue in table.issues.get(position + 1, ()))


def _said(table: _Table, position: int, *, only: Severity | None = None) -> str:
    """Return what is wrong with a row, a line each, errors first. only: of one severity."""
    names = {Severity.ERROR: _("Error: "), Severity.WARNING: _("Warning: "), Severity.INFO: ""}
    order = list(names)
    issues = sorted(table.issues.get(position + 1, ()), key=lambda one: order.index(one.severity))
    lines = [names[one.severity] + one.message for one in issues if only is None or one.severity is only]
    if _is_shifted(table, position):
        texts = [cells.at(position) for cells in table.sheet.columns]
        lines.append(_("As written: {cells}").format(cells=" | ".join(text for text in texts if text)))
    return "\n".join(dict.fromkeys(lines))


def _line(table: _Table, position: int, mended: dict[tuple[int, int], str], whole: str) -> list[Cell | Marked]:
    """Return a row of the workbook. whole: what is said of the file."""
    texts = _cells(table, position, mended)
    if position == table.top.row:
        return [*(Marked(text, Mark.HEAD) if text else None for text in texts), Marked(ISSUES, Mark.HEAD, whole)]
    line: list[Cell | Marked] = [_typed(text) for text in texts]
    issues = table.issues.get(position + 1)
    if not issues:
        return line
    for at, mark in _marks(table, issues).items():
        cell = line[at]
        line[at] = Marked(cell.value if isinstance(cell, Marked) else cell, mark)
    worst = Mark.ERROR if any(one.severity is Severity.ERROR for one in issues) else Mark.WARNING
    return [*line, Marked(_said(table, position), worst)]


def _marks(table: _Table, issues: list[Issue]) -> dict[int, Mark]:
    """Return which cells of a row stand out; an issue of no column concerns all that the header heads."""
    marks: dict[int, Mark] = {}
    for issue in sorted(issues, key=lambda one: one.severity is Severity.ERROR):
        mark = Mark.ERROR if issue.severity is Severity.ERROR else Mark.WARNING
        if issue.severity is Severity.INFO:
            continue
        at = table.place(issue.column) if issue.column else None
        places = range(min(table.top.width, table.width)) if at is None and not issue.column else [at]
        marks.update({place: mark for place in places if place is not None})
    return marks


def _typed(text: str) -> Cell:
    """Return a cell as a number where it is read back as the same text, else as it stands."""
    if WHOLE.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text) and repr(float(text)) == text:
        return float(text)
    return text or None


def _title(name: str) -> str:
    """Return the name of the sheet: as in the file, else our own."""
    return re.sub(r"[\\/*?:\[\]]", " ", name)[:31].strip() or _("file")


def _width(table: _Table, at: int) -> int:
    """Return how wide a column is shown, by its first texts."""
    cells = table.sheet.columns[at]
    rows = range(table.top.row, min(table.sheet.rows, table.top.first + 50))
    return min(WIDEST, max(10, 2 + max((len(cells.at(row)) for row in rows), default=0)))
