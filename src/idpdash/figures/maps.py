"""Maps of cities: who arrives where, where there is room, what is needed and offered, and where people came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures import arcs as arc_lines
from idpdash.figures import backdrop, cross, discs, naming, wording
from idpdash.figures.arcs import MOVING, OFFERED, PROMISED, RECEIVED, Arc
from idpdash.figures.areas import areas, class_colours, crossed, hover
from idpdash.figures.classes import class_limits, limit_words
from idpdash.figures.discs import Disc
from idpdash.figures.labels import Box, Placed, place
from idpdash.figures.legend import Key, Legend, below_height, corner, draw_below, draw_inside
from idpdash.figures.plan import Mode, Plan, Row, at, inside, rows, with_something
from idpdash.figures.projection import fit, widened
from idpdash.figures.theme import Drawing, map_figure, nothing, palette
from idpdash.formats import _, number
from idpdash.outlines import MapLayers

__all__ = ["Mode", "city_map", "placement"]

_STROKES = {
    OFFERED: _("offered to one city"),
    PROMISED: _("promised"),
    MOVING: _("on its way"),
    RECEIVED: _("received"),
}
EDGE = 3.0  # pixels that names keep from the edge of the map
ENDS = {
    "city_code": "from_code",
    "to_city_code": "to_code",
    "origin_code": "from_code",
    "destination_code": "to_code",
    "individuals": "quantity",
}


def city_map(
    cities: pd.DataFrame,
    layers: MapLayers,
    *,
    mode: Mode | str = Mode.ARRIVALS,
    selected: Sequence[str] = (),
    arcs: pd.DataFrame | None = None,
    focus: bool = False,
    dark: bool = False,
    width: int = 560,
    height: int = 340,
    scale: float = 1.0,
) -> Drawing:
    """Draw cities on their country.

    cities: one row a city with city_code, city_name, latitude, longitude and what the mode needs, missing = unknown:
    arrivals: arrivals (people), and for the rings capacity, occupied, free, over (places, people);
    free: capacity, occupied, free, over; people: occupied; cross: needed, free; exchange: needed, offered (one unit),
    priority; origins: arcs tell all.
    arcs: city_code, to_city_code, quantity and kind (see `figures.arcs`, without it: offered), or origin_code,
    destination_code, individuals.
    stale, where given: the last count of the city is old, and its disc is paler.
    selected: codes of chosen cities, marked and always named.
    focus: open on the cities that have something to show. width, height: pixels of the map; scale: 2.3 on a wall.
    A click gives the city's code as customdata[0]. Cities without coordinates are left out, and said so.
    """
    there, kind, flows = rows(cities), Mode(mode), _flows(arcs)
    if kind is Mode.EXCHANGE and "kind" not in flows:
        flows = flows.assign(kind=OFFERED)
    if kind is Mode.ORIGINS:
        there = _with_people(there, flows)
    if not there:
        return nothing(_("No city has coordinates yet."), height=height, dark=dark)
    ends = frozenset([*selected, *flows["from_code"], *flows["to_code"]])
    busy = with_something(there, kind, ends)
    shown = busy if focus and busy else there
    # Partner cities abroad widen the view only where they give or take part.
    near = shown if layers.bounds is None or focus else busy if kind in (Mode.EXCHANGE, Mode.ORIGINS) else []
    bounds = widened(None if focus and busy else layers.bounds, [at(row) for row in near])
    view = fit(bounds, width=width, height=height, margin=14 * scale)
    limits = class_limits(row["arrivals"] for row in there) if kind is Mode.ARRIVALS else ()
    limits = cross.limits_of(there) if kind is Mode.CROSS else limits
    visible = inside(there, view)
    plan = Plan(visible, layers, kind, frozenset(selected), palette(dark), view, scale, dark, limits)
    seen = {row["city_code"] for row in visible}
    outside = [str(row["city_name"]) for row in there if row["city_code"] not in seen]
    alt = wording.city_map(there, kind, without_place=len(cities) - len(there), outside=outside, arcs=flows)
    return Drawing(_drawn(plan, flows), alt)


def _flows(arcs: pd.DataFrame | None) -> pd.DataFrame:
    """Return arcs as from_code, to_code and quantity, and their kind where it is told."""
    columns = ["from_code", "to_code", "quantity"]
    if arcs is None:
        return pd.DataFrame(columns=columns)
    return arcs.rename(columns=ENDS).reindex(columns=[*columns, *(["kind"] if "kind" in arcs else [])])


def _with_people(cities: list[Row], flows: pd.DataFrame) -> list[Row]:
    """Return the cities with `individuals`: how many came from each."""
    people = flows.groupby("from_code")["quantity"].sum()
    return [
        {**row, "individuals": float(people[row["city_code"]]) if row["city_code"] in people.index else None}
        for row in cities
    ]


def placement(plan: Plan, drawn: list[Disc], lines: list[Arc], legend: Box | None) -> list[Placed]:
    """Return the names of a map where they fit."""
    frame = Box(EDGE, EDGE, plan.view.width - EDGE, plan.view.height - EDGE)
    cities = naming.city_names(plan, drawn)
    first = sum(1 for name in cities if name.must)
    arcs = naming.arc_names(plan, lines) if plan.mode is Mode.EXCHANGE else []
    names = [*cities[:first], *arcs, *cities[first:], *naming.region_names(plan), *naming.scenery_names(plan)]
    return place(names, taken=[*discs.outlines(plan, drawn), *([legend] if legend else [])], frame=frame)


def _drawn(plan: Plan, flows: pd.DataFrame) -> go.Figure:
    """Return the finished figure."""
    drawn = discs.discs(plan)
    lines = arc_lines.arcs(flows, {row["city_code"]: at(row) for row in plan.cities}, scale=plan.scale)
    legend = _legend(plan, drawn, lines)
    if len(drawn) < len(plan.cities):
        words = _("{count} of {all} cities marked").format(count=number(len(drawn)), all=number(len(plan.cities)))
        legend = replace(legend, note=words)
    busy = [circle.box for circle in discs.outlines(plan, drawn)]
    box = corner(legend, width=plan.view.width, height=plan.view.height, busy=busy, scale=plan.scale)
    placed = placement(plan, drawn, lines, box)
    style = backdrop.style(
        plan.layers,
        plan.colours,
        arcs=arc_lines.features(lines),
        arc_colour=plan.colours.offer if plan.mode is Mode.EXCHANGE else plan.colours.arrivals,
        leaders=naming.leaders(plan, placed),
        circles=discs.features(drawn),
        names=naming.features(plan, placed) + discs.marks(drawn, plan.colours),
        more=naming.later_features(plan, placed, drawn),
        zoom=plan.view.zoom,
        scale=plan.scale,
    )
    return _assembled(plan, style, legend, box, {disc.code: disc.radius for disc in drawn})


def _assembled(
    plan: Plan, style: dict[str, object], legend: Legend, box: Box | None, radii: dict[str, float]
) -> go.Figure:
    """Return the figure of a style, what can be pointed at, and the legend."""
    wide, high = plan.view.width, plan.view.height
    below = 0.0 if box else below_height(legend, width=wide, scale=plan.scale)
    coloured = crossed if plan.mode is Mode.CROSS else areas
    traces = [coloured(plan)] if plan.limits and plan.layers.area_cities else []
    view = plan.view
    made = map_figure([*traces, _touch(plan, radii)], height=round(high + below), below=round(below), dark=plan.dark)
    made.update_layout(
        uirevision=f"{view.longitude:.3f} {view.latitude:.3f} {view.zoom:.2f}",  # a rerun keeps where one has zoomed
        map={"style": style, "center": {"lon": view.longitude, "lat": view.latitude}, "zoom": view.zoom},
    )
    if box:
        draw_inside(made, legend, box, width=wide, height=high, colours=plan.colours, scale=plan.scale)
    else:
        draw_below(made, legend, width=wide, height=high, colours=plan.colours, scale=plan.scale)
    return made


def _touch(plan: Plan, radii: dict[str, float]) -> go.Scattermap:
    """Return what is pointed at and clicked: one unseen point a city, as large as its disc."""
    there = [row for row in plan.cities if row["city_code"] in radii]
    return go.Scattermap(
        lon=[round(row["longitude"], 4) for row in there],
        lat=[round(row["latitude"], 4) for row in there],
        mode="markers",
        marker={"size": [round(2 * max(radii[row["city_code"]], 6)) for row in there], "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[[row["city_code"]] for row in there],
        text=[hover(plan, row) for row in there],
        hovertemplate="%{text}<extra></extra>",
    )


def _legend(plan: Plan, drawn: list[Disc], lines: list[Arc]) -> Legend:
    """Return the signs that are on the map, and their words."""
    colours = plan.colours
    if plan.mode is Mode.EXCHANGE:
        keys = [Key(_("needed"), ((6.5, colours.need),)), Key(_("offered"), ((6.5, colours.offer),))]
        kinds = {one.kind for one in lines}
        keys += [Key(word, line=colours.offer, stroke=kind) for kind, word in _STROKES.items() if kind in kinds]
        return Legend(tuple(keys), note=_("area: quantity"))
    if plan.mode is Mode.ORIGINS:
        keys = [Key(_("came from here"), ((6.5, colours.arrivals),))]
        return Legend((*keys, Key(_("moved"), line=colours.arrivals)) if lines else tuple(keys), note=_("area: people"))
    stale = any(row.get("stale") for row in plan.cities)
    if plan.mode is Mode.CROSS:
        unknown = any(disc.mark for disc in drawn)
        hollow = ((7.5, colours.soft), (6.5, colours.page))
        keys = [Key(_("free places unknown"), hollow, mark="?")] if unknown else []
        pale = discs.paler(cross.colours(dark=plan.dark)[1][2], colours)
        keys += [Key(_("paler: stale count"), ((6.5, pale),))] if stale else []
        return Legend(tuple(keys), grid=cross.colours(dark=plan.dark), axes=cross.axes(plan.limits))
    if plan.mode is Mode.PEOPLE:
        keys = [Key(_("people in sites"), ((6.5, colours.occupied),))]
        keys += [Key(_("stale count"), ((6.5, discs.paler(colours.occupied, colours)),))] if stale else []
        return Legend(tuple(keys), note=_("area: people"))
    ring_keys = _ring_keys(plan, drawn) if plan.rings else ()
    note = _("area: places") if plan.rings else _("area: people") if plan.arrivals_as_discs else ""
    if plan.mode is Mode.ARRIVALS and plan.limits and plan.layers.area_cities:
        return Legend(ring_keys, _("Arrivals, people"), class_colours(plan), limit_words(plan.limits), note)
    arrived = (Key(_("arrivals"), ((6.5, colours.arrivals),)),) if plan.arrivals_as_discs else ()
    return Legend((*arrived, *ring_keys), note=note)


def _ring_keys(plan: Plan, drawn: list[Disc]) -> tuple[Key, ...]:
    """Return the keys of the rings that occur."""
    colours, used = plan.colours, {colour for disc in drawn for _size, colour in disc.circles}
    ring = ((8.5, colours.page), (7.5, colours.ink), (6.8, colours.free), (4.2, colours.occupied))
    used |= {colour for colour in (colours.over, colours.free) if discs.paler(colour, colours) in used}
    keys = [Key(_("over-full"), ((8.5, colours.page), (7.5, colours.over)))] if colours.over in used else []
    keys += [Key(_("occupied, free"), ring)] if colours.free in used else []
    held = (*ring[:3], (5.8, colours.reserved), ring[3])
    keys += [Key(_("promised, not yet taken"), held)] if colours.reserved in used else []
    pale = [(size, discs.paler(colour, colours)) for size, colour in ring[2:]]
    keys += [Key(_("stale count"), (*ring[:2], *pale))] if any(row.get("stale") for row in plan.cities) else []
    unknown = ((8.5, colours.page), (7.5, colours.soft), (6.5, colours.page))
    return (*keys, Key(_("places unknown"), unknown, mark="?")) if any(disc.mark for disc in drawn) else tuple(keys)
