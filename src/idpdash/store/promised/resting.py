"""Promises that rest on offers, needs and sites: whom it hits where one is taken away, and how they end then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import aliased

from idpdash.errors import IdpdashError
from idpdash.formats import _, number
from idpdash.promises import ENDED_BY, status_name
from idpdash.store.promised.ends import live_on, taken_on
from idpdash.store.promised.steps import Step, move, settle
from idpdash.store.statements import holds
from idpdash.store.tables import City, CityStatement, Commitment, NeedStatement, OfferStatement
from idpdash.vocabulary import CommitmentStatus, Item, unit_name

MOST_NAMED = 8  # promises that a sentence names


@dataclass(frozen=True)
class Resting:
    """A promise as a sentence tells of it; giver and receiver by name. until: while it is only reserved."""

    commitment: int
    quantity: int
    item: Item
    status: CommitmentStatus
    giver: str
    receiver: str
    offer_id: int
    need_id: int
    receiver_id: int
    until: dt.date | None

    @property
    def live(self) -> bool:
        """Return whether it is on its way still: of those that are taken, all but the received ones are."""
        return self.status is not CommitmentStatus.RECEIVED

    def __str__(self) -> str:
        """Return it in a few words."""
        return _("promise {number} ({quantity} {unit} from {giver} to {receiver}, {status})").format(
            number=self.commitment,
            quantity=number(self.quantity),
            unit=unit_name(self.item, self.quantity),
            giver=self.giver,
            receiver=self.receiver,
            status=status_name(self.status),
        )


def of_site(site: int) -> ColumnElement[bool]:
    """Return the condition that a promise is of an offer at a site (by its number)."""
    at = select(OfferStatement.offer_id).where(holds(OfferStatement), OfferStatement.site_id == site)
    return Commitment.offer_id.in_(at)


def resting(
    connection: Connection, among: ColumnElement[bool], day: dt.date, *, received: bool = False
) -> list[Resting]:
    """Return the promises on their way on a day, by number. received: also those that were received."""
    giver, receiver = aliased(City), aliased(City)
    found = (
        select(
            Commitment.id,
            Commitment.quantity,
            OfferStatement.item,
            Commitment.status,
            giver.code.label("giver"),
            receiver.code.label("receiver"),
            Commitment.offer_id,
            Commitment.need_id,
            NeedStatement.city_id,
            Commitment.until,
        )
        .join(OfferStatement, OfferStatement.offer_id == Commitment.offer_id)
        .join(giver, giver.id == OfferStatement.city_id)
        .join(NeedStatement, NeedStatement.need_id == Commitment.need_id)
        .join(receiver, receiver.id == NeedStatement.city_id)
        .where(holds(OfferStatement), holds(NeedStatement), among, (taken_on if received else live_on)(day))
        .order_by(Commitment.id)
    )
    rows = connection.execute(found).all()
    names = _names(connection, {code for row in rows for code in (row.giver, row.receiver)})
    return [
        Resting(
            one, quantity, Item(item), CommitmentStatus(status), names.get(gives, gives), names.get(gets, gets), *ends
        )
        for one, quantity, item, status, gives, gets, *ends in rows
    ]


def _names(connection: Connection, codes: set[str]) -> dict[str, str]:
    """Return what some cities are called now, by code."""
    if not codes:
        return {}
    named = select(City.code, CityStatement.name).join(CityStatement, CityStatement.city_id == City.id)
    found = connection.execute(named.where(City.code.in_(codes), holds(CityStatement)))
    return {row.code: row.name for row in found}


def told(promises: list[Resting]) -> str:
    """Return promises for a sentence, the first of many."""
    words = [str(one) for one in promises[:MOST_NAMED]]
    if len(promises) > MOST_NAMED:
        words.append(_("and {count} more").format(count=number(len(promises) - MOST_NAMED)))
    return ", ".join(words)


def end_all(connection: Connection, among: ColumnElement[bool], what: str, step: Step) -> list[int]:
    """End the promises on their way because what they rest on goes, and return their numbers.

    Reserved and accepted ones are declined, those in transit returned. what: that which goes, for the sentence. Raises
    IdpdashError that says whom it hits where no reason is given.
    """
    hit = resting(connection, among, step.today)
    if hit and step.reason is None:
        words = _("{what} has promises on their way: {promises}. Say why, and they end with that reason.")
        raise IdpdashError(words.format(what=what, promises=told(hit)))
    settle(connection, among, step)
    for one in hit:
        move(connection, one.commitment, ENDED_BY[one.status], step, former=one.status)
    return [one.commitment for one in hit]
