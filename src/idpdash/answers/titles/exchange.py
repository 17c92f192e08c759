"""What the charts of needs and offers say."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.answers.exchange import OneItem
from idpdash.formats import _, listing, number, percent
from idpdash.vocabulary import item_name


def arcs(told: OneItem) -> str:
    """Return "300 of 400 places offered are meant for one city by name"."""
    if told.arcs.empty:
        return _("Every offer is for any city") if told.offered else _("Nothing is offered")
    aimed = int(told.arcs["quantity"].sum())
    if aimed == told.offered:
        return _("Every offer is meant for one city by name")
    return _("{aimed} of {offered} offered are meant for one city by name").format(
        aimed=number(aimed), offered=words.quantity(told.item, told.offered)
    )


def coverage(by_item: pd.DataFrame) -> str:
    """Return "No offer for school places" or "Least covered: relief kits (75 %)", of `measures.exchange.coverage`."""
    asked = by_item[by_item["needed"] > 0]
    if asked.empty:
        return _("Nothing is asked for at the moment")
    without = [item_name(item).lower() for item in asked.loc[asked["covered"] == 0, "item"]]
    if without:
        return _("No offer for {items}").format(items=listing(without))
    least = asked.assign(share=asked["covered"] / asked["needed"]).sort_values("share", kind="stable").iloc[0]
    if least["share"] == 1:
        return _("Open offers could meet every need")
    return _("Least covered: {item} ({share})").format(
        item=item_name(least["item"]).lower(), share=percent(least["share"])
    )
