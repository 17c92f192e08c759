"""Which table of a file is read: its sheet, where its header stands, and how it fits a layout.

All visible sheets are compared, and the one that fits best is taken; the user may name another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from idpdash.formats import fold, listing
from idpdash.intake.checked import Known, Options
from idpdash.intake.issues import Issue, RefusedError, issue, refused, shortened
from idpdash.intake.mapping import fitting
from idpdash.intake.mapping.content import Contents
from idpdash.intake.mapping.recognition import Fit
from idpdash.intake.reading import header as heading
from idpdash.intake.reading import wide
from idpdash.intake.reading.cells import Book, Rows, Sheet
from idpdash.intake.reading.header import Header
from idpdash.intake.values import months
from idpdash.layouts import Layout


@dataclass(frozen=True)
class Table:
    """The table that is read. sheet: turned long where it was wide. issues: what is to say of how it was understood.

    top: the header as the file has it.
    """

    sheet: Sheet
    header: Header
    fit: Fit
    top: Header
    issues: tuple[Issue, ...] = ()


class UnfitError(RefusedError):
    """Carry why a table fits no layout, with the table: the user may still say what its columns are."""

    def __init__(self, found: Issue, sheet: Sheet, header: Header) -> None:
        super().__init__(found)
        self.sheet, self.header = sheet, header


def offered(book: Book) -> tuple[str, ...]:
    """Return the names of the sheets that may be read; none for a file that has no sheets."""
    return tuple(sheet.name for sheet in book.sheets if sheet.visible and sheet.name and sheet.rows)


def chosen_sheets(book: Book, options: Options) -> Book:
    """Return the file with the sheet alone that the user names, if one is named.

    Raises RefusedError where there is no such sheet.
    """
    if not options.sheet:
        return book
    sheet = book.sheet(options.sheet)
    if sheet is None:
        names = ", ".join(f"“{name}”" for name in offered(book))
        raise refused("no_such_sheet", value=options.sheet, sheets=names or "—")
    return replace(book, sheets=(replace(sheet, visible=True),))


def best_table(sheets: Sequence[Sheet], options: Options, known: Known) -> Table:
    """Return the table that fits a layout best, the first among equals; else raises the first sheet's error."""
    errors, tables = list[RefusedError](), list[Table]()
    for sheet in sheets:
        try:
            tables.append(_table(sheet, options, known))
        except RefusedError as error:
            errors.append(error)
    if not tables:
        raise next((error for error in errors if error.issue.code != "empty_file"), refused("empty_file"))
    best = max(tables, key=lambda table: fitting.merit(table.fit, options))
    alike = [table.sheet.name for table in tables if table is not best and _alike(table, best, options)]
    said = [issue("sheets_alike", words={"sheet": best.sheet.name, "others": listing(alike)})] if alike else []
    return replace(best, issues=(*best.issues, *said))


def _alike(one: Table, other: Table, options: Options) -> bool:
    """Return whether a table is as whole a table of the same layout as another."""
    lacking = (table.fit.layout.lacking({*table.fit.positions, *options.given}) for table in (one, other))
    return one.fit.layout == other.fit.layout and not any(lacking)


def _table(sheet: Sheet, options: Options, known: Known) -> Table:
    """Return the table of one sheet, turned long where it is wide and then fits better."""
    words = frozenset(fold(theirs) for _ours, theirs in options.mapping if theirs.strip())
    top = heading.find(sheet, words=words)
    if top is None:
        raise refused("empty_file")
    first_row, bare = top.names, heading.is_data(top)
    top = heading.nameless(top) if bare else top
    turned = _turned(sheet, top, options, known)
    try:
        plain = Table(sheet, top, fitting.best_fit(top, options, Contents(sheet, top, known)), top)
    except RefusedError as error:
        if turned is not None:
            return turned
        if error.issue.code != "unknown_layout":
            raise
        found = [shortened(text, most=40) for text in first_row if text.strip()][:12]
        said = issue("no_header", words={"found": listing(found)}) if bare else error.issue
        raise UnfitError(said, sheet, top) from error
    better = turned and fitting.merit(turned.fit, options) > fitting.merit(plain.fit, options)
    return turned if turned and better else plain


def _turned(sheet: Sheet, top: Header, options: Options, known: Known) -> Table | None:
    """Return a wide table turned long, where it then counts people; None for a table that is not wide."""
    found = wide.long(sheet, top)
    if found is None:
        return None
    long, header, said = found
    try:
        fit = fitting.best_fit(header, options, Contents(long, header, known))
    except RefusedError:
        return None
    return Table(long, header, fit, top, (said,)) if fit.layout.name in wide.LAYOUTS else None


def months_as_periods(rows: Rows, layout: Layout) -> tuple[Rows, list[Issue]]:
    """Return movements of which each is given a month instead of a day, the month as their period, and say so."""
    if layout.name != "movements" or "date" not in rows.columns or {"period_start", "period_end"} & set(rows.columns):
        return rows, []
    cells = rows.columns["date"]
    texts = [text for text, used in zip(cells.texts, cells.used, strict=True) if used and text.strip()]
    monthly = [text for text in texts if months.month(text)]
    if len(monthly) * 2 <= len(texts):
        return rows, []
    columns = {name: column for name, column in rows.columns.items() if name != "date"}
    heads = {name: head for name, head in rows.headers.items() if name != "date"}
    name = rows.headers.get("date", "date")
    said = issue("months_as_periods", column="date", header=name, value=monthly[0])
    columns |= {"period_start": cells, "period_end": cells}
    return replace(rows, columns=columns, headers={**heads, "period_start": name, "period_end": name}), [said]
