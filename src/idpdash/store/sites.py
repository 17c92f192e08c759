"""Writing sites: statements with the day from which they hold."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, or_, select

from idpdash.store.facts import gone
from idpdash.store.identities import ensured
from idpdash.store.rows import merged, records, table_of
from idpdash.store.statements import Stated, content, differs
from idpdash.store.tables import Site, SiteStatement

# What a site has or is from a day on: a change of these holds from that day, a change of the others since ever.
DATED = (
    "status",
    "floor_area_m2",
    "beds",
    "toilets",
    "safe_room_seats",
    "staffed_places",
    "legal_limit",
    "accessible_beds",
)
SAID = content(SiteStatement, but=["site_id", "valid_from"])
BLUR = 1  # decimals of a degree: about eleven kilometres
History = list[dict[str, Any]]


def state_sites(
    connection: Connection,
    upload: int,
    table: pd.DataFrame,
    places: Mapping[str, int],
    *,
    today: dt.date,
    listed_on: dt.date | None = None,
    erase: Collection[str] = (),
) -> Stated:
    """Write sites; what says nothing new is written too, so that it outlives the undo of what it repeats.

    A statement holds from the day that the file gives; else the first one since the site opens (since always, where
    that is not said), and a later one from today where it changes what the site has or is (DATED), or else as long
    as the one it mends. An empty cell erases no stored value, but in the columns `erase`.
    """
    named = table.rename(columns={"site_name": "name"})
    names = ("row", "site_code", "valid_from", "place_code", *(name for name in SAID if name != "place_id"))
    rows = records(named, names, table_of(SiteStatement))
    rows.sort(key=lambda row: row["valid_from"] or dt.date.min)
    sites = ensured(connection, Site, (row["site_code"] for row in rows))
    histories = _histories(connection)
    said: dict[tuple[int, dt.date | None], dict[str, Any]] = {}
    done = Stated()
    for row in rows:
        site = sites[row["site_code"]]
        history = histories.setdefault(site, [])
        if row["place_code"] not in places:
            raise gone([row["place_code"]])
        new = {name: row.get(name) for name in SAID} | {"place_id": places[row["place_code"]]}
        statement, changed = _placed(new, history, row["valid_from"] or listed_on, today, erase)
        (done.rows if changed or listed_on else done.unchanged).add(row["row"])
        said[site, statement["valid_from"]] = {"site_id": site, "upload_id": upload, **statement}
        _remember(history, statement)
    if said:
        connection.execute(insert(SiteStatement), list(said.values()))
    return done


def _histories(connection: Connection) -> dict[int, History]:
    """Return all statements on each site, by the day from which they hold, of one day the newest last."""
    table = table_of(SiteStatement)
    found: dict[int, History] = {}
    for row in connection.execute(select(table).order_by(table.c.upload_id, table.c.id)).mappings():
        _remember(found.setdefault(row["site_id"], []), {name: row[name] for name in ("valid_from", *SAID)})
    return found


def holding(connection: Connection, site: int, on: dt.date) -> dict[str, Any] | None:
    """Return the statement on a site that holds on a day, None where none does yet."""
    table = table_of(SiteStatement)
    order = (table.c.valid_from.desc().nulls_last(), table.c.upload_id.desc(), table.c.id.desc())
    said = or_(table.c.valid_from.is_(None), table.c.valid_from <= on)
    row = connection.execute(select(table).where(table.c.site_id == site, said).order_by(*order).limit(1)).mappings()
    return next((dict(one) for one in row), None)


def _since(statement: Mapping[str, Any]) -> dt.date:
    """Return the day from which a statement holds; since always is the first of all days."""
    return statement["valid_from"] or dt.date.min


def _remember(history: History, statement: dict[str, Any]) -> None:
    """Put a statement at its day, after those of the same day."""
    history.insert(bisect_right(history, _since(statement), key=_since), statement)


def _on(history: History, day: dt.date) -> dict[str, Any] | None:
    """Return the statement that holds on a day, None before the first."""
    number = bisect_right(history, day, key=_since)
    return history[number - 1] if number else None


def _placed(
    new: dict[str, Any], history: History, given: dt.date | None, today: dt.date, erase: Collection[str]
) -> tuple[dict[str, Any], bool]:
    """Return the whole statement with the day from which it holds, and whether it says anything new."""
    if given is not None:
        holding = _on(history, given)
        statement = blurred(merged(holding or (history[0] if history else None), new, erase=erase))
        return {"valid_from": given, **statement}, differs(holding, statement)
    if not history:
        return {"valid_from": new["opens_on"], **blurred(new)}, True
    holding = _on(history, today) or history[0]
    statement = blurred(merged(holding, new, erase=erase))
    start: dt.date | None = holding["valid_from"]
    dated = any(statement[name] != holding[name] for name in DATED)
    if dated and (start is None or start < today):
        start = today
    elif start is not None and start == holding["opens_on"] and (statement["opens_on"] or start) < start:
        start = statement["opens_on"]  # it opens earlier than was said
    return {"valid_from": start, **statement}, differs(holding, statement)


def blurred(statement: dict[str, Any]) -> dict[str, Any]:
    """Return the statement; of a sensitive site without its exact coordinates."""
    if not statement["sensitive"]:
        return statement
    points = {name: statement[name] for name in ("latitude", "longitude")}
    return statement | {name: None if value is None else round(value, BLUR) for name, value in points.items()}
