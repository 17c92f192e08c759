"""Wide tables → long ones: a column for each month, year or day becomes a row for each of its cells that is not empty.

A row keeps the number that it has in the spreadsheet; several long rows may have the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from idpdash.formats import _, fold
from idpdash.intake.issues import Issue, issue
from idpdash.intake.mapping.headwords import spellings
from idpdash.intake.reading.cells import Cells, Positions, Sheet
from idpdash.intake.reading.header import Header
from idpdash.intake.values import dates, months
from idpdash.intake.values.numbers import Unreadable

FEWEST = 2  # so many columns of different periods make a table wide
NOTHING = frozenset({"", "-", "–", "—"})  # what stands in a cell of which nothing is known
MEASURES = ("individuals", "households")
LAYOUTS = ("movements", "occupancy")  # what a wide table may hold
TIMES = ("date", "period_start", "period_end")


@dataclass(frozen=True)
class Period:
    """What a column of a wide table counts. start, end: texts as the long table has them. at: where it stands."""

    measure: str
    start: str
    end: str
    span: str
    at: int


def long(sheet: Sheet, header: Header) -> tuple[Sheet, Header, Issue] | None:
    """Return a wide table as a long one, its header (standing before its first row) and what to say of it.

    None where the table is not wide: fewer than two periods among its columns, or a column that gives the day.
    """
    named = _words(TIMES)
    if any(fold(name) in named and _period(name, 0, None) is None for name in header.names):
        return None
    periods = _periods(header)
    if len({period.start for period in periods}) < FEWEST:
        return None
    body = [cells.take(slice(header.first, None)) for cells in sheet.columns]
    measures = sorted({period.measure for period in periods}, reverse=True)
    times = sorted({(period.start, period.end) for period in periods})
    blank = Cells.constant("", sheet.rows - header.first)
    by_time = {
        measure: [
            next((body[period.at] for period in periods if (period.start, period.measure) == (start, measure)), blank)
            for start, _end in times
        ]
        for measure in measures
    }
    kept, values, which = repeated(by_time)
    counted = {period.at for period in periods}
    others = [at for at, name in enumerate(header.names) if at not in counted and not _is_total(name)]
    ends = ("date",) if periods[0].span == "day" else ("period_start", "period_end")
    time_cells = [Cells(which, pa.array([time[number] for time in times], pa.string())) for number in range(len(ends))]
    columns = [*(body[at].take(kept) for at in others), *time_cells, *(values[measure] for measure in measures)]
    names = (*(header.names[at] for at in others), *ends, *measures)
    tags = (*(header.tags[at] for at in others), *("" for _name in (*ends, *measures)))
    numbers = np.arange(1, sheet.rows + 1) if sheet.numbers is None else sheet.numbers
    turned = replace(sheet, columns=columns, lengths=None, padded=True, numbers=numbers[header.first :][kept])
    return turned, Header(names, tags, -1, 0), _said(periods, header, len(kept))


def repeated(by_time: dict[str, list[Cells]]) -> tuple[Positions, dict[str, Cells], np.ndarray]:
    """Return the cells of wide columns one below the other: their rows, values by measure, and which time each is of.

    by_time: measure → its columns, one for each time. A row and a time of which no measure says anything is left out.
    Rows come in the order of the table.
    """
    columns = next(iter(by_time.values()))
    filled = np.zeros((len(columns[0].codes), len(columns)), bool)
    for measured in by_time.values():
        for time, cells in enumerate(measured):
            filled[:, time] |= cells.where(lambda text: text.strip() not in NOTHING)
    kept, which = np.nonzero(filled)
    values = {}
    for measure, measured in by_time.items():
        whole = Cells.joined(pa.chunked_array([_encoded(cells) for cells in measured]))
        values[measure] = Cells(whole.codes.reshape(len(columns), -1)[which, kept], whole.words)
    return kept.astype(np.int64), values, which.astype(np.int32)


def _encoded(cells: Cells) -> pa.DictionaryArray:
    """Return a column as pyarrow encodes it, cells without a value empty."""
    words = cells.map(lambda text: "" if text.strip() in NOTHING else text).words
    return pa.DictionaryArray.from_arrays(pa.array(cells.codes), words).dictionary_decode().dictionary_encode()


def _periods(header: Header) -> list[Period]:
    """Return what the columns of periods count; of several kinds of period the one that most columns have."""
    order = dates.order_of(header.names)
    found = [period for at, name in enumerate(header.names) if (period := _period(name, at, order)) is not None]
    days = [period for period in found if period.span == "day"]
    if days and _edges(days) and not any(fold(name) in _words(("site_code",)) for name in header.names):
        found = [_as_month(period) if period.span == "day" else period for period in found]
    spans = [period.span for period in found]
    usual = max(set(spans), key=spans.count, default="")
    return [period for period in found if period.span == usual]


def _period(name: str, at: int, order: dates.Order | None) -> Period | None:
    """Return what a column counts, given its name: a month, year or day, and perhaps who is counted ("Jan 2024 HH")."""
    for measure in MEASURES:
        for word in ("", *sorted(spellings_of(measure), key=len, reverse=True)):
            rest = _rest(name, word)
            if rest is None:
                continue
            if span := months.month(rest):
                text = f"{span[0]:%Y-%m}"
                return Period(measure, text, text, "month", at)
            if span := months.year(rest):
                text = f"{span[0]:%Y}"
                return Period(measure, text, text, "year", at)
            day = dates.moment(rest, order) if order is not None else Unreadable("")
            if not isinstance(day, Unreadable):
                return Period(measure, day.date().isoformat(), "", "day", at)
    return None


def spellings_of(column: str) -> frozenset[str]:
    """Return what may head one of the columns that are counted, folded."""
    return frozenset(word for words in spellings("movements") for word, ours in words.items() if ours == column)


def _rest(name: str, word: str) -> str | None:
    """Return a column's name without a word at its beginning or end; None where the word does not stand there."""
    if not word:
        return name.strip()
    folded = fold(name)
    if folded.startswith(f"{word} "):
        return folded[len(word) + 1 :]
    return folded[: -len(word) - 1] if folded.endswith(f" {word}") else None


def _words(columns: Sequence[str]) -> frozenset[str]:
    """Return what may head some columns of movements or occupancy, folded."""
    return frozenset(
        word for layout in LAYOUTS for words in spellings(layout) for word, ours in words.items() if ours in columns
    )


def _edges(days: list[Period]) -> bool:
    """Return whether days are the first, or the last, of different months: they stand for the months."""
    spans = [(day := dt.date.fromisoformat(period.start), months.month_of(day)) for period in days]
    first, last = (all(day == span[end] for day, span in spans) for end in (0, 1))
    return (first or last) and len({span for _day, span in spans}) == len({day for day, _span in spans})


def _as_month(period: Period) -> Period:
    """Return the month for which a day stands."""
    return replace(period, start=period.start[:7], end=period.start[:7], span="month")


def _is_total(name: str) -> bool:
    """Return whether a column sums up the others: it would be counted once more in each row."""
    return fold(name) in _words(MEASURES) | {"total", "totals", "grand total", "всього", "итого", "المجموع", "合計"}


def _said(periods: list[Period], header: Header, rows: int) -> Issue:
    """Return how the table was turned, in a sentence."""
    ordered = sorted(periods, key=lambda period: period.start)
    span = {"month": _("month"), "year": _("year"), "day": _("day")}[ordered[0].span]
    first, last = header.names[ordered[0].at], header.names[ordered[-1].at]
    return issue(
        "turned_long", words={"count": len(periods), "span": span, "first": first, "last": last, "total": rows}
    )
