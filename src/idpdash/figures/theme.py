"""Colours by meaning, and the only maker of plotly figures.

One colour means one thing on every page: arrivals blue, departures grey, occupied slate, free green, over capacity dark
red, need purple, offer teal. Text colours reach 4.8:1 on the page; `free`, `departures` and `reserved` are never text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

FONT = "'IBM Plex Sans', sans-serif"
SEPARATORS = ".\u202f"  # of decimals and thousands
AXIS_SIZE = 12
NOTE_SIZE = 13


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, named for what they mean."""

    ink: str
    soft: str
    line: str
    grid: str
    page: str
    panel: str
    arrivals: str
    arrivals_strong: str  # bars behind a line of `arrivals`, inside the period
    arrivals_light: str  # those outside it
    female: str
    male: str
    departures: str
    before: str  # the same weeks a year before
    occupied: str
    reserved: str
    free: str
    free_text: str
    over: str
    warning: str
    watch: str
    need: str
    offer: str
    classes: tuple[str, str, str, str, str]  # arrivals in five classes, few to many
    sea: str
    sea_edge: str
    sea_name: str
    outside: str  # land of neighbours
    land: str
    river: str
    coast: str
    border: str
    region_line: str
    area_line: str


LIGHT = Palette(
    ink="#1b2733",
    soft="#55626f",
    line="#d5dbe0",
    grid="#e9edf0",
    page="#ffffff",
    panel="#f3f5f7",
    arrivals="#0072b2",
    arrivals_strong="#8fc1de",
    arrivals_light="#cfe3f0",
    female="#0072b2",
    male="#7db4d8",
    departures="#8a949e",
    before="#c3cad0",
    occupied="#4a5a69",
    reserved="#9ad1bd",
    free="#2a9d78",
    free_text="#0f7350",
    over="#a01c1c",
    warning="#b84a08",
    watch="#8a5f00",
    need="#5b2a86",
    offer="#0b7f88",
    classes=("#f4f8fb", "#cfe3f1", "#9fc9e4", "#68aad4", "#2f86be"),
    sea="#dfe9f0",
    sea_edge="#a9c3d4",
    sea_name="#47667b",
    outside="#f1f0ec",
    land="#fbfaf7",
    river="#8fb4cd",
    coast="#6d8798",
    border="#3c4650",
    region_line="#6b7680",
    area_line="#c9cdd0",
)
DARK = Palette(
    ink="#e8edf1",
    soft="#a9b6c2",
    line="#33404c",
    grid="#232e38",
    page="#11181f",
    panel="#1b242d",
    arrivals="#56a8dc",
    arrivals_strong="#2f6285",
    arrivals_light="#264457",
    female="#56a8dc",
    male="#2f6f99",
    departures="#74818d",
    before="#46525d",
    occupied="#b3c0cc",
    reserved="#2f6b57",
    free="#3fbf95",
    free_text="#5fd3ac",
    over="#ef5350",
    warning="#f08c4a",
    watch="#e0b84a",
    need="#d3b8f5",
    offer="#2fa3ad",
    classes=("#1f2a33", "#22435a", "#255b7e", "#2a74a3", "#3a93cb"),
    sea="#0c1318",
    sea_edge="#27475a",
    sea_name="#7f9db0",
    outside="#161d23",
    land="#1d262e",
    river="#2f5a75",
    coast="#4d6a7c",
    border="#a3b0bc",
    region_line="#6f7d89",
    area_line="#3a4651",
)


@dataclass(frozen=True)
class Drawing:
    """A figure and what it shows in words, for whoever cannot see it."""

    figure: go.Figure
    alt: str


def palette(dark: bool = False) -> Palette:
    """Return the colours of the light or the dark theme."""
    return DARK if dark else LIGHT


@cache
def _template(dark: bool, scale: float = 1.0) -> go.layout.Template:
    """Return the template of all figures: without one, Streamlit's own colours would slip in."""
    colours, size = palette(dark), AXIS_SIZE * scale
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.line,
        "zerolinecolor": colours.line,
        "ticks": "",
        "ticklabelstandoff": round(4 * scale),
        "automargin": True,
        "tickfont": {"size": size, "color": colours.soft},
        "title": {"font": {"size": size, "color": colours.soft}, "standoff": 8 * scale},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": size, "color": colours.ink},
            "colorway": [colours.arrivals, colours.occupied, colours.free, colours.need, colours.offer, colours.over],
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": colours.page,
                "bordercolor": colours.line,
                "font": {"family": FONT, "size": size, "color": colours.ink},
                "align": "left",
            },
            "legend": {"font": {"size": size, "color": colours.soft}, "orientation": "h"},
            "annotationdefaults": {"font": {"size": size, "color": colours.ink}, "showarrow": False},
        }
    )


def figure(*, x: str = "", y: str = "", height: int = 300, dark: bool = False, scale: float = 1.0) -> go.Figure:
    """Return an empty figure in the theme, `height` pixels high; `x`, `y`: what the axes count, with unit.

    scale: of letters, 2.35 on a wall (28 pixels). The background is transparent, margins grow with the tick labels,
    nothing can be dragged or zoomed by accident.
    """
    made = go.Figure()
    made.update_layout(
        template=_template(dark, scale),
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
        separators=SEPARATORS,
        xaxis={"title": {"text": x}, "showgrid": False, "fixedrange": True},
        yaxis={"title": {"text": y}, "fixedrange": True, "zeroline": False},
    )
    return made


def map_figure(traces: Sequence[BaseTraceType], *, height: int, below: int = 0, dark: bool = False) -> go.Figure:
    """Return a figure for a map: no axes, no margins but `below` pixels for a legend; it can be dragged and clicked."""
    layout = {
        "template": _template(dark),
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": below},
        "showlegend": False,
        "dragmode": "pan",
        "hovermode": "closest",
        "clickmode": "event+select",
        "separators": SEPARATORS,
    }
    return go.Figure(data=list(traces), layout=layout)


def key(
    signs: Sequence[tuple[str, str, bool]], *, left: float, colours: Palette, scale: float = 1.0
) -> dict[str, object]:
    """Return a legend in one line above the plot, as an annotation: (word, colour, hollow) each.

    left: pixels of the tick labels, over which it begins. Plotly's own legend would break into a column.
    """
    squares = [
        f'<span style="color:{colour};font-size:{15 * scale:g}px">{"□" if hollow else "■"}</span> {word}'
        for word, colour, hollow in signs
    ]
    return {
        "text": "\u2003".join(squares),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -left,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 6 * scale,
        "font": {"color": colours.soft, "size": AXIS_SIZE * scale},
    }


def nothing(sentence: str, *, height: int = 160, dark: bool = False) -> Drawing:
    """Return a figure that says in a sentence why there is nothing to draw."""
    made = figure(height=height, dark=dark)
    made.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    made.add_annotation(
        text=sentence, x=0.5, y=0.5, xref="paper", yref="paper", font={"size": NOTE_SIZE, "color": palette(dark).soft}
    )
    return Drawing(made, sentence)
