"""The data rows below a header: what is read of a sheet, and which of its rows are no data.

Empty rows, totals, remarks below the table and the header once more are left out, all but the first said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from idpdash.columns import Kind
from idpdash.formats import fold
from idpdash.intake.cells import Cells, Rows, Sheet
from idpdash.intake.header import Header
from idpdash.intake.issues import Issue, issue
from idpdash.layouts import Layout

TOTALS = frozenset(
    {
        "total",
        "totals",
        "grand total",
        "sub total",
        "subtotal",
        "sum",
        "gesamt",
        "summe",
        "всього",
        "итого",
        "المجموع",
        "合計",
    }
)
LIKELY = f"(?i)^[^0-9]{{0,9}}({'|'.join(sorted(TOTALS))})"  # a first, quick look (RE2)
LOOKED_AT = 10  # remarks stand within so many rows of the end


def rows_of(
    sheet: Sheet, header: Header, positions: Mapping[str, int], *, given: Iterable[tuple[str, str]] = ()
) -> Rows:
    """Return the data rows of a sheet by our column names; empty rows are left out.

    positions: our column → where it stands. given: our column → what stands in its empty cells.
    """
    body = [cells.take(slice(header.first, None)) for cells in sheet.columns]
    count = sheet.rows - header.first
    columns = {ours: body[position] for ours, position in positions.items()}
    heads = {ours: header.names[at].strip() or header.tags[at] for ours, at in positions.items()}
    for name, value in given:
        columns[name] = _filled(columns[name], value) if name in columns else Cells.constant(value, count)
    others = tuple(cells for position, cells in enumerate(body) if position not in positions.values())
    filled = np.zeros(count, bool)
    for cells in body:
        if filled.all():
            break
        filled |= cells.where(_holds_text)
    numbers = np.arange(header.first + 1, sheet.rows + 1, dtype=np.int64)
    rows = Rows(columns, numbers, heads, others, _lengths(sheet, header, body), header.width)
    return rows if filled.all() else rows.take(np.flatnonzero(filled))


def _holds_text(text: str) -> bool:
    """Return whether a cell is not empty."""
    return bool(text.strip())


def _filled(cells: Cells, value: str) -> Cells:
    """Return a column with one value in its empty cells."""
    return cells.map(lambda text: text if text.strip() else value)


def _lengths(sheet: Sheet, header: Header, body: list[Cells]) -> npt.NDArray[np.int32] | None:
    """Return how many cells each row has, empty ones behind the header's last not counted; None where all fit it."""
    if sheet.padded or (sheet.lengths is None and header.width == len(body)):
        return None
    written = np.full(sheet.rows, len(body), np.int32) if sheet.lengths is None else sheet.lengths
    written = written[header.first :].copy()
    beyond = np.zeros(len(written), bool)
    for cells in body[header.width :]:
        beyond |= cells.where(_holds_text)
    written[(written > header.width) & ~beyond] = header.width
    return None if (written == header.width).all() else written


def without_remarks(rows: Rows, layout: Layout) -> tuple[Rows, list[Issue]]:
    """Return the rows without those that are no data, and a warning for each."""
    out: dict[int, Issue] = {}
    texts = {
        name: cells
        for name, cells in rows.columns.items()
        if layout.column(name).kind in (Kind.TEXT, Kind.CODE, Kind.DAY, Kind.INSTANT)
        and name not in ("note", "conditions")
    }
    for cells in texts.values():
        likely = pc.match_substring_regex(cells.words, LIKELY)
        for position in np.flatnonzero(likely.to_numpy(zero_copy_only=False)[cells.codes]).tolist():
            if fold(cells.at(position)) in TOTALS:
                out.setdefault(position, issue("total_row", row=int(rows.numbers[position]), value=cells.at(position)))
    again = np.full(len(rows), len(rows.columns) > 1)
    for name, cells in rows.columns.items():
        again &= pc.equal(pc.utf8_trim_whitespace(cells.words), rows.headers.get(name, "")).to_numpy(
            zero_copy_only=False
        )[cells.codes]
    for position in np.flatnonzero(again).tolist():
        out.setdefault(position, issue("header_again", row=int(rows.numbers[position])))
    for position in range(len(rows) - 1, max(-1, len(rows) - 1 - LOOKED_AT), -1):
        remark = _remark(rows, position)
        if position in out:
            continue
        if remark is None:
            break
        out.setdefault(position, issue("footer_row", row=int(rows.numbers[position]), value=remark))
    if not out:
        return rows, []
    return rows.take(np.setdiff1d(np.arange(len(rows)), list(out))), [out[position] for position in sorted(out)]


def _remark(rows: Rows, position: int) -> str | None:
    """Return the text of a row that holds one text in its first cells and nothing else, no number among them."""
    cells = [
        text for text in (column.at(position).strip() for column in (*rows.columns.values(), *rows.others)) if text
    ]
    remark = len(rows.columns) > 2 and len(cells) == 1 and len(cells[0]) > 8 and " " in cells[0]
    return cells[0] if remark else None
