"""Overview: where does it burn, and where is help?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.overview import overview
from idpdash.figures.arrivals import series
from idpdash.figures.housing import bars
from idpdash.formats import _
from idpdash.ui import choosing, data, filters, show
from idpdash.ui import overview as drawn
from idpdash.ui.arrivals import untold
from idpdash.ui.key_figures import coverage, period, sources
from idpdash.ui.news import since_you_looked
from idpdash.ui.page import begin
from idpdash.ui.trouble import trouble

page = begin(_("Overview"))
if page.empty:
    show.nothing(
        page,
        _("Where does it burn, and where is help?"),
        _("Upload a list of cities first, then arrivals, sites with their counts, needs and offers."),
    )
    st.stop()
told = data.answer(page.version, overview, page.scope)
wider = filters.around(page.scope)
around = told if wider == page.scope else data.answer(page.version, overview, wider)
chosen = filters.chosen_city()
about = period(page.scope, monthly=told.step == "month")
show.headline(page, sentences.overview(told), about=about, coverage=coverage(told.coverage))
show.keys(drawn.keys(page, told))

panels = [st.container(), st.container()] if page.phone else st.columns([1, 1.02], gap="medium")
with panels[1] if not page.phone else panels[0]:
    with show.head("table"):
        show.title(titles.trouble(around), drawn.pressing(around))
        way = st.container(width="content")
    trouble(page, around, chosen=chosen)
with panels[0] if not page.phone else panels[1]:
    mode = drawn.switch(page, around)
    drawn.draw_map(page, around, mode, chosen=chosen)
with way, st.container(horizontal=True, gap="small", width="content"):
    name, (further, label) = choosing.name_of(around.cities, chosen), drawn.NEXT_PAGE[mode]
    choosing.way_on("city", name)
    choosing.way_on(further, name, label=label)

scope, dark, phone = page.scope, page.dark, page.phone
days = (scope.from_day, scope.to_day)
left, right = st.columns([1, 1.02], gap="medium")
with left:
    if told.summary.flows.empty and told.series.empty:
        show.title(titles.trend(told.series, scope))
        untold()
    else:
        draw = partial(series, told.rolled, step=told.step, period=days, reach=told.reach, height=250, dark=dark)
        show.chart(
            data.drawing(page.version, "trend", scope, dark, draw=draw),
            told.rolled,
            name="trend",
            heading=titles.trend(told.series, scope),
            source=sources(told.summary.flows),
            as_of=scope.to_day,
        )
with right:
    draw = partial(bars, told.regions, dark=dark, width=350 if phone else 548)
    show.chart(
        data.drawing(page.version, "regions", scope, dark, phone, draw=draw),
        told.regions.drop(columns=["region_code", "fill", "stale"]),
        name="regions",
        heading=titles.rooms(told.regions),
        source=drawn.aged(told),
        as_of=scope.as_of,
    )
since_you_looked(page, told)
