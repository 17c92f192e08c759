"""Sea, land, heights, lakes, rivers, and whose each cell is: the fictional country as a grid of labels."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

import atlas
from grid import (
    AROUND,
    COLUMNS,
    ROWS,
    Bools,
    Floats,
    Labels,
    Line,
    cell,
    centres,
    fractal,
    inside_distance,
    shifted,
)
from streams import rivers

SEED = 20251123
SEA = 0
FIRST_NEIGHBOUR = 101
NOBODY = 199


@dataclass(frozen=True)
class Terrain:
    """The finished grid: `labels` holds 0 for sea, 1… for home districts, 101… for neighbours."""

    labels: Labels
    lakes: Labels
    rivers: list[tuple[int, Line]]
    cities: dict[str, tuple[float, float]]


def _blobs(shapes: list[tuple[float, float, float, float, float]], noise: Floats) -> list[Floats]:
    """Return for each (x, y, half length, half width, turn) the kilometres inside its noisy outline."""
    x, y = centres()
    fields = []
    for centre_x, centre_y, half_length, half_width, turn in shapes:
        angle = math.radians(turn)
        along = (x - centre_x) * math.cos(angle) + (y - centre_y) * math.sin(angle)
        across = (y - centre_y) * math.cos(angle) - (x - centre_x) * math.sin(angle)
        radius = np.hypot(along / half_length, across / half_width)
        fields.append((1.0 - radius) * min(half_length, half_width) * 1.6 + noise * 2.2)
    return fields


def coast(random: np.random.Generator) -> Floats:
    """Return kilometres inside the land (negative at sea), the hand-drawn outline roughened by noise."""
    broad = fractal(random, longest_km=70, shortest_km=3.0, slope=1.75)
    bend_right = fractal(random, longest_km=60, shortest_km=6, slope=2.0) * 7
    bend_down = fractal(random, longest_km=60, shortest_km=6, slope=2.0) * 7
    mainland = shifted(inside_distance([(float(x), float(y)) for x, y in atlas.LAND]), bend_right, bend_down)
    crisp = fractal(np.random.default_rng([SEED, 1]), longest_km=14, shortest_km=1.6, slope=1.15)
    field = mainland + broad * 8.0 + crisp * 1.5
    fine = fractal(random, longest_km=24, shortest_km=2.5, slope=1.7)
    for blob in _blobs([(*island, 20.0 * number) for number, island in enumerate(atlas.ISLANDS)], fine):
        field = np.maximum(field, blob)
    return np.asarray(field, dtype=np.float64)


def heights(random: np.random.Generator, inland_km: Floats, lakes: Labels) -> Floats:
    """Return metres above the sea: rising inland, high in the highlands, sunk around the lakes."""
    x, y = centres()
    ridges = 1.0 - np.abs(fractal(random, longest_km=90, shortest_km=3, slope=1.9))
    rise = 260.0 * np.sqrt(np.clip(inland_km, 0, 260) / 100.0)
    high = np.zeros_like(rise)
    for centre_x, centre_y, spread_x, spread_y, height in atlas.HIGHLANDS:
        high += height * np.exp(-(((x - centre_x) / spread_x) ** 2) - ((y - centre_y) / spread_y) ** 2)
    height_m = rise + high * (650.0 + 260.0 * ridges) + 110.0 * ridges
    for _, centre_x, centre_y, half_length, half_width, _ in atlas.LAKES:
        reach = max(half_length, half_width) + 12.0
        height_m = height_m - 130.0 * np.exp(-((np.hypot(x - centre_x, y - centre_y) / reach) ** 2))
    return np.where(lakes > 0, height_m - 60.0, height_m)


def lake_labels(random: np.random.Generator, inland_km: Floats) -> Labels:
    """Return the number (1…) of the lake in each cell, 0 elsewhere; lakes keep away from the sea."""
    noise = fractal(random, longest_km=26, shortest_km=2.5, slope=1.7)
    labels = np.zeros((ROWS, COLUMNS), dtype=np.int16)
    shapes = [(float(x), float(y), float(length), float(width), turn) for _, x, y, length, width, turn in atlas.LAKES]
    for number, field in enumerate(_blobs(shapes, noise), start=1):
        labels[(field > 0) & (inland_km > 6)] = number
    return labels


def whose(random: np.random.Generator) -> tuple[Bools, Labels]:
    """Return which cells are within the home country's claim (sea included), and the nearest neighbour's label."""
    right = fractal(random, longest_km=70, shortest_km=2.5, slope=1.7) * 8
    down = fractal(random, longest_km=70, shortest_km=2.5, slope=1.7) * 8
    home = shifted(inside_distance([(float(x), float(y)) for x, y in atlas.HOME]), right, down) > 0
    x, y = centres()
    seeds = list(atlas.NEIGHBOURS.values())
    far = np.stack([np.hypot(x + right * 1.2 - seed_x, y + down * 1.2 - seed_y) for seed_x, seed_y in seeds])
    nearest = (far.argmin(axis=0) + FIRST_NEIGHBOUR).astype(np.int16)
    return home, nearest


def settle(land: Bools, home: Bools, lakes: Labels) -> dict[str, tuple[float, float]]:
    """Return where each city stands: the nearest dry cell to its drawn place, near the sea if it is a port."""
    sea_near = ~land
    for _ in range(4):
        sea_near = (
            sea_near
            | np.roll(sea_near, 1, 0)
            | np.roll(sea_near, -1, 0)
            | np.roll(sea_near, 1, 1)
            | np.roll(sea_near, -1, 1)
        )
    x, y = centres()
    dry = land & (lakes == 0)
    places = {}
    for city in [*atlas.HOME_CITIES, *atlas.PARTNER_CITIES]:
        own = dry & (home if city.region else ~home)
        fit = own & sea_near if city.port else own & ~sea_near
        distance = np.where(fit, np.hypot(x - city.x_km, y - city.y_km), np.inf)
        row, column = np.unravel_index(int(distance.argmin()), distance.shape)
        places[city.code] = (float(x[row, column]), float(y[row, column]))
    return places


def grow_districts(
    random: np.random.Generator,
    land: Bools,
    home: Bools,
    height_m: Floats,
    streams: list[tuple[int, Line]],
    places: dict[str, tuple[float, float]],
) -> Labels:
    """Return the home district (1…) of each cell: whichever city reaches it at least cost over hill and river."""
    slope = np.hypot(*np.gradient(height_m))
    rough = np.exp(0.8 * fractal(random, longest_km=34, shortest_km=2.2, slope=1.45))
    cost = rough * (1.0 + slope / 25.0)
    for size, line in streams:
        for x, y in line:
            row, column = cell(x, y)
            cost[row - 1 : row + 2, column - 1 : column + 2] += min(4.0, 1.0 + size / 1400.0)
    cost[~land] = 9.0
    price, allowed = cost.ravel().tolist(), home.ravel().tolist()
    owner = [0] * (ROWS * COLUMNS)
    queue = []
    for number, city in enumerate(atlas.HOME_CITIES, start=1):
        row, column = cell(*places[city.code])
        # a big city starts ahead, so that its district is larger
        queue.append((-9.0 * math.log10(city.population / 20_000), row * COLUMNS + column, number))
    heapq.heapify(queue)
    while queue:
        spent, index, number = heapq.heappop(queue)
        if owner[index]:
            continue
        owner[index] = number
        row, column = divmod(index, COLUMNS)
        for down, right in AROUND:
            other = index + down * COLUMNS + right
            if 0 < row + down < ROWS - 1 and 0 < column + right < COLUMNS - 1 and allowed[other] and not owner[other]:
                heapq.heappush(queue, (spent + price[other], other, number))
    return np.array(owner, dtype=np.int16).reshape(ROWS, COLUMNS)


def _patches(labels: Labels) -> list[tuple[int, list[int], list[int]]]:
    """Return the connected patches of equal label below 3,000 cells: label, cells, labels just outside."""
    flat, seen, patches = labels.ravel().tolist(), bytearray(ROWS * COLUMNS), []
    for start in range(ROWS * COLUMNS):
        if seen[start]:
            continue
        label, members, outside = flat[start], [start], []
        seen[start] = 1
        for index in members:
            row, column = divmod(index, COLUMNS)
            for down, right in AROUND:
                if not (0 <= row + down < ROWS and 0 <= column + right < COLUMNS):
                    continue
                other = index + down * COLUMNS + right
                if flat[other] != label:
                    outside.append(flat[other])
                elif not seen[other]:
                    seen[other] = 1
                    members.append(other)
        if len(members) < 3000:
            patches.append((label, members, outside))
    return patches


def _smooth(labels: Labels) -> Labels:
    """Return the labels with each cell given to the label that is commonest in the nine cells around it."""
    most, result = np.zeros(labels.shape), labels.copy()
    for label in np.unique(labels):
        mask = np.pad((labels == label).astype(np.float64), 1, mode="edge")
        rows = mask[:-2] + 1.1 * mask[1:-1] + mask[2:]
        count = rows[:, :-2] + 1.1 * rows[:, 1:-1] + rows[:, 2:]
        result[count > most] = label
        most = np.maximum(most, count)
    return result


def tidied(labels: Labels) -> Labels:
    """Return the labels without crumbs: rocks, ponds, orphaned land and slivers go to what surrounds them.

    The limit grows from pass to pass, so that of two parts the smaller one is given to the larger.
    """
    result = labels.copy()
    for limit in (40, 120, 360, 900):
        for label, members, outside in _patches(result):
            neighbours = [other for other in outside if other != NOBODY]
            on_land = [other for other in neighbours if other != SEA]
            if label == SEA:
                small, chosen = len(members) < min(limit, 160), neighbours
            elif label == NOBODY or (on_land and len(members) < limit):
                small, chosen = True, on_land or [SEA]
            else:
                small, chosen = len(members) < min(limit, 40), neighbours
            if small and chosen:
                result.ravel()[members] = max(sorted(set(chosen)), key=chosen.count)
    return result


def make_terrain() -> Terrain:
    """Return the whole country and its surroundings, the same on every run."""
    random = np.random.default_rng(SEED)
    inland_km = coast(random)
    land = tidied((inland_km > 0).astype(np.int16)) == 1
    lakes = lake_labels(random, inland_km)
    home, neighbours = whose(random)
    height_m = heights(random, inland_km, lakes)
    streams = rivers(random, height_m, land)
    places = settle(land, home, lakes)
    districts = grow_districts(random, land, home, height_m, streams, places)
    claims = np.where(districts > 0, districts, np.where(home, NOBODY, neighbours))
    right, down = (fractal(random, longest_km=22, shortest_km=2.0, slope=1.55) * 1.5 for _ in range(2))
    labels = np.where(land, _smooth(shifted(claims, right, down)), SEA).astype(np.int16)
    return Terrain(tidied(labels), lakes, streams, places)
