"""What the charts of needs and offers say."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.answers.exchange import OneItem
from idpdash.answers.titles.maps import need_map
from idpdash.formats import _, days, listing, ngettext, number, percent
from idpdash.vocabulary import item_name


def arcs(told: OneItem) -> str:
    """Return "80 places on their way, 105 promised"; without promises what is meant for one city by name."""
    kinds = told.arcs.groupby("kind")["quantity"].sum()
    moving, promised, received = (int(kinds.get(kind, 0)) for kind in ("moving", "promised", "received"))
    said = [
        (moving, _("{count} on the way")),
        (promised, _("{count} promised")),
        (received, _("{count} received")),
    ]
    parts = [sentence.format(count=number(count)) for count, sentence in said if count]
    if parts:
        return _("{item}: {parts}").format(item=item_name(told.item), parts=", ".join(parts))
    aimed = int(kinds.get("offered", 0))
    if not aimed:
        return _("Every offer is for any city") if told.offered else _("Nothing is offered")
    if aimed == told.offered:
        return _("Every offer is meant for one city by name")
    return _("{aimed} of {offered} offered are meant for one city by name").format(
        aimed=number(aimed), offered=words.quantity(told.item, told.offered)
    )


def help_map(told: OneItem) -> str:
    """Return what is promised as `arcs` does; where nothing is, who asks for most."""
    return arcs(told) if told.arcs["kind"].ne("offered").any() else need_map(told.cities)


def board(told: OneItem) -> str:
    """Return how many promises there are on the way, and which takes too long."""
    live = told.promises[told.promises["live"]]
    if live.empty:
        return _("No promise is on its way") if len(told.promises) else _("Promises")
    said = ngettext("{count} promise is on its way", "{count} promises are on their way", len(live)).format(
        count=number(len(live))
    )
    late = live[live["overdue"] & (live["promise_status"] != "reserved")]
    if late.empty:
        return said
    first = late.iloc[0]
    return _("{said}; {giver} to {receiver} has not moved for {days}").format(
        said=said, giver=first["city_name"], receiver=first["to_city_name"], days=days(int(first["age_days"]))
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
