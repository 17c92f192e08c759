"""A file checked against all that is known: by itself (`intake`), and beside what is stored (`compare`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Options
from idpdash.intake.issues import Issue
from idpdash.store.compare import compared
from idpdash.store.engine import data_version, reading
from idpdash.store.known import known

SUSPICIOUS = "looks_truncated"


def checked(
    store: Engine,
    content: bytes,
    file_name: str,
    options: Options,
    *,
    today: dt.date,
    timezone: ZoneInfo,
    remembered: bool = True,
    progress: Callable[[float], None] = lambda _share: None,
) -> Checked:
    """Return a file as `intake.check.check` reads it, with what is found beside the store; raises SurroundingsError.

    remembered: how files of its shape were read before is used for this one. What is known and what is compared is one
    view of the store.
    """
    held = [content]
    del content  # the bytes are gone once they are read, if the caller keeps no name for them either
    with reading(store) as connection:
        version, stored = data_version(connection), known(connection)
        if not remembered:
            stored = replace(stored, mappings=())
        found = check(held.pop(), file_name, options, stored, today=today, timezone=timezone, progress=progress)
        return compared(connection, found, version=version, today=today)


def suspicion(found: Checked) -> Issue | None:
    """Return why a file is not loaded unless that is confirmed; None where nothing speaks against it."""
    return next((one for one in found.issues if one.code == SUSPICIOUS), None)
