"""The map's own style: sea, land and borders from static files, then arcs, discs and names on top. No request leaves.

Every layer has an id of its own (a repeated one leaves the map blank). There is no `glyphs` address: letters come from
the page's own fonts, bold by a first family name that does not exist but tells the weight.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from idpdash.figures.arcs import MOVING, OFFERED, PROMISED, RECEIVED
from idpdash.figures.theme import Palette
from idpdash.outlines import MapLayers

Layer = dict[str, Any]
REGULAR = ["IBM Plex Sans"]
BOLD = ["Plex SemiBold", "IBM Plex Sans"]
PLAIN, STRONG, MARK, PRINTED = 0, 1, 2, 3  # kinds of names (property b); marks are always drawn
FONTS = {PLAIN: REGULAR, STRONG: BOLD, MARK: BOLD, PRINTED: ["Plex Italic", "IBM Plex Sans"]}
AREAS_BELOW = "area-line"  # the coloured areas lie under this layer


def style(
    layers: MapLayers,
    colours: Palette,
    *,
    arcs: list[dict[str, Any]],
    arc_colour: str,
    leaders: list[dict[str, Any]],
    circles: list[dict[str, Any]],
    names: list[dict[str, Any]],
    more: list[dict[str, Any]],
    zoom: float,
    scale: float,
) -> dict[str, Any]:
    """Return the style; its id changes with its content, or the browser would keep the old one."""
    sources: dict[str, Any] = {
        "arcs": {"type": "geojson", "lineMetrics": True, "data": _collection(arcs)},
        "leaders": {"type": "geojson", "data": _collection(leaders)},
        "circles": {"type": "geojson", "data": _collection(circles)},
        "names": {"type": "geojson", "data": _collection(names)},
        "more": {"type": "geojson", "data": _collection(more)},
    }
    ground = colours.sea if layers.scenery else colours.outside
    drawn: list[Layer] = [{"id": "ground", "type": "background", "paint": {"background-color": ground}}]
    if layers.backdrop is not None:
        sources["backdrop"] = {"type": "geojson", "data": layers.backdrop, "tolerance": 0.2}
        drawn += _ground(colours, min(scale, 1.5))
    drawn += (
        _lines(colours, min(scale, 1.5))
        if layers.backdrop is not None
        else [{**_background(AREAS_BELOW), "layout": {"visibility": "none"}}]
    )
    drawn += [*_arcs(arc_colour), _leaders(scale), _circles(), *_names(colours, zoom, scale)]
    made = {"version": 8, "sources": sources, "layers": drawn}
    made["id"] = blake2b(json.dumps(made, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()
    return made


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Return features as one GeoJSON object."""
    return {"type": "FeatureCollection", "features": features}


def _background(name: str) -> Layer:
    """Return a layer that draws nothing, to stand for one that is missing."""
    return {"id": name, "type": "background", "paint": {"background-opacity": 0}}


def _of(kind: str | list[str]) -> list[object]:
    """Return the filter for one kind of the backdrop, or several."""
    kinds = [kind] if isinstance(kind, str) else kind
    return ["in", ["get", "kind"], ["literal", kinds]]


def _fill(name: str, kind: str, colour: str) -> Layer:
    """Return a filled layer of one kind."""
    paint = {"fill-color": colour, "fill-antialias": False}
    return {"id": name, "type": "fill", "source": "backdrop", "filter": _of(kind), "paint": paint}


def _line(name: str, kind: str | list[str], colour: str, width: float | list[object], **more: object) -> Layer:
    """Return a line layer of one kind; `more`: paint properties with _ for -."""
    paint = {"line-color": colour, "line-width": width, **{key.replace("_", "-"): value for key, value in more.items()}}
    layout = {"line-join": "round", "line-cap": "round"}
    return {"id": name, "type": "line", "source": "backdrop", "filter": _of(kind), "paint": paint, "layout": layout}


def _ground(colours: Palette, scale: float) -> list[Layer]:
    """Return sea with its printed edge, neighbours and land."""
    water_edges = ["coast", "neighbour_coast"]
    return [
        _line("sea-edge-broad", water_edges, colours.sea_edge, 18 * scale, line_blur=14 * scale, line_opacity=0.38),
        _line("sea-edge", water_edges, colours.sea_edge, 7 * scale, line_blur=5 * scale, line_opacity=0.45),
        _fill("outside", "neighbour", colours.outside),
        _line("outside-river", "river_abroad", colours.river, 0.8 * scale, line_opacity=0.45),
        _line("outside-coast", "neighbour_coast", colours.coast, 0.7 * scale, line_opacity=0.7),
        _line("outside-line", "neighbour_border", colours.line, 1.0 * scale),
        _line("glow", "border", colours.border, 7 * scale, line_blur=4 * scale, line_opacity=0.16),
        _fill("land", "land", colours.land),
    ]


