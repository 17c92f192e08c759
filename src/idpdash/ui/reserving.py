"""Reserving: a part of an offer for a need, chosen from either side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import clock, formats
from idpdash.answers.exchange import OneItem
from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.store import ledger
from idpdash.ui import actions, data, exchange_address, promise_acts
from idpdash.ui.exchange_item import NEED, OFFER, amount
from idpdash.ui.recording import close_dialog, is_open, open_dialog, whole

FORM = "reserve"
Row = dict[Hashable, Any]


def button(kind: str, *, possible: bool) -> None:
    """Draw the button that begins with a need or with an offer: with those that are looked at, where there are any."""
    st.button(
        _("Reserve…"),
        icon=":material/handshake:",
        key=f"{FORM}_{kind}",
        disabled=not possible,
        on_click=begin,
        args=(kind,),
        help=_("Promise a part of an offer for a need"),
    )


def begin(kind: str, code: str | None = None) -> None:
    """Open the dialog from one side; call it in a callback only. code: of the need or offer, else what is chosen."""
    other = OFFER if kind == NEED else NEED
    st.session_state[f"{FORM}_from"] = kind
    st.session_state[f"{FORM}_{kind}_code"] = code or exchange_address.chosen(kind)
    st.session_state[f"{FORM}_{other}_code"] = exchange_address.chosen(other)
    open_dialog(FORM)


def dialog(told: OneItem, *, held_days: int) -> None:
    """Draw the dialog where it stands open. held_days: for how long a promise is held where nobody says so."""
    if is_open(FORM):
        _dialog(told, held_days)


def fits(need: Mapping[Hashable, Any], offer: Mapping[Hashable, Any]) -> bool:
    """Return whether something is left of an offer that may go to a need: of another city, and for it or for any."""
    allowed = not known(offer["to_city_code"]) or offer["to_city_code"] == need["city_code"]
    return bool(allowed and offer["left"] > 0 and offer["city_code"] != need["city_code"])


def possible(need: Mapping[Hashable, Any], offers: pd.DataFrame) -> bool:
    """Return whether any of the offers `fits` a need."""
    allowed = offers["to_city_code"].isna() | (offers["to_city_code"] == need["city_code"])
    return bool((allowed & (offers["left"] > 0) & (offers["city_code"] != need["city_code"])).any())


@st.dialog(_("Reserve"), on_dismiss=close_dialog)
def _dialog(told: OneItem, held_days: int) -> None:
    """Draw the form of a promise: both sides, how many, and until when it is held."""
    if promise_acts.succeeded():
        st.rerun()
    needs = {row["need_code"]: row for row in told.needs.to_dict("records")}
    offers = {row["offer_code"]: row for row in told.offers.to_dict("records")}
    if st.session_state.get(f"{FORM}_from") == NEED:
        need = _choice(NEED, needs, needs)
        offer = _choice(OFFER, offers, {code: row for code, row in offers.items() if need and fits(need, row)})
    else:
        offer = _choice(OFFER, offers, {code: row for code, row in offers.items() if row["left"] > 0})
        need = _choice(NEED, needs, {code: row for code, row in needs.items() if offer and fits(row, offer)})
    if need is None or offer is None:
        st.caption(_("Choose both sides. Only what may go together and has something left is offered for choice."))
    else:
        _form(need, offer, held_days)
    promise_acts.said(FORM)


def _choice(kind: str, rows: Mapping[str, Row], possible: Mapping[str, Row]) -> Row | None:
    """Draw the choice of a need or an offer, and return the one chosen."""
    key = f"{FORM}_{kind}_code"
    if st.session_state.get(key) not in possible:
        st.session_state[key] = None
    if rows and not possible and kind != st.session_state.get(f"{FORM}_from"):
        words = _("No open offer fits this need.") if kind == OFFER else _("No open need fits this offer.")
        st.info(words)
    code = st.selectbox(
        _("For which need") if kind == NEED else _("Out of which offer"),
        list(possible),
        format_func=lambda one: _line(kind, rows[one]) if one in rows else one,
        key=key,
        index=None,
        placeholder=_("Search by city"),
    )
    return possible.get(code) if code else None


def _line(kind: str, row: Row) -> str:
    """Return a need or an offer in a line, with what is left of it."""
    left = amount(row["item"], int(row["left"]))
    if kind == NEED:
        words = _("{city}: {left} still open") if row["left"] > 0 else _("{city}: covered already")
        return words.format(city=row["city_name"], left=left) + f" ({row['need_code']})"
    start = row["available_from"]
    late = _(", from {day}").format(day=formats.day(start)) if known(start) and not row["available"] else ""
    return _("{city}: {left} left").format(city=row["city_name"], left=left) + late + f" ({row['offer_code']})"


def _form(need: Row, offer: Row, held_days: int) -> None:
    """Draw how many, and until when. The usual: as many as both have left, held for the usual days."""
    pair = f"{FORM}_{need['need_code']}_{offer['offer_code']}"
    least = min(int(need["left"]), int(offer["left"]))
    held = clock.today() + dt.timedelta(days=held_days)
    last = offer["expires_on"].date() if known(offer["expires_on"]) else None
    with st.form(FORM, border=False):
        st.text_input(
            _("How many (at most {most})").format(most=amount(offer["item"], int(offer["left"]))),
            value=str(least or int(offer["left"])),
            key=f"{pair}_quantity",
            autocomplete="off",
        )
        st.date_input(
            _("Held until, unless it is accepted before"),
            value=min(held, last) if last else held,
            key=f"{pair}_until",
            format="YYYY-MM-DD",
        )
        st.checkbox(_("Also where it is more than is asked for"), key=f"{pair}_surplus")
        token = promise_acts.token(FORM)
        args = (token, pair, need, offer)
        st.form_submit_button(_("Reserve it"), type="primary", key=token, on_click=_reserve, args=args)


def _reserve(token: str, pair: str, need: Row, offer: Row) -> None:
    """Reserve what stands in the form."""
    try:
        quantity = whole(st.session_state.get(f"{pair}_quantity"), _("How many"))
        if quantity is None:
            raise IdpdashError(_("Say how many are promised."))
    except IdpdashError as error:
        promise_acts.refuse(error, FORM)
        return
    until: dt.date | None = st.session_state.get(f"{pair}_until")
    surplus = bool(st.session_state.get(f"{pair}_surplus"))
    store, now, today = data.store(), clock.now(), clock.today()
    done = promise_acts.do(
        FORM,
        lambda: ledger.reserve(
            store,
            offer_code=offer["offer_code"],
            need_code=need["need_code"],
            quantity=quantity,
            until=until,
            by=actions.BY,
            now=now,
            today=today,
            token=token,
            surplus=surplus,
        ),
        lambda promise: _("Reserved: {what} of {giver} for {receiver} (promise {number}).").format(
            number=promise.number,
            what=amount(offer["item"], promise.quantity),
            giver=offer["city_name"],
            receiver=need["city_name"],
        ),
        FORM,
    )
    if done:
        close_dialog()
        promise_acts.say_on_page()
