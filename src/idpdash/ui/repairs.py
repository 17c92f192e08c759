"""What a user changes of how a file is read: each repair as new options, and the way back from each. Nothing is drawn.

An option is said of the whole file, so a repair holds for every row of its kind, and the file is checked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from idpdash import formats
from idpdash.columns import Column, Kind
from idpdash.formats import _, ngettext
from idpdash.intake.checked import Checked, Options, WaitingRow
from idpdash.intake.issues import Issue, Severity
from idpdash.intake.values.dates import Order, moment
from idpdash.layouts import LAYOUTS
from idpdash.ui.issue_words import label

ROW = "row"  # in Options.left_out: a row by its number
DEGREES = ("latitude", "longitude")
DAYS = ("date", "period_start", "period_end")
FEW = 6  # changed cells that are named one by one


@dataclass(frozen=True)
class Change:
    """One thing that the user said. key: unlike that of any other. before: the options without it."""

    key: str
    words: str
    before: Options


@dataclass(frozen=True)
class Word:
    """A word of a code list that is not known. rows: in how many rows, as far as they are kept."""

    column: str
    written: str
    suggestion: str | None
    rows: int


def issues_of(checked: Checked, code: str) -> list[Issue]:
    """Return all kept issues of one kind, each once."""
    errors = (one for row in checked.waiting for one in row.issues)
    return list(dict.fromkeys(one for one in (*errors, *checked.issues) if one.code == code))


def waiting_with(checked: Checked, code: str) -> list[WaitingRow]:
    """Return the rows that wait for one kind of issue, perhaps among others."""
    return [row for row in checked.waiting if any(one.code == code for one in row.issues)]


def choices(checked: Checked, column: str) -> list[str]:
    """Return the codes that may stand in a column; none where it has no code list."""
    found = _column(checked, column)
    if found is None:
        return []
    if found.kind is Kind.YES_NO:
        return ["yes", "no"]
    return [str(choice) for choice in found.choices or ()]


def _column(checked: Checked, name: str) -> Column | None:
    """Return one of our columns as the file's layouts have it."""
    layouts = [LAYOUTS[layout] for layout in checked.layout.split("+") if layout in LAYOUTS]
    return next((layout.column(name) for layout in layouts if name in layout.names), None)


def unknown_words(checked: Checked, severity: Severity) -> list[Word]:
    """Return the words of code lists that are not known, those of most rows first. severity: of not knowing them."""
    found: dict[tuple[str, str], list[Issue]] = {}
    for one in issues_of(checked, "unknown_word"):
        if one.severity is severity and one.column and one.value and choices(checked, one.column):
            found.setdefault((one.column, one.value), []).append(one)
    words = [Word(column, written, told[0].suggestion, len(told)) for (column, written), told in found.items()]
    return sorted(words, key=lambda word: -word.rows)


def spelled(said: Options, column: str, codes: Mapping[str, str]) -> Options:
    """Return the options with what words of a column mean; "" takes it back."""
    kept = [one for one in said.spellings if one[0] != column or one[1] not in codes]
    told = [(column, written, code) for written, code in codes.items() if code]
    return replace(said, spellings=(*kept, *told))


def as_suggested(said: Options, words: Iterable[Word]) -> Options:
    """Return the options with every word read as the code that it resembles."""
    for word in words:
        if word.suggestion:
            said = spelled(said, word.column, {word.written: word.suggestion})
    return said


def readings(written: str) -> dict[bool, dt.date]:
    """Return what a day says with the day first (True) and with the month first (False), where it is one."""
    read = {first: moment(written, Order(first)) for first in (True, False)}
    return {first: found.date() for first, found in read.items() if isinstance(found, dt.datetime)}


