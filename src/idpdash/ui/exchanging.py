"""What a desk enters on the Exchange page: a need, an offer, the end of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from idpdash import clock, formats
from idpdash.answers.exchange import OneItem
from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.promises import status_name
from idpdash.store.record import record_need, record_offer, set_need_status, set_offer_status
from idpdash.ui import actions, data, exchange_address, exchange_edit, filters, reserving
from idpdash.ui.exchange_item import NEED, OFFER, amount, look_at, priority_words
from idpdash.ui.recording import close_dialog, emptied, is_open, open_dialog, whole, written
from idpdash.vocabulary import UNITS, ExchangeStatus, Item, Priority, item_name, unit_name

T = TypeVar("T")
END = "end"
NEED_FIELDS = ("quantity", "priority", "needed_by", "note")  # emptied once it is entered
OFFER_FIELDS = ("quantity", "to_city", "available_from", "expires_on", "conditions")


def acts(kind: str, told: OneItem, cities: pd.DataFrame) -> None:
    """Draw what can be done with needs, or with offers: enter one; reserve, change or end one of the open ones.

    cities: `frames.CITIES`.
    """
    rows, item, chosen = told.needs if kind == NEED else told.offers, told.item, exchange_address.chosen(kind)
    names = dict(zip(cities["city_code"], cities["city_name"], strict=True))
    words = _("Enter a need") if kind == NEED else _("Enter an offer")
    codes = list(rows[f"{kind}_code"])
    first = {f"{kind}_item": item, f"{kind}_city": filters.chosen_city()}
    ending = {f"{END}_code": chosen if chosen in codes else None}
    with st.container(horizontal=True, gap="small", key=f"acts_{kind}"):
        st.button(words, icon=":material/add:", key=f"enter_{kind}", on_click=_begin, args=(kind, first))
        possible = bool(len(told.needs) and told.unpromised)
        reserving.button(kind, possible=possible)
        exchange_edit.button(kind, rows, chosen=chosen)
        label = _("End…")
        st.button(label, key=f"end_{kind}", disabled=rows.empty, on_click=_begin, args=(f"{END}_{kind}", ending))
    if is_open(kind):
        (_need_dialog if kind == NEED else _offer_dialog)(names)
    elif is_open(f"{END}_{kind}"):
        lines = {row[f"{kind}_code"]: _line(row) for row in rows.to_dict("records")}
        _end_dialog(kind, lines, told.promises[told.promises["live"]])
    exchange_edit.dialog(kind)


def _begin(form: str, values: Mapping[str, str | None]) -> None:
    """Open a dialog with some of its fields filled."""
    for field, value in values.items():
        st.session_state[field] = value
    open_dialog(form)


def _line(row: Mapping[Any, Any]) -> str:
    """Return one need or offer in a line."""
    line = f"{row['city_name']}, {amount(row['item'], row['quantity'])}"
    if known(row.get("to_city_name")):
        line = _("{line} for {city}").format(line=line, city=row["to_city_name"])
    return f"{line} ({row.get('need_code') or row.get('offer_code')})"


def _city(label: str, form: str, names: Mapping[str, str], **options: Any) -> None:
    """Draw the choice of a city."""
    st.selectbox(label, list(names), index=None, format_func=lambda code: names.get(code, code), key=form, **options)


def _item(form: str) -> Item:
    """Draw the choice of an item; each says its unit."""
    items = [str(item) for item in Item]
    chosen = st.selectbox(_("What"), items, format_func=item_name, key=f"{form}_item")
    return Item(chosen)


def _quantity(form: str, item: Item) -> None:
    """Draw the field of the quantity, with its unit."""
    label = _("How many {what} (unit: {unit})").format(what=unit_name(item, 2), unit=UNITS[item])
    st.text_input(label, key=f"{form}_quantity", autocomplete="off")


def _close_when_done() -> None:
    """Close the dialog once its act is done: the page shows what came of it, and where."""
    if actions.succeeded():
        st.rerun()


@st.dialog(_("Enter a need"), on_dismiss=close_dialog)
def _need_dialog(names: Mapping[str, str]) -> None:
    """Draw the form of a need."""
    _close_when_done()
    _city(_("City that needs it"), f"{NEED}_city", names, placeholder=_("Search by name"))
    item = _item(NEED)
    with st.form(NEED, border=False):
        _quantity(NEED, item)
        st.segmented_control(
            _("Priority"),
            [str(priority) for priority in Priority],
            default=str(Priority.NORMAL),
            format_func=priority_words,
            key=f"{NEED}_priority",
            required=True,
        )
        st.date_input(_("Needed by, if there is a day"), value=None, key=f"{NEED}_needed_by", format="YYYY-MM-DD")
        st.text_area(_("Note"), key=f"{NEED}_note", max_chars=500, height=68)
        _submit(_("Enter the need"), actions.token(NEED), _enter_need, str(item), names)
    actions.said()


@st.dialog(_("Enter an offer"), on_dismiss=close_dialog)
def _offer_dialog(names: Mapping[str, str]) -> None:
    """Draw the form of an offer."""
    _close_when_done()
    _city(_("City that offers it"), f"{OFFER}_city", names, placeholder=_("Search by name"))
    item = _item(OFFER)
    with st.form(OFFER, border=False):
        _quantity(OFFER, item)
        _city(_("For which city"), f"{OFFER}_to_city", names, placeholder=_("Any city"))
        first, last = st.columns(2)
        with first:
            st.date_input(_("Available from"), value=None, key=f"{OFFER}_available_from", format="YYYY-MM-DD")
        with last:
            st.date_input(_("Last day of the offer"), value=None, key=f"{OFFER}_expires_on", format="YYYY-MM-DD")
        st.text_area(_("Conditions"), key=f"{OFFER}_conditions", max_chars=500, height=68)
        _submit(_("Enter the offer"), actions.token(OFFER), _enter_offer, str(item), names)
    actions.said()


@st.dialog(_("Close or withdraw"), on_dismiss=close_dialog)
def _end_dialog(kind: str, lines: Mapping[str, str], live: pd.DataFrame) -> None:
    """Draw the form that ends a need or an offer, and say whom it hits. live: the item's promises on their way."""
    _close_when_done()
    ends = {
        str(ExchangeStatus.CLOSED): _("Close: it is done with"),
        str(ExchangeStatus.WITHDRAWN): _("Withdraw: it no longer holds"),
    }
    st.selectbox(
        _("Which need") if kind == NEED else _("Which offer"),
        list(lines),
        index=None,
        format_func=lambda code: lines.get(code, code),
        key=f"{END}_code",
        placeholder=_("Search by city"),
    )
    _hits(kind, live[live[f"{kind}_code"] == st.session_state[f"{END}_code"]])
    with st.form(END, border=False):
        st.radio(_("What happens"), list(ends), format_func=ends.__getitem__, key=f"{END}_status")
        st.text_input(_("Why"), key=f"{END}_reason", max_chars=300)
        words = _("End this need") if kind == NEED else _("End this offer")
        _submit(words, actions.token(END), _end, kind, lines)
    actions.said()


