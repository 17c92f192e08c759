"""What rests on promises: what goes and whom it hits, files that contradict them, undo, and two who edit one offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.store import tables as t
from idpdash.store.compare import compared
from idpdash.store.engine import data_version, reading
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

WHO: dict[str, Any] = {"by": "ana", "now": NOW, "today": TODAY}
DESK: dict[str, Any] = {"by": "desk", "now": NOW}
OFFER: dict[str, Any] = {"offer_code": "O1", "city_code": "galt", "item": "places", "unit": "bed", "site_code": "s1"}
NEED: dict[str, Any] = {"need_code": "N1", "city_code": "marrow", "item": "places", "unit": "bed"}


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with an offer at a site, a need, and promises of every kind between them: 1 to 5."""
    loaded(store, cities("galt", "marrow", "velda"))
    loaded(store, made(sites=[site("s1", "galt", beds=100, status="open")]))
    loaded(store, made(offers=[{**OFFER, "quantity": 100}], needs=[{**NEED, "quantity": 100}]))
    for steps in ((), ("accepted",), ("accepted", "in_transit"), ("accepted", "in_transit", "received"), ("declined",)):
        number = reserve(store, offer_code="O1", need_code="N1", quantity=10, **WHO).number
        for step in steps:
            advance(store, number, step, reason="Because.", **WHO)
    return store


def statuses(store: Engine) -> list[str]:
    """Return the status of each promise."""
    return [status for (status,) in rows(store, t.Commitment, "status")]


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
    with pytest.raises(IdpdashError, match=rf"{what} has promises.*promise 1 \(10 bed from Galt to Marrow, reserved\)"):
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


def told(store: Engine, **tables: Any) -> list[tuple[str, int | None]]:
    """Return what is said of a file beside the store."""
    with reading(store) as connection:
        found = compared(connection, made(source="again", **tables), version=data_version(connection), today=TODAY)
    return [(one.code, one.row) for one in found.issues]


def test_a_file_that_offers_less_than_is_promised_keeps_the_promises_and_says_so(world: Engine) -> None:
    lower = [{**OFFER, "quantity": 39}]
    assert told(world, offers=[{**OFFER, "quantity": 40}]) == []
    assert told(world, offers=lower) == [("offer_below_promises", 2)]
    said = loaded(world, made(source="again", offers=lower))
    assert (said.status, dict(said.issue_counts or {})) == ("loaded", {"offer_below_promises": 1})
    assert statuses(world).count("declined") == 1
    assert advance(world, 1, "accepted", **WHO).offer_left == 0
    with pytest.raises(IdpdashError, match="Nothing is left of offer O1"):
        reserve(world, offer_code="O1", need_code="N1", quantity=1, **WHO)


def test_a_file_that_closes_a_site_of_promises_says_so(world: Engine) -> None:
    closed = site("s1", "galt", beds=100, status="closed")
    assert told(world, sites=[site("s1", "galt", beds=90, status="open")]) == []
    assert told(world, sites=[closed]) == [("closes_promised_site", 2)]
    withdraw(world, "O1", reason="Flooded.", **WHO)
    assert told(world, sites=[closed]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"offers": [{**OFFER, "quantity": 100, "item": "transport", "unit": "seat"}]},
        {"offers": [{**OFFER, "quantity": 100, "city_code": "marrow"}]},
        {"needs": [{**NEED, "quantity": 100, "item": "transport", "unit": "seat"}]},
        {"needs": [{**NEED, "quantity": 100, "city_code": "galt"}]},
    ],
)
def test_a_file_that_contradicts_promises_is_refused(world: Engine, wrong: dict[str, Any]) -> None:
    kept = contents(world)
    said = loaded(world, made(source="again", **wrong))
    assert said.status == "rejected"
    assert "promises 1, 2, 3 and 4" in said.issues[-1].message
    assert contents(world) == kept


def test_an_upload_under_promises_cannot_be_undone(world: Engine) -> None:
    """Nor when they were received; when all have ended it can, and their history stays."""
    kept = contents(world)
    with pytest.raises(IdpdashError, match="rest on what it says: 1, 2, 3 and 4"):
        undo(world, 3, **DESK)
    assert contents(world) == kept
    withdraw(world, "O1", reason="Flooded.", **WHO)
    undo(world, 4, **DESK)
    with pytest.raises(IdpdashError, match="rest on what it says: 4"):
        undo(world, 3, **DESK)
    advance(world, 4, "returned", reason="No heating.", **WHO)
    steps = rows(world, t.CommitmentStep, "id", "status")
    undo(world, 3, **DESK)
    assert rows(world, t.OfferStatement, "id") == []
    assert rows(world, t.CommitmentStep, "id", "status") == steps
    with pytest.raises(IdpdashError, match="offer or the need of promise 1 was taken back"):
        take_back(world, 1, **WHO)
    loaded(world, made(offers=[{**OFFER, "quantity": 100}], needs=[{**NEED, "quantity": 100}]))
    assert take_back(world, 4, **WHO).offer_left == 90


def test_what_has_lapsed_holds_nothing_back(store: Engine) -> None:
    loaded(store, cities("galt", "marrow"))
    loaded(store, made(sites=[site("s1", "galt", beds=100)]))
    loaded(store, made(offers=[{**OFFER, "quantity": 100}], needs=[{**NEED, "quantity": 100}]))
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
        (lambda store: record_offer(store, offer_code="O1", quantity=39, **OFFERED), "40 bed of it are promised"),
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
