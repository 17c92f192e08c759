"""When places open and close: bars on their days, and the line of places more or fewer than today."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.classes import round_number
from idpdash.figures.labels import text_width
from idpdash.figures.records import Record, records
from idpdash.figures.theme import Drawing, Palette, figure, nothing, palette
from idpdash.formats import _, day, known, listing, ngettext, number, signed

APART_DAYS = 18
END_SIZE = 11
NAMED_FROM = 0.5  # of the largest opening or closing: from this size on its name is written


def timeline(
    calendar: pd.DataFrame, *, as_of: dt.date, days: int = 60, height: int = 240, dark: bool = False
) -> Drawing:
    """Draw places that open above the line and places that close below it, on their days.

    calendar: day, event ("opens" or "closes"), site_name, city_name, places (missing: unknown, drawn hollow), after
    (by how many places there are more or fewer than today once the day is over: the line).
    """
    if calendar.empty:
        words = _("No site opens or closes in the next {days} days.").format(days=number(days))
        return nothing(words, height=120, dark=dark)
    colours = palette(dark)
    made = figure(x=_("day"), y=_("places ↑ open ↓ close"), height=height, dark=dark)
    signs = {"opens": 1, "closes": -1}
    for event, colour, name in (("opens", colours.free, _("opens")), ("closes", colours.occupied, _("closes"))):
        chosen = calendar[calendar["event"] == event]
        if len(chosen):
            made.add_trace(_events(chosen, sign=signs[event], colour=colour, name=name, colours=colours))
    made.add_trace(_balance(calendar, as_of=as_of, days=days, colours=colours))
    largest = max(calendar.groupby(["day", "event"])["places"].sum().max() or 0, calendar["after"].abs().max() or 0)
    most = round_number(float(largest) or 1.0)
    most = most if most >= largest else float(largest)
    made.update_layout(
        barmode="relative",
        margin={"l": 4, "r": round(text_width(_balance_text(calendar), END_SIZE)) + 12, "t": 8, "b": 4},
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
        annotations=[
            *_event_names(calendar, as_of=as_of, days=days, colours=colours),
            _balance_words(calendar, colours),
        ],
    )
    return Drawing(made, _timeline_words(calendar, days))


def _balance(calendar: pd.DataFrame, *, as_of: dt.date, days: int, colours: Palette) -> go.Scatter:
    """Return the line of places more or fewer than today."""
    steps = calendar.drop_duplicates("day", keep="last")
    start, end = pd.Timestamp(as_of), pd.Timestamp(as_of) + pd.Timedelta(days=days + 1)
    after = [float(value) for value in steps["after"]]
    return go.Scatter(
        x=[start, *steps["day"], end],
        y=[0.0, *after, after[-1]],
        mode="lines",
        line={"shape": "hv", "width": 1.6, "color": colours.ink},
        hovertemplate="%{x|%-d %b}: " + _("%{y:+,.0f} places beside today") + "<extra></extra>",
    )


def _balance_text(calendar: pd.DataFrame) -> str:
    """Return by how many places there are more or fewer in the end, in two lines."""
    return _("{change}\nin all").format(change=signed(float(calendar["after"].iloc[-1])))


def _balance_words(calendar: pd.DataFrame, colours: Palette) -> dict[str, object]:
    """Return what stands beside the end of the line, outside the plot, where it touches nothing."""
    return {
        "xref": "paper",
        "x": 1,
        "xshift": 5,
        "y": float(calendar["after"].iloc[-1]),
        "text": _balance_text(calendar).replace("\n", "<br>"),
        "xanchor": "left",
        "align": "left",
        "font": {"size": END_SIZE, "color": colours.ink},
    }


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
    return "left" if day_number < days / 3.5 else "right" if day_number > days * 2.5 / 3.5 else "center"


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
    last = int(calendar["after"].iloc[-1])
    balance = (
        _("{change} places in all").format(change=signed(last)) if last else _("as many places as today in the end")
    )
    return _("In the next {days} days {what}; {balance}.").format(
        days=number(days), what=listing(parts), balance=balance
    )
