"""Acts on promises: one transaction in the ledger, what it made in a sentence, and the way back.

As with every act, a token is made when the button is drawn, so that a double click is one act. It is given up as soon
as it is used: the second click still carries it, the next act has a new one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from idpdash import clock
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.promises import status_name
from idpdash.store import ledger
from idpdash.store.ledger import Promise
from idpdash.ui import actions, data

PAGE, DRAWER = "page", "drawer"
ADDRESS = "promise"
_SAID = "_promise_said"


@dataclass(frozen=True)
class Said:
    """What an act on a promise did, to be said once. number: the promise whose last step can be taken back."""

    message: str
    where: str
    number: int | None = None
    refused: bool = False


def token(name: str) -> str:
    """Return the token of the next act of that name."""
    return str(st.session_state.setdefault(f"_promise_{name}", f"{name}-{secrets.token_hex(12)}"))


def _spent(name: str) -> None:
    """Give a token up; the next button of that name has a new one."""
    st.session_state.pop(f"_promise_{name}", None)


def do(
    name: str, work: Callable[[], Promise], done: Callable[[Promise], str], where: str, *, back: bool = True
) -> bool:
    """Do one act on a promise and keep what is to be said of it; return whether it was done."""
    _spent(name)
    try:
        promise = work()
    except IdpdashError as error:
        refuse(error, where)
        return False
    st.session_state[_SAID] = Said(done(promise), where, promise.number if back else None)
    return True


def refuse(error: IdpdashError, where: str) -> None:
    """Keep why an act was refused, to be said; nothing has changed."""
    st.session_state[_SAID] = Said(str(error), where, refused=True)


def succeeded() -> bool:
    """Return whether the last act was done and is still to be said: a dialog then closes or is drawn anew."""
    said = st.session_state.get(_SAID)
    return said is not None and not said.refused


def said(where: str) -> None:
    """Show once what the last act here did, with the way back, or why it was refused."""
    told: Said | None = st.session_state.get(_SAID)
    if told is None or told.where != where:
        return
    del st.session_state[_SAID]
    if told.refused:
        st.error(told.message)
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"said_{where}"):
        st.success(told.message)
        if told.number is not None and where != DRAWER:  # the drawer has a button of its own for that
            back_button(told.number, where, label=_("Undo"))


def say_on_page() -> None:
    """Let the page say what a dialog did that is closed now."""
    told: Said = st.session_state[_SAID]
    st.session_state[_SAID] = replace(told, where=PAGE)


def advance(number: int, status: str, line: str, where: str, *, reason: str | None = None, token: str) -> None:
    """Move a promise one step on; call it in a callback only."""
    store, now, today = data.store(), clock.now(), clock.today()
    do(
        step_name(number, status),
        lambda: ledger.advance(store, number, status, reason=reason, by=actions.BY, now=now, today=today, token=token),
        lambda promise: _("{line} is {status}.").format(line=line, status=status_name(promise.status)),
        where,
    )


def step_name(number: int, status: str) -> str:
    """Return the name under which a step has its token."""
    return f"{number}-{status}"


def back_button(number: int, where: str, *, label: str) -> None:
    """Draw the button that takes the last step of a promise back."""
    name = f"{number}-back"
    st.button(label, key=f"{token(name)}-{where}", on_click=_take_back, args=(number, name, token(name), where))


def _take_back(number: int, name: str, token: str, where: str) -> None:
    """Take the last step of a promise back, and say so."""
    store, now, today = data.store(), clock.now(), clock.today()
    do(
        name,
        lambda: ledger.take_back(store, number, by=actions.BY, now=now, today=today, token=token),
        lambda promise: _("Taken back: promise {number} is {status} now.").format(
            number=number, status=status_name(promise.status)
        ),
        where,
        back=False,
    )


def look_at(number: int) -> None:
    """Open the history of a promise, in the address too; call it in a callback only."""
    st.query_params[ADDRESS] = str(number)


def close() -> None:
    """Close the history."""
    st.query_params.pop(ADDRESS, None)


def looked_at() -> int | None:
    """Return the number of the promise in the address (?promise=12), None where there is none."""
    written = st.query_params.get(ADDRESS, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
