"""`uploads`: the list of what was loaded."""

from __future__ import annotations

import argparse
from typing import Any

import pandas as pd

from idpdash import clock
from idpdash.answers.question import everything
from idpdash.commands import say
from idpdash.commands.store import opened
from idpdash.formats import _
from idpdash.queries.uploads import uploads
from idpdash.store.engine import reading


def run(arguments: argparse.Namespace) -> int:
    """List the uploads, newest first."""
    with reading(opened()) as connection:
        listed = uploads(connection, everything(clock.today()))
    rows = [_row(row) for row in listed.to_dict("records")]
    if arguments.json:
        say.as_json({"uploads": rows})
        return 0
    if not rows:
        say.out(_("Nothing is loaded yet."))
        return 0
    header = (
        _("upload"),
        _("file"),
        _("layout"),
        _("source"),
        _("loaded (UTC)"),
        _("by"),
        _("status"),
        _("rows"),
        _("kept aside"),
    )
    names = ("file_name", "layout", "source", "loaded_at", "by", "status", "rows_loaded", "rows_waiting")
    say.table(
        header,
        [(str(row["upload"]), *(row[name] or ("" if row[name] is None else 0) for name in names)) for row in rows],
        left=7,
    )
    return 0


def _row(row: dict[Any, Any]) -> dict[str, Any]:
    """Return one upload in plain values."""
    text = {name: None if pd.isna(row[name]) else str(row[name]) for name in ("file_name", "layout", "source", "by")}
    return {
        "upload": int(row["upload"]),
        **text,
        "loaded_at": f"{row['loaded_at']:%Y-%m-%dT%H:%M:%SZ}",
        "rows_loaded": int(row["rows_loaded"]),
        "rows_waiting": int(row["rows_waiting"]),
        "status": str(row["status"]),
    }
