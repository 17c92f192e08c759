"""The demonstration country: fictional files in our layouts, loaded as any other, shifted so that they end today."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, delete, select

from idpdash.columns import Kind
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.geo import read_areas
from idpdash.intake.check import check
from idpdash.intake.checked import Options
from idpdash.intake.issues import Severity
from idpdash.layouts import LAYOUTS
from idpdash.store.demo_promises import forget_promises, make_promises
from idpdash.store.engine import reading, writing
from idpdash.store.known import known
from idpdash.store.load import load_in
from idpdash.store.loaded import Loaded
from idpdash.store.places import load_places_in
from idpdash.store.tables import Upload, UploadStatus
from idpdash.store.undo import resting, undo_in
from idpdash.vocabulary import DEMO

BY = "demonstration"


def load_demo(
    store: Engine,
    folder: Path,
    *,
    now: dt.datetime,
    today: dt.date,
    timezone: ZoneInfo,
    reset: bool = False,
    if_empty: bool = False,
    progress: Callable[[float], None] = lambda _share: None,
) -> str:
    """Load the demonstration from its folder (demo.json names the files) and return what was done, in a sentence.

    reset: take the present demonstration back first, with what was entered by hand on it. if_empty: load only into an
    empty store. Raises IdpdashError beside other data.
    """
    plan: dict[str, Any] = json.loads(_content(folder, "demo.json"))
    shift = today - dt.date.fromisoformat(plan["last_day"])
    promises = json.loads(_content(folder, plan["promises"])) if "promises" in plan else []
    steps = len(plan["places"]) + len(plan["files"])
    with reading(store) as connection:  # without waiting for writers
        done = None if reset else _already(connection, plan, if_empty=if_empty)
        there = DEMO in _sources(connection)
    if done:
        if there:  # all of it, or it broke off before its promises were made
            make_promises(store, promises, by=BY, today=today)
        return done
    with writing(store) as connection:
        if reset and DEMO in _sources(connection):
            _take_back(connection, now=now)
        elif done := _already(connection, plan, if_empty=if_empty):  # another process was faster
            return done
        for number, place in enumerate(plan["places"], start=1):
            areas = read_areas(_content(folder, place["file"]), level=place.get("level"))
            load_places_in(connection, areas, as_cities=False, file_name=place["file"], by=BY, now=now, source=DEMO)
            progress(number / steps)
        for number, file in enumerate(plan["files"], start=1 + len(plan["places"])):
            content = shifted(_content(folder, file["file"]), file["layout"], shift)
            options = Options(layout=file["layout"], source=DEMO)
            checked = check(content, file["file"], options, known(connection), today=today, timezone=timezone)
            came = now - dt.timedelta(days=file.get("days_ago", 0))
            _sound(load_in(connection, checked, by=BY, now=came, today=today), file["file"])
            progress(number / steps)
    make_promises(store, promises, by=BY, today=today)
    return _("The demonstration country {name} is loaded; everything in it is fictional.").format(name=plan["name"])


def _sources(connection: Connection) -> set[str]:
    """Return who speaks in the store, acts by hand included."""
    return set(connection.scalars(select(Upload.source).where(Upload.status != UploadStatus.UNDONE)))


def _already(connection: Connection, plan: dict[str, Any], *, if_empty: bool) -> str | None:
    """Return why nothing is to be done; None if the store is empty. Raises IdpdashError beside other data."""
    sources = _sources(connection)
    if DEMO in sources:
        return _("The demonstration country {name} is loaded already; nothing was done.").format(name=plan["name"])
    if not sources:
        return None
    if if_empty:
        return _("The store holds other data, so the demonstration was not loaded.")
    raise IdpdashError(_("The store holds other data; the demonstration is loaded into an empty store only."))


def _sound(loaded: Loaded, file: str) -> None:
    """Say what is wrong with a file of the demonstration, if anything is."""
    if loaded.status == "rejected":
        faults = [issue.message for issue in loaded.issues if issue.severity is Severity.ERROR]
        raise IdpdashError(_("{file}: {fault}").format(file=file, fault=" ".join(faults[:3])))


def _content(folder: Path, name: str) -> bytes:
    """Return the bytes of one of the demonstration's files."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise IdpdashError(_("The demonstration's files are not in {folder}.").format(folder=folder)) from error


def shifted(content: bytes, layout: str, shift: dt.timedelta) -> bytes:
    """Return a CSV file in one of our layouts with every day moved; times of day stay."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    days = {column.name for column in LAYOUTS[layout].columns if column.kind in (Kind.DAY, Kind.INSTANT)}
    places = [number for number, name in enumerate(rows[0]) if name in days]
    for row in rows[1:]:
        for place in places:
            if row[place]:
                moved = dt.date.fromisoformat(row[place][:10]) + shift
                row[place] = moved.isoformat() + row[place][10:]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _take_back(connection: Connection, *, now: dt.datetime) -> None:
    """Undo the demonstration with what was entered by hand on it, and drop it from the list of uploads.

    Raises IdpdashError if a file of somebody else rests on it.
    """
    forget_promises(connection)
    mine = select(Upload.id).where(Upload.source == DEMO, Upload.status != UploadStatus.UNDONE)
    for upload in connection.scalars(mine.order_by(Upload.id.desc())).all():
        _release(connection, upload, now=now)
    connection.execute(delete(Upload).where(Upload.source == DEMO))


def _release(connection: Connection, upload: int, *, now: dt.datetime) -> None:
    """Undo an upload of the demonstration after the acts by hand that rest on it."""
    for other in sorted(resting(connection, upload), reverse=True):
        file_name = connection.scalar(select(Upload.file_name).where(Upload.id == other))
        if file_name is not None:
            raise IdpdashError(
                _("Upload {number} ({file}) rests on the demonstration; undo it first.").format(
                    number=other, file=file_name
                )
            )
        _release(connection, other, now=now)
    undo_in(connection, upload, by=BY, now=now)
