"""Which places open and close in the coming weeks: the timeline of the Housing page, and the table beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from idpdash.answers import titles
from idpdash.answers.housing import Housing
from idpdash.figures.timeline import timeline
from idpdash.formats import _
from idpdash.ui import data, show
from idpdash.ui.page import Page

CALENDAR_DAYS = (60, 120, 180)
ROW, HEADER, VISIBLE = 31, 34, 8
CALENDAR_LABELS = {
    "day": _("Day"),
    "event": _("Opens or closes"),
    "places": _("Places"),
    "after": _("Places more or fewer than today"),
}


def which_places() -> bool:
    """Draw the choice between all places and accessible ones; return whether the latter are asked for."""
    names = {False: _("All places"), True: _("Accessible places")}
    chosen = st.segmented_control(
        _("Which places"),
        list(names),
        format_func=names.__getitem__,
        default=False,
        required=True,
        key="which_places",
        label_visibility="collapsed",
    )
    return bool(chosen)


def timetable(page: Page, told: Housing, *, source: str) -> None:
    """Draw which places open and close in the coming weeks, on a timeline and as a table beside it."""
    if told.calendar.empty:
        show.title(titles.calendar(told, CALENDAR_DAYS[-1]))
        return
    heading = st.empty()
    days = coming_days()
    coming = told.coming(days)
    heading.html(show.tag("h2", titles.calendar(told, days), "panel"))
    if coming.empty:
        return
    left, right = st.columns([1.25, 1])
    with left:
        day, dark = page.scope.as_of, page.dark
        show.chart(
            data.drawing(
                page.version,
                "calendar",
                page.scope,
                (days, dark),
                draw=lambda: timeline(coming, as_of=day, days=days, dark=dark),
            ),
            coming,
            name="calendar",
            source=source,
            as_of=page.scope.as_of,
            labels=CALENDAR_LABELS,
        )
    with right:
        calendar(page, coming)


def coming_days() -> int:
    """Draw the choice of how far ahead the timeline looks, and return it in days."""
    names = {days: _("{days} days").format(days=days) for days in CALENDAR_DAYS}
    chosen = st.segmented_control(
        _("The timeline looks ahead"),
        list(names),
        format_func=names.__getitem__,
        default=CALENDAR_DAYS[0],
        required=True,
        key="calendar_days",
        label_visibility="collapsed",
    )
    return int(chosen or CALENDAR_DAYS[0])


def calendar(page: Page, coming: pd.DataFrame) -> None:
    """Draw what opens and closes in the coming weeks, as a table."""
    if coming.empty:
        return
    words = {"opens": _("opens"), "closes": _("closes")}
    rows = coming.assign(event=coming["event"].map(words))
    config = {
        "day": st.column_config.DateColumn(_("Day"), format="D MMM YYYY", width=88),
        "event": st.column_config.TextColumn(_("What"), width=58),
        "site_name": st.column_config.TextColumn(_("Site"), width=None if page.phone else 136),
        "city_name": st.column_config.TextColumn(_("City"), width=82),
        "places": st.column_config.NumberColumn(_("Places"), format="localized", width=58),
        "after": st.column_config.NumberColumn(
            _("After it"), format="%+d", width=66, help=_("Places more or fewer than today once that day is over")
        ),
    }
    if page.phone:
        config.pop("after")
        config.pop("city_name")
        config["day"] = st.column_config.DateColumn(_("Day"), format="D MMM", width=64)
    shown = rows[list(config)]
    show.table(shown, name="calendar_list", config=config, height=HEADER + ROW * min(len(rows), VISIBLE))
