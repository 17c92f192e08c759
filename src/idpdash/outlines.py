"""Boundaries as a map draws them: simplified with shared edges kept, and lines merged so that no border is drawn twice.

Everything is in degrees (WGS84). Tolerances follow the extent of what is drawn, never a fixed distance.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
import shapely.geometry
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry as Geometry
from shapely.ops import polylabel

DECIMALS = 4  # of a degree: about 11 m
DETAIL = 4_000  # parts of the longer side that a simplified line still shows
CANDIDATES = 6  # places for a region's name
KILOMETRES = 111.195  # in a degree of latitude
Numbers = npt.NDArray[np.float64]
Bounds = tuple[float, float, float, float]  # west, south, east, north
Segment = tuple[tuple[float, float], tuple[float, float]]
Feature = dict[str, object]


@dataclass(frozen=True)
class Region:
    """A region's name and the points (longitude, latitude) where it may stand, roomiest first."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Label:
    """A name of the scenery (kind "sea" or "neighbour") and where it stands."""

    kind: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class MapLayers:
    """What a map stands on. areas, backdrop: addresses of static files, missing where no boundaries are known.

    bounds: of the areas; missing without them. area_cities: (area code, city code) of the areas that belong to a city.
    scenery: whether sea, neighbours, lakes and rivers are in the backdrop.
    """

    areas: str | None = None
    backdrop: str | None = None
    bounds: Bounds | None = None
    area_cities: tuple[tuple[str, str], ...] = ()
    regions: tuple[Region, ...] = ()
    labels: tuple[Label, ...] = ()
    scenery: bool = False


@dataclass(frozen=True)
class Area:
    """One area of the finest level: its code, its region's code (itself, where there is none above) and its shape."""

    code: str
    name: str
    city_code: str | None
    region_code: str
    shape: Geometry


def bounds_of(shapes: Iterable[Geometry]) -> Bounds | None:
    """Return west, south, east and north of all shapes; None where there are none."""
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(shapes)))
    return None if west != west else (west, south, east, north)


def simplified(shapes: Sequence[Geometry]) -> list[Geometry]:
    """Return polygons with fewer corners and rounded coordinates whose shared edges stay shared.

    Overlaps and slivers between neighbours are mended first, since a border that differs by a hair on its two sides
    would be drawn twice.
    """
    polygons = [_polygonal(shape) for shape in shapes]
    limits = bounds_of(polygons)
    if limits is None:
        return list(polygons)
    extent = max(limits[2] - limits[0], limits[3] - limits[1])
    if not shapely.coverage_is_valid(polygons):
        clean = shapely.coverage_clean(polygons, gap_width=extent / 20_000)  # type: ignore[attr-defined]  # stubs lag
        polygons = [_polygonal(shape) for shape in clean]
    fewer = shapely.coverage_simplify(polygons, extent / DETAIL)
    return [_polygonal(shape) for shape in shapely.transform(fewer, lambda points: points.round(DECIMALS))]


def _polygonal(shape: Geometry) -> Geometry:
    """Return the polygons of a shape, valid and of one kind."""
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [
        part for part in shapely.get_parts(valid) if isinstance(part, Polygon | MultiPolygon) and not part.is_empty
    ]
    return valid if isinstance(valid, Polygon | MultiPolygon) else shapely.union_all(parts)


def _segments(shape: Geometry) -> Iterable[Segment]:
    """Return the segments of all rings, each with its lesser end first."""
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(float(x), float(y)) for x, y in ring.coords]
            for start, end in zip(points, points[1:], strict=False):
                if start != end:
                    yield (start, end) if start < end else (end, start)


def merged(segments: Iterable[Segment]) -> MultiLineString:
    """Return segments joined end to end into lines as long as can be."""
    lines = shapely.line_merge(MultiLineString([LineString(segment) for segment in sorted(segments)]))
    return MultiLineString([part for part in shapely.get_parts(lines) if isinstance(part, LineString)])


def lines(areas: Sequence[Area]) -> dict[str, MultiLineString]:
    """Return the borders as merged lines: "area" within a region, "region" between regions, "border" around all.

    The areas are `simplified`, so that an inner edge has exactly the same ends on both of its sides.
    """
    sides: dict[Segment, list[str]] = defaultdict(list)
    for area in areas:
        for segment in _segments(area.shape):
            sides[segment].append(area.region_code)
    found: dict[str, list[Segment]] = {"area": [], "region": [], "border": []}
    for segment, regions in sides.items():
        kind = "border" if len(regions) == 1 else "area" if len(set(regions)) == 1 else "region"
        found[kind].append(segment)
    return {kind: merged(segments) for kind, segments in found.items()}


