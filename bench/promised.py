"""Needs, offers and 20,000 promises of three years, put into a store that knows the country and its sites.

`python -m bench.promised DATABASE`. What cities need and offer comes month by month as a file that is checked and
loaded on its day. The promises are written into their tables at once, because 68,000 acts would take many minutes; they
keep the laws of the ledger all the same: each step follows from the one before (`idpdash.promises.NEXT`), steps lie in
the order of time, units and cities fit, a directed offer goes to its city only, and all promises of an offer together,
those that ended too, never exceed it (of a need neither, but for one in 200 that is meant as a surplus).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Connection, Engine, insert

from bench.land import CITIES, DAYS, SEED, TODAY, city_code
from bench.make import sites
from idpdash.intake.checked import Options
from idpdash.promises import LIVE, NEXT, status_on
from idpdash.store.checking import checked
from idpdash.store.engine import engine, writing
from idpdash.store.identities import Identity, ids
from idpdash.store.load import load
from idpdash.store.record.act import act
from idpdash.store.rows import table_of
from idpdash.store.statements import LINKS, Statement, content, newest, state
from idpdash.store.tables import Commitment, CommitmentStep, Need, NeedStatement, Offer, OfferStatement
from idpdash.vocabulary import UNITS, CommitmentStatus, ExchangeStatus, Item, Priority

PROMISES, MONTHS, MONTHLY = 20_000, 36, 150  # MONTHLY: needs that come in a month, and offers
MONTH = DAYS // MONTHS
MUCH = 100  # pieces left of an offer, for more promises to come
HOURS, MORNING = 2, dt.time(6)  # between two steps of one day, and before the first
DESKS = ("Central desk", "Night desk", "Field office north", "Field office south")
_RESERVED, _ACCEPTED, _IN_TRANSIT, _RECEIVED, _LAPSED, _DECLINED, _RETURNED = CommitmentStatus
_SHARES = (0.61, 0.04, 0.03, 0.09, 0.05, 0.10, 0.02, 0.03, 0.03)
# How a promise goes on after it was reserved; what would be later than today has not happened yet.
_WAYS = (
    (_ACCEPTED, _IN_TRANSIT, _RECEIVED),
    (_ACCEPTED, _IN_TRANSIT, _RETURNED),
    (_ACCEPTED, _IN_TRANSIT, _RECEIVED, _RETURNED),
    (_DECLINED,),
    (_ACCEPTED, _DECLINED),
    (_LAPSED,),
    (),  # lapsed too, and nobody wrote since: the ledger then reads it so
    (_ACCEPTED,),
    (_ACCEPTED, _IN_TRANSIT),
)
_WHY = {
    _DECLINED: ("The city found room of its own.", "No bus in time.", "Too far for families with small children."),
    _RETURNED: ("Fewer people came than were told.", "The road was closed.", "They went on to relatives."),
    _LAPSED: ("Nobody accepted it in time.",),
}


@dataclass
class End:
    """A need or an offer. city, only_for: numbers of cities; left: what no promise has taken of it."""

    code: str
    city: int
    item: Item
    quantity: int
    said_on: dt.date
    last: dt.date | None
    only_for: int | None = None
    site: str = ""
    left: int = field(init=False)
    resting: bool = False  # a promise on its way rests on it

    def __post_init__(self) -> None:
        """Begin with all of it."""
        self.left = self.quantity

    def row(self, what: str) -> dict[str, object]:
        """Return it as a row of a file. what: "need" or "offer"."""
        said: dict[str, object] = {f"{what}_code": self.code, "city_pcode": city_code(self.city), "item": self.item}
        said |= {"quantity": self.quantity, "unit": UNITS[self.item]}
        if what == "need":
            return said | {"priority": list(Priority)[self.quantity % 3], "needed_by": self.last}
        to = "" if self.only_for is None else city_code(self.only_for)
        return said | {"to_city_pcode": to, "site_code": self.site, "expires_on": self.last or ""}


class Step(NamedTuple):
    """One step of a promise. until: while it is only reserved."""

    status: CommitmentStatus
    day: dt.date
    until: dt.date | None = None
    why: str | None = None


@dataclass(frozen=True)
class Promise:
    """A promise with its steps, in order."""

    offer: End
    need: End
    quantity: int
    steps: tuple[Step, ...]

    @property
    def live(self) -> bool:
        """Return whether it is on its way today."""
        return status_on(self.steps[-1].status, self.steps[-1].until, TODAY) in LIVE


def day_of(month: int) -> dt.date:
    """Return the day on which a month's file comes."""
    return TODAY - dt.timedelta(DAYS - 1 - MONTH * month)


