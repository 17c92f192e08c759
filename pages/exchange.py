"""Exchange: what is asked, what is offered, who is promised what?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.exchange import exchange_answer
from idpdash.figures.exchange import coverage
from idpdash.formats import _
from idpdash.ui import data, exchange_address, exchange_item, exchange_sides, facing, reserving, show
from idpdash.ui import promise_board as promises
from idpdash.ui import promise_history as history
from idpdash.ui.page import begin

page = begin(_("Exchange"))
page = replace(page, scope=page.scope.at(page.scope.exchange_day))  # needs and offers are told as of that day
told = data.answer(page.version, exchange_answer, page.scope)
if told.cities.empty:
    show.nothing(page, _("What is asked, what is offered?"), _("Upload your cities first, then needs and offers."))
    st.stop()
exchange_address.follow(told)
item = exchange_item.chosen_item(told.items)
one = data.worked(page.version, "exchange_item", page.scope, item, work=lambda: told.of(item))
show.headline(page, sentences.exchange(one), about=_("needs and offers open on this day"))
exchange_item.pills(told.by_item, one.item, late=set(told.needs.loc[told.needs["late"], "item"]))
facing.coverage(one)
exchange_sides.said(told)
left, middle, right = st.columns([1.38, 1.25, 1.22], gap="small")
with left:
    exchange_sides.needs(page, told, one)
with middle:
    exchange_sides.between(page, told, one)
with right:
    exchange_sides.offers(page, told, one)
reserving.dialog(one, held_days=told.held_days)
promises.draw(page, told, one, heading=titles.board(one))
history.drawer(page)
if told.items:
    show.chart(
        data.drawing(
            page.version,
            "coverage",
            page.scope,
            (page.dark, page.phone),
            draw=lambda: coverage(told.by_item, dark=page.dark, narrow=page.phone),
        ),
        facing.item_rows(told.by_item),
        name="coverage",
        heading=titles.coverage(told.by_item),
        source=exchange_sides.SOURCE,
        as_of=page.scope.exchange_day,
        labels=facing.ITEM_LABELS,
    )
facing.past(page, told.past)
