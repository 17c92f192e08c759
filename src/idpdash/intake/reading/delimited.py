"""Delimited text → one sheet. Cells are counted strictly: a row that is longer than others is never shifted.

Two ways lead to the same table. A clean file without irregular rows goes through pyarrow, a million rows in a second or
two; anything irregular through Python's own `csv`, which is strict about quotation marks and knows the row.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from idpdash.intake.issues import refused
from idpdash.intake.reading.cells import Cells, Sheet

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 500
WIDEST = 1_000_000  # delimiters of one line, those within quotation marks included
CHUNK = 50_000
SAMPLE = 64_000
PORTION = 4 << 20
LONGEST_CELL = 1 << 25  # a cell longer than any column keeps is an error of its row, not of the file
BLOCK = 1 << 20  # bytes that pyarrow reads at once: larger ones take more memory and no less time
FILLED = re.compile(rb"\S")
FEW = 2_000_000  # bytes below which the careful way is fast enough


def read(text: bytes, progress: Callable[[float], None] = lambda _share: None) -> Sheet:
    """Return the table in UTF-8 bytes without a byte order mark.

    Raises RefusedError where cells cannot be told apart.
    """
    end = len(text)
    while end and text[end - 1 : end] in b"\r\n":
        end -= 1
    if not FILLED.search(text, 0, end):
        raise refused("empty_file")
    sample = text[:SAMPLE].decode("utf-8", "ignore")
    hint = re.match(r"sep=(.)\r?\n", sample)
    if hint:  # a line for spreadsheet programs, which they do not show as a row
        return _careful(text[len(hint[0].encode()) : end], hint[1])
    delimiter = delimiter_of(sample, whole=len(text) <= SAMPLE)
    if end > FEW and (b'"' not in text or _quotes_are_sound(text, delimiter)):
        sheet = _fast(text, end, delimiter, progress)
        if sheet is not None:
            return sheet
    return _careful(text[:end], delimiter)


def delimiter_of(sample: str, *, whole: bool) -> str:
    """Return the delimiter by which most rows of the sample have the same number of cells, more than one.

    A single column has none; a comma is as good as any. whole: the sample is the whole file.
    """
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [
                len(row) for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 60) if row
            ]
        except csv.Error:
            continue
        widths = widths if whole or len(widths) < 3 else widths[:-1]
        wide = Counter(width for width in widths if width > 1)
        if wide:
            width, rows = wide.most_common(1)[0]
            most, best = max((most, best), ((rows / len(widths), width), delimiter), key=lambda pair: pair[0])
    return best


def _quotes_are_sound(text: bytes, delimiter: str) -> bool:
    """Return whether every quotation mark is where it may be and no cell holds a line break, looking at all at once.

    Within a line they open and close in turn: they open behind a delimiter and close before one, or two stand together.
    """
    outside = np.frombuffer(f'{delimiter}\r\n"'.encode(), np.uint8)
    start = 0
    while start < len(text):
        end = text.find(b"\n", start + PORTION) + 1 or len(text)
        letters = np.frombuffer(b"\n" + text[start:end] + b"\n", np.uint8)
        quotes, breaks = np.flatnonzero(letters == ord('"')), np.flatnonzero(letters == ord("\n"))
        opening, closing = quotes[0::2], quotes[1::2]
        in_turn = len(quotes) % 2 == 0 and not (np.searchsorted(quotes, breaks) % 2).any()
        if (
            not in_turn
            or not np.isin(letters[opening - 1], outside).all()
            or not np.isin(letters[closing + 1], outside).all()
        ):
            return False
        start = end
    return True


def _fast(text: bytes, end: int, delimiter: str, progress: Callable[[float], None]) -> Sheet | None:
    """Return the table by pyarrow, or None where a row is longer or shorter than the first."""
    line = text[: text.find(b"\n") if b"\n" in text else end].decode("utf-8").rstrip("\r")
    if line.count(delimiter) > WIDEST:
        return None
    width = len(next(csv.reader([line], delimiter=delimiter)))
    if width > MOST_COLUMNS or (b"\r" in text and b"\r\n" not in text):
        return None
    names = [str(position) for position in range(width)]
    try:
        reader = arrow_csv.open_csv(
            pa.BufferReader(memoryview(text)[:end]),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, quote_char='"' if b'"' in text else False, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())), strings_can_be_null=False
            ),
        )
        portions = []
        for portion in reader:
            portions.append(portion)
            progress(min(1.0, len(portions) * BLOCK / end))
    except pa.ArrowInvalid:
        return None
    table = pa.Table.from_batches(portions)
    del portions, reader
    columns = []
    for name in names:
        pa.default_memory_pool().release_unused()  # it would keep a few hundred megabytes
        columns.append(Cells.joined(table.column(name)))
        table = table.drop_columns([name])
    del table
    pa.default_memory_pool().release_unused()
    return Sheet("", columns)


def _careful(text: bytes, delimiter: str) -> Sheet:
    """Return the table by Python's csv, cells counted row by row."""
    csv.field_size_limit(LONGEST_CELL)
    lines = _of_bearable_width(io.TextIOWrapper(io.BytesIO(text), "utf-8", newline=""), delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    collected, rows = Columns(), list[list[str]]()
    near = seen = 0
    try:
        for row in reader:
            near += 1
            if reader.line_num > seen + 1:
                _refuse_swallowed(row, delimiter, near)
            seen = reader.line_num
            if len(row) > MOST_COLUMNS:
                raise refused("too_many_columns", count=len(row), most=MOST_COLUMNS)
            rows.append(row)
            if len(rows) == CHUNK:
                collected.add(rows)
                rows = []
    except csv.Error as error:
        raise refused("bad_quotes", near=near + 1) from error
    if rows:
        collected.add(rows)
    return collected.sheet()


def _of_bearable_width(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Return lines; refuses one of so many cells that it would fill the memory before it could be counted."""
    for line in lines:
        if len(line) > WIDEST and line.count(delimiter) > WIDEST:
            raise refused("too_many_columns", count=line.count(delimiter) + 1, most=MOST_COLUMNS)
        yield line


def _refuse_swallowed(row: list[str], delimiter: str, near: int) -> None:
    """Refuse a cell that holds line breaks and a row's worth of delimiters behind one: two stray quotes did it."""
    for cell in row:
        if "\n" in cell and any(line.count(delimiter) >= max(2, len(row) - 2) for line in cell.split("\n")):
            raise refused("swallowed_rows", near=near)


class Columns:
    """Rows in, columns out: collects rows of any length in portions, keeping each distinct text of a portion once."""

    def __init__(self) -> None:
        self._portions: list[list[pa.Array]] = []
        self._lengths: list[np.ndarray] = []

    def add(self, rows: list[list[str]]) -> None:
        """Take a portion of rows."""
        lengths = np.fromiter((len(row) for row in rows), np.int32, len(rows))
        width = int(lengths.max())
        if lengths.min() < width:
            rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
        self._portions.append([pa.array(column, pa.string()).dictionary_encode() for column in zip(*rows, strict=True)])
        self._lengths.append(lengths)

    def sheet(self) -> Sheet:
        """Return all rows as a sheet without a name, as wide as the longest row."""
        if not self._lengths:
            return Sheet("", [])
        lengths = np.concatenate(self._lengths)
        columns = []
        for position in range(max(len(portion) for portion in self._portions)):
            parts = [self._part(number, position) for number in range(len(self._portions))]
            columns.append(Cells.joined(pa.chunked_array(parts)))
        return Sheet("", columns, None if (lengths == len(columns)).all() else lengths)

    def _part(self, number: int, position: int) -> pa.Array:
        """Return one portion of one column; empty cells where the portion is narrower."""
        portion = self._portions[number]
        if position < len(portion):
            return portion[position]
        return pa.array([""] * len(self._lengths[number]), pa.string()).dictionary_encode()
