"""What a user says of the rows of a file before they are checked: cells that read otherwise, rows to be left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from idpdash.columns import Kind
from idpdash.formats import fold
from idpdash.intake.checked import Options
from idpdash.intake.draft import Draft
from idpdash.intake.issues import Issue, issue, shortened
from idpdash.intake.reading.cells import Cells, Rows
from idpdash.intake.sources import Understood
from idpdash.intake.values.words import folded_word
from idpdash.layouts import Layout

ROW = "row"  # stands for a column where rows are left out by their number
MOST_WORDS = 200  # of a column


def amended(understood: Understood, options: Options) -> tuple[Understood, frozenset[int], list[Issue]]:
    """Return the tables as the user mends them, without the rows left out; their numbers, and what to say.

    Mending goes first: a row left out by a text is one that has it still.
    """
    found = list[Issue]()
    tables = understood.layouts
    if options.mended:
        known = set(tables[0][1].numbers.tolist())
        unknown = sorted({row for row, _ours, _text in options.mended} - known)
        found += [issue("no_such_row", words={"near": row}) for row in unknown]
        tables = tuple((layout, _mended(layout, rows, options.mended)) for layout, rows in tables)
    tables = tuple((layout, _units(rows, options)) for layout, rows in tables)
    if not options.left_out:
        return replace(understood, layouts=tables), frozenset(), found
    out = np.logical_or.reduce([_left_out(layout, rows, options.left_out) for layout, rows in tables])
    numbers = tables[0][1].numbers[out]
    if len(numbers):
        found.append(issue("rows_left_out", rows=len(numbers), count=len(numbers)))
    kept = np.flatnonzero(~out)
    tables = tuple((layout, rows.take(kept)) for layout, rows in tables)
    return replace(understood, layouts=tables), frozenset(numbers.tolist()), found


def _mended(layout: Layout, rows: Rows, mended: Iterable[tuple[int, str, str]]) -> Rows:
    """Return the rows with other texts in some cells; a row that is mended has as many cells as it should."""
    by_column: dict[str, dict[int, str]] = defaultdict(dict)
    for row, ours, text in mended:
        if ours in layout.names:
            by_column[ours][row] = text
    columns, touched = dict(rows.columns), np.zeros(len(rows), bool)
    for ours, texts in by_column.items():
        concerned = np.flatnonzero(np.isin(rows.numbers, list(texts)))
        cells = columns.get(ours) or Cells.constant("", len(rows))
        codes = cells.codes.copy()
        codes[concerned] = len(cells.words) + np.arange(len(concerned))
        new = pa.array([texts[row] for row in rows.numbers[concerned].tolist()], cells.words.type)
        columns[ours] = Cells(codes, pa.concat_arrays([cells.words, new]))
        touched[concerned] = True
    lengths = rows.lengths if rows.lengths is None else np.where(touched, rows.width, rows.lengths)
    return replace(rows, columns=columns, lengths=lengths)


def _units(rows: Rows, options: Options) -> Rows:
    """Return the rows with units as the user says they are meant; other words are told when they are read."""
    meant = {folded_word(written): code for column, written, code in options.spellings if column == "unit"}
    if not meant or "unit" not in rows.columns:
        return rows
    cells = rows.columns["unit"].map(lambda text: meant.get(folded_word(text), text))
    return replace(rows, columns={**rows.columns, "unit": cells})


def _left_out(layout: Layout, rows: Rows, said: Iterable[tuple[str, str]]) -> npt.NDArray[np.bool_]:
    """Return which rows the user leaves out: by what stands in a column, as it is shown, or by number."""
    out = np.zeros(len(rows), bool)
    for column, text in said:
        if column == ROW:
            out |= rows.numbers == (int(text) if text.strip().isdecimal() else -1)
        elif column in rows.columns:
            names = layout.column(column).kind in (Kind.TEXT, Kind.CHOICE)
            out |= rows.columns[column].where(_same_as(text, names=names))
    return out


def _same_as(text: str, *, names: bool) -> Callable[[str], bool]:
    """Return whether another text is the same as it is shown; of names the spelling does not count."""
    shown, folded = shortened(text), fold(shortened(text))
    return lambda other: shortened(other) == shown or (names and bool(folded) and fold(shortened(other)) == folded)


def words_read(drafts: Iterable[Draft]) -> dict[str, Mapping[str, str]]:
    """Return how the words of each code list were read, yes and no among them: as written → code, "" for none."""
    read: dict[str, Mapping[str, str]] = {}
    for draft in drafts:
        for column in draft.layout.columns:
            if column.kind not in (Kind.CHOICE, Kind.YES_NO) or column.name not in draft.rows.columns:
                continue
            cells, values = draft.rows.columns[column.name], draft.values[column.name]
            used = [at for at in np.flatnonzero(cells.used).tolist() if cells.texts[at].strip()][:MOST_WORDS]
            read[column.name] = {cells.texts[at].strip(): _code(values.values[at], values.missing[at]) for at in used}
    return read


def _code(value: object, missing: np.bool_) -> str:
    """Return a value of a code list as its code."""
    if missing:
        return ""
    return str(value) if isinstance(value, pa.Scalar) else ("yes" if value else "no")
