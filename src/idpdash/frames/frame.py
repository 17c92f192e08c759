"""The shape of a table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from idpdash.columns import Column


@dataclass(frozen=True)
class Frame:
    """A table's shape: its columns in their order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Return the column names in order."""
        return [column.name for column in self.columns]

    def typed(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table with just these columns, in this order and of these types (empty results keep theirs)."""
        return table.reindex(columns=self.names).astype({column.name: column.dtype for column in self.columns})

    def empty(self) -> pd.DataFrame:
        """Return the frame without rows."""
        return self.typed(pd.DataFrame(columns=self.names))
