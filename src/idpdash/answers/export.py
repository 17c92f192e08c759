"""What leaves the house as a file: rows as they stand, or sums in which too few people are not told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from idpdash import frames
from idpdash.answers.question import everything
from idpdash.columns import Column
from idpdash.frames import GIVEN_OUT, RECORDS
from idpdash.measures.disclosure import withheld
from idpdash.measures.housing import room
from idpdash.queries import Read, housing, records
from idpdash.scope import Scope

PORTION = 20_000  # rows that are in memory at once, or those of one day
OF_A_PERIOD = frozenset(records.DAYS)  # layouts of which a period can be asked
# The sums that may be known from elsewhere: of a place and month over the directions, and so on.
SUMS = {
    "movements": (("place_code", "month"), ("month", "direction"), ("place_code", "direction")),
    "occupancy": (("date",),),
    "needs": (("item",),),
}


@dataclass(frozen=True)
class Export:
    """A table that leaves the house, in portions. rows: about how many; suppressed: counts that are not told."""

    columns: tuple[Column, ...]
    portions: Iterator[pd.DataFrame]
    rows: int
    suppressed: int = 0


def raw(read: Read, layout: str, scope: Scope, *, source: str | None = None) -> Export:
    """Return what is stored in the columns of a layout, each portion with the column `source` beside.

    Movements and occupancy of the scope's period, all else as it holds now. source: only what this one said.
    """
    scopes, rows = _scopes(read, layout, scope)
    of = (read(records.QUERIES[layout], one) for one in scopes)
    chosen = (table if source is None else table[table["source"] == source] for table in of)
    return Export(tuple(one for one in RECORDS[layout].columns if one.name != "source"), chosen, rows)


def _scopes(read: Read, layout: str, scope: Scope) -> tuple[list[Scope], int]:
    """Return the question in parts whose answers are of a size to be held, and about how many rows they have."""
    if layout not in OF_A_PERIOD:
        return [scope], 0
    days = read(records.DAYS[layout], scope)
    parts = (days["rows"].cumsum() - days["rows"]) // PORTION
    ends = days.groupby(parts)["period_end"].agg(["min", "max"])
    scopes = [scope.over(first.date(), last.date()) for first, last in ends.itertuples(index=False)]
    return scopes or [scope], int(days["rows"].sum())


def aggregated(read: Read, layout: str, scope: Scope, *, least: int, today: dt.date) -> Export:
    """Return a layout in sums, with `suppressed` where people are counted.

    Movements by place, month and direction; occupancy by place at the end of each month, the last count of each site;
    needs and offers by city and item, sites by city and type as of today; cities as they are. Periods are widened to
    whole months: two exports a day apart would tell that day. least: counts of people below it are not told.
    """
    if layout == "cities":
        return raw(read, layout, scope)
    table = _SUMS[layout](read, scope, today)
    hidden = pd.Series(data=False, index=table.index)
    if layout in SUMS:
        count = "quantity" if layout == "needs" else "individuals"
        hidden = withheld(table[count], table, least=least, sums=SUMS[layout])
        table = table.assign(suppressed=hidden, **{count: table[count].mask(hidden)})
    typed = GIVEN_OUT[layout].typed(table)
    return Export(GIVEN_OUT[layout].columns, iter([typed]), len(typed), int(hidden.sum()))


def whole_months(scope: Scope) -> Scope:
    """Return the question over the whole months in which its period lies."""
    last = scope.to_day
    after = dt.date.max if (last.year, last.month) == (9999, 12) else _next_month(last) - dt.timedelta(days=1)
    return scope.over(scope.from_day.replace(day=1), after)


def _next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _movements(read: Read, scope: Scope, _today: dt.date) -> pd.DataFrame:
    """Return people by month, place and direction."""
    return read(records.monthly, whole_months(scope))


def _occupancy(read: Read, scope: Scope, today: dt.date) -> pd.DataFrame:
    """Return the people in the sites of each place at the end of each month, of the last one as of its newest day.

    Last counts are carried on as everywhere (`queries.housing`), never added up over time.
    """
    counted = read(records.occupancy_days, whole_months(scope))["period_end"]
    if counted.empty:
        return frames.GIVEN_OUT["occupancy"].empty().drop(columns="suppressed")
    end, day = min(counted.max().date(), today), counted.min().date()
    parts = []
    while day <= end:
        last = min(_next_month(day) - dt.timedelta(days=1), end)
        parts.append(_at(read, last))
        day = _next_month(day)
    return pd.concat(parts, ignore_index=True)


def _at(read: Read, day: dt.date) -> pd.DataFrame:
    """Return the counted sites of each place on a day, and the people in them."""
    sites = _with_place(room(read(housing.sites, everything(day))))
    counted = sites[sites["exists"] & sites["occupied"].notna()]
    by = counted.groupby(["place_code", "place_name"], dropna=False)["occupied"].agg(individuals="sum", sites="size")
    return by.reset_index().assign(date=pd.Timestamp(day))


def _with_place(sites: pd.DataFrame) -> pd.DataFrame:
    """Return sites with the city that holds their place as their place, where one does."""
    named = {f"place_{part}": sites[f"city_{part}"].fillna(sites[f"place_{part}"]) for part in ("code", "name")}
    return sites.assign(**named)


def _sites(read: Read, _scope: Scope, today: dt.date) -> pd.DataFrame:
    """Return existing sites by place and type: how many, and their places. Sensitive ones are left out."""
    sites = _with_place(room(read(housing.sites, everything(today))))
    shown = sites[sites["exists"] & ~sites["sensitive"].fillna(value=False)]
    by = shown.groupby(["place_code", "place_name", "site_type"], dropna=False)
    return by.agg(
        sites=("site_code", "size"),
        capacity=("capacity", lambda places: places.sum(min_count=1)),
        unknown_capacity_sites=("capacity", lambda places: int(places.isna().sum())),
    ).reset_index()


def _needs(read: Read, scope: Scope, _today: dt.date) -> pd.DataFrame:
    """Return open needs by city and item."""
    return _by_item(read(records.needs, scope))


def _offers(read: Read, scope: Scope, _today: dt.date) -> pd.DataFrame:
    """Return open offers by city and item."""
    return _by_item(read(records.offers, scope))


def _by_item(stated: pd.DataFrame) -> pd.DataFrame:
    """Return quantities by city and item."""
    named = stated.rename(columns={"city_pcode": "city_code"})
    by = ["city_code", "city_name", "item", "unit"]
    return named.groupby(by, dropna=False)[["quantity"]].sum().reset_index()


def sources_in(table: pd.DataFrame) -> set[str]:
    """Return who speaks in a portion."""
    return set(table["source"].dropna()) if "source" in table else set()


_SUMS: dict[str, Callable[[Read, Scope, dt.date], pd.DataFrame]] = {
    "movements": _movements,
    "occupancy": _occupancy,
    "sites": _sites,
    "needs": _needs,
    "offers": _offers,
}


def period(from_day: dt.date | None, to_day: dt.date | None, *, today: dt.date) -> Scope:
    """Return the question about a period; an end that is not given is open. Raises UsageError if it ends too early."""
    return replace(everything(today), from_day=from_day or dt.date.min, to_day=to_day or dt.date.max)
