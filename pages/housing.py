"""Housing: who can take how many, today and on a given day?"""

from __future__ import annotations

import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.housing import housing_answer
from idpdash.answers.question import whenever
from idpdash.figures.housing import bars, timeline
from idpdash.figures.site_map import sites_map
from idpdash.formats import _
from idpdash.queries.places import cities as cities_query
from idpdash.ui import actions, choosing, data, filters, housing_words, show, site_table
from idpdash.ui.boundaries import boundaries
from idpdash.ui.key_figures import sources
from idpdash.ui.page import begin

TOP = 14  # bars

page = begin(_("Housing"))
if page.empty:
    show.nothing(page, _("Who can take how many?"), _("Upload a list of sites and their counts."))
    st.stop()
told = data.answer(page.version, housing_answer, page.scope)
show.headline(page, sentences.housing(told), coverage=housing_words.coverage(told))
show.keys(housing_words.keys(told, dark=page.dark))
cities = page.read(cities_query, whenever(page.scope))
source, day = sources(told.sites), page.scope.as_of
left, right = st.columns([1.05, 1])
with left:
    show.title(housing_words.bar_title(told), housing_words.bar_note(told, most=TOP))
    show.chart(
        bars(housing_words.bar_rows(told), top=TOP, dark=page.dark, width=350 if page.phone else 560),
        housing_words.city_rows(told),
        name="rooms",
        source=source,
        as_of=day,
    )
with right:
    drawing = sites_map(
        told.sites,
        cities,
        boundaries(page.read, page.scope),
        focus=bool(page.scope.places),
        dark=page.dark,
        width=350 if page.phone else 540,
        height=360,
    )
    show.chart(
        drawing,
        housing_words.site_rows(told),
        name="sites_map",
        heading=housing_words.map_title(told),
        source=source,
        as_of=day,
        on_select=lambda: site_table.on_map("sites_map", told.sites),
    )
    name = choosing.name_of(cities, filters.chosen_city())
    choosing.way_on("exchange", name, label=_("What {city} needs and offers →"))
actions.said()
site_table.sites(page, told)
if told.calendar.empty:
    show.title(titles.calendar(told))
    st.stop()
left, right = st.columns([1.25, 1])
with left:
    show.chart(
        timeline(told.calendar, as_of=day, dark=page.dark),
        told.calendar,
        name="calendar",
        heading=titles.calendar(told),
        source=source,
        as_of=day,
        labels=site_table.CALENDAR_LABELS,
    )
with right:
    site_table.calendar(page, told)
