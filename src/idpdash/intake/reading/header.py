"""Where a table's header stands: its names, one row or several, and its row of HXL tags if it has one.

A header is known by its words, not by its place: titles, days and empty rows may stand above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.utils import get_column_letter

from idpdash.formats import fold
from idpdash.intake.mapping.headwords import is_known, known_words
from idpdash.intake.reading.cells import Book, Sheet
from idpdash.intake.values import months
from idpdash.intake.values.numbers import plain_digits

SEARCHED = 25  # a header stands within so many rows of the top
DEEPEST = 3  # rows that one header may have, its tags not counted
KEPT = 1_000  # letters of a cell that are looked at
WIDE = 120  # columns
LONGEST = 120  # letters of a cell that may head a column
PERIODS = 3  # so many different months or years in a row make it a header
LETTER = re.compile(r"[^\W\d_]")
TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
NUMBER = r"[\d.,/: -]+"  # a count, a day, a time
Known = Callable[[str], bool]  # whether a heading means a column
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


def normal_tag(tag: str) -> tuple[str, frozenset[str]]:
    """Return an HXL tag as its base and attributes; the language does not count."""
    base, *attributes = (part.strip().lower() for part in tag.split("+"))
    return base, frozenset(attributes) - LANGUAGES


def find(sheet: Sheet, *, words: frozenset[str] = frozenset()) -> Header | None:
    """Return the header of a sheet: what stands above a row of HXL tags, else the rows with the most known words.

    words: further known words, folded, such as the names that the user says are there. None where the sheet has no row
    that is not empty.
    """
    head = [[cell[:KEPT] for cell in row] for row in sheet.head(SEARCHED)]
    filled = [number for number, row in enumerate(head) if any(cell.strip() for cell in row)]
    if not filled:
        return None
    known = _knowing(words, width=len(sheet.columns))
    tagged = next((number for number in filled if _is_tag_row(head[number])), None)
    if tagged is not None:
        tags = tuple(cell.strip() if TAG.fullmatch(cell.strip()) else "" for cell in head[tagged])
        above = max((number for number in filled if number < tagged), default=None)
        if above is None:
            return Header(tuple("" for _tag in tags), tags, tagged, tagged + 1)
        return Header(_names(_rows_above(head, above), known), tags, above, tagged + 1)
    first, last = _most_known(head, filled, known)
    last += _goes_on(head, last)
    names = _names(head[first : last + 1], known)
    return Header(names, tuple("" for _name in names), last, last + 1)


def _most_known(head: list[list[str]], filled: list[int], known: Known) -> tuple[int, int]:
    """Return the first and last of the rows that are together most like a header; of equals the fewest, the first."""
    best, most = (filled[0], filled[0]), -1
    for last in filled:
        for first in range(last, max(-1, last - DEEPEST), -1):
            if first not in filled:
                break
            score = _score(_names(head[first : last + 1], known), known)
            if score > most:
                best, most = (first, last), score
    return best if most > 1 else (_by_shape(head, filled),) * 2


def is_data(header: Header) -> bool:
    """Return whether what stands where a header would is a row of data: no word is known, and there are numbers."""
    heads = [head.strip() for head in header.names if head.strip()]
    if any(header.tags) or any(_means_a_column(head) for head in heads):
        return False
    numbers = (head for head in heads if re.fullmatch(NUMBER, plain_digits(head)))
    return any(not (months.month(head) or months.year(head)) for head in numbers)


def nameless(header: Header) -> Header:
    """Return the header of a table that has none: its columns have the letters of a spreadsheet, no row is lost."""
    letters = tuple(get_column_letter(at + 1) for at in range(len(header.names)))
    return Header(letters, tuple("" for _name in letters), header.row, header.row)


def _goes_on(head: list[list[str]], last: int) -> bool:
    """Return whether the row below a header belongs to it: merged names stand there once more, others are divided.

    "Date, Place, Female, (Female)" above "Date, Place, 0-17 years, 18 and more".
    """
    if last + 1 >= len(head):
        return False
    pairs = [(above.strip(), below.strip()) for above, below in zip(head[last], head[last + 1], strict=False)]
    again = sum(bool(above) and above == below for above, below in pairs)
    others = [below for above, below in pairs if below and above != below]
    return again > 1 and bool(others) and not any(re.fullmatch(NUMBER, plain_digits(text)) for text in others)


def header_at(sheet: Sheet, row: int) -> Header:
    """Return the header that stands in a given row, without HXL tags."""
    names = tuple(cells.at(row) for cells in sheet.columns)
    return Header(names, tuple("" for _name in names), row, row + 1)


def with_columns(book: Book, names: Iterable[str]) -> tuple[Sheet, Header] | None:
    """Return the first sheet that has columns of all these names in one of its first rows, and that row as header."""
    wanted = {fold(name) for name in names}
    for sheet in book.sheets:
        for number, row in enumerate(sheet.head(SEARCHED)):
            if wanted <= {fold(cell[:KEPT]) for cell in row}:
                return sheet, header_at(sheet, number)
    return None


def _names(rows: list[list[str]], known: Known) -> tuple[str, ...]:
    """Return the names of the columns of a header, the titles of groups put before what stands under them.

    A title counts for the empty cells to its right ("Female" above "0-4" and "5-11"). What stands under one is taken
    alone where it is known alone, stands once and is not known together with its title.
    """
    *groups, last = [[_trimmed(cell) for cell in row] for row in rows]
    titles = [_to_the_right(group) for group in groups]
    counts = Counter(fold(cell) for cell in last)
    names = []
    for at, cell in enumerate(last):
        if not cell:
            names.append(" ".join(dict.fromkeys(group[at] for group in groups if group[at])))
            continue
        whole = " ".join(dict.fromkeys(part for part in (*(title[at] for title in titles), cell) if part))
        alone = groups and not known(whole) and counts[fold(cell)] == 1 and known(cell)
        names.append(cell if alone else whole)
    return tuple(names)


def _trimmed(cell: str) -> str:
    """Return a cell of a header without doubled spaces and empty lines; its lines stay, they tell name and remark."""
    return "\n".join(" ".join(line.split()) for line in cell.splitlines() if line.strip())


def _knowing(words: frozenset[str], *, width: int) -> Known:
    """Return what tells whether a heading means a column: one that the user speaks of, a known word, or like one.

    Over so many columns only known words are taken, which cost no time. width: in columns.
    """
    exact = known_words() | words
    if width > WIDE:
        return lambda heading: fold(heading) in exact
    return lambda heading: _means_a_column(heading) or (bool(words) and fold(heading) in words)


@lru_cache(maxsize=20_000)
def _means_a_column(heading: str) -> bool:
    """Return whether a heading means a column of ours; a long text is none, nor is one without letters."""
    if not LETTER.search(heading):  # as most cells below a header are
        return False
    return fold(heading) in known_words() or (len(heading) <= LONGEST and is_known(heading))


def _to_the_right(titles: list[str]) -> list[str]:
    """Return a row of titles, each repeated in the empty cells to its right."""
    repeated, title = [], ""
    for cell in titles:
        title = cell or title
        repeated.append(title)
    return repeated


def _rows_above(head: list[list[str]], above: int) -> list[list[str]]:
    """Return the rows that name the columns over a row of HXL tags: a second one where names of the first repeat."""
    counts = Counter(fold(cell) for cell in head[above] if cell.strip())
    twice = any(count > 1 for count in counts.values())
    second = above > 0 and sum(bool(cell.strip()) for cell in head[above - 1]) > 1
    return head[above - 1 : above + 1] if twice and second else [head[above]]


def _score(names: tuple[str, ...], known: Known) -> int:
    """Return how much a row is like a header: how many different known words, months and years it has."""
    words = {fold(name) for name in names if name and known(name)}
    periods = {span for name in names if name and (span := months.month(name) or months.year(name))}
    return len(words) + (len(periods) if len(periods) >= PERIODS else 0)


def _by_shape(head: list[list[str]], filled: list[int]) -> int:
    """Return the first row that is nearly as wide as the widest: above it stand titles only."""
    widths = {number: sum(bool(cell.strip()) for cell in head[number]) for number in filled}
    return next(number for number in filled if widths[number] * 5 >= max(widths.values()) * 3)


def _is_tag_row(row: list[str]) -> bool:
    """Return whether a row holds HXL tags: at least one, and no more other cells than tags."""
    filled = [cell.strip() for cell in row if cell.strip()]
    tags = [cell for cell in filled if TAG.fullmatch(cell)]
    return bool(tags) and len(tags) * 2 > len(filled)
