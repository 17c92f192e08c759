"""What the user chose of period, day and places, and how it stands in the address: days and codes, never names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

PERIODS = (7, 30, 90)
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)  # days of which there can be figures
OWN = 0  # the period's two days are set by hand
NAMES = ("days", "from", "to", "as_of", "region", "city")


@dataclass(frozen=True)
class Choice:
    """What the user chose; None and () mean the usual."""

    days: int | None = None
    from_day: dt.date | None = None
    to_day: dt.date | None = None
    as_of: dt.date | None = None
    regions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Return whether the period is set by hand."""
        return self.days == OWN

    def query(self) -> dict[str, str | list[str]]:
        """Return the choice as it stands in the address."""
        pairs: dict[str, str | list[str]] = {}
        if self.days:
            pairs["days"] = str(self.days)
        if self.own and self.from_day and self.to_day:
            pairs |= {"from": self.from_day.isoformat(), "to": self.to_day.isoformat()}
        if self.as_of:
            pairs["as_of"] = self.as_of.isoformat()
        if self.regions:
            pairs["region"] = list(self.regions)
        if self.cities:
            pairs["city"] = list(self.cities)
        return pairs


def from_address(values: Mapping[str, list[str]]) -> Choice | None:
    """Return the choice an address carries, or None if it carries none; what cannot be read is left out."""
    if not any(values.get(name) for name in NAMES):
        return None
    start, end = (_day_of(values.get(name)) for name in ("from", "to"))
    lengths = {str(length): length for length in PERIODS}
    days = next((lengths[text] for text in values.get("days", []) if text in lengths), None)
    own = start is not None and end is not None and start <= end
    return Choice(
        days=OWN if own else days,
        from_day=start if own else None,
        to_day=end if own else None,
        as_of=_day_of(values.get("as_of")),
        regions=tuple(values.get("region", [])),
        cities=tuple(values.get("city", [])),
    )


def _day_of(texts: list[str] | None) -> dt.date | None:
    """Return the day an address names, or None, also where there can be no figures of it."""
    try:
        day = dt.date.fromisoformat(texts[0]) if texts else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None
