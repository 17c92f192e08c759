"""What is asked, what is offered: all that the Exchange page shows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from idpdash.answers.question import whenever
from idpdash.measures import exchange as giving
from idpdash.queries import Read, exchange, places
from idpdash.scope import Scope
from idpdash.vocabulary import UNITS, Item


@dataclass(frozen=True)
class OneItem:
    """One item: its open needs (most urgent first), open offers (largest first), cities and arcs.

    cities: `measures.exchange.by_city` with latitude and longitude. arcs: `measures.exchange.arcs`.
    """

    item: str
    unit: str
    needed: int
    offered: int
    covered: int
    uncovered: int
    needs: pd.DataFrame
    offers: pd.DataFrame
    cities: pd.DataFrame
    arcs: pd.DataFrame


@dataclass(frozen=True)
class Exchange:
    """What the Exchange page shows, on scope.exchange_day.

    needs: open ones of the places asked for. offers: open ones by the places asked for, or meant for them by name, or
    for any city and of an item that they ask for, so that a city sees all the help it could have. past: withdrawn,
    closed and expired ones, of both kinds, with `kind`, `code`, city_name, item, quantity, unit, exchange_status (or
    "expired"), status_reason and stated_on, newest first. by_item: `measures.exchange.coverage`.
    """

    scope: Scope
    needs: pd.DataFrame
    offers: pd.DataFrame
    past: pd.DataFrame
    by_item: pd.DataFrame
    cities: pd.DataFrame

    @property
    def items(self) -> list[str]:
        """Return the items that somebody needs or offers, in the order of the code list."""
        return [str(item) for item in Item if str(item) in set(self.by_item["item"])]

    def of(self, item: str) -> OneItem:
        """Return all about one item, also where nobody needs or offers it."""
        needs, offers = self.needs[self.needs["item"] == item], self.offers[self.offers["item"] == item]
        row = giving.coverage(needs, offers)
        figures = {name: int(row[name].sum()) for name in ("needed", "offered", "covered", "uncovered")}
        where = self.cities[["city_code", "latitude", "longitude"]]
        return OneItem(
            item=item,
            unit=UNITS[Item(item)],
            needs=needs.reset_index(drop=True),
            offers=offers.reset_index(drop=True),
            cities=giving.by_city(needs, offers, item).merge(where, how="left", on="city_code"),
            arcs=giving.arcs(offers, item),
            **figures,
        )


def exchange_answer(read: Read, scope: Scope) -> Exchange:
    """Return all that the Exchange page shows."""
    cities = read(places.cities, whenever(scope))
    asked = set(cities.loc[cities["in_scope"], "city_code"])
    every_need, every_offer = read(exchange.needs, whenever(scope)), read(exchange.offers, whenever(scope))
    needs = giving.open_needs(every_need[every_need["in_scope"]], scope.exchange_day)
    fits = every_offer["to_city_code"].isna() & every_offer["item"].isin(set(needs["item"]))
    concerned = every_offer[every_offer["in_scope"] | every_offer["to_city_code"].isin(asked) | fits]
    offers = giving.open_offers(concerned, scope.exchange_day)
    return Exchange(
        scope=scope,
        needs=needs,
        offers=offers,
        past=_past(every_need[every_need["in_scope"]], needs, concerned, offers),
        by_item=giving.coverage(needs, offers),
        cities=cities,
    )


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
