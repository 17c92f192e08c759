"""Where a point of the earth stands on the map at its opening zoom: Web Mercator, as the browser's map draws it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan, degrees, exp, log, log2, pi, radians, tan

from idpdash.outlines import Bounds

TILE = 512  # pixels of the whole world at zoom 0
DEEPEST = 10.0
LEAST_VIEW = 0.4  # degrees: a single city still shows what lies round it
NEAR = 0.3  # part of the country's extent within which a city abroad still widens the view


@dataclass(frozen=True)
class View:
    """What a map shows when it opens: centre in degrees, zoom, and its size in pixels."""

    longitude: float
    latitude: float
    zoom: float
    width: float
    height: float

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the point in pixels from the upper left corner."""
        world = TILE * 2**self.zoom
        x, y = mercator(longitude, latitude)
        centre_x, centre_y = mercator(self.longitude, self.latitude)
        return (x - centre_x) * world + self.width / 2, (y - centre_y) * world + self.height / 2

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a pixel."""
        world = TILE * 2**self.zoom
        centre_x, centre_y = mercator(self.longitude, self.latitude)
        return unmercator(centre_x + (x - self.width / 2) / world, centre_y + (y - self.height / 2) / world)


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the point on a square of side 1, from the upper left (north-west)."""
    bounded = radians(max(-85.0, min(85.0, latitude)))
    return (longitude + 180) / 360, (1 - log(tan(pi / 4 + bounded / 2)) / pi) / 2


def unmercator(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a point on the square of side 1."""
    return x * 360 - 180, degrees(2 * atan(exp((1 - 2 * y) * pi)) - pi / 2)


def fit(bounds: Bounds, *, width: float, height: float, margin: float = 14) -> View:
    """Return the view that shows the bounds whole, with `margin` pixels to spare on each side."""
    west, south, east, north = bounds
    left, top = mercator(west, north)
    right, bottom = mercator(east, south)
    across, down = max(right - left, 1e-9), max(bottom - top, 1e-9)
    zoom = log2(min((width - 2 * margin) / across, (height - 2 * margin) / down) / TILE)
    longitude, latitude = unmercator((left + right) / 2, (top + bottom) / 2)
    return View(longitude, latitude, min(zoom, DEEPEST), width, height)


def widened(bounds: Bounds | None, points: Iterable[tuple[float, float]]) -> Bounds:
    """Return the bounds with the points (longitude, latitude) that lie near them; all points where there are none.

    A partner city far abroad would shrink the country to a stamp: it stays outside the view.
    """
    here = list(points)
    if bounds is None:
        if not here:
            return (-170.0, -55.0, 170.0, 70.0)
        xs, ys = [x for x, _ in here], [y for _, y in here]
        west, south, east, north = min(xs), min(ys), max(xs), max(ys)
        spare = max((east - west) * 0.08, (north - south) * 0.08, (LEAST_VIEW - max(east - west, north - south)) / 2)
        return (west - spare, south - spare, east + spare, north + spare)
    west, south, east, north = bounds
    reach = NEAR * max(east - west, north - south)
    near = [(x, y) for x, y in here if west - reach <= x <= east + reach and south - reach <= y <= north + reach]
    return (
        min([west, *(x for x, _ in near)]),
        min([south, *(y for _, y in near)]),
        max([east, *(x for x, _ in near)]),
        max([north, *(y for _, y in near)]),
    )
