"""Offers as the ledger moves them: withdrawn with the promises that rest on them, or confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from idpdash import clock
from idpdash.errors import IdpdashError
from idpdash.formats import _, day
from idpdash.store.promised.steps import Step
from idpdash.store.record.act import act, number_of, text
from idpdash.store.record.exchange import LONGEST_REASON, status_in
from idpdash.store.statements import content, newest, state
from idpdash.store.tables import Layer, Offer, OfferStatement
from idpdash.vocabulary import ExchangeStatus


@dataclass(frozen=True)
class Withdrawn:
    """An offer that was withdrawn: the upload that says so, and the promises that ended with it (none the 2nd time)."""

    upload: int
    ended: tuple[int, ...]


def withdraw(
    store: Engine,
    offer_code: str,
    *,
    reason: str | None = None,
    by: str,
    now: dt.datetime,
    today: dt.date,
    token: str | None = None,
) -> Withdrawn:
    """Withdraw an offer. Its promises on their way end with the reason; without one, IdpdashError says whom it hits."""
    step, ended = Step(by, now, today, text(reason, LONGEST_REASON)), list[int]()

    def write(connection: Connection, upload: int) -> None:
        ended.extend(status_in(connection, upload, Offer, OfferStatement, offer_code, ExchangeStatus.WITHDRAWN, step))

    upload = act(store, "offers", write, by=by, now=now, token=token, layer=Layer.EXCHANGE)
    return Withdrawn(upload, tuple(ended))


def confirm(store: Engine, offer_code: str, *, by: str, now: dt.datetime, token: str | None = None) -> int:
    """State an offer anew as it is, because it still stands, and return the upload."""

    def write(connection: Connection, upload: int) -> None:
        number = number_of(connection, Offer, offer_code, _("offer"))
        said = newest(connection, OfferStatement, only=[number])[number]
        if said["status"] != ExchangeStatus.OPEN:
            words = _("Offer {code} is {status}: open it again before it is confirmed.")
            raise IdpdashError(words.format(code=offer_code, status=said["status"]))
        if said["expires_on"] is not None and said["expires_on"] < clock.day_of(now):
            words = _("Offer {code} expired on {day}: give it a new last day.")
            raise IdpdashError(words.format(code=offer_code, day=day(said["expires_on"])))
        kept = {name: said[name] for name in content(OfferStatement, but=["offer_id"])}
        state(connection, OfferStatement, upload, {number: kept})

    return act(store, "offers", write, by=by, now=now, token=token, layer=Layer.EXCHANGE)