def _hits(kind: str, live: pd.DataFrame) -> None:
    """Say which promises on their way end with a need or an offer."""
    if live.empty:
        return
    other = "city_name" if kind == NEED else "to_city_name"
    said = [
        _("{city} ({what}, {status})").format(
            city=row[other], what=amount(row["item"], int(row["quantity"])), status=status_name(row["promise_status"])
        )
        for row in live.to_dict("records")
    ]
    words = _("This ends promises from {names}; the reason is kept with each of them.")
    if kind == OFFER:
        words = _("This takes help away from {names}; their needs are open again, and the reason is kept with each.")
    st.warning(words.format(names=formats.listing(said)))


def _submit(label: str, token: str, work: Callable[..., None], *args: Any) -> None:
    """Draw the button of a form. A second click on this very button carries its token, whatever was drawn meanwhile."""
    st.form_submit_button(label, type="primary", key=token, on_click=work, args=(token, *args))


def _needed(value: T | None, sentence: str) -> T:
    """Return what stands in a field; refuse it where it is empty."""
    if value is None or not str(value).strip():
        raise IdpdashError(sentence)
    return value


def _same(drawn: str, chosen: str | None) -> None:
    """Refuse what was sent before the form had followed a change of the item: its unit was another one."""
    if chosen != drawn:
        raise IdpdashError(_("The item has changed meanwhile: look at the unit and enter it again."))


