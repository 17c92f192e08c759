"""Horizontal bars with their figures at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from idpdash.figures.labels import text_width
from idpdash.figures.theme import AXIS_SIZE, Drawing, figure, nothing, palette
from idpdash.formats import listing, number, percent

ROW, FOOT = 25, 54  # pixels of a bar with its gap, and of the axis
LEAST = 3  # lines: below it a figure is too low for its axis


@dataclass(frozen=True)
class Bar:
    """One bar. share: of all, 0 to 1. pale: a sum of others; hollow: not known."""

    name: str
    value: float
    share: float | None = None
    pale: bool = False
    hollow: bool = False

    @property
    def words(self) -> str:
        """Return its figure: "341 · 18 %"."""
        return number(self.value) if self.share is None else f"{number(self.value)} · {percent(self.share)}"


def bar_chart(
    bars: Sequence[Bar],
    *,
    x: str,
    y: str,
    empty: str,
    colour: str = "arrivals",
    dark: bool = False,
    scale: float = 1.0,
) -> Drawing:
    """Draw bars from the top down.

    x, y: axis titles; colour: a name of the palette; empty: the sentence where there are none.
    """
    if not bars:
        return nothing(empty, dark=dark)
    colours = palette(dark)
    full = str(getattr(colours, colour))
    lines = max(len(bars), LEAST)
    made = figure(x=x, y=y, height=round((ROW * lines + FOOT) * scale), dark=dark, scale=scale)
    fills = [colours.page if bar.hollow else full for bar in bars]
    made.add_trace(
        go.Bar(
            x=[bar.value for bar in bars],
            y=[bar.name for bar in bars],
            orientation="h",
            text=[bar.words for bar in bars],
            textposition="outside",
            textfont={"size": AXIS_SIZE * scale, "color": colours.ink},
            cliponaxis=False,
            marker={
                "color": fills,
                "opacity": [0.5 if bar.pale else 1.0 for bar in bars],
                "line": {"width": [1.2 if bar.hollow else 0 for bar in bars], "color": colours.soft},
            },
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    room = max(text_width(bar.words, AXIS_SIZE * scale) for bar in bars) + 10
    made.update_layout(
        bargap=0.32,
        margin={"l": 4, "r": round(room), "t": 4, "b": 4},
        xaxis={"rangemode": "tozero", "nticks": 5, "showgrid": True, "separatethousands": True},
        yaxis={"range": [lines - 0.5, -0.5], "showgrid": False, "tickfont": {"color": colours.ink}},
    )
    said = listing([f"{bar.name} {bar.words}" for bar in bars])
    return Drawing(made, f"{x.capitalize()}, {y}: {said}.")
