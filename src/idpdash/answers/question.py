"""What is meant by a question that leaves something open: the default day and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.queries import Read
from idpdash.queries import places as geography
from idpdash.queries.extent import reach
from idpdash.scope import Scope

USUAL_DAYS = 30
SHORTEST_MONTH = 28


def everything(day: dt.date) -> Scope:
    """Return the question about everything as of a day, for queries that ask only for the day or for nothing."""
    return Scope(day, day, day, day)


def in_period(scope: Scope) -> Scope:
    """Return the question with its period and places alone: two questions that differ elsewhere share one answer."""
    return Scope(scope.from_day, scope.to_day, scope.to_day, scope.to_day, scope.places)


def on_day(scope: Scope, *, before: int = 0) -> Scope:
    """Return the question with its day (so many days before as_of) and places alone."""
    day = scope.as_of - dt.timedelta(days=before)
    return Scope(day, day, day, day, scope.places)


def on_exchange_day(scope: Scope, *, before: int = 0) -> Scope:
    """Return the question with the day of needs, offers and promises (so many days before it) and places alone."""
    day = scope.exchange_day - dt.timedelta(days=before)
    return Scope(day, day, day, day, scope.places)


def whenever(scope: Scope) -> Scope:
    """Return the question with its places alone."""
    return Scope(dt.date.min, dt.date.min, dt.date.min, dt.date.min, scope.places)


def resolve(
    read: Read,
    *,
    today: dt.date,
    from_day: dt.date | None = None,
    to_day: dt.date | None = None,
    as_of: dt.date | None = None,
    days: int | None = None,
    places: Sequence[str] = (),
) -> Scope:
    """Return the scope that is meant.

    as_of: by default the day of the newest fact (period end or count), never after today; today without facts.
    Period: as given; with one end only, `to` is as_of, and `from` as without any. Else `days` up to as_of. Else the
    30 days up to as_of or, where the reporting periods are longer than 30 days, the last of them (from its start up
    to as_of). A last reporting period shorter than a month is not taken for one of the long ones.
    exchange_day: as_of where it was given, else today.

    Raises IdpdashError for a place that is not known and for a period that ends before it begins.
    """
    _known(read, today, places)
    day = as_of or _newest(read, today)
    last = to_day or day
    first = from_day or (last - dt.timedelta(days=days - 1) if days else _usual_start(read, last))
    return Scope(first, last, day, as_of or today, tuple(dict.fromkeys(places)))


def _known(read: Read, today: dt.date, codes: Sequence[str]) -> None:
    """Refuse codes that are neither a city nor a place."""
    if not codes:
        return
    known = {
        *read(geography.places, everything(today))["place_code"],
        *read(geography.cities, everything(today))["city_code"],
    }
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise IdpdashError(_("There is no city or place with the code {code}.").format(code=", ".join(unknown)))


def _newest(read: Read, today: dt.date) -> dt.date:
    """Return the day of the newest fact, not after today; today where there is none."""
    newest = read(reach, everything(today))["newest_fact"].iloc[0]
    return today if pd.isna(newest) else min(newest.date(), today)


def _usual_start(read: Read, last: dt.date) -> dt.date:
    """Return the first day of the usual period up to a day."""
    usual = last - dt.timedelta(days=USUAL_DAYS - 1)
    known = read(reach, everything(last)).iloc[0]
    longest, start, end = known["longest_period_days"], known["last_period_start"], known["last_period_end"]
    if pd.isna(longest) or longest <= USUAL_DAYS or pd.isna(start) or (end - start).days + 1 < SHORTEST_MONTH:
        return usual
    first: dt.date = start.date()
    return first
