"""What is possible and hardly so: a million people in one row, beds without room, days before all records."""

from __future__ import annotations

import numpy as np

from idpdash.columns import Kind
from idpdash.formats import number
from idpdash.intake.draft import Draft
from idpdash.intake.findings import Words

MOST = {"individuals": 1_000_000, "households": 250_000, "beds": 100_000}  # in one row
LEAST_AREA = 1.0  # m² a bed; the standards ask for 3.5 and more
FIRST_DAY = np.datetime64("2000-01-01", "s")
MAY_BE_OLD = frozenset({"opens_on"})  # a building may have been opened long ago


def plausible(draft: Draft) -> None:
    """Warn of counts, areas and days that are hardly right."""
    for name, values in draft.values.items():
        kind = draft.layout.column(name).kind
        cells = draft.rows.columns[name]
        if name in MOST:
            large = np.flatnonzero(~values.missing & (values.values > MOST[name]))
            most = {"most": number(MOST[name])}
            draft.findings.at_words(name, cells, {int(word): ("implausible", most) for word in large})
        if kind in (Kind.DAY, Kind.INSTANT) and name not in MAY_BE_OLD:
            days = values.values if values.days is None else values.days
            old = np.flatnonzero(~values.missing & (days < FIRST_DAY))
            draft.findings.at_words(name, cells, {int(word): ("old_date", {"first": "2000"}) for word in old})
    if draft.has("floor_area_m2") and draft.has("beds"):
        _area(draft)


def _area(draft: Draft) -> None:
    """Find sites with less than a square metre for a bed."""
    area, beds = draft.values["floor_area_m2"].by_row(), draft.values["beds"].by_row()
    told = ~draft.missing("floor_area_m2") & ~draft.missing("beds")

    def words(position: int) -> Words:
        return {"beds": int(beds[position]), "least": number(LEAST_AREA)}

    narrow = np.flatnonzero(told & (beds > 0) & (area < LEAST_AREA * beds))
    draft.findings.at_rows("implausible.area", "floor_area_m2", narrow, value=draft.text("floor_area_m2"), words=words)
