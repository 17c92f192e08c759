"""UNHCR Somalia, Protection and Return Monitoring Network: arrivals by district, month, origin and reason (a flow).

One row is a group that arrived within the calendar month of `Month End`, which stands as text (dd/mm/yyyy) and as an
Excel date in one column. `Year Week` is only compared when repeated rows are counted. Places are named by district.

The file of the network's dashboard has a second form: a row for each group and week of the year, a column for each year
(`yr2016`…), the month by its number (`monthnum`). It is read long: a row for each cell that is neither empty nor 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from idpdash.formats import _
from idpdash.intake.checked import UpdateRule
from idpdash.intake.issues import N_, issue
from idpdash.intake.reading import header, wide
from idpdash.intake.reading.body import rows_of
from idpdash.intake.reading.cells import Book, Cells, Sheet
from idpdash.intake.sources import SOMALIA, Source, Understood
from idpdash.intake.values import dates, months
from idpdash.intake.values.numbers import Unreadable
from idpdash.layouts import MOVEMENTS

COLUMNS = {
    "period_end": "Month End",
    "destination_name": "Current (Arrival) District",
    "destination_parent_name": "Current (Arrival) Region",
    "origin_name": "Previous (Departure) District",
    "reason": "Reason",
    "priority_need": "Current (Arrival) Priority Need",
    "individuals": "Number of Individuals",
}
WIDE_COLUMNS = {
    "destination_name": "cdistrict",
    "origin_name": "pdistrict",
    "reason": "creason",
    "priority_need": "cneed",
}
MONTH = "monthnum"
YEAR = re.compile(r"yr(\d{4})")


def _month(text: str) -> tuple[str, str]:
    """Return the first and last day of the month in which a day lies; what is no day stays as written, twice."""
    moment = dates.moment(text, dates.Order(day_first=True))
    if isinstance(moment, Unreadable):
        return text, text
    first, last = months.month_of(moment.date())
    return first.isoformat(), last.isoformat()


def read(book: Book, _given: Mapping[str, str]) -> Understood | None:
    """Return the arrivals as movements, each row's period a calendar month."""
    table = header.with_columns(book, COLUMNS.values())
    if table is not None:
        return _long(*table)
    table = header.with_columns(book, (*WIDE_COLUMNS.values(), MONTH))
    years = [at for at, name in enumerate(table[1].names) if YEAR.fullmatch(name.strip())] if table else []
    return _wide(*table, years) if table and years else None


def _long(sheet: Sheet, top: header.Header) -> Understood:
    """Return the arrivals of the first form: the month is that of `Month End`."""
    rows = rows_of(sheet, top, top.positions(COLUMNS))
    ends = rows.columns["period_end"]
    period = {"period_start": ends.map(lambda end: _month(end)[0]), "period_end": ends.map(lambda end: _month(end)[1])}
    headers = {**rows.headers, "period_start": rows.headers["period_end"]}
    rows = replace(rows, columns={**rows.columns, **period}, headers=headers)
    return Understood(((MOVEMENTS, rows),), sheet=sheet.name)


def _wide(sheet: Sheet, top: header.Header, years: list[int]) -> Understood:
    """Return the arrivals of the second form. years: where the columns of years stand."""
    positions = top.positions({**WIDE_COLUMNS, "period_end": MONTH})
    rows = rows_of(sheet, top, positions)
    counts = rows_of(sheet, top, {str(at): at for at in years}).columns.values()
    kept, values, which = wide.repeated({"individuals": [cells.map(_not_nought) for cells in counts]})
    rows = rows.take(kept)
    month = rows.columns["period_end"]
    calendar = [YEAR.sub(r"\1", top.names[at].strip()) for at in years]
    written = [f"{year}-{text.strip():0>2}" for year in calendar for text in month.texts]
    of_month = Cells(which * np.int32(len(month.texts)) + month.codes, pa.array(written, pa.string()))
    columns = {**rows.columns, **values, "period_start": of_month, "period_end": of_month}
    headers = {**rows.headers, "period_start": MONTH, "individuals": top.names[years[0]]}
    names = [top.names[at] for at in years]
    said = issue(
        "turned_long",
        words={"count": len(years), "span": _("year"), "first": names[0], "last": names[-1], "total": len(rows)},
    )
    return Understood(((MOVEMENTS, replace(rows, columns=columns, headers=headers)),), issues=(said,), sheet=sheet.name)


def _not_nought(text: str) -> str:
    """Return a count, "" for none."""
    return "" if text.strip() in ("0", "0.0") else text


SOURCE = Source(
    "prmn",
    UpdateRule.APPEND,
    N_(
        "the columns Month End, Current (Arrival) District and Number of Individuals, or cdistrict, monthnum and yr2024"
    ),
    read,
    SOMALIA,
)
