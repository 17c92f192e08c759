"""Where every row comes from: uploads, what they keep aside, and how often the store has changed."""

from __future__ import annotations

import json

import pandas as pd
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from idpdash import frames
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.tables import DataVersion, Layer, Upload, UploadStatus, WaitingRow


def uploads(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.UPLOADS`, every upload and act, the newest first."""
    waiting = (
        select(WaitingRow.upload_id, func.count().label("rows_waiting"))
        .where(WaitingRow.dismissed_by.is_(None))
        .group_by(WaitingRow.upload_id)
        .subquery("waiting")
    )
    names = (
        "file_name",
        "layout",
        "source",
        "loaded_at",
        "rows_read",
        "rows_loaded",
        "status",
        "period_start",
        "period_end",
    )
    statement = (
        select(
            Upload.id.label("upload"),
            *(getattr(Upload, name) for name in names),
            Upload.loaded_by.label("by"),
            func.coalesce(waiting.c.rows_waiting, 0).label("rows_waiting"),
        )
        .join(waiting, waiting.c.upload_id == Upload.id, isouter=True)
        .order_by(Upload.id.desc())
    )
    return frames.UPLOADS.typed(table(connection, statement))


def waiting(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.WAITING`: rows kept aside, to be mended, in the order of their files."""
    statement = (
        select(
            WaitingRow.upload_id.label("upload"),
            WaitingRow.layout,
            WaitingRow.row_number.label("row"),
            WaitingRow.cells,
            WaitingRow.issues,
        )
        .join(Upload, Upload.id == WaitingRow.upload_id)
        .where(Upload.status != UploadStatus.UNDONE, WaitingRow.dismissed_by.is_(None))
        .order_by(WaitingRow.upload_id.desc(), WaitingRow.row_number)
    )
    return frames.WAITING.typed(table(connection, statement))


def dismissed(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.DISMISSED`, one row an act and file: which rows were said to need no mending, by whom and why."""
    act, file = aliased(Upload), aliased(Upload)
    statement = (
        select(
            act.id.label("upload"),
            file.file_name,
            func.count().label("rows"),
            act.options.label("status_reason"),
            act.loaded_by.label("by"),
            act.loaded_at,
        )
        .select_from(WaitingRow)
        .join(act, act.id == WaitingRow.dismissed_by)
        .join(file, file.id == WaitingRow.upload_id)
        .group_by(act.id, file.file_name, act.options, act.loaded_by, act.loaded_at)
        .order_by(act.id.desc())
    )
    told = table(connection, statement)
    reasons = [json.loads(options).get("reason") for options in told["status_reason"]]
    return frames.DISMISSED.typed(told.assign(status_reason=pd.Series(reasons, dtype=object)))


def data_version(connection: Connection) -> int:
    """Return how often the store has been written; 0 before the first time."""
    return connection.scalar(select(DataVersion.version).where(DataVersion.id == Layer.PROMISES)) or 0


def layer_versions(connection: Connection) -> dict[Layer, int]:
    """Return how often each layer of the store, or a later one, has been written."""
    counted = {Layer(row.id): row.version for row in connection.execute(select(DataVersion.id, DataVersion.version))}
    return {layer: counted.get(layer, counted.get(Layer.PROMISES, 0)) for layer in Layer}
