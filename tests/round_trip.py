"""A store given out as files and read into an empty one."""

from __future__ import annotations

import io
from collections import Counter
from typing import Literal

from sqlalchemy import Engine

from idpdash.answers.export import period, raw
from idpdash.intake.check import check
from idpdash.intake.checked import Options
from idpdash.intake.writing.written import Cell, Look, rows_of, write_csv, write_xlsx
from idpdash.layouts import LAYOUTS
from idpdash.queries import reader
from idpdash.store.engine import reading
from idpdash.store.known import known
from idpdash.store.load import load
from idpdash.store.loaded import Loaded
from tests.store.made import NOW, TODAY, UTC

Extension = Literal["csv", "xlsx"]
Rows = Counter[tuple[Cell, ...]]
ORDER = ("cities", "sites", "occupancy", "movements", "needs", "offers")


def rows(store: Engine, layout: str, *, source: str | None = None) -> Rows:
    """Return what `export --raw` writes of a layout, each row with the number of times it stands there."""
    with reading(store) as connection:
        export = raw(reader(connection), layout, period(None, None, today=TODAY), source=source)
        return Counter(row for table in export.portions for row in rows_of(export.columns, table, UTC))


def written(found: Rows, layout: str, extension: Extension, *, hxl: bool) -> bytes:
    """Return rows as a file."""
    columns = LAYOUTS[layout].columns
    head: list[list[Cell]] = [[column.name for column in columns]]
    if hxl:
        head.append([column.hxl or None for column in columns])
    target = io.BytesIO()
    lines = [*head, *found.elements()]
    write_csv(target, lines) if extension == "csv" else write_xlsx(target, (lines, Look(layout)))
    return target.getvalue()


def put(store: Engine, content: bytes, name: str, *, source: str | None = None) -> Loaded:
    """Load a file."""
    with reading(store) as connection:
        stored = known(connection)
    checked = check(content, name, Options(source=source), stored, today=TODAY, timezone=UTC)
    return load(store, checked, by="test", now=NOW, today=TODAY)


def assert_same(
    store: Engine, fresh: Engine, extension: Extension, *, hxl: bool, layouts: tuple[str, ...] = ORDER
) -> None:
    """Assert that every layout, given out and read into an empty store with its places, is there to the row."""
    for layout in layouts:
        before = rows(store, layout)
        assert before, layout
        said = put(fresh, written(before, layout, extension, hxl=hxl), f"{layout}.{extension}")
        assert (said.status, said.rows_waiting) == ("loaded", 0), (layout, said.issues[:3])
        assert rows(fresh, layout) == before, layout
