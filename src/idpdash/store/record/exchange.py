"""Needs and offers: recorded, stated anew, withdrawn, closed and opened again."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine

from idpdash import clock
from idpdash import columns as c
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.store.identities import Identity, ensured, ids
from idpdash.store.promised.resting import end_all
from idpdash.store.promised.steps import Step
from idpdash.store.record.act import act, count, number_of, text
from idpdash.store.record.edited import may_become, unchanged_since
from idpdash.store.statements import LINKS, Statement, content, newest, state
from idpdash.store.tables import City, Commitment, Layer, Need, NeedStatement, Offer, OfferStatement, Site
from idpdash.vocabulary import UNITS, ExchangeStatus, Item, Priority, is_unit

LONGEST_REASON = 300


def record_need(
    store: Engine,
    *,
    need_code: str | None = None,
    city_code: str,
    item: str,
    quantity: int,
    unit: str | None = None,
    priority: str | None = None,
    needed_by: dt.date | None = None,
    note: str | None = None,
    by: str,
    now: dt.datetime,
    token: str | None = None,
    seen: int | None = None,
) -> int:
    """Record a need, or state one anew, and return the upload. Raises IdpdashError for input that cannot be.

    seen: the upload whose statement was on the screen; EditedError, with both versions, where a newer one holds.
    """
    if priority and priority not in set(Priority):
        raise IdpdashError(_("{priority} is no priority.").format(priority=priority))
    said = _what(item, quantity, unit) | {
        "priority": Priority(priority or Priority.NORMAL),
        "needed_by": needed_by,
        "note": text(note, c.NOTE.longest),
    }

    def write(connection: Connection, upload: int) -> None:
        city = number_of(connection, City, city_code, _("city"))
        need = _coded(connection, Need, need_code, "N", upload)
        new = {**said, "city_id": city}
        unchanged_since(connection, NeedStatement, need, seen, new)
        may_become(connection, NeedStatement, need, new, clock.day_of(now))
        state(connection, NeedStatement, upload, {need: {**new, "status": ExchangeStatus.OPEN}})

    return act(store, "needs", write, by=by, now=now, token=token, layer=Layer.EXCHANGE)


def record_offer(
    store: Engine,
    *,
    offer_code: str | None = None,
    city_code: str,
    item: str,
    quantity: int,
    unit: str | None = None,
    to_city_code: str | None = None,
    site_code: str | None = None,
    available_from: dt.date | None = None,
    expires_on: dt.date | None = None,
    conditions: str | None = None,
    by: str,
    now: dt.datetime,
    token: str | None = None,
    seen: int | None = None,
) -> int:
    """Record an offer, or state one anew, and return the upload. Raises IdpdashError for input that cannot be.

    seen: the upload whose statement was on the screen; EditedError, with both versions, where a newer one holds.
    """
    if to_city_code == city_code:
        raise IdpdashError(_("A city cannot make an offer to itself."))
    if available_from and expires_on and expires_on < available_from:
        raise IdpdashError(_("The offer expires before it is available."))
    said = _what(item, quantity, unit) | {
        "available_from": available_from,
        "expires_on": expires_on,
        "conditions": text(conditions, c.CONDITIONS.longest),
    }

    def write(connection: Connection, upload: int) -> None:
        linked = {
            "city_id": number_of(connection, City, city_code, _("city")),
            "to_city_id": number_of(connection, City, to_city_code, _("city")) if to_city_code else None,
            "site_id": number_of(connection, Site, site_code, _("site")) if site_code else None,
        }
        offer = _coded(connection, Offer, offer_code, "O", upload)
        new = {**said, **linked}
        unchanged_since(connection, OfferStatement, offer, seen, new)
        may_become(connection, OfferStatement, offer, new, clock.day_of(now))
        state(connection, OfferStatement, upload, {offer: {**new, "status": ExchangeStatus.OPEN}})

    return act(store, "offers", write, by=by, now=now, token=token, layer=Layer.EXCHANGE)


def edit_need(store: Engine, need_code: str, *, seen: int, **said: Any) -> int:
    """State a need anew as `record_need` does, unless somebody changed it since upload `seen` (EditedError)."""
    return record_need(store, need_code=need_code, seen=seen, **said)


def edit_offer(store: Engine, offer_code: str, *, seen: int, **said: Any) -> int:
    """State an offer anew as `record_offer` does, unless somebody changed it since upload `seen` (EditedError)."""
    return record_offer(store, offer_code=offer_code, seen=seen, **said)


def _what(item: str, quantity: int, unit: str | None) -> dict[str, Any]:
    """Return item, quantity and unit of a need or offer, checked."""
    if item not in set(Item):
        raise IdpdashError(_("{item} is no item that cities exchange.").format(item=item))
    if quantity is None:
        raise IdpdashError(_("A quantity is needed."))
    return {
        "item": Item(item),
        "quantity": count(quantity, _("The quantity"), least=1),
        "unit": _unit(Item(item), unit),
    }


def _unit(item: Item, unit: str | None) -> str:
    """Return the one unit of an item; another spelling is understood or refused."""
    right = UNITS[item]
    if unit and not is_unit(unit, right):
        name = item.replace("_", " ").capitalize()
        raise IdpdashError(_("{item} are counted in {right}, not in {unit}.").format(item=name, right=right, unit=unit))
    return right


def _coded(connection: Connection, of: Identity, code: str | None, letter: str, upload: int) -> int:
    """Return the number of a need or offer; without a code it gets one of its own."""
    code = text(code, c.NEED_CODE.longest)
    known = ids(connection, of)
    number = upload
    while code is None:
        made = f"{letter}-{number:04d}"
        code = None if made in known else made
        number += 1
    return ensured(connection, of, [code])[code]


def _set_status(
    of: Identity,
    statement: Statement,
    store: Engine,
    code: str,
    status: str,
    reason: str | None,
    *,
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Withdraw, close (with a reason) or open a need or offer again, and return the upload.

    Promises on their way to or from it end with the reason; without one, IdpdashError says whom it hits.
    """
    if status not in set(ExchangeStatus):
        raise IdpdashError(_("{status} is no status of a need or offer.").format(status=status))
    step = Step(by, now, clock.day_of(now), text(reason, LONGEST_REASON))
    if status == ExchangeStatus.CLOSED and step.reason is None:
        raise IdpdashError(_("Say why it is closed."))

    def write(connection: Connection, upload: int) -> None:
        status_in(connection, upload, of, statement, code, ExchangeStatus(status), step)

    return act(store, "needs" if of is Need else "offers", write, by=by, now=now, token=token, layer=Layer.EXCHANGE)


set_need_status = partial(_set_status, Need, NeedStatement)
set_offer_status = partial(_set_status, Offer, OfferStatement)


def status_in(
    connection: Connection,
    upload: int,
    of: Identity,
    statement: Statement,
    code: str,
    status: ExchangeStatus,
    step: Step,
) -> list[int]:
    """State a need or offer anew with another status, and return the promises that ended with it."""
    what = _("need") if of is Need else _("offer")
    number = number_of(connection, of, code, what)
    said = newest(connection, statement, only=[number])[number]
    if said["status"] == status:
        raise IdpdashError(_("The {what} {code} is {status} already.").format(what=what, code=code, status=status))
    ended = list[int]()
    if status is not ExchangeStatus.OPEN:
        among = (Commitment.need_id if of is Need else Commitment.offer_id) == number
        name = _("Need {code}") if of is Need else _("Offer {code}")
        ended = end_all(connection, among, name.format(code=code), step)
    kept = {name: said[name] for name in content(statement, but=[LINKS[statement]])}
    kept |= {"status": status, "status_reason": step.reason}
    state(connection, statement, upload, {number: kept})
    return ended
