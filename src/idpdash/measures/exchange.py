"""What is asked, what is offered, and how far the one covers the other, on a day.

An open need stays open when its day has passed (it is overdue); an offer past its last day is not open any more.
Offers for any city can serve every need of their item, offers for one city only that city's.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from idpdash.vocabulary import UNITS, ExchangeStatus, Item, Priority

PRIORITIES = [str(priority) for priority in Priority]  # most urgent first
PARTS = ["quantity", "received", "live", "left"]
COUNTED = ["needed", "offered", "received", "promised", "could", "covered", "uncovered", "unpromised"]


def open_needs(needs: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the open needs, most urgent first, with days_left (negative: overdue; missing: no day) and overdue."""
    still = needs[needs["exchange_status"] == ExchangeStatus.OPEN]
    left = _days_left(still["needed_by"], day)
    rank = still["priority"].map({name: rank for rank, name in enumerate(PRIORITIES)}).fillna(len(PRIORITIES))
    still = still.assign(days_left=left, overdue=(left < 0).fillna(value=False), rank=rank)
    order = ["rank", "days_left", "quantity"]
    return still.sort_values(order, ascending=[True, True, False]).drop(columns="rank").reset_index(drop=True)


def open_offers(offers: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the open offers, largest first, with days_left (missing: no end) and `available` (from that day on)."""
    left = _days_left(offers["expires_on"], day)
    still = (offers["exchange_status"] == ExchangeStatus.OPEN) & (left >= 0).fillna(value=True)
    begun = offers["available_from"].isna() | (offers["available_from"] <= pd.Timestamp(day))
    kept = offers.assign(days_left=left, available=begun)[still]
    return kept.sort_values(["quantity", "offer_code"], ascending=[False, True], ignore_index=True)


def _days_left(days: pd.Series[pd.Timestamp], day: dt.date) -> pd.Series[int]:
    """Return the days from a day until each (Int64), missing where there is none."""
    return (days - pd.Timestamp(day)).dt.days.astype("Int64")


def coverage(needs: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return item, unit and how many needs and offers are open; and in the item's unit, of the open ones:

    needed and offered; received and promised (live) for the needs; could: what is left of the offers could meet of
    what is left of the needs, if each went where it may: offers for one city up to that city's need, then offers for
    any city up to the rest; uncovered: for which there is neither promise nor offer; covered: the rest of what is
    needed; unpromised: what is left of the offers. Items in the order of the code list, only those that somebody needs
    or offers. needs, offers: with what `measures.promises.shared` adds, or nothing is promised.
    """
    asked, given = _with_parts(needs), _with_parts(offers)
    needed, offered = (rows.groupby("item")[PARTS].sum() for rows in (asked, given))
    count, many = asked.groupby("item").size(), given.groupby("item").size()
    rows = []
    for item in Item:
        if item not in needed.index and item not in offered.index:
            continue
        ask, give = _sums(needed, item), _sums(offered, item)
        could = _covered(asked[asked["item"] == item], given[given["item"] == item])
        rows.append(
            {
                "item": str(item),
                "unit": UNITS[item],
                "needs": int(count.get(item, 0)),
                "offers": int(many.get(item, 0)),
                "needed": ask["quantity"],
                "offered": give["quantity"],
                "received": ask["received"],
                "promised": ask["live"],
                "could": could,
                "covered": ask["quantity"] - ask["left"] + could,
                "uncovered": ask["left"] - could,
                "unpromised": give["left"],
            }
        )
    counts = ["needs", "offers", *COUNTED]
    return pd.DataFrame(rows, columns=["item", "unit", *counts]).astype(
        {"item": "str", "unit": "str", **dict.fromkeys(counts, "Int64")}
    )


def _sums(by_item: pd.DataFrame, item: str) -> dict[str, int]:
    """Return the sums of one item, zero where there are none."""
    return {part: int(by_item[part].get(item, 0)) for part in PARTS}


def _with_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return needs or offers with received, live and left; where nothing is said of promises, all is left."""
    if "taken" in rows:
        return rows.assign(live=rows["taken"] - rows["received"])
    nothing = pd.Series(0, index=rows.index, dtype="Int64")
    return rows.assign(received=nothing, live=nothing, left=rows["quantity"])


def _covered(needs: pd.DataFrame, offers: pd.DataFrame) -> int:
    """Return how much of what is left of one item's needs what is left of its offers could meet."""
    needed = needs.groupby("city_code")["left"].sum()
    addressed = offers.dropna(subset="to_city_code").groupby("to_city_code")["left"].sum()
    met = needed.combine(addressed.reindex(needed.index).fillna(0), min)
    free = int(offers.loc[offers["to_city_code"].isna(), "left"].sum())
    return int(met.sum()) + min(free, int(needed.sum()) - int(met.sum()))


def by_city(needs: pd.DataFrame, offers: pd.DataFrame, item: str) -> pd.DataFrame:
    """Return city_code, city_name, needed, priority (the most urgent), needed_by (the next), offered, offered_to.

    Cities that need or offer the item. offered: by the city; offered_to: by others, to this city by name. Zero where
    there is nothing. Largest need first, then largest offer.
    """
    asked, given = needs[needs["item"] == item], offers[offers["item"] == item]
    urgency = pd.CategoricalDtype(PRIORITIES[::-1], ordered=True)
    needed = (
        asked.assign(priority=asked["priority"].astype(urgency))
        .groupby("city_code")
        .agg(needed=("quantity", "sum"), priority=("priority", "max"), needed_by=("needed_by", "min"))
    )
    offered = given.groupby("city_code")["quantity"].sum().rename("offered")
    offered_to = given.dropna(subset="to_city_code").groupby("to_city_code")["quantity"].sum().rename("offered_to")
    names = pd.concat(
        [
            asked.set_index("city_code")["city_name"],
            given.set_index("city_code")["city_name"],
            given.dropna(subset="to_city_code").set_index("to_city_code")["to_city_name"],
        ]
    )
    names = names[~names.index.duplicated()].rename("city_name").rename_axis("city_code")
    table = pd.concat([names, needed, offered, offered_to], axis=1).rename_axis("city_code").reset_index()
    counts = ["needed", "offered", "offered_to"]
    table[counts] = table[counts].fillna(0).astype("Int64")
    table = table.astype({"city_code": "str", "city_name": "str", "priority": "str", "needed_by": "datetime64[s]"})
    order = ["needed", "offered", "city_name"]
    return pd.DataFrame(table.sort_values(order, ascending=[False, False, True], ignore_index=True))


def arcs(offers: pd.DataFrame, item: str) -> pd.DataFrame:
    """Return city_code, city_name, to_city_code, to_city_name and quantity: open offers meant for one city."""
    aimed = offers[(offers["item"] == item) & offers["to_city_code"].notna()]
    ends = ["city_code", "city_name", "to_city_code", "to_city_name"]
    summed = aimed.groupby(ends)[["quantity"]].sum().reset_index()
    return summed.sort_values("quantity", ascending=False, ignore_index=True)
