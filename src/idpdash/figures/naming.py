"""Which names stand on a map of cities, what they say, and how the browser gets them."""

from __future__ import annotations

from typing import Any

from idpdash.figures.arcs import Arc
from idpdash.figures.discs import Disc, point
from idpdash.figures.labels import Name, Placed
from idpdash.figures.legend import NARROW
from idpdash.figures.plan import Mode, Plan, Row, at, overfull, positive
from idpdash.formats import _, number

NAMED, LATER = 60, 120  # names tried on a map, and names that appear at the latest when one zooms in
CITY_SIZE, CRITICAL_SIZE, REGION_SIZE, SEA_SIZE, NEIGHBOUR_SIZE = 12.0, 13.0, 10.0, 12.5, 11.0
NEARBY = (
    (0, 0),
    (1, 0),
    (-1, 0),
    (2, 0),
    (-2, 0),
    (0, 1),
    (0, -1),
    (3, 0),
    (-3, 0),
    (2, 1),
    (-2, 1),
    (2, -1),
    (-2, -1),
)
WALL = 2.0  # from this scale on a map is read across a room
ARC_SIZE = 11.0
MUST = 8  # of the names that stand out, those that are there even where they cover a disc
MUST_PEOPLE = 5  # of the cities with the most people in sites, those always named
LONG_NAME = 8  # letters from which a region's name of two words takes two lines


def city_names(plan: Plan, drawn: list[Disc]) -> list[Name]:
    """Return the names to try, the most important first: chosen, over-full, critical, then by figure."""
    radii = {disc.code: max([disc.radius, *(size for size, _colour in disc.circles)]) for disc in drawn}
    smaller = 1.0 if plan.view.width < NARROW else 0.0
    made: list[Name] = []
    for row in sorted(_worth_naming(plan), key=lambda one: _rank(plan, one))[:NAMED]:
        bold, figures = _stands_out(plan, row), _figures(plan, row)
        size = _size(CRITICAL_SIZE if bold else CITY_SIZE, plan) - smaller
        text = str(row["city_name"]) + (f"\n{figures}" if figures else "")
        needy = plan.mode is Mode.EXCHANGE and positive(row["needed"])
        most = plan.mode is Mode.PEOPLE and len(made) < MUST_PEOPLE
        must = row["city_code"] in plan.chosen or most or ((bold or needy) and len(made) < MUST)
        made.append(
            Name(row["city_code"], text, row["x"], row["y"], radii.get(row["city_code"], 3.5), size, bold, must)
        )
    return made


def _worth_naming(plan: Plan) -> list[Row]:
    """Return the cities whose names are tried: on a narrow map of needs and offers only those that take part."""
    if plan.mode is not Mode.EXCHANGE or plan.view.width >= NARROW * plan.scale:
        return plan.cities
    return [
        row
        for row in plan.cities
        if row["city_code"] in plan.chosen or positive(row["needed"]) or positive(row["offered"])
    ]


def _size(size: float, plan: Plan) -> float:
    """Return the size of letters in pixels; on a wall none is smaller than a city's name."""
    return max(size, CITY_SIZE if plan.scale >= WALL else 0.0) * plan.scale


def _rank(plan: Plan, row: Row) -> tuple[object, ...]:
    """Return the place of a city in the order of importance."""
    over = (row["over"] if overfull(row) else 0.0) if plan.mode in (Mode.ARRIVALS, Mode.FREE) else 0.0
    critical = plan.mode is Mode.EXCHANGE and row["priority"] == "critical"
    weight = {
        Mode.ARRIVALS: row["arrivals"] or row["occupied"],
        Mode.FREE: row["free"] or row["occupied"],
        Mode.PEOPLE: row["occupied"],
        Mode.EXCHANGE: max(row["needed"] or 0.0, row["offered"] or 0.0),
        Mode.CROSS: row["needed"] or (row["free"] or 0.0) / 1e6,
        Mode.ORIGINS: row["individuals"],
    }[plan.mode]
    calm = not critical, plan.mode is Mode.EXCHANGE and not positive(row["needed"])
    return (row["city_code"] not in plan.chosen, -over, *calm, -(weight or 0.0), str(row["city_name"]))


def _stands_out(plan: Plan, row: Row) -> bool:
    """Return whether a city's name is bold: chosen, over-full, or in critical need."""
    if row["city_code"] in plan.chosen:
        return True
    if plan.mode is Mode.EXCHANGE:
        return bool(row["priority"] == "critical")
    return plan.rings and overfull(row)


def _figures(plan: Plan, row: Row) -> str:
    """Return what stands under a city's name."""
    if plan.mode is Mode.EXCHANGE:
        needs = [_("needs {count}").format(count=number(row["needed"]))] if positive(row["needed"]) else []
        offers = [_("offers {count}").format(count=number(row["offered"]))] if positive(row["offered"]) else []
        return "\n".join(needs + offers)
    if plan.mode is Mode.FREE and overfull(row):
        return _("{count} over").format(count=number(row["over"]))
    if plan.mode is Mode.FREE and row["free"] is not None:
        return _("{count} free").format(count=number(row["free"]))
    if plan.mode in (Mode.ORIGINS, Mode.PEOPLE) and positive(row[plan.measure]):
        return number(row[plan.measure])
    return ""


