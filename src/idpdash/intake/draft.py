"""One table while it is checked: its rows, the values read so far, what was found, and the checked columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from idpdash.intake.checked import COLUMNS
from idpdash.intake.findings import Findings
from idpdash.intake.places.gazetteer import Gazetteer
from idpdash.intake.reading.cells import Positions, Rows
from idpdash.intake.values.column import Values
from idpdash.intake.values.read import Reading
from idpdash.layouts import Layout


@dataclass
class Draft:
    """One table while it is checked. values: by our column name; out: checked columns by their name in COLUMNS."""

    layout: Layout
    rows: Rows
    gazetteer: Gazetteer
    reading: Reading
    lenient: bool = False
    findings: Findings = field(init=False)
    values: dict[str, Values] = field(default_factory=dict)
    out: dict[str, Values] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.findings = Findings(self.rows)

    def has(self, name: str) -> bool:
        """Return whether the file gives the column."""
        return name in self.values

    def header(self, name: str) -> str:
        """Return a column's name as the file has it, else ours."""
        return self.rows.headers.get(name, name)

    def missing(self, name: str) -> npt.NDArray[np.bool_]:
        """Return which rows have no value in a column."""
        return self.values[name].missing_by_row() if name in self.values else np.ones(len(self.rows), bool)

    def text(self, name: str) -> Callable[[int], str]:
        """Return a function from position to the cell as written."""
        return self.rows.columns[name].at


@dataclass(frozen=True)
class Built:
    """What a table is made of: the values of its columns and the numbers of its rows, not how they were written.

    good: the rows that the table has, None for all.
    """

    layout: Layout
    numbers: Positions
    good: Positions | None
    out: dict[str, Values]


def built(draft: Draft, good: Positions | None) -> Built:
    """Return what the table of a draft is made of, and end the draft: nothing more can be said of its rows."""
    draft.findings.found.clear()  # each holds the draft, and so its texts, in a circle that is long in memory
    return Built(draft.layout, draft.rows.numbers, good, draft.out)


def finished(part: Built, progress: Callable[[float], None] = lambda _share: None) -> pd.DataFrame:
    """Return the checked table of a layout; columns that the file lacks are missing.

    The values of each column are taken out of `part` when its column is made, to spare memory.
    """
    good: Positions | slice = slice(None) if part.good is None else part.good
    numbers = part.numbers[good]
    table: dict[str, pd.Series] = {"row": pd.Series(numbers)}
    names = COLUMNS[part.layout.name][1:]
    for at, name in enumerate(names, start=1):
        dtype = _dtype(part.layout, name)
        found = part.out.pop(name, None)
        table[name] = (
            pd.Series(pd.NA, index=range(len(numbers)), dtype=dtype) if found is None else found.series(good, dtype)
        )
        progress(at / len(names))
    return pd.DataFrame(table, copy=False)


def _dtype(layout: Layout, name: str) -> str:
    """Return the dtype of a checked column."""
    if name in ("valid_from", "counted_on", "counted_at"):
        return "datetime64[s]"
    return next((column.dtype for column in layout.columns if column.name == name), "str")


def with_default(draft: Draft, name: str, default: str) -> Values:
    """Return a column of codes with a default where its cell is empty."""
    if not draft.has(name):
        return Values.of_texts([str(default)], np.zeros(len(draft.rows), np.int32))
    values = draft.values[name]
    return Values.of_texts([word or str(default) for word in values.values.to_pylist()], values.codes)


def in_order(draft: Draft, first: str, second: str) -> None:
    """Find rows whose second day is before the first."""
    if not (draft.has(first) and draft.has(second)):
        return
    one, two = draft.values[first], draft.values[second]
    reversed_days = ~one.missing_by_row() & ~two.missing_by_row() & (two.by_row() < one.by_row())
    other = draft.header(first)
    draft.findings.at_rows(
        "period_reversed",
        second,
        np.flatnonzero(reversed_days),
        value=draft.text(second),
        words=lambda position: {"other": f"{other} ({draft.text(first)(position)})"},
    )
