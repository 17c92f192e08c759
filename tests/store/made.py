"""Checked files written by hand, and what a store holds, to be compared."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Engine, select

from idpdash.intake.checked import COLUMNS, Checked, Options, UpdateRule, WaitingRow
from idpdash.intake.issues import Issue, Severity
from idpdash.store.load import load
from idpdash.store.loaded import Loaded
from idpdash.store.tables import Base

NOW = dt.datetime(2026, 11, 24, 9, 30)
TODAY = dt.date(2026, 11, 24)
UTC = ZoneInfo("UTC")
DAYS = {"valid_from", "opens_on", "closes_on", "needed_by", "available_from", "expires_on", "counted_on"}
DAYS |= {"counted_at", "period_start", "period_end"}
DECIMALS = {"latitude", "longitude", "floor_area_m2", "tax_revenue"}
COUNTS = {"individuals", "households", "places_reported", "beds", "toilets", "safe_room_seats", "staffed_places"}
COUNTS |= {"legal_limit", "accessible_beds", "quantity", "population"}


def day(text: str) -> dt.date:
    """Return a day of this year from "11-03"."""
    return dt.date.fromisoformat(f"2026-{text}")


def dtype(name: str) -> str:
    """Return the dtype in which a checked table carries a column."""
    if name in DAYS:
        return "datetime64[s]"
    if name in COUNTS or name[:2] in ("f_", "m_", "u_") and name != "floor_area_m2":
        return "Int64"
    return {"row": "int64", "sensitive": "boolean"}.get(name, "Float64" if name in DECIMALS else "str")


def table(layout: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a checked table; what a row does not give is missing."""
    numbered = [{"row": number, **row} for number, row in enumerate(rows, start=2)]
    made = pd.DataFrame(numbered, columns=list(COLUMNS[layout]), dtype=object)
    return made.astype({name: dtype(name) for name in COLUMNS[layout]})


def made(
    *,
    source: str = "field",
    rule: UpdateRule = UpdateRule.APPEND,
    waiting: tuple[int, ...] = (),
    listed_on: str | None = None,
    fingerprint: str | None = None,
    **tables: list[dict[str, Any]],
) -> Checked:
    """Return a checked file; waiting: the numbers of rows with an error."""
    whole = {name: table(name, rows) for name, rows in tables.items()}
    ends = pd.concat(
        [one[name] for one in whole.values() for name in ("period_start", "period_end", "counted_on") if name in one]
        or [pd.Series(dtype="datetime64[s]")]
    )
    listed = dt.datetime.combine(day(listed_on), dt.time(18)) if listed_on else None
    numbers = {int(row) for one in whole.values() for row in one["row"]}
    fault = Issue("unknown_place", Severity.ERROR, "Nowhere is not known.", column="place_name", value="Nowhere")
    layout = "+".join(tables)
    return Checked(
        file_name=f"{layout}.csv",
        fingerprint=fingerprint or f"{source}|{layout}|{hash(str(tables)) % 10**9}",
        layout=layout,
        source=source,
        rule=rule,
        tables=whole,
        rows_read=len(numbers) + len(waiting),
        waiting=tuple(WaitingRow(layout, row, {"place_name": "Nowhere"}, (fault,)) for row in waiting),
        issues=(fault,) * len(waiting),
        issue_counts={"unknown_place": len(waiting)} if waiting else {},
        options=Options(),
        totals={"individuals": sum(int(one["individuals"].sum()) for one in whole.values() if "individuals" in one)},
        period=(ends.min().date(), ends.max().date()) if len(ends) else None,
        listed_at=listed,
        listed_on=listed.date() if listed else None,
    )


def loaded(store: Engine, checked: Checked, *, today: dt.date = TODAY, **options: bool) -> Loaded:
    """Load a checked file."""
    return load(store, checked, by="test", now=NOW, today=today, **options)  # type: ignore[arg-type]


def cities(*codes: str, **values: Any) -> Checked:
    """Return a file of cities, all with the same values."""
    return made(cities=[{"city_code": code, "city_name": code.title(), **values} for code in codes])


def move(to: str, individuals: int, *, on: str = "11-20", since: str | None = None, **values: Any) -> dict[str, Any]:
    """Return one movement."""
    given = {"direction": "arrival", "period_start": day(since or on), "period_end": day(on)}
    return {**given, "destination_place_code": to, "individuals": individuals, **values}


def count(site: str, individuals: int, *, on: str = "11-20", **values: Any) -> dict[str, Any]:
    """Return one count of a site."""
    at = dt.datetime.combine(day(on), dt.time(12))
    return {"site_code": site, "counted_on": day(on), "counted_at": at, "individuals": individuals, **values}


def site(code: str, place: str = "marrow", **values: Any) -> dict[str, Any]:
    """Return one row of a site list."""
    return {"site_code": code, "site_name": code.title(), "place_code": place, **values}


def contents(store: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables but the list of uploads and the data version."""
    with store.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(one))), key=repr)
            for name, one in Base.metadata.tables.items()
            if name not in ("uploads", "data_version")
        }


def rows(store: Engine, model: type[Base], *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of a table, in the order in which the rows were written."""
    one = model.__table__
    with store.connect() as connection:
        found = connection.execute(select(*(one.c[name] for name in names)).order_by(*one.primary_key))
        return [tuple(row) for row in found]
