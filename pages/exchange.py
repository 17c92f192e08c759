"""Exchange: what is asked, what is offered, who is promised what?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.exchange import exchange_answer
from idpdash.figures.exchange import coverage
from idpdash.figures.maps import city_map
from idpdash.formats import _
from idpdash.ui import choosing, data, exchange_item, exchange_sides, facing, filters, reserving, show
from idpdash.ui import promise_board as promises
from idpdash.ui import promise_history as history
from idpdash.ui.boundaries import boundaries
from idpdash.ui.page import begin

page = begin(_("Exchange"))
page = replace(page, scope=page.scope.at(page.scope.exchange_day))  # needs and offers are told as of that day
told = data.answer(page.version, exchange_answer, page.scope)
if told.cities.empty:
    show.nothing(page, _("What is asked, what is offered?"), _("Upload your cities first, then needs and offers."))
    st.stop()
one = told.of(exchange_item.chosen_item(told.items))
source, day = _("Needs, offers and promises"), page.scope.exchange_day
show.headline(page, sentences.exchange(one), about=_("needs and offers open on this day"))
exchange_item.pills(told.by_item, one.item)
facing.coverage(one)
exchange_sides.said()
left, middle, right = st.columns([1.38, 1.25, 1.22], gap="small")
with left:
    exchange_sides.needs(page, told, one)
with middle:
    drawing = city_map(
        facing.map_cities(told, one),
        boundaries(page.read, page.scope),
        mode="exchange",
        arcs=one.arcs,
        selected=page.scope.places,
        focus=True,
        dark=page.dark,
        width=350,
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
    exchange_sides.offers(page, told, one)
reserving.dialog(one, held_days=told.held_days)
promises.draw(page, told, one, heading=titles.board(one))
history.drawer(page)
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
