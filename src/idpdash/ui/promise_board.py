"""The board of promises by status with their age, and the table of all of them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.exchange import ENDED, RECEIVED_DAYS, Exchange, OneItem, ledger
from idpdash.formats import _, known, ngettext
from idpdash.promises import status_name
from idpdash.ui import long_list, promise_acts, show
from idpdash.ui.exchange_item import amount
from idpdash.ui.page import Page
from idpdash.ui.promise_acts import PAGE
from idpdash.vocabulary import CommitmentStatus, unit_name

MOST_CARDS = 4
NEXT_STEP = {
    CommitmentStatus.RESERVED: (CommitmentStatus.ACCEPTED, _("Accept")),
    CommitmentStatus.ACCEPTED: (CommitmentStatus.IN_TRANSIT, _("Send off")),
    CommitmentStatus.IN_TRANSIT: (CommitmentStatus.RECEIVED, _("Received")),
}
COLUMNS = {
    CommitmentStatus.RESERVED: (_("Reserved"), _("awaiting the giver")),
    CommitmentStatus.ACCEPTED: (_("Accepted"), _("by the giver")),
    CommitmentStatus.IN_TRANSIT: (_("In transit"), _("on the way")),
    CommitmentStatus.RECEIVED: (_("Received"), _("in the last {days} days").format(days=RECEIVED_DAYS)),
}
ROWS = ["commitment", "what", "city_name", "to_city_name", "status", "until", "age_days", "changed_at", "reason"]
PHONE_ROWS = ["what", "status", "age_days"]
LABELS = {
    "commitment": _("No."),
    "what": _("What"),
    "city_name": _("From"),
    "to_city_name": _("To"),
    "status": _("Status"),
    "age_days": _("Days in it"),
    "reason": _("Why"),
}


def draw(page: Page, told: Exchange, one: OneItem, *, heading: str) -> None:
    """Draw the board of one item, what of it came to nothing, and the table of all promises."""
    board(page, one, heading=heading)
    ended(page, one)
    table(page, told)


def board(page: Page, told: OneItem, *, heading: str) -> None:
    """Draw the promises of an item as cards under their status; the next step is a button on each."""
    rows = told.promises
    if rows.empty:
        if told.needed and told.unpromised:
            show.title(heading)
            show.empty(
                _("Nothing is promised yet"),
                _("Click a need or an offer, then Reserve: a part of the offer is held for that need."),
            )
        return
    show.title(heading, _("Click a promise for its history, to decline it or take a step back, and whom to call."))
    for column, (status, (name, says)) in zip(st.columns(len(COLUMNS), gap="medium"), COLUMNS.items(), strict=True):
        there = rows[rows["promise_status"] == status]
        if status is CommitmentStatus.RECEIVED:
            there = there[there["age_days"] <= RECEIVED_DAYS]
        with column:
            _head(told.item, status, name, says, there)
            for row in there.head(MOST_CARDS).to_dict("records"):
                _card(page, row)
            more = len(there) - MOST_CARDS
            if more > 0:
                st.caption(_("{count} more in the table below").format(count=formats.number(more)))


def _head(item: str, status: str, name: str, says: str, rows: pd.DataFrame) -> None:
    """Draw what a column of the board holds, in all."""
    count = int(rows["quantity"].sum())
    amount_said = f"{formats.number(count)} {unit_name(item, count)}"
    words = show.tag("b", name) + " " + show.tag("span", amount_said) + show.tag("i", f" · {says}")
    st.html(f'<div class="stage {status}">{words}</div>')


def _card(page: Page, row: dict[Hashable, Any]) -> None:
    """Draw one promise: how much from whom to whom, how long it stands so, and the next step."""
    number, status = int(row["commitment"]), CommitmentStatus(row["promise_status"])
    with st.container(border=True, gap=None, key=f"promise_{number}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small", key=f"card_{number}"):
            st.button(
                f"**{formats.number(row['quantity'])}** {show.plain(ends(row))}",
                key=f"open_{number}",
                type="tertiary",
                on_click=promise_acts.look_at,
                args=(number,),
            )
            if status in NEXT_STEP and acting(page):
                step_button(row, *NEXT_STEP[status], where=PAGE)
        st.html(show.tag("div", age(row), "age late" if row["overdue"] else "age"))


def acting(page: Page) -> bool:
    """Return whether promises can be moved: not while a day in the past is looked at."""
    return page.scope.exchange_day == page.today


def step_button(row: dict[Hashable, Any], status: CommitmentStatus, label: str, *, where: str) -> None:
    """Draw the button of a step that asks for no reason."""
    number = int(row["commitment"])
    token = promise_acts.token(promise_acts.step_name(number, status))
    st.button(
        label,
        key=f"{token}-{where}",
        on_click=promise_acts.advance,
        args=(number, str(status), line(row), where),
        kwargs={"token": token},
        type="primary" if where != PAGE else "secondary",
    )


def ends(row: dict[Hashable, Any]) -> str:
    """Return who gives and who receives: "Caldra → Dunmar"."""
    return f"{row['city_name']} → {row['to_city_name']}"


def line(row: dict[Hashable, Any]) -> str:
    """Return one promise in a line."""
    return f"{amount(row['item'], int(row['quantity']))}, {ends(row)}"


def age(row: dict[Hashable, Any]) -> str:
    """Return how long a promise stands as it does, with a sign where that is too long."""
    days = int(row["age_days"])
    said = formats.days(days) if days else _("since today")
    if row["promise_status"] == CommitmentStatus.RESERVED and known(row["until"]):
        said = _("{age}, held until {day}").format(age=said, day=formats.day(row["until"], year=False))
    elif row["promise_status"] == CommitmentStatus.RECEIVED:
        said = _("on {day}").format(day=formats.day(row["changed_at"], year=False))
    return f"▲ {said}" if row["overdue"] else said


def ended(page: Page, told: OneItem) -> None:
    """Draw the promises of an item that came to nothing, folded."""
    rows = told.promises[told.promises["promise_status"].isin(ENDED)].reset_index(drop=True)
    if rows.empty:
        return
    words = ngettext(
        "{count} promise lapsed, was declined or came back", "{count} promises lapsed, were declined or came back",
        len(rows),
    )  # fmt: skip
    expander = st.expander(words.format(count=formats.number(len(rows))), key="ended_promises", on_change="rerun")
    if expander.open:
        with expander:
            _rows(page, rows, "ended_promises", words=_("The {shown} that ended longest ago, of {count}"))


def table(page: Page, told: Exchange) -> None:
    """Draw every promise of every item, folded: by status, with the ledger to download; a click opens its history."""
    rows = told.promises
    if rows.empty:
        return
    words = ngettext("Table of {count} promise of any item", "Table of {count} promises of all items", len(rows))
    expander = st.expander(words.format(count=formats.number(len(rows))), key="all_promises", on_change="rerun")
    if not expander.open:
        return
    with expander:
        counts = {status: int((rows["promise_status"] == status).sum()) for status in CommitmentStatus}
        status = st.selectbox(
            _("Status"),
            [status for status, count in counts.items() if count],
            index=None,
            key="promises_status",
            format_func=lambda one: f"{status_name(one).capitalize()} ({formats.number(counts[one])})",
            placeholder=_("Every status"),
            label_visibility="collapsed",
            width=220,
        )
        chosen = rows if status is None else rows[rows["promise_status"] == status].reset_index(drop=True)
        _rows(page, chosen, "all_promises", words=_("The {shown} overdue or oldest in their status, of {count}"))
        label = _("Download the ledger: every promise with its history")
        day = page.scope.exchange_day
        show.download(lambda: ledger(page.read, page.scope), name="ledger", as_of=day, label=label)


def _rows(page: Page, rows: pd.DataFrame, name: str, *, words: str) -> None:
    """Draw promises as a table, those first that take too long; words: how many of a long list these are."""
    within = ["city_name", "to_city_name", "commitment", "offer_code", "need_code"]
    found = long_list.search(rows, name=name, within=within, hint=_("Search by city, number or code"))
    drawn = long_list.first(found)
    said = drawn.to_dict("records")
    what = [amount(row["item"], int(row["quantity"])) for row in said]
    shown = drawn.assign(
        what=[f"{some}, {ends(row)}" for some, row in zip(what, said, strict=True)] if page.phone else what,
        status=[_status(row) for row in said],
    )[PHONE_ROWS if page.phone else ROWS]
    numbers = [int(number) for number in drawn["commitment"]]
    config = {
        "commitment": st.column_config.NumberColumn(LABELS["commitment"], format="%d", width=52),
        "changed_at": st.column_config.DatetimeColumn(_("Since (UTC)"), format="D MMM YYYY, HH:mm"),
    }
    show.table(
        shown,
        name=f"{name}_rows",
        labels=LABELS,
        config={column: set_up for column, set_up in config.items() if column in shown},
        placeholder="",
        on_select=lambda: _open(f"{name}_rows", numbers),
    )
    long_list.foot(found, rows, name=name, as_of=page.scope.exchange_day, words=words)


def _status(row: dict[Hashable, Any]) -> str:
    """Return a promise's status in words, with a sign where it takes too long."""
    return f"▲ {status_name(row['promise_status'])}" if row["overdue"] else status_name(row["promise_status"])


def _open(name: str, numbers: list[int]) -> None:
    """Open the history of the promise whose row was clicked; call it in a callback only."""
    cells = st.session_state.get(name, {}).get("selection", {}).get("cells", [])
    if cells and cells[0][0] < len(numbers):
        promise_acts.look_at(numbers[cells[0][0]])
