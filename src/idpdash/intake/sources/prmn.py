"""UNHCR Somalia, Protection and Return Monitoring Network: arrivals by district, month, origin and reason (a flow).

One row is a group that arrived within the calendar month of `Month End`, which stands as text (dd/mm/yyyy) and as an
Excel date in one column. `Year Week` is only compared when repeated rows are counted. Places are named by district.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from idpdash.intake import dates, header
from idpdash.intake.body import rows_of
from idpdash.intake.cells import Book, Sheet
from idpdash.intake.checked import UpdateRule
from idpdash.intake.fitting import Fit
from idpdash.intake.issues import N_
from idpdash.intake.numbers import Unreadable
from idpdash.intake.sources import Source, Understood
from idpdash.layouts import MOVEMENTS

COLUMNS = {
    "period_end": "Month End",
    "destination_name": "Current (Arrival) District",
    "origin_name": "Previous (Departure) District",
    "reason": "Reason",
    "priority_need": "Current (Arrival) Priority Need",
    "individuals": "Number of Individuals",
}
# District names as PRMN writes them → as COD-AB 2023 does. Badhan and Dhahar are no districts there and stay unknown.
ALIASES = {"Lasqoray": "Laasqoray", "Baidoa": "Baydhaba", "Kismayo": "Kismaayo"}


def _sheet(book: Book) -> tuple[Sheet, header.Header] | None:
    """Return the sheet of arrivals and its header."""
    for sheet in book.sheets:
        if sheet.rows:
            top = header.header_at(sheet, 0)
            if all(top.position(theirs) is not None for theirs in COLUMNS.values()):
                return sheet, top
    return None


def recognise(book: Book) -> bool:
    """Return whether a file has PRMN's columns."""
    return _sheet(book) is not None


def _month_start(text: str) -> str:
    """Return the first day of the month in which a day lies; what is no day stays as written."""
    moment = dates.moment(text, dates.Order(day_first=True))
    return text if isinstance(moment, Unreadable) else moment.date().replace(day=1).isoformat()


def _month_end(text: str) -> str:
    """Return the last day of the month in which a day lies; what is no day stays as written."""
    moment = dates.moment(text, dates.Order(day_first=True))
    if isinstance(moment, Unreadable):
        return text
    return ((moment.date().replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)).isoformat()


def read(book: Book, _given: Mapping[str, str]) -> Understood:
    """Return the arrivals as movements, each row's period the calendar month of `Month End`."""
    found = _sheet(book)
    assert found is not None
    sheet, top = found
    positions = {ours: position for ours, theirs in COLUMNS.items() if (position := top.position(theirs)) is not None}
    rows = rows_of(sheet, top, Fit(MOVEMENTS, positions, {}))
    ends = rows.columns["period_end"]
    columns = {**rows.columns, "period_start": ends.map(_month_start), "period_end": ends.map(_month_end)}
    headers = {**rows.headers, "period_start": rows.headers["period_end"]}
    return Understood(((MOVEMENTS, replace(rows, columns=columns, headers=headers)),))


SOURCE = Source(
    "prmn",
    UpdateRule.APPEND,
    N_("the columns Month End, Current (Arrival) District and Number of Individuals"),
    recognise,
    read,
    ALIASES,
)
