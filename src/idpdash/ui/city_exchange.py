"""What the page of a city says of its needs and offers: how much of each is promised, and who stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from idpdash import formats
from idpdash.answers.city import City
from idpdash.answers.exchange import taken
from idpdash.figures.cells import promised
from idpdash.formats import _, day, known, ngettext, number
from idpdash.ui import choosing, show
from idpdash.ui.brief import Cell, Head, brief
from idpdash.ui.exchange_item import amount
from idpdash.ui.page import Page
from idpdash.vocabulary import Priority

NEEDS, OFFERS = 4, 3  # rows, the others are in Exchange
ENDS = 2  # cities that are named beside a need or an offer
BAR = 44  # pixels


def needs(page: Page, told: City) -> None:
    """Draw its open needs, most urgent first, with what is promised and received of each."""
    rows = told.exchange.needs
    title = ngettext("It asks for {count} thing", "It asks for {count} things", len(rows))
    show.title(title.format(count=number(len(rows))) if len(rows) else _("It asks for nothing"))
    if len(rows):
        shown = rows.head(NEEDS).to_dict("records")
        heads = [
            Head(_("What")),
            Head(_("By")),
            Head(_("Promised"), hint=_("Promised and received, of what is asked for or offered")),
        ]
        table = [_need(row, told, dark=page.dark) for row in shown]
        brief(heads, table, label=_("Needs of {city}").format(city=told.name))
    if len(rows) > NEEDS:
        more = _("{count} more in Exchange →").format(count=number(len(rows) - NEEDS))
        choosing.way_on("exchange", told.name, label=more)


def _need(row: Mapping[Any, Any], told: City, *, dark: bool) -> list[str | Cell]:
    """Return one need as a row, with who covers it."""
    by = day(row["needed_by"], year=False) if known(row["needed_by"]) else _("no day")
    late = _("{day}, overdue").format(day=by) if row["overdue"] else by
    tone = {Priority.CRITICAL: "over", Priority.HIGH: "warning"}.get(Priority(row["priority"]), "")
    said = _("{taken} of {asked}").format(taken=number(row["taken"]), asked=number(row["quantity"]))
    drawn = _bar(row, "need", dark=dark)
    urgent = f" · {_('critical')}" if row["priority"] == Priority.CRITICAL else ""
    return [
        Cell(amount(row["item"], int(row["quantity"])) + urgent, tone if urgent else ""),
        late,
        Cell(said, "", drawn, more=_ends(told, "need_code", row["need_code"], "city_name", _("from {cities}"))),
    ]


def _ends(told: City, code: str, value: str, end: str, words: str) -> str:
    """Return the cities at the other end of what is promised and received of a need or an offer, the most first."""
    rows = taken(told.exchange.promises)
    sums = rows[rows[code] == value].groupby(end)["quantity"].sum().sort_values(ascending=False, kind="stable")
    if sums.empty:
        return ""
    said = [f"{name} {number(count)}" for name, count in sums.head(ENDS).items()]
    rest = len(sums) - ENDS
    if rest > 0:
        said.append(ngettext("{count} other", "{count} others", rest).format(count=number(rest)))
    return words.format(cities=formats.listing(said))


def _bar(row: Mapping[Any, Any], colour: str, *, dark: bool) -> str:
    """Return how much of a need or an offer is received, under way and reserved, as a drawing."""
    parts = (float(row["received"]), float(row["accepted"] + row["in_transit"]), float(row["reserved"]))
    return promised(parts, float(row["quantity"]), colour=colour, width=BAR, height=14, dark=dark)


def gives(page: Page, told: City) -> None:
    """Draw its open offers, the largest first, with what is promised of each and for whom."""
    rows = told.given
    title = ngettext("It offers {count} thing", "It offers {count} things", len(rows))
    show.title(title.format(count=number(len(rows))) if len(rows) else _("It offers nothing at the moment"))
    if len(rows):
        heads = [
            Head(_("What")),
            Head(_("For")),
            Head(_("Promised"), hint=_("Promised and received, of what is asked for or offered")),
        ]
        table = [_offer(row, told, dark=page.dark) for row in rows.head(OFFERS).to_dict("records")]
        brief(heads, table, label=_("Offers of {city}").format(city=told.name))
    if len(rows) > OFFERS:
        more = _("{count} more in Exchange →").format(count=number(len(rows) - OFFERS))
        choosing.way_on("exchange", told.name, label=more)


def _offer(row: Mapping[Any, Any], told: City, *, dark: bool) -> list[str | Cell]:
    """Return one offer as a row, with whom it helps."""
    whom = str(row["to_city_name"]) if known(row["to_city_name"]) else _("any city")
    said = _("{taken} of {given}").format(taken=number(row["taken"]), given=number(row["quantity"]))
    drawn = _bar(row, "offer", dark=dark)
    more = _ends(told, "offer_code", row["offer_code"], "to_city_name", _("to {cities}"))
    return [amount(row["item"], int(row["quantity"])), whom, Cell(said, "", drawn, more=more)]
