"""Rows of a frame as plain values."""

from __future__ import annotations

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(table: pd.DataFrame) -> list[Record]:
    """Return one record a row; what is missing is None."""
    return [
        {str(key): None if pd.api.types.is_scalar(value) and pd.isna(value) else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]
