"""How a file travels through intake before it is understood: all cells text, each distinct text of a column kept once.

A million rows have few distinct texts in most columns, so a check looks at each text once and then at numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """One column as written: `words` are its texts (pyarrow strings), `codes` say which of them stands in each row.

    A text may stand in `words` that no row has; "" is an empty cell.
    """

    codes: npt.NDArray[np.int32]
    words: pa.Array

    @classmethod
    def of(cls, column: Iterable[str] | pa.Array) -> Cells:
        """Return the column's cells, its distinct texts found."""
        array = column if isinstance(column, pa.Array) else pa.array(list(column), pa.string())
        return cls.encoded(array.dictionary_encode())

    @classmethod
    def encoded(cls, array: pa.DictionaryArray) -> Cells:
        """Return the cells of an array that pyarrow has encoded already."""
        return cls(array.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False), array.dictionary)

    @classmethod
    def joined(cls, portions: pa.ChunkedArray) -> Cells:
        """Return the cells of a column that pyarrow encoded in portions, each with texts of its own."""
        whole = portions.unify_dictionaries().combine_chunks()
        return cls.encoded(whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole)

    @classmethod
    def constant(cls, text: str, rows: int) -> Cells:
        """Return a column with one text in every row."""
        return cls(np.zeros(rows, np.int32), pa.array([text], pa.string()))

    @cached_property
    def texts(self) -> list[str]:
        """Return the words as plain texts."""
        words: list[str] = self.words.to_pylist()
        return words

    @cached_property
    def used(self) -> npt.NDArray[np.bool_]:
        """Return, for each word, whether any row has it."""
        return np.bincount(self.codes, minlength=len(self.words)) > 0

    def at(self, position: int) -> str:
        """Return the text of one row."""
        return str(self.words[int(self.codes[position])].as_py())

    def take(self, positions: Positions | slice) -> Cells:
        """Return the cells of some rows."""
        return Cells(self.codes[positions], self.words)

    def map(self, change: Callable[[str], str]) -> Cells:
        """Return the column with every text changed."""
        return Cells(self.codes, pa.array([change(text) for text in self.texts], pa.string()))

    def numbered(self) -> npt.NDArray[np.int32]:
        """Return a number for each row, the same for rows of the same text, even where `words` repeats itself."""
        return Cells.encoded(self.words.dictionary_encode()).codes[self.codes]

    def where(self, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Return, for each row, whether something holds of its text."""
        return np.array([holds(text) for text in self.texts], bool)[self.codes]


@dataclass(frozen=True)
class Sheet:
    """One table of a file as it stands, header and titles included. Row 0 here is the spreadsheet's row 1.

    lengths: how many cells each row has as written; missing where all have as many as there are columns.
    padded: the rows were made equally long by the program that wrote them (workbooks), so lengths tell nothing.
    merged: how many merged cells were given to each of their rows. errors: cells with an error in the whole workbook,
    where it is not known which. numbers: of each row, as the spreadsheet shows it, where the rows are not those of the
    spreadsheet one by one.
    """

    name: str
    columns: Sequence[Cells]
    lengths: npt.NDArray[np.int32] | None = None
    visible: bool = True
    padded: bool = False
    merged: int = 0
    errors: int = 0
    numbers: Positions | None = None

    @property
    def rows(self) -> int:
        """Return how many rows the sheet has, all included."""
        return len(self.columns[0].codes) if self.columns else 0

    def head(self, rows: int) -> list[list[str]]:
        """Return the first rows as texts."""
        return [[cells.at(position) for cells in self.columns] for position in range(min(rows, self.rows))]


@dataclass(frozen=True)
class Book:
    """A file as it was read. encoding: of a CSV file, where it had to be guessed."""

    sheets: tuple[Sheet, ...]
    encoding: str | None = None

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name, hidden or not."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass(frozen=True)
class Rows:
    """The data rows of a sheet with its columns by our names.

    numbers: the row each has in the spreadsheet. headers: our name → as the file has it. others: columns not mapped;
    never read, only compared when repeated rows are counted. lengths: cells of each row, empty ones behind the header's
    last not counted; missing where no row is longer or shorter than the header. width: cells of the header.
    """

    columns: dict[str, Cells]
    numbers: Positions
    headers: dict[str, str] = field(default_factory=dict)
    others: tuple[Cells, ...] = ()
    lengths: npt.NDArray[np.int32] | None = None
    width: int = 0

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.numbers)

    def take(self, positions: Positions) -> Rows:
        """Return some of the rows."""
        return Rows(
            {name: cells.take(positions) for name, cells in self.columns.items()},
            self.numbers[positions],
            self.headers,
            tuple(cells.take(positions) for cells in self.others),
            None if self.lengths is None else self.lengths[positions],
            self.width,
        )


def text_series(words: pa.Array, codes: npt.NDArray[np.integer[Any]]) -> pd.Series:
    """Return texts as a pandas column of dtype str; null words are missing."""
    chosen = pa.chunked_array([words.cast(pa.large_string()).take(pa.array(codes))])
    column: pd.Series = chosen.to_pandas()
    return column.astype("str") if column.dtype != "str" else column  # all missing: pyarrow cannot tell