def _colour(plan: Plan, row: Row) -> str:
    """Return the colour of a city's name: of need or offer, dark red where over-full, else ink."""
    if plan.mode is Mode.EXCHANGE:
        if positive(row["needed"]):
            return plan.colours.need
        return plan.colours.offer if positive(row["offered"]) else plan.colours.soft
    return plan.colours.over if plan.rings and overfull(row) else plan.colours.ink


def arc_names(plan: Plan, drawn: list[Arc]) -> list[Name]:
    """Return the quantities that stand on arcs, the largest first."""
    size = _size(ARC_SIZE, plan)
    spots = [tuple(plan.view.pixel(x, y) for x, y in one.spots()) for one in reversed(drawn)]
    texts = [one.text for one in reversed(drawn)]
    return [Name("", text, 0, 0, 0, size, True, spots=at, kind="arc") for text, at in zip(texts, spots, strict=True)]


def region_names(plan: Plan) -> list[Name]:
    """Return the regions' names, which take what room the cities leave."""
    made = []
    for region in plan.layers.regions:
        text = region.name.upper()
        text = text.replace(" ", "\n", 1) if len(text) > LONG_NAME else text
        spots = tuple(plan.view.pixel(x, y) for x, y in region.points)
        size = _size(REGION_SIZE, plan)
        made.append(Name("", text, 0, 0, size=size, spots=spots, spacing=0.1, kind="region"))
    return made


def scenery_names(plan: Plan) -> list[Name]:
    """Return the names of seas and neighbours, each near its point."""
    made = []
    for label in plan.layers.labels:
        x, y = plan.view.pixel(label.longitude, label.latitude)
        step = 16 * plan.scale
        spots = tuple((x + right * step, y + down * step) for right, down in NEARBY)
        sea = label.kind == "sea"
        text, size = (label.name, SEA_SIZE) if sea else (label.name.upper(), NEIGHBOUR_SIZE)
        spacing = 0.12 if sea else 0.2
        made.append(Name("", text, 0, 0, size=_size(size, plan), spots=spots, spacing=spacing, kind=label.kind))
    return made


def features(plan: Plan, placed: list[Placed]) -> list[dict[str, Any]]:
    """Return placed names as GeoJSON points."""
    by_code = {row["city_code"]: row for row in plan.cities}
    made = []
    for order, one in enumerate(placed):
        row = by_code.get(one.name.key)
        where = plan.view.degrees(one.name.x, one.name.y) if row is None else at(row)
        said: dict[str, Any] = {"t": one.name.text, "z": one.name.size, "a": one.anchor, "d": list(one.offset)}
        if one.far:
            where, said["a"], said["d"] = plan.view.degrees(*one.box.middle), "center", [0, 0]
        said["j"] = "left" if "left" in one.anchor else "right" if "right" in one.anchor else "center"
        said.update({"b": 3 if one.name.kind == "sea" else int(one.name.bold), "o": order})
        said.update({"c": _colour(plan, row)} if row else _printed(plan, one.name.kind))
        made.append(point(where, {**said, "s": one.name.spacing} if one.name.spacing else said))
    return made


def leaders(plan: Plan, placed: list[Placed]) -> list[dict[str, Any]]:
    """Return a line from each disc to its name where the name had to stand apart."""
    by_code = {row["city_code"]: row for row in plan.cities}
    made = []
    for one in placed:
        if one.far:
            row, box = by_code[one.name.key], one.box
            end = (min(max(row["x"], box.left), box.right), min(max(row["y"], box.top), box.bottom))
            ends = [[round(part, 4) for part in where] for where in (at(row), plan.view.degrees(*end))]
            line = {"type": "LineString", "coordinates": ends}
            made.append({"type": "Feature", "properties": {"c": _colour(plan, row)}, "geometry": line})
    return made


def _printed(plan: Plan, kind: str) -> dict[str, Any]:
    """Return colour and halo of a name that belongs to the map itself."""
    colours = plan.colours
    ground = {
        "arc": (colours.offer, colours.land),
        "sea": (colours.sea_name, colours.sea),
        "neighbour": (colours.soft, colours.outside),
    }
    colour, halo = ground.get(kind, (colours.soft, colours.land))
    return {"c": colour, "h": halo}


def later_features(plan: Plan, placed: list[Placed], drawn: list[Disc]) -> list[dict[str, Any]]:
    """Return the names that found no room, for when one zooms in."""
    named = {one.name.key for one in placed}
    radii = {disc.code: disc.radius for disc in drawn}
    size = CITY_SIZE * plan.scale
    made = []
    for row in sorted(plan.cities, key=lambda one: _rank(plan, one))[:LATER]:
        if row["city_code"] not in named and row["city_name"]:
            away = round((radii.get(row["city_code"], 2.5) + 5) / size, 2)
            made.append(point(at(row), {"t": row["city_name"], "z": size, "d": away, "c": plan.colours.ink}))
    return made
