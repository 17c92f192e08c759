"""What is asked and what is offered: how far offers could cover needs, item by item."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from idpdash.figures.labels import text_width
from idpdash.figures.records import Record, records
from idpdash.figures.theme import AXIS_SIZE, Drawing, Palette, figure, key, nothing, palette
from idpdash.formats import _, listing, number
from idpdash.vocabulary import item_name, unit_name

ROW, NARROW_ROW, FOOT, HEAD = 36, 60, 52, 30


def coverage(by_item: pd.DataFrame, *, dark: bool = False, scale: float = 1.0, narrow: bool = False) -> Drawing:
    """Draw how much of each item's need is received, promised or could be met by open offers, as a share.

    by_item: `measures.exchange.coverage`. Units differ, so lengths are shares of what is needed, and the amounts stand
    beside the bars; items that nobody needs have no bar, only what is offered. narrow: names and amounts over the bars,
    for a phone.
    """
    if by_item.empty:
        return nothing(_("Nothing is asked for and nothing is offered at the moment."), dark=dark)
    colours = palette(dark)
    rows = records(by_item)
    height = round(((NARROW_ROW if narrow else ROW) * len(rows) + FOOT + HEAD) * scale)
    made = figure(x=_("share of what is needed, %"), y="", height=height, dark=dark, scale=scale)
    made.add_traces(_shares(rows, colours))
    signs = [
        (name, fill if filled else edge, not filled)
        for values, fill, edge, name, filled in _steps(rows, colours)
        if any(values) or not filled
    ]
    names = 12.0 if narrow else max(text_width(item_name(row["item"]), AXIS_SIZE * scale) for row in rows)
    room = 0.0 if narrow else max(text_width(part, AXIS_SIZE * scale) for row in rows for part in _parts(row)) + 12
    made.update_layout(
        barmode="stack",
        bargap=0.72 if narrow else 0.5,
        margin={"l": 4, "r": round(room) or 8, "t": HEAD * scale, "b": 4},
        xaxis={"range": [0, 101], "tickvals": [0, 25, 50, 75, 100], "showgrid": True},
        yaxis={
            "range": [len(rows) - 0.5, -0.75 if narrow else -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": ["" if narrow else item_name(row["item"]) for row in rows],
            "tickfont": {"color": colours.ink},
            "showgrid": False,
        },
        annotations=[
            key(signs, left=names, colours=colours, scale=scale),
            *(_amounts(row, at, colours, scale=scale, narrow=narrow) for at, row in enumerate(rows)),
        ],
    )
    said = [f"{item_name(row['item'])}: {_words(row)}" for row in rows]
    return Drawing(made, f"{listing(said)}.")


def _amounts(row: Record, at: int, colours: Palette, *, scale: float, narrow: bool) -> dict[str, Any]:
    """Return the amounts of one item as an annotation: beside its bar, or with its name over it."""
    if narrow:
        name, (first, *rest) = item_name(row["item"]), _parts(row)
        words = f"<b>{name}</b> {first}" + (f'<br><span style="color:{colours.soft}">{rest[0]}</span>' if rest else "")
        place = {"x": 0, "xshift": 0, "yshift": 9 * scale, "yanchor": "bottom"}
    else:
        words = _lines(row, colours)
        place = {"x": 100 if row["needed"] else 0, "xshift": 7 * scale}  # beyond the range it would not be drawn at all
    return {"y": at, "text": words, "xanchor": "left", "align": "left", **place}


def _steps(rows: list[Record], colours: Palette) -> list[tuple[list[float], str, str, str, bool]]:
    """Return the parts of the bars: shares in % of what is needed, fill, edge, name, and whether they are filled."""

    def shares(name: str) -> list[float]:
        return [100 * row[name] / row["needed"] if row["needed"] else 0.0 for row in rows]

    def upto(before: list[float], more: list[float]) -> list[float]:
        return [min(part, max(100 - at, 0.0)) for at, part in zip(before, more, strict=True)]

    received = upto([0.0] * len(rows), shares("received"))
    promised = upto(received, shares("promised"))
    pale = mixed(colours.offer, colours.page, 0.5)
    return [
        (received, colours.offer, colours.offer, _("received"), True),
        (promised, pale, colours.offer, _("promised"), True),
        (shares("could"), colours.page, colours.offer, _("could be met"), False),
        (shares("uncovered"), colours.page, colours.need, _("nobody offers yet"), False),
    ]


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour laid on a ground with so much opacity, without transparency."""
    over, under = ([int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in (colour, ground))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in zip(over, under, strict=True))


def _shares(rows: list[Record], colours: Palette) -> list[go.Bar]:
    """Return the bars: received, promised, what open offers could meet, and what nobody offers yet."""
    return [
        go.Bar(
            x=values,
            y=list(range(len(rows))),
            orientation="h",
            name=name,
            marker={"color": fill, "line": {"color": edge, "width": [1.4 if value else 0 for value in values]}},
            customdata=[_words(row) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for values, fill, edge, name, _filled in _steps(rows, colours)
    ]


def _parts(row: Record) -> list[str]:
    """Return the amounts of one item: "175 of 520 places" and what is offered beyond it."""
    needed, covered = row["needed"], row["covered"]
    unit = unit_name(row["item"], needed or row["offered"], short=True)
    if not needed:
        return [_("nobody asks"), _("{count} {unit} offered").format(count=number(row["offered"]), unit=unit)]
    met = _("{count} of {all} {unit}").format(count=number(covered), all=number(needed), unit=unit)
    spare = row["unpromised"] - row["could"]
    rest = [_("{count} received").format(count=number(row["received"]))] if row["received"] else []
    rest += [_("{count} promised").format(count=number(row["promised"]))] if row["promised"] else []
    rest += [_("{count} more offered").format(count=number(spare))] if spare > 0 else []
    return [met, ", ".join(rest)] if rest else [met]


def _words(row: Record) -> str:
    """Return the amounts of one item in one line."""
    return " · ".join(_parts(row))


def _lines(row: Record, colours: Palette) -> str:
    """Return the amounts of one item under one another."""
    first, *rest = _parts(row)
    return "<br>".join([first, *(f'<span style="color:{colours.soft}">{words}</span>' for words in rest)])
