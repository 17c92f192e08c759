"""The land that the benchmark makes: 1,500 cities on a grid, in regions, with names, codes and crooked borders."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt

SEED = 20_260_630
TODAY = dt.date(2026, 6, 30)
DAYS = 3 * 365
WIDE, HIGH, BLOCK = 50, 30, 10  # cities from west to east and south to north; a region is a block of them
CITIES = WIDE * HIGH
SYLLABLES = ("ba", "dor", "gal", "hir", "jo", "kis", "lan", "mar", "nu", "qor", "sha", "tog", "wa", "yel", "zu")

Numbers = npt.NDArray[np.int64]


def name_of(number: int) -> str:
    """Return a name of its own for each number."""
    letters, left = "", number
    for _place in range(3):
        left, at = divmod(left, len(SYLLABLES))
        letters += SYLLABLES[at]
    return letters.capitalize()


def city_code(number: int) -> str:
    """Return the code of a city."""
    return f"BE{region_of(number) + 1:02}{number:04}"


def region_of(number: int) -> int:
    """Return the number of the region in which a city lies."""
    row, column = divmod(number, WIDE)
    return row // BLOCK * (WIDE // BLOCK) + column // BLOCK


class Land:
    """A grid of areas with crooked borders: two neighbours share every point of theirs."""

    def __init__(self, random: np.random.Generator) -> None:
        """Bend the grid. Degrees, a fifth of one between two corners."""
        self._corners = np.stack(np.meshgrid(np.arange(WIDE + 1), np.arange(HIGH + 1), indexing="ij"), axis=-1) * 0.2
        self._corners = self._corners + random.uniform(-0.05, 0.05, self._corners.shape) + (40.0, 2.0)
        self._bends = random.normal(0, 0.003, (WIDE + 1, HIGH + 1, 2, 9, 2))

    def _border(self, column: int, row: int, upward: int) -> npt.NDArray[np.float64]:
        """Return the points from a corner to the next one, eastward or upward, that one left out."""
        start, end = self._corners[column, row], self._corners[column + 1 - upward, row + upward]
        shares = np.linspace(0, 1, 10, endpoint=False)[:, None]
        points: npt.NDArray[np.float64] = start + (end - start) * shares
        points[1:] += self._bends[column, row, upward]
        return points

    def outline(self, column: int, row: int, size: int) -> list[list[float]]:
        """Return the ring round a square of areas, as GeoJSON has it."""
        steps = range(size)
        end = self._corners
        south = [self._border(column + step, row, 0) for step in steps]
        east = [self._border(column + size, row + step, 1) for step in steps]
        north = [self._border(column + step, row + size, 0) for step in steps]
        west = [self._border(column, row + step, 1) for step in steps]
        back = np.concatenate([*north, end[column + size, row + size][None]])[:0:-1]
        down = np.concatenate([*west, end[column, row + size][None]])[:0:-1]
        ring = np.concatenate([*south, *east, back, down, south[0][:1]])
        return [[round(float(x), 5), round(float(y), 5)] for x, y in ring]


def areas(land: Land, *, level: int) -> dict[str, Any]:
    """Return the regions (level 1) or the cities (level 2) as GeoJSON with the field names of COD-AB."""
    size = BLOCK if level == 1 else 1
    features = []
    for row in range(0, HIGH, size):
        for column in range(0, WIDE, size):
            number = row * WIDE + column
            region = region_of(number)
            said = {"ADM1_PCODE": f"BE{region + 1:02}", "ADM1_EN": f"Region {region + 1}", "ADM0_PCODE": "BE"}
            if level == 2:
                said |= {"ADM2_PCODE": city_code(number), "ADM2_EN": name_of(number)}
            ring = land.outline(column, row, size)
            geometry = {"type": "Polygon", "coordinates": [ring]}
            features.append({"type": "Feature", "properties": said, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def cities() -> list[dict[str, object]]:
    """Return what the cities say of themselves: residents, and how their desk is reached."""
    residents = np.random.default_rng(SEED - 1).lognormal(10.3, 0.9, CITIES)
    return [
        {
            "city_code": city_code(number),
            "city_name": name_of(number),
            "country": "Benchland",
            "population": int(residents[number]),
            "place_pcodes": city_code(number),
            "desk_mail": f"desk@{name_of(number).lower()}.example",
        }
        for number in range(CITIES)
    ]


def skewed(random: np.random.Generator, rows: int, power: float) -> Numbers:
    """Return cities drawn so that few have most of the rows: the n-th most frequent has a share as n to the power."""
    shares = np.arange(1, CITIES + 1) ** -power
    order = random.permutation(CITIES)
    return np.asarray(order[random.choice(CITIES, rows, p=shares / shares.sum())], np.int64)
