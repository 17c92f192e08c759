"""Why a city is critical, in warning or watched: one reason in plain words, with the figure that crossed the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from idpdash.answers import words
from idpdash.formats import _, days, known, number, percent, rounded
from idpdash.measures.pressure import MONTH_DAYS
from idpdash.standards import LEVELS, Standards

LEVEL_NAMES = {
    "critical": _("critical"),
    "warning": _("warning"),
    "watch": _("watch"),
    "normal": _("normal"),
    "unknown": _("unknown"),
}


def why(city: Mapping[Any, Any] | pd.Series, standards: Standards) -> str:
    """Return the reason of a city's level: "full in 4–7 days"; "" for normal ones.

    city: a row of `answers.overview.with_pressure`. The figure that crossed the threshold is said, and the threshold.
    """
    limit = _limit(str(city["reason"]), str(city["level"]), standards)
    if city["reason"] == "full":
        over = city["over"]
        return _("{people} over its places").format(people=words.people(over)) if over else _("no place is free")
    if city["reason"] == "days":
        return _("full in {days} at the pace of late").format(days=_range(city["full_low"], city["full_high"]))
    if city["reason"] == "fill":
        return _("{share} of its places taken ({limit} or more)").format(
            share=percent(city["fill"]), limit=percent(limit)
        )
    if city["reason"] == "net":
        return _("{net} more came than left in {days}, for {free} free").format(
            net=rounded(city["net"]), days=days(MONTH_DAYS), free=words.places(int(city["free"]))
        )
    if city["reason"] == "residents":
        return _("{count} people in sites per 1,000 residents ({limit} or more)").format(
            count=number(city["occupied_per_1000"]), limit=number(limit)
        )
    return _("nobody says how many places it has") if city["level"] == "unknown" else ""


def briefly(city: Mapping[Any, Any] | pd.Series) -> str:
    """Return the reason with the sign of its level as it fits a cell: "■ 137 over", "▲ 98 % taken, full in 9–14 d".

    city: as for `why`. Where no threshold is crossed: what is known of the city, else "".
    """
    if not city["sites"]:
        return _("no sites")
    low, high = city["full_low"], city["full_high"]
    until = _("full in {days}").format(days=_range_briefly(low, high)) if known(low) and low else ""
    said = {
        "full": _("{count} over its places").format(count=number(city["over"])) if city["over"] else _("no place free"),
        "days": until,
        "fill": _("{share} taken").format(share=percent(city["fill"])),
        "net": _("{net} more came, {free} free").format(net=rounded(city["net"]), free=number(city["free"])),
        "residents": _("{count} per 1,000 residents").format(count=number(city["occupied_per_1000"])),
    }.get(str(city["reason"]), _("places unknown") if not known(city["free"]) else until)
    more = until if city["reason"] == "fill" else ""
    return f"{words.SIGNS[str(city['level'])]} {', '.join(part for part in (said, more) if part)}".strip()


def _range_briefly(low: int, high: int | None) -> str:
    """Return "4–7 d", or "4 d or later"."""
    if not known(high):
        return _("{low} d or later").format(low=int(low))
    return (
        _("{low} d").format(low=int(low)) if low == high else _("{low}–{high} d").format(low=int(low), high=int(high))
    )


def _limit(reason: str, level: str, standards: Standards) -> float | None:
    """Return the threshold that was crossed, None where none was."""
    kind = "per_1000" if reason == "residents" else reason
    return getattr(standards, f"{level}_{kind}", None)


def _range(low: int, high: int | None) -> str:
    """Return "4–7 days", or "4 days or more"."""
    if not known(high):
        return _("{low} or more").format(low=days(int(low)))
    return days(int(low)) if low == high else _("{low}–{high} days").format(low=int(low), high=int(high))


def levels(cities: pd.DataFrame) -> str:
    """Return how many cities with sites stand how: "5 critical, 3 warning, 6 watch"; "" where none does."""
    tally = cities.loc[cities["sites"] > 0, "level"].value_counts()
    names = [level for level in reversed(LEVELS) if tally.get(level, 0)]
    return ", ".join(f"{number(tally[level])} {LEVEL_NAMES[level]}" for level in names)
