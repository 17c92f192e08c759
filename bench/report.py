"""Figures with their aims, and the table they are printed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Spent:
    """What some work cost. seconds: by the clock on the wall; cpu: of all cores; peak: megabytes of memory at most."""

    seconds: float
    cpu: float
    peak: float = 0.0

    def as_json(self) -> dict[str, float]:
        """Return the same for another process to read."""
        return asdict(self)


@dataclass(frozen=True)
class Figure:
    """One figure that has an aim. most: the largest value that meets it."""

    what: str
    value: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        """Return whether the aim is met."""
        return self.value <= self.most


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows under a header in Markdown, the columns even."""
    cells = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    lines = [f"| {' | '.join(row)} |" for row in padded]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
