"""Who can take how many: bars of places."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.labels import text_width
from idpdash.figures.records import Record, records
from idpdash.figures.theme import AXIS_SIZE, Drawing, Palette, figure, key, nothing, palette
from idpdash.formats import _, listing, number

TOP, ROW, FOOT, HEAD = 20, 24, 50, 30
WIDE = 480  # pixels from which there is room for more words
LEAST = 3  # lines: below it a figure is too low for its axis
NAMES = 0.36  # of the width: longer names are cut
KEY_LEFT = 90  # pixels over the names at which the key begins at most: where a script has no font they are narrower
TAG = re.compile("<[^>]*>")


@dataclass(frozen=True)
class _Room:
    """One bar: people on places, places held by promises, free ones, people over, people where places are unknown.

    stale: whether its last count is old.
    """

    name: str
    taken: float
    held: float
    free: float
    over: float
    unknown: float
    capacity: float | None
    stale: bool = False

    @property
    def length(self) -> float:
        """Return how far the bar reaches."""
        return self.taken + self.held + self.free + self.over + self.unknown


def bars(
    rooms: pd.DataFrame,
    *,
    top: int = TOP,
    dark: bool = False,
    width: int = 560,
    scale: float = 1.0,
    taken: str | None = None,
) -> Drawing:
    """Draw occupied, free, over and unknown of cities or regions, in the order given, the first `top`.

    rooms: city_name or region_name; capacity, free, over (missing: no capacity known), occupied, occupied_unknown
    (people in sites of unknown capacity), and where told held (places of promises) and stale (hatched):
    `measures.housing.by_city` or `measures.pressure.by_region`. A line marks the limit; people over it stand beyond.
    width: pixels, for the words at the ends. taken: what the first part is called, "occupied" by default.
    """
    rows = [_room(row) for row in records(rooms.head(top))]
    if not any(row.length for row in rows):
        return nothing(_("No sites with people or places on this day."), dark=dark)
    colours = palette(dark)
    lines = max(len(rows), LEAST)
    height = round((ROW * lines + FOOT + HEAD) * scale)
    made = figure(x=_("people and places"), y="", height=height, dark=dark, scale=scale)
    signs = _add_parts(made, rows, colours, taken or _("occupied"))
    written = [_fitted(row.name, width * NAMES, scale) for row in rows]
    names = max(text_width(name, AXIS_SIZE * scale) for name in written)
    longest = max(row.length for row in rows)
    words = [_words(row, colours, short=width < WIDE) for row in rows]
    space = max(text_width(TAG.sub("", rich), AXIS_SIZE * scale) for _plain, rich in words) + 12
    made.update_layout(
        barmode="stack",
        bargap=0.36,
        margin={"l": 4, "r": round(min(space, width / 2.4 * scale)), "t": HEAD * scale, "b": 4},
        xaxis={
            "range": [0, longest],
            "nticks": 5 if width >= WIDE else 3,
            "tickangle": 0,
            "showgrid": True,
            "separatethousands": True,
        },
        yaxis={
            "range": [lines - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": written,
            "tickfont": {"color": colours.ink},
            "showgrid": False,
            "title": {"text": ""},
        },
        shapes=[_limit(at, row, colours, scale) for at, row in enumerate(rows) if row.capacity],
        annotations=[
            key(signs, left=min(names, KEY_LEFT * scale), colours=colours, scale=scale),
            *(
                {"x": row.length, "y": at, "text": rich, "xanchor": "left", "xshift": 5}
                for at, (row, (_plain, rich)) in enumerate(zip(rows, words, strict=True))
            ),
        ],
    )
    said = [f"{row.name} {plain}" for row, (plain, _rich) in zip(rows, words, strict=True)]
    return Drawing(made, f"{listing(said)}.")


def _fitted(name: str, width: float, scale: float) -> str:
    """Return a name cut to so many pixels, so that the bars keep their room."""
    if text_width(name, AXIS_SIZE * scale) <= width * scale:
        return name
    kept = name
    while kept and text_width(f"{kept}…", AXIS_SIZE * scale) > width * scale:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _add_parts(made: go.Figure, rows: list[_Room], colours: Palette, taken: str) -> list[tuple[str, str, bool]]:
    """Add the parts of the bars that occur and return their signs: word, colour, whether hollow."""
    signs: list[tuple[str, str, bool]] = []
    for name, part, colour in (
        (taken, "taken", colours.occupied),
        (_("reserved"), "held", colours.reserved),
        (_("free"), "free", colours.free),
        (_("over"), "over", colours.over),
        (_("places unknown"), "unknown", colours.page),
    ):
        values = [getattr(row, part) for row in rows]
        if any(values):
            hollow = colour == colours.page
            signs.append((name, colours.soft if hollow else colour, hollow))
            made.add_trace(_part(rows, values, name=name, colour=colour, colours=colours))
    if any(row.stale for row in rows):
        signs.append((_("hatched: stale count"), colours.soft, True))
    return signs


def _room(row: Record) -> _Room:
    """Return one row as a bar. Taken places are those not free: people in over-full sites stand beyond the limit."""

    name = row.get("city_name", row.get("region_name"))
    free, over = float(row["free"] or 0), float(row["over"] or 0)
    unknown, held = float(row.get("occupied_unknown") or 0), float(row.get("held") or 0)
    stale = bool(row.get("stale"))
    words = _("elsewhere") if name is None else str(name)
    if row["capacity"] is None:
        return _Room(words, 0.0, 0.0, 0.0, 0.0, max(unknown, float(row["occupied"] or 0)), None, stale)
    taken = float(row["capacity"]) - free - held
    return _Room(words, taken, held, free, over, unknown, float(row["capacity"]), stale)


def _part(rows: list[_Room], values: list[float], *, name: str, colour: str, colours: Palette) -> go.Bar:
    """Return one part of all bars."""
    hollow = colour == colours.page
    return go.Bar(
        x=values,
        y=list(range(len(rows))),
        orientation="h",
        name=name,
        marker={
            "color": colour,
            "line": {"width": 1 if hollow else 0, "color": colours.soft},
            "pattern": {
                "fillmode": "overlay",
                "shape": ["/" if row.stale else "" for row in rows],
                "fgcolor": colours.page if not hollow else colours.soft,
                "solidity": 0.42,
                "size": 6,
            },
        },
        customdata=[row.name for row in rows],
        hovertemplate="%{customdata}: %{x:,.0f} " + name + "<extra></extra>",
    )


def _limit(at: int, row: _Room, colours: Palette, scale: float) -> dict[str, object]:
    """Return the line at the limit of one bar, where somebody is over it."""
    line = {"color": colours.ink, "width": 1.6 * scale if row.over else 0}
    return {"type": "line", "x0": row.capacity, "x1": row.capacity, "y0": at - 0.46, "y1": at + 0.46, "line": line}


def _words(row: _Room, colours: Palette, *, short: bool) -> tuple[str, str]:
    """Return what stands at the end of a bar, plain and with colours: "215 free · 166 over".

    short: what is reserved is told by the bar alone.
    """
    if row.capacity is None:
        words = _("{count} people, places unknown").format(count=number(row.unknown))
        return words, _("{count} people").format(count=number(row.unknown))
    free = _("{count} free").format(count=number(row.free))
    if row.held and not short:
        free = _("{free}, {count} reserved").format(free=free, count=number(row.held))
    if not row.over:
        return free, free
    over = _("{count} over").format(count=number(row.over))
    if not row.free and not row.held:
        return over, f'<b><span style="color:{colours.over}">{over}</span></b>'
    return f"{free} · {over}", f'{free} · <b><span style="color:{colours.over}">{over}</span></b>'
