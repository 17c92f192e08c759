"""What is asked and what is offered: how far offers could cover needs, item by item."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.labels import text_width
from idpdash.figures.records import Record, records
from idpdash.figures.theme import AXIS_SIZE, Drawing, Palette, figure, key, nothing, palette
from idpdash.formats import _, listing, number
from idpdash.vocabulary import item_name

ROW, FOOT, HEAD = 36, 52, 30


def coverage(by_item: pd.DataFrame, *, dark: bool = False, scale: float = 1.0) -> Drawing:
    """Draw how much of each item's need open offers could cover, as a share; the amounts stand beside the bars.

    by_item: `measures.exchange.coverage`: item, unit, needed, offered, covered, uncovered. Units differ, so lengths
    are shares of what is needed; items that nobody needs have no bar, only what is offered.
    """
    if by_item.empty:
        return nothing(_("Nothing is asked for and nothing is offered at the moment."), dark=dark)
    colours = palette(dark)
    rows = records(by_item)
    height = round((ROW * len(rows) + FOOT + HEAD) * scale)
    made = figure(x=_("share of what is needed, %"), y="", height=height, dark=dark, scale=scale)
    made.add_traces(_shares(rows, colours))
    signs = [(_("could be met"), colours.offer, False), (_("nobody offers yet"), colours.need, True)]
    names = max(text_width(item_name(row["item"]), AXIS_SIZE * scale) for row in rows)
    room = max(text_width(part, AXIS_SIZE * scale) for row in rows for part in _parts(row)) + 12
    made.update_layout(
        barmode="stack",
        bargap=0.5,
        margin={"l": 4, "r": round(room), "t": HEAD * scale, "b": 4},
        xaxis={"range": [0, 101], "tickvals": [0, 25, 50, 75, 100], "showgrid": True},
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [item_name(row["item"]) for row in rows],
            "tickfont": {"color": colours.ink},
            "showgrid": False,
        },
        annotations=[
            key(signs, left=names, colours=colours, scale=scale),
            *(
                {
                    "x": 100 if row["needed"] else 0,  # beyond the range it would not be drawn at all
                    "xshift": 7 * scale,
                    "y": at,
                    "text": _lines(row, colours),
                    "xanchor": "left",
                    "align": "left",
                }
                for at, row in enumerate(rows)
            ),
        ],
    )
    said = [f"{item_name(row['item'])}: {_words(row)}" for row in rows]
    return Drawing(made, f"{listing(said)}.")


def _shares(rows: list[Record], colours: Palette) -> list[go.Bar]:
    """Return the bars: what open offers could meet, and what nobody offers yet, in % of what is needed."""
    shares = [100 * row["covered"] / row["needed"] if row["needed"] else 0.0 for row in rows]
    rest = [100 - share if row["needed"] else 0.0 for row, share in zip(rows, shares, strict=True)]
    made = []
    for values, fill, edge, name in (
        (shares, colours.offer, colours.offer, _("could be met by open offers")),
        (rest, colours.page, colours.need, _("nobody offers yet")),
    ):
        made.append(
            go.Bar(
                x=values,
                y=list(range(len(rows))),
                orientation="h",
                name=name,
                marker={"color": fill, "line": {"color": edge, "width": [1.4 if value else 0 for value in values]}},
                customdata=[_words(row) for row in rows],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return made


def _parts(row: Record) -> list[str]:
    """Return the amounts of one item: "175 of 520 beds" and what is offered beyond it."""
    needed, covered, offered, unit = row["needed"], row["covered"], row["offered"], unit_name(row["unit"])
    if not needed:
        return [_("nobody asks"), _("{count} {unit} offered").format(count=number(offered), unit=unit)]
    met = _("{count} of {all} {unit}").format(count=number(covered), all=number(needed), unit=unit)
    spare = offered - covered
    return [met, _("{count} more offered").format(count=number(spare))] if spare > 0 else [met]


def _words(row: Record) -> str:
    """Return the amounts of one item in one line."""
    return " · ".join(_parts(row))


def _lines(row: Record, colours: Palette) -> str:
    """Return the amounts of one item under one another."""
    first, *rest = _parts(row)
    return "<br>".join([first, *(f'<span style="color:{colours.soft}">{words}</span>' for words in rest)])


def unit_name(unit: str) -> str:
    """Return the plural of a unit."""
    return {
        "bed": _("beds"),
        "seat": _("seats"),
        "kit": _("kits"),
        "parcel": _("parcels"),
        "person-day": _("person-days"),
        "pupil": _("pupils"),
        "piece": _("pieces"),
    }.get(unit, unit)