def swapped(said: Options, checked: Checked, code: str = "coordinates_swapped") -> Options:
    """Return the options with latitude and longitude exchanged in the rows with one kind of issue that may be so."""
    rows = {one.row for one in issues_of(checked, code) if one.row and one.column == "latitude"}
    cells: dict[tuple[int, str], str] = {}
    for row, (latitude, longitude) in _coordinates(checked).items():
        if row in rows and may_be_latitude(longitude):
            cells |= {(row, "latitude"): longitude, (row, "longitude"): latitude}
    return mended(said, cells)


def may_be_latitude(text: str) -> bool:
    """Return whether a text is a number from -90 to 90, whichever way decimals are written."""
    try:
        return abs(float(text.strip().replace(",", "."))) <= 90
    except ValueError:
        return False


def _coordinates(checked: Checked) -> dict[int, tuple[str, str]]:
    """Return latitude and longitude of every row, as text."""
    found = {
        row.row: (row.cells[DEGREES[0]], row.cells[DEGREES[1]])
        for row in checked.waiting
        if all(name in row.cells for name in DEGREES)
    }
    for table in checked.tables.values():
        if set(DEGREES) <= set(table.columns):
            values = table[[ROW, *DEGREES]].dropna().itertuples(index=False, name=None)
            found |= {int(row): (repr(float(first)), repr(float(second))) for row, first, second in values}
    return found


def without_point(said: Options, checked: Checked, code: str) -> Options:
    """Return the options with both coordinates emptied in the rows with one kind of issue."""
    rows = {one.row for one in issues_of(checked, code) if one.row}
    return mended(said, {(row, name): "" for row in sorted(rows) for name in DEGREES})


def filled(said: Options, checked: Checked) -> Options:
    """Return the options with empty cells filled by what the sum of the row's other cells says, where there is one."""
    found = issues_of(checked, "missing_value")
    return mended(
        said, {(one.row, one.column): one.suggestion for one in found if one.row and one.column and one.suggestion}
    )


def mended(said: Options, cells: Mapping[tuple[int, str], str]) -> Options:
    """Return the options with cells mended by row number and our column."""
    kept = [one for one in said.mended if one[:2] not in cells]
    return replace(said, mended=(*kept, *((row, column, text) for (row, column), text in cells.items())))


def without_rows(said: Options, rows: Iterable[int]) -> Options:
    """Return the options with some rows left out."""
    told = [(ROW, str(row)) for row in rows]
    return replace(said, left_out=tuple(dict.fromkeys((*said.left_out, *told))))


def erasing(said: Options, columns: Iterable[str]) -> Options:
    """Return the options with columns whose empty cells erase what is stored."""
    return replace(said, erase=tuple(dict.fromkeys((*said.erase, *columns))))


def edits(rows: pd.DataFrame, edited: Mapping[int, Mapping[str, object]]) -> dict[tuple[int, str], str]:
    """Return the cells that were edited in a table: row number and our column → text.

    rows: as they were shown, with a column `row`. edited: position of the row → column → what was typed.
    """
    return {
        (int(rows[ROW].iloc[position]), column): "" if text is None else str(text)
        for position, cells in edited.items()
        for column, text in cells.items()
        if column in rows.columns and str(rows[column].iloc[position]) != ("" if text is None else str(text))
    }


def changes(said: Options, kinds: Mapping[str, str], places: Mapping[str, str]) -> list[Change]:
    """Return everything that the user said, each with the way back.

    kinds: number of a row that was left out → for which kind of issue. places: code → name.
    """
    return [
        *_columns_changed(said),
        *_given(said, places),
        *_spelled(said),
        *_days_ordered(said),
        *_cells_changed(said),
        *_left_out(said, kinds),
        *_erased(said),
    ]


def _columns_changed(said: Options) -> list[Change]:
    """Return what was said of columns."""
    made = []
    for pair in said.mapping:
        ours, theirs = pair
        words = _("{column} is read from “{theirs}”") if theirs else _("{column} is not read")
        before = replace(said, mapping=tuple(one for one in said.mapping if one != pair))
        made.append(Change(f"column_{ours}", words.format(column=label(ours), theirs=theirs), before))
    return made


