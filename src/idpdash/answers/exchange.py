"""What is asked, what is offered, and who is promised what: all that the Exchange page shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from idpdash.answers.question import whenever
from idpdash.answers.standards import standards_of
from idpdash.measures import exchange as giving
from idpdash.measures import promises as promising
from idpdash.promises import TAKEN
from idpdash.queries import Read, exchange, places
from idpdash.queries.promises import promises as promises_query
from idpdash.queries.promises import steps as steps_query
from idpdash.scope import Scope
from idpdash.vocabulary import UNITS, Item

ENDED, RECEIVED_DAYS = promising.ENDED, promising.RECEIVED_DAYS
LEDGER = ["commitment", "offer_code", "need_code", "item", "unit", "quantity", "city_code", "city_name"]
LEDGER += ["to_city_code", "to_city_name", "site_code", "promise_status"]  # what is said of a promise beside each step


@dataclass(frozen=True)
class OneItem:
    """One item: its open needs (most urgent first), open offers (largest first), promises, cities and arcs.

    Quantities in its unit, see `measures.exchange.coverage`. needs, offers: with what `measures.promises` adds.
    promises: `measures.promises.board`. cities: `measures.exchange.by_city` with latitude and longitude. arcs:
    `measures.promises.arcs`, and of kind "offered" what is left of offers meant for one city.
    """

    item: str
    unit: str
    needed: int
    offered: int
    received: int
    promised: int
    could: int
    covered: int
    uncovered: int
    unpromised: int
    needs: pd.DataFrame
    offers: pd.DataFrame
    promises: pd.DataFrame
    cities: pd.DataFrame
    arcs: pd.DataFrame

    @cached_property
    def unanswered(self) -> pd.DataFrame:
        """Return the open needs for which nobody promised anything, the one waiting longest first."""
        waiting = self.needs[self.needs["unanswered"]]
        return waiting.sort_values(["waited_days", "quantity"], ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def stale(self) -> pd.DataFrame:
        """Return the open offers of which something is left and that nobody confirmed for long, the oldest first."""
        old = self.offers[self.offers["stale"] & (self.offers["left"] > 0)]
        return old.sort_values("stated_days", ascending=False, kind="stable", ignore_index=True)


@dataclass(frozen=True)
class Exchange:
    """What the Exchange page shows, on scope.exchange_day.

    needs: open ones of the places asked for. offers: open offers by the places asked for, or meant for them by name, or
    for any city and of an item that they ask for, so that a city sees all the help it could have. promises: by or for
    the places asked for, `measures.promises.board`. past: withdrawn, closed and expired needs and offers, with `kind`,
    `code`, city_name, item, quantity, unit, exchange_status (or "expired"), status_reason and stated_on, newest first.
    by_item: `measures.exchange.coverage`. answer_days, critical_days: after which a need has waited too long, and far
    too long; stale_days: after which an offer is asked to be confirmed; held_days: for how long a promise is held that
    nobody accepts.
    """

    scope: Scope
    needs: pd.DataFrame
    offers: pd.DataFrame
    promises: pd.DataFrame
    past: pd.DataFrame
    by_item: pd.DataFrame
    cities: pd.DataFrame
    answer_days: int
    critical_days: int
    stale_days: int
    held_days: int

    @cached_property
    def items(self) -> list[str]:
        """Return the items that somebody needs, offers or promised, in the order of the code list."""
        there = {*self.by_item["item"], *self.promises["item"].unique()}
        return [str(item) for item in Item if str(item) in there]

    def of(self, item: str) -> OneItem:
        """Return all about one item, also where nobody needs or offers it."""
        needs, offers = self.needs[self.needs["item"] == item], self.offers[self.offers["item"] == item]
        row = giving.coverage(needs, offers)
        figures = {name: int(row[name].sum()) for name in giving.COUNTED}
        where = self.cities[["city_code", "latitude", "longitude"]]
        aimed = giving.arcs(offers[offers["left"] > 0].assign(quantity=offers["left"]), item).assign(kind="offered")
        drawn = promising.arcs(self.promises, item)
        return OneItem(
            item=item,
            unit=UNITS[Item(item)],
            needs=needs.reset_index(drop=True),
            offers=offers.reset_index(drop=True),
            promises=self.promises[self.promises["item"] == item].reset_index(drop=True),
            cities=giving.by_city(needs, offers, item).merge(where, how="left", on="city_code"),
            arcs=pd.concat([drawn, aimed], ignore_index=True)
            if len(drawn) and len(aimed)
            else aimed
            if drawn.empty
            else drawn,
            **figures,
        )


def exchange_answer(read: Read, scope: Scope) -> Exchange:
    """Return all that the Exchange page shows."""
    day, standards = scope.exchange_day, standards_of(read, scope)
    cities = read(places.cities, whenever(scope))
    promised = read(promises_query, promises_on(scope))
    asked = set(cities.loc[cities["in_scope"], "city_code"])
    every_need, every_offer = read(exchange.needs, whenever(scope)), read(exchange.offers, whenever(scope))
    open_needs = giving.open_needs(every_need[every_need["in_scope"]], day)
    fits = every_offer["to_city_code"].isna() & every_offer["item"].isin(set(open_needs["item"]))
    concerned = every_offer[every_offer["in_scope"] | every_offer["to_city_code"].isin(asked) | fits]
    open_offers = giving.open_offers(concerned, day)
    needs = promising.waiting(
        promising.covered(open_needs, promised),
        day,
        answer_days=standards.answer_days,
        critical_days=standards.answer_critical_days,
    )
    shared = promising.shared(open_offers, promised, "offer_code")
    offers = promising.aged(shared, day, stale_days=standards.offer_stale_days)
    return Exchange(
        scope=scope,
        needs=needs,
        offers=offers,
        promises=promising.board(promised[promised["in_scope"] | promised["to_in_scope"]], day),
        past=_past(every_need[every_need["in_scope"]], needs, concerned, offers),
        by_item=giving.coverage(needs, offers),
        cities=cities,
        answer_days=standards.answer_days,
        critical_days=standards.answer_critical_days,
        stale_days=standards.offer_stale_days,
        held_days=standards.held_days,
    )


def one_item(read: Read, scope: Scope, item: str) -> OneItem:
    """Return all about one item, see `Exchange.of`."""
    return exchange_answer(read, scope).of(item)


def promises_on(scope: Scope) -> Scope:
    """Return the question with the day of needs and offers and its places alone."""
    day = scope.exchange_day
    return Scope(day, day, day, day, scope.places)


@dataclass(frozen=True)
class History:
    """One promise from the first word to its receipt.

    promise: a row of `measures.promises.board`. steps: `frames.PROMISE_STEPS`, in order. giver, receiver: rows of
    `frames.CITIES` (their desks), None where nothing is said of the city.
    """

    promise: pd.Series
    steps: pd.DataFrame
    giver: pd.Series | None
    receiver: pd.Series | None


def history(read: Read, scope: Scope, number: int) -> History | None:
    """Return what became of one promise, None where there is none of that number on the day."""
    known = read(promises_query, promises_on(scope))
    found = promising.board(known[known["commitment"] == number], scope.exchange_day)
    if found.empty:
        return None
    promise, steps = found.iloc[0], read(steps_query, promises_on(scope))
    cities = read(places.cities, whenever(scope))
    ends = [cities[cities["city_code"] == promise[code]] for code in ("city_code", "to_city_code")]
    giver, receiver = (None if end.empty else end.iloc[0] for end in ends)
    return History(promise, steps[steps["commitment"] == number].reset_index(drop=True), giver, receiver)


def ledger(read: Read, scope: Scope) -> pd.DataFrame:
    """Return the promises by or for the places asked for with their history: one row a step, by promise and in order.

    The promise (commitment, offer_code to site_code, promise_status as it stands), then its step: status, former,
    until, made_at, made_by, reason.
    """
    known = read(promises_query, promises_on(scope))
    kept = known.loc[known["in_scope"] | known["to_in_scope"], LEDGER]
    return kept.merge(read(steps_query, promises_on(scope)), on="commitment", validate="one_to_many")


def taken(promises: pd.DataFrame) -> pd.DataFrame:
    """Return the promises that are live or received."""
    return promises[promises["promise_status"].isin(TAKEN)]


def _past(
    needs: pd.DataFrame, open_needs: pd.DataFrame, offers: pd.DataFrame, open_offers: pd.DataFrame
) -> pd.DataFrame:
    """Return the needs and offers that are not open any more, newest first."""
    gone = [
        table[~table[code].isin(still[code])].rename(columns={code: "code"}).assign(kind=kind)
        for kind, code, table, still in (
            ("need", "need_code", needs, open_needs),
            ("offer", "offer_code", offers, open_offers),
        )
    ]
    kept = ["kind", "code", "city_name", "item", "quantity", "unit", "exchange_status", "status_reason", "stated_on"]
    both = pd.concat([table[kept] for table in gone])
    expired = both["exchange_status"].where(both["exchange_status"] != "open", "expired")
    return both.assign(exchange_status=expired).sort_values("stated_on", ascending=False, ignore_index=True)
