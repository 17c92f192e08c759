"""The key figures, the same ones for the command line, the Overview and the briefing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from idpdash.answers.question import in_period, on_day, on_exchange_day, whenever
from idpdash.answers.standards import standards_of
from idpdash.measures import arrivals as moving
from idpdash.measures import exchange as giving
from idpdash.measures import housing as housed
from idpdash.queries import Read, arrivals, exchange, housing, places
from idpdash.queries.promises import promises as promises_query
from idpdash.scope import Scope
from idpdash.standards import Standards
from idpdash.vocabulary import Item


@dataclass(frozen=True)
class Summary:
    """The key figures of a question.

    cities: `frames.CITIES`. flows: `frames.FLOWS`. room: `frames.ROOM`, one row a site in scope. by_city: one row a
    city in scope and a last one, without code, for what belongs to none: the columns of `measures.housing.by_city`
    and arrivals, within, departures. needs, offers: open ones of every city, in_scope says which are asked for.
    by_item: `measures.exchange.coverage` of those in scope. promises: `frames.PROMISES` of every city, as of the day on
    which needs and offers are judged. standards: what holds in this store.
    """

    scope: Scope
    cities: pd.DataFrame
    flows: pd.DataFrame
    room: pd.DataFrame
    by_city: pd.DataFrame
    needs: pd.DataFrame
    offers: pd.DataFrame
    by_item: pd.DataFrame
    movements: moving.Movements
    housing: housed.Housing
    promises: pd.DataFrame
    standards: Standards

    @cached_property
    def live(self) -> pd.DataFrame:
        """Return the live promises that the places asked for give or get."""
        concerned = self.promises["in_scope"] | self.promises["to_in_scope"]
        return self.promises[self.promises["live"].astype(bool) & concerned.astype(bool)]

    @cached_property
    def promised(self) -> dict[str, int]:
        """Return how much is live, by item, of what the places asked for give or get."""
        return {str(item): int(count) for item, count in self.live.groupby("item")["quantity"].sum().items()}

    @cached_property
    def needs_open(self) -> int:
        """Return how many needs of the places asked for are open."""
        return int(self.needs["in_scope"].sum())

    @cached_property
    def offers_open(self) -> int:
        """Return how many offers by the places asked for are open."""
        return int(self.offers["in_scope"].sum())

    @cached_property
    def concerned(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the open needs of the places asked for, and the open offers by them or meant for them by name."""
        asked = set(self.cities.loc[self.cities["in_scope"], "city_code"])
        here = self.offers["in_scope"] | self.offers["to_city_code"].isin(asked)
        return self.needs[self.needs["in_scope"]], self.offers[here]

    def _items(self) -> dict[str, dict[str, int]]:
        """Return what is needed and offered of each item that is asked for, offered or promised, in their order."""
        told = {
            str(row["item"]): {"needed": int(row["needed"]), "offered": int(row["offered"])}
            for row in self.by_item.to_dict("records")
        }
        nothing = {"needed": 0, "offered": 0}
        return {str(item): told.get(item, nothing) for item in Item if item in told or item in self.promised}

    def as_json(self) -> dict[str, Any]:
        """Return what `summary --json` prints; None is "not known", never zero."""
        rooms = asdict(self.housing)
        promised = self.promised
        told = ("sites", "capacity", "occupied", "reserved", "free", "over_capacity_sites", "unknown_capacity_sites")
        return {
            "as_of": self.scope.as_of.isoformat(),
            "period": {"from": self.scope.from_day.isoformat(), "to": self.scope.to_day.isoformat()},
            "movements": asdict(self.movements),
            "stock": {"individuals": None, "households": None, "places": 0, "oldest_round": None, "newest_round": None},
            "housing": {name: rooms[name] for name in told},
            "exchange": {
                "needs_open": self.needs_open,
                "offers_open": self.offers_open,
                "commitments_live": len(self.live),
                "by_item": {
                    item: {**asked, "promised": promised.get(item, 0)} for item, asked in self._items().items()
                },
            },
            "by_place": [_place(row) for row in self.by_city.to_dict("records")],
        }


def _known(value: Any) -> Any:
    """Return a plain int or str, None where it is missing."""
    if pd.isna(value):
        return None
    return value if isinstance(value, str) else int(value)


def _place(row: dict[Any, Any]) -> dict[str, Any]:
    """Return the key figures of one city."""
    figures = {name: _known(row[name]) for name in ("arrivals", "capacity", "occupied", "free")}
    return {"code": _known(row["city_code"]), "name": _known(row["city_name"]), "stock": None} | figures


def summary(read: Read, scope: Scope) -> Summary:
    """Return the key figures of a question."""
    cities = read(places.cities, whenever(scope))
    flows = read(arrivals.flows, in_period(scope))
    standards, promises = standards_of(read), read(promises_query, on_exchange_day(scope))
    room = housed.room(read(housing.sites, on_day(scope)), standards, promises)
    by_city = housed.by_city(room, cities, promises, as_of=scope.as_of, standards=standards)
    needs = giving.open_needs(read(exchange.needs, whenever(scope)), scope.exchange_day)
    offers = giving.open_offers(read(exchange.offers, whenever(scope)), scope.exchange_day)
    return Summary(
        scope=scope,
        cities=cities,
        flows=flows,
        room=room,
        by_city=by_city.merge(moving.by_city(flows, cities), how="left", on="city_code"),
        needs=needs,
        offers=offers,
        by_item=giving.coverage(needs[needs["in_scope"]], offers[offers["in_scope"]]),
        movements=moving.totals(flows),
        housing=housed.totals(by_city),
        promises=promises,
        standards=standards,
    )
