"""What the rows of a file say, whatever their order: files that say the same are loaded once."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection, Select, and_, exists, select

from idpdash.intake.checked import Checked
from idpdash.store.erasing import STATEMENTS
from idpdash.store.rows import table_of
from idpdash.store.tables import Upload, UploadStatus, WaitingRow
from idpdash.store.uploads import FACTS

Hashes = npt.NDArray[np.uint64]
BATCH = 50_000  # rows hashed at a time, which spares memory
ODD = 0x9E3779B97F4A7C15  # of the golden ratio: multiplying by it spreads neighbouring numbers


def content(checked: Checked) -> str:
    """Return what the good rows say, as "hash:rows": a sum over the rows, so that their order does not matter."""
    total, rows = 0, 0
    for name, table in sorted(checked.tables.items()):
        for start in range(0, len(table), BATCH):
            hashes = _rows(table.iloc[start : start + BATCH]) + _seed(len(name))
            total += int(_mixed(hashes).sum(dtype=np.uint64))
        rows += len(table)
    return f"{total % 2**64:016x}:{rows}"


def together(one: str, other: str) -> str:
    """Return the content of two sets of rows taken together; "" where one of them is not known."""
    if not one or not other:
        return ""
    (first, rows), (second, more) = one.split(":"), other.split(":")
    return f"{(int(first, 16) + int(second, 16)) % 2**64:016x}:{int(rows) + int(more)}"


def _rows(table: pd.DataFrame) -> Hashes:
    """Return a hash of each row, whatever its number. The place of a column counts, an empty cell does not."""
    total = np.zeros(len(table), np.uint64)
    for place, name in enumerate(table.columns.drop("row"), start=1):
        filled = table[name].notna().to_numpy(bool)
        if filled.any():
            total += np.where(filled, _mixed(_cells(table[name]) + _seed(place)), np.uint64(0))
    return total


def _cells(column: pd.Series[Any]) -> Hashes:
    """Return a hash of each cell that is not empty; texts are hashed once, however often they stand there."""
    kind = column.dtype
    if pd.api.types.is_float_dtype(kind):
        return column.to_numpy(np.float64, na_value=0).view(np.uint64)
    if pd.api.types.is_numeric_dtype(kind):  # truth values too
        return column.to_numpy(np.int64, na_value=0).view(np.uint64)
    if pd.api.types.is_datetime64_any_dtype(kind):
        return column.to_numpy("datetime64[s]").astype(np.int64).view(np.uint64)
    codes, different = pd.factorize(column)
    hashed = pd.util.hash_array(np.asarray(different, dtype=object), categorize=False)
    return np.append(hashed, np.uint64(0))[codes]


def _seed(number: int) -> np.uint64:
    """Return a number far from those of its neighbours."""
    return np.uint64(number * ODD % 2**64)


def _mixed(numbers: Hashes) -> Hashes:
    """Return numbers with their bits mixed, so that sums of them differ where the numbers do (splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def with_content(checked: Checked) -> Checked:
    """Return the file with what its rows say, worked out if that is not done yet."""
    return checked if checked.content else replace(checked, content=content(checked))


def may_be_stored(connection: Connection, checked: Checked) -> bool:
    """Return whether a live upload of the same source and layout has as many rows; only then may it say the same."""
    rows = sum(len(table) for table in checked.tables.values())
    alike = _alike(checked).where(table_of(Upload).columns.options.contains(f':{rows}"', autoescape=True))
    return rows > 0 and connection.execute(alike.limit(1)).first() is not None


def _alike(checked: Checked) -> Select[Any]:
    """Return the question for the live uploads of the same source and layout."""
    of = table_of(Upload).columns
    return select(of.id).where(of.status == UploadStatus.LIVE, of.source == checked.source, of.layout == checked.layout)


def saying_the_same(connection: Connection, checked: Checked) -> int | None:
    """Return the live upload of the same source and layout whose rows are the very same, in whatever order.

    Rows that wait count by their cells as written. An upload of which something has been said anew since does not
    count: to send its rows again is to say that they hold; nor does any, where empty cells are to erase something.
    None if there is none.
    """
    if not checked.content or checked.content.endswith(":0") or checked.options.erase:
        return None
    of = table_of(Upload).columns
    alike = _alike(checked).where(of.options.contains(f'"content": "{checked.content}"', autoescape=True))
    waiting = Counter(_written(row.cells) for row in checked.waiting)
    for upload in connection.scalars(alike.order_by(of.id)).all():
        aside = connection.scalars(select(WaitingRow.cells).where(WaitingRow.upload_id == upload))
        if Counter(_written(json.loads(cells)) for cells in aside) == waiting and _holds(connection, upload, checked):
            return int(upload)
    return None


def _holds(connection: Connection, upload: int, checked: Checked) -> bool:
    """Return whether all that an upload says holds: none of its facts gave way, no later upload speaks of such things.

    Facts without a record number add up: those of other uploads do not matter.
    """
    for name in checked.tables:
        if (model := FACTS.get(name)) is not None:
            later = and_(model.upload_id == upload, model.superseded_by.is_not(None))
        else:
            later = table_of(STATEMENTS[name]).columns.upload_id > upload
        if connection.scalar(select(exists().where(later))):
            return False
    return True


def _written(cells: Any) -> str:
    """Return the cells of a row, the empty ones left out, as one text."""
    return json.dumps({name: cell for name, cell in sorted(cells.items()) if cell}, ensure_ascii=False)
