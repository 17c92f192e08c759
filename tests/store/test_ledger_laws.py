"""The ledger beside a book kept by hand: each act is done or refused just as the book says, and no law is ever broken.

The book is worked out here from the rows of the tables, by rules written down a second time: it borrows nothing of the
code under test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.store import tables as t
from idpdash.store.ledger import Promise, advance, confirm, reserve, take_back, withdraw
from idpdash.store.record import record_need, record_offer, set_offer_status
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, cities, contents, loaded, rows

STATUSES = ("reserved", "accepted", "in_transit", "received", "lapsed", "declined", "returned")
LEGAL = {
    "reserved": {"accepted", "declined", "lapsed"},
    "accepted": {"in_transit", "declined"},
    "in_transit": {"received", "returned"},
    "received": {"returned"},
    "lapsed": set[str](),
    "declined": set[str](),
    "returned": set[str](),
}
LIVE = {"reserved", "accepted", "in_transit"}
TAKEN = LIVE | {"received"}
ENDS = {"reserved": "declined", "accepted": "declined", "in_transit": "returned"}
LAST = TODAY + dt.timedelta(days=2)  # of the offer that expires
OFFERS: dict[str, dict[str, Any]] = {
    "O1": {"city_code": "galt", "item": "places"},
    "O2": {"city_code": "galt", "item": "places", "expires_on": LAST},
    "OV": {"city_code": "velda", "item": "places", "to_city_code": "marrow"},
    "OS": {"city_code": "galt", "item": "transport"},
    "OM": {"city_code": "marrow", "item": "places"},
    "OD": {"city_code": "galt", "item": "places", "to_city_code": "velda"},
}
NEEDS: dict[str, dict[str, Any]] = {
    "N1": {"city_code": "marrow", "item": "places"},
    "N2": {"city_code": "velda", "item": "places"},
    "NS": {"city_code": "marrow", "item": "transport"},
}
START = 12  # how much of each is offered and asked for: so little that promises get in each other's way


@dataclass(frozen=True)
class Act:
    """One act. which, other: of what; many: how much; flag: surplus, or a reason given; key: of a repeated call."""

    what: str
    which: int = 0
    other: int = 0
    many: int = 1
    flag: bool = False
    key: int = 0


@dataclass
class Said:
    """One offer or need as its newest statement has it."""

    code: str
    city: int
    item: str
    quantity: int
    status: str
    expires: dt.date | None = None
    only_for: int | None = None


@dataclass
class Book:
    """What the tables hold. promises: by number, with offer, need, quantity, status and until; steps: in order."""

    offers: dict[int, Said]
    needs: dict[int, Said]
    promises: dict[int, tuple[int, int, int, str, dt.date | None]]
    steps: dict[int, list[tuple[str | None, str, dt.date | None, str | None]]]
    today: dt.date

    def status(self, number: int) -> str:
        """Return the status of a promise today."""
        *_ends, status, until = self.promises[number]
        return "lapsed" if status == "reserved" and until is not None and until < self.today else status

    def taken(self, *, offer: int | None = None, need: int | None = None) -> int:
        """Return how much of an offer or of a need is on its way or received."""
        return sum(
            quantity
            for number, (of, for_need, quantity, _status, _until) in self.promises.items()
            if self.status(number) in TAKEN and (of == offer or for_need == need)
        )

    def match(self, offer: int, need: int) -> bool:
        """Return whether something of an offer can go to a need at all."""
        one, other = self.offers[offer], self.needs[need]
        directed = one.only_for is None or one.only_for == other.city
        return one.status == other.status == "open" and one.item == other.item and one.city != other.city and directed

    def fits(self, offer: int, need: int, quantity: int, *, surplus: bool) -> bool:
        """Return whether so much is left of both."""
        enough = quantity <= self.offers[offer].quantity - self.taken(offer=offer)
        return enough and (surplus or quantity <= self.needs[need].quantity - self.taken(need=need))

    def live_of(self, offer: int) -> list[int]:
        """Return the promises of an offer that are on their way."""
        return [number for number, row in self.promises.items() if row[0] == offer and self.status(number) in LIVE]


def book(store: Engine, today: dt.date) -> Book:
    """Return what a store holds."""
    offers: dict[int, Said] = {}
    codes = dict(rows(store, t.Offer, "id", "code"))
    names = ("upload_id", "offer_id", "city_id", "item", "quantity", "status", "expires_on", "to_city_id")
    for _upload, number, *said in sorted(rows(store, t.OfferStatement, *names), key=lambda row: row[:1]):
        offers[number] = Said(codes[number], *said)
    needs: dict[int, Said] = {}
    codes = dict(rows(store, t.Need, "id", "code"))
    for number, *said in rows(store, t.NeedStatement, "need_id", "city_id", "item", "quantity", "status"):
        needs[number] = Said(codes[number], *said)
    kept = rows(store, t.Commitment, "id", "offer_id", "need_id", "quantity", "status", "until")
    steps: dict[int, list[Any]] = {}
    for number, *step in rows(store, t.CommitmentStep, "commitment_id", "former", "status", "until", "reason"):
        steps.setdefault(number, []).append(tuple(step))
    return Book(offers, needs, {number: tuple(row) for number, *row in kept}, steps, today)


@dataclass
class World:
    """A store while acts are done. surplus: the needs of which more than asked for was promised, as meant."""

    store: Engine
    today: dt.date = TODAY
    uploads: list[int] = field(default_factory=list)
    surplus: set[int] = field(default_factory=set)
    sent: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def desk(self) -> dict[str, Any]:
        """Return who does it, and when."""
        return {"by": "ana", "now": NOW + (self.today - TODAY)}

    @property
    def who(self) -> dict[str, Any]:
        """Return who does it, when and on which day."""
        return {**self.desk, "today": self.today}

    def do(self, act: Act) -> None:
        """Do one act; see that it is done or refused as the book says, and that the laws hold after it."""
        before, kept = book(self.store, self.today), contents(self.store)
        allowed, call = getattr(self, act.what)(act, before)
        said, refusal = None, None
        try:
            said = call()
        except IdpdashError as error:
            refusal = error
        assert allowed in (None, refusal is None), f"{act}: {refusal}"
        if refusal is not None:
            assert contents(self.store) == kept
        after = book(self.store, self.today)
        self.check(after)
        if isinstance(said, Promise):
            told(said, after)
            if after.steps != before.steps:  # a call that repeats another writes nothing
                written(said, after)

    def reserve(self, act: Act, now: Book) -> tuple[bool, Callable[[], Any]]:
        """Reserve, now and then with the words or the key of an earlier call."""
        offer, need = list(now.offers)[act.which % len(now.offers)], list(now.needs)[act.other % len(now.needs)]
        days = act.key % 4 - 1 if act.key % 3 == 0 else None
        until = None if days is None else self.today + dt.timedelta(days=days)
        token = f"reserve {act.key}" if act.key % 2 else None
        asked = (offer, need, act.many, until)
        expires = now.offers[offer].expires
        allowed = act.many > 0 and (until is None or until >= self.today)
        if token in self.sent and allowed:
            allowed = self.sent[token] == asked
        else:
            late = expires is not None and max(until or self.today, self.today) > expires
            allowed = allowed and now.match(offer, need) and not late
            allowed = allowed and now.fits(offer, need, act.many, surplus=act.flag)

        def call() -> Promise:
            said = reserve(
                self.store,
                offer_code=now.offers[offer].code,
                need_code=now.needs[need].code,
                quantity=act.many,
                until=until,
                surplus=act.flag,
                token=token,
                **self.who,
            )
            new = set(book(self.store, self.today).promises) - set(now.promises)
            assert new == (set() if token in self.sent else {said.number})
            if token:
                self.sent[token] = asked
            if act.flag:
                self.surplus.add(need)
            return said

        return allowed, call

    def advance(self, act: Act, now: Book) -> tuple[bool, Callable[[], Any]]:
        """Move a promise, in half of the cases to where it can go."""
        number = promise_of(act, now)
        ways = sorted(LEGAL[now.status(number)]) if number in now.promises else []
        aim = ways[act.other % len(ways)] if ways and act.key % 2 else STATUSES[act.other % len(STATUSES)]
        reason = "Because." if act.flag else None
        allowed = aim in ways and (act.flag or aim not in ("declined", "returned"))

        def call() -> Promise:
            said = advance(self.store, number, aim, reason=reason, **self.who)
            assert said.status == aim
            return said

        return allowed, call

    def back(self, act: Act, now: Book) -> tuple[bool, Callable[[], Any]]:
        """Take the last step of a promise back."""
        number = promise_of(act, now)
        call = lambda: take_back(self.store, number, **self.who)  # noqa: E731
        if number not in now.promises:
            return False, call
        offer, need, quantity, stored, _until = now.promises[number]
        former = now.steps[number][-1][0]
        if now.status(number) != stored:
            return False, call
        if former == "reserved":
            held = [until for _former, status, until, _why in now.steps[number] if status == "reserved"][-1]
            if held is not None and held < self.today:
                return False, call
        anew = former in TAKEN and stored not in TAKEN
        stands = now.match(offer, need) or not (anew or (former in LIVE and stored not in LIVE))
        return stands and (not anew or now.fits(offer, need, quantity, surplus=False)), call

    def withdraw(self, act: Act, now: Book) -> tuple[bool, Callable[[], Any]]:
        """Withdraw an offer."""
        offer = list(now.offers)[act.which % len(now.offers)]
        hit = now.live_of(offer)

        def call() -> None:
            reason = "Flooded." if act.flag else None
            done = withdraw(self.store, now.offers[offer].code, reason=reason, **self.who)
            after = book(self.store, self.today)
            assert [*done.ended] == hit
            assert {number: after.status(number) for number in hit} == {one: ENDS[now.status(one)] for one in hit}
            self.uploads.append(done.upload)

        return now.offers[offer].status == "open" and (act.flag or not hit), call

    def reopen(self, act: Act, now: Book) -> tuple[bool, Callable[[], Any]]:
        """Open an offer again, or confirm it where it is open."""
        said = now.offers[list(now.offers)[act.which % len(now.offers)]]
        if said.status == "open":
            stands = said.expires is None or said.expires >= self.today
            return stands, lambda: self.uploads.append(confirm(self.store, said.code, **self.desk))
        return True, lambda: self.uploads.append(set_offer_status(self.store, said.code, "open", None, **self.desk))

    def edit(self, act: Act, now: Book) -> tuple[bool, Callable[[], Any]]:
        """State an offer anew, of another quantity."""
        offer = list(now.offers)[act.which % len(now.offers)]
        code = now.offers[offer].code
        values = {**OFFERS[code], "quantity": act.many, **self.desk}
        call = lambda: self.uploads.append(record_offer(self.store, offer_code=code, **values))  # noqa: E731
        return 0 < act.many >= now.taken(offer=offer), call

    def undo(self, act: Act, now: Book) -> tuple[bool | None, Callable[[], Any]]:
        """Undo an act on an offer: whether that can be depends on all later ones, the laws hold in any case."""
        upload = self.uploads[act.which % len(self.uploads)] if self.uploads else 999
        return None if self.uploads else False, lambda: undo(self.store, upload, **self.desk)

    def day(self, act: Act, _now: Book) -> tuple[bool, Callable[[], Any]]:
        """Let a day go by, or two."""
        self.today += dt.timedelta(days=1 + act.which % 2)
        return True, lambda: None

    def check(self, now: Book) -> None:
        """See that no more than offered is taken, no need over-covered unasked, and every step was a legal one."""
        for offer, said in now.offers.items():
            assert now.taken(offer=offer) <= said.quantity, said.code
            assert said.status == "open" or not now.live_of(offer), said.code
        for need, said in now.needs.items():
            assert need in self.surplus or now.taken(need=need) <= said.quantity, said.code
        assert sum(now.taken(offer=one) for one in now.offers) == sum(now.taken(need=one) for one in now.needs)
        for number, (offer, need, _quantity, status, until) in now.promises.items():
            assert (now.offers[offer].item, until is None) == (now.needs[need].item, status != "reserved")
            steps = now.steps[number]
            assert (steps[0][:2], steps[-1][1]) == ((None, "reserved"), status)
            for (former, held, *_rest), (left, after, _until, why) in zip(steps, steps[1:], strict=False):
                assert left == held
                back = why == "Taken back." and after == (former or "declined")
                assert back or after in LEGAL[held], (held, after, why)


def promise_of(act: Act, now: Book) -> int:
    """Return one of the promises there are, 1 where there is none."""
    numbers = list(now.promises)
    return numbers[act.which % len(numbers)] if numbers else 1


def told(said: Promise, now: Book) -> None:
    """See that what an act tells of a promise and its ends is so."""
    offer, need, quantity, _status, _until = now.promises[said.number]
    assert (said.quantity, said.status) == (quantity, now.status(said.number))
    assert said.offer_left == now.offers[offer].quantity - now.taken(offer=offer)
    assert said.need_left == max(0, now.needs[need].quantity - now.taken(need=need))


def written(said: Promise, now: Book) -> None:
    """See that whatever lapsed of the offer and of the need of a promise is written."""
    ends = now.promises[said.number][:2]
    for number, (*other, _quantity, status, _until) in now.promises.items():
        assert status == now.status(number) or not set(enumerate(other)) & set(enumerate(ends)), number


def begun(store: Engine) -> World:
    """Return a world of three cities, six offers and three needs."""
    world = World(store)
    loaded(store, cities("galt", "marrow", "velda"))
    for code, said in OFFERS.items():
        record_offer(store, offer_code=code, quantity=START, **said, **world.desk)
    for code, said in NEEDS.items():
        record_need(store, need_code=code, quantity=START, **said, **world.desk)
    return world


OFTEN = ["reserve"] * 8 + ["advance"] * 8 + ["back"] * 3 + ["day"] * 2 + ["withdraw", "reopen", "edit", "undo"]
ACT = some.builds(
    Act,
    what=some.sampled_from(OFTEN),
    which=some.integers(0, 7),
    other=some.integers(0, 6),
    many=some.sampled_from([0, 1, 4, 6, 8, 12, 13]),
    flag=some.booleans(),
    key=some.integers(0, 11),
)


def line(*acts: str) -> list[Act]:
    """Return acts written as "what which other many flag key"; by default no reason, and no word on days or keys."""
    return [
        Act(what, int(which), int(other), int(many), flag=rest[:1] == ["yes"], key=int(rest[1]) if rest[1:] else 4)
        for what, which, other, many, *rest in (act.split() for act in acts)
    ]


RECEIVED = ("reserve 0 0 8", "advance 0 0 0 no 1", "advance 0 1 0 no 1", "advance 0 0 0 no 1")
# What chance seldom puts together within a dozen tries; each of them bites where the code is bent in one way.
EXAMPLES = {
    "all is taken while it is on its way": line("reserve 0 0 12", "reserve 0 1 1", "reserve 2 0 1"),
    "what was received stays taken": line(*RECEIVED, "reserve 0 1 6", "reserve 0 1 4", "reserve 2 0 6", "edit 0 0 6"),
    "held on its last day, free on the next": line(
        *("reserve 0 0 12 no 2", "day 0 0 0", "day 1 0 0", "reserve 0 1 1", "day 0 0 0", "reserve 0 1 12")
    ),
    "accepted on its last day": line("reserve 0 0 8", "day 0 0 0", "day 1 0 0", "advance 0 0 0 no 1", "day 1 0 0"),
    "not accepted a day later": line("reserve 0 0 8", "day 1 0 0", "day 1 0 0", "advance 0 1 0 no 0", "back 0 0 0"),
    "declined, given to another, and taken back": line(
        *("reserve 0 0 8", "advance 0 1 0 yes 1", "reserve 0 1 8", "back 0 0 0", "reserve 2 0 8", "back 0 0 0")
    ),
    "what was declined asks for nothing": line("reserve 0 0 12", "advance 0 1 0 yes 1", "reserve 2 0 12"),
    "more than is asked for": line("reserve 0 0 12", "reserve 2 0 1", "reserve 2 0 1 yes"),
    "an offer goes with its promises": line(
        *("reserve 0 0 4", "reserve 0 1 4", "advance 1 0 0 no 1", "withdraw 0 0 0", "withdraw 0 0 0 yes"),
        *("back 0 0 0", "reserve 0 0 1", "reopen 0 0 0", "back 0 0 0"),
    ),
    "a receipt is not taken back on an offer that is gone": line(
        *RECEIVED, "withdraw 0 0 0", "back 0 0 0", "reopen 0 0 0", "back 0 0 0", "back 0 0 0", "withdraw 0 0 0"
    ),
    "other things do not fit": line("reserve 3 0 1", "reserve 0 2 1", "reserve 3 2 1"),
    "nor does a city its own": line("reserve 4 0 1", "reserve 4 1 1", "reserve 2 1 1"),
    "nor another city what is for one": line("reserve 5 0 1", "reserve 5 1 1", "reserve 2 0 1"),
    "received, and returned all the same": line(*RECEIVED, "advance 0 0 0 no 1", "advance 0 0 0 yes 1", "back 0 0 0"),
    "an offer that has expired": line("reserve 1 0 1", "day 1 0 0", "reserve 1 0 1", "day 0 0 0", "reserve 1 0 1"),
    "sent twice": line("reserve 0 0 4 no 1", "reserve 0 0 4 no 1", "reserve 0 1 4 no 1", "reserve 0 0 6 no 1"),
    "an act without which too much is promised": line("edit 0 0 13", "reserve 0 0 12", "reserve 0 1 1", "undo 0 0 0"),
    "every step to every other": line(
        *RECEIVED, *(f"advance 0 {aim} 0 yes 0" for aim in range(4)), *(f"reserve 0 {one % 2} 1" for one in range(2)),
        *(f"advance {number} {aim} 0 yes 0" for number in (1, 2) for aim in (3, 2, 0, 6, 1, 0, 4, 3, 2, 5, 1)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_laws_of_the_ledger_where_it_is_close(emptied: Callable[[], Engine], name: str) -> None:
    world = begun(emptied())
    for act in EXAMPLES[name]:
        world.do(act)


@example(acts=[act for acts in EXAMPLES.values() for act in acts])
@given(acts=some.lists(ACT, min_size=12, max_size=30))
def test_laws_of_the_ledger(emptied: Callable[[], Engine], acts: list[Act]) -> None:
    """Whatever is done: no more than offered is taken, no need over-covered unasked, and what is told adds up."""
    world = begun(emptied())
    for act in acts:
        world.do(act)
