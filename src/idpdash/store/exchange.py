"""Writing needs and offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from idpdash.store.facts import gone
from idpdash.store.identities import ensured
from idpdash.store.rows import merged, records, table_of
from idpdash.store.statements import Stated, Statement, content, differs, newest, state
from idpdash.store.tables import Need, NeedStatement, Offer, OfferStatement
from idpdash.vocabulary import ExchangeStatus, Priority

STATUS = ("status", "status_reason")
NEED = content(NeedStatement, but=["need_id", "city_id", *STATUS])
OFFER = content(OfferStatement, but=["offer_id", "city_id", "to_city_id", "site_id", *STATUS])


def state_needs(
    connection: Connection,
    upload: int,
    table: pd.DataFrame,
    cities: Mapping[str, int],
    *,
    erase: Collection[str] = (),
) -> Stated:
    """Write needs; a new or changed one is open. What says nothing new leaves a closed need closed.

    erase: columns of the store whose values empty cells erase.
    """
    rows = records(table, ("row", "need_code", "city_code", *NEED), table_of(NeedStatement))
    needs = ensured(connection, Need, (row["need_code"] for row in rows))
    numbered = [
        (
            row["row"],
            needs[row["need_code"]],
            {name: row[name] for name in NEED} | _linked(row, {"city_id": "city_code"}, cities),
        )
        for row in rows
    ]
    return _state(connection, NeedStatement, upload, numbered, erase=erase)


def state_offers(
    connection: Connection,
    upload: int,
    table: pd.DataFrame,
    cities: Mapping[str, int],
    sites: Mapping[str, int],
    *,
    erase: Collection[str] = (),
) -> Stated:
    """Write offers; a new or changed one is open. What says nothing new leaves a withdrawn offer withdrawn.

    erase: columns of the store whose values empty cells erase.
    """
    rows = records(
        table, ("row", "offer_code", "city_code", "to_city_code", "site_code", *OFFER), table_of(OfferStatement)
    )
    offers = ensured(connection, Offer, (row["offer_code"] for row in rows))
    numbered = [
        (
            row["row"],
            offers[row["offer_code"]],
            {name: row[name] for name in OFFER}
            | _linked(row, {"city_id": "city_code", "to_city_id": "to_city_code"}, cities)
            | _linked(row, {"site_id": "site_code"}, sites),
        )
        for row in rows
    ]
    return _state(connection, OfferStatement, upload, numbered, erase=erase)


def _linked(row: Mapping[str, Any], names: Mapping[str, str], known: Mapping[str, int]) -> dict[str, int | None]:
    """Return the numbers of the codes in a row; IdpdashError for one that is no longer known."""
    if unknown := [row[code] for code in names.values() if row[code] is not None and row[code] not in known]:
        raise gone(unknown)
    return {name: known.get(row[code]) for name, code in names.items()}


def _state(
    connection: Connection,
    of: Statement,
    upload: int,
    numbered: list[tuple[int, int, dict[str, Any]]],
    *,
    erase: Collection[str],
) -> Stated:
    """Write statements, given as the file's row, the number of the identity, and what is said of it."""
    stored = newest(connection, of, only={number for _row, number, _new in numbered})
    said, done = dict[int, dict[str, Any]](), Stated()
    for row, number, new in numbered:
        before = said.get(number) or stored.get(number)
        statement = merged(before, new, erase=erase)
        if of is NeedStatement:
            statement["priority"] = statement["priority"] or Priority.NORMAL
        if differs(before, statement):
            statement |= {"status": ExchangeStatus.OPEN, "status_reason": None}
            done.rows.add(row)
        else:
            statement |= {name: before[name] for name in STATUS} if before else {}
            done.unchanged.add(row)
        said[number] = statement
    state(connection, of, upload, said)
    return done
