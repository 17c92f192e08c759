"""The values of a column: one for each distinct text, and which of them stands in each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.intake.reading.cells import Positions, text_series


@dataclass(frozen=True)
class Values:
    """A column's values, one for each distinct text, and which of them stands in each row.

    values: numpy (numbers, days, truth) or pyarrow strings; meaningless where `missing`. codes None: one value a row.
    days: for an instant, its local day.
    """

    values: Any
    missing: npt.NDArray[np.bool_]
    codes: npt.NDArray[np.int32] | None = None
    days: npt.NDArray[np.datetime64] | None = None

    @classmethod
    def of_texts(cls, texts: pa.Array | Iterable[str | None], codes: npt.NDArray[np.int32] | None) -> Values:
        """Return texts as values, null ones missing."""
        words = texts if isinstance(texts, pa.Array) else pa.array(list(texts), pa.string())
        return cls(words, words.is_null().to_numpy(zero_copy_only=False), codes)

    def by_row(self) -> npt.NDArray[Any]:
        """Return the value of every row (numbers and days only)."""
        rows: npt.NDArray[Any] = self.values if self.codes is None else self.values[self.codes]
        return rows

    def text_at(self, position: int) -> str:
        """Return the text of one row, "" where missing (texts only)."""
        return str(self.values[position if self.codes is None else int(self.codes[position])].as_py() or "")

    def missing_by_row(self) -> npt.NDArray[np.bool_]:
        """Return which rows have no value."""
        return self.missing if self.codes is None else self.missing[self.codes]

    def local_days(self) -> Values:
        """Return the local days of instants."""
        return Values(self.days, self.missing, self.codes)

    def series(self, positions: Positions | slice, dtype: str) -> pd.Series:
        """Return the values of some rows as a pandas column."""
        codes: Any = positions if self.codes is None else self.codes[positions]
        if isinstance(self.values, pa.Array):
            return text_series(masked(self.values, self.missing), codes)
        values, missing = self.values[codes], self.missing[codes]
        if dtype == "Int64":
            return pd.Series(pd.arrays.IntegerArray(values, missing))
        if dtype == "Float64":
            return pd.Series(pd.arrays.FloatingArray(values, missing))
        if dtype == "boolean":
            return pd.Series(pd.arrays.BooleanArray(values, missing))
        return pd.Series(np.where(missing, np.datetime64("NaT", "s"), values))


def masked(words: pa.Array, missing: npt.NDArray[np.bool_]) -> pa.Array:
    """Return texts with null where missing."""
    return pc.if_else(pa.array(missing), pa.scalar(None, words.type), words)
