"""Arcs from where people or help come from to where they go."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import pandas as pd

from idpdash.figures.projection import mercator, unmercator
from idpdash.formats import number

BEND, STEPS = 0.17, 24
OFFERED, PROMISED, MOVING, RECEIVED = "offered", "promised", "moving", "received"
# How far each kind bends away from the straight line: between the same two places they lie side by side.
BENDS = {OFFERED: 0.6, PROMISED: 1.0, MOVING: 1.4, RECEIVED: 1.8}
THIN, THICK = 1.4, 7.0
MOST = 60


@dataclass(frozen=True)
class Arc:
    """One arc: its points in degrees, its width in pixels, what stands on it, and its kind (how it is drawn)."""

    points: list[list[float]]
    width: float
    text: str
    kind: str = MOVING

    def spots(self) -> list[list[float]]:
        """Return the points where its quantity may stand, the middle first."""
        middle = len(self.points) // 2
        return [self.points[middle + step] for step in (0, -3, 3, -6, 6, -8)]


def arcs(flows: pd.DataFrame, points: dict[str, tuple[float, float]], *, scale: float = 1.0) -> list[Arc]:
    """Return arcs from giver to receiver, the largest last so that they lie on top, width by quantity.

    flows: from_code, to_code, quantity and kind (by default MOVING). points: code → longitude, latitude; arcs to
    places without one are left out.
    """
    if flows.empty:
        return []
    ends = [flows[side].isin(list(points)) for side in ("from_code", "to_code")]
    there = flows[ends[0] & ends[1] & (flows["from_code"] != flows["to_code"])]
    there = there.dropna(subset=["quantity"]).sort_values("quantity").tail(MOST)
    greatest = float(there["quantity"].max()) if len(there) else 0.0
    made = []
    kinds = there["kind"].fillna(MOVING) if "kind" in there else [MOVING] * len(there)
    for start, end, quantity, kind in zip(there["from_code"], there["to_code"], there["quantity"], kinds, strict=True):
        width = THIN + (THICK - THIN) * sqrt(float(quantity) / greatest) if greatest > 0 else THIN
        bend = BEND * (BENDS[kind] if "kind" in there else 1.0)
        line = curve(points[start], points[end], bend=bend)
        made.append(Arc(line, round(width * scale, 1), number(float(quantity)), str(kind)))
    return made


def features(drawn: list[Arc]) -> list[dict[str, Any]]:
    """Return arcs as GeoJSON lines."""
    return [
        {
            "type": "Feature",
            "properties": {"w": one.width, "k": one.kind},
            "geometry": {"type": "LineString", "coordinates": one.points},
        }
        for one in drawn
    ]


def curve(start: tuple[float, float], end: tuple[float, float], *, bend: float = BEND) -> list[list[float]]:
    """Return a bent line between two points in degrees; there and back bend apart."""
    x0, y0 = mercator(*start)
    x2, y2 = mercator(*end)
    x1, y1 = (x0 + x2) / 2 + (y2 - y0) * bend, (y0 + y2) / 2 - (x2 - x0) * bend
    made = []
    for step in range(STEPS + 1):
        t = step / STEPS
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t**2 * x2
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t**2 * y2
        longitude, latitude = unmercator(x, y)
        made.append([round(longitude, 4), round(latitude, 4)])
    return made
