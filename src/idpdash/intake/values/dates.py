"""Texts → days and instants. Whether a column writes day/month or month/day is decided from all its texts.

Understood: ISO 8601, day/month/year and month/day/year with "/", "." or "-", days with the name of a month (`months`),
Excel's day numbers, and the Japanese era of Reiwa (令和6年1月16日午後6時: Reiwa 1 is 2019; 正午 is noon, 午後 is
afternoon).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from idpdash.intake.values import months
from idpdash.intake.values.numbers import Unreadable, plain_digits

CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp][Mm])?"
TIME = rf"(?:[T ]\s*{CLOCK}\s*(?P<zone>Z|[+-]\d{{2}}:?\d{{2}})?)?"
ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + TIME)
COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
SLASHED = re.compile(
    r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + TIME.replace("second", "seconds")
)
CLOCKED = re.compile(rf"(?P<day_part>.*\d{{4}}\D{{0,4}}?)[T ,]\s*{CLOCK}")
JAPANESE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
ERA = re.compile(
    r"令和(?P<year>\d{1,2}|元)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*(?:(?P<noon>正午)|(?P<half>午前|午後)?(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分|(?P<thirty>半))?)?(?:現在|時点)?"
)
SERIAL = re.compile(r"(?P<days>[2-7]\d{4})(?:\.(?P<part>\d+))?")
FIRST_YEAR, LAST_YEAR = 1950, 2199  # a spreadsheet shows a count as a day of 1900, and has days then that never were
LONGEST = 60
LETTERS = re.compile(r"[^\W\d_]{3}")
SURE = 20  # so many texts of one order for each of the other make those of the other mistakes


@dataclass(frozen=True)
class Order:
    """How a column writes 03/05/2026. day_first: missing where nothing tells. mixed: both orders stand in it."""

    day_first: bool | None = None
    mixed: bool = False


def order_of(texts: Iterable[str]) -> Order:
    """Return the order that the texts show: a first number above 12 is a day, a second above 12 shows a month first."""
    days = month_first = 0
    for text in texts:
        match = SLASHED.fullmatch(plain_digits(text))
        if match:
            days += int(match["first"]) > 12
            month_first += int(match["second"]) > 12 >= int(match["first"])
    if min(days, month_first) * SURE > max(days, month_first):
        return Order(None, mixed=True)
    return Order(None if days == month_first == 0 else days > month_first)


def moment(text: str, order: Order) -> dt.datetime | Unreadable:
    """Return the local day and time that a text says; midnight where it gives a day only."""
    text = plain_digits(text)
    slashed = SLASHED.fullmatch(text)
    if slashed:
        if order.mixed:
            return Unreadable("mixed_dates")
        parts = slashed.groupdict()
        day, month = (
            (parts["first"], parts["second"]) if order.day_first is not False else (parts["second"], parts["first"])
        )
        return _made({**parts, "day": day, "month": month, "second": parts["seconds"]})
    match = ISO.fullmatch(text) or COMPACT.fullmatch(text) or JAPANESE.fullmatch(text)
    if match:
        return _made(match.groupdict())
    if era := ERA.fullmatch(text):
        return _era(era)
    if serial := SERIAL.fullmatch(text):
        return _serial(serial)
    return _worded(text) if len(text) <= LONGEST else Unreadable("impossible_date")


def bound(text: str, order: Order, *, last: bool, today: dt.date) -> dt.datetime | Unreadable:
    """Return the first or last moment of a period that a text says: a day, or a whole month or year.

    A month or year that today lies in ends today: nothing is known yet of its rest.
    """
    found = moment(text, order)
    span = (months.month(text) or months.year(text)) if isinstance(found, Unreadable) else None
    if span is None:
        return found
    end = today if span[0] <= today <= span[1] else span[1]
    return dt.datetime.combine(end if last else span[0], dt.time())


def is_ambiguous(text: str) -> bool:
    """Return whether day and month of a text may be exchanged and would say another day."""
    match = SLASHED.fullmatch(plain_digits(text))
    return bool(
        match
        and 0 < int(match["first"]) <= 12
        and 0 < int(match["second"]) <= 12
        and int(match["first"]) != int(match["second"])
    )


def is_short(text: str) -> bool:
    """Return whether a text gives its year by two digits."""
    match = SLASHED.fullmatch(plain_digits(text))
    if match:
        return len(match["year"]) == 2
    if len(text) > LONGEST or not LETTERS.search(text):
        return False
    parts = months.words_of(text)
    worded = len(parts) == 3 and any(part in months.MONTHS for part in parts)
    return (worded and not any(len(part) == 4 for part in parts if part.isdigit())) or months.is_short(text)


def in_zone(moment: dt.datetime, timezone: ZoneInfo) -> tuple[dt.date, dt.datetime]:
    """Return the local day and the UTC instant (without offset) of a local or offset moment."""
    local = moment.astimezone(timezone) if moment.tzinfo else moment.replace(tzinfo=timezone)
    return local.date(), local.astimezone(dt.UTC).replace(tzinfo=None)


def _made(parts: dict[str, str | None]) -> dt.datetime | Unreadable:
    """Return the moment that the parts of a match make, if the calendar has it."""
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    year = int(parts["year"] or 0)
    zone = (parts.get("zone") or "").replace("Z", "+0000").replace(":", "")
    try:
        offset = dt.datetime.strptime(zone, "%z").tzinfo if zone else None
        made = dt.datetime(
            year + 2000 if year < 100 else year,
            int(parts["month"] or 0),
            int(parts["day"] or 0),
            hour,
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
            tzinfo=offset,
        )
    except ValueError:
        return Unreadable("impossible_date")
    return made if FIRST_YEAR <= made.year <= LAST_YEAR else Unreadable("impossible_date")


def _era(match: re.Match[str]) -> dt.datetime | Unreadable:
    """Return the moment of a text in the era of Reiwa."""
    hour = (
        12
        if match["noon"]
        else int(match["hour"] or 0) + (12 if match["half"] == "午後" and match["hour"] != "12" else 0)
    )
    year = 1 if match["year"] == "元" else int(match["year"])
    minute = "30" if match["thirty"] else match["minute"]
    return _made(
        {"year": str(year + 2018), "month": match["month"], "day": match["day"], "hour": str(hour), "minute": minute}
    )


def _serial(match: re.Match[str]) -> dt.datetime:
    """Return the moment of an Excel day number (1900 system, days after 1954 only)."""
    seconds = round(float(f"0.{match['part'] or 0}") * 86_400)
    return dt.datetime(1899, 12, 30) + dt.timedelta(days=int(match["days"]), seconds=seconds)


def _worded(text: str) -> dt.datetime | Unreadable:
    """Return the moment of a day with the name of its month, in any order: "3 mai 2026", "May 3, 2026"."""
    clock = CLOCKED.fullmatch(text)
    parts = months.words_of(clock["day_part"] if clock else text)
    named = [part for part in parts if part in months.MONTHS]
    figures = [part for part in parts if part.isdigit()]
    if len(named) != 1 or len(figures) != 2 or len(parts) != 3:
        return Unreadable("only_a_month" if months.month(text) else "impossible_date")
    day, year = figures if len(figures[0]) <= 2 else reversed(figures)
    if len(day) > 2 or len(year) not in (2, 4):
        return Unreadable("impossible_date")
    times = clock.groupdict() if clock else {}
    return _made({**times, "day": day, "month": str(months.MONTHS[named[0]]), "year": year})
