"""From the grid of labels to clean lines and polygons in degrees: every border is one line, shared by both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize, unary_union

import atlas
from grid import HEIGHT_KM, WIDTH_KM, Floats, Labels, cell, corner, degrees
from terrain import FIRST_NEIGHBOUR, SEA, Terrain

FRAME = -1
ROUGH_SEED = 5


@dataclass(frozen=True)
class Arc:
    """One stretch of border between two labels, in degrees, from node to node (or closed)."""

    sides: tuple[int, int]
    line: LineString


def _edges(labels: Labels) -> dict[tuple[int, int], dict[tuple[int, int], tuple[int, int]]]:
    """Return for each grid corner the corners it is joined to by a border, with the two labels on its sides."""
    padded = np.pad(labels, 1, constant_values=FRAME)
    joined: dict[tuple[int, int], dict[tuple[int, int], tuple[int, int]]] = {}

    def join(start: tuple[int, int], end: tuple[int, int], one: int, other: int) -> None:
        sides = (min(one, other), max(one, other))
        joined.setdefault(start, {})[end] = sides
        joined.setdefault(end, {})[start] = sides

    for row, column in zip(*np.nonzero(padded[:, :-1] != padded[:, 1:]), strict=True):
        upper = (int(row) - 1, int(column))
        join(upper, (upper[0] + 1, upper[1]), int(padded[row, column]), int(padded[row, column + 1]))
    for row, column in zip(*np.nonzero(padded[:-1] != padded[1:]), strict=True):
        left = (int(row), int(column) - 1)
        join(left, (left[0], left[1] + 1), int(padded[row, column]), int(padded[row + 1, column]))
    return joined


def _paths(labels: Labels) -> list[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Return every border path between nodes (corners where more or fewer than two borders meet), then the rings."""
    joined = _edges(labels)
    nodes = sorted(at for at, ends in joined.items() if len(ends) != 2)
    used: set[frozenset[tuple[int, int]]] = set()
    paths = []

    def follow(start: tuple[int, int], step: tuple[int, int]) -> None:
        sides, path = joined[start][step], [start, step]
        used.add(frozenset((start, step)))
        while len(joined[path[-1]]) == 2 and path[-1] != start:
            following = next(end for end in joined[path[-1]] if end != path[-2])
            used.add(frozenset((path[-1], following)))
            path.append(following)
        paths.append((sides, path))

    for start in [*nodes, *sorted(joined)]:
        for step in sorted(joined[start]):
            if frozenset((start, step)) not in used:
                follow(start, step)
    return paths


def smoothed(points: Floats, *, passes: int) -> Floats:
    """Return the points drawn towards the mean of their neighbours; the ends of an open line stay where they are."""
    closed = len(points) > 3 and bool((points[0] == points[-1]).all())
    for _ in range(passes):
        if closed:
            ring = points[:-1]
            ring = 0.25 * np.roll(ring, 1, 0) + 0.5 * ring + 0.25 * np.roll(ring, -1, 0)
            points = np.vstack([ring, ring[:1]])
        elif len(points) > 2:
            middle = 0.25 * points[:-2] + 0.5 * points[1:-1] + 0.25 * points[2:]
            points = np.vstack([points[:1], middle, points[-1:]])
    return points


def roughened(random: np.random.Generator, points: Floats, *, longest_km: float, share: float) -> Floats:
    """Return the line with each long step broken in its middle, moved aside by chance, until no step is long."""
    for _ in range(4):
        steps = np.diff(points, axis=0)
        lengths = np.hypot(steps[:, 0], steps[:, 1])
        aside = np.clip(random.normal(0.0, share, len(steps)), -2 * share, 2 * share)
        middles = points[:-1] + steps / 2 + np.column_stack([-steps[:, 1], steps[:, 0]]) * aside[:, None]
        long = np.flatnonzero(lengths > longest_km)
        points = np.insert(points, long + 1, middles[long], axis=0)
    return points


def _in_degrees(points: Floats) -> LineString:
    """Return a line in degrees; what lies on the frame is pushed far out, so that no map shows the land's end."""
    on_frame = (np.abs(points[:, 0]) >= WIDTH_KM / 2) | (np.abs(points[:, 1]) >= HEIGHT_KM / 2)
    outward = np.where(on_frame[:, None], points * 2.0, points)
    unique = dict.fromkeys(degrees(x, y) for x, y in outward.tolist())
    coordinates = list(unique)
    if len(points) > 3 and bool((points[0] == points[-1]).all()):
        coordinates.append(coordinates[0])
    return LineString(coordinates)