def _lines(colours: Palette, scale: float) -> list[Layer]:
    """Return all that lies over the coloured areas."""
    return [
        _line(AREAS_BELOW, "area", colours.area_line, 0.8 * scale),
        _line("region-halo", "region", colours.land, 2.6 * scale, line_opacity=0.85),
        _line("region", "region", colours.region_line, 0.9 * scale),
        _line("river", "river", colours.river, ["match", ["get", "rank"], 1, 1.5 * scale, 0.9 * scale]),
        _fill("lake", "lake", colours.sea),
        _line("lake-edge", "lake", colours.river, 0.9 * scale),
        _line("coast", "coast", colours.coast, 0.9 * scale),
        _line("border-soft", "border", colours.border, 6 * scale, line_opacity=0.1),
        _line("border", "border", colours.border, 1.5 * scale),
    ]


def _arcs(colour: str) -> list[Layer]:
    """Return arcs: what moves is faint where it begins and full where it ends; what is only offered is dotted, what is
    promised dashed, what was received a double line. (A line cannot have both a gradient and dashes.)
    """
    ramp = [
        "interpolate",
        ["linear"],
        ["line-progress"],
        0,
        _faded(colour, 0.22),
        0.55,
        _faded(colour, 0.65),
        1,
        colour,
    ]
    half: list[object] = ["*", 0.4, ["get", "w"]]
    paints: dict[str, Layer] = {
        OFFERED: {"line-color": colour, "line-opacity": 0.8, "line-width": half, "line-dasharray": [0.1, 2.2]},
        PROMISED: {"line-color": colour, "line-width": ["get", "w"], "line-dasharray": [2.2, 1.6]},
        RECEIVED: {"line-color": colour, "line-width": 1.2, "line-gap-width": half},
        MOVING: {"line-width": ["get", "w"], "line-gradient": ramp},
    }
    return [
        {
            "id": "arc" if kind == MOVING else f"arc-{kind}",
            "type": "line",
            "source": "arcs",
            "filter": ["==", ["get", "k"], kind],
            "layout": {"line-cap": "butt" if kind == PROMISED else "round", "line-join": "round"},
            "paint": paint,
        }
        for kind, paint in paints.items()
    ]


def _faded(colour: str, opacity: float) -> str:
    """Return a colour with opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _leaders(scale: float) -> Layer:
    """Return the lines from discs to names that stand apart."""
    paint = {"line-color": ["get", "c"], "line-width": 1.1 * scale}
    return {"id": "leader", "type": "line", "source": "leaders", "paint": paint}


def _circles() -> Layer:
    """Return all circles, in the order they were stacked."""
    return {
        "id": "disc",
        "type": "circle",
        "source": "circles",
        "layout": {"circle-sort-key": ["get", "o"]},
        "paint": {
            "circle-radius": ["get", "r"],
            "circle-color": ["get", "c"],
            "circle-blur": ["coalesce", ["get", "b"], 0],
        },
    }


def _names(colours: Palette, zoom: float, scale: float) -> list[Layer]:
    """Return names placed beforehand, and those that find room only when one zooms in."""
    placed: Layer = {
        "text-field": ["get", "t"],
        "text-size": ["get", "z"],
        "text-anchor": ["get", "a"],
        "text-offset": ["array", "number", 2, ["get", "d"]],
        "text-justify": ["get", "j"],
        "text-letter-spacing": ["coalesce", ["get", "s"], 0],
        "text-max-width": 40,
        "text-padding": 0,
        "symbol-sort-key": ["get", "o"],
    }
    paint = {
        "text-color": ["get", "c"],
        "text-halo-color": ["coalesce", ["get", "h"], colours.land],
        "text-halo-width": 1.8 * scale**0.5,
    }
    later = {
        "text-field": ["get", "t"],
        "text-font": REGULAR,
        "text-size": ["get", "z"],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": ["get", "d"],
        "text-justify": "auto",
        "text-padding": 3,
    }
    named: list[Layer] = [
        {
            "id": name,
            "type": "symbol",
            "source": "names",
            "filter": ["==", ["get", "b"], kind],
            "layout": {**placed, "text-font": FONTS[kind], "text-allow-overlap": kind in (STRONG, MARK)},
            "paint": paint,
        }
        for name, kind in (("printed", PRINTED), ("name", PLAIN), ("name-bold", STRONG), ("mark", MARK))
    ]
    more = {
        "id": "more-name",
        "type": "symbol",
        "source": "more",
        "minzoom": zoom + 0.7,
        "layout": later,
        "paint": paint,
    }
    return [more, *named]
