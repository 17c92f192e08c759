"""What the forms of all pages share: dialogs that stay open, texts read as a person means them, emptied fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.issues import issue
from idpdash.intake.values.numbers import Unreadable, count, count_style

OPEN = "_dialog"  # which dialog stands open; a rerun of the page keeps it


def open_dialog(name: str) -> None:
    """Open a dialog; call it in a callback only."""
    st.session_state[OPEN] = name


def close_dialog() -> None:
    """Close whatever dialog is open."""
    st.session_state.pop(OPEN, None)


def is_open(name: str) -> bool:
    """Return whether a dialog is open."""
    return bool(st.session_state.get(OPEN) == name)


def whole(text: str | None, what: str) -> int | None:
    """Return the whole number a person wrote ("1 204", "1,204", "184"), None where nothing is written.

    Raises IdpdashError, naming `what`, for anything else.
    """
    written = (text or "").strip()
    if not written:
        return None
    number = count(written, count_style([written]))
    if isinstance(number, Unreadable):
        sentence = issue(number.code, value=written, words=dict(number.words)).message
        raise IdpdashError(_("{what}: {sentence}").format(what=what, sentence=sentence))
    return number


def written(form: str, fields: Sequence[str]) -> dict[str, Any]:
    """Return what stands in the fields of a form now, by field; None where there is no such field."""
    return {field: st.session_state.get(f"{form}_{field}") for field in fields}


def emptied(form: str, fields: Sequence[str]) -> None:
    """Empty fields of a form; call it in a callback only, before they are drawn again."""
    for field in fields:
        kept = st.session_state.get(f"{form}_{field}")
        st.session_state[f"{form}_{field}"] = "" if isinstance(kept, str) else None
