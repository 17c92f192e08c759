"""Arrivals: who came, from where, since when, and is it changing?"""

from __future__ import annotations

import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.arrivals import arrivals_answer
from idpdash.figures.arrivals import matrix, origins, reasons, series, within
from idpdash.figures.people import pyramid
from idpdash.formats import _
from idpdash.ui import arrivals as drawn
from idpdash.ui import data, show
from idpdash.ui.key_figures import coverage, sources
from idpdash.ui.page import begin

page = begin(_("Arrivals"))
if page.empty:
    show.nothing(
        page,
        _("Who came, from where, since when, and is it changing?"),
        _("Upload a list of cities first, then files of arrivals: a day, a place, how many people."),
    )
    st.stop()
told = data.answer(arrivals_answer, page.scope)
dark, source, day = page.dark, sources(told.flows), page.scope.to_day
show.headline(page, sentences.arrivals(told), coverage=coverage(told.coverage))
show.keys(drawn.keys(page, told))

left, right = st.columns([1.25, 1], gap="medium")
with left:
    step = drawn.step_switch(told)
    rolled = told.rolled(step)
    period = (page.scope.from_day, page.scope.to_day)
    before = told.rolled(step, year_before=True)
    drawing = series(rolled, before, step=step, period=period, reach=told.reach, height=300, dark=dark)
    show.chart(drawing, rolled, name="series", source=source, as_of=day, labels=drawn.LABELS)
with right:
    table, heading = told.origins.drop(columns="origin_code"), titles.origins(told)
    with show.head("origins_head"):
        show.title(heading)
    drawing = origins(told.origins, top=9, dark=dark)
    show.chart(drawing, table, name="origins", source=source, as_of=day, labels=drawn.LABELS)

left, right = st.columns(2, gap="medium")
with left:
    drawn.routes(page, told)
with right:
    table = told.matrix.drop(columns=["origin_code", "destination_code"])
    with show.head("matrix_head"):
        show.title(titles.matrix(told))
    drawing = matrix(told.matrix, dark=dark)
    show.chart(drawing, table, name="matrix", source=source, as_of=day)

inside, why, who = st.columns(3, gap="medium")
with inside:
    table = told.within.drop(columns="destination_code")
    drawing = within(told.within, dark=dark)
    show.chart(drawing, table, name="within", heading=titles.within(told), source=source, as_of=day)
with why:
    table, drawing = drawn.reason_rows(told), reasons(told.reasons, dark=dark)
    heading = titles.reasons(told)
    show.chart(drawing, table, name="reasons", heading=heading, source=source, as_of=day, labels=drawn.LABELS)
with who:
    drawing = pyramid(told.sex_age, unknown=told.unknown_sex_age, dark=dark)
    show.chart(
        drawing, drawn.sex_age_rows(told), name="sex_age", heading=titles.sex_age(told), source=source, as_of=day
    )
drawn.by_city(page, told)
