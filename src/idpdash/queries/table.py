"""How a statement's rows become a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Executable, bindparam
from sqlalchemy.sql.elements import BindParameter


def table(connection: Connection, statement: Executable) -> pd.DataFrame:
    """Return the rows of a statement as an untyped table, its columns named as in the statement."""
    result = connection.execute(statement)
    names, rows = list(result.keys()), result.all()
    values: Iterable[Any] = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype=object) for name, column in zip(names, values, strict=True)}
    )


def listed(ids: list[int]) -> BindParameter[Any]:
    """Return whole numbers to stand in an IN clause.

    They are written out in the statement: a country has more places than some databases take parameters.
    """
    return bindparam(None, value=ids, expanding=True, literal_execute=True, unique=True)
