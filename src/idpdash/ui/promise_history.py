"""One promise from the first word to its receipt: who, when, why; what can be done with it; whom to call."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.exchange import History, history
from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.promises import NEEDS_REASON, NEXT, status_name
from idpdash.ui import filters, navigation, promise_acts, show
from idpdash.ui.page import Page
from idpdash.ui.promise_acts import DRAWER
from idpdash.ui.promise_board import NEXT_STEP, acting, age, line, step_button
from idpdash.ui.waiting import when
from idpdash.vocabulary import CommitmentStatus

REFUSING = {
    CommitmentStatus.DECLINED: (_("Decline"), _("Why it is declined")),
    CommitmentStatus.RETURNED: (_("Came back"), _("Why it came back")),
}


def drawer(page: Page) -> None:
    """Draw the history of the promise in the address; nothing where there is none."""
    number = promise_acts.looked_at()
    if number is None:
        return
    found = history(page.read, page.scope, number)
    if found is None:
        st.info(_("There is no promise {number} on this day.").format(number=number))
        return
    title = _("Promise {number}").format(number=number)
    st.dialog(title, width="medium", on_dismiss=promise_acts.close)(_draw)(page, found)


def _draw(page: Page, told: History) -> None:
    """Draw a promise, its steps, its next ones, and whom to call."""
    if promise_acts.succeeded() and st.session_state.pop("_promise_drawn", None) == told.promise["commitment"]:
        st.rerun()
    row: dict[Hashable, Any] = told.promise.to_dict()
    status = CommitmentStatus(row["promise_status"])
    st.html(
        show.tag("h2", line(row), "panel")
        + show.tag(
            "p", f"{status_name(status).capitalize()} · {age(row)} · {row['offer_code']} → {row['need_code']}", "says"
        )
    )
    promise_acts.said(DRAWER)
    _steps(told.steps, lapsed=status is CommitmentStatus.LAPSED, until=row["until"])
    if acting(page):
        _acts(row, status)
        st.session_state["_promise_drawn"] = row["commitment"]
    else:
        st.caption(_("A day in the past is looked at: promises are moved as of today."))
    _desks(told)


def _steps(steps: pd.DataFrame, *, lapsed: bool, until: pd.Timestamp | None) -> None:
    """Draw the steps, oldest first."""
    said = [_step(row) for row in steps.to_dict("records")]
    if lapsed and (steps.empty or steps["status"].iloc[-1] != CommitmentStatus.LAPSED):
        words = _("lapsed: nobody accepted it by {day}").format(day=formats.day(until))
        said.append(show.tag("li", words))
    st.html(f'<ol class="steps">{"".join(said)}</ol>')


def _step(row: dict[Hashable, Any]) -> str:
    """Return one step: what, until when, why; when and by whom."""
    said = status_name(row["status"])
    former = row["former"] if known(row["former"]) else None
    if former is not None and row["status"] not in NEXT[CommitmentStatus(former)]:
        said = _("taken back: {status} again").format(status=said)
    if row["status"] == CommitmentStatus.RESERVED and known(row["until"]):
        said = _("{said}, held until {day}").format(said=said, day=formats.day(row["until"], year=False))
    if known(row["reason"]):
        said = _("{said}: {reason}").format(said=said, reason=row["reason"])
    by = _("{when}, by {who}").format(when=when(row["made_at"]), who=row["made_by"])
    return f"<li>{show.tag('b', said[:1].upper() + said[1:])}{show.tag('span', by)}</li>"


def _acts(row: dict[Hashable, Any], status: CommitmentStatus) -> None:
    """Draw what can be done with a promise: the next step, the end with its reason, the last step taken back."""
    number = int(row["commitment"])
    with st.container(horizontal=True, gap="small", key="promise_steps"):
        if status in NEXT_STEP:
            step_button(row, *NEXT_STEP[status], where=DRAWER)
        if status is not CommitmentStatus.LAPSED:
            promise_acts.back_button(number, DRAWER, label=_("Take the last step back"))
    for end in NEXT[status]:
        if end in NEEDS_REASON:
            _end(row, end)


def _end(row: dict[Hashable, Any], end: CommitmentStatus) -> None:
    """Draw the form that ends a promise with a reason."""
    number, (label, why) = int(row["commitment"]), REFUSING[end]
    name = promise_acts.step_name(number, end)
    with (
        st.form(f"end_{number}_{end}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input(why, key=f"{name}_reason", max_chars=300, autocomplete="off")
        token = promise_acts.token(name)
        st.form_submit_button(label, key=token, on_click=_ended, args=(token, row, str(end)))


def _ended(token: str, row: dict[Hashable, Any], end: str) -> None:
    """End a promise with the reason in its form."""
    number = int(row["commitment"])
    reason = str(st.session_state.get(f"{promise_acts.step_name(number, end)}_reason") or "").strip()
    if not reason:
        promise_acts.refuse(IdpdashError(_("Say why, so that the others know.")), DRAWER)
        return
    promise_acts.advance(number, end, line(row), DRAWER, reason=reason, token=token)


def _desks(told: History) -> None:
    """Draw whom to call: the desks of both cities, never a person; and the ways to their pages."""
    ends = ((_("gives"), told.giver), (_("receives"), told.receiver))
    st.html("".join(desk(city, role) for role, city in ends if city is not None))
    with st.container(horizontal=True, gap="small", key="promise_cities"):
        for _role, city in ends:
            if city is not None:
                label = _("Open {city} →").format(city=show.plain(str(city["city_name"])))
                navigation.link("city", label, query=filters.address() | {"city": str(city["city_code"])})


def desk(city: pd.Series, role: str = "") -> str:
    """Return a city's desk as HTML: its telephone and its mailbox, or that neither is known."""
    said = [str(city[name]) for name in ("desk_phone", "desk_mail") if known(city[name])]
    name = _("{city} ({role})").format(city=city["city_name"], role=role) if role else str(city["city_name"])
    words = " · ".join(said) or _("no desk is known; add it with the list of cities")
    return f'<p class="says">{show.tag("b", _("Desk of {city}:").format(city=name))} {show.tag("span", words)}</p>'