def ends(random: np.random.Generator) -> tuple[list[list[End]], list[list[End]]]:
    """Return the needs and the offers of each month; needs and offers of one place in the list are of one item."""
    items, where = list(Item), [site for site in sites(np.random.default_rng(SEED + 2)) if site["status"] == "open"]
    numbers = {city_code(number): number for number in range(CITIES)}
    needs, offers = list[list[End]](), list[list[End]]()
    for month in range(MONTHS):
        said_on = day_of(month)
        asked, given = list[End](), list[End]()
        for place in range(MONTHLY):
            number, item = month * MONTHLY + place, items[place % len(items)]
            city, quantity = int(random.integers(CITIES)), int(random.integers(20, 800))
            last = said_on + dt.timedelta(int(random.integers(10, 90)))
            asked.append(End(f"N{number:05}", city, item, quantity, said_on, last))
            last = said_on + dt.timedelta(int(random.integers(100, 300)))
            gives, site = int(random.integers(CITIES)), ""
            if item is Item.PLACES and place % 20 == 0:
                chosen = where[int(random.integers(len(where)))]
                gives, site = numbers[str(chosen["place_pcode"])], str(chosen["site_code"])
            only_for = city if place % 20 == 3 and city != gives else None
            offer = End(f"O{number:05}", gives, item, int(random.integers(30, 900)), said_on, None, only_for, site)
            offer.last = None if place % 5 == 2 else last
            given.append(offer)
        needs.append(asked)
        offers.append(given)
    return needs, offers


