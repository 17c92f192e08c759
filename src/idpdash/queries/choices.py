"""What a coordinator chose instead of the default standards and thresholds."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash import frames
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.tables import Choice


def choices(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.CHOICES`, the newest value of each key, by key; of the whole store whatever is asked for.

    "" says that the default holds again. What was undone is not there.
    """
    del scope
    newest = select(func.max(Choice.id)).group_by(Choice.key)
    statement = select(Choice.key, Choice.value).where(Choice.id.in_(newest)).order_by(Choice.key)
    return frames.CHOICES.typed(table(connection, statement))
