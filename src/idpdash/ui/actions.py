"""Acts of a page: a button's click, one transaction, what it made, and the way back.

A second click starts a second run of the same session while the first still works, and the first dies at its next
Streamlit call. So an act carries a token made when its button was drawn, no Streamlit call stands inside the
transaction, and a token that is used is not used again: a double click makes one row.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import streamlit as st

from idpdash import clock
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.store.record import made_with
from idpdash.store.undo import undo
from idpdash.ui import data
from idpdash.vocabulary import DESK

BY = DESK  # one local user; names of people come with sign-in
HASTE = 1.0  # seconds within which an empty form, emptied by an act, is the second half of a double click
_SAID, _DONE, _WHERE = "_said", "_done", "_said_where"


def token(name: str) -> str:
    """Return the token for the next act of that name; a new one once the store has seen the last."""
    key = f"_token_{name}"
    if key not in st.session_state or made_with(data.store(), st.session_state[key]) is not None:
        st.session_state[key] = f"{name}-{secrets.token_hex(12)}"
    return str(st.session_state[key])


def act(work: Callable[[], int], done: str, *, where: str = "") -> bool:
    """Do one act that returns its upload, and keep what is to be said of it: `done`, or why it was refused.

    where: the part of the page that says it, where the page has several. Returns whether it was done.
    """
    st.session_state[_WHERE] = where
    try:
        upload = work()
    except IdpdashError as error:
        refuse(error, where=where)
        return False
    st.session_state[_SAID] = (done, upload, False)
    st.session_state[_DONE] = (time.monotonic(), done, upload)
    return True


def say_again() -> bool:
    """Say once more what was done this very moment; return whether anything was."""
    at, done, upload = st.session_state.get(_DONE, (float("-inf"), "", None))
    if time.monotonic() - at >= HASTE:
        return False
    st.session_state[_SAID] = (done, upload, False)
    return True


def refuse(error: IdpdashError, *, where: str = "") -> None:
    """Keep why an act was refused, to be said; nothing has changed."""
    st.session_state[_WHERE] = where
    st.session_state[_SAID] = (str(error), None, True)


def tell(done: str, *, where: str = "") -> None:
    """Keep what was done where it has no upload of its own, to be said."""
    st.session_state[_WHERE] = where
    st.session_state[_SAID] = (done, None, False)


def succeeded() -> bool:
    """Return whether the last act made something that is still to be said: a dialog then closes by a rerun."""
    return bool(st.session_state.get(_SAID, (None, None))[1])


def take_back(upload: int, where: str = "") -> None:
    """Undo one act or upload, and say so."""
    st.session_state[_WHERE] = where
    try:
        undo(data.store(), upload, by=BY, now=clock.now())
    except IdpdashError as error:
        refuse(error, where=where)
    else:
        st.session_state[_SAID] = (_("Taken back: everything is as it was before."), None, False)


def said(where: str = "") -> None:
    """Show once what the last act of this part of the page did, with the way back, or why it was refused."""
    if st.session_state.get(_WHERE, "") != where:
        return
    message, upload, refused = st.session_state.pop(_SAID, (None, None, False))
    if message is None:
        return
    if refused:
        st.error(message)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="said"):
        if upload is None:
            st.info(message)
        else:
            st.success(message)
            st.button(_("Undo"), key=f"undo_{upload}", on_click=take_back, args=(upload, where))