def _given(said: Options, places: Mapping[str, str]) -> list[Change]:
    """Return what was given once for all rows; the days of a period are one thing."""
    made = []
    for name, value in said.given.items():
        gone = {name, *DAYS} if name in DAYS else {name}
        shown = _day(value) if name in DAYS else places.get(value, value)
        words = _("{column}: {value} for all rows").format(column=label(name), value=shown)
        before = replace(said, constants=tuple(one for one in said.constants if one[0] not in gone))
        made.append(Change(f"given_{name}", words, before))
    return made


def _day(value: str) -> str:
    """Return an ISO day as it is shown."""
    return formats.day(dt.date.fromisoformat(value))


def _spelled(said: Options) -> list[Change]:
    """Return what words mean."""
    made = []
    for one in said.spellings:
        column, written, code = one
        words = _("“{written}” means {code}").format(written=written, code=in_words(code))
        before = replace(said, spellings=tuple(other for other in said.spellings if other != one))
        made.append(Change(f"word_{column}_{written}", words, before))
    return made


def in_words(code: str) -> str:
    """Return a code of a code list as it is shown."""
    return code.replace("_", " ")


def _days_ordered(said: Options) -> list[Change]:
    """Return how days are written."""
    if said.day_first is None:
        return []
    words = _("Days are written day/month") if said.day_first else _("Days are written month/day")
    return [Change("days", words, replace(said, day_first=None))]


def _cells_changed(said: Options) -> list[Change]:
    """Return the cells that were changed: exchanged coordinates as one thing, a few one by one, many together."""
    by_row: dict[int, list[tuple[int, str, str]]] = {}
    for one in said.mended:
        by_row.setdefault(one[0], []).append(one)
    exchanged = {row for row, cells in by_row.items() if {name for _row, name, _text in cells} == set(DEGREES)}
    rest = [one for one in said.mended if one[0] not in exchanged]
    made = []
    if exchanged:
        count = len(exchanged)
        words = ngettext("Coordinates mended in {count} row", "Coordinates mended in {count} rows", count)
        before = replace(said, mended=tuple(rest))
        made.append(Change("degrees", words.format(count=formats.number(count)), before))
    if len(rest) > FEW:
        words = _("{count} cells changed").format(count=formats.number(len(rest)))
        return [*made, Change("cells", words, replace(said, mended=tuple(set(said.mended) - set(rest))))]
    for one in rest:
        row, column, text = one
        words = _("Row {row}, {column}: {text}").format(row=row, column=label(column), text=text or _("empty"))
        before = replace(said, mended=tuple(other for other in said.mended if other != one))
        made.append(Change(f"cell_{row}_{column}", words, before))
    return made


def _left_out(said: Options, kinds: Mapping[str, str]) -> list[Change]:
    """Return the rows that were left out: by the kind of issue for which they were, or by what stands in them."""
    grouped: dict[str, set[tuple[str, str]]] = {}
    for one in said.left_out:
        column, text = one
        kind = kinds.get(text, "") if column == ROW else _("{column} “{text}”").format(column=label(column), text=text)
        grouped.setdefault(kind, set()).add(one)
    made = []
    for kind, gone in grouped.items():
        numbers = [text for column, text in gone if column == ROW]
        many = ngettext("{count} row left out", "{count} rows left out", len(numbers))
        words = many.format(count=formats.number(len(numbers))) if numbers else _("Rows left out")
        before = replace(said, left_out=tuple(one for one in said.left_out if one not in gone))
        made.append(Change(f"out_{kind}", f"{words} ({kind})" if kind else words, before))
    return made


def _erased(said: Options) -> list[Change]:
    """Return the columns whose empty cells erase."""
    made = []
    for name in said.erase:
        words = _("{column}: an empty cell erases what is stored").format(column=label(name))
        before = replace(said, erase=tuple(one for one in said.erase if one != name))
        made.append(Change(f"erase_{name}", words, before))
    return made
