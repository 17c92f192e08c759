"""The two sides of the Exchange page and the map between them: what stands there, what can be done, who waits."""

from __future__ import annotations

import streamlit as st

from idpdash.answers import titles
from idpdash.answers.exchange import Exchange, OneItem
from idpdash.figures.maps import city_map
from idpdash.formats import _
from idpdash.ui import (
    actions,
    choosing,
    data,
    exchange_address,
    exchange_clock,
    exchange_detail,
    exchanging,
    facing,
    filters,
    promise_acts,
    show,
)
from idpdash.ui.boundaries import boundaries
from idpdash.ui.exchange_item import NEED, OFFER
from idpdash.ui.page import Page

SOURCE = _("Needs, offers and promises")


def said(told: Exchange) -> None:
    """Say what the last act on the page did, with the way back, and what the address names that is not open."""
    actions.said()
    promise_acts.said(promise_acts.PAGE)
    for sentence in exchange_address.missing(told):
        st.info(sentence)


def needs(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the needs of an item and those that wait for an answer; on a phone these first: the table is long."""
    if page.phone:
        exchange_clock.unanswered(page, told, one)
    facing.needs(page, one)
    exchanging.acts(NEED, one, told.cities)
    exchange_detail.draw(one, NEED, told.cities)
    if not page.phone:
        exchange_clock.unanswered(page, told, one)


def offers(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the offers of an item and those that ask to be confirmed."""
    facing.offers(page, one)
    exchanging.acts(OFFER, one, told.cities)
    exchange_detail.draw(one, OFFER, told.cities)
    exchange_clock.stale(page, told, one)


def between(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the map between the two sides: who needs, who offers, and what is promised, moving and received."""
    drawing = data.drawing(
        page.version,
        "exchange_map",
        page.scope,
        (one.item, page.dark),
        draw=lambda: city_map(
            facing.map_cities(told.cities, one),
            boundaries(page.read, page.scope),
            mode="exchange",
            arcs=one.arcs,
            selected=page.scope.places,
            focus=True,
            dark=page.dark,
            width=350,
            height=360,
        ),
    )
    show.chart(
        drawing,
        one.cities.drop(columns=["latitude", "longitude"]),
        name="exchange_map",
        heading=titles.arcs(one),
        source=SOURCE,
        as_of=page.scope.exchange_day,
        on_select=lambda: choosing.on_map("exchange_map"),
        labels=facing.CITY_LABELS,
    )
    name = choosing.name_of(told.cities, filters.chosen_city())
    choosing.way_on("housing", name, label=_("Sites of {city} →"))
