"""Two tables of the Housing page: how hard it presses in each city and why, and what kinds of places there are."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.housing import Housing
from idpdash.answers.pressure import LEVEL_NAMES, levels
from idpdash.answers.words import SIGNS
from idpdash.figures.theme import palette
from idpdash.formats import _, known, number
from idpdash.ui import show
from idpdash.ui.brief import Cell, Head, brief
from idpdash.ui.page import Page
from idpdash.ui.trouble import LEVEL_COLOURS
from idpdash.vocabulary import SiteType

ROW, HEADER, VISIBLE = 31, 34, 10
FIRST, FIRST_ON_PHONE = 20, 10  # cities, the rest on demand
KINDS = {
    SiteType.PLANNED_CAMP: _("planned camps"),
    SiteType.COLLECTIVE_CENTRE: _("collective centres"),
    SiteType.RECEPTION_TRANSIT: _("reception and transit"),
    SiteType.SELF_SETTLED: _("self-settled"),
    SiteType.HOST_FAMILY: _("host families"),
    SiteType.RENTAL: _("rented places"),
    SiteType.OTHER: _("other"),
}


def pressure(page: Page, told: Housing) -> None:
    """Draw the cities with their level, its reason, and the three figures that press."""
    show.title(pressure_title(told), _("People present are those in sites, by the last count of each"))
    every = len(told.cities) > (FIRST_ON_PHONE if page.phone else FIRST) and st.toggle(
        _("All {count} cities").format(count=number(len(told.cities))), key="pressure_all"
    )
    rows = told.cities if every else told.cities.head(FIRST_ON_PHONE if page.phone else FIRST)
    shown = pressed(rows)
    if page.phone and not every:
        reasons(rows, shown)
    else:
        shown = shown[["city_name", "level", "why"]] if page.phone else shown
        colours = palette(page.dark)
        show.table(
            shown,
            name="pressure",
            config={name: column for name, column in _columns(page.phone).items() if name in shown},
            height=HEADER + ROW * min(max(len(shown), 1), VISIBLE),
            placeholder=_("unknown"),
            colours={"level": [getattr(colours, LEVEL_COLOURS.get(one, ""), "") for one in rows["level"]]},
        )
    show.download(behind(told.cities), name="pressure", as_of=page.scope.as_of)


def reasons(rows: pd.DataFrame, shown: pd.DataFrame) -> None:
    """Draw the worst cities with their reasons in lines that wrap: a table's cell would cut them on a phone."""
    tones = [LEVEL_COLOURS.get(level, "") for level in rows["level"]]
    heads = [Head(_("City")), Head(_("Level")), Head(_("Why"))]
    lines = zip(shown["city_name"], shown["level"], tones, shown["why"], strict=True)
    with st.container(key="pressure_reasons"):
        brief(
            heads, [[city, Cell(level, tone), why] for city, level, tone, why in lines], label=_("Cities by pressure")
        )


def pressure_title(told: Housing) -> str:
    """Return "5 critical, 3 warning, 6 watch of 40 cities"."""
    words = levels(told.cities)
    unknown = told.counts("unknown")
    if unknown and unknown == len(told.cities):
        return _("No city says how many places it has, so nobody knows how soon they are full")
    if not words:
        return _("No city is near a threshold")
    if len(told.cities) == 1:
        return _("{city}: {why}").format(city=told.cities["city_name"].iloc[0], why=told.cities["why"].iloc[0])
    return _("{levels} of {count} cities").format(levels=words, count=number(len(told.cities)))


def pressed(cities: pd.DataFrame) -> pd.DataFrame:
    """Return what stands in the table's cells."""
    return pd.DataFrame(
        {
            "city_name": cities["city_name"],
            "level": [f"{SIGNS[level]} {LEVEL_NAMES[level]}".strip() for level in cities["level"]],
            "why": cities["why"],
            "per_1000": cities["occupied_per_1000"].round().astype("Int64"),
            "fill": [formats.percent(share) if known(share) else _("unknown") for share in cities["fill"]],
            "net": cities["net"].round().astype("Int64"),
            "free": cities["free"],
            "reserved": cities["reserved"],
        }
    )


def behind(cities: pd.DataFrame) -> pd.DataFrame:
    """Return the same with plain figures, to be downloaded."""
    names = [
        "city_code",
        "city_name",
        "level",
        "why",
        "population",
        "occupied",
        "occupied_per_1000",
        "capacity",
        "fill",
    ]
    return cities[[*names, "reserved", "free", "net", "net_share", "full_low", "full_high", "newest_count"]]


def _columns(phone: bool) -> dict[str, Any]:
    """Return how the columns are headed and how wide they are."""
    number_of, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "city_name": text(_("City"), width=92 if phone else 120),
        "level": text(_("Level"), width=92),
        "why": text(_("Why"), width=None if phone else 330),
        "per_1000": number_of(
            _("In sites per 1,000"), width=118, help=_("People in its sites per 1,000 residents of the city")
        ),
        "fill": text(
            _("Taken"), width=70, alignment="right", help=_("People per place, in sites that tell their places")
        ),
        "net": number_of(
            _("Net in 30 d"), width=88, format="localized", help=_("Arrivals less departures, for 30 days")
        ),
        "free": number_of(_("Free"), width=70, format="localized"),
        "reserved": number_of(_("Reserved"), width=80, format="localized", help=_("Places that live promises hold")),
    }


def kinds(page: Page, told: Housing) -> None:
    """Draw what kinds of places there are: host families and rented places stand beside the sites."""
    if told.types.empty:
        return
    show.title(kinds_title(told.types))
    rows = told.types.assign(site_type=[kind_of(one) for one in told.types["site_type"]])
    shown = rows[["site_type", "sites", "occupied", "capacity", "free", "over"]]
    if page.phone:
        shown = shown[["site_type", "occupied", "free"]]
    config = {"site_type": st.column_config.TextColumn(_("Kind"), width=140)}
    show.table(shown, name="kinds", config=config, height=HEADER + ROW * len(shown), placeholder=_("unknown"))


def kind_of(site_type: object) -> str:
    """Return what a kind of site is called."""
    return KINDS[SiteType(str(site_type))] if known(site_type) else _("kind not told")


def kinds_title(types: pd.DataFrame) -> str:
    """Return where most people live, and how many live with host families and in rented places."""
    people = types.set_index("site_type")["occupied"]
    beside = int(people.get(SiteType.HOST_FAMILY, 0)) + int(people.get(SiteType.RENTAL, 0))
    if not beside and types["site_type"].isna().all():
        return _("What kinds of places these are is not told")
    if not beside:
        return _("Most live in {kind}").format(kind=kind_of(types["site_type"].iloc[0]))
    return _("{beside} of {count} people live with host families or in rented places").format(
        beside=number(beside), count=number(int(people.sum()))
    )
