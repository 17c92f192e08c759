"""Discs of the map: stacked circles, area in proportion to people or places, so that a ring of free places shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from idpdash.figures.labels import Circle
from idpdash.figures.plan import Mode, Plan, Row, at, overfull, positive
from idpdash.figures.theme import Palette

LARGEST = 24.0  # radius in pixels
RING = 1.3  # pixels of green that the fewest free places show
LEAST, UNKNOWN_LEAST = 0.2, 0.42  # parts of the largest radius
DENSITY = 0.36  # of the mean distance between discs
MOST = 120  # discs on one map: more would hide each other, and each costs some 500 bytes
Circles = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Disc:
    """One disc: where it stands in degrees, and its circles from the largest (radius in pixels, colour).

    mark: a sign in its middle, "?" where the figure is unknown. blur: 0 sharp … 1, where the place is not told.
    """

    code: str
    longitude: float
    latitude: float
    radius: float
    circles: Circles
    mark: str = ""
    blur: float = 0.0


def largest_radius(plan: Plan) -> float:
    """Return the radius of the largest disc in pixels that leaves the map readable: by how close the cities lie."""
    across = [row["x"] for row in plan.cities] or [0.0]
    down = [row["y"] for row in plan.cities] or [0.0]
    area = max(max(across) - min(across), 60.0) * max(max(down) - min(down), 60.0)
    size = min(LARGEST * plan.scale, max(7.0 * plan.scale, DENSITY * sqrt(area / max(len(plan.cities), 1))))
    return size * 0.7 if plan.mode is Mode.ORIGINS else size  # the arcs count more there


def radius(value: float, *, greatest: float, largest: float, least: float = 0.0) -> float:
    """Return the radius whose area is in proportion to the value, never below `least` nor a fifth of the largest."""
    lowest = max(least, largest * LEAST)
    return max(largest * sqrt(max(value, 0.0) / greatest), lowest) if greatest > 0 else lowest


def discs(plan: Plan) -> list[Disc]:
    """Return the discs of a map, of the most important cities where there are too many."""
    greatest, largest = _greatest(plan), largest_radius(plan) / plan.scale
    by_weight = sorted(plan.cities, key=lambda row: -max(row[name] or 0 for name in _sizing(plan)))
    return [_scaled(_disc(plan, row, greatest=greatest, largest=largest), plan.scale) for row in by_weight[:MOST]]


def _scaled(disc: Disc, scale: float) -> Disc:
    """Return the disc with all its circles larger."""
    circles = tuple((round(size * scale, 1), colour) for size, colour in disc.circles)
    return replace(disc, radius=disc.radius * scale, circles=circles)


def outlines(plan: Plan, drawn: list[Disc]) -> list[Circle]:
    """Return what the discs cover, in pixels, halo included."""
    return [Circle(*plan.view.pixel(one.longitude, one.latitude), one.circles[0][0]) for one in drawn]


def _sizing(plan: Plan) -> tuple[str, ...]:
    """Return the columns by which discs are sized."""
    if plan.mode is Mode.EXCHANGE:
        return ("needed", "offered")
    return ("capacity", "occupied") if plan.rings else (plan.measure,)


def _greatest(plan: Plan) -> float:
    """Return the value of the largest disc."""
    return max((row[name] or 0.0 for row in plan.cities for name in _sizing(plan)), default=0.0)


def _disc(plan: Plan, row: Row, *, greatest: float, largest: float) -> Disc:
    """Return the disc of one city in the mode; a dot where it has no figure."""
    made: Disc | None = None
    chosen, colours = row["city_code"] in plan.chosen, plan.colours
    if plan.mode is Mode.EXCHANGE:
        made = exchange_disc(row, greatest=greatest, largest=largest, colours=colours, chosen=chosen)
    elif plan.single_discs:
        if positive(row[plan.measure]):
            size = radius(row[plan.measure], greatest=greatest, largest=largest)
            colour = colours.occupied if plan.mode is Mode.PEOPLE else colours.arrivals
            made = _made(row, size, ((size, colour),), colours, chosen=chosen)
    elif plan.rings:
        made = room_disc(row, greatest=greatest, largest=largest, colours=colours, chosen=chosen)
    return made or dot(row, colours=colours, chosen=chosen)


def _made(row: Row, size: float, circles: Circles, colours: Palette, *, chosen: bool, mark: str = "") -> Disc:
    """Return a disc on a halo in the colour of the page; round the chosen one another ring."""
    outer = max(size, circles[0][0])
    ground = [(outer + 5.5, colours.ink), (outer + 3.2, colours.page)] if chosen else [(outer + 1.6, colours.page)]
    rounded = tuple((round(one, 1), colour) for one, colour in [*ground, *circles])
    return Disc(row["city_code"], *at(row), size, rounded, mark)


def room_disc(row: Row, *, greatest: float, largest: float, colours: Palette, chosen: bool) -> Disc | None:
    """Return the ring of one city's places: free green round occupied slate, over-full dark red, unknown "?".

    No disc for a city of which nothing is known.
    """
    places, people = row["capacity"], row["occupied"]
    if row["sites"] == 0 or (places is None and people is None):
        return None
    if not places or people is None:
        least = max(UNKNOWN_LEAST * largest, 6.5)
        size = radius(people or 0.0, greatest=greatest, largest=largest * 0.8, least=least)
        return _made(row, size, ((size, colours.soft), (size - 1.1, colours.page)), colours, chosen=chosen, mark="?")
    size = radius(max(places, people), greatest=greatest, largest=largest)
    if overfull(row):
        return _made(row, size, ((size, colours.over),), colours, chosen=chosen)
    # Free places, not people, tell what is taken: an over-full site takes nothing from another.
    taken = places - row["free"] if row["free"] is not None else min(people, places)
    inner = size * sqrt(taken / places)
    slate = ((min(inner, size - RING) if positive(row["free"]) else inner, colours.occupied),) if inner > 0.5 else ()
    return _made(row, size, ((size + 0.9, colours.ink), (size, colours.free), *slate), colours, chosen=chosen)


def exchange_disc(row: Row, *, greatest: float, largest: float, colours: Palette, chosen: bool) -> Disc | None:
    """Return one city's need (purple) and offer (teal), the smaller upon the larger; none where it has neither."""
    given = [(row[kind] or 0.0, colour) for kind, colour in (("needed", colours.need), ("offered", colours.offer))]
    parts = sorted((part for part in given if part[0] > 0), reverse=True)
    if not parts:
        return None
    circles: list[tuple[float, str]] = []
    for value, colour in parts:
        size = radius(value, greatest=greatest, largest=largest)
        if circles:
            size = max(min(size, circles[-1][0] - 3.0), 2.0)
            circles.append((size + 1.3, colours.page))
        circles.append((size, colour))
    return _made(row, circles[0][0], tuple(circles), colours, chosen=chosen)


