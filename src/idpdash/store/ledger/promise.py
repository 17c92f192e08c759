"""A promise between its ends: what is left of them, and whether more fits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, or_

from idpdash.errors import IdpdashError
from idpdash.formats import _, number
from idpdash.store.promised.ends import End, Ends
from idpdash.store.promised.steps import Step, settle
from idpdash.store.record.act import city_name
from idpdash.store.tables import Commitment
from idpdash.vocabulary import CommitmentStatus, ExchangeStatus, unit_name


@dataclass(frozen=True)
class Promise:
    """What an act made of a promise, and what is left of its offer and need after it, never less than 0."""

    number: int
    status: CommitmentStatus
    quantity: int
    offer_left: int
    need_left: int


def promise(commitment: int, status: CommitmentStatus, quantity: int, between: Ends, *, change: int) -> Promise:
    """Return a promise as it stands. change: by how much it changed what was taken of both ends before."""
    taken = between.taken
    left = [
        max(0, end.quantity - was - change) for end, was in ((between.offer, taken.offer), (between.need, taken.need))
    ]
    return Promise(commitment, status, quantity, *left)


def settle_between(connection: Connection, between: Ends, step: Step) -> None:
    """Write which promises of an offer and a need have lapsed."""
    if between.taken.lapsed:
        among = or_(Commitment.offer_id == between.offer.number, Commitment.need_id == between.need.number)
        settle(connection, among, step)


def fit_each_other(connection: Connection, between: Ends) -> None:
    """Refuse, with a sentence, an offer that is not for this need, and ends that are not open."""
    offer, need = between.offer, between.need
    for end, closed in (
        (offer, _("Offer {code} is {status}: nothing of it can be promised.")),
        (need, _("Need {code} is {status}: nothing can be promised for it.")),
    ):
        if end.status != ExchangeStatus.OPEN:
            raise IdpdashError(closed.format(code=end.code, status=end.status))
    if (offer.item, offer.unit) != (need.item, need.unit):
        words = _("Offer {offer} is of {gives} ({unit}), need {need} asks for {asks} ({other}).")
        gives, asks = (end.item.replace("_", " ") for end in (offer, need))
        told = {"offer": offer.code, "unit": offer.unit, "need": need.code, "other": need.unit}
        raise IdpdashError(words.format(gives=gives, asks=asks, **told))
    if offer.city == need.city:
        words = _("Offer {offer} and need {need} are of one city: a city cannot make a promise to itself.")
        raise IdpdashError(words.format(offer=offer.code, need=need.code))
    if offer.only_for is not None and offer.only_for != need.city:
        words = _("Offer {offer} is for {city} only, need {need} is of {other}.")
        city, other = city_name(connection, offer.only_for), city_name(connection, need.city)
        raise IdpdashError(words.format(offer=offer.code, city=city, need=need.code, other=other))


def fits(between: Ends, quantity: int, *, surplus: bool) -> None:
    """Refuse, with a sentence, more than is left of an offer, and more than a need asks for unless that is meant."""
    offer, need, taken = between.offer, between.need, between.taken
    left = max(0, offer.quantity - taken.offer)
    if quantity > left:
        words = (
            _("Only {left} {unit} of offer {code} can still be promised.")
            if left
            else _("Nothing is left of offer {code}: all of it is promised.")
        )
        raise IdpdashError(words.format(left=number(left), unit=unit_name(offer.item, left), code=offer.code))
    open_still = max(0, need.quantity - taken.need)
    if quantity > open_still and not surplus:
        words = (
            _("Need {code} asks for {left} {unit} more: promise at most that many, or say that a surplus is meant.")
            if open_still
            else _("Need {code} is covered: say that a surplus is meant, if it is.")
        )
        raise IdpdashError(words.format(left=number(open_still), unit=unit_name(need.item, open_still), code=need.code))


def expired(offer: End, today: dt.date) -> bool:
    """Return whether the last day of an offer is past."""
    return offer.expires_on is not None and offer.expires_on < today
