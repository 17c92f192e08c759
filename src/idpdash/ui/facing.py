"""The two columns of the Exchange page that face each other: what is needed, what is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.exchange import OneItem
from idpdash.figures.cells import promised
from idpdash.figures.theme import palette
from idpdash.formats import _, ngettext
from idpdash.ui import exchange_address, long_list, show
from idpdash.ui.exchange_item import NEED, OFFER, amount, priority_words
from idpdash.ui.page import Page
from idpdash.vocabulary import Priority, item_name, unit_name

ROW, HEADER = 31, 34  # pixels
MOST_ROWS = 13
BAR = 66
CITY_LABELS = {"needed": _("Needed"), "offered": _("Offered by it"), "offered_to": _("Offered to it by name")}
ITEM_LABELS = {
    "needs": _("Open needs"),
    "offers": _("Open offers"),
    "needed": _("Needed"),
    "offered": _("Offered"),
    "received": _("Received"),
    "promised": _("Promised"),
    "could": _("Could be met"),
    "covered": _("Received, promised or could be met"),
    "unpromised": _("Offered and not promised"),
    "uncovered": _("Nobody offers yet"),
}


def coverage(told: OneItem) -> None:
    """Draw how much of the need is received, promised, could be met or has no offer, and what is offered beyond."""
    if not told.needed and not told.offered:
        return
    parts = [
        (told.received, "met", _("received")),
        (told.promised, "promised", _("promised")),
        (told.could, "could", _("could be met by open offers")),
        (told.uncovered, "open", _("nobody offers yet")),
        (told.unpromised - told.could, "spare", _("offered beyond that")),
    ]
    drawn = [(count, css, words) for count, css, words in parts if count]
    bar = "".join(f'<i class="{css}" style="flex: {count} 1 0"></i>' for count, css, _words in drawn)
    head = show.tag("b", formats.number(told.needed)) + f" {unit_name(told.item, told.needed)} {_('needed')}"
    said = "".join(
        f"<span>{show.tag('b', formats.number(count), css)} {show.tag('span', words)}</span>"
        for count, css, words in drawn
    )
    st.html(f'<div class="cover"><div class="bar">{bar}</div><div class="words"><span>{head}</span>{said}</div></div>')


def needs(page: Page, told: OneItem) -> None:
    """Draw the open needs of an item, most urgent first; a click on one looks at it."""
    rows = told.needs
    show.title(_needs_title(len(rows), int(rows["unanswered"].sum())))
    if rows.empty:
        show.empty(_("Nobody asks for {what}").format(what=unit_name(told.item, 2)), _("Enter the first need."))
        return
    found = long_list.search(rows, name=NEED, within=["city_name", "need_code"], hint=_("Search needs by city or code"))
    drawn = long_list.first(found)
    greatest = float(rows["quantity"].max())
    tones = {Priority.CRITICAL: palette(page.dark).over, Priority.HIGH: palette(page.dark).warning}
    urgent = [tones.get(Priority(priority), "") for priority in drawn["priority"]]
    shown = pd.DataFrame(
        {
            "city_name": _urgent_names(drawn) if page.phone else drawn["city_name"],
            "priority": [priority_words(priority) for priority in drawn["priority"]],
            "days_left": drawn["days_left"],
            "bar": [_bar(row, NEED, greatest, dark=page.dark) for row in drawn.to_dict("records")],
            "quantity": drawn["quantity"],
            "left": drawn["left"],
        }
    )
    config = {
        "city_name": st.column_config.TextColumn(_("City"), width=112 if page.phone else None),
        "priority": st.column_config.TextColumn(_("Priority"), width=82),
        "days_left": st.column_config.NumberColumn(
            _("In"), format="%d d", width=48, help=_("Days until it is needed; below zero it is overdue")
        ),
        "bar": st.column_config.ImageColumn(
            _("Promised"),
            width=BAR + 16,
            help=_(
                "The frame: what is asked for, longer where it is more. "
                "Dark: received. Pale: accepted or in transit. Striped: reserved."
            ),
        ),
        "quantity": st.column_config.NumberColumn(
            _("Needed"), format="localized", width=58, help=unit_name(told.item, 2)
        ),
        "left": st.column_config.NumberColumn(
            _("Open"), format="localized", width=52, help=_("Needed, and neither promised nor received")
        ),
    }
    late = [palette(page.dark).warning if overdue else "" for overdue in drawn["overdue"]]
    colours = {"priority": urgent, "days_left": late}
    if page.phone:
        shown, colours = shown[["city_name", "bar", "left", "days_left"]], {"city_name": urgent, "days_left": late}
    _table(NEED, drawn, shown, config, placeholder=_("no day"), colours=colours)
    words = _("The {shown} most urgent of {count}")
    long_list.foot(found, rows, name="needs", as_of=page.scope.exchange_day, words=words)


def _urgent_names(rows: pd.DataFrame) -> list[str]:
    """Return the cities with the shape of their need's priority, where there is room for one column only."""
    signs = {Priority.CRITICAL: "■ ", Priority.HIGH: "▲ "}
    return [
        signs.get(Priority(priority), "") + name
        for name, priority in zip(rows["city_name"], rows["priority"], strict=True)
    ]