def dot(row: Row, *, colours: Palette, chosen: bool) -> Disc:
    """Return the mark of a city without a figure."""
    return _made(row, 2.2, ((2.2, colours.ink if chosen else colours.soft),), colours, chosen=chosen)


def features(drawn: list[Disc]) -> list[dict[str, object]]:
    """Return all circles as GeoJSON points, large discs first so that small ones stand upon them."""
    made: list[dict[str, object]] = []
    for disc in sorted(drawn, key=lambda one: -one.radius):
        for size, colour in disc.circles:
            soft = {"b": disc.blur} if disc.blur else {}
            made.append(point((disc.longitude, disc.latitude), {"r": size, "c": colour, "o": len(made), **soft}))
    return made


def marks(drawn: list[Disc], colours: Palette) -> list[dict[str, object]]:
    """Return the signs in the discs as GeoJSON points, always drawn."""
    said = {"c": colours.soft, "h": "rgba(0,0,0,0)", "a": "center", "d": [0, 0], "j": "center", "b": 2, "o": 0}
    return [
        point((disc.longitude, disc.latitude), {**said, "t": disc.mark, "z": max(min(disc.radius * 1.3, 36), 10)})
        for disc in drawn
        if disc.mark
    ]


def point(where: tuple[float, float], properties: dict[str, object]) -> dict[str, object]:
    """Return one GeoJSON point at longitude and latitude."""
    coordinates = [round(where[0], 4), round(where[1], 4)]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": coordinates}}
