"""Housing: who can take how many, today and on a given day?"""

from __future__ import annotations

import streamlit as st

from idpdash.answers import sentences
from idpdash.answers.housing import housing_answer
from idpdash.answers.question import whenever
from idpdash.figures.site_map import sites_map
from idpdash.formats import _
from idpdash.queries.places import cities as cities_query
from idpdash.ui import (
    actions,
    choosing,
    data,
    filters,
    housing_words,
    room_bars,
    room_tables,
    show,
    site_table,
    standards,
    timetable,
)
from idpdash.ui.boundaries import boundaries
from idpdash.ui.key_figures import sources
from idpdash.ui.page import begin

page = begin(_("Housing"))
if page.empty:
    show.nothing(page, _("Who can take how many?"), _("Upload a list of sites and their counts."))
    st.stop()
told = data.answer(page.version, housing_answer, page.scope)
show.headline(page, sentences.housing(told), coverage=housing_words.coverage(told))
show.keys(housing_words.keys(told, dark=page.dark))
cities = page.read(cities_query, whenever(page.scope))
source = sources(told.sites)
with st.container(horizontal=True, vertical_alignment="center", key="housing_acts"):
    accessible = timetable.which_places()
    standards.button(told.standards)
left, right = st.columns([1.05, 1])
with left:
    room_bars.draw(page, told, accessible=accessible, source=source)
with right:
    drawing = data.drawing(
        page.version,
        "sites_map",
        page.scope,
        (page.dark, page.phone),
        draw=lambda: sites_map(
            told.sites,
            cities,
            boundaries(page.read, page.scope),
            focus=bool(page.scope.places),
            dark=page.dark,
            width=350 if page.phone else 540,
            height=360,
        ),
    )
    show.chart(
        drawing,
        housing_words.site_rows(told),
        name="sites_map",
        heading=housing_words.map_title(told),
        source=source,
        as_of=page.scope.as_of,
        on_select=lambda: site_table.on_map("sites_map", told.sites),
    )
    name = choosing.name_of(cities, filters.chosen_city())
    choosing.way_on("city", name)
    choosing.way_on("exchange", name, label=_("What {city} needs and offers →"))
actions.said()
site_table.sites(page, told, accessible=accessible)
room_tables.pressure(page, told)
timetable.timetable(page, told, source=source)
room_tables.kinds(page, told)
