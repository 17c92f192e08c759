"""Who can take how many: bars of places, and when places open and close."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.classes import round_number
from idpdash.figures.labels import text_width
from idpdash.figures.records import Record, records
from idpdash.figures.theme import AXIS_SIZE, Drawing, Palette, figure, key, nothing, palette
from idpdash.formats import _, day, known, listing, ngettext, number

TOP, ROW, FOOT, HEAD = 20, 24, 50, 30
LEAST = 3  # lines: below it a figure is too low for its axis
TAG = re.compile("<[^>]*>")
APART_DAYS = 18
NAMED_FROM = 0.5  # of the largest opening or closing: from this size on its name is written


@dataclass(frozen=True)
class _Room:
    """One bar: people on places, free places, people over, people where places are unknown."""

    name: str
    taken: float
    free: float
    over: float
    unknown: float
    capacity: float | None

    @property
    def length(self) -> float:
        """Return how far the bar reaches."""
        return self.taken + self.free + self.over + self.unknown


def bars(rooms: pd.DataFrame, *, top: int = TOP, dark: bool = False, width: int = 560, scale: float = 1.0) -> Drawing:
    """Draw occupied, free, over and unknown of cities or regions, in the order given, the first `top`.

    rooms: city_name or region_name; capacity, free, over (missing: no capacity known), occupied, occupied_unknown
    (people in sites of unknown capacity): `measures.housing.by_city` or `measures.pressure.by_region`. A line marks
    the limit; people over it stand beyond. width: pixels, for the words at the ends.
    """
    rows = [_room(row) for row in records(rooms.head(top))]
    if not any(row.length for row in rows):
        return nothing(_("No sites with people or places on this day."), dark=dark)
    colours = palette(dark)
    lines = max(len(rows), LEAST)
    height = round((ROW * lines + FOOT + HEAD) * scale)
    made = figure(x=_("people and places"), y="", height=height, dark=dark, scale=scale)
    signs = _add_parts(made, rows, colours)
    names = max(text_width(row.name, AXIS_SIZE * scale) for row in rows)
    longest = max(row.length for row in rows)
    words = [_words(row, colours) for row in rows]
    space = max(text_width(TAG.sub("", rich), AXIS_SIZE * scale) for _plain, rich in words) + 12
    made.update_layout(
        barmode="stack",
        bargap=0.36,
        margin={"l": 4, "r": round(min(space, width / 2.4 * scale)), "t": HEAD * scale, "b": 4},
        xaxis={
            "range": [0, longest],
            "nticks": 5 if width >= 480 else 3,
            "tickangle": 0,
            "showgrid": True,
            "separatethousands": True,
        },
        yaxis={
            "range": [lines - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [row.name for row in rows],
            "tickfont": {"color": colours.ink},
            "showgrid": False,
            "title": {"text": ""},
        },
        shapes=[_limit(at, row, colours, scale) for at, row in enumerate(rows) if row.capacity],
        annotations=[
            key(signs, left=names, colours=colours, scale=scale),
            *(
                {"x": row.length, "y": at, "text": rich, "xanchor": "left", "xshift": 5}
                for at, (row, (_plain, rich)) in enumerate(zip(rows, words, strict=True))
            ),
        ],
    )
    said = [f"{row.name} {plain}" for row, (plain, _rich) in zip(rows, words, strict=True)]
    return Drawing(made, f"{listing(said)}.")


def _add_parts(made: go.Figure, rows: list[_Room], colours: Palette) -> list[tuple[str, str, bool]]:
    """Add the parts of the bars that occur and return their signs: word, colour, whether hollow."""
    signs: list[tuple[str, str, bool]] = []
    for name, part, colour in (
        (_("occupied"), "taken", colours.occupied),
        (_("free"), "free", colours.free),
        (_("over"), "over", colours.over),
        (_("places unknown"), "unknown", colours.page),
    ):
        values = [getattr(row, part) for row in rows]
        if any(values):
            hollow = colour == colours.page
            signs.append((name, colours.soft if hollow else colour, hollow))
            made.add_trace(_part(rows, values, name=name, colour=colour, colours=colours))
    return signs


def _room(row: Record) -> _Room:
    """Return one row as a bar. Taken places are those not free: people in over-full sites stand beyond the limit."""

    name = row.get("city_name", row.get("region_name"))
    free, over = float(row["free"] or 0), float(row["over"] or 0)
    unknown = float(row.get("occupied_unknown") or 0)
    words = _("elsewhere") if name is None else str(name)
    if row["capacity"] is None:
        return _Room(words, 0.0, 0.0, 0.0, max(unknown, float(row["occupied"] or 0)), None)
    return _Room(words, float(row["capacity"]) - free, free, over, unknown, float(row["capacity"]))


def _part(rows: list[_Room], values: list[float], *, name: str, colour: str, colours: Palette) -> go.Bar:
    """Return one part of all bars."""
    hollow = colour == colours.page
    return go.Bar(
        x=values,
        y=list(range(len(rows))),
        orientation="h",
        name=name,
        marker={"color": colour, "line": {"width": 1 if hollow else 0, "color": colours.soft}},
        customdata=[row.name for row in rows],
        hovertemplate="%{customdata}: %{x:,.0f} " + name + "<extra></extra>",
    )


def _limit(at: int, row: _Room, colours: Palette, scale: float) -> dict[str, object]:
    """Return the line at the limit of one bar, where somebody is over it."""
    line = {"color": colours.ink, "width": 1.6 * scale if row.over else 0}
    return {"type": "line", "x0": row.capacity, "x1": row.capacity, "y0": at - 0.46, "y1": at + 0.46, "line": line}


def _words(row: _Room, colours: Palette) -> tuple[str, str]:
    """Return what stands at the end of a bar, plain and with colours: "215 free · 166 over"."""
    if row.capacity is None:
        words = _("{count} people, places unknown").format(count=number(row.unknown))
        return words, _("{count} people").format(count=number(row.unknown))
    free = _("{count} free").format(count=number(row.free))
    if not row.over:
        return free, free
    over = _("{count} over").format(count=number(row.over))
    if not row.free:
        return over, f'<b><span style="color:{colours.over}">{over}</span></b>'
    return f"{free} · {over}", f'{free} · <b><span style="color:{colours.over}">{over}</span></b>'


def timeline(
    calendar: pd.DataFrame, *, as_of: dt.date, days: int = 60, height: int = 240, dark: bool = False
) -> Drawing:
    """Draw places that open above the line and places that close below it, on their days.

    calendar: day, event ("opens" or "closes"), site_name, city_name, places (missing: unknown, drawn hollow).
    """
    if calendar.empty:
        words = _("No site opens or closes in the next {days} days.").format(days=number(days))
        return nothing(words, height=120, dark=dark)
    colours = palette(dark)
    made = figure(x=_("day"), y=_("places that open ↑ and close ↓"), height=height, dark=dark)
    signs = {"opens": 1, "closes": -1}
    for event, colour, name in (("opens", colours.free, _("opens")), ("closes", colours.occupied, _("closes"))):
        chosen = calendar[calendar["event"] == event]
        if len(chosen):
            made.add_trace(_events(chosen, sign=signs[event], colour=colour, name=name, colours=colours))
    most = round_number(float(calendar.groupby(["day", "event"])["places"].sum().max() or 0) or 1.0)
    made.update_layout(
        barmode="relative",
        margin={"l": 4, "r": 16, "t": 8, "b": 4},
        xaxis={
            "range": [pd.Timestamp(as_of), pd.Timestamp(as_of) + pd.Timedelta(days=days + 1)],
            "tickformat": "%-d %b",
            "nticks": 7,
        },
        yaxis={
            "range": [-most * 1.35, most * 1.35],
            "zeroline": True,
            "zerolinecolor": colours.soft,
            "tickvals": [-most, 0, most],
            "ticktext": [number(most), "0", number(most)],
        },
        annotations=_event_names(calendar, as_of=as_of, days=days, colours=colours),
    )
    return Drawing(made, _timeline_words(calendar, days))


def _events(chosen: pd.DataFrame, *, sign: int, colour: str, name: str, colours: Palette) -> go.Bar:
    """Return the bars of openings or closings; unknown places are short and hollow."""
    told = chosen["places"].notna()
    least = float(chosen["places"].max() or 1) * 0.08 if told.any() else 1.0
    return go.Bar(
        x=list(chosen["day"]),
        y=[sign * (float(places) if known(places) else least) for places in chosen["places"]],
        width=86_400_000 * 0.8,
        marker={
            "color": [colour if one else colours.page for one in told],
            "line": {
                "width": [0.6 if one else 1.2 for one in told],
                "color": [colours.page if one else colour for one in told],
            },
        },
        name=name,
        customdata=[
            [f"{site}, {city}" if known(city) else site, number(places)]
            for site, city, places in zip(chosen["site_name"], chosen["city_name"], chosen["places"], strict=True)
        ],
        hovertemplate="%{x|%-d %b}: %{customdata[0]} " + name + ", %{customdata[1]} " + _("places") + "<extra></extra>",
    )


def _event_names(calendar: pd.DataFrame, *, as_of: dt.date, days: int, colours: Palette) -> list[dict[str, object]]:
    """Return the names of the largest openings and closings that stand far enough apart, at the ends of their bars."""
    named: list[Record] = []
    for row in records(calendar.dropna(subset="places").sort_values("places", ascending=False)):
        same = [other for other in named if other["event"] == row["event"]]
        large = not named or float(row["places"]) >= NAMED_FROM * float(named[0]["places"])
        if large and all(abs((row["day"] - other["day"]).days) >= APART_DAYS for other in same):
            named.append(row)
    return [
        {
            "x": row["day"],
            "y": (1 if row["event"] == "opens" else -1) * float(row["places"]),
            "text": ", ".join(str(row[part]) for part in ("site_name", "city_name") if row[part]),
            "yshift": 9 if row["event"] == "opens" else -9,
            "xanchor": _side((row["day"] - pd.Timestamp(as_of)).days, days),
            "font": {"size": 11, "color": colours.soft},
        }
        for row in named
    ]


def _side(day_number: int, days: int) -> str:
    """Return where a name is anchored, so that it stays inside the plot."""
    return "left" if day_number < days / 6 else "right" if day_number > days * 5 / 6 else "center"


def _timeline_words(calendar: pd.DataFrame, days: int) -> str:
    """Return what opens and closes, in sentences."""
    parts = []
    for event, one, many in (
        ("opens", "{count} site opens", "{count} sites open"),
        ("closes", "{count} site closes", "{count} sites close"),
    ):
        chosen = calendar[calendar["event"] == event]
        if len(chosen):
            words = ngettext(one, many, len(chosen)).format(count=number(len(chosen)))
            places = _("{count} places").format(count=number(int(chosen["places"].fillna(0).sum())))
            parts.append(
                _("{what} ({places}), the first on {day}").format(
                    what=words, places=places, day=day(chosen["day"].min())
                )
            )
    return _("In the next {days} days {what}.").format(days=number(days), what=listing(parts))
