"""Who waits: needs without an answer by their age, and offers that ask to be confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import clock, formats
from idpdash.answers.exchange import Exchange, OneItem
from idpdash.formats import _, ngettext
from idpdash.store.ledger import confirm
from idpdash.ui import actions, data, reserving, show
from idpdash.ui.exchange_item import NEED, amount
from idpdash.ui.page import Page

MOST = 4
_HOURS = 48  # up to here an age is told in hours


def unanswered(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the needs of an item for which nobody promised anything, the one waiting longest first, with the next act.

    The clock has two thresholds that a coordinator sets: a need waits too long (▲), and far too long (■).
    """
    rows = one.unanswered
    if rows.empty:
        return
    late = int(rows["late"].sum())
    words = _("Unanswered for {days} or more: {late} of {count}")
    show.title(
        words.format(days=formats.days(told.answer_days), late=formats.number(late), count=formats.number(len(rows)))
    )
    today = page.scope.exchange_day == page.today
    now = clock.now() if today else None
    with st.container(gap=None, key="unanswered"):
        for row in rows.head(MOST).to_dict("records"):
            _waits(row, now, possible=today and reserving.possible(row, one.offers))
        if len(rows) > MOST:
            st.caption(_("and {count} more").format(count=formats.number(len(rows) - MOST)))


def _waits(row: dict[Hashable, Any], now: dt.datetime | None, *, possible: bool) -> None:
    """Draw one need that waits: whose, for how long, and the way to a promise, or that no offer fits."""
    code = str(row["need_code"])
    age = waited(row["stated_on"], int(row["waited_days"]), now)
    sign, css = ("■ ", "age over") if row["very_late"] else ("▲ ", "age late") if row["late"] else ("", "age")
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small", key=f"waits_{code}"):
        name = f"{row['city_name']}, {amount(row['item'], int(row['quantity']))}"
        st.html(show.tag("span", name) + " " + show.tag("span", f"{sign}{age}", css))
        if possible:
            st.button(_("Reserve…"), key=f"answer_{code}", on_click=reserving.begin, args=(NEED, code))
        elif now is not None:
            st.html(show.tag("span", _("no offer fits"), "age"))


def waited(since: pd.Timestamp, days: int, now: dt.datetime | None) -> str:
    """Return how long a need waits: in hours for two days, then in days; now: None where a past day is looked at."""
    hours = int((pd.Timestamp(now) - since).total_seconds() // 3600) if now is not None else None
    if hours is None or hours > _HOURS:
        return formats.days(days)
    return ngettext("{count} hour", "{count} hours", max(hours, 0)).format(count=max(hours, 0))


def stale(page: Page, told: Exchange, one: OneItem) -> None:
    """Draw the offers that nobody confirmed for long, each with the button that does."""
    rows = one.stale
    if rows.empty or page.scope.exchange_day != page.today:
        return
    words = ngettext(
        "{count} offer was not confirmed for {days}", "{count} offers were not confirmed for {days}", len(rows)
    )
    show.title(words.format(count=formats.number(len(rows)), days=formats.days(told.stale_days)))
    for row in rows.head(MOST).to_dict("records"):
        code = str(row["offer_code"])
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small", key=f"stale_{code}"):
            line = f"{row['city_name']}, {amount(row['item'], int(row['left']))}"
            age = _("stated {days} ago").format(days=formats.days(int(row["stated_days"])))
            st.html(show.tag("span", line) + " " + show.tag("span", age, "age late"))
            token = actions.token(f"confirm-{code}")
            st.button(_("Still holds"), key=token, on_click=_confirm, args=(code, line, token))
    if len(rows) > MOST:
        st.caption(_("and {count} more").format(count=formats.number(len(rows) - MOST)))


def _confirm(code: str, line: str, token: str) -> None:
    """State an offer anew, because it still holds."""
    store, now = data.store(), clock.now()
    actions.act(
        lambda: confirm(store, code, by=actions.BY, now=now, token=token),
        _("{offer}: confirmed today.").format(offer=line),
    )
