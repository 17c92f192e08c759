"""Arrivals: who came, from where, since when, and is it changing?"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.arrivals import arrivals_answer
from idpdash.figures.arrivals import matrix, origins, reasons, series, within
from idpdash.figures.people import pyramid
from idpdash.figures.theme import Drawing
from idpdash.formats import _
from idpdash.ui import arrivals as drawn
from idpdash.ui import data, show
from idpdash.ui.key_figures import coverage, period, sources
from idpdash.ui.page import begin

page = begin(_("Arrivals"))
if page.empty:
    show.nothing(
        page,
        _("Who came, from where, since when, and is it changing?"),
        _("Upload a list of cities first, then files of arrivals: a day, a place, how many people."),
    )
    st.stop()
told = data.answer(page.version, arrivals_answer, page.scope)
dark, source, day = page.dark, sources(told.flows), page.scope.to_day
about = period(page.scope, monthly=told.step == "month")


def panel(name: str, draw: Callable[[], Drawing], rows: pd.DataFrame, heading: str = "", *, shown: str = "") -> None:
    drawing = data.drawing(page.version, f"arrivals_{name}", page.scope, shown, dark, draw=draw)
    show.chart(drawing, rows, name=name, heading=heading, source=source, as_of=day, labels=drawn.LABELS)


show.headline(page, sentences.arrivals(told), about=about, coverage=coverage(told.coverage))
if told.flows.empty and told.series.empty:
    drawn.untold()
    st.stop()
show.keys(drawn.keys(page, told))
left, right = st.columns([1.25, 1], gap="medium")
with left:
    step = drawn.step_switch(page, told)
    panel("series", lambda: series(**drawn.over_time(told, step), height=300, dark=dark), told.rolled(step), shown=step)
with right:
    with show.head("origins"):
        show.title(titles.origins(told))
    panel("origins", lambda: origins(told.origins, top=9, dark=dark), told.origins.drop(columns="origin_code"))

left, right = st.columns(2, gap="medium")
with left:
    drawn.routes(page, told)
with right:
    with show.head("matrix"):
        show.title(titles.matrix(told))
    panel("matrix", lambda: matrix(told.matrix, dark=dark), told.matrix.drop(columns=drawn.ENDS))

inside, why, who = st.columns(3, gap="medium")
with inside:
    rows = told.within.drop(columns="destination_code")
    panel("within", lambda: within(told.within, dark=dark), rows, titles.within(told))
with why:
    panel("reasons", lambda: reasons(told.reasons, dark=dark), drawn.reason_rows(told), titles.reasons(told))
with who:
    rows, unknown = drawn.sex_age_rows(told), told.unknown_sex_age
    panel("sex_age", lambda: pyramid(told.sex_age, unknown=unknown, dark=dark), rows, titles.sex_age(told))
drawn.by_city(page, told)
