"""What is promised of offers and for needs, who waits, and what takes too long."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from idpdash.frames import NEEDS, OFFERS, PROMISES, Frame
from idpdash.measures import exchange as giving
from idpdash.measures import promises as promising
from idpdash.promises import LIVE
from idpdash.vocabulary import CommitmentStatus

DAY = dt.date(2026, 11, 24)
MORNING = dt.datetime(2026, 11, 24, 8)


def frame(of: Frame, usual: dict[str, Any], said: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows of which this is said."""
    return of.typed(pd.DataFrame([usual | row for row in said], columns=of.names, dtype=object))


def needs(*said: dict[str, Any]) -> pd.DataFrame:
    """Return open needs."""
    usual = {"need_code": "N", "item": "places", "exchange_status": "open", "stated_on": MORNING, "in_scope": True}
    return frame(NEEDS, usual, list(said))


def offers(*said: dict[str, Any]) -> pd.DataFrame:
    """Return open offers."""
    usual = {"offer_code": "O", "item": "places", "exchange_status": "open", "stated_on": MORNING, "in_scope": True}
    return frame(OFFERS, usual, list(said))


def promises(*said: dict[str, Any]) -> pd.DataFrame:
    """Return promises of offer O for need N, numbered in their order."""
    rows = [
        {
            "commitment": number,
            "offer_code": "O",
            "need_code": "N",
            "item": "places",
            "city_code": "a",
            "city_name": "A",
            "to_city_code": "b",
            "to_city_name": "B",
            "changed_at": MORNING,
            "live": row["promise_status"] in LIVE,
            "in_scope": True,
            "to_in_scope": True,
        }
        | row
        for number, row in enumerate(said, start=1)
    ]
    return frame(PROMISES, {}, rows)


def test_only_what_is_live_or_received_covers_a_need() -> None:
    """Each status once: seven promises of different sizes, of which four are taken."""
    every = [{"promise_status": str(status), "quantity": 2**at} for at, status in enumerate(CommitmentStatus)]
    told = promising.covered(needs({"quantity": 20}), promises(*every)).iloc[0]
    assert list(told[["reserved", "accepted", "in_transit", "received"]]) == [1, 2, 4, 8]
    assert (told["taken"], told["left"], told["surplus"], told["cover"]) == (15, 5, 0, "partly")


def test_a_need_is_open_covered_or_more_than_covered() -> None:
    told = promising.covered(
        needs(*({"need_code": code, "quantity": 10} for code in ("none", "all", "more"))),
        promises(
            {"need_code": "all", "promise_status": "accepted", "quantity": 10},
            {"need_code": "more", "promise_status": "received", "quantity": 13},
            {"need_code": "none", "promise_status": "declined", "quantity": 4},
        ),
    )
    assert list(told["cover"]) == ["nothing", "covered", "surplus"]
    assert list(told["left"]) == [10, 0, 0]
    assert list(told["surplus"]) == [0, 0, 3]


def test_without_promises_all_is_left() -> None:
    told = promising.shared(offers({"quantity": 7}), promises(), "offer_code").iloc[0]
    assert (told["taken"], told["left"]) == (0, 7)
    assert promising.covered(needs(), promises()).empty


def test_only_an_unanswered_need_waits_and_is_late_from_the_day_on() -> None:
    """A need with a promise waits for no answer, however old it is."""
    asked = promising.covered(
        needs(
            {"need_code": "new", "quantity": 1, "stated_on": MORNING - dt.timedelta(days=2)},
            {"need_code": "late", "quantity": 1, "stated_on": MORNING - dt.timedelta(days=3)},
            {"need_code": "answered", "quantity": 9, "stated_on": MORNING - dt.timedelta(days=9)},
            {"need_code": "very late", "quantity": 1, "stated_on": MORNING - dt.timedelta(days=7)},
        ),
        promises({"need_code": "answered", "promise_status": "reserved", "quantity": 1}),
    )
    told = promising.waiting(asked, DAY, answer_days=3, critical_days=7)
    assert list(told["waited_days"]) == [2, 3, 9, 7]
    assert list(told["unanswered"]) == [True, True, False, True]
    assert list(told["late"]) == [False, True, False, True]
    assert list(told["very_late"]) == [False, False, False, True]


def test_an_offer_is_stale_from_the_day_on() -> None:
    old = [MORNING - dt.timedelta(days=days) for days in (29, 30)]
    told = promising.aged(offers(*({"quantity": 1, "stated_on": at} for at in old)), DAY, stale_days=30)
    assert list(told["stale"]) == [False, True]


def test_what_must_move_stands_first() -> None:
    """A promise held until today, and those too long under way; what was received is never overdue."""
    old = MORNING - dt.timedelta(days=8)
    told = promising.board(
        promises(
            {"promise_status": "reserved", "until": DAY + dt.timedelta(days=1)},
            {"promise_status": "reserved", "until": DAY},
            {"promise_status": "in_transit", "changed_at": old},
            {"promise_status": "in_transit", "changed_at": old + dt.timedelta(days=1)},
            {"promise_status": "received", "changed_at": old},
        ),
        DAY,
    )
    assert list(told.loc[told["overdue"], "commitment"]) == [3, 2]
    assert list(told["age_days"]) == [8, 0, 8, 7, 0]


def test_arcs_tell_what_is_promised_moving_and_received() -> None:
    """What was received long ago is not on the map any more: it would hide what is on its way."""
    lately, long_ago = (MORNING - dt.timedelta(days=days) for days in (14, 15))
    made = promises(
        {"promise_status": "reserved", "quantity": 1},
        {"promise_status": "accepted", "quantity": 2},
        {"promise_status": "in_transit", "quantity": 4, "changed_at": long_ago},
        {"promise_status": "received", "quantity": 8, "changed_at": lately},
        {"promise_status": "received", "quantity": 64, "changed_at": long_ago},
        {"promise_status": "lapsed", "quantity": 16},
        {"promise_status": "reserved", "quantity": 32, "item": "transport"},
    )
    told = promising.arcs(promising.board(made, DAY), "places")
    assert dict(zip(told["kind"], told["quantity"], strict=True)) == {"received": 8, "moving": 4, "promised": 3}
    assert promising.arcs(promising.board(promises(), DAY), "places").empty


taken = st.lists(st.tuples(st.sampled_from(list(CommitmentStatus)), st.integers(1, 30)), max_size=6)


@given(quantity=st.integers(1, 60), made=taken)
def test_what_is_needed_is_received_promised_could_be_met_or_uncovered(
    quantity: int, made: list[tuple[CommitmentStatus, int]]
) -> None:
    """The parts of the bar sum to the need (or to what is taken, where that is more)."""
    promised = promises(*({"promise_status": str(status), "quantity": count} for status, count in made))
    asked = promising.covered(needs({"quantity": quantity, "city_code": "b"}), promised)
    given_ = promising.shared(offers({"quantity": 40, "city_code": "a"}), promised, "offer_code")
    row = giving.coverage(asked, given_).iloc[0]
    parts = row["received"] + row["promised"] + row["could"] + row["uncovered"]
    assert parts == max(quantity, row["received"] + row["promised"])
    assert row["covered"] + row["uncovered"] == row["needed"] == quantity
    assert 0 <= row["could"] <= row["unpromised"]
