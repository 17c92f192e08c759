"""A long list in short: a search, the first rows with how many there are in all, and all of them as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.ui import show

MOST = 50  # rows that are sent to a browser at once


def search(rows: pd.DataFrame, *, name: str, within: Sequence[str], hint: str) -> pd.DataFrame:
    """Draw a search over a list that is longer than what is shown, and return the rows that it finds.

    within: the columns that are searched, for every word, in any case. A short list is returned as it is.
    """
    if len(rows) <= MOST:
        return rows
    words = st.text_input(
        hint, key=f"{name}_search", placeholder=hint, label_visibility="collapsed", autocomplete="off"
    )
    if not words.strip():
        return rows
    texts = rows[list(within)].astype("object").fillna("").astype("str").agg(" ".join, axis=1).str.casefold()
    found = pd.Series(data=True, index=rows.index)
    for word in words.split():
        found &= texts.str.contains(word.casefold(), regex=False)
    return rows[found].reset_index(drop=True)


def first(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are shown."""
    return rows.head(MOST)


def foot(found: pd.DataFrame, every: pd.DataFrame, *, name: str, as_of: dt.date, words: str) -> None:
    """Draw how many of a long list are shown, and all that were found as a file; nothing under a short list.

    words: "The {shown} most urgent of {count}".
    """
    if len(every) <= MOST:
        return
    if found.empty:
        st.caption(_("Nothing is found; search for another word."))
        return
    shown = min(len(found), MOST)
    said = words if len(found) > MOST else _("{shown} of {count}")
    count = len(found) if len(found) > MOST else len(every)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{name}_more"):
        st.caption(said.format(shown=formats.number(shown), count=formats.number(count)), width="content")
        label = _("Download all {count}").format(count=formats.number(len(found)))
        show.download(found, name=name, as_of=as_of, label=label)
