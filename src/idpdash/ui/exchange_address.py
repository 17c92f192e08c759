"""Which need and which offer the Exchange page looks at: kept in the address, so that a link leads to just these."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from idpdash.answers.exchange import Exchange
from idpdash.formats import _, known
from idpdash.ui.exchange_item import NEED, OFFER, amount

KINDS = (NEED, OFFER)


def chosen(kind: str) -> str | None:
    """Return the code of the need or offer in the address (?need=N12), None where none is chosen."""
    return str(st.query_params.get(kind) or "") or None


def choose(kind: str, code: str | None) -> None:
    """Look at a need or an offer, or at none; call it in a callback only."""
    if code:
        st.query_params[kind] = code
    else:
        st.query_params.pop(kind, None)


def on_row(kind: str, name: str, codes: Sequence[str]) -> None:
    """Look at what stands in the row of a table that was clicked; call it in a callback only. codes: by row."""
    cells = st.session_state.get(name, {}).get("selection", {}).get("cells", [])
    row = cells[0][0] if cells else None
    choose(kind, str(codes[row]) if row is not None and row < len(codes) else None)


def follow(told: Exchange) -> None:
    """Look at the item of the need or offer in the address; what is chosen of another item is chosen no more."""
    rows = {NEED: told.needs, OFFER: told.offers}
    items = {}
    for kind in KINDS:
        found = rows[kind].loc[rows[kind][f"{kind}_code"] == chosen(kind), "item"]
        if len(found):
            items[kind] = str(found.iloc[0])
    item = next(iter(items.values()), None)
    if item is not None and st.query_params.get("item") != item:
        st.query_params["item"] = item
    for kind, its in items.items():
        if its != item:
            choose(kind, None)


def missing(told: Exchange) -> list[str]:
    """Return, of what the address names and is not open, a sentence each: over and why, or not known here."""
    said = []
    for kind, rows in ((NEED, told.needs), (OFFER, told.offers)):
        code = chosen(kind)
        if code is None or code in set(rows[f"{kind}_code"]):
            continue
        past = told.past[(told.past["kind"] == kind) & (told.past["code"] == code)]
        said.append(_over(past.iloc[0]) if len(past) else _unknown(kind).format(code=code))
    return said


def _unknown(kind: str) -> str:
    """Return that a code names nothing that is open."""
    if kind == NEED:
        return _("No need with the code {code} is open here on this day.")
    return _("No offer with the code {code} is open here on this day.")


def _over(row: pd.Series) -> str:
    """Return that a need or an offer is over, and why. row: of `Exchange.past`."""
    status = {"withdrawn": _("withdrawn"), "closed": _("closed"), "expired": _("expired")}[row["exchange_status"]]
    why = f"{status} ({row['status_reason']})" if known(row["status_reason"]) else status
    what = amount(row["item"], int(row["quantity"]))
    return _("{city}, {what} ({code}) is over: {why}.").format(
        city=row["city_name"], what=what, code=row["code"], why=why
    )
