"""The two ends of a promise, locked: what the offer and the need say now, and how much of each is taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Row, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.sql.elements import BindParameter

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.store.identities import one
from idpdash.store.tables import Commitment, Need, NeedStatement, Offer, OfferStatement
from idpdash.vocabulary import CommitmentStatus, ExchangeStatus, Item


@dataclass(frozen=True)
class End:
    """An offer or a need as its newest statement has it. only_for: the one city that a directed offer is for."""

    number: int
    code: str
    city: int
    item: Item
    quantity: int
    unit: str
    status: ExchangeStatus
    upload: int
    only_for: int | None = None
    expires_on: dt.date | None = None


@dataclass(frozen=True)
class Balance:
    """How much of an offer and of a need is taken, and how many of their promises have lapsed unwritten."""

    offer: int
    need: int
    lapsed: int


def live_on(day: Any) -> ColumnElement[bool]:
    """Return the condition that a promise is on its way on a day."""
    moving = or_(*(Commitment.status == one for one in (CommitmentStatus.ACCEPTED, CommitmentStatus.IN_TRANSIT)))
    return or_(moving, and_(Commitment.status == CommitmentStatus.RESERVED, Commitment.until >= day))


def taken_on(day: Any) -> ColumnElement[bool]:
    """Return the condition that a promise is on its way on a day, or received."""
    return or_(live_on(day), Commitment.status == CommitmentStatus.RECEIVED)


def lapsed_on(day: Any) -> ColumnElement[bool]:
    """Return the condition that a promise is reserved still, though the day until which it was held is past."""
    return and_(Commitment.status == CommitmentStatus.RESERVED, Commitment.until < day)


# Made once, and all in one: a reservation is a millisecond, and every further statement keeps the others waiting.
DAY: BindParameter[dt.date] = bindparam("day", type_=Date)
_SAID = ("city_id", "item", "quantity", "unit", "status", "upload_id")
_LAST_OFFER = select(func.max(OfferStatement.upload_id)).where(OfferStatement.offer_id == Offer.id)
_LAST_NEED = select(func.max(NeedStatement.upload_id)).where(NeedStatement.need_id == Need.id)
_OF_OFFER, _OF_NEED = Commitment.offer_id == Offer.id, Commitment.need_id == Need.id
_SUM = func.coalesce(func.sum(Commitment.quantity), 0)
_OFFER = (Offer.id, Offer.code, *(getattr(OfferStatement, name) for name in _SAID))
_NEED = (Need.id, Need.code, *(getattr(NeedStatement, name) for name in _SAID))
_DIRECTED = (OfferStatement.to_city_id, OfferStatement.expires_on)
_TAKEN = (
    select(_SUM).where(_OF_OFFER, taken_on(DAY)).correlate(Offer).scalar_subquery(),
    select(_SUM).where(_OF_NEED, taken_on(DAY)).correlate(Need).scalar_subquery(),
    select(func.count()).where(or_(_OF_OFFER, _OF_NEED), lapsed_on(DAY)).correlate(Offer, Need).scalar_subquery(),
)
_BOTH: Select[Any] = (
    select(*_OFFER, *_DIRECTED, *_NEED, *_TAKEN)
    .select_from(Offer)
    .join(OfferStatement, OfferStatement.offer_id == Offer.id)
    .join(Need, true())
    .join(NeedStatement, NeedStatement.need_id == Need.id)
    .where(OfferStatement.upload_id == _LAST_OFFER.correlate(Offer).scalar_subquery())
    .where(NeedStatement.upload_id == _LAST_NEED.correlate(Need).scalar_subquery())
    .with_for_update(of=(Offer, Need))  # in this order, so that two that wait never wait in a circle
)
BY_CODE = _BOTH.where(Offer.code == bindparam("offer"), Need.code == bindparam("need"))
BY_NUMBER = _BOTH.where(Offer.id == bindparam("offer"), Need.id == bindparam("need"))


@dataclass(frozen=True)
class Ends:
    """Both ends of a promise, locked, with how much of them is taken on a day."""

    offer: End
    need: End
    taken: Balance


def ends(row: Row[Any]) -> Ends:
    """Return both ends out of a row of BY_CODE or BY_NUMBER; further columns of it do not matter."""
    offer, need = len(_OFFER) + len(_DIRECTED), len(_NEED)
    taken = Balance(*map(int, row[offer + need : offer + need + len(_TAKEN)]))
    return Ends(_end(row[:offer]), _end(row[offer : offer + need]), taken)


def _end(row: Sequence[Any]) -> End:
    """Return an end out of the columns that it has in a row."""
    number, code, city, item, quantity, unit, status, upload, *directed = row
    return End(number, code, city, Item(item), quantity, unit, ExchangeStatus(status), upload, *directed)


def see_that_both_are(connection: Connection, offer: str, need: str) -> None:
    """Raise IdpdashError for the code of an offer or need that is not known, or of which nothing is said any more."""
    for of, said, link, code, words in (
        (Offer, OfferStatement, OfferStatement.offer_id, offer, _("There is no offer with the code {code}.")),
        (Need, NeedStatement, NeedStatement.need_id, need, _("There is no need with the code {code}.")),
    ):
        number = one(connection, of, code)
        if number is None or connection.scalar(select(func.count(said.id)).where(link == number)) == 0:
            raise IdpdashError(words.format(code=code))
