"""The two columns of the Exchange page that face each other: what is needed, what is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.exchange import Exchange, OneItem
from idpdash.answers.words import unit_name
from idpdash.figures.cells import promised
from idpdash.figures.theme import palette
from idpdash.formats import _, known, ngettext
from idpdash.ui import show
from idpdash.ui.exchange_item import amount, priority_words
from idpdash.ui.exchanging import NEED, OFFER
from idpdash.ui.page import Page
from idpdash.ui.promise_history import desk
from idpdash.vocabulary import Priority, item_name

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


def needs(page: Page, told: OneItem) -> str | None:
    """Draw the open needs of an item, most urgent first; return the code of the one that was clicked."""
    rows = told.needs
    show.title(_needs_title(len(rows), int(rows["unanswered"].sum())))
    if rows.empty:
        show.empty(_("Nobody asks for {what}").format(what=unit_name(told.item, 2)), _("Enter the first need."))
        return None
    greatest = float(rows["quantity"].max())
    shown = pd.DataFrame(
        {
            "city_name": rows["city_name"],
            "priority": [_urgency(row) for row in rows.to_dict("records")],
            "days_left": rows["days_left"],
            "bar": [_bar(row, NEED, greatest, dark=page.dark) for row in rows.to_dict("records")],
            "quantity": rows["quantity"],
            "left": rows["left"],
        }
    )
    config = {
        "city_name": st.column_config.TextColumn(_("City")),
        "priority": st.column_config.TextColumn(_("Priority"), width=82),
        "days_left": st.column_config.NumberColumn(_("In"), format="%d d", width=48, help=_("Days until it is needed")),
        "bar": st.column_config.ImageColumn(
            _("Promised"),
            width=BAR + 16,
            help=_(
                "The frame: how many are asked for. Dark: received. Pale: accepted or in transit. Striped: reserved."
            ),
        ),
        "quantity": st.column_config.NumberColumn(
            _("Needed"), format="localized", width=58, help=unit_name(told.item, 2)
        ),
        "left": st.column_config.NumberColumn(
            _("Open"), format="localized", width=52, help=_("Needed, and neither promised nor received")
        ),
    }
    tones = {Priority.CRITICAL: palette(page.dark).over, Priority.HIGH: palette(page.dark).warning}
    colours = {"priority": [tones.get(Priority(priority), "") for priority in rows["priority"]]}
    return _table(NEED, rows, shown, config, placeholder=_("no day"), colours=colours)


def _bar(row: Mapping[Any, Any], colour: str, greatest: float, *, dark: bool, width: float = BAR) -> str:
    """Return a need or an offer as a bar: received, accepted or in transit, reserved, and hollow what is left."""
    parts = [float(row["received"]), float(row["accepted"] + row["in_transit"]), float(row["reserved"])]
    return promised(parts, float(row["quantity"]), colour=colour, greatest=greatest, width=width, dark=dark)


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
    return words.format(unanswered=unanswered, count=count)


def offers(page: Page, told: OneItem) -> str | None:
    """Draw the open offers of an item, largest first; return the code of the one that was clicked."""
    rows = told.offers
    unasked = int((rows["taken"] == 0).sum())
    words = ngettext(
        "Offers · {free} of {count} is not yet asked", "Offers · {free} of {count} are not yet asked", unasked
    )
    none = _("Offers · something is promised of each") if len(rows) else _("Offers")
    show.title(words.format(free=unasked, count=len(rows)) if unasked else none)
    if rows.empty:
        show.empty(_("Nobody offers {what}").format(what=unit_name(told.item, 2)), _("Enter the first offer."))
        return None
    greatest = float(rows["quantity"].max())
    shown = pd.DataFrame(
        {
            "left": rows["left"],
            "quantity": rows["quantity"],
            "bar": [_bar(row, OFFER, greatest, dark=page.dark, width=BAR - 24) for row in rows.to_dict("records")],
            "city_name": rows["city_name"],
            "to_city_name": rows["to_city_name"].fillna(_("any city")),
            "days_left": rows["days_left"],
        }
    )
    config = {
        "left": st.column_config.NumberColumn(
            _("Left"), format="localized", width=46, help=_("Offered, and not yet promised")
        ),
        "quantity": st.column_config.NumberColumn(_("Of"), format="localized", width=46, help=unit_name(told.item, 2)),
        "bar": st.column_config.ImageColumn(_("Promised"), width=BAR - 8),
        "city_name": st.column_config.TextColumn(_("City")),
        "to_city_name": st.column_config.TextColumn(_("For"), width=66),
        "days_left": st.column_config.NumberColumn(
            _("Lasts"), format="%d d", width=52, help=_("Days until the offer ends")
        ),
    }
    return _table(OFFER, rows, shown, config, placeholder=_("no end"))


def _urgency(row: Mapping[Any, Any]) -> str:
    """Return how urgent a need is, in words."""
    words = priority_words(row["priority"])
    return _("{priority}, overdue").format(priority=words) if row["overdue"] else words


def _table(
    kind: str,
    rows: pd.DataFrame,
    shown: pd.DataFrame,
    config: Mapping[str, Any],
    *,
    placeholder: str,
    colours: Mapping[str, Sequence[str]] | None = None,
) -> str | None:
    """Draw a table of needs or offers; return the code in the row that was clicked."""
    codes = list(rows[f"{kind}_code"])
    # Other rows are another table: what was clicked there does not hold here.
    name = f"{kind}s_{crc32(' '.join(codes).encode()):x}"
    height = HEADER + ROW * min(len(codes), MOST_ROWS)
    show.table(
        shown, name=name, config=config, height=height, on_select=_seen, placeholder=placeholder, colours=colours
    )
    cells = st.session_state.get(name, {}).get("selection", {}).get("cells", [])
    return str(codes[cells[0][0]]) if cells and cells[0][0] < len(codes) else None


def _seen() -> None:
    """Take note of a click; the run that follows reads it."""


def detail(rows: pd.DataFrame, kind: str, code: str | None, cities: pd.DataFrame) -> None:
    """Draw what is known of the clicked need or offer, in words, what is promised of it, and the desk to call."""
    found = rows[rows[f"{kind}_code"] == code]
    if found.empty:
        return
    row = found.iloc[0]
    head = f"{row['city_name']}: {amount(row['item'], int(row['quantity']))}"
    st.html(
        show.tag("h2", head, "panel")
        + show.tag("p", _taken(row, kind), "says")
        + show.tag("p", " · ".join(_facts(row, kind)), "says")
        + "".join(desk(city) for _at, city in cities[cities["city_code"] == row["city_code"]].iterrows())
    )


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


def map_cities(told: Exchange, one: OneItem) -> pd.DataFrame:
    """Return every city with what it needs and offers of an item, for the map."""
    every = told.cities[["city_code", "city_name", "latitude", "longitude"]]
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
    if expander.open:
        with expander:
            words = {"need": _("need"), "offer": _("offer")}
            shown = rows.assign(
                kind=rows["kind"].map(words),
                what=[amount(item, int(count)) for item, count in zip(rows["item"], rows["quantity"], strict=True)],
                exchange_status=rows["exchange_status"].map(
                    {"withdrawn": _("withdrawn"), "closed": _("closed"), "expired": _("expired")}
                ),
            )[["kind", "code", "city_name", "what", "exchange_status", "status_reason", "stated_on"]]
            labels = {"kind": _("Kind"), "code": _("Code"), "what": _("What"), "status_reason": _("Why")}
            labels |= {"stated_on": _("Since")}
            show.table(shown, name="past_rows", labels=labels, placeholder="")
            show.download(shown, name="past", as_of=page.scope.exchange_day)
