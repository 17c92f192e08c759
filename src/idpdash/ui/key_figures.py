"""What stands beside a key figure on every page: how it changed, and who said so."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import pandas as pd

from idpdash import formats
from idpdash.formats import _, day, listing, ngettext, number, percent
from idpdash.scope import Scope
from idpdash.vocabulary import DEMO

SOURCES = {
    DEMO: _("Demo"),
    "prmn": _("PRMN"),
    "cccm_sites": _("CCCM site list"),
    "nanao_shelters": _("Nanao shelter list"),
}
MOST_NAMED = 2


class Change(Protocol):
    """A figure beside the same of a time before."""

    @property
    def amount(self) -> int: ...

    @property
    def share(self) -> float | None: ...


class Coverage(Protocol):
    """How many cities reported, of how many, in how many days."""

    @property
    def reported(self) -> int: ...

    @property
    def expected(self) -> int: ...

    @property
    def days(self) -> int: ...


def period(scope: Scope, *, monthly: bool) -> str:
    """Return the period in words, and that figures are told by the month where it is shorter than one."""
    words = formats.period(scope.from_day, scope.to_day)
    return _("{period}, told by the month").format(period=words) if monthly and scope.length < 28 else words


def coverage(told: Coverage) -> str:
    """Return how many cities reported: "37 of 40 cities reported in the last 7 days"; nothing where none should."""
    if not told.expected:
        return ""
    if told.expected == 1:
        words = _("reported in the last {days} days") if told.reported else _("no report in the last {days} days")
        return words.format(days=told.days)
    return _("{reported} of {expected} cities reported in the last {days} days").format(
        reported=number(told.reported), expected=number(told.expected), days=told.days
    )


def reporting(source: str, told: Coverage, until: dt.date) -> str:
    """Return the small type under a figure of arrivals: source, coverage and day."""
    last = day(until, year=False)
    if told.expected < 2:
        return f"{source} · {last}"
    cities = _("{reported} of {expected} cities").format(reported=number(told.reported), expected=number(told.expected))
    return f"{source} · {cities} · {last}"


def moved(change: Change | None, tone: str = "") -> tuple[str, str]:
    """Return a change with its direction and share, and its tone: "▲ 1 467 (+49 %)"; nothing where it is not known."""
    if change is None:
        return "", ""
    if not change.amount:
        return _("no change"), ""
    sign = "▲" if change.amount > 0 else "▼"
    words = f"{sign} {number(abs(change.amount))}"
    if change.share is None:
        return words, tone
    return f"{words} ({'+' if change.amount > 0 else ''}{percent(change.share)})", tone


def sources(*tables: pd.DataFrame) -> str:
    """Return who said what the rows hold, by their column `source`: "PRMN", or "5 sources"."""
    names = dict.fromkeys(str(name) for table in tables for name in table["source"].dropna().unique())
    if not names:
        return _("No reports")
    if len(names) > MOST_NAMED:
        return ngettext("{count} source", "{count} sources", len(names)).format(count=len(names))
    return listing([SOURCES.get(name, name) for name in names])
