"""Database → frames: select and sum. One room a subject; every query takes a connection and a scope."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from sqlalchemy import Connection

from idpdash.scope import Scope

Query = Callable[[Connection, Scope], pd.DataFrame]
# How a query is run: plain (`reader`) in the command line and tests, cached in ui.
Read = Callable[[Query, Scope], pd.DataFrame]


def reader(connection: Connection) -> Read:
    """Return a plain `Read` over one open connection, so that all its answers are of one moment."""

    def read(query: Query, scope: Scope) -> pd.DataFrame:
        return query(connection, scope)

    return read
