"""Promises: every step that is legal and none that is not, quantities that add up, and a sentence for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.promises import NEEDS_REASON, NEXT
from idpdash.store import tables as t
from idpdash.store.ledger import Promise, advance, confirm, reserve, take_back, withdraw
from idpdash.store.record import record_need, record_offer, set_need_status, set_offer_status
from idpdash.store.record.choices import choose
from idpdash.vocabulary import CommitmentStatus
from tests.store.made import NOW, TODAY, cities, contents, loaded, made, rows, site

WHO: dict[str, Any] = {"by": "ana", "now": NOW, "today": TODAY}
DESK: dict[str, Any] = {"by": "desk", "now": NOW}
PATHS: dict[CommitmentStatus, tuple[str, ...]] = {
    CommitmentStatus.RESERVED: (),
    CommitmentStatus.ACCEPTED: ("accepted",),
    CommitmentStatus.IN_TRANSIT: ("accepted", "in_transit"),
    CommitmentStatus.RECEIVED: ("accepted", "in_transit", "received"),
    CommitmentStatus.LAPSED: ("lapsed",),
    CommitmentStatus.DECLINED: ("declined",),
    CommitmentStatus.RETURNED: ("accepted", "in_transit", "returned"),
}


def filled(store: Engine) -> Engine:
    """Fill a store with three cities, offers of Galt and needs of Marrow."""
    loaded(store, cities("galt", "marrow", "velda"))
    loaded(store, made(sites=[site("s1", "galt", beds=100)]))
    for code, of, quantity in (("O1", "galt", 100), ("O2", "galt", 20), ("OV", "velda", 50)):
        record_offer(store, offer_code=code, city_code=of, item="places", quantity=quantity, **DESK)
    for code, quantity in (("N1", 60), ("N2", 30)):
        record_need(store, need_code=code, city_code="marrow", item="places", quantity=quantity, **DESK)
    return store


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with offers and needs."""
    return filled(store)


def reserved(store: Engine, quantity: int = 10, *, offer: str = "O1", need: str = "N1", **more: Any) -> Promise:
    """Reserve places of Galt for Marrow."""
    return reserve(store, offer_code=offer, need_code=need, quantity=quantity, **{**WHO, **more})


def led(store: Engine, status: CommitmentStatus) -> int:
    """Return a promise that was led to a status."""
    number = reserved(store).number
    for step in PATHS[status]:
        advance(store, number, step, reason="Because.", **WHO)
    return number


def history(store: Engine) -> list[tuple[Any, ...]]:
    """Return what was kept of every step, without who and when."""
    return rows(store, t.CommitmentStep, "commitment_id", "former", "status", "until", "reason")


def test_a_promise_from_first_word_to_receipt(world: Engine) -> None:
    until = TODAY + dt.timedelta(days=3)
    assert reserved(world, 40) == Promise(1, CommitmentStatus.RESERVED, 40, 60, 20)
    assert advance(world, 1, "accepted", **WHO) == Promise(1, CommitmentStatus.ACCEPTED, 40, 60, 20)
    advance(world, 1, "in_transit", reason="Two buses.", **WHO)
    assert advance(world, 1, "received", **WHO).offer_left == 60
    assert advance(world, 1, "returned", reason="No heating.", **WHO) == Promise(
        1, CommitmentStatus.RETURNED, 40, 100, 60
    )
    assert history(world) == [
        (1, None, "reserved", until, None),
        (1, "reserved", "accepted", None, None),
        (1, "accepted", "in_transit", None, "Two buses."),
        (1, "in_transit", "received", None, None),
        (1, "received", "returned", None, "No heating."),
    ]
    assert set(rows(world, t.CommitmentStep, "made_by", "made_at", "made_on")) == {("ana", NOW, TODAY)}


@pytest.mark.parametrize("before", CommitmentStatus)
@pytest.mark.parametrize("after", CommitmentStatus)
def test_of_all_steps_just_those_of_the_table_are_legal(
    world: Engine, before: CommitmentStatus, after: CommitmentStatus
) -> None:
    number = led(world, before)
    kept = contents(world)
    if after in NEXT[before]:
        assert advance(world, number, after, reason="Because.", **WHO).status is after
        assert history(world)[-1][1:3] == (before, after)
    else:
        with pytest.raises(IdpdashError, match=f"Promise {number} is "):
            advance(world, number, after, reason="Because.", **WHO)
        assert contents(world) == kept


@pytest.mark.parametrize("before", CommitmentStatus)
@pytest.mark.parametrize("after", sorted(NEEDS_REASON))
def test_what_ends_badly_needs_a_reason(world: Engine, before: CommitmentStatus, after: CommitmentStatus) -> None:
    if after not in NEXT[before]:
        return
    number = led(world, before)
    kept = contents(world)
    for reason in (None, "", "  "):
        with pytest.raises(IdpdashError, match="Say why"):
            advance(world, number, after, reason=reason, **WHO)
    with pytest.raises(IdpdashError, match="person"):
        advance(world, number, after, reason="Call +49 171 1234567", **WHO)
    assert contents(world) == kept


