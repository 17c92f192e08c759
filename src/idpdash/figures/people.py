"""Who the people are: sex and age, with those of whom neither is known beside them at the same scale."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from idpdash.columns import BANDS
from idpdash.figures.theme import Drawing, Palette, figure, nothing, palette
from idpdash.formats import _, known, ngettext, number, percent

ROWS = (BANDS[-1], *BANDS[:-1])  # from below: age not told, then from the youngest
GAP, LEAST = 0.1, 0.12  # parts of the width: between the two, and the narrower of them at least


def pyramid(sex_age: pd.DataFrame, *, unknown: int, height: int = 280, dark: bool = False) -> Drawing:
    """Draw women and girls to the left, men and boys to the right, by age; beside them those of whom nothing is known.

    sex_age: `frames.SEX_AGE`, one row, of arrivals. unknown: people whose sex and age nobody told, counted as such or
    not told at all. A bar's length means the same number of people everywhere.
    """
    row = sex_age.iloc[0] if len(sex_age) else pd.Series(dtype="Int64")
    sides = {sex: [_figure(row, f"{sex}_{band}") for band in ROWS] for sex in ("f", "m")}
    told = sum(sum(side) for side in sides.values())
    if told + unknown <= 0:
        return nothing(_("No arrivals, so no sex and age."), height=height, dark=dark)
    if told <= 0:
        words = ngettext(
            "Sex and age of {count} person are not known.", "Sex and age of all {count} people are not known.", unknown
        )
        return nothing(words.format(count=number(unknown)), dark=dark)
    colours = palette(dark)
    most = max(*sides["f"], *sides["m"], 1.0) * 1.08
    split = _split(most, unknown)
    made = figure(x=_("people"), y=_("age in years"), height=height, dark=dark)
    names = [_band(band) for band in ROWS]
    for sex, sign, colour, word in (
        ("f", -1, colours.female, _("women, girls")),
        ("m", 1, colours.male, _("men, boys")),
    ):
        made.add_trace(_side(sides[sex], names, sign=sign, colour=colour, word=word))
    if unknown:
        made.add_trace(_beside(unknown, colours))
    _lay_out(made, most=most, unknown=unknown, split=split, colours=colours)
    share = percent(unknown / (told + unknown))
    words = _("{female} women and girls, {male} men and boys; sex and age unknown of {unknown} ({share}).")
    sums = {"female": number(sum(sides["f"])), "male": number(sum(sides["m"]))}
    return Drawing(made, words.format(unknown=number(unknown), share=share, **sums))


def _figure(row: pd.Series, name: str) -> float:
    """Return a count; 0 where nobody was counted."""
    return float(row[name]) if name in row.index and known(row[name]) else 0.0


def _band(band: str) -> str:
    """Return an age band in words."""
    return {"60_plus": "60+", "unknown": _("not told")}.get(band, band.replace("_", "–"))


def _split(most: float, unknown: int) -> float:
    """Return where the pyramid ends, in parts of the width, so that both sides have one scale."""
    if not unknown:
        return 1.0
    return max((1 - GAP) * 2 * most / (2 * most + unknown * 1.08), LEAST)


def _side(people: list[float], names: list[str], *, sign: int, colour: str, word: str) -> go.Bar:
    """Return the bars of one sex."""
    return go.Bar(
        x=[sign * value for value in people],
        y=names,
        orientation="h",
        name=word,
        marker={"color": colour},
        customdata=people,
        hovertemplate="%{y}: %{customdata:,.0f} " + word + "<extra></extra>",
    )


def _beside(unknown: int, colours: Palette) -> go.Bar:
    """Return the bar of those of whom nothing is known."""
    return go.Bar(
        x=[unknown],
        y=[_band(ROWS[len(ROWS) // 2])],
        xaxis="x2",
        orientation="h",
        marker={"color": colours.page, "line": {"color": colours.soft, "width": 1.2}},
        hovertemplate=_("sex and age unknown: {count}").format(count=number(unknown)) + "<extra></extra>",
    )


def _lay_out(made: go.Figure, *, most: float, unknown: int, split: float, colours: Palette) -> None:
    """Set scales and words: the same length is the same number of people on both sides of the gap."""
    step = _step(most)
    ticks = [sign * at * step for at in range(int(most // step) + 1) for sign in (1, -1)]
    right = 2 * most * (1 - split - GAP) / split if unknown else 1.0
    words = [
        {
            "text": _("women, girls"),
            "x": -most,
            "xanchor": "left",
        },
        {
            "text": _("men, boys"),
            "x": most,
            "xanchor": "right",
        },
    ]
    if unknown:
        text = _("sex and age unknown<br>{count}").format(count=f"<b>{number(unknown)}</b>")
        words.append({"text": text, "x": 1, "xanchor": "right", "align": "right", "font": {"color": colours.soft}})
    made.update_layout(
        barmode="relative",
        bargap=0.14,
        margin={"l": 4, "r": 8, "t": 40, "b": 4},
        xaxis={
            "domain": [0, split],
            "range": [-most, most],
            "tickvals": ticks,
            "ticktext": [number(abs(tick)) for tick in ticks],
            "showgrid": True,
        },
        xaxis2={"domain": [split + GAP, 1], "range": [0, right], "visible": False} if unknown else {},
        yaxis={"showgrid": False},
        annotations=[
            {"y": 1, "yref": "paper", "yanchor": "bottom", "xref": "paper" if "align" in word else "x", **word}
            for word in words
        ],
    )


def _step(most: float) -> float:
    """Return the distance of ticks: two to four on each side, round."""
    power = 10 ** max(len(str(int(most))) - 1, 0)
    return float(next(size for size in (power / 2, power, power * 2, power * 5) if most / size <= 4))
