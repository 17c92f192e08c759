"""City: everything about us on one screen, for a mayor."""

from __future__ import annotations

import streamlit as st

from idpdash.answers import titles
from idpdash.answers.city import city_answer
from idpdash.answers.question import whenever
from idpdash.figures.arrivals import origins, series
from idpdash.formats import _
from idpdash.queries.places import cities as cities_query
from idpdash.ui import city as drawn
from idpdash.ui import city_exchange as given
from idpdash.ui import data, filters, show
from idpdash.ui.arrivals import LABELS
from idpdash.ui.key_figures import coverage, period, sources
from idpdash.ui.page import begin

page = begin(_("City"))
cities = page.read(cities_query, whenever(page.scope))
chosen = filters.chosen_city()
if page.empty and cities.empty:
    show.nothing(
        page,
        _("How is our city doing?"),
        _("Upload a list of cities first, then arrivals, sites with their counts, needs and offers."),
    )
    st.stop()
if chosen is None:
    drawn.which(page, cities)
    st.stop()
told = data.answer(page.version, city_answer, page.scope)
scope, dark, came = page.scope, page.dark, told.arrivals
show.headline(page, told.says, about=period(scope, monthly=came.step == "month"), coverage=coverage(came.coverage))
drawn.ways_on(page, told, cities)
show.keys(drawn.keys(page, told))

left, right = st.columns([1.3, 1], gap="medium")
with left:
    days = (scope.from_day, scope.to_day)
    show.chart(
        data.drawing(
            page.version,
            "city_series",
            scope,
            dark,
            draw=lambda: series(came.rolled(), step=came.step, period=days, reach=came.reach, height=178, dark=dark),
        ),
        came.rolled(),
        name="city_series",
        heading=titles.trend(came.series, scope),
        source=sources(came.flows),
        as_of=scope.to_day,
        labels=LABELS,
    )
with right:
    show.chart(
        data.drawing(page.version, "city_origins", scope, dark, draw=lambda: origins(came.origins, top=3, dark=dark)),
        came.origins.drop(columns="origin_code"),
        name="city_origins",
        heading=titles.origins(came),
        source=sources(came.flows),
        as_of=scope.to_day,
        labels=LABELS,
    )

housing, exchange, reports = st.columns([1.42, 1.1, 1], gap="medium")
with housing:
    drawn.sites(page, told)
with exchange:
    given.needs(page, told)
    if len(told.exchange.needs) < 3:
        given.gives(page, told)
with reports:
    if len(told.exchange.needs) >= 3:  # the columns stay about as long as each other
        given.gives(page, told)
    drawn.reports(page, told)
