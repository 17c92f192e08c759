"""Changing a need or an offer that stands: quantity, days and note; where somebody else was first, both versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import clock, formats
from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.store.record import edit_need, edit_offer
from idpdash.store.record.edited import EditedError
from idpdash.ui import actions, data, show
from idpdash.ui.brief import Cell, Head, brief
from idpdash.ui.exchange_item import NEED, OFFER, amount, priority_words
from idpdash.ui.recording import close_dialog, is_open, open_dialog, whole
from idpdash.vocabulary import Priority, unit_name

FORM, ROW, CLASH = "edit", "edit_row", "edit_clash"
Row = Mapping[Hashable, Any]
# What can be changed of each, and what stays as it was said.
FIELDS = {
    NEED: ("quantity", "priority", "needed_by", "note"),
    OFFER: ("quantity", "available_from", "expires_on", "conditions"),
}
STAYS = {NEED: ("city_code", "item"), OFFER: ("city_code", "item", "to_city_code", "site_code")}
DAYS = ("needed_by", "available_from", "expires_on")


@dataclass(frozen=True)
class Clash:
    """What was to be saved, beside what somebody else saved meanwhile. upload: of the stored version."""

    upload: int
    by: str
    stored: Mapping[str, Any]
    given: Mapping[str, Any]


def button(kind: str, rows: pd.DataFrame, *, chosen: str | None) -> None:
    """Draw the button that changes the need or offer that was clicked."""
    found = rows[rows[f"{kind}_code"] == chosen]
    row = None if found.empty else found.iloc[0].to_dict()
    words = _("Click a need in the table first") if kind == NEED else _("Click an offer in the table first")
    st.button(
        _("Change…"), key=f"{FORM}_{kind}", disabled=row is None, help=words if row is None else None,
        on_click=_begin, args=(kind, row),
    )  # fmt: skip


def _begin(kind: str, row: Row) -> None:
    """Open the dialog with what stands now; what is saved is compared with just this."""
    st.session_state[ROW] = row
    st.session_state.pop(CLASH, None)
    for field in FIELDS[kind]:
        st.session_state.pop(f"{FORM}_{field}", None)
    open_dialog(f"{FORM}_{kind}")


def dialog(kind: str) -> None:
    """Draw the dialog where it stands open."""
    if is_open(f"{FORM}_{kind}") and ROW in st.session_state:
        title = _("Change a need") if kind == NEED else _("Change an offer")
        st.dialog(title, on_dismiss=close_dialog)(_draw)(kind, st.session_state[ROW])


def _draw(kind: str, row: Row) -> None:
    """Draw the form, or both versions where somebody else was first."""
    if actions.succeeded() or not is_open(f"{FORM}_{kind}"):  # done, or left: only the page can close its dialog
        st.rerun()
    st.html(show.tag("p", f"{row['city_name']}, {amount(row['item'], int(row['quantity']))}", "says"))
    clash: Clash | None = st.session_state.get(CLASH)
    if clash is not None:
        _both(kind, row, clash)
    else:
        _form(kind, row)
    actions.said()


def _form(kind: str, row: Row) -> None:
    """Draw what can be changed."""
    with st.form(f"{FORM}_form", border=False):
        label = _("How many {what}").format(what=unit_name(row["item"], 2))
        st.text_input(label, value=str(int(row["quantity"])), key=f"{FORM}_quantity", autocomplete="off")
        if kind == NEED:
            st.segmented_control(
                _("Priority"), [str(one) for one in Priority], default=str(row["priority"]),
                format_func=priority_words, key=f"{FORM}_priority", required=True,
            )  # fmt: skip
            _day(_("Needed by, if there is a day"), row, "needed_by")
            st.text_area(_("Note"), value=_text(row["note"]), key=f"{FORM}_note", max_chars=500, height=68)
        else:
            _day(_("Available from"), row, "available_from")
            _day(_("Last day of the offer"), row, "expires_on")
            words = _text(row["conditions"])
            st.text_area(_("Conditions"), value=words, key=f"{FORM}_conditions", max_chars=500, height=68)
        token = actions.token(FORM)
        args = (token, kind, row)
        st.form_submit_button(_("Save the change"), type="primary", key=token, on_click=_save, args=args)


def _day(label: str, row: Row, field: str) -> None:
    """Draw the field of a day."""
    value = row[field].date() if known(row[field]) else None
    st.date_input(label, value=value, key=f"{FORM}_{field}", format="YYYY-MM-DD")


def _text(value: Any) -> str:
    """Return a text, empty where there is none."""
    return str(value) if known(value) else ""


def _save(token: str, kind: str, row: Row) -> None:
    """Save what stands in the form."""
    given = {field: st.session_state.get(f"{FORM}_{field}") for field in FIELDS[kind]}
    try:
        given["quantity"] = whole(given["quantity"], _("How many"))
        if given["quantity"] is None:
            raise IdpdashError(_("Say how many."))
    except IdpdashError as error:
        actions.refuse(error)
        return
    _store(token, kind, row, given, seen=int(row["upload"]))


def _store(token: str, kind: str, row: Row, given: Mapping[str, Any], *, seen: int) -> None:
    """Save a change; where somebody else was first, keep both versions for a choice."""
    st.session_state.pop(CLASH, None)
    store, now, edit = data.store(), clock.now(), edit_need if kind == NEED else edit_offer
    stays = {field: row[field] if known(row[field]) else None for field in STAYS[kind]}
    try:
        upload = edit(store, row[f"{kind}_code"], seen=seen, by=actions.BY, now=now, token=token, **stays, **given)
    except EditedError as error:
        st.session_state[CLASH] = Clash(error.upload, error.stored_by, error.stored, given)
        return
    except IdpdashError as error:
        actions.refuse(error)
        return
    words = _("{city}: {what}, changed.")
    what = amount(row["item"], int(given["quantity"]))
    actions.act(lambda: upload, words.format(city=row["city_name"], what=what))
    close_dialog()


def _both(kind: str, row: Row, clash: Clash) -> None:
    """Draw what somebody else saved meanwhile beside what was to be saved, and let the user choose."""
    st.warning(_("{who} changed this meanwhile. Compare and choose.").format(who=clash.by or _("Somebody")))
    labels = {
        "quantity": _("Quantity"), "priority": _("Priority"), "needed_by": _("Needed by"), "note": _("Note"),
        "available_from": _("Available from"), "expires_on": _("Last day"), "conditions": _("Conditions"),
    }  # fmt: skip
    heads = [Head(""), Head(_("When you opened it")), Head(_("Saved meanwhile")), Head(_("Yours"))]
    rows: list[list[str | Cell]] = []
    for field in FIELDS[kind]:
        then, now, mine = (_spoken(field, said[field]) for said in (row, clash.stored, clash.given))
        rows.append([labels[field], then, Cell(now, "warning" if now != then else ""), mine])
    brief(heads, rows, label=_("Three versions side by side"))
    with st.container(horizontal=True, key="edit_choice"):
        token = actions.token(FORM)
        st.button(
            _("Save mine on top"), key=token, type="primary", on_click=_store,
            args=(token, kind, row, clash.given), kwargs={"seen": clash.upload},
        )  # fmt: skip
        st.button(_("Leave it as it was saved"), key="edit_leave", on_click=_leave)


def _leave() -> None:
    """Leave what somebody else saved."""
    st.session_state.pop(CLASH, None)
    close_dialog()
    actions.tell(_("Left as it was saved; yours was not stored."))


def _spoken(field: str, value: Any) -> str:
    """Return a value of a version in words."""
    if not known(value) or value == "":
        return "–"
    if field == "priority":
        return priority_words(str(value))
    if field in DAYS:
        return formats.day(value if isinstance(value, dt.date) else pd.Timestamp(value))
    return formats.number(value) if field == "quantity" else str(value)
