"""Classes of a coloured map: few, with limits a reader can say aloud."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from math import floor, log10

from idpdash.formats import number

CUTS = (0.3, 0.55, 0.75, 0.9)  # displacement is skewed: few places hold most people
ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


def class_limits(values: Iterable[float | None]) -> tuple[float, ...]:
    """Return at most four limits between five classes, rising, round numbers; zero and missing do not count."""
    known = sorted(value for value in values if value is not None and value == value and value > 0)
    if not known:
        return ()
    cuts = (round_number(known[min(int(cut * len(known)), len(known) - 1)]) for cut in CUTS)
    return tuple(limit for limit in dict.fromkeys(cuts) if known[0] < limit <= known[-1])


def round_number(value: float) -> float:
    """Return the nearest number of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten; whole."""
    power = 10 ** floor(log10(value)) if value > 0 else 1
    return float(max(1, round(min((step * power for step in ROUND), key=lambda near: abs(near - value)))))


def class_of(value: float, limits: tuple[float, ...]) -> int:
    """Return the class of a value, from 0; a value on a limit belongs to the class above it."""
    return bisect_right(limits, value)


def limit_words(limits: tuple[float, ...]) -> tuple[str, ...]:
    """Return the limits as they are written in the legend, short enough to stand side by side: "50", "1.5k"."""
    return tuple(number(limit) if limit < 1_000 else f"{limit / 1_000:g}k" for limit in limits)
