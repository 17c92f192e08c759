"""Reserving a part of an offer for a need."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select

from idpdash.errors import IdpdashError
from idpdash.formats import _, day
from idpdash.promises import status_on
from idpdash.standards import Standards
from idpdash.store.engine import writing
from idpdash.store.ledger.promise import Promise, expired, fit_each_other, fits, promise, settle_between
from idpdash.store.promised.ends import BY_CODE, End, Ends, ends, see_that_both_are
from idpdash.store.promised.steps import Step, write_step
from idpdash.store.record.act import count
from idpdash.store.rows import table_of
from idpdash.store.tables import Choice, Commitment, CommitmentStep, Layer
from idpdash.vocabulary import CommitmentStatus

HELD = "held_days"  # the standard that says for how long a promise is held
_PROMISES = table_of(Commitment)
_INSERT = insert(_PROMISES).returning(_PROMISES.c.id)
_MADE = select(Commitment.id).where(Commitment.token == bindparam("token"))
_HELD = select(Choice.value).where(Choice.key == HELD).order_by(Choice.upload_id.desc(), Choice.id.desc()).limit(1)
_ASKED = BY_CODE.add_columns(_MADE.scalar_subquery(), _HELD.scalar_subquery())


def reserve(
    store: Engine,
    *,
    offer_code: str,
    need_code: str,
    quantity: int,
    until: dt.date | None = None,
    by: str,
    now: dt.datetime,
    today: dt.date,
    token: str | None = None,
    surplus: bool = False,
) -> Promise:
    """Reserve a part of an offer for a need, and return the promise.

    until: the last day on which it is held without being accepted (by default as many days on as the standards say, at
    most as long as the offer stands). surplus: more than the need asks for is meant. Raises IdpdashError for what
    cannot be.
    """
    count(quantity, _("The quantity"), least=1)
    if until is not None and until < today:
        raise IdpdashError(_("{day} is past: a promise is held until today at least.").format(day=day(until)))
    step, status = Step(by, now, today), CommitmentStatus.RESERVED
    keys = {"offer": offer_code, "need": need_code, "day": today, "token": token}
    with writing(store, Layer.PROMISES) as connection:
        row = connection.execute(_ASKED, keys).one_or_none()
        if row is None:
            see_that_both_are(connection, offer_code, need_code)
            raise IdpdashError(_("Nothing is said of this offer or need any more."))
        between, (made, chosen) = ends(row), row[-2:]
        if made is not None:
            return _same(connection, made, between, quantity, until, today)
        fit_each_other(connection, between)
        held = _until(between.offer, until, chosen, today)
        fits(between, quantity, surplus=surplus)
        settle_between(connection, between, step)
        new: dict[str, Any] = {"offer_id": between.offer.number, "need_id": between.need.number, "quantity": quantity}
        new |= {"status": status, "until": held, "token": token}
        added = connection.execute(_INSERT, new).scalar_one()
        write_step(connection, added, status, step, former=None, until=held)
        return promise(added, status, quantity, between, change=quantity)


def _until(offer: End, until: dt.date | None, chosen: str | None, today: dt.date) -> dt.date:
    """Return the last day on which a promise is held; refused where the offer does not stand as long.

    chosen: for how many days, where a coordinator chose that.
    """
    if expired(offer, today):
        words = _("Offer {code} expired on {day}: nothing of it can be promised.")
        raise IdpdashError(words.format(code=offer.code, day=day(offer.expires_on)))
    if until is None:
        days = Standards.chosen({HELD: chosen} if chosen else {}).held_days
        return min(today + dt.timedelta(days=days), offer.expires_on or dt.date.max)
    if offer.expires_on is not None and until > offer.expires_on:
        words = _("Offer {code} expires on {day}: hold the promise until then at most.")
        raise IdpdashError(words.format(code=offer.code, day=day(offer.expires_on)))
    return until


def _same(
    connection: Connection, number: int, between: Ends, quantity: int, until: dt.date | None, today: dt.date
) -> Promise:
    """Return the promise that the same call made before; refused where it was another one."""
    made = connection.execute(select(_PROMISES).where(_PROMISES.c.id == number)).one()
    first = select(CommitmentStep.until).where(CommitmentStep.commitment_id == number).order_by(CommitmentStep.id)
    held = connection.scalar(first.limit(1))
    asked = (between.offer.number, between.need.number, quantity, until or held)
    if (made.offer_id, made.need_id, made.quantity, held) != asked:
        words = _("This was sent before with other words and made promise {number}: begin anew to make another.")
        raise IdpdashError(words.format(number=number))
    status = status_on(CommitmentStatus(made.status), made.until, today)
    return promise(number, status, made.quantity, between, change=0)
