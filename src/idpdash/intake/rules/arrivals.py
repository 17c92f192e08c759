"""What must hold in movements: a period in order, places known; people and repeats have rooms of their own."""

from __future__ import annotations

import numpy as np

from idpdash.intake.draft import Draft, in_order, with_default
from idpdash.intake.rules import people, repeats
from idpdash.intake.rules.resolved import resolve
from idpdash.intake.values.column import Values
from idpdash.vocabulary import Direction


def movements(draft: Draft) -> None:
    """Build the columns of movements."""
    _period(draft)
    draft.out["direction"] = with_default(draft, "direction", Direction.ARRIVAL)
    resolve(draft, "destination", into="destination_place_code")
    resolve(draft, "origin", into="origin_place_code", origin=True)
    if draft.has("reason"):
        cells = draft.rows.columns["reason"]
        draft.out["reason_as_written"] = Values.of_texts((text.strip() or None for text in cells.texts), cells.codes)
    people.sex_age(draft)
    people.households(draft)
    repeats.rows(draft)


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
