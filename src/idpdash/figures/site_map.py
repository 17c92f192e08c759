"""The map of sites: where they stand, how large they are, and whether they have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures import backdrop
from idpdash.figures.discs import Disc, features, marks, paler, point, radius
from idpdash.figures.labels import Box, Circle, Name, Placed, place
from idpdash.figures.legend import Key, Legend, below_height, corner, draw_below, draw_inside
from idpdash.figures.naming import CITY_SIZE
from idpdash.figures.plan import Row, at, inside, positive, rows
from idpdash.figures.projection import View, fit, widened
from idpdash.figures.theme import Drawing, Palette, map_figure, nothing, palette
from idpdash.formats import _, ngettext, number
from idpdash.outlines import MapLayers

MOST = 600  # sites on one map; the rest is in the table
SIGNED = 150  # sites up to which each unknown one carries its "?"
NAMED = 40


class State(StrEnum):
    """What is said of a site at a glance."""

    OVER = "over"
    FREE = "free"
    FULL = "full"
    UNKNOWN = "unknown"
    ABSENT = "absent"  # planned, closed, or not there on the day
    HIDDEN = "hidden"  # sensitive: its place is not told


def sites_map(
    sites: pd.DataFrame,
    cities: pd.DataFrame,
    layers: MapLayers,
    *,
    selected: Sequence[str] = (),
    focus: bool = False,
    dark: bool = False,
    width: int = 560,
    height: int = 340,
) -> Drawing:
    """Draw sites by whether they have room, area by places (by people where places are unknown).

    sites: `frames.ROOM`, or `measures.sites.detailed`. cities: `frames.CITIES`, for names, and for the sites whose
    place is not told: sensitive ones and those without coordinates stand as one faint disc at their city's point.
    selected: site codes to mark. focus: open on the sites. A click gives the site's code as customdata[0].
    """
    towns = {row["city_code"]: row for row in rows(cities)}
    told, hidden = _sorted_out(sites, towns)
    if not told and not hidden:
        return nothing(_("No site has coordinates yet."), height=height, dark=dark)
    drawn = sorted(told, key=lambda row: (row["state"] != State.OVER, -row["weight"]))[:MOST] + hidden
    near = [at(row) for row in drawn]
    view = fit(widened(None if focus else layers.bounds, near if focus else []), width=width, height=height)
    if layers.bounds is None and not focus:
        view = fit(widened(None, near), width=width, height=height)
    visible = inside(drawn, view)
    plan = _Sites(visible, inside(list(towns.values()), view), layers, palette(dark), view, dark, frozenset(selected))
    return Drawing(_figure(plan, len(told) - MOST), _said(sites, told, hidden))


@dataclass(frozen=True)
class _Sites:
    """A map of sites before it is drawn."""

    sites: list[Row]
    cities: list[Row]
    layers: MapLayers
    colours: Palette
    view: View
    dark: bool
    chosen: frozenset[str]


def state(row: Row) -> State:
    """Return what is said of a site at a glance."""
    if row.get("exists") is False:
        return State.ABSENT
    if positive(row["over"]):
        return State.OVER
    if row["capacity"] is None:
        return State.UNKNOWN
    return State.FREE if positive(row["free"]) else State.FULL


def _sorted_out(sites: pd.DataFrame, towns: dict[str, Row]) -> tuple[list[Row], list[Row]]:
    """Return the sites that stand at their own place, and for each city one row of those that do not."""
    told: list[Row] = []
    hidden: dict[str, Row] = {}
    listed = sites.assign(latitude=sites["latitude"].fillna(0.0), longitude=sites["longitude"].fillna(0.0))
    for row, latitude in zip(rows(listed), sites["latitude"], strict=True):
        row["state"], row["weight"] = state(row), max(row["capacity"] or 0.0, row["occupied"] or 0.0)
        if not row.get("sensitive") and not pd.isna(latitude):
            told.append(row)
        elif row["city_code"] in towns:
            town = towns[row["city_code"]]
            kept = hidden.setdefault(row["city_code"], {**town, "state": State.HIDDEN, "weight": 0.0, "count": 0})
            kept.update({"weight": kept["weight"] + row["weight"], "count": kept["count"] + 1, "site_code": ""})
    return told, list(hidden.values())


def _discs(plan: _Sites) -> list[Disc]:
    """Return one disc a site."""
    count, area = len(plan.sites), plan.view.width * plan.view.height
    greatest = max((row["weight"] for row in plan.sites if row["state"] is not State.HIDDEN), default=0.0)
    largest = min(15.0, max(5.0, 0.3 * sqrt(area / max(count, 1))))
    return [
        _disc(plan, row, radius(row["weight"], greatest=greatest, largest=largest, least=3.2)) for row in plan.sites
    ]


def _disc(plan: _Sites, row: Row, size: float) -> Disc:
    """Return the disc of one site in the colour of its state; hollow where unknown or not there."""
    colours, kind = plan.colours, row["state"]
    if kind is State.HIDDEN:
        return Disc("", *at(row), 11.0, ((11.0, colours.occupied),), blur=0.9)
    old = bool(row.get("stale"))
    fill = {State.OVER: colours.over, State.FREE: colours.free, State.FULL: colours.occupied}.get(kind, colours.page)
    fill = paler(fill, colours) if old and fill != colours.page else fill
    size = max(size, 6.0) if kind is State.UNKNOWN and len(plan.sites) <= SIGNED else size
    edge = colours.soft if kind in (State.UNKNOWN, State.ABSENT) else fill
    inner = ((size - 1.1, fill),) if edge != fill else ()
    ground = [(size + 4.6, colours.ink), (size + 2.8, colours.page)] if row["site_code"] in plan.chosen else []
    ground = ground or ([(size + 1.0, colours.page)] if len(plan.sites) <= SIGNED * 2 else [])
    sign = "?" if kind is State.UNKNOWN and len(plan.sites) <= SIGNED else ""
    circles = tuple((round(one, 1), colour) for one, colour in [*ground, (size, edge), *inner])
    return Disc(row["site_code"], *at(row), size, circles, sign)


def _figure(plan: _Sites, left_out: int) -> go.Figure:
    """Return the finished figure."""
    drawn, view = _discs(plan), plan.view
    circles = [Circle(*view.pixel(one.longitude, one.latitude), one.circles[0][0]) for one in drawn]
    legend = _legend(plan, left_out)
    box = corner(legend, width=view.width, height=view.height, busy=[one.box for one in circles], scale=1.0)
    frame = Box(3, 3, view.width - 3, view.height - 3)
    placed = place(_names(plan), taken=[*circles, *([box] if box else [])], frame=frame)
    style = backdrop.style(
        plan.layers,
        plan.colours,
        arcs=[],
        arc_colour=plan.colours.offer,
        leaders=[],
        circles=features(drawn),
        names=[_feature(plan, one, order) for order, one in enumerate(placed)] + marks(drawn, plan.colours),
        more=[],
        zoom=view.zoom,
        scale=1.0,
    )
    below = 0.0 if box else below_height(legend, width=view.width, scale=1.0)
    made = map_figure([_touch(plan, drawn)], height=round(view.height + below), below=round(below), dark=plan.dark)
    made.update_layout(
        uirevision=f"{view.longitude:.3f} {view.latitude:.3f} {view.zoom:.2f}",
        map={"style": style, "center": {"lon": view.longitude, "lat": view.latitude}, "zoom": view.zoom},
    )
    size = {"width": view.width, "height": view.height}
    if box:
        draw_inside(made, legend, box, colours=plan.colours, scale=1.0, **size)
    else:
        draw_below(made, legend, colours=plan.colours, scale=1.0, **size)
    return made


def _names(plan: _Sites) -> list[Name]:
    """Return the names of the cities that have the largest sites."""
    weight: dict[str, float] = {}
    for row in plan.sites:
        weight[row["city_code"]] = weight.get(row["city_code"], 0.0) + row["weight"]
    there = sorted((row for row in plan.cities), key=lambda row: -weight.get(row["city_code"], -1.0))
    faint = {row["city_code"] for row in plan.sites if row["state"] is State.HIDDEN}
    return [
        Name(
            row["city_code"],
            str(row["city_name"]),
            row["x"],
            row["y"],
            12.0 if row["city_code"] in faint else 3.0,
            CITY_SIZE,
            must=len(weight) == 1 and row["city_code"] in weight,
        )
        for row in there[:NAMED]
    ]


def _feature(plan: _Sites, one: Placed, order: int) -> dict[str, Any]:
    """Return a placed name as a GeoJSON point."""
    where = next(at(row) for row in plan.cities if row["city_code"] == one.name.key)
    side = "left" if "left" in one.anchor else "right" if "right" in one.anchor else "center"
    said = {"t": one.name.text, "z": one.name.size, "a": one.anchor, "d": list(one.offset), "j": side}
    return point(where, {**said, "b": 0, "o": order, "c": plan.colours.ink})


def _touch(plan: _Sites, drawn: list[Disc]) -> go.Scattermap:
    """Return what is pointed at and clicked: one unseen point a site."""
    return go.Scattermap(
        lon=[round(row["longitude"], 4) for row in plan.sites],
        lat=[round(row["latitude"], 4) for row in plan.sites],
        mode="markers",
        marker={"size": [round(2 * max(disc.radius, 5)) for disc in drawn], "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[[row["site_code"]] for row in plan.sites],
        text=[_hover(row) for row in plan.sites],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: Row) -> str:
    """Return what is said of a site when it is pointed at."""
    if row["state"] is State.HIDDEN:
        words = ngettext("{count} site whose place is not told", "{count} sites whose place is not told", row["count"])
        return f"<b>{row['city_name']}</b><br>{words.format(count=number(row['count']))}"
    said = [f"<b>{row['site_name']}</b>"]
    if row["state"] is State.ABSENT:
        return "<br>".join([*said, _("not open on this day")])
    people = _("{count} people").format(count=number(row["occupied"]))
    places = (
        _("places unknown") if row["capacity"] is None else _("{count} places").format(count=number(row["capacity"]))
    )
    said.append(f"{people}, {places}")
    said += [_("{count} free").format(count=number(row["free"]))] if positive(row["free"]) else []
    said += [_("{count} over").format(count=number(row["over"]))] if positive(row["over"]) else []
    said += [_("{count} reserved").format(count=number(row["reserved"]))] if positive(row.get("reserved")) else []
    said += [_("the last count is stale")] if row.get("stale") else []
    return "<br>".join(said)


def _legend(plan: _Sites, left_out: int) -> Legend:
    """Return the states that occur, and their words."""
    colours, used = plan.colours, {row["state"] for row in plan.sites}
    hollow = ((6.5, colours.soft), (5.4, colours.page))
    keys = {
        State.OVER: Key(_("over-full"), ((6.5, colours.over),)),
        State.FREE: Key(_("has free places"), ((6.5, colours.free),)),
        State.FULL: Key(_("full"), ((6.5, colours.occupied),)),
        State.UNKNOWN: Key(_("places unknown"), hollow, mark="?"),
        State.ABSENT: Key(_("not open on this day"), hollow),
        State.HIDDEN: Key(_("place not told"), ((8.0, colours.departures),)),
    }
    told = [key for kind, key in keys.items() if kind in used]
    if any(row.get("stale") and row["state"] in (State.OVER, State.FREE, State.FULL) for row in plan.sites):
        told.append(Key(_("faded: the last count is stale"), ((6.5, paler(colours.free, colours)),)))
    note = _("area: places")
    if left_out > 0:
        note = _("{count} smaller ones not drawn").format(count=number(left_out))
    return Legend(tuple(told), note=note)


def _said(sites: pd.DataFrame, told: list[Row], hidden: list[Row]) -> str:
    """Return what the map shows, in sentences."""
    count = len(sites)
    said = [ngettext("Map of {count} site.", "Map of {count} sites.", count).format(count=number(count))]
    tally = {kind: sum(1 for row in told if row["state"] is kind) for kind in State}
    words = {
        State.OVER: _("{count} over-full"),
        State.FREE: _("{count} with free places"),
        State.FULL: _("{count} full"),
        State.UNKNOWN: _("{count} of unknown capacity"),
        State.ABSENT: _("{count} not open on this day"),
    }
    parts = [text.format(count=number(tally[kind])) for kind, text in words.items() if tally[kind]]
    said += [", ".join(parts) + "."] if parts else []
    unplaced = sum(row["count"] for row in hidden)
    if unplaced:
        said.append(_("{count} drawn at their city, since their place is not told.").format(count=number(unplaced)))
    return " ".join(said)