def _bar(row: Mapping[Any, Any], colour: str, greatest: float, *, dark: bool, width: float = BAR) -> str:
    """Return a need or an offer as a bar: received, accepted or in transit, reserved, and hollow what is left.

    The frame is longer where the quantity is greater, by its square root: a tenth can be read beside the whole.
    """
    parts = [float(row["received"]), float(row["accepted"] + row["in_transit"]), float(row["reserved"])]
    whole = float(row["quantity"])
    longest = sqrt(whole * greatest)  # of the frame's scale: its length is then sqrt(whole / greatest)
    return promised(parts, whole, colour=colour, greatest=longest, width=width, dark=dark)


def _needs_title(count: int, unanswered: int) -> str:
    """Return for how many of the needs nobody promised anything."""
    if not count:
        return _("Needs")
    if not unanswered:
        return _("Needs · something is promised for each")
    words = ngettext(
        "Needs · {unanswered} of {count} has nothing yet",
        "Needs · {unanswered} of {count} have nothing yet",
        unanswered,
    )
    return words.format(unanswered=formats.number(unanswered), count=formats.number(count))


def offers(page: Page, told: OneItem) -> None:
    """Draw the open offers of an item, largest first; a click on one looks at it."""
    rows = told.offers
    unasked = int((rows["taken"] == 0).sum())
    words = ngettext(
        "Offers · {free} of {count} is not yet asked", "Offers · {free} of {count} are not yet asked", unasked
    )
    none = _("Offers · something is promised of each") if len(rows) else _("Offers")
    show.title(words.format(free=formats.number(unasked), count=formats.number(len(rows))) if unasked else none)
    if rows.empty:
        show.empty(_("Nobody offers {what}").format(what=unit_name(told.item, 2)), _("Enter the first offer."))
        return
    hint = _("Search offers by city or code")
    found = long_list.search(rows, name=OFFER, within=["city_name", "to_city_name", "offer_code"], hint=hint)
    drawn = long_list.first(found)
    greatest = float(rows["quantity"].max())
    shown = pd.DataFrame(
        {
            "left": drawn["left"],
            "quantity": drawn["quantity"],
            "bar": [_bar(row, OFFER, greatest, dark=page.dark, width=BAR - 24) for row in drawn.to_dict("records")],
            "city_name": drawn["city_name"],
            "to_city_name": drawn["to_city_name"].fillna(_("any city")),
            "days_left": drawn["days_left"],
        }
    )
    config = {
        "left": st.column_config.NumberColumn(
            _("Left"), format="localized", width=46, help=_("Offered, and not yet promised")
        ),
        "quantity": st.column_config.NumberColumn(_("Of"), format="localized", width=46, help=unit_name(told.item, 2)),
        "bar": st.column_config.ImageColumn(_("Promised"), width=BAR - 8),
        "city_name": st.column_config.TextColumn(_("City"), width=96 if page.phone else None),
        "to_city_name": st.column_config.TextColumn(_("For"), width=66),
        "days_left": st.column_config.NumberColumn(
            _("Lasts"), format="%d d", width=52, help=_("Days until the offer ends")
        ),
    }
    if page.phone:
        shown = shown[["city_name", "to_city_name", "bar", "left", "days_left"]]
    _table(OFFER, drawn, shown, config, placeholder=_("no end"))
    words = _("The {shown} largest of {count}")
    long_list.foot(found, rows, name="offers", as_of=page.scope.exchange_day, words=words)


