"""Descriptions of figures in words, for those who do not see them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from idpdash.figures.arcs import MOVING, OFFERED, PROMISED, RECEIVED
from idpdash.figures.plan import Mode, Row, positive
from idpdash.formats import _, listing, ngettext, number

NAMED = 5


def top(rows: Sequence[Row], column: str, count: int = NAMED) -> str:
    """Return the rows with the greatest figures as "Vesper 510, Tarvin 321"; empty where there are none."""
    there = sorted((row for row in rows if positive(row.get(column))), key=lambda row: -row[column])
    return ", ".join(f"{row['city_name']} {number(row[column])}" for row in there[:count])


def city_map(
    cities: Sequence[Row], mode: Mode, *, without_place: int, outside: Sequence[str], arcs: pd.DataFrame
) -> str:
    """Return what a map of cities shows, in sentences."""
    count = len(cities)
    said = [ngettext("Map of {count} city.", "Map of {count} cities.", count).format(count=count)]
    said += {
        Mode.ARRIVALS: [_say(_("Most arrivals: {top}."), cities, "arrivals"), *_room(cities)],
        Mode.FREE: [*_room(cities), _say(_("Most free places: {top}."), cities, "free")],
        Mode.PEOPLE: [_say(_("Most people in sites: {top}."), cities, "occupied"), *_room(cities)],
        Mode.CROSS: [
            _say(_("Asked for: {top}."), cities, "needed"),
            _say(_("Most free places: {top}."), cities, "free"),
            *_room(cities),
        ],
        Mode.EXCHANGE: [_say(_("Needed: {top}."), cities, "needed"), _say(_("Offered: {top}."), cities, "offered")],
        Mode.ORIGINS: [_say(_("People came from {top}."), cities, "individuals")],
    }[mode]
    if mode is Mode.EXCHANGE and len(arcs):
        said += _arcs(arcs)
    if outside:
        said.append(_("Outside the map: {names}.").format(names=listing(list(outside)[:NAMED])))
    if without_place:
        said.append(_("{count} without coordinates.").format(count=number(without_place)))
    return " ".join(sentence for sentence in said if sentence)


def _arcs(arcs: pd.DataFrame) -> list[str]:
    """Return between how many pairs of cities help is offered, promised, on its way or received."""
    kinds = arcs["kind"].value_counts() if "kind" in arcs else pd.Series({OFFERED: len(arcs)})
    aimed = int(kinds.get(OFFERED, 0))
    said = [
        ngettext("{count} offer is meant for one city.", "{count} offers are meant for one city.", aimed).format(
            count=aimed
        )
    ]
    words = {PROMISED: _("Promised: {pairs}."), MOVING: _("On its way: {pairs}."), RECEIVED: _("Received: {pairs}.")}
    for kind, sentence in words.items():
        if pairs := int(kinds.get(kind, 0)):
            told = ngettext("{count} pair of cities", "{count} pairs of cities", pairs).format(count=pairs)
            said.append(sentence.format(pairs=told))
    return said if aimed else said[1:]


def _say(sentence: str, cities: Sequence[Row], column: str) -> str:
    """Return the sentence with its greatest figures; nothing where there are none."""
    names = top(cities, column)
    return sentence.format(top=names) if names else ""


def _room(cities: Sequence[Row]) -> list[str]:
    """Return which cities are over-full and how many are unknown."""
    unknown = sum(1 for row in cities if row["sites"] != 0 and row["occupied"] is not None and row["capacity"] is None)
    told = [_say(_("Over capacity: {top}."), cities, "over")]
    old = [str(row["city_name"]) for row in cities if row.get("stale")]
    if old:
        told.append(_("The last count is stale in {names}.").format(names=listing(old[:NAMED])))
    if unknown:
        told.append(
            ngettext("Capacity unknown in {count} city.", "Capacity unknown in {count} cities.", unknown).format(
                count=unknown
            )
        )
    return told
