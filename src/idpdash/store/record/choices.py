"""Standards and thresholds that a coordinator sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection, Engine, func, insert, select

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.standards import STANDARDS, Standards, coherent, value
from idpdash.store.record.act import act
from idpdash.store.tables import Choice


def choose(store: Engine, values: Mapping[str, str], *, by: str, now: dt.datetime, token: str | None = None) -> int:
    """Set standards and thresholds in one act and return the upload; "" takes a key back to its default.

    Raises IdpdashError for an unknown key, for what is no value of it, and for thresholds that contradict each other.
    """
    if not values:
        raise IdpdashError(_("Say which standard or threshold is to change."))
    for key, text in values.items():
        if key not in STANDARDS:
            raise IdpdashError(_("There is no standard or threshold called {key}.").format(key=key))
        if text:
            value(key, text)

    def write(connection: Connection, upload: int) -> None:
        coherent(Standards.chosen({**_chosen(connection), **values}))
        connection.execute(insert(Choice), [{"upload_id": upload, "key": k, "value": v} for k, v in values.items()])

    return act(store, "choices", write, by=by, now=now, token=token, rows=len(values))


def _chosen(connection: Connection) -> dict[str, str]:
    """Return what was chosen so far, the newest value of each key."""
    newest = select(func.max(Choice.id)).group_by(Choice.key)
    found = connection.execute(select(Choice.key, Choice.value).where(Choice.id.in_(newest)))
    return {row.key: row.value for row in found}
