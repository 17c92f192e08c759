"""The form that records today's count of one site, for a desk that gets numbers by telephone."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from idpdash import clock, formats
from idpdash.answers.housing import countable
from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.store.record import record_count
from idpdash.ui import actions, data, show
from idpdash.ui.recording import close_dialog, emptied, is_open, open_dialog, whole, written

FORM = "count"
FIELDS = ("individuals", "households", "places")
SITE = f"{FORM}_site"
CHOSEN = f"{FORM}_chosen"


def choose(code: str) -> None:
    """Choose the site with which the form opens; call it in a callback only."""
    st.session_state[CHOSEN] = code


def _open() -> None:
    """Open the form at the chosen site. Set before, the field's value would be lost while the field is not drawn."""
    st.session_state[SITE] = st.session_state.get(CHOSEN)
    open_dialog(FORM)


def button() -> None:
    """Draw the way to the form."""
    st.button(
        _("Record a count"),
        icon=":material/call:",
        key="record_count",
        type="primary",
        on_click=_open,
    )
    if is_open(FORM):
        _dialog()


@st.dialog(_("Record a count of today"), on_dismiss=close_dialog)
def _dialog() -> None:
    """Draw the form; it stays open for the next call, and shows what the last one did."""
    today = clock.today()
    room = countable(data.reader(data.version()), today)
    names = {
        code: f"{name} — {city}" if known(city) else str(name)
        for code, name, city in zip(room["site_code"], room["site_name"], room["city_name"], strict=True)
    }
    if st.session_state.get(SITE) not in names:
        st.session_state[SITE] = None
    code = st.selectbox(
        _("Site"),
        list(names),
        format_func=lambda one: names.get(one, one),
        key=SITE,
        placeholder=_("Search by name of the site or city"),
    )
    if code is None:
        st.caption(_("Type a part of the name. Sites that are closed or not open yet are not listed."))
        actions.said()
        return
    site = room.loc[room["site_code"] == code].iloc[0]
    _form(site, today)
    actions.said()


def _form(site: pd.Series, today: dt.date) -> None:
    """Draw the last count of a site and the fields of the new one."""
    st.html(f"{show.tag('div', last_count(site, today), 'meta')}{show.tag('div', _stated(site), 'source')}")
    with st.form(FORM, border=False):
        st.text_input(_("People in the site today"), key=f"{FORM}_individuals", autocomplete="off")
        left, right = st.columns(2)
        left.text_input(_("Households, if told"), key=f"{FORM}_households", autocomplete="off")
        right.text_input(_("Places the site states, if told"), key=f"{FORM}_places", autocomplete="off")
        token = actions.token(FORM)
        st.form_submit_button(
            _("Record the count"),
            type="primary",
            key=token,  # a second click on this very button carries its token, whatever was drawn meanwhile
            on_click=_record,
            args=(token, str(site["site_code"]), str(site["site_name"]), _number(site["occupied"])),
        )


def last_count(site: pd.Series, today: dt.date) -> str:
    """Return what the last count of a site was and how old it is."""
    if not known(site["counted_on"]) or not known(site["occupied"]):
        return _("Never counted so far")
    day = site["counted_on"].date()
    age = (today - day).days
    told = _("Last count: {people} people on {day}").format(
        people=formats.number(site["occupied"]), day=formats.day(day)
    )
    old = _("today") if age == 0 else _("{days} ago").format(days=formats.days(age))
    return f"{told} ({old})"


def _stated(site: pd.Series) -> str:
    """Return what is known of a site's households and places."""
    parts = []
    if known(site["households"]):
        parts.append(_("{count} households").format(count=formats.number(site["households"])))
    parts.append(
        _("{count} places").format(count=formats.number(site["capacity"]))
        if known(site["capacity"])
        else _("places unknown")
    )
    return " · ".join(parts)


def _number(value: object) -> int | None:
    """Return a plain count, None where it is not known."""
    return int(value) if known(value) else None  # type: ignore[call-overload]


def _record(token: str, code: str, name: str, before: int | None) -> None:
    """Record what stands in the form, and say how it differs from the last count."""
    told = written(FORM, FIELDS)
    if not any(told.values()) and actions.say_again():
        return
    try:
        if st.session_state.get(SITE) != code:
            raise IdpdashError(_("The site has changed meanwhile: look at its last count and record it again."))
        individuals = whole(told["individuals"], _("People"))
        households = whole(told["households"], _("Households"))
        places = whole(told["places"], _("Places"))
        if individuals is None:
            raise IdpdashError(_("Say how many people are in the site today; write 0 where nobody is."))
    except IdpdashError as error:
        actions.refuse(error)
        return
    store, now, today = data.store(), clock.now(), clock.today()
    done = actions.act(
        lambda: record_count(
            store,
            site_code=code,
            individuals=individuals,
            households=households,
            places_reported=places,
            counted_at=now,
            counted_on=today,
            by=actions.BY,
            now=now,
            token=token,
        ),
        _recorded(name, individuals, before),
    )
    if done:
        emptied(FORM, FIELDS)


def _recorded(name: str, people: int, before: int | None) -> str:
    """Return what was recorded, beside what stood there before."""
    counted = _("{site}: {people} people recorded for today").format(site=name, people=formats.number(people))
    if before is None:
        return _("{counted}, its first count.").format(counted=counted)
    if before == people:
        return _("{counted}, as many as before.").format(counted=counted)
    return _("{counted}, {change} since the last count ({before}).").format(
        counted=counted, change=formats.signed(people - before), before=formats.number(before)
    )
