"""Cells → values of a column, by its kind. Each distinct text is read once; what cannot be read is never guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from idpdash.columns import Column, Kind
from idpdash.formats import fold
from idpdash.intake.findings import Findings, Problems
from idpdash.intake.issues import issue
from idpdash.intake.personal import REMOVED
from idpdash.intake.reading.broken import broken_words
from idpdash.intake.reading.cells import Cells
from idpdash.intake.values import dates, numbers, texts
from idpdash.intake.values.column import Values, masked
from idpdash.intake.values.numbers import Unreadable
from idpdash.intake.values.words import folded_word, nearest, words_of
from idpdash.vocabulary import NO, YES, Reason

NOTHING = frozenset({"", REMOVED})


@dataclass(frozen=True)
class Reading:
    """What reading needs to know of the world. sheet_order: how days are written in columns that do not tell.

    day_first: how 03/05/2026 is meant everywhere, as the user says; None: as the columns show. spellings: what words of
    a column mean, as the user says: our column and the word folded → code.
    """

    today: dt.date
    timezone: ZoneInfo
    sheet_order: dates.Order = dates.Order()
    day_first: bool | None = None
    spellings: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def meant(self, column: str, written: str) -> str:
        """Return a word folded, or the code that the user says it means."""
        folded = folded_word(written)
        return fold(self.spellings.get((column, folded), "")) or folded


def read(column: Column, cells: Cells, findings: Findings, reading: Reading, *, may_be_future: bool = False) -> Values:
    """Return the values of a column; what is wrong goes to the findings, the value is then missing."""
    problems: Problems = {}
    broken = broken_words(cells)
    if column.kind in (Kind.TEXT, Kind.CODE, Kind.CODES):
        cleaned, problems = texts.clean(cells.words, column.longest)
        lost = np.isin(np.arange(len(cleaned)), list(broken))
        values = Values.of_texts(masked(cleaned, lost) if broken else cleaned, cells.codes)
    else:
        present = [
            number
            for number, used in enumerate(cells.used)
            if used and number not in broken and cells.texts[number].strip() not in NOTHING
        ]
        values = _READERS[column.kind](column, cells, present, problems, findings, reading, may_be_future)
    problems = {**problems, **broken}
    findings.at_words(column.name, cells, {word: problem for word, problem in problems.items() if cells.used[word]})
    return values


def _whole(column: Column, cells: Cells, present: list[int], problems: Problems, *_rest: Any) -> Values:
    """Return whole numbers."""
    style = numbers.count_style(cells.texts[word] for word in present)
    return _numeric(
        np.zeros(len(cells.words), np.int64),
        {word: numbers.count(cells.texts[word], style) for word in present},
        cells,
        problems,
    )


def _decimal(column: Column, cells: Cells, present: list[int], problems: Problems, *_rest: Any) -> Values:
    """Return decimal numbers; a measure is not below zero, a coordinate lies on the globe."""
    degrees = column.kind is Kind.DEGREE
    style = numbers.measure_style((cells.texts[word] for word in present), degrees=degrees)
    found: dict[int, float | Unreadable] = {}
    most = 90 if column.name == "latitude" else 180
    for word in present:
        value = numbers.measure(cells.texts[word], style)
        if column.kind is Kind.MEASURE and not isinstance(value, Unreadable) and value < 0:
            value = Unreadable("negative")
        if column.kind is Kind.DEGREE and not isinstance(value, Unreadable) and abs(value) > most:
            key = "coordinate_out_of_range" + ".latitude" * (column.name == "latitude" and abs(value) <= 180)
            value = Unreadable(key, (("wanted", column.name), ("low", -most), ("high", most)))
        found[word] = value
    return _numeric(np.zeros(len(cells.words), np.float64), found, cells, problems)


def _numeric(values: npt.NDArray[Any], found: dict[int, Any], cells: Cells, problems: Problems) -> Values:
    """Return values by text, those that cannot be read noted as problems and missing."""
    missing = np.ones(len(values), bool)
    for word, value in found.items():
        if isinstance(value, Unreadable):
            problems[word] = (value.code, dict(value.words))
        else:
            values[word] = value
            missing[word] = False
    return Values(values, missing, cells.codes)


def _yes_no(
    column: Column,
    cells: Cells,
    present: list[int],
    problems: Problems,
    _findings: Findings,
    reading: Reading,
    *_rest: Any,
) -> Values:
    """Return truth values."""
    found: dict[int, Any] = {}
    for word in present:
        text = reading.meant(column.name, cells.texts[word])
        found[word] = text in YES if text in YES | NO else Unreadable("unknown_word", (("words", "yes, no"),))
    return _numeric(np.zeros(len(cells.words), bool), found, cells, problems)


def _choice(
    column: Column,
    cells: Cells,
    present: list[int],
    problems: Problems,
    _findings: Findings,
    reading: Reading,
    *_rest: Any,
) -> Values:
    """Return the codes of a code list; an unknown reason is a warning, any other unknown word an error."""
    assert column.choices is not None
    known = words_of(column.choices)
    chosen: list[str | None] = [None] * len(cells.words)
    for word in present:
        text = reading.meant(column.name, cells.texts[word])
        if text in known:
            chosen[word] = str(known[text])
            continue
        near = nearest(text, known)
        problems[word] = (
            "unknown_word.reason" if column.choices is Reason else "unknown_word",
            {"words": ", ".join(column.choices), "suggestion": near},
        )
    return Values.of_texts(chosen, cells.codes)


def _days(
    column: Column,
    cells: Cells,
    present: list[int],
    problems: Problems,
    findings: Findings,
    reading: Reading,
    may_be_future: bool,
) -> Values:
    """Return days, or UTC instants with their local days; the future is an error where the column is about the past."""
    order = _order(cells, present, reading)
    read_day = partial(dates.moment, order=order)
    if column.name in ("period_start", "period_end"):
        read_day = partial(dates.bound, order=order, last=column.name == "period_end", today=reading.today)
    missing = np.ones(len(cells.words), bool)
    days = np.full(len(cells.words), np.datetime64("NaT", "s"), "datetime64[s]")
    instants = days.copy()
    for word in present:
        found = read_day(cells.texts[word])
        if isinstance(found, Unreadable):
            problems[word] = (found.code, {})
            continue
        day, instant = dates.in_zone(found, reading.timezone)
        if day > reading.today and not may_be_future:
            problems[word] = ("future_date", {"today": reading.today.isoformat()})
            continue
        days[word], instants[word], missing[word] = np.datetime64(day, "s"), np.datetime64(instant, "s"), False
    _say_how_read(column, cells, present, order, findings)
    return Values(instants if column.kind is Kind.INSTANT else days, missing, cells.codes, days)


def _order(cells: Cells, present: list[int], reading: Reading) -> dates.Order:
    """Return how a column writes its days: as the user says, as it shows itself, as the whole table does."""
    if reading.day_first is not None:
        return dates.Order(reading.day_first)
    order = dates.order_of(cells.texts[word] for word in present)
    return order if order.day_first is not None or order.mixed else reading.sheet_order


def _say_how_read(column: Column, cells: Cells, present: list[int], order: dates.Order, findings: Findings) -> None:
    """Warn once for a column whose days may be read two ways, and once for one with years of two digits."""
    header = findings.rows.headers.get(column.name)
    texts_present = [cells.texts[word] for word in present]
    unclear = next((text for text in texts_present if dates.is_ambiguous(text)), None)
    if unclear and order.day_first is None and not order.mixed:
        findings.whole.append(issue("ambiguous_date", column=column.name, header=header, value=unclear))
    short = next((text for text in texts_present if dates.is_short(text)), None)
    if short:
        findings.whole.append(issue("short_year", column=column.name, header=header, value=short))


_READERS = {
    Kind.COUNT: _whole,
    Kind.MEASURE: _decimal,
    Kind.DEGREE: _decimal,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.DAY: _days,
    Kind.INSTANT: _days,
}


def order_of_sheet(columns: Iterable[Cells]) -> dates.Order:
    """Return how the days of a whole table are written, for columns that do not tell by themselves."""
    orders = {
        dates.order_of(text for text, used in zip(cells.texts, cells.used, strict=True) if used) for cells in columns
    }
    sure = {order.day_first for order in orders if order.day_first is not None}
    return dates.Order(sure.pop()) if len(sure) == 1 else dates.Order()