def split(line: Mapping[str, object], land: Geometry) -> tuple[Geometry, Geometry]:
    """Return the parts of a GeoJSON line inside and outside the land."""
    shape = shapely.from_geojson(json.dumps(line))
    return shape.intersection(land), shape.difference(land)


def union(shapes: Sequence[Geometry]) -> Geometry:
    """Return the union of polygons that share their edges."""
    return shapely.union_all(list(shapes))


def largest_piece(shapes: Sequence[Geometry]) -> Polygon:
    """Return the largest piece of the union: a name stands on the mainland, not on an islet."""
    parts = [part for part in shapely.get_parts(union(shapes)) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area)


def name_points(shape: Polygon) -> tuple[tuple[float, float], ...]:
    """Return points inside a shape where a name may stand: farthest from its edges first, then over a grid."""
    centre = polylabel(shape, tolerance=max(shape.length, 1e-9) / 2_000)
    west, south, east, north = shape.bounds
    grid = [
        Point(west + (east - west) * across / 6, south + (north - south) * up / 6)
        for across in range(1, 6)
        for up in range(1, 6)
    ]
    edge = shape.boundary
    inside = sorted((point for point in grid if shape.contains(point)), key=lambda point: -edge.distance(point))
    points = [centre, *inside][:CANDIDATES]
    return tuple((round(point.x, DECIMALS), round(point.y, DECIMALS)) for point in points)


def feature(shape: Geometry, properties: Mapping[str, object], *, code: str | None = None) -> Feature:
    """Return a GeoJSON feature with rounded coordinates; `code` becomes its id."""
    rounded = shapely.transform(shape, lambda points: points.round(DECIMALS))
    made: Feature = {"type": "Feature", "properties": dict(properties), "geometry": shapely.geometry.mapping(rounded)}
    return made if code is None else {**made, "id": code}


def from_bytes(geometry: bytes) -> Geometry:
    """Return the shape that WKB bytes hold."""
    return shapely.from_wkb(geometry)


def inside(outlines: Iterable[bytes], longitude: Numbers, latitude: Numbers) -> npt.NDArray[np.bool_]:
    """Return which points lie in any of some outlines (WKB), on their edges too."""
    found = np.zeros(len(longitude), bool)
    for outline in outlines:
        shape = from_bytes(outline)
        shapely.prepare(shape)
        found |= shapely.intersects_xy(shape, longitude, latitude)
    return found


class Areas:
    """Outlines in which many points are looked for."""

    def __init__(self, outlines: Mapping[str, bytes]) -> None:
        """Take outlines (WKB) by code."""
        self._codes = list(outlines)
        shapes = [from_bytes(outlines[code]) for code in self._codes]
        self._tree = shapely.STRtree(shapes)
        self._west, self._south, self._east, self._north = shapely.total_bounds(shapes)

    def holders(self, longitude: Numbers, latitude: Numbers) -> list[str | None]:
        """Return the code of the area in which each point lies; None where in none, the first where in several."""
        found: list[str | None] = [None] * len(longitude)
        points, areas = self._tree.query(shapely.points(longitude, latitude), predicate="intersects")
        for point, area in sorted(zip(points.tolist(), areas.tolist(), strict=True), reverse=True):
            found[point] = self._codes[area]
        return found

    def surround(self, longitude: Numbers, latitude: Numbers) -> npt.NDArray[np.bool_]:
        """Return which points lie between the outermost edges of all areas."""
        across = (longitude >= self._west) & (longitude <= self._east)
        lies: npt.NDArray[np.bool_] = across & (latitude >= self._south) & (latitude <= self._north)
        return lies


def kilometres(outlines: Iterable[bytes], longitude: Numbers, latitude: Numbers) -> Numbers:
    """Return how far points lie from the nearest of some outlines (WKB), in km; 0 inside.

    A degree is taken as 111.2 km (a sphere of 6,371 km), one of longitude shortened by the cosine of the points' mean
    latitude: near enough, as the points of one place lie near each other.
    """
    narrowing = float(np.cos(np.radians(np.mean(latitude))))
    scale = np.array([narrowing, 1.0])
    points = shapely.points(longitude * narrowing, latitude)
    shapes = [shapely.transform(from_bytes(outline), lambda corners: corners * scale) for outline in outlines]
    distances: Numbers = np.min([shapely.distance(shape, points) for shape in shapes], axis=0) * KILOMETRES
    return distances
