"""What stands in a file twice: rows, records, counts of one site at one time. Equal people are not the same people."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.intake.draft import Draft
from idpdash.intake.issues import issue
from idpdash.intake.reading.cells import Cells, Positions
from idpdash.intake.values.column import Values

MANY = 100_000  # distinct texts of a column above which they are compared as they stand
Marks = npt.NDArray[np.uint64]


def rows(draft: Draft) -> None:
    """Find records that stand twice, and say how many other rows equal an earlier one in all columns."""
    mapped = _marks(draft)
    records(draft, mapped)
    whole = _mixed(mapped, (cells.codes for cells in draft.rows.others))
    repeats = int((pd.Series(whole).duplicated().to_numpy() & ~draft.findings.again).sum())
    if repeats:
        draft.findings.whole.append(issue("repeated_rows", rows=repeats, count=repeats))


def records(draft: Draft, marks: Marks | None = None) -> None:
    """Find rows with the record id of an earlier one: an error, or the very same said anew, which is loaded once.

    marks: of the rows' content; made here where they are needed.
    """
    ids, positions = _often(draft)
    if not len(positions):
        return
    marks = _marks(draft) if marks is None else marks
    first, first_same = _first(ids, positions), _first(_together(ids, marks[positions]), positions)
    numbers = draft.rows.numbers
    later = numbers[positions] != numbers[first]  # a wide row that was turned long is one record
    same = numbers[positions] != numbers[first_same]
    earlier = dict(zip(positions.tolist(), numbers[np.where(same, first_same, first)].tolist(), strict=True))
    for key, which in (("duplicate_record", later & ~same), ("record_again", same)):
        draft.findings.at_rows(
            key,
            "record_id",
            positions[which],
            value=draft.text("record_id"),
            words=lambda position: {"other": earlier[position]},
        )
    draft.findings.again[positions[same]] = True


def counts(draft: Draft) -> None:
    """Find counts of a site at a time for which an earlier row says another number; the later row holds."""
    sites, times = draft.values["site_code"], draft.values["date"]
    told = ~sites.missing_by_row() & ~times.missing_by_row() & ~draft.missing("individuals")
    known = np.flatnonzero(told & ~draft.findings.again)
    places = pd.factorize(sites.series(known, "str"))[0].astype(np.int64)
    table = pd.DataFrame(
        {"key": places, "time": times.by_row()[known], "people": draft.values["individuals"].by_row()[known]}
    )
    before = table.groupby(["key", "time"])["people"].shift()
    differs = np.flatnonzero(before.notna() & (before != table["people"]))
    if not len(differs):
        return
    row = pd.Series(draft.rows.numbers[known], table.index).groupby([table["key"], table["time"]]).shift()
    said = {int(known[one]): {"other": int(row.iloc[one]), "before": int(before.iloc[one])} for one in differs.tolist()}
    value = draft.text("individuals")
    draft.findings.at_rows("count_twice", "individuals", known[differs], value=value, words=lambda at: said[at])


def _often(draft: Draft) -> tuple[npt.NDArray[np.int64], Positions]:
    """Return the rows whose record id stands in several rows, before them a number for each of their ids."""
    nothing = np.empty(0, np.int64)
    if not draft.has("record_id"):
        return nothing, nothing
    values = draft.values["record_id"]
    cells = Cells(draft.rows.columns["record_id"].codes, pc.fill_null(values.values, ""))
    numbers = cells.codes if len(cells.words) > MANY else cells.numbered()
    told = ~values.missing_by_row()
    times = np.bincount(numbers[told], minlength=int(numbers.max(initial=0)) + 1)
    often = np.flatnonzero(told & (times > 1)[numbers])
    return numbers[often].astype(np.int64), often


def _first(keys: npt.NDArray[np.int64], positions: Positions) -> Positions:
    """Return, for each row, the first one that has the same key."""
    _different, first, place = np.unique(keys, return_index=True, return_inverse=True)
    found: Positions = positions[first[place]]
    return found


def _together(ids: npt.NDArray[np.int64], marks: Marks) -> npt.NDArray[np.int64]:
    """Return a number for each pair of an id and the mark of a content."""
    contents = pd.factorize(marks)[0].astype(np.int64)
    return ids * (int(contents.max(initial=0)) + 1) + contents


def _marks(draft: Draft) -> Marks:
    """Return a number for each row, the same for rows equal in all mapped columns, values read alike being equal."""
    columns = (_same_codes(draft.values[name], cells) for name, cells in draft.rows.columns.items())
    return _mixed(np.zeros(len(draft.rows), np.uint64), columns)


def _mixed(marks: Marks, columns: Iterable[npt.NDArray[np.int32]]) -> Marks:
    """Return marks into which more columns are mixed."""
    mixed = marks.copy()
    with np.errstate(over="ignore"):
        for codes in columns:
            mixed ^= codes.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
            mixed *= np.uint64(0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(29)
    return mixed


def _same_codes(values: Values, cells: Cells) -> npt.NDArray[np.int32]:
    """Return a number for each row's value, the same for values that are the same however written."""
    if isinstance(values.values, pa.Array):  # words count as written: "Drought" and "Drought related" are two
        return cells.codes if len(cells.words) > MANY else cells.map(str.strip).numbered()
    same = pd.factorize(values.values)[0]
    unread = (
        values.missing & np.array([bool(text.strip()) for text in cells.texts], bool)
        if values.missing.any()
        else values.missing
    )
    by_word = np.where(unread, len(same) + np.arange(len(same)), np.where(values.missing, -1, same)).astype(np.int32)
    codes: npt.NDArray[np.int32] = by_word[cells.codes]
    return codes