@pytest.mark.parametrize("status", CommitmentStatus)
def test_a_step_taken_back_leaves_what_was_there(world: Engine, status: CommitmentStatus) -> None:
    """And that taken back too, the step holds again: both are steps in the history, and quantities follow."""
    reserved(world, 7, need="N2")
    number = led(world, status)
    before = rows(world, t.Commitment, "status", "until")
    for step in NEXT[status]:
        there = advance(world, number, step, reason="Because.", **WHO)
        back = take_back(world, number, **WHO)
        assert back.status is status
        assert rows(world, t.Commitment, "status", "until") == before
        assert take_back(world, number, **WHO) == there
        take_back(world, number, **WHO)
        assert rows(world, t.Commitment, "status", "until") == before


def test_a_promise_that_only_began_is_declined_when_taken_back(world: Engine) -> None:
    number = reserved(world).number
    assert take_back(world, number, **WHO) == Promise(number, CommitmentStatus.DECLINED, 10, 100, 60)
    assert take_back(world, number, **WHO) == Promise(number, CommitmentStatus.RESERVED, 10, 90, 50)


def test_what_was_given_to_others_meanwhile_cannot_be_claimed_again(world: Engine) -> None:
    first = reserved(world, 15, offer="O2").number
    advance(world, first, "declined", reason="Too far.", **WHO)
    reserved(world, 15, offer="O2", need="N2")
    kept = contents(world)
    with pytest.raises(IdpdashError, match="Only 5 places of offer O2"):
        take_back(world, first, **WHO)
    assert contents(world) == kept
    second = reserved(world, 50, offer="OV").number
    advance(world, second, "declined", reason="Too far.", **WHO)
    reserved(world, 50)
    with pytest.raises(IdpdashError, match="asks for 10 places more"):
        take_back(world, second, **WHO)
    assert take_back(world, second, surplus=True, **WHO).need_left == 0
    advance(world, second, "declined", reason="Too far.", **WHO)
    set_offer_status(world, "OV", "withdrawn", None, **DESK)
    with pytest.raises(IdpdashError, match="Offer OV is withdrawn"):
        take_back(world, second, surplus=True, **WHO)


LATER = {**WHO, "today": TODAY + dt.timedelta(days=4), "now": NOW + dt.timedelta(days=4)}


def test_what_nobody_accepts_in_time_lapses_by_itself(world: Engine) -> None:
    """It is free again on the day after; the next act that touches its offer or need writes it, others do not."""
    reserved(world, 20, offer="O2")
    reserved(world, 5, offer="OV", need="N2")
    assert reserved(world, 20, offer="O2", **LATER).offer_left == 0
    assert [step[:3] for step in history(world)] == [
        (1, None, "reserved"),
        (2, None, "reserved"),
        (1, "reserved", "lapsed"),
        (3, None, "reserved"),
    ]
    assert rows(world, t.CommitmentStep, "made_by")[2] == ("idpdash",)
    with pytest.raises(IdpdashError, match="lapsed: nobody accepted it by 27 Nov 2026"):
        advance(world, 2, "accepted", **LATER)
    with pytest.raises(IdpdashError, match="lapsed"):
        take_back(world, 2, **LATER)
    with pytest.raises(IdpdashError, match="past"):
        take_back(world, 1, **LATER)


def test_until_is_the_last_day(world: Engine) -> None:
    number = reserved(world, until=TODAY).number
    assert advance(world, number, "accepted", **WHO).status is CommitmentStatus.ACCEPTED


def test_how_long_a_promise_is_held(world: Engine) -> None:
    """As many days as the standards say, never longer than the offer stands, or as asked."""
    who: dict[str, Any] = {"city_code": "galt", "item": "places", "quantity": 10, **DESK}
    record_offer(world, offer_code="OE", expires_on=TODAY + dt.timedelta(days=1), **who)
    reserved(world, 1)
    reserved(world, 1, offer="OE")
    choose(world, {"held_days": "7"}, **DESK)
    reserved(world, 1)
    reserved(world, 1, until=TODAY + dt.timedelta(days=30))
    days = [(until - TODAY).days for (until,) in rows(world, t.Commitment, "until")]
    assert days == [3, 1, 7, 30]


def test_a_repeated_token_is_the_same_promise_and_other_words_are_refused(world: Engine) -> None:
    first = reserved(world, 60, token="t")
    kept = contents(world)
    assert reserved(world, 60, token="t") == first
    others: list[dict[str, Any]] = [{"quantity": 59}, {"offer": "OV"}, {"need": "N2"}, {"until": TODAY}]
    for other in others:
        with pytest.raises(IdpdashError, match="other words and made promise 1"):
            reserved(world, **{"quantity": 60, "token": "t", **other})
    assert contents(world) == kept


