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
from idpdash.intake.values.column import Reading, Values
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


def finished(draft: Draft, good: Positions | None) -> pd.DataFrame:
    """Return the good rows (None: all) as the checked table of the layout; columns that the file lacks are missing."""
    good = np.arange(len(draft.rows)) if good is None else good
    table: dict[str, pd.Series] = {"row": pd.Series(draft.rows.numbers[good])}
    for name in COLUMNS[draft.layout.name][1:]:
        dtype = _dtype(draft.layout, name)
        found = draft.out.pop(name, None)
        table[name] = (
            pd.Series(pd.NA, index=range(len(good)), dtype=dtype) if found is None else found.series(good, dtype)
        )
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
