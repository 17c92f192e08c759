"""That rows left the house: an upload without rows says who took which, and when."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import Engine

from idpdash.scope import Scope
from idpdash.store.engine import writing
from idpdash.store.uploads import open_upload
from idpdash.vocabulary import DESK

EXPORT = "export"  # the layout of such an upload


def record_export(
    store: Engine, layout: str, scope: Scope, *, source: str | None, rows: int, by: str, now: dt.datetime
) -> int:
    """Keep who took rows of a layout out of the store, and return the number of the act. It cannot be undone.

    scope: the period asked for. source: the only one asked for, if any. rows: how many there were.
    """
    period = {"from": scope.from_day, "to": scope.to_day}
    open_ends = {dt.date.min, dt.date.max}
    said = {
        "exported": layout,
        **{end: None if day in open_ends else day.isoformat() for end, day in period.items()},
        "source": source,
    }
    with writing(store) as connection:
        options = json.dumps(said, ensure_ascii=False)
        return open_upload(connection, by=by, now=now, layout=EXPORT, source=DESK, options=options, rows_read=rows)
