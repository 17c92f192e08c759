"""UNHCR Somalia, Protection and Return Monitoring Network: arrivals by district, month, origin and reason (a flow).

One row is a group that arrived within the calendar month of `Month End`, which stands as text (dd/mm/yyyy) and as an
Excel date in one column. `Year Week` is only compared when repeated rows are counted. Places are named by district.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace

from idpdash.intake import dates, header
from idpdash.intake.body import rows_of
from idpdash.intake.cells import Book
from idpdash.intake.checked import UpdateRule
from idpdash.intake.issues import N_
from idpdash.intake.numbers import Unreadable
from idpdash.intake.sources import SOMALIA, Source, Understood
from idpdash.layouts import MOVEMENTS

COLUMNS = {
    "period_end": "Month End",
    "destination_name": "Current (Arrival) District",
    "origin_name": "Previous (Departure) District",
    "reason": "Reason",
    "priority_need": "Current (Arrival) Priority Need",
    "individuals": "Number of Individuals",
}


def _month(text: str) -> tuple[str, str]:
    """Return the first and last day of the month in which a day lies; what is no day stays as written, twice."""
    moment = dates.moment(text, dates.Order(day_first=True))
    if isinstance(moment, Unreadable):
        return text, text
    first = moment.date().replace(day=1)
    return first.isoformat(), first.replace(day=monthrange(first.year, first.month)[1]).isoformat()


def read(book: Book, _given: Mapping[str, str]) -> Understood | None:
    """Return the arrivals as movements, each row's period the calendar month of `Month End`."""
    table = header.with_columns(book, COLUMNS.values())
    if table is None:
        return None
    sheet, top = table
    rows = rows_of(sheet, top, top.positions(COLUMNS))
    ends = rows.columns["period_end"]
    period = {"period_start": ends.map(lambda end: _month(end)[0]), "period_end": ends.map(lambda end: _month(end)[1])}
    headers = {**rows.headers, "period_start": rows.headers["period_end"]}
    return Understood(((MOVEMENTS, replace(rows, columns={**rows.columns, **period}, headers=headers)),))


SOURCE = Source(
    "prmn",
    UpdateRule.APPEND,
    N_("the columns Month End, Current (Arrival) District and Number of Individuals"),
    read,
    SOMALIA,
)
