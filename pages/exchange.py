"""Exchange: what is asked, what is offered?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.exchange import exchange_answer
from idpdash.figures.exchange import coverage
from idpdash.figures.maps import city_map
from idpdash.formats import _
from idpdash.ui import actions, choosing, data, exchange_item, exchanging, facing, filters, show
from idpdash.ui.boundaries import boundaries
from idpdash.ui.page import begin

page = begin(_("Exchange"))
page = replace(page, scope=page.scope.at(page.scope.exchange_day))  # needs and offers are told as of that day
told = data.answer(page.version, exchange_answer, page.scope)
if told.cities.empty:
    show.nothing(page, _("What is asked, what is offered?"), _("Upload your cities first, then needs and offers."))
    st.stop()
one = told.of(exchange_item.chosen_item(told.items))
source, day = _("Needs and offers"), page.scope.exchange_day
show.headline(page, sentences.exchange(one), about=_("needs and offers open on this day"))
exchange_item.pills(told.by_item, one.item)
facing.coverage(one)
actions.said()
left, middle, right = st.columns([1.2, 1.3, 1.1], gap="small")
with left:
    need = facing.needs(page, one)
    exchanging.acts("need", one.needs, told.cities, item=one.item, chosen=need)
    facing.detail(one.needs, "need", need)
with middle:
    drawing = city_map(
        facing.map_cities(told, one),
        boundaries(page.read, page.scope),
        mode="exchange",
        arcs=one.arcs,
        selected=page.scope.places,
        focus=True,
        dark=page.dark,
        width=350 if page.phone else 392,
        height=360,
    )
    show.chart(
        drawing,
        one.cities.drop(columns=["latitude", "longitude"]),
        name="exchange_map",
        heading=titles.arcs(one),
        source=source,
        as_of=day,
        on_select=lambda: choosing.on_map("exchange_map"),
        labels=facing.CITY_LABELS,
    )
    name = choosing.name_of(told.cities, filters.chosen_city())
    choosing.way_on("housing", name, label=_("Sites of {city} →"))
with right:
    offer = facing.offers(page, one)
    exchanging.acts("offer", one.offers, told.cities, item=one.item, chosen=offer)
    facing.detail(one.offers, "offer", offer)
if told.items:
    show.chart(
        coverage(told.by_item, dark=page.dark),
        facing.item_rows(told.by_item),
        name="coverage",
        heading=titles.coverage(told.by_item),
        source=source,
        as_of=day,
        labels=facing.ITEM_LABELS,
    )
facing.past(page, told.past)
