"""The grid on which the fictional country is made: kilometres, degrees, noise and distance fields."""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.int16]
Kind = TypeVar("Kind", np.float64, np.int16)
Line = list[tuple[float, float]]

CELL_KM = 0.8
WIDTH_KM, HEIGHT_KM = 1280.0, 1000.0
COLUMNS, ROWS = int(WIDTH_KM / CELL_KM), int(HEIGHT_KM / CELL_KM)
# The middle of the frame lies in the open Atlantic, west of the Azores: there is no real land within it.
LONGITUDE, LATITUDE = -40.0, 42.0
KM_PER_DEGREE_LATITUDE = 111.32
KM_PER_DEGREE_LONGITUDE = KM_PER_DEGREE_LATITUDE * math.cos(math.radians(LATITUDE))
AROUND = [(-1, 0), (1, 0), (0, -1), (0, 1)]  # the four cells beside a cell, as (down, right)


def degrees(x_km: float, y_km: float) -> tuple[float, float]:
    """Return longitude and latitude of a point given in kilometres east and north of the middle, 4 decimals."""
    longitude = LONGITUDE + x_km / KM_PER_DEGREE_LONGITUDE
    latitude = LATITUDE + y_km / KM_PER_DEGREE_LATITUDE
    return round(longitude, 4), round(latitude, 4)


def corner(row: int, column: int) -> tuple[float, float]:
    """Return the kilometres of the north-western corner of a cell."""
    return column * CELL_KM - WIDTH_KM / 2, HEIGHT_KM / 2 - row * CELL_KM


def cell(x_km: float, y_km: float) -> tuple[int, int]:
    """Return row and column of the cell that holds a point, held within the frame."""
    row = int((HEIGHT_KM / 2 - y_km) / CELL_KM)
    column = int((x_km + WIDTH_KM / 2) / CELL_KM)
    return min(max(row, 0), ROWS - 1), min(max(column, 0), COLUMNS - 1)


def centres() -> tuple[Floats, Floats]:
    """Return x and y (kilometres) of every cell's middle, each of shape (ROWS, COLUMNS)."""
    x = (np.arange(COLUMNS) + 0.5) * CELL_KM - WIDTH_KM / 2
    y = HEIGHT_KM / 2 - (np.arange(ROWS) + 0.5) * CELL_KM
    return np.broadcast_to(x, (ROWS, COLUMNS)), np.broadcast_to(y[:, None], (ROWS, COLUMNS))


def fractal(random: np.random.Generator, *, longest_km: float, shortest_km: float, slope: float) -> Floats:
    """Return fractal noise of mean 0 and spread 1: amplitude falls as wave length to the power `slope`.

    Waves longer than `longest_km` or shorter than `shortest_km` are faded out.
    """
    white = random.standard_normal((ROWS, COLUMNS))
    frequency = np.hypot(np.fft.fftfreq(ROWS, CELL_KM)[:, None], np.fft.rfftfreq(COLUMNS, CELL_KM)[None, :])
    frequency[0, 0] = 1.0 / WIDTH_KM
    band = 1.0 / (1.0 + (1.0 / (frequency * longest_km)) ** 6) / (1.0 + (frequency * shortest_km) ** 6)
    spectrum = np.fft.rfft2(white) * frequency ** (-slope) * band
    noise = np.fft.irfft2(spectrum, s=(ROWS, COLUMNS))
    return np.asarray((noise - noise.mean()) / noise.std(), dtype=np.float64)


def inside_distance(outline: Line) -> Floats:
    """Return kilometres to the outline for every cell, positive inside it, negative outside."""
    polygon = shapely.Polygon(outline)
    step = 8
    x, y = centres()
    coarse_x, coarse_y = x[::step, ::step], y[::step, ::step]
    distance = shapely.distance(shapely.points(coarse_x, coarse_y), polygon.boundary)
    signed = np.where(shapely.contains_xy(polygon, coarse_x, coarse_y), distance, -distance)
    along = np.array([np.interp(x[0], coarse_x[0], row) for row in signed])
    north_up = coarse_y[::-1, 0]
    full = np.array([np.interp(y[::-1, 0], north_up, column[::-1]) for column in along.T])
    return np.asarray(full.T[::-1], dtype=np.float64)


def shifted(field: npt.NDArray[Kind], right_km: Floats, down_km: Floats) -> npt.NDArray[Kind]:
    """Return the field as looked up at places displaced by the two noise fields (domain warping)."""
    rows = np.arange(ROWS)[:, None] + down_km / CELL_KM
    columns = np.arange(COLUMNS)[None, :] + right_km / CELL_KM
    row_index = np.clip(np.rint(rows), 0, ROWS - 1).astype(np.intp)
    column_index = np.clip(np.rint(columns), 0, COLUMNS - 1).astype(np.intp)
    return field[row_index, column_index]
