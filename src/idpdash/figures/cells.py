"""Small drawings for table cells and key figures: SVG as data URIs, shaped like the cell (or the table crops them)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import pandas as pd

from idpdash.figures.theme import palette

WIDTH, HEIGHT = 92, 27  # fits a column of 108 pixels and the usual row


def _uri(shapes: Sequence[str], width: float, height: float, definitions: str = "") -> str:
    """Return shapes as one SVG in a data URI."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{definitions}{"".join(shapes)}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _rectangle(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    """Return one rectangle; none where it would have no width."""
    if width <= 0 or height <= 0:
        return ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{more}/>'


def _numbers(values: Sequence[float | None] | pd.Series) -> list[float | None]:
    """Return plain numbers, None where missing."""
    return [None if value is None or pd.isna(value) else float(value) for value in values]


def spark(
    values: Sequence[float | None] | pd.Series,
    *,
    colour: str = "arrivals",
    last: int = 0,
    width: float = WIDTH,
    height: float = HEIGHT,
    dark: bool = False,
) -> str:
    """Draw a row of bars from zero, oldest first; the newest `last` in full colour, all others paler.

    Missing values leave a gap with a dot on the ground line: not zero. `colour`: a name of the palette.
    """
    colours = palette(dark)
    fill = str(getattr(colours, colour))
    numbers = _numbers(values)
    top = max([value for value in numbers if value is not None], default=0.0) or 1.0
    step = width / max(len(numbers), 1)
    bar = max(step - (1.2 if step > 3 else 0.4), 0.5)
    shapes = []
    for at, value in enumerate(numbers):
        x = at * step
        if value is None:
            shapes.append(f'<circle cx="{x + bar / 2:.1f}" cy="{height - 1.5:.1f}" r="0.8" fill="{colours.soft}"/>')
            continue
        tall = max(value / top * (height - 3), 0.8)
        pale = ' opacity=".45"' if last and at < len(numbers) - last else ""
        shapes.append(_rectangle(x, height - tall, bar, tall, fill, pale))
    return _uri(shapes, width, height)


def trend(
    values: Sequence[float | None] | pd.Series,
    *,
    colour: str = "occupied",
    width: float = WIDTH,
    height: float = HEIGHT,
    dark: bool = False,
) -> str:
    """Draw a line from its least to its greatest value with a dot at the newest; gaps stay gaps.

    It shows the shape of a change, not its size: a figure stands beside it.
    """
    colours = palette(dark)
    stroke = str(getattr(colours, colour))
    numbers = _numbers(values)
    there = [(at, value) for at, value in enumerate(numbers) if value is not None]
    if not there:
        return _uri([], width, height)
    low, high = min(value for _, value in there), max(value for _, value in there)
    across = (width - 8) / max(len(numbers) - 1, 1)

    def point(at: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return 3 + at * across, height - 4 - share * (height - 8)

    path, previous = "", -2
    for at, value in there:
        x, y = point(at, value)
        path += f"{'L' if previous == at - 1 else 'M'}{x:.1f} {y:.1f}"
        previous = at
    x, y = point(*there[-1])
    return _uri(
        [
            f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="1.6" stroke-linejoin="round"/>',
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{stroke}"/>',
        ],
        width,
        height,
    )


def bullet(
    occupied: float | None,
    capacity: float | None,
    *,
    greatest: float | None = None,
    width: float = WIDTH,
    height: float = HEIGHT,
    dark: bool = False,
) -> str:
    """Draw occupied, free and over capacity with a line at the limit; unknown capacity is a dashed frame with "?".

    Without `greatest` the limit stands at four fifths of the cell in every row (bars compare shares); with it, bars
    compare places: `greatest` is the largest number of people or places of the column.
    """
    colours = palette(dark)
    people = None if occupied is None or pd.isna(occupied) else float(occupied)
    places = None if capacity is None or pd.isna(capacity) else float(capacity)
    thick, top, room = height * 0.48, height * 0.26, width - 3
    if places is None or people is None:
        frame = _rectangle(1, top, room * 0.8, thick, "none", f' stroke="{colours.soft}" stroke-dasharray="3 2"')
        mark = (
            f'<text x="{room * 0.4:.1f}" y="{height / 2 + 4:.1f}" font-size="11" text-anchor="middle" '
            f'font-family="sans-serif" fill="{colours.soft}">?</text>'
        )
        return _uri([frame, mark], width, height)
    whole = (greatest or max(people, places)) if greatest is not None else max(places * 1.25, 1.0)
    pixel = room / max(whole, 1.0)
    limit, end = min(places * pixel, room), min(people * pixel, room)
    shapes = [
        _rectangle(0, top, min(end, limit), thick, colours.occupied),
        _rectangle(min(end, limit), top, limit - end, thick, colours.free),
        _rectangle(limit, top, end - limit, thick, colours.over),
        _rectangle(max(limit - 0.75, 0), top - 3, 1.5, thick + 6, colours.ink),
    ]
    return _uri(shapes, width, height)


def promised(
    parts: Sequence[float],
    whole: float,
    *,
    colour: str = "need",
    greatest: float | None = None,
    width: float = WIDTH,
    height: float = HEIGHT,
    dark: bool = False,
) -> str:
    """Draw what is promised of a whole: received dark, accepted or in transit paler, reserved striped, the rest hollow.

    parts: these three. colour: of the frame ("need" or "offer"). With `greatest` the frame's length shows the quantity.
    What is promised beyond the whole stands out over the frame's end.
    """
    colours = palette(dark)
    edge = str(getattr(colours, colour))
    thick, top, room = height * 0.44, height * 0.28, width - 2
    scale = max(greatest or 0.0, whole, sum(parts), 1.0)
    frame = max(room * whole / scale, 5.0) if whole > 0 else 0.0
    pixel = frame / whole if whole > 0 else room / scale
    stripes = (
        '<defs><pattern id="s" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        f'<rect width="2" height="4" fill="{colours.offer}"/></pattern></defs>'
    )
    shapes, at = [], 1.0
    for part, fill, more in zip(
        parts, (colours.offer, colours.offer, "url(#s)"), ("", ' opacity=".55"', ""), strict=True
    ):
        long = min(part * pixel, room + 1 - at)
        shapes.append(_rectangle(at, top, long, thick, fill, more))
        at += max(long, 0.0)
    shapes.append(_rectangle(1.75, top, frame - 1.5, thick, "none", f' stroke="{edge}" stroke-width="1.5"'))
    return _uri(shapes, width, height, stripes)
