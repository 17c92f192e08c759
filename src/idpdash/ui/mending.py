"""What a file lacks altogether, given once for all its rows: a day, a city, or the column that says it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from idpdash import clock
from idpdash.formats import _
from idpdash.intake.checked import Checked
from idpdash.layouts import LAYOUTS
from idpdash.ui import show, uploading
from idpdash.ui.issue_words import label, wanted
from idpdash.ui.naming import Place, words_of
from idpdash.ui.repairs import DAYS
from idpdash.ui.uploading import File
from idpdash.vocabulary import Item

KEYS = {layout.key for layout in LAYOUTS.values() if layout.key}  # one value cannot be right for all rows


def missing_things(file: File, checked: Checked, lacking: list[str], places: dict[str, Place]) -> None:
    """Ask once for the file for everything that it lacks altogether."""
    for name in lacking:
        once = _("Give it once for the whole file: {what}")
        words = _("Say which column it is: {what}") if name in KEYS else once
        show.title(words.format(what=wanted(name)))
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"missing_{name}"):
            _value_for_all(file, checked, name, places)
            _column_for(file, checked, name)


def _value_for_all(file: File, checked: Checked, name: str, places: dict[str, Place]) -> None:
    """Ask for one value for all rows, where one value can be right for all of them."""
    key = f"give_{name}_{file.key}"
    if name in DAYS:
        _day_for_all(file, checked, key)
    elif name.endswith("_pcode"):
        only_cities = name in ("city_pcode", "to_city_pcode")
        codes = [code for code, place in places.items() if place.city or not only_cities]
        if not codes:
            st.caption(_("No cities are known yet: load a file of cities first (see the templates)."))
            return
        st.selectbox(
            _("City for all rows") if only_cities else _("City or place for all rows"),
            codes,
            index=None,
            format_func=lambda code: words_of(code, places),
            placeholder=_("Choose one of {count}").format(count=len(codes)),
            key=key,
            on_change=lambda: uploading.give(file, {name: st.session_state[key] or ""}),
            width=340,
        )
    elif name == "item":
        st.selectbox(
            _("Item for all rows"),
            [str(item) for item in Item],
            index=None,
            format_func=lambda item: item.replace("_", " "),
            key=key,
            on_change=lambda: uploading.give(file, {name: st.session_state[key] or ""}),
            width=340,
        )


def _day_for_all(file: File, checked: Checked, key: str) -> None:
    """Ask for the day of the whole file, or for its first and last day where its layout has periods."""
    layout = LAYOUTS.get(checked.layout)
    periods = layout is not None and any(column.name == "period_start" for column in layout.columns)
    spans = periods and st.toggle(_("More than one day"), key=f"{key}_span")

    def give() -> None:
        days = st.session_state[f"{key}_{'days' if spans else 'day'}"]
        if isinstance(days, dt.date):
            uploading.give(file, {"date": days.isoformat()})
        elif days and len(days) == 2:
            uploading.give(file, {"period_start": days[0].isoformat(), "period_end": days[1].isoformat()})

    if spans:
        st.date_input(
            _("First and last day"),
            value=[],
            max_value=clock.today(),
            format="YYYY-MM-DD",
            key=f"{key}_days",
            on_change=give,
            width=260,
        )
    else:
        st.date_input(
            _("Day"),
            value=None,
            max_value=clock.today(),
            format="YYYY-MM-DD",
            key=f"{key}_day",
            on_change=give,
            width=200,
        )


def _column_for(file: File, checked: Checked, name: str) -> None:
    """Ask which of the file's unread columns gives something, where there is one."""
    layout = LAYOUTS.get(checked.layout)
    unread = unread_columns(checked)
    if layout is None or not unread:
        return
    alternatives = next((group for group in layout.required if group[0][0] == name), ((name,),))
    ours = [part for alternative in alternatives for part in alternative]
    key = f"column_{name}_{file.key}"
    choices = [(theirs, own) for theirs in unread for own in ours]

    def take() -> None:
        if st.session_state[key]:
            uploading.read_as(file, *st.session_state[key])

    st.selectbox(
        _("The column that says it") if name in KEYS else _("or the column that says it"),
        choices,
        index=None,
        format_func=lambda pair: (
            pair[0] if len(ours) == 1 else _("{theirs} as {ours}").format(theirs=pair[0], ours=label(pair[1]))
        ),
        placeholder=_("Choose a column of the file"),
        key=key,
        on_change=take,
        width=340,
    )


def unread_columns(checked: Checked) -> list[str]:
    """Return the columns of the file that are not read."""
    if checked.headers:
        taken = set(checked.mapping.values())
        return [name for name in dict.fromkeys(name.strip() for name in checked.headers) if name not in taken]
    return list(
        dict.fromkeys(issue.value for issue in checked.issues if issue.code == "unknown_column" and issue.value)
    )
