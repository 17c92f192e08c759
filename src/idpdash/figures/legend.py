"""The map's legend, drawn in pixels on the figure itself: in the emptiest corner, or under a narrow map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from idpdash.figures.arcs import MOVING, OFFERED, PROMISED, RECEIVED
from idpdash.figures.labels import Box, text_width
from idpdash.figures.theme import Palette

ROW, SIZE, PAD, SYMBOL = 19.0, 12.0, 9.0, 24.0
SWATCH, SWATCH_HIGH = 30.0, 9.0
# How each kind of arc is drawn in the legend: rectangles in pixels from the left, about the middle of the row.
STROKES: dict[str, list[tuple[float, float, float, float]]] = {
    OFFERED: [(at, -1.0, at + 2.0, 1.0) for at in (0.0, 5.0, 10.0, 15.0)],
    PROMISED: [(0, -1.5, 5, 1.5), (8, -1.5, 13, 1.5), (16, -1.5, 20, 1.5)],
    MOVING: [(0, -1.5, 18, 1.5)],
    RECEIVED: [(0, -2.6, 18, -1.2), (0, 1.2, 18, 2.6)],
}
GRID, GRID_ROWS = 17.0, 2.8  # pixels a square, rows that the squares take
NARROW = 480  # a map narrower than this has its legend below


@dataclass(frozen=True)
class Key:
    """One sign and its word. circles: (radius, colour) from the largest; line: a short stroke instead, of a kind."""

    word: str
    circles: tuple[tuple[float, str], ...] = ()
    line: str = ""
    mark: str = ""
    stroke: str = MOVING


@dataclass(frozen=True)
class Legend:
    """Keys, and perhaps classes: a title, their colours, and the limits between them.

    grid: colours of two figures at once, from below, with what the axes say (upward, to the right).
    """

    keys: tuple[Key, ...] = ()
    title: str = ""
    colours: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    note: str = ""
    grid: tuple[tuple[str, ...], ...] = ()
    axes: tuple[str, str] = ("", "")

    def size(self, scale: float) -> tuple[float, float]:
        """Return its width and height in pixels, standing in a corner."""
        words = [SYMBOL + text_width(key.word, SIZE) for key in self.keys]
        words += [text_width(text, SIZE) for text in (self.title, self.note) if text]
        words += [SWATCH * len(self.colours) + 8] if self.colours else []
        words += [GRID * len(self.grid) + 8 + text_width(text, SIZE) for text in self.axes if text]
        rows = len(self.keys) + bool(self.note) + 2.0 * bool(self.colours) + GRID_ROWS * bool(self.grid)
        return (max(words, default=0) + 2 * PAD) * scale, (rows * ROW + 2 * PAD - 6) * scale


def corner(legend: Legend, *, width: float, height: float, busy: Sequence[Box], scale: float) -> Box | None:
    """Return where the legend stands: the corner with nothing in it, lower left first; None where none is free."""
    wide, high = legend.size(scale)
    corners = [
        Box(0, height - high, wide, height),
        Box(width - wide, height - high, width, height),
        Box(0, 0, wide, high),
        Box(width - wide, 0, width, high),
    ]
    free = [box for box in corners if not any(box.meets(other) for other in busy)]
    return free[0] if free and width >= NARROW * scale else None


def below_height(legend: Legend, *, width: float, scale: float) -> float:
    """Return the pixels that the legend takes under the map."""
    grid = GRID_ROWS * ROW * bool(legend.grid)
    return (len(_flow(legend, width, scale)) * ROW + 28 * bool(legend.colours) + grid + 10) * scale


def _flow(legend: Legend, width: float, scale: float) -> list[list[tuple[Key, float]]]:
    """Return the keys in rows under the map, each with where it begins."""
    rows: list[list[tuple[Key, float]]] = [[]]
    at = 0.0
    keys = [*legend.keys, *([Key(legend.note)] if legend.note else [])]
    for key in keys:
        wide = ((SYMBOL if key.circles or key.line else 0) + text_width(key.word, SIZE) + 12) * scale
        if rows[-1] and at + wide > width:
            rows.append([])
            at = 0.0
        rows[-1].append((key, at))
        at += wide
    return rows if legend.keys or legend.note else []


def draw_inside(
    figure: go.Figure, legend: Legend, box: Box, *, width: float, height: float, colours: Palette, scale: float
) -> None:
    """Draw the legend in its corner, keys above and classes below them."""
    at = _Pen(colours, scale, height, width if box.left > 0 else 0.0)
    at.panel(box)
    left, y = box.left + PAD * scale, box.top + (PAD + ROW / 2 - 3) * scale
    for key in legend.keys:
        at.key(key, left, y)
        y += ROW * scale
    if legend.note:
        at.text(legend.note, left, y, colours.soft)
        y += ROW * scale
    if legend.colours:
        at.text(legend.title, left, y, colours.ink)
        at.classes(legend, left, y + (ROW - 7) * scale)
    if legend.grid:
        at.grid(legend, left, y - (ROW / 2 - 3) * scale)
    at.onto(figure)


def draw_below(
    figure: go.Figure, legend: Legend, *, width: float, height: float, colours: Palette, scale: float
) -> None:
    """Draw the legend under a map of `height` pixels, keys in rows, then the classes on one line."""
    at = _Pen(colours, scale, height)
    y = height + (ROW / 2 + 6) * scale
    for row in _flow(legend, width, scale):
        for key, left in row:
            at.key(key, left, y)
        y += ROW * scale
    if legend.colours:
        at.classes(legend, 1, y - 6 * scale)
        beside = len(legend.colours) * SWATCH * scale + 10 * scale
        at.text(legend.title, beside, y - 1 * scale, colours.ink)
    if legend.grid:
        at.grid(legend, 1, y - (ROW / 2 - 3) * scale)
    at.onto(figure)


@dataclass(frozen=True)
class _Pen:
    """Draws in pixels from the upper left corner of a map."""

    colours: Palette
    scale: float
    height: float
    right: float = 0.0  # pixels from the left that stand at the right edge, however wide the map turns out to be
    shapes: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)

    def onto(self, figure: go.Figure) -> None:
        """Put everything on the figure at once: one by one is slow."""
        figure.update_layout(shapes=self.shapes, annotations=self.words)

    def panel(self, box: Box) -> None:
        """Draw the ground of a legend."""
        self._shape("rect", box.left, box.top, box.right, box.bottom, self.colours.page, opacity=0.68)

    def text(self, words: str, x: float, y: float, colour: str, *, anchor: str = "left", bold: bool = False) -> None:
        """Write words with their middle at y."""
        self.words.append(
            {
                "text": f"<b>{words}</b>" if bold else words,
                "x": 1 if self.right else 0,
                "y": 1,
                "xref": "paper",
                "yref": "paper",
                "xshift": x - self.right,
                "yshift": -y,
                "xanchor": anchor,
                "yanchor": "middle",
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": SIZE * self.scale, "color": colour},
            }
        )

    def key(self, key: Key, x: float, y: float) -> None:
        """Draw one sign and its word."""
        middle = x + 8 * self.scale
        for size, colour in key.circles:
            size *= self.scale
            self._shape("circle", middle - size, y - size, middle + size, y + size, colour)
        if key.mark:
            self.text(key.mark, middle, y, self.colours.soft, anchor="center", bold=True)
        if key.line:
            for left, top, right, bottom in STROKES[key.stroke]:
                ends = (x + left * self.scale, y + top * self.scale, x + right * self.scale, y + bottom * self.scale)
                self._shape("rect", *ends, key.line)
        self.text(key.word, x + (SYMBOL if key.circles or key.line else 0) * self.scale, y, self.colours.ink)

    def classes(self, legend: Legend, x: float, y: float) -> None:
        """Draw the classes side by side, their limits under the lines between them."""
        wide, high = SWATCH * self.scale, SWATCH_HIGH * self.scale
        for at, colour in enumerate(legend.colours):
            self._shape("rect", x + at * wide, y, x + (at + 1) * wide, y + high, colour, edge=self.colours.departures)
        for at, limit in enumerate(legend.limits):
            self.text(limit, x + (at + 1) * wide, y + high + 8 * self.scale, self.colours.soft, anchor="center")

    def grid(self, legend: Legend, x: float, y: float) -> None:
        """Draw the colours of two figures as squares, the first row lowest, and what the axes say beside them."""
        side, rows = GRID * self.scale, len(legend.grid)
        for up, row in enumerate(legend.grid):
            top = y + (rows - 1 - up) * side
            for at, colour in enumerate(row):
                left = x + at * side
                self._shape("rect", left, top, left + side, top + side, colour, edge=self.colours.page)
        beside = x + rows * side + 8 * self.scale
        self.text(legend.axes[0], beside, y + side * 0.6, self.colours.ink)
        self.text(legend.axes[1], beside, y + side * (rows - 0.6), self.colours.ink)

    def _shape(
        self,
        kind: str,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: str,
        *,
        edge: str = "",
        opacity: float = 1.0,
    ) -> None:
        """Draw a filled shape."""
        self.shapes.append(
            {
                "type": kind,
                "xref": "paper",
                "yref": "paper",
                "xsizemode": "pixel",
                "ysizemode": "pixel",
                "xanchor": 1 if self.right else 0,
                "yanchor": 1,
                "x0": left - self.right,
                "x1": right - self.right,
                "y0": -bottom,
                "y1": -top,
                "fillcolor": colour,
                "opacity": opacity,
                "line": {"width": 0.7 if edge else 0, "color": edge or colour},
            }
        )
