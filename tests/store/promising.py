"""A store with promises of every kind between an offer at a site and a need."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from idpdash.store import tables as t
from idpdash.store.ledger import advance, reserve
from tests.store.made import NOW, TODAY, cities, loaded, made, rows, site

WHO: dict[str, Any] = {"by": "ana", "now": NOW, "today": TODAY}
DESK: dict[str, Any] = {"by": "desk", "now": NOW}
OFFER: dict[str, Any] = {"offer_code": "O1", "city_code": "galt", "item": "places", "unit": "bed", "site_code": "s1"}
NEED: dict[str, Any] = {"need_code": "N1", "city_code": "marrow", "item": "places", "unit": "bed"}
BOTH: dict[str, Any] = {"offers": [{**OFFER, "quantity": 100}], "needs": [{**NEED, "quantity": 100}]}


def promising(store: Engine) -> Engine:
    """Fill a store: promises 1 to 5, of 10 each, are reserved, accepted, in transit, received and declined."""
    loaded(store, cities("galt", "marrow", "velda"))
    loaded(store, made(sites=[site("s1", "galt", beds=100, status="open")]))
    loaded(store, made(**BOTH))
    for steps in ((), ("accepted",), ("accepted", "in_transit"), ("accepted", "in_transit", "received"), ("declined",)):
        number = reserve(store, offer_code="O1", need_code="N1", quantity=10, **WHO).number
        for step in steps:
            advance(store, number, step, reason="Because.", **WHO)
    return store


def statuses(store: Engine) -> list[str]:
    """Return the status of each promise."""
    return [status for (status,) in rows(store, t.Commitment, "status")]
