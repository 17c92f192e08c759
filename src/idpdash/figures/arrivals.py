"""Who came, from where, since when, and why: charts of flows. Each takes what `measures.arrivals` returns."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.bars import Bar, bar_chart
from idpdash.figures.classes import class_limits, class_of
from idpdash.figures.records import records
from idpdash.figures.theme import Drawing, figure, nothing, palette
from idpdash.figures.trend import series
from idpdash.formats import _, known, listing, number
from idpdash.vocabulary import Reason

__all__ = ["matrix", "origins", "reason_name", "reasons", "series", "within"]
TOP = 12


def origins(table: pd.DataFrame, *, top: int = TOP, dark: bool = False, scale: float = 1.0) -> Drawing:
    """Draw where people came from as bars, the rest summed, unknown origin hollow.

    table: origin_code, origin_name, individuals, share; the row without code is those whose origin is not known.
    """
    told = table[table["origin_code"].notna()]
    unknown = table[table["origin_code"].isna()]
    shown, rest = told.head(top), told.iloc[top:]
    bars = [Bar(name, float(people), share) for name, people, share in _three(shown, "origin_name")]
    if len(rest):
        words = _("{count} others").format(count=number(len(rest)))
        bars.append(Bar(words, float(rest["individuals"].sum()), float(rest["share"].sum()), pale=True))
    bars += [
        Bar(_("origin unknown"), float(people), share, hollow=True)
        for _n, people, share in _three(unknown, "origin_name")
    ]
    empty = _("No arrivals from elsewhere in this time.")
    return bar_chart(bars, x=_("people"), y=_("came from"), empty=empty, dark=dark, scale=scale)


def reasons(table: pd.DataFrame, *, dark: bool = False, scale: float = 1.0) -> Drawing:
    """Draw why people came as bars, largest first; "unknown" and no reason given are one hollow bar.

    table: reason (missing: none given), individuals, share.
    """
    unsaid = table["reason"].isna() | (table["reason"] == str(Reason.UNKNOWN))
    told = table[~unsaid].sort_values("individuals", ascending=False)
    bars = [Bar(reason_name(reason), float(people), share) for reason, people, share in _three(told, "reason")]
    silent = table[unsaid]
    if silent["individuals"].sum() > 0:
        share = float(silent["share"].sum())
        bars.append(Bar(_("no reason given"), float(silent["individuals"].sum()), share, hollow=True))
    return bar_chart(bars, x=_("people"), y=_("reason"), empty=_("No reasons reported."), dark=dark, scale=scale)


def within(table: pd.DataFrame, *, top: int = TOP, dark: bool = False, scale: float = 1.0) -> Drawing:
    """Draw moves within a city as bars. table: destination_code, destination_name, individuals."""
    bars = [
        Bar(str(name), float(people))
        for name, people in zip(table["destination_name"], table["individuals"], strict=True)
    ]
    if len(bars) > top:
        others = _("{count} others").format(count=number(len(bars) - top))
        bars = [*bars[:top], Bar(others, sum(bar.value for bar in bars[top:]), pale=True)]
    empty = _("Nobody was reported to have moved within a city.")
    return bar_chart(bars, x=_("people"), y=_("moved within"), empty=empty, dark=dark, scale=scale)


def _three(table: pd.DataFrame, name: str) -> list[tuple[str, float, float | None]]:
    """Return name, individuals and share of each row."""
    rows = zip(table[name], table["individuals"], table["share"], strict=True)
    return [(label, people, float(share) if known(share) else None) for label, people, share in rows]


def reason_name(reason: str) -> str:
    """Return a reason in words."""
    return {
        Reason.CONFLICT: _("armed conflict"),
        Reason.INSECURITY: _("insecurity"),
        Reason.RIGHTS_VIOLATION: _("violation of rights"),
        Reason.DISASTER_SUDDEN: _("sudden disaster"),
        Reason.DISASTER_SLOW: _("slow disaster"),
        Reason.EVICTION: _("eviction"),
        Reason.OTHER: _("other reason"),
        Reason.UNKNOWN: _("no reason given"),
    }[Reason(reason)]


def matrix(table: pd.DataFrame, *, dark: bool = False) -> Drawing:
    """Draw who moved from where to where as a table of coloured cells, largest rows and columns first.

    table: origin_code, origin_name, destination_code, destination_name, individuals. An empty cell: nobody reported.
    """
    if table.empty:
        return nothing(_("No moves between places in this time."), dark=dark)
    colours = palette(dark)
    wide = table.pivot_table(index="origin_name", columns="destination_name", values="individuals", aggfunc="sum")
    wide = wide.astype("Float64").astype(float)
    wide = wide.loc[wide.sum(axis=1).sort_values().index, wide.sum(axis=0).sort_values(ascending=False).index]
    limits = class_limits(wide.to_numpy().ravel().tolist())
    count = len(limits) + 1
    fills = [colours.classes[round(at * 4 / max(count - 1, 1))] for at in range(count)]
    classes = [[None if value != value else class_of(value, limits) for value in row] for row in wide.to_numpy()]
    made = figure(x=_("arrived in"), y=_("came from"), height=96 + 24 * len(wide), dark=dark)
    made.add_trace(
        go.Heatmap(
            x=list(wide.columns),
            y=list(wide.index),
            z=classes,
            zmin=-0.5,
            zmax=count - 0.5,
            colorscale=[[edge / count, fills[at]] for at in range(count) for edge in (at, at + 1)],
            showscale=False,
            xgap=1.5,
            ygap=1.5,
            customdata=wide.to_numpy().tolist(),
            hovertemplate="%{y} → %{x}: %{customdata:,.0f} " + _("people") + "<extra></extra>",
        )
    )
    made.update_layout(
        annotations=_cells(wide, limits, dark=dark),
        xaxis={"side": "top", "tickangle": -38},
        yaxis={"showgrid": False},
        margin={"l": 4, "r": 28, "t": 4, "b": 4},
    )
    first = table.sort_values("individuals", ascending=False).head(3)
    pairs = [
        _("{origin} to {destination} {count}").format(
            origin=row["origin_name"], destination=row["destination_name"], count=number(row["individuals"])
        )
        for row in records(first)
    ]
    return Drawing(made, _("People who moved between places, most: {pairs}.").format(pairs=listing(pairs)))


def _cells(wide: pd.DataFrame, limits: tuple[float, ...], *, dark: bool) -> list[dict[str, object]]:
    """Return the figures in the cells, light on dark classes."""
    colours = palette(dark)
    dark_from = max(len(limits) - 0, 1)
    return [
        {
            "x": column,
            "y": row,
            "text": number(value),
            "font": {"size": 11, "color": "#ffffff" if dark or class_of(value, limits) >= dark_from else colours.ink},
        }
        for row, values in zip(wide.index, wide.to_numpy(), strict=True)
        for column, value in zip(wide.columns, values, strict=True)
        if value == value
    ]
