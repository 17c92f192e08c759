"""What promises speak against: one rule for an offer, a need or a site stated anew by hand, by a file or by an undo.

Only what changes can contradict: who repeats what is stored is never refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from idpdash.formats import day, number
from idpdash.intake.issues import Issue, issue
from idpdash.store.promised.resting import Resting, told
from idpdash.store.tables import NeedStatement, OfferStatement
from idpdash.vocabulary import ExchangeStatus, SiteStatus, unit_name

Exchanged = type[NeedStatement] | type[OfferStatement]


@dataclass(frozen=True)
class Contradiction:
    """What is said against promises, by the column that says it. key: of its sentence in the catalogue."""

    key: str
    column: str
    promises: tuple[Resting, ...]
    words: Mapping[str, object]

    def issue(self, *, row: int | None = None, value: str | None = None) -> Issue:
        """Return it as an issue: of a row of a file, or (no row) for its sentence alone."""
        column = self.column if row is not None else None
        said = {**self.words, "promises": told(list(self.promises))}
        return issue(self.key, row=row, column=column, value=value, words=said)


def contradictions(
    of: Exchanged, stored: Mapping[str, Any], new: Mapping[str, Any], promises: Sequence[Resting], on: dt.date
) -> list[Contradiction]:
    """Return what a new statement on an offer or a need says against its promises on their way or received.

    stored, new: columns of statements; one that `new` lacks stays. on: the day on which the promises are that.
    """
    if not promises:
        return []
    changed = {name for name, value in new.items() if name in stored and value != stored[name]}
    live = [one for one in promises if one.live]
    what = "item" if "item" in changed else "unit"  # an item has its own unit
    found = [_said(name, promises) for name in (what, "city_id") if name in changed]
    if "status" in changed and new["status"] != ExchangeStatus.OPEN:
        found.append(_said("status", live))
    if of is OfferStatement:
        found += _against_offer({name: new[name] for name in changed}, stored, promises, live, on)
    return [one for one in found if one.promises]


def _against_offer(
    changed: Mapping[str, Any],
    stored: Mapping[str, Any],
    promises: Sequence[Resting],
    live: Sequence[Resting],
    on: dt.date,
) -> list[Contradiction]:
    """Return what an offer alone can say against its promises: too little, too short, or for another city only."""
    found = list[Contradiction]()
    taken = sum(one.quantity for one in promises)
    if changed.get("quantity", taken) < taken:
        found.append(_said("quantity", promises, taken=number(taken), unit=unit_name(stored["item"], taken)))
    if (last := changed.get("expires_on")) is not None:
        hit = [one for one in live if last < on or (one.until is not None and last < one.until)]
        found.append(_said("expires_on", hit, day=day(last)))
    if (only_for := changed.get("to_city_id")) is not None:
        found.append(_said("to_city_id", [one for one in live if one.receiver_id != only_for]))
    return found


# How a column of statements is called in a file, and the sentence for one that contradicts.
_SAID = {
    "item": ("item", "promised_otherwise"),
    "unit": ("unit", "promised_otherwise"),
    "city_id": ("city_name", "promised_otherwise"),
    "status": ("exchange_status", "promised_otherwise"),
    "quantity": ("quantity", "offer_below_promises"),
    "expires_on": ("expires_on", "expires_under_promises"),
    "to_city_id": ("to_city_name", "promised_to_others"),
}


def _said(name: str, promises: Sequence[Resting], **words: object) -> Contradiction:
    """Return the contradiction of one column of a statement."""
    column, key = _SAID[name]
    return Contradiction(key, column, tuple(promises), words)


def is_closed(site: Mapping[str, Any], on: dt.date) -> bool:
    """Return whether a statement on a site says that it is closed on a day."""
    return site["status"] == SiteStatus.CLOSED or (site["closes_on"] is not None and site["closes_on"] < on)


def closing(
    code: str, stored: Mapping[str, Any] | None, new: Mapping[str, Any] | None, promises: Sequence[Resting], on: dt.date
) -> Contradiction | None:
    """Return the contradiction where a site that stood on a day is closed, or (new is None) no longer known, by then.

    promises: of places there, on their way.
    """
    if not promises or stored is None or is_closed(stored, on) or (new is not None and not is_closed(new, on)):
        return None
    column = "status" if new is None or new["status"] == SiteStatus.CLOSED else "closes_on"
    return Contradiction("closes_promised_site", column, tuple(promises), {"site": code})