def _table(
    kind: str,
    rows: pd.DataFrame,
    shown: pd.DataFrame,
    config: Mapping[str, Any],
    *,
    placeholder: str,
    colours: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Draw a table of needs or offers; a click on a row looks at what stands there."""
    codes = [str(code) for code in rows[f"{kind}_code"]]
    # Other rows are another table: what was clicked there does not hold here.
    name = f"{kind}s_{crc32(' '.join(codes).encode()):x}"
    show.table(
        shown,
        name=name,
        config={column: setting for column, setting in config.items() if column in shown},
        height=HEADER + ROW * min(max(len(codes), 1), MOST_ROWS),
        on_select=lambda: exchange_address.on_row(kind, name, codes),
        placeholder=placeholder,
        colours=colours,
    )


def map_cities(cities: pd.DataFrame, one: OneItem) -> pd.DataFrame:
    """Return every city (`frames.CITIES`) with what it needs and offers of an item, for the map."""
    every = cities[["city_code", "city_name", "latitude", "longitude"]]
    return every.merge(one.cities.drop(columns=["city_name", "latitude", "longitude"]), how="left", on="city_code")


def item_rows(by_item: pd.DataFrame) -> pd.DataFrame:
    """Return `measures.exchange.coverage` with the items in words."""
    return by_item.assign(item=by_item["item"].map(item_name))


def past(page: Page, rows: pd.DataFrame) -> None:
    """Draw the needs and offers that are over, with why."""
    if rows.empty:
        return
    label = ngettext("{count} need or offer is over", "{count} needs and offers are over", len(rows))
    expander = st.expander(label.format(count=formats.number(len(rows))), key="past", on_change="rerun")
    if not expander.open:
        return
    with expander:
        found = long_list.search(
            rows, name="past", within=["city_name", "code", "status_reason"], hint=_("Search by city, code or reason")
        )
        drawn = long_list.first(found)
        words = {"need": _("need"), "offer": _("offer")}
        shown = drawn.assign(
            kind=drawn["kind"].map(words),
            what=[amount(item, int(count)) for item, count in zip(drawn["item"], drawn["quantity"], strict=True)],
            exchange_status=drawn["exchange_status"].map(
                {"withdrawn": _("withdrawn"), "closed": _("closed"), "expired": _("expired")}
            ),
        )
        every = ["kind", "code", "city_name", "what", "exchange_status", "status_reason", "stated_on"]
        labels = {"kind": _("Kind"), "code": _("Code"), "what": _("What"), "status_reason": _("Why")}
        labels |= {"stated_on": _("Since")}
        kept = ["city_name", "what", "exchange_status"] if page.phone else every
        show.table(shown[kept], name="past_rows", labels=labels, placeholder="")
        day = page.scope.exchange_day
        if len(rows) > long_list.MOST:
            long_list.foot(found, rows, name="past", as_of=day, words=_("The {shown} newest of {count}"))
        else:
            show.download(shown[every], name="past", as_of=day)
