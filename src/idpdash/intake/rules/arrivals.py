"""What must hold in movements: periods in order, counts by sex and age that agree, repeats counted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from idpdash import columns as c
from idpdash.intake.cells import Cells
from idpdash.intake.draft import Draft, in_order, with_default
from idpdash.intake.issues import issue
from idpdash.intake.rules.resolved import resolve
from idpdash.intake.values import Values
from idpdash.vocabulary import Direction

MANY = 100_000  # distinct texts of a column above which they are compared as they stand


def movements(draft: Draft) -> None:
    """Build the columns of movements."""
    _period(draft)
    draft.out["direction"] = with_default(draft, "direction", Direction.ARRIVAL)
    resolve(draft, "destination", into="destination_place_code")
    resolve(draft, "origin", into="origin_place_code", origin=True)
    if draft.has("reason"):
        cells = draft.rows.columns["reason"]
        draft.out["reason_as_written"] = Values.of_texts((text.strip() or None for text in cells.texts), cells.codes)
    _sex_age(draft)
    _count_repeats(draft)


def _period(draft: Draft) -> None:
    """Build period_start and period_end: as given, else both the day of `date`."""
    rows = len(draft.rows)
    nothing = Values(np.full(1, np.datetime64("NaT", "s")), np.ones(1, bool), np.zeros(rows, np.int32))
    date = draft.values["date"].local_days() if draft.has("date") else nothing
    start, end = draft.values.get("period_start", nothing), draft.values.get("period_end", nothing)
    if not (draft.has("period_start") and draft.has("period_end")):
        draft.out["period_start"] = draft.out["period_end"] = date
        return
    whole = ~start.missing_by_row() & ~end.missing_by_row()
    starts = np.where(whole, start.by_row(), date.by_row())
    ends = np.where(whole, end.by_row(), date.by_row())
    absent = ~whole & date.missing_by_row()
    draft.out["period_start"], draft.out["period_end"] = Values(starts, absent), Values(ends, absent)
    in_order(draft, "period_start", "period_end")


def _sex_age(draft: Draft) -> None:
    """Find rows whose counts by sex and age exceed the individuals, or fall short though every group is given."""
    names = [column.name for column in c.SEX_AGE if draft.has(column.name)]
    if not names or not draft.has("individuals"):
        return
    total = np.zeros(len(draft.rows), np.int64)
    given = np.zeros(len(draft.rows), bool)
    groups = np.zeros(len(draft.rows), np.int8)
    for name in names:
        present = ~draft.missing(name)
        total += np.where(present, draft.values[name].by_row(), 0)
        given |= present
        groups += present & (not name.endswith("_unknown"))
    all_given = (groups == 10) | ~draft.missing("u_unknown")
    people = draft.values["individuals"].by_row()
    differs = given & ~draft.missing("individuals") & ((total > people) | ((total < people) & all_given))
    draft.findings.at_rows(
        "sum_differs",
        "individuals",
        np.flatnonzero(differs),
        value=draft.text("individuals"),
        words=lambda position: {"sum": int(total[position])},
    )


def _count_repeats(draft: Draft) -> None:
    """Say how many rows are equal in all columns to an earlier one, values read alike counting as equal."""
    mixed = np.zeros(len(draft.rows), np.uint64)
    columns = [_same_codes(draft.values[name], cells) for name, cells in draft.rows.columns.items()]
    with np.errstate(over="ignore"):
        for codes in (*columns, *(cells.codes for cells in draft.rows.others)):
            mixed = (mixed ^ (codes.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(29)
    repeats = int(pd.Series(mixed).duplicated().sum())
    if repeats:
        draft.findings.whole.append(issue("repeated_rows", rows=repeats, count=repeats))


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
