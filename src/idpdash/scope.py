"""The one question object: which days, which places, as of when. Frozen and hashable, passed whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from idpdash.errors import UsageError
from idpdash.formats import _


@dataclass(frozen=True)
class Scope:
    """What is asked.

    from_day, to_day: the period, both ends included. as_of: the day of which stocks, sites and counts are told.
    places: codes of cities or admin areas (a region means all below it); empty means everything.
    exchange_day: the day on which needs and offers are judged (today, unless as_of was chosen).
    """

    from_day: dt.date
    to_day: dt.date
    as_of: dt.date
    exchange_day: dt.date
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins (UsageError)."""
        if self.from_day > self.to_day:
            sentence = _("The period ends ({to_day}) before it begins ({from_day}).")
            raise UsageError(sentence.format(to_day=self.to_day, from_day=self.from_day))

    @property
    def length(self) -> int:
        """Return the days of the period, both ends counted."""
        return (self.to_day - self.from_day).days + 1

    def before(self) -> Scope:
        """Return the same question for the period of the same length just before."""
        shift = dt.timedelta(days=self.length)
        return replace(self, from_day=self.from_day - shift, to_day=self.to_day - shift, as_of=self.as_of - shift)

    def at(self, day: dt.date) -> Scope:
        """Return the same question as of another day."""
        return replace(self, as_of=day)

    def over(self, from_day: dt.date, to_day: dt.date) -> Scope:
        """Return the same question over another period."""
        return replace(self, from_day=from_day, to_day=to_day)
