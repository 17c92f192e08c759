"""How many came, left and returned over time, beside the same weeks a year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.theme import Drawing, Palette, figure, nothing, palette
from idpdash.formats import _, day, number
from idpdash.vocabulary import Direction

Step = Literal["day", "week", "month"]
Days = tuple[dt.date, dt.date]
MEAN_DAYS, MEAN_LEAST = 7, 4  # a mean of seven days, of which at least four were told of
RECENT = pd.Timedelta(days=10)
APART = 32  # pixels between two words at the ends of lines
RIGHT = 104  # pixels for those words
SPANS = {"day": pd.Timedelta(days=1), "week": pd.Timedelta(days=7), "month": pd.Timedelta(days=28)}


@dataclass(frozen=True)
class _Line:
    """One line: its word, what it follows (by bin), and how it is drawn."""

    name: str
    people: pd.Series[float]
    colour: str
    width: float
    dash: str = "solid"
    drawn: bool = True  # else only its word and last figure stand at the end


def series(
    rolled: pd.DataFrame,
    year_before: pd.DataFrame | None = None,
    *,
    step: Step,
    period: Days | None = None,
    reach: Days | None = None,
    height: int = 260,
    dark: bool = False,
    scale: float = 1.0,
) -> Drawing:
    """Draw arrivals as bars a step, departures and returns as grey lines, and arrivals a year before as a pale line.

    rolled, year_before: day (the bin's first), direction, individuals. A bin that is absent was not told of, and leaves
    a gap; one in which only other directions were told of counts as none. Daily data gets a line of seven days' mean.
    period: bars that begin inside it are stronger. reach: the days asked of; a bin that begins before or ends after
    them is drawn hollow, since part of it is missing.
    """
    if rolled.empty:
        return nothing(_("No movements reported in this time."), height=height, dark=dark)
    colours = palette(dark)
    unit = {"day": _("people a day"), "week": _("people a week"), "month": _("people a month")}[step]
    steps = {"day": _("day"), "week": _("week, by its first day"), "month": _("month")}
    arrived = _bins(rolled, Direction.ARRIVAL)
    earlier = _bins(year_before, Direction.ARRIVAL) if year_before is not None else arrived.iloc[:0]
    earlier = earlier[earlier.index <= rolled["day"].max()]
    lines = _lines(rolled, arrived, earlier, step=step, colours=colours, scale=scale)
    made = figure(x=steps[step], y=unit, height=height, dark=dark, scale=scale)
    fills = [_fill(pd.Timestamp(str(at)), step, period, reach, colours) for at in arrived.index]
    made.add_trace(_bars(arrived, fills, step=step, colours=colours, unit=unit))
    made.add_traces([_trace(line, step) for line in lines if line.drawn])
    top = max([float(people.max()) for people in (arrived, *(line.people for line in lines)) if len(people)] or [1.0])
    _lay_out(made, step=step, top=top * 1.06, scale=scale)
    newest = rolled["day"].max()
    ends = [line for line in lines if line.people.dropna().index.max() >= newest - RECENT]
    _say_ends(made, ends, top=top * 1.06, height=height, step=step, colours=colours, scale=scale)
    return Drawing(made, _words(arrived, earlier, lines, unit))


def _bins(rolled: pd.DataFrame, direction: str) -> pd.Series[float]:
    """Return people by bin for one direction, in order; 0 where only other directions were told of in a bin.

    A bin of which nobody told anything stays absent: that is not zero.
    """
    chosen = rolled[rolled["direction"] == str(direction)]
    people = chosen.groupby("day")["individuals"].sum().astype(float)
    return people if people.empty else people.reindex(sorted(rolled["day"].unique()), fill_value=0.0)


def _mean(people: pd.Series[float], step: Step) -> pd.Series[float]:
    """Return what a line follows: seven days' mean of daily figures, else the figures; gaps stay gaps."""
    if people.empty or step != "day":
        return people
    days = people.reindex(pd.date_range(people.index.min(), people.index.max(), freq="D"))
    return days.rolling(MEAN_DAYS, min_periods=MEAN_LEAST).mean()


def _lines(
    rolled: pd.DataFrame,
    arrived: pd.Series[float],
    earlier: pd.Series[float],
    *,
    step: Step,
    colours: Palette,
    scale: float,
) -> list[_Line]:
    """Return the lines that have something to show, the most important last, so that it lies on top."""
    left, back = (_mean(_bins(rolled, name), step) for name in (Direction.DEPARTURE, Direction.RETURN))
    every = [
        _Line(_("a year before"), _mean(earlier, step), colours.before, 2.2 * scale),
        _Line(_("departures"), left, colours.departures, 1.8 * scale),
        _Line(_("returns"), back, colours.departures, 1.8 * scale, "2px,3px"),
        _Line(_("arrivals"), _mean(arrived, step), colours.arrivals, 2.6 * scale, drawn=step == "day"),
    ]
    return [line for line in every if line.people.notna().any()]


def _fill(at: pd.Timestamp, step: Step, period: Days | None, reach: Days | None, colours: Palette) -> str:
    """Return the colour of a bar: stronger inside the period, the page's where part of its time was not asked of."""
    after = at + pd.DateOffset(months=1) if step == "month" else at + SPANS[step]
    if reach is not None and (at < pd.Timestamp(reach[0]) or after > pd.Timestamp(reach[1]) + SPANS["day"]):
        return colours.page
    if period is not None and at < pd.Timestamp(period[0]):
        return colours.arrivals_light
    return colours.arrivals_strong


def _bars(people: pd.Series[float], fills: list[str], *, step: Step, colours: Palette, unit: str) -> go.Bar:
    """Return the bars of arrivals."""
    edges = [1.0 if fill == colours.page else 0.0 for fill in fills]
    return go.Bar(
        x=list(people.index),
        y=people.tolist(),
        marker={"color": fills, "line": {"width": edges, "color": colours.arrivals_strong}},
        name=_("arrivals"),
        customdata=[_(" (part of the time)") if edge else "" for edge in edges],
        hovertemplate="%{y:,.0f} " + unit + "%{customdata}<extra></extra>",
        **_spread(step, people),
    )


def _spread(step: Step, people: pd.Series[float]) -> dict[str, Any]:
    """Return how a bin's figure is drawn in the middle of its time."""
    if step == "day" or people.empty:
        return {}
    period = "M1" if step == "month" else SPANS[step].total_seconds() * 1000
    return {"xperiod": period, "xperiod0": people.index.min(), "xperiodalignment": "middle"}


def _trace(line: _Line, step: Step) -> go.Scatter:
    """Return one line; a single figure is a dot."""
    return go.Scatter(
        x=list(line.people.index),
        y=[None if pd.isna(value) else round(value, 1) for value in line.people],
        mode="lines+markers" if int(line.people.notna().sum()) == 1 else "lines",
        line={"color": line.colour, "width": line.width, "dash": line.dash},
        name=line.name,
        connectgaps=False,
        hovertemplate="%{y:,.0f} " + line.name + "<extra></extra>",
        **_spread(step, line.people),
    )


def _lay_out(made: go.Figure, *, step: Step, top: float, scale: float) -> None:
    """Set the axes."""
    months = step == "month"
    made.update_layout(
        bargap=0.14 if step == "day" else 0.3,
        margin={"l": 4, "r": round(RIGHT * scale), "t": 8, "b": 4},
        xaxis={
            "tickformat": "%b\n%Y" if months else "%-d %b",
            "hoverformat": "%b %Y" if months else "%-d %b %Y",
            "ticklabelmode": "period" if months else "instant",
            "nticks": 5,
            "tickangle": 0,
        },
        yaxis={"range": [0, top], "nticks": 5, "separatethousands": True},
        hovermode="x unified",
    )


def _say_ends(
    made: go.Figure, lines: list[_Line], *, top: float, height: int, step: Step, colours: Palette, scale: float
) -> None:
    """Write each line's name and last figure at its end, kept apart."""
    note = {"day": _("{count} a day"), "week": _("{count} a week"), "month": _("{count} a month")}[step]
    inside = max(height - 60 * scale, 1)
    lasts = [(line, float(line.people.dropna().iloc[-1])) for line in lines]
    below, words = -1e9, []
    for line, value in sorted(lasts, key=lambda last: -last[1]):
        below = max((1 - value / top) * inside, below + APART * scale)
        main = line.colour == colours.arrivals
        figure_said = note.format(count=f"<b>{number(value)}</b>" if main else number(value))
        words.append(
            {
                "text": f"{figure_said}<br>{line.name}",
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 6,
                "y": 1,
                "yref": "paper",
                "yanchor": "middle",
                "yshift": -below,
                "align": "left",
                "font": {"color": colours.arrivals if main else colours.soft, "size": 12 * scale},
            }
        )
    made.update_layout(annotations=words)


def _words(arrived: pd.Series[float], earlier: pd.Series[float], lines: list[_Line], unit: str) -> str:
    """Return what the chart shows, in sentences."""
    said = [_("No arrivals in this time.")]
    if len(arrived):
        sentence = _("Arrivals from {start} to {end}: {total} people, most on {day} ({most} {unit}).")
        days = {"start": day(arrived.index.min()), "end": day(arrived.index.max())}
        most = day(pd.Timestamp(str(arrived.idxmax())))
        total, height = number(arrived.sum()), number(arrived.max())
        said = [sentence.format(total=total, day=most, most=height, unit=unit, **days)]
    if len(earlier):
        said.append(_("A year before: {total} people.").format(total=number(earlier.sum())))
    for line in lines[::-1]:
        count = number(line.people.dropna().iloc[-1])
        said.append(_("{what}: {count} {unit} at last.").format(what=line.name.capitalize(), count=count, unit=unit))
    return " ".join(said)
