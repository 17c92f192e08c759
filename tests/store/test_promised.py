"""What rests on promises: what goes and whom it hits, undo, and two who edit one offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.store import tables as t
from idpdash.store.ledger import advance, reserve, take_back, withdraw
from idpdash.store.record import (
    EditedError,
    Subject,
    correct,
    edit_need,
    edit_offer,
    record_need,
    record_offer,
    set_need_status,
    set_offer_status,
    standing,
)
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, cities, contents, loaded, made, rows, site
from tests.store.promising import BOTH, DESK, WHO, promising, statuses


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with an offer at a site, a need, and promises of every kind between them: 1 to 5."""
    return promising(store)


def close_site(store: Engine, reason: str | None) -> object:
    """Close the site of the offer."""
    stands = standing(store, Subject.SITE, "s1", today=TODAY)
    assert stands
    values = {**stands.values, "status": "closed"}
    return correct(store, Subject.SITE, "s1", values, seen=stands.values, reason=reason, **WHO)


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda store, reason: withdraw(store, "O1", reason=reason, **WHO), "Offer O1"),
        (lambda store, reason: set_offer_status(store, "O1", "withdrawn", reason, **DESK), "Offer O1"),
        (lambda store, reason: set_need_status(store, "N1", "withdrawn", reason, **DESK), "Need N1"),
        (close_site, "Site s1"),
    ],
)
def test_what_goes_says_whom_it_hits_and_asks_for_a_reason(
    world: Engine, act: Callable[[Engine, str | None], object], what: str
) -> None:
    kept = contents(world)
    with pytest.raises(
        IdpdashError, match=rf"{what} has promises.*promise 1 \(10 places from Galt to Marrow, reserved\)"
    ):
        act(world, None)
    assert contents(world) == kept
    act(world, "Flooded.")
    assert statuses(world) == ["declined", "declined", "returned", "received", "declined"]
    assert rows(world, t.CommitmentStep, "former", "reason", "made_by")[-1][:2] == ("in_transit", "Flooded.")


def test_what_goes_without_promises_needs_no_reason(world: Engine) -> None:
    for number in (1, 2, 3):
        advance(world, number, "returned" if number == 3 else "declined", reason="Too far.", **WHO)
    assert withdraw(world, "O1", **WHO).ended == ()
    with pytest.raises(IdpdashError, match="Offer O1 is withdrawn"):
        take_back(world, 1, **WHO)


def test_what_ended_with_an_offer_stays_ended_when_that_is_undone(world: Engine) -> None:
    done = withdraw(world, "O1", reason="Flooded.", token="w", **WHO)
    assert done.ended == (1, 2, 3)
    assert withdraw(world, "O1", reason="Flooded.", token="w", **WHO).upload == done.upload
    undo(world, done.upload, **DESK)
    assert rows(world, t.OfferStatement, "status") == [("open",)]
    assert take_back(world, 1, **WHO).status == "reserved"


def test_an_upload_under_promises_cannot_be_undone(world: Engine) -> None:
    """Nor when they were received; when all have ended it can, and their history stays."""
    kept = contents(world)
    with pytest.raises(IdpdashError, match=r"rest on what it says: promise 1 \(.*, promise 4 \("):
        undo(world, 3, **DESK)
    assert contents(world) == kept
    withdraw(world, "O1", reason="Flooded.", **WHO)
    undo(world, 4, **DESK)
    with pytest.raises(IdpdashError, match=r"rest on what it says: promise 4 \("):
        undo(world, 3, **DESK)
    advance(world, 4, "returned", reason="No heating.", **WHO)
    steps = rows(world, t.CommitmentStep, "id", "status")
    undo(world, 3, **DESK)
    assert rows(world, t.OfferStatement, "id") == []
    assert rows(world, t.CommitmentStep, "id", "status") == steps
    with pytest.raises(IdpdashError, match="offer or the need of promise 1 was taken back"):
        take_back(world, 1, **WHO)
    loaded(world, made(**BOTH))
    assert take_back(world, 4, **WHO).offer_left == 90


def test_what_has_lapsed_holds_nothing_back(store: Engine) -> None:
    loaded(store, cities("galt", "marrow"))
    loaded(store, made(sites=[site("s1", "galt", beds=100)]))
    loaded(store, made(**BOTH))
    reserve(store, offer_code="O1", need_code="N1", quantity=10, **WHO)
    undo(store, 3, by="desk", now=NOW + dt.timedelta(days=4))
    assert rows(store, t.OfferStatement, "id") == []


OFFERED: dict[str, Any] = {"city_code": "galt", "item": "places", "site_code": "s1", **DESK}
NEEDED: dict[str, Any] = {"city_code": "marrow", "item": "places", **DESK}


def test_of_two_who_edit_one_offer_the_second_sees_both_versions_and_chooses(world: Engine) -> None:
    seen = 3
    first = edit_offer(world, "O1", seen=seen, quantity=90, **{**OFFERED, "by": "ana"})
    kept = contents(world)
    with pytest.raises(EditedError, match=f"upload {first}") as both:
        edit_offer(world, "O1", seen=seen, quantity=80, conditions="No pets.", **OFFERED)
    error = both.value
    assert (error.upload, error.stored_by) == (first, "ana")
    assert (error.stored["quantity"], error.given["quantity"]) == (90, 80)
    assert (error.stored["conditions"], error.given["conditions"]) == (None, "No pets.")
    assert (error.stored["city_code"], error.stored["site_code"], error.given["site_code"]) == ("galt", "s1", "s1")
    assert error.stored["exchange_status"] == "open"
    assert contents(world) == kept
    edit_offer(world, "O1", seen=error.upload, quantity=80, **OFFERED)
    assert rows(world, t.OfferStatement, "quantity") == [(100,), (90,), (80,)]


def test_of_two_who_edit_one_need_the_second_sees_both_versions(world: Engine) -> None:
    set_need_status(world, "N1", "closed", "Met.", **DESK)
    with pytest.raises(EditedError) as both:
        edit_need(world, "N1", seen=3, quantity=80, priority="high", **NEEDED)
    assert both.value.stored["exchange_status"] == "closed"
    assert both.value.given == {
        "city_code": "marrow",
        "item": "places",
        "quantity": 80,
        "unit": "bed",
        "priority": "high",
        "needed_by": None,
        "note": None,
    }


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda store: record_offer(store, offer_code="O1", quantity=39, **OFFERED), "40 places of it are promised"),
        (
            lambda store: record_offer(store, offer_code="O1", quantity=99, **{**OFFERED, "city_code": "velda"}),
            "item and city stay",
        ),
        (
            lambda store: record_need(store, need_code="N1", quantity=99, **{**NEEDED, "item": "transport"}),
            "item and city stay",
        ),
    ],
)
def test_an_edit_does_not_undercut_promises(world: Engine, act: Callable[[Engine], object], sentence: str) -> None:
    kept = contents(world)
    with pytest.raises(IdpdashError, match=sentence):
        act(world)
    assert contents(world) == kept


def test_an_edit_down_to_what_is_promised_is_well(world: Engine) -> None:
    record_offer(world, offer_code="O1", quantity=40, **OFFERED)
    record_need(world, need_code="N1", quantity=5, **NEEDED)
    assert advance(world, 1, "accepted", **WHO).need_left == 0
