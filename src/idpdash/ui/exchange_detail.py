"""What is known of one need or offer: in words, what is promised of it, the desk to call, and the link to share."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.exchange import OneItem
from idpdash.formats import _, known
from idpdash.promises import TAKEN, status_name
from idpdash.ui import exchange_address, promise_acts, show
from idpdash.ui.exchange_item import NEED, amount, priority_words
from idpdash.ui.promise_history import desk

MOST = 5  # promises of it that are listed


def draw(told: OneItem, kind: str, cities: pd.DataFrame) -> None:
    """Draw the need or offer in the address, what is promised of it, and its city's desk; nothing where none is chosen.

    cities: `frames.CITIES`.
    """
    rows, code = told.needs if kind == NEED else told.offers, exchange_address.chosen(kind)
    found = rows[rows[f"{kind}_code"] == code]
    if found.empty:
        return
    row = found.iloc[0]
    head = f"{row['city_name']}: {amount(row['item'], int(row['quantity']))}"
    with st.container(key=f"chosen_{kind}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            show.title(head)
            st.button(
                _("Close"), icon=":material/close:", type="tertiary", key=f"leave_{kind}",
                on_click=exchange_address.choose, args=(kind, None),
            )  # fmt: skip
        st.html(
            show.tag("p", _taken(row, kind), "says")
            + show.tag("p", " · ".join(_facts(row, kind)), "says")
            + "".join(desk(city) for _at, city in cities[cities["city_code"] == row["city_code"]].iterrows())
        )
        _promises(told.promises[told.promises[f"{kind}_code"] == code], kind)
        words = _("The address of this page leads to this need: copy it to share it.")
        st.caption(words if kind == NEED else _("The address of this page leads to this offer: copy it to share it."))


def _promises(rows: pd.DataFrame, kind: str) -> None:
    """Draw the promises of a need or an offer that hold, each a way to its history."""
    there = rows[rows["promise_status"].isin(TAKEN)]
    for row in there.head(MOST).to_dict("records"):
        words = _("{what} of {city}") if kind == NEED else _("{what} for {city}")
        whom = row["city_name"] if kind == NEED else row["to_city_name"]
        line = words.format(what=amount(row["item"], int(row["quantity"])), city=show.plain(str(whom)))
        st.button(
            f"{line} · {status_name(row['promise_status'])}", key=f"of_{kind}_{row['commitment']}", type="tertiary",
            icon=":material/history:", on_click=promise_acts.look_at, args=(int(row["commitment"]),),
        )  # fmt: skip
    if len(there) > MOST:
        st.caption(_("and {count} more").format(count=formats.number(len(there) - MOST)))


def _taken(row: pd.Series, kind: str) -> str:
    """Return what is received, on the way, reserved and left of a need or an offer: the bar in words."""
    stages = {
        "received": _("{count} received"),
        "in_transit": _("{count} in transit"),
        "accepted": _("{count} accepted"),
        "reserved": _("{count} reserved"),
    }
    said = [words.format(count=formats.number(row[stage])) for stage, words in stages.items() if row[stage]]
    surplus = int(row["surplus"]) if kind == NEED else 0
    left = _("{count} still open") if kind == NEED else _("{count} left")
    said.append(left.format(count=formats.number(row["left"])))
    said += [_("{count} more than is asked for").format(count=formats.number(surplus))] if surplus else []
    return formats.listing(said)


def _facts(row: pd.Series, kind: str) -> list[str]:
    """Return what is known of a need or an offer, beside its quantity."""
    entered = _("entered {day}").format(day=formats.day(row["stated_on"]))
    if kind == NEED:
        by = _("needed by {day}").format(day=formats.day(row["needed_by"])) if known(row["needed_by"]) else ""
        said = [row["note"], priority_words(row["priority"]), by]
    else:
        to = _("for {city}").format(city=row["to_city_name"]) if known(row["to_city_name"]) else _("for any city")
        start = formats.day(row["available_from"])
        said = [row["conditions"], to, _("from {day}").format(day=start) if known(row["available_from"]) else ""]
        said.append(_("until {day}").format(day=formats.day(row["expires_on"])) if known(row["expires_on"]) else "")
        said.append(_("at site {site}").format(site=row["site_code"]) if known(row["site_code"]) else "")
    said += [str(row[f"{kind}_code"]), entered]
    return [str(words) for words in said if known(words) and words]
