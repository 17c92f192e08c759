"""Two figures in one colour: how much a city asks for, and how many places it has free, in three classes each."""

from __future__ import annotations

from collections.abc import Sequence

from idpdash.figures.classes import round_number
from idpdash.figures.plan import Row
from idpdash.formats import _, number

# Rows: places asked for, from none (first) to many; columns: free places, from none to many. Purple and green as
# everywhere, mixed by multiplying; neighbours stay apart in every kind of colour blindness and in grey along each axis.
LIGHT = (
    ("#eceeee", "#b4dccb", "#4fb58f"),
    ("#c9b3de", "#93a9be", "#4a8a88"),
    ("#8a52b8", "#64569c", "#2f4a6b"),
)
DARK = (
    ("#2b333a", "#2f5f50", "#3fae88"),
    ("#5a4675", "#566f86", "#5fa5a0"),
    ("#a778d8", "#9a9adb", "#b9d9ea"),
)


def limits_of(cities: Sequence[Row]) -> tuple[float, float]:
    """Return above which quantity much is asked for, and above which many places are free: medians, rounded."""
    return _middle([row["needed"] for row in cities]), _middle([row["free"] for row in cities])


def _middle(values: Sequence[float | None]) -> float:
    """Return the median of what is above zero, a round number; 1 where nothing is."""
    there = sorted(value for value in values if value is not None and value > 0)
    return round_number(there[len(there) // 2]) if there else 1.0


def class_of(row: Row, limits: Sequence[float]) -> tuple[int, int] | None:
    """Return the classes (0 none, 1 up to the limit, 2 more) of need and free places; None where free is not known."""
    if row["free"] is None or row["sites"] == 0:
        return None
    need, free = row["needed"] or 0.0, row["free"]
    return _third(need, limits[0]), _third(free, limits[1])


def _third(value: float, limit: float) -> int:
    """Return the class of one figure."""
    return 0 if value <= 0 else 1 if value <= limit else 2


def colours(*, dark: bool) -> tuple[tuple[str, ...], ...]:
    """Return the colours, by class of need and of free places."""
    return DARK if dark else LIGHT


def axes(limits: Sequence[float]) -> tuple[str, str]:
    """Return what the two axes of the legend say: upward and to the right."""
    need, free = (number(limit) for limit in limits)
    return (
        _("↑ asked for: none, up to {limit}, more").format(limit=need),
        _("→ free: none, up to {limit}, more").format(limit=free),
    )