def _not_past(day: dt.date | None, sentence: str) -> None:
    """Refuse a day that is over."""
    if day is not None and day < clock.today():
        raise IdpdashError(sentence.format(day=formats.day(day)))


def _enter_need(token: str, item: str, names: Mapping[str, str]) -> None:
    """Record what stands in the form of a need."""
    told = written(NEED, ("city", "item", *NEED_FIELDS))
    try:
        _same(item, told["item"])
        asking = _needed(told["city"], _("Say which city needs it."))
        number = _needed(whole(told["quantity"], _("How many")), _("Say how many are needed."))
        _not_past(told["needed_by"], _("The need would be over already: {day} is past."))
    except IdpdashError as error:
        actions.refuse(error)
        return
    store, now = data.store(), clock.now()
    done = actions.act(
        lambda: record_need(
            store,
            city_code=asking,
            item=item,
            quantity=number,
            priority=told["priority"],
            needed_by=told["needed_by"],
            note=told["note"],
            by=actions.BY,
            now=now,
            token=token,
        ),
        _("{city} now asks for {what}.").format(city=names.get(asking, asking), what=amount(item, number)),
    )
    _afterwards(NEED, NEED_FIELDS, item, done=done)


def _enter_offer(token: str, item: str, names: Mapping[str, str]) -> None:
    """Record what stands in the form of an offer."""
    told = written(OFFER, ("city", "item", *OFFER_FIELDS))
    try:
        _same(item, told["item"])
        giver = _needed(told["city"], _("Say which city offers it."))
        number = _needed(whole(told["quantity"], _("How many")), _("Say how many are offered."))
        _not_past(told["expires_on"], _("The offer would be over already: {day} is past."))
    except IdpdashError as error:
        actions.refuse(error)
        return
    store, now = data.store(), clock.now()
    receiver = names.get(told["to_city"], _("any city"))
    done = actions.act(
        lambda: record_offer(
            store,
            city_code=giver,
            item=item,
            quantity=number,
            to_city_code=told["to_city"],
            available_from=told["available_from"],
            expires_on=told["expires_on"],
            conditions=told["conditions"],
            by=actions.BY,
            now=now,
            token=token,
        ),
        _("{city} now offers {what} to {receiver}.").format(
            city=names.get(giver, giver), what=amount(item, number), receiver=receiver
        ),
    )
    _afterwards(OFFER, OFFER_FIELDS, item, done=done)


def _end(token: str, kind: str, lines: Mapping[str, str]) -> None:
    """Close or withdraw the need or offer that is chosen in the form."""
    told = written(END, ("code", "status", "reason"))
    try:
        _needed(told["code"], _("Say which one."))
        _needed(told["reason"], _("Say why, so that the others know."))
    except IdpdashError as error:
        actions.refuse(error)
        return
    store, now, ending = data.store(), clock.now(), set_need_status if kind == NEED else set_offer_status
    words = _("{line} is closed.") if told["status"] == ExchangeStatus.CLOSED else _("{line} is withdrawn.")
    done = actions.act(
        lambda: ending(store, told["code"], told["status"], told["reason"], by=actions.BY, now=now, token=token),
        words.format(line=lines.get(told["code"], told["code"])),
    )
    if done:
        close_dialog()
        emptied(END, ("reason",))


def _afterwards(form: str, fields: Sequence[str], item: str, *, done: bool) -> None:
    """Empty the form and look at the item it was about, where something was recorded."""
    if not done:
        return
    close_dialog()
    emptied(form, [field for field in fields if field != "priority"])
    look_at(item)
