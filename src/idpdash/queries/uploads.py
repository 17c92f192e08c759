"""Where every row comes from: uploads, what they keep aside, and how often the store has changed."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash import frames
from idpdash.queries.table import table
from idpdash.scope import Scope
from idpdash.store.tables import DataVersion, Upload, UploadStatus, WaitingRow


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


def data_version(connection: Connection) -> int:
    """Return how often the store has been written; 0 before the first time."""
    return connection.scalar(select(DataVersion.version)) or 0
