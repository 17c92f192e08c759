"""Columns of a checked table → plain values as a table of the store takes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

import pandas as pd
import pyarrow as pa
from sqlalchemy import Date, DateTime, String, Table
from sqlalchemy.types import TypeEngine

from idpdash.store.tables import Base


def table_of(model: type[Base]) -> Table:
    """Return the table of a model."""
    return cast(Table, model.__table__)


def values(column: pd.Series[Any], kind: TypeEngine[Any]) -> list[Any]:
    """Return a column as plain Python values: None where missing, days as `date`, text no longer than the store's."""
    missing = column.isna()
    if missing.all():
        return [None] * len(column)
    if isinstance(kind, (Date, DateTime)):
        return _instants(column, day=isinstance(kind, Date))
    if isinstance(kind, String) and kind.length and column.str.len().max() > kind.length:
        column = column.str.slice(0, kind.length)
    if pd.api.types.is_object_dtype(column):
        return [None if gone else value for value, gone in zip(column, missing, strict=True)]
    return cast(list[Any], pa.array(column).to_pylist())  # five times as fast as pandas' own


def _instants(column: pd.Series[Any], *, day: bool) -> list[Any]:
    """Return days or instants: each different one is made once."""
    codes, different = pd.factorize(column)
    made: list[Any] = [instant.date() if day else instant for instant in pd.DatetimeIndex(different).to_pydatetime()]
    made.append(None)
    return [made[code] for code in codes.tolist()]


def records(table: pd.DataFrame, names: Iterable[str], kinds: Table) -> list[dict[str, Any]]:
    """Return the rows of a small table as dicts of plain values, of the types that the columns have in `kinds`."""
    columns = {
        name: values(table[name], kinds.columns[name].type if name in kinds.columns else String()) for name in names
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def merged(stored: Mapping[str, Any] | None, said: Mapping[str, Any], *, erase: Collection[str] = ()) -> dict[str, Any]:
    """Return what holds after something new is said: an empty cell erases no stored value, unless its column is named.

    erase: those columns.
    """
    before = stored or {}
    return {name: before.get(name) if value is None and name not in erase else value for name, value in said.items()}
