"""The data rows below a header: what is read of a sheet, and which of its rows are no data.

Empty rows, totals, remarks below the table and the header once more are left out, all but the first said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.columns import Kind
from idpdash.formats import as_typed, fold
from idpdash.intake.issues import Issue, issue
from idpdash.intake.mapping.headwords import spellings
from idpdash.intake.reading.cells import Cells, Rows, Sheet
from idpdash.intake.reading.header import Header
from idpdash.layouts import Layout

TOTALS = frozenset(
    fold(word)
    for word in (
        *("total", "totals", "grand total", "overall total", "sub total", "subtotal", "sum", "gesamt", "summe"),
        *("total général", "sous total", "total general", "suma total", "total geral", "soma"),
        *("всього", "усього", "разом", "підсумок", "итого", "всего", "итог"),
        *("المجموع", "مجموع", "الإجمالي", "إجمالي", "المجموع الكلي", "المجموع العام", "合計", "小計", "総計", "計"),
    )
)
LIKELY = f"(?i)^[^0-9]{{0,9}}({'|'.join(sorted({*TOTALS, 'sous-total', 'sub-total', 'الإجمالي', 'إجمالي'}))})"  # RE2
ENDING = r"(total|合計|小計|計)[\s:.]*$"
# A total may name what it sums up ("Total Awdal", "South total"); then something else that its row needs is empty.
PARTLY = re.compile(
    r"(grand total|sub ?total|sous total|total|итого|всего|всього|разом|المجموع|مجموع|الاجمالي|اجمالي) .+"
    r"|.+ (sub ?total|total|合計|小計|計)"
)
REMARK = re.compile(
    r"(sources?|notes?|notas?|remarques?|remarks?|fuentes?|fontes?|nb|n b|المصدر|ملاحظة|ملاحظات|джерело|примітка|"
    r"источник|примечание|出典|注|備考|disclaimer|created|generated|last updated?)\b"
)
LONGEST = 200  # letters of a cell that are looked at
LOOKED_AT = 10  # remarks stand within so many rows of the end


def rows_of(
    sheet: Sheet, header: Header, positions: Mapping[str, int], *, given: Iterable[tuple[str, str]] = ()
) -> Rows:
    """Return the data rows of a sheet by our column names; empty rows are left out.

    positions: our column → where it stands. given: our column → what stands in its empty cells.
    """
    body = [cells.take(slice(header.first, None)) for cells in sheet.columns]
    count = sheet.rows - header.first
    columns = {ours: _as_typed(body[position]) for ours, position in positions.items()}
    heads = {ours: header.names[at].strip() or header.tags[at] for ours, at in positions.items()}
    for name, value in given:
        columns[name] = _filled(columns[name], value) if name in columns else Cells.constant(value, count)
    others = tuple(cells for position, cells in enumerate(body) if position not in positions.values())
    filled = np.zeros(count, bool)
    for cells in body:
        if filled.all():
            break
        filled |= cells.where(_holds_text)
    numbers = np.arange(1, sheet.rows + 1, dtype=np.int64) if sheet.numbers is None else sheet.numbers
    numbers = numbers[header.first :]
    rows = Rows(columns, numbers, heads, others, _lengths(sheet, header, body), header.width)
    return rows if filled.all() else rows.take(np.flatnonzero(filled))


def _holds_text(text: str) -> bool:
    """Return whether a cell is not empty."""
    return bool(text.strip())


def _as_typed(cells: Cells) -> Cells:
    """Return a column without the apostrophes that keep its texts from being run as formulas (`formats.defused`)."""
    quoted = pc.any(pc.starts_with(pc.utf8_ltrim_whitespace(cells.words), "'")).as_py()
    return cells.map(as_typed) if quoted else cells


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
    for position, text in _totals(rows, layout):
        out.setdefault(position, issue("total_row", row=int(rows.numbers[position]), value=text))
    for position in _headers_again(rows, layout):
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


def _totals(rows: Rows, layout: Layout) -> Iterator[tuple[int, str]]:
    """Return the positions of rows that sum up others, and the text that says so, in a column read or not."""
    texts = [
        cells
        for name, cells in rows.columns.items()
        if layout.column(name).kind in (Kind.TEXT, Kind.CODE, Kind.DAY, Kind.INSTANT)
        and name not in ("note", "conditions")
    ]
    lacking: npt.NDArray[np.bool_] | None = None
    for cells in (*texts, *rows.others):
        likely = pc.match_substring_regex(cells.words, f"{LIKELY}|{ENDING}").to_numpy(zero_copy_only=False)
        for word in np.flatnonzero(likely & cells.used).tolist() if likely.any() else ():
            written = str(cells.words[word].as_py())
            text = fold(written[:LONGEST])
            alone = text in TOTALS
            if not alone and not PARTLY.fullmatch(text):
                continue
            positions = np.flatnonzero(cells.codes == word)
            if not alone or not any(cells is one for one in texts):
                lacking = _lacking(rows, layout) if lacking is None else lacking
                positions = positions[lacking[positions]]
            for position in positions.tolist():
                yield position, written


def _lacking(rows: Rows, layout: Layout) -> npt.NDArray[np.bool_]:
    """Return which rows have no whole alternative of a required group other than the counts."""
    counts = {column.name for column in layout.columns if column.kind is Kind.COUNT}
    lacking = np.zeros(len(rows), bool)
    for group in layout.required:
        names = [name for alternative in group for name in alternative if name in rows.columns]
        if names and not counts.intersection(names):
            lacking |= ~np.logical_or.reduce([rows.columns[name].where(_holds_text) for name in names])
    return lacking


def _headers_again(rows: Rows, layout: Layout) -> list[int]:
    """Return the positions of rows in which every cell heads its own column: the header once more, or translated."""
    again = np.full(len(rows), len(rows.columns) > 1)
    for name, cells in rows.columns.items():
        if not again.any():
            break
        heads = {
            rows.headers.get(name, ""),
            *(word for words in spellings(layout.name) for word, ours in words.items() if ours == name),
        }
        lower = pa.array(sorted({fold(head) for head in heads} | {head.strip().lower() for head in heads}), pa.string())
        plain = pc.replace_substring_regex(pc.utf8_lower(pc.utf8_trim_whitespace(cells.words)), r"[\s_]+", " ")
        again &= pc.is_in(plain, lower).to_numpy(zero_copy_only=False)[cells.codes]
    return list(np.flatnonzero(again))


def _remark(rows: Rows, position: int) -> str | None:
    """Return the text of a row that is a remark: one text and nothing else, no number, or one that says what it is."""
    cells = [
        text for text in (column.at(position).strip() for column in (*rows.columns.values(), *rows.others)) if text
    ]
    if len(rows.columns) < 2 or not cells:
        return None
    alone = len(cells) == 1 and len(cells[0]) > 8 and " " in cells[0]
    named = len(cells) * 2 <= len(rows.columns) + 1 and REMARK.match(fold(cells[0][:LONGEST]))
    return cells[0] if alone or named else None