def test_a_repeated_token_is_the_same_step(world: Engine) -> None:
    number, other = reserved(world).number, reserved(world).number
    back = take_back(world, other, token="b", **WHO)
    first = advance(world, number, "accepted", token="a", **WHO)
    kept = contents(world)
    assert advance(world, number, "accepted", token="a", **WHO) == first
    assert take_back(world, other, token="b", **WHO) == back
    with pytest.raises(IdpdashError, match="other words"):
        advance(world, other, "accepted", token="a", **WHO)
    with pytest.raises(IdpdashError, match="other words"):
        advance(world, number, "in_transit", token="a", **WHO)
    assert contents(world) == kept


def test_a_surplus_must_be_meant(world: Engine) -> None:
    with pytest.raises(IdpdashError, match="Need N1 asks for 60 places more"):
        reserved(world, 61)
    assert reserved(world, 61, surplus=True).need_left == 0
    with pytest.raises(IdpdashError, match="Need N1 is covered"):
        reserved(world, 1)
    with pytest.raises(IdpdashError, match="Only 39 places of offer O1"):
        reserved(world, 40, surplus=True)


def prepared(store: Engine) -> None:
    """Add what cannot be promised."""
    who: dict[str, Any] = {"item": "places", "quantity": 10, **DESK}
    record_offer(store, offer_code="gone", city_code="galt", **who)
    set_offer_status(store, "gone", "withdrawn", None, **DESK)
    record_need(store, need_code="met", city_code="marrow", **who)
    set_need_status(store, "met", "closed", "Met.", **DESK)
    record_offer(store, offer_code="old", city_code="galt", expires_on=TODAY - dt.timedelta(days=1), **who)
    record_offer(store, offer_code="short", city_code="galt", expires_on=TODAY, **who)
    record_offer(store, offer_code="directed", city_code="galt", to_city_code="velda", **who)
    record_offer(store, offer_code="own", city_code="marrow", **who)
    record_offer(store, offer_code="seats", city_code="galt", **{**who, "item": "transport"})


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"quantity": 0}, "from 1 to"),
        ({"quantity": -1}, "from 1 to"),
        ({"quantity": 2**31}, "from 1 to"),
        ({"offer": "O9"}, "no offer with the code O9"),
        ({"need": "N9"}, "no need with the code N9"),
        ({"offer": "gone"}, "Offer gone is withdrawn"),
        ({"need": "met"}, "Need met is closed"),
        ({"offer": "old"}, "Offer old expired on 23 Nov 2026"),
        ({"offer": "short", "until": TODAY + dt.timedelta(days=1)}, "until then at most"),
        ({"until": TODAY - dt.timedelta(days=1)}, "23 Nov 2026 is past"),
        ({"offer": "directed"}, "Offer directed is for Velda only, need N1 is of Marrow"),
        ({"offer": "own"}, "promise to itself"),
        ({"offer": "seats"}, r"is of transport \(seat\), need N1 asks for places \(bed\)"),
        ({"quantity": 101}, "Only 100 places of offer O1"),
    ],
)
def test_what_cannot_be_promised_is_a_sentence_and_changes_nothing(
    world: Engine, asked: dict[str, Any], sentence: str
) -> None:
    prepared(world)
    kept = contents(world)
    with pytest.raises(IdpdashError, match=sentence):
        reserved(world, **asked)
    assert contents(world) == kept


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda store: advance(store, 9, "accepted", **WHO), "no promise 9"),
        (lambda store: advance(store, 1, "kept", **WHO), "kept is no status"),
        (lambda store: take_back(store, 9, **WHO), "no promise 9"),
        (lambda store: withdraw(store, "O9", **WHO), "no offer with the code O9"),
        (lambda store: confirm(store, "O9", **DESK), "no offer with the code O9"),
        (lambda store: confirm(store, "gone", **DESK), "withdrawn: open it again"),
        (lambda store: confirm(store, "old", **DESK), "expired on 23 Nov 2026"),
        (lambda store: withdraw(store, "gone", **WHO), "withdrawn already"),
    ],
)
def test_bad_acts_are_sentences_and_change_nothing(
    world: Engine, act: Callable[[Engine], object], sentence: str
) -> None:
    prepared(world)
    kept = contents(world)
    with pytest.raises(IdpdashError, match=sentence):
        act(world)
    assert contents(world) == kept


def test_an_offer_of_a_site_that_stands_is_confirmed(world: Engine) -> None:
    record_offer(world, offer_code="OS", city_code="galt", item="places", quantity=5, site_code="s1", **DESK)
    upload = confirm(world, "OS", **DESK, token="c")
    assert confirm(world, "OS", **DESK, token="c") == upload
    said = rows(world, t.OfferStatement, "offer_id", "city_id", "site_id", "quantity", "status", "upload_id")[-2:]
    assert said[0][:-1] == said[1][:-1]
    assert said[1][-1] == upload