def arcs(labels: Labels) -> list[Arc]:
    """Return all borders as smooth lines; those of home finer than those abroad."""
    found, random = [], np.random.default_rng(ROUGH_SEED)
    for sides, path in _paths(labels):
        points = np.array([corner(row, column) for row, column in path])
        home = any(SEA < side < FIRST_NEIGHBOUR for side in sides)
        if FRAME not in sides:
            points = smoothed(points, passes=2)
            simple = shapely.simplify(LineString(points), (0.11 if home else 0.4))
            points = roughened(random, shapely.get_coordinates(simple), longest_km=1.3 if home else 2.6, share=0.11)
        else:
            points = (
                points[[0, -1]]
                if len(points) < 3
                else shapely.get_coordinates(shapely.simplify(LineString(points), 0.01))
            )
        found.append(Arc(sides, _in_degrees(points)))
    return found


def closed(lines: list[LineString]) -> list[Polygon]:
    """Return the polygons that the lines enclose."""
    return [polygon for polygon in polygonize(lines) if isinstance(polygon, Polygon)]


def largest_first(polygons: list[Polygon]) -> list[Polygon]:
    """Return the polygons in an order that does not depend on how they were found."""
    order = {index: (-polygon.area, polygon.bounds) for index, polygon in enumerate(polygons)}
    return [polygons[index] for index in sorted(order, key=order.__getitem__)]


def faces(labels: Labels, borders: list[Arc]) -> dict[int, MultiPolygon]:
    """Return the land of each label as polygons whose edges are the shared borders."""
    parts: dict[int, list[Polygon]] = {}
    for polygon in closed([arc.line for arc in borders]):
        inner = polygon.representative_point()
        row, column = cell_of(inner)
        label = int(labels[row, column])
        if label != SEA:
            parts.setdefault(label, []).append(polygon)
    return {label: MultiPolygon(largest_first(polygons)) for label, polygons in sorted(parts.items())}


def cell_of(point: Point) -> tuple[int, int]:
    """Return the grid cell of a point in degrees."""
    zero, one = degrees(0.0, 0.0), degrees(100.0, 100.0)
    return cell((point.x - zero[0]) / (one[0] - zero[0]) * 100.0, (point.y - zero[1]) / (one[1] - zero[1]) * 100.0)


def merged(lines: list[LineString]) -> list[LineString]:
    """Return the lines joined end to end where they can be, longest first."""
    parts = line_parts(linemerge(lines))
    return sorted(parts, key=lambda part: (-part.length, part.bounds))


def line_parts(geometry: BaseGeometry) -> list[LineString]:
    """Return the single lines of a line or of many."""
    parts = list(geometry.geoms) if isinstance(geometry, MultiLineString) else [geometry]
    return [part for part in parts if isinstance(part, LineString) and not part.is_empty]


def lake_polygons(terrain: Terrain) -> dict[str, Polygon]:
    """Return each lake's largest sheet of water by name."""
    lakes = {}
    for number, (name, *_) in enumerate(atlas.LAKES, start=1):
        one = np.where(terrain.lakes == number, 1, 0).astype(np.int16)
        rings = [
            np.array([corner(row, column) for row, column in path]) for sides, path in _paths(one) if sides == (0, 1)
        ]
        waters = [
            Polygon(shapely.get_coordinates(_in_degrees(smoothed(ring, passes=2)).simplify(0.0015)))
            for ring in rings
            if len(ring) > 12
        ]
        lakes[name] = max(waters, key=lambda water: water.area)
    return lakes


def river_lines(terrain: Terrain, lakes: dict[str, Polygon]) -> list[tuple[int, LineString]]:
    """Return rivers from spring to mouth, cut where they cross a lake."""
    water = unary_union(list(lakes.values()))
    found, random = [], np.random.default_rng(ROUGH_SEED)
    for size, line in terrain.rivers:
        wound = smoothed(roughened(random, smoothed(np.array(line), passes=2), longest_km=1.5, share=0.16), passes=1)
        whole = LineString([degrees(x, y) for x, y in wound.tolist()]).simplify(0.001)
        found += [
            (size, LineString([(round(x, 4), round(y, 4)) for x, y in piece.coords]))
            for piece in line_parts(whole.difference(water))
            if piece.length > 0.08
        ]
    return found