def promises(random: np.random.Generator, needs: list[list[End]], offers: list[list[End]]) -> list[Promise]:
    """Return the promises in the order in which they began. What they take is taken of the ends."""
    made = list[Promise]()
    days = np.sort(random.integers(0, DAYS - 1, PROMISES))  # the last one began yesterday
    for number, day in enumerate(days.tolist()):
        began, month = TODAY - dt.timedelta(DAYS - 1 - day), min(day // MONTH, MONTHS - 1)
        surplus = number % 200 == 199
        offer, need = _pair(random, needs, offers, month, surplus=surplus)
        most = offer.left if surplus else min(offer.left, need.left)
        quantity = max(1, min(most, int(need.quantity * random.uniform(0.05, 0.4))))
        promise = Promise(offer, need, quantity, _steps(random, began, offer.last))
        for end in (offer, need):
            end.left -= quantity
            end.resting |= promise.live
        made.append(promise)
    return made


def _pair(
    random: np.random.Generator, needs: list[list[End]], offers: list[list[End]], month: int, *, surplus: bool
) -> tuple[End, End]:
    """Return an offer and a need that fit each other and of which something is left."""
    while True:
        asked, given = (month - int(random.integers(min(month, 2) + 1)) for _end in range(2))
        place = int(random.integers(MONTHLY))
        other = (place + len(Item) * int(random.integers(MONTHLY))) % MONTHLY
        need, offer = needs[asked][place], offers[given][other]
        directed = offer.only_for in (None, need.city)
        if offer.city != need.city and directed and offer.left > 0 and (need.left > 0 or surplus):
            return offer, need


def _steps(random: np.random.Generator, began: dt.date, last: dt.date | None) -> tuple[Step, ...]:
    """Return the steps of a promise until yesterday. last: the day until which its offer stands."""
    until = min(began + dt.timedelta(14 if random.random() < 0.3 else 3), last or dt.date.max)
    day, status, steps = began, _RESERVED, [Step(_RESERVED, began, until)]
    for aim in _WAYS[int(random.choice(len(_WAYS), p=_SHARES))]:
        assert aim in NEXT[status]
        wait = int(random.integers((until - began).days + 1)) if status is _RESERVED else int(random.integers(1, 15))
        day = until + dt.timedelta(1) if aim is _LAPSED else day + dt.timedelta(wait)
        if day >= TODAY:
            break
        why = _WHY.get(aim)
        steps.append(Step(aim, day, why=why[int(random.integers(len(why)))] if why else None))
        status = aim
    return tuple(steps)


def fitting() -> list[tuple[str, str]]:
    """Return codes of offers and needs that fit each other, open still, with much left of the offers."""
    random = np.random.default_rng(SEED + 4)
    needs, offers = ends(random)
    promises(random, needs, offers)
    pairs = [
        (offer, need)
        for offer in (offer for month in offers[-2:] for offer in month)
        for need in needs[-1]
        if offer.item is need.item and offer.city != need.city and offer.only_for is None and offer.left > MUCH
    ]
    return [(offer.code, need.code) for offer, need in pairs]


def _load(store: Engine, layout: str, rows: list[dict[str, object]], day: dt.date) -> None:
    """Check and load a file of a day."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    options, zone = Options(layout=layout), ZoneInfo("UTC")
    found = checked(store, text.getvalue().encode(), f"{layout} {day}.csv", options, today=day, timezone=zone)
    said = load(store, found, by=DESKS[0], now=dt.datetime.combine(day, MORNING), today=day)
    if said.rows_loaded != len(rows):
        raise RuntimeError(f"{said.rows_loaded} {layout} were loaded, not {len(rows)}: {said.issues[:3]}")


def _close(store: Engine, needs: list[End], offers: list[End]) -> None:
    """Close nine in ten of the old needs and of the offers that are past, unless a promise on its way rests on them."""
    past = TODAY - dt.timedelta(90)
    old = [need for need in needs if need.said_on < past and not need.resting]
    over = [offer for offer in offers if (offer.last or offer.said_on) < past and not offer.resting]
    for layout, of, identity, which in (
        ("needs", NeedStatement, Need, old),
        ("offers", OfferStatement, Offer, over),
    ):
        codes = [end.code for number, end in enumerate(which) if number % 10]
        yesterday = dt.datetime.combine(TODAY - dt.timedelta(1), MORNING)
        closing = partial(_state_closed, of=of, identity=identity, codes=codes)
        act(store, layout, closing, by=DESKS[0], now=yesterday, token=None, rows=len(codes))


def _state_closed(connection: Connection, upload: int, *, of: Statement, identity: Identity, codes: list[str]) -> None:
    """State needs or offers anew as closed."""
    numbers, names = ids(connection, identity), content(of, but=[LINKS[of]])
    said = newest(connection, of, only=[numbers[code] for code in codes])
    ended = {"status": ExchangeStatus.CLOSED, "status_reason": "Past."}
    state(connection, of, upload, {number: {name: row[name] for name in names} | ended for number, row in said.items()})


def _write(connection: Connection, made: list[Promise]) -> None:
    """Write the promises and their steps, both in the order of time: the database numbers the promises from 1 on."""
    offers, needs = ids(connection, Offer), ids(connection, Need)
    rows, steps = list[dict[str, object]](), list[dict[str, object]]()
    for number, promise in enumerate(made, start=1):
        last = promise.steps[-1]
        row = {"offer_id": offers[promise.offer.code], "need_id": needs[promise.need.code]}
        rows.append(row | {"quantity": promise.quantity, "status": last.status, "until": last.until, "token": None})
        for order, (status, day, until, why) in enumerate(promise.steps):
            at = dt.datetime.combine(day, MORNING) + dt.timedelta(hours=HOURS * order, seconds=number % 7_200)
            former = promise.steps[order - 1].status if order else None
            step = {"commitment_id": number, "status": status, "former": former, "until": until, "made_at": at}
            steps.append(step | {"made_on": day, "made_by": DESKS[number % len(DESKS)], "reason": why, "token": None})
    connection.execute(insert(table_of(Commitment)), rows)
    connection.execute(insert(table_of(CommitmentStep)), sorted(steps, key=lambda one: str(one["made_at"])))


def fill(database: str) -> None:
    """Put all into a store."""
    store, random = engine(database), np.random.default_rng(SEED + 4)
    needs, offers = ends(random)
    made = promises(random, needs, offers)
    for month in range(MONTHS):
        for layout, which in (("needs", needs), ("offers", offers)):
            _load(store, layout, [end.row(layout[:-1]) for end in which[month]], day_of(month))
    _close(store, [need for month in needs for need in month], [offer for month in offers for offer in month])
    with writing(store) as connection:
        _write(connection, made)
    store.dispose()


if __name__ == "__main__":
    fill(sys.argv[1])
