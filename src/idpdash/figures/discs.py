"""Discs of the map: stacked circles, area in proportion to people or places, so that a ring of free places shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from idpdash.figures import cross
from idpdash.figures.labels import Circle
from idpdash.figures.plan import Mode, Plan, Row, at, overfull, positive
from idpdash.figures.theme import Palette

LARGEST = 24.0  # radius in pixels
RING = 1.3  # pixels of green that the fewest free places show
LEAST, UNKNOWN_LEAST = 0.2, 0.42  # parts of the largest radius
DENSITY = 0.36  # of the mean distance between discs
MOST = 120  # discs on one map: more would hide each other, and each costs some 500 bytes
STALE = 0.4  # of its colour that a stale disc keeps
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
    if plan.mode is Mode.CROSS:
        made = cross_disc(plan, row, chosen=chosen)
    elif plan.mode is Mode.EXCHANGE:
        made = exchange_disc(row, greatest=greatest, largest=largest, colours=colours, chosen=chosen)
    elif plan.single_discs:
        if positive(row[plan.measure]):
            size = radius(row[plan.measure], greatest=greatest, largest=largest)
            colour = colours.occupied if plan.mode is Mode.PEOPLE else colours.arrivals
            made = _made(row, size, ((size, colour),), colours, chosen=chosen)
    elif plan.rings:
        made = room_disc(row, greatest=greatest, largest=largest, colours=colours, chosen=chosen)
    if made and row.get("stale") and (plan.rings or plan.mode in (Mode.PEOPLE, Mode.CROSS)):
        made = faded(made, colours)
    return made or dot(row, colours=colours, chosen=chosen)


def _made(row: Row, size: float, circles: Circles, colours: Palette, *, chosen: bool, mark: str = "") -> Disc:
    """Return a disc on a halo in the colour of the page; round the chosen one another ring."""
    outer = max(size, circles[0][0])
    ground = [(outer + 5.5, colours.ink), (outer + 3.2, colours.page)] if chosen else [(outer + 1.6, colours.page)]
    rounded = tuple((round(one, 1), colour) for one, colour in [*ground, *circles])
    return Disc(row["city_code"], *at(row), size, rounded, mark)


def faded(disc: Disc, colours: Palette) -> Disc:
    """Return the disc of a city whose last count is stale: paler, on the same halo."""
    kept = (colours.page, colours.ink, colours.soft)
    circles = tuple((size, one if one in kept else paler(one, colours)) for size, one in disc.circles)
    return replace(disc, circles=circles)


def paler(colour: str, colours: Palette) -> str:
    """Return a colour mixed with the page: of what is stale."""
    pairs = zip(_channels(colour), _channels(colours.page), strict=True)
    return "#" + "".join(f"{round(one * STALE + ground * (1 - STALE)):02x}" for one, ground in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour like "#2a9d78"."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def cross_disc(plan: Plan, row: Row, *, chosen: bool) -> Disc | None:
    """Return the disc of one city in the colour of its two classes; "?" where its free places are not known.

    Small over areas that show the same, larger where there are none. None without sites and without a need.
    """
    size = 4.6 if plan.layers.area_cities else 8.5
    known = cross.class_of(row, plan.limits)
    if known:
        fill = cross.colours(dark=plan.dark)[known[0]][known[1]]
        return _made(row, size, ((size, plan.colours.ink), (size - 1.0, fill)), plan.colours, chosen=chosen)
    if not positive(row["needed"]) and not row["sites"]:
        return None
    size = max(size, 6.5)
    hollow = (
        (size, plan.colours.need if positive(row["needed"]) else plan.colours.soft),
        (size - 1.3, plan.colours.page),
    )
    return _made(row, size, hollow, plan.colours, chosen=chosen, mark="?")


def room_disc(row: Row, *, greatest: float, largest: float, colours: Palette, chosen: bool) -> Disc | None:
    """Return the ring of one city's places: free green round promised pale and occupied slate.

    Over-full is dark red, unknown "?". No disc for a city of which nothing is known.
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
    held = min(row["held"] or 0.0, taken)
    parts = [(taken, colours.reserved)] if held else []
    inside = []
    for value, colour in [*parts, (taken - held, colours.occupied)]:
        inner = size * sqrt(value / places)
        inner = min(inner, size - RING) if positive(row["free"]) else inner
        inside += [(inner, colour)] if inner > 0.5 else []
    return _made(row, size, ((size + 0.9, colours.ink), (size, colours.free), *inside), colours, chosen=chosen)


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
