"""Where a table's header stands: its names, and its row of HXL tags if it has one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from idpdash.formats import fold
from idpdash.intake.cells import Book, Sheet
from idpdash.layouts import LAYOUTS

SEARCHED = 25  # a header stands within so many rows of the top
TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
LANGUAGES = frozenset({"en", "fr", "es", "ar", "pt", "ru", "uk", "so", "ja", "text"})


@dataclass(frozen=True)
class Header:
    """A table's header. names, tags: by position, "" where none. row, first: positions of header and first data row."""

    names: tuple[str, ...]
    tags: tuple[str, ...]
    row: int
    first: int

    def positions(self, columns: Mapping[str, str]) -> dict[str, int]:
        """Return our column → where it stands, given our column → its name in the file; only those that stand there."""
        return {ours: at for ours, theirs in columns.items() if (at := self.position(theirs)) is not None}

    def position(self, name: str) -> int | None:
        """Return where the column of that name stands, compared as spellings are."""
        if name in self.names:
            return self.names.index(name)
        folded = [fold(own) for own in self.names]
        return folded.index(fold(name)) if fold(name) in folded else None

    @property
    def width(self) -> int:
        """Return how many cells the header has, empty ones at its end not counted."""
        return max((place + 1 for place, name in enumerate(self.names) if name.strip() or self.tags[place]), default=0)


@cache
def spellings(layout_name: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return what may head a layout's columns, folded → our name: names, labels, synonyms."""
    layout = LAYOUTS[layout_name]
    names = {fold(column.name): column.name for column in layout.columns}
    labels = {fold(column.label): column.name for column in layout.columns}
    synonyms = {fold(word): column.name for column in reversed(layout.columns) for word in column.synonyms}
    return names, labels, synonyms


@cache
def known_words() -> frozenset[str]:
    """Return every word, folded, that heads a column of any layout."""
    return frozenset(word for layout in LAYOUTS for words in spellings(layout) for word in words)


def normal_tag(tag: str) -> tuple[str, frozenset[str]]:
    """Return an HXL tag as its base and attributes; the language does not count."""
    base, *attributes = (part.strip().lower() for part in tag.split("+"))
    return base, frozenset(attributes) - LANGUAGES


def find(sheet: Sheet) -> Header | None:
    """Return the header of a sheet: the row above a row of HXL tags, else the row with the most known words.

    None where the sheet has no row that is not empty.
    """
    head = sheet.head(SEARCHED)
    filled = [number for number, row in enumerate(head) if any(cell.strip() for cell in row)]
    if not filled:
        return None
    tagged = next((number for number in filled if _is_tag_row(head[number])), None)
    if tagged is not None:
        tags = tuple(cell.strip() if TAG.fullmatch(cell.strip()) else "" for cell in head[tagged])
        above = tagged - 1 if tagged else tagged
        names = tuple(head[above]) if tagged else tuple("" for _cell in tags)
        return Header(names, tags, above, tagged + 1)
    scores = {number: len({fold(cell) for cell in head[number]} & known_words()) for number in filled}
    best = max(filled, key=lambda number: (scores[number], -number))
    return header_at(sheet, best if scores[best] > 1 else filled[0])


def header_at(sheet: Sheet, row: int) -> Header:
    """Return the header that stands in a given row, without HXL tags."""
    names = tuple(cells.at(row) for cells in sheet.columns)
    return Header(names, tuple("" for _name in names), row, row + 1)


def with_columns(book: Book, names: Iterable[str]) -> tuple[Sheet, Header] | None:
    """Return the first sheet whose first row has columns of all these names, and that row as its header."""
    wanted = list(names)
    for sheet in book.sheets:
        if sheet.rows:
            top = header_at(sheet, 0)
            if all(top.position(name) is not None for name in wanted):
                return sheet, top
    return None


def _is_tag_row(row: list[str]) -> bool:
    """Return whether a row holds HXL tags: at least one, and no more other cells than tags."""
    filled = [cell.strip() for cell in row if cell.strip()]
    tags = [cell for cell in filled if TAG.fullmatch(cell)]
    return bool(tags) and len(tags) * 2 > len(filled)
