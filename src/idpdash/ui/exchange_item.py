"""Which item the Exchange page looks at, and how amounts and priorities are said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.vocabulary import Item, Priority, item_name, unit_name

ITEM = "exchange_item"
NEED, OFFER = "need", "offer"


def chosen_item(items: Sequence[str]) -> str:
    """Return the item to look at: the one in the address (?item=places), else the last one, else the first there is.

    items: those that somebody needs or offers; without any, any item may be looked at.
    """
    known_items = [*items] or [str(item) for item in Item]
    wanted = (st.query_params.get("item"), st.session_state.get(ITEM))
    item = next((str(one) for one in wanted if one in known_items), known_items[0])
    look_at(item)
    return item


def look_at(item: str) -> None:
    """Keep the item for this session and write it into the address; a need or offer of another one leaves it."""
    st.session_state[ITEM] = item
    if st.query_params.get("item") != item:
        st.query_params["item"] = item
        for kind in (NEED, OFFER):
            st.query_params.pop(kind, None)


def pills(coverage: pd.DataFrame, item: str, *, late: Collection[str] = ()) -> None:
    """Draw the items with how many needs and offers of each are open; a click looks at one.

    coverage: `measures.exchange.coverage`. late: the items of which a need waits too long for an answer.
    """
    counts = {
        row["item"]: f"{item_name(row['item'])} {row['needs']} | {row['offers']}"
        + (" ▲" if row["item"] in late else "")
        for row in coverage.to_dict("records")
    }
    if not counts:
        return
    st.session_state["item_pills"] = item
    st.pills(
        _("Item: open needs | open offers"),
        list(counts),
        format_func=lambda one: counts.get(one, one),
        key="item_pills",
        required=True,
        on_change=lambda: look_at(st.session_state["item_pills"]),
        label_visibility="collapsed",
    )


def amount(item: str, count: int) -> str:
    """Return an amount in full with its unit: "1 204 relief kits"."""
    return f"{formats.number(count)} {unit_name(item, count)}"


def priority_words(priority: str) -> str:
    """Return a priority as a word with its shape."""
    return {
        Priority.CRITICAL: _("■ critical"),
        Priority.HIGH: _("▲ high"),
        Priority.NORMAL: _("normal"),
    }[Priority(priority)]
