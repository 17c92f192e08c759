"""Workbooks (XLSX, XLS, ODS) → sheets. They are opened by a child process with little memory and time: a file of five
kilobytes may otherwise take the whole machine (one cell in the last column of the last row).
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from idpdash.formats import _
from idpdash.intake.issues import refused
from idpdash.intake.reading.cells import Sheet
from idpdash.intake.reading.delimited import Columns

CHILD = Path(__file__).with_name("workbook_child.py")
SECONDS = 120
CHUNK = 20_000


def read(content: bytes) -> tuple[Sheet, ...]:
    """Return all sheets of a workbook, hidden ones too.

    Raises RefusedError for one that cannot be opened within the limits.
    """
    overdue = threading.Event()
    with subprocess.Popen(
        [sys.executable, "-I", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        timer = threading.Timer(SECONDS, _give_up, (child, overdue))
        timer.start()
        try:
            with suppress(BrokenPipeError), child.stdin:  # the child may end before it has read everything
                child.stdin.write(content)
            sheets, last = _sheets(child.stdout)
        finally:
            timer.cancel()
            child.kill()
    if last == "done":
        return sheets
    if last is None and overdue.is_set():
        raise refused("too_slow", seconds=SECONDS)
    if last in (None, "too_large"):
        raise refused("too_large", measure=_("it needs more memory than is given to it"))
    raise refused(last)


def _give_up(child: subprocess.Popen[bytes], overdue: threading.Event) -> None:
    """End a child that takes too long, and say so."""
    overdue.set()
    child.kill()


def _sheets(lines: Iterable[bytes]) -> tuple[tuple[Sheet, ...], str | None]:
    """Return the sheets that the child writes, and its last word: "done", the code of an issue, None if it died.

    Each line is JSON: an object begins a sheet, a list is a row, a number stands for so many empty rows, null ends the
    sheet, a text ends everything.
    """
    sheets: list[Sheet] = []
    about: dict[str, Any] = {}  # name, visible, merged, errors
    collected, rows = Columns(), list[list[str]]()
    for line in lines:
        said = json.loads(line)
        if isinstance(said, list):
            rows.append(said)
        elif isinstance(said, int):
            rows.extend([[""]] * said)
        if rows and (not isinstance(said, list) or len(rows) >= CHUNK):
            collected.add(rows)
            rows = []
        if isinstance(said, dict):
            about, collected = said, Columns()
        elif said is None:
            sheets.append(replace(collected.sheet(), lengths=None, padded=True, **about))
        elif isinstance(said, str):
            return tuple(sheets), said
    return (), None
