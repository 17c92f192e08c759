"""The column `issues` of a file that was sent back to be mended: read again, it is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from idpdash.formats import fold
from idpdash.intake.reading.cells import Book, Cells, Sheet

ISSUES = "issues"
SEARCHED = 25  # as far down as a header may stand


def without_issues(book: Book, mapped: Iterable[str] = ()) -> Book:
    """Return a file without the column that `returned` added to its sheets. mapped: columns that the user names."""
    if any(fold(name) == ISSUES for name in mapped):
        return book
    return replace(book, sheets=tuple(_without(sheet) for sheet in book.sheets))


def _without(sheet: Sheet) -> Sheet:
    """Return a sheet without its last column, if that is headed "issues" and has nothing above."""
    last = issues_at(sheet)
    if last is None:
        return sheet
    lengths = None if sheet.lengths is None else np.minimum(sheet.lengths, last).astype(np.int32)
    return replace(sheet, columns=sheet.columns[:last], lengths=lengths)


def issues_at(sheet: Sheet) -> int | None:
    """Return where the column stands: the last one with any text, whose first text says so. None without it."""
    last = next((at for at in range(len(sheet.columns) - 1, 0, -1) if _any(sheet.columns[at])), None)
    if last is None:
        return None
    top = (sheet.columns[last].at(row).strip() for row in range(min(SEARCHED, sheet.rows)))
    return last if fold(next((text for text in top if text), "")) == ISSUES else None


def _any(cells: Cells) -> bool:
    """Return whether any row has a text in a column."""
    first = range(min(SEARCHED, len(cells.codes)))
    return any(cells.at(row).strip() for row in first) or any(
        text.strip() and used for text, used in zip(cells.texts, cells.used, strict=True)
    )
