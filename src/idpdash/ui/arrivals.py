"""What the Arrivals page says and draws beside its charts: key figures, switches, the chosen city's map, the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers import titles
from idpdash.answers.arrivals import Arrivals
from idpdash.answers.question import whenever
from idpdash.figures.cells import spark
from idpdash.figures.maps import city_map
from idpdash.figures.plan import Mode
from idpdash.figures.trend import Step
from idpdash.formats import _, day, number, percent
from idpdash.queries.places import cities as cities_query
from idpdash.ui import choosing, data, filters, show
from idpdash.ui.boundaries import boundaries
from idpdash.ui.key_figures import Change, moved, reporting, sources
from idpdash.ui.page import Page
from idpdash.ui.show import Key
from idpdash.vocabulary import Direction

STEPS: tuple[Step, ...] = ("day", "week", "month")
ROUTES, CITIES = "routes", "by_city"
ENDS = ["origin_code", "destination_code"]
FIRST = 20  # rows of the table, the rest on demand
SPARK, ROW, HEADER = 92, 31, 33  # pixels
CITY_COLUMNS = ["city_name", "region_name", "arrivals", "arrivals_before", "change", "within", "departures"]
LABELS = {
    "arrivals": _("Arrivals (people)"),
    "arrivals_before": _("Period before (people)"),
    "change": _("Change (people)"),
    "within": _("Within the city (people)"),
    "departures": _("Departures (people)"),
    "share": _("Share of all"),
    "day": _("Day, first of the step"),
}


def untold() -> None:
    """Draw what to do where nobody reported movements of this time, instead of empty charts."""
    words = _("Choose a longer period, another day or other cities on the left, or upload a file of arrivals.")
    show.empty(_("No movements are reported for this time"), words)


def keys(page: Page, told: Arrivals) -> list[Key]:
    """Return the key figures: all arrivals, the three kinds they sum up from, and who left."""
    now, source = told.movements, sources(told.flows)
    note = _("{source} · {day}").format(source=source, day=day(told.scope.to_day, year=False))
    weeks = max(1, round(told.scope.length / (30 if told.step == "month" else 7)))
    return [
        Key(
            _("Arrivals"),
            now.arrivals,
            _("people"),
            change=moved(told.arrivals, "arrivals"),
            rest=_rest(told, told.arrivals),
            note=reporting(source, told.coverage, told.scope.to_day),
            spark=spark(told.bars(), last=weeks, dark=page.dark),
            definition=_("People who arrived in the period, by the day on which their reporting period ended."),
        ),
        _part(told, _("Between cities"), "between_places", note, _("Arrivals whose origin is another known place.")),
        _part(told, _("Within the city"), "within_place", note, _("Arrivals whose origin is the very same city.")),
        _part(told, _("Origin unknown"), "origin_unknown", note, _("Arrivals of which nobody told a known origin.")),
        Key(
            _("Departures"),
            now.departures,
            _("people"),
            change=moved(told.departures),
            rest=_rest(told, told.departures),
            note=_("and {returns} returned, {onward} moved on").format(
                returns=number(now.returns), onward=number(now.onward)
            ),
            spark=spark(told.bars(Direction.DEPARTURE), colour="departures", last=weeks, dark=page.dark),
            definition=_(
                "Reported departures, and arrivals elsewhere whose origin is here where the source reports none."
            ),
        ),
    ]


def _rest(told: Arrivals, change: Change) -> str:
    """Return what a change is compared with."""
    return _("on {days} days before").format(days=told.scope.length) if change.amount else ""


def _part(told: Arrivals, label: str, kind: str, note: str, definition: str) -> Key:
    """Return one of the kinds of which the arrivals are the sum, with its share."""
    change, share = told.kind(kind), told.share(kind)
    words, tone = moved(change)
    part = _("{share} of arrivals").format(share=percent(share)) if share is not None else ""
    return Key(
        label,
        change.now,
        _("people"),
        change=(words, tone),
        rest=_rest(told, change),
        note=f"{part} · {note}" if part else note,
        definition=definition,
    )


def step_switch(page: Page, told: Arrivals) -> Step:
    """Draw the title of the time series and its switch; return the step. Never finer than the data."""
    allowed = STEPS[STEPS.index(told.step) :]
    key = "series_step"
    if st.session_state.get(key) not in allowed:
        st.session_state[key] = "week" if "week" in allowed else allowed[0]
    words = {"day": _("Day"), "week": _("Week"), "month": _("Month")}
    with show.head("step", wrap=page.phone):
        show.title(titles.year(told))
        step: Step | None = st.segmented_control(
            _("Step"), allowed, format_func=words.__getitem__, required=True, key=key, label_visibility="collapsed"
        )
    return step or allowed[0]


def over_time(told: Arrivals, step: Step) -> dict[str, Any]:
    """Return what the time series draws, in a step."""
    return {
        "rolled": told.rolled(step),
        "year_before": told.rolled(step, year_before=True),
        "step": step,
        "period": (told.scope.from_day, told.scope.to_day),
        "reach": told.reach,
    }


def routes(page: Page, told: Arrivals) -> None:
    """Draw where the people of one city came from, as arcs; the city can be chosen."""
    came = told.reached
    names = dict(zip(came["city_code"], came["city_name"], strict=True))
    if not names:
        show.title(_("Nobody arrived in a city in this period"))
        show.empty(_("No arrivals to show on the map"), _("Choose a longer period or other cities on the left."))
        return
    with show.head("routes"):
        said = st.container()
        code = str(
            st.selectbox(
                _("To which city"),
                list(names),
                format_func=names.__getitem__,
                key=f"{ROUTES}_to_{' '.join(told.scope.places)}",
                required=True,
                label_visibility="collapsed",
                width=170,
            )
        )
        with said:
            show.title(titles.routes(told, code))
    ends = told.routes(code)
    drawing = data.drawing(
        page.version,
        ROUTES,
        told.scope,
        (code, page.dark, page.phone),
        draw=lambda: city_map(
            page.read(cities_query, whenever(page.scope)),
            boundaries(page.read, page.scope),
            mode=Mode.ORIGINS,
            arcs=ends,
            selected=[code],
            dark=page.dark,
            width=350 if page.phone else 548,
            height=300 if page.phone else 380,
        ),
    )
    show.chart(
        drawing,
        ends[["origin_name", "destination_name", "individuals"]],
        name=ROUTES,
        source=sources(told.flows),
        as_of=told.scope.to_day,
        on_select=lambda: choosing.on_map(ROUTES),
    )


def by_city(page: Page, told: Arrivals) -> None:
    """Draw the table of cities with its download; a click on a row filters."""
    chosen = filters.chosen_city()
    listed = told.cities
    rows = listed if st.session_state.get(f"{CITIES}_all") else listed.head(FIRST)
    with show.head("table"):
        show.title(titles.arrivals_map(listed))
        choosing.way_on("housing", choosing.name_of(listed, chosen))
    codes = list(rows["city_code"])
    shown = rows[CITY_COLUMNS].copy()
    if page.phone:
        shown = shown[["city_name", "arrivals", "change"]]
    else:
        bars = [spark(bars, last=1, width=SPARK, dark=page.dark) for bars in rows["bars"]]
        shown.insert(2, "bars", bars)
    span = _("Arrivals, 12 weeks") if told.step != "month" else _("Arrivals, 3 months")
    show.table(
        shown,
        name=CITIES,
        labels=LABELS,
        config={"bars": st.column_config.ImageColumn(span, width=SPARK + 30)} if "bars" in shown else None,
        height=HEADER + ROW * min(max(len(rows), 1), FIRST),
        on_select=lambda: choosing.on_row(CITIES, codes),
        placeholder="–",
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(show.tag("div", _elsewhere(told), "source"))
        if len(listed) > FIRST:
            st.toggle(_("All {count} cities").format(count=len(listed)), key=f"{CITIES}_all")
        show.download(listed[["city_code", *CITY_COLUMNS]], name="arrivals_by_city", as_of=told.scope.to_day)


def _elsewhere(told: Arrivals) -> str:
    """Return what the table rests on, and who arrived in no city."""
    words = f"{sources(told.flows)} · {formats.period(told.scope.from_day, told.scope.to_day)}"
    if not told.elsewhere:
        return words
    more = _("{count} people arrived in places that belong to no city").format(count=number(told.elsewhere))
    return f"{words} · {more}"


def reason_rows(told: Arrivals) -> pd.DataFrame:
    """Return the table behind the reasons."""
    return told.reasons.assign(reason=told.reasons["reason"].fillna(_("none given")))


def sex_age_rows(told: Arrivals) -> pd.DataFrame:
    """Return the table behind the pyramid, a row a band; people of whom nothing was told last."""
    bands = told.sex_age.drop(columns="individuals").iloc[0]
    columns = [show.label_of(str(name)) for name in bands.index]
    nobody = told.unknown_sex_age - int(bands.fillna(0).get("u_unknown", 0))
    rows = pd.DataFrame({"band": columns, "individuals": pd.array(list(bands), dtype="Int64")})
    return pd.concat([rows, pd.DataFrame({"band": [_("not told at all")], "individuals": [nobody]})], ignore_index=True)
