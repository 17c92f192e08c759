"""What a file changed that took the place of an earlier one: people by year and by place, before and after."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash.store.names import place_names
from idpdash.store.tables import Movement, Place

MOST_PLACES = 100
NUMBERS = ["before", "after"]


def changes(connection: Connection, upload: int, table: pd.DataFrame | None) -> dict[str, Any] | None:
    """Return what differs between the movements that an upload superseded and its own, the largest difference first.

    {"by_year": {"2019": {"before", "after"}}, "by_place": [{"code", "name", "before", "after"}]}: people who moved, by
    the year in which their period ends, and by destination (MOST_PLACES at most). table: the upload's own movements.
    None if it has or superseded none.
    """
    if table is None:
        return None
    rows = connection.execute(
        select(Place.code, Movement.period_end, func.sum(Movement.individuals))
        .join(Movement, Movement.destination_place_id == Place.id)
        .where(Movement.superseded_by == upload)
        .group_by(Place.code, Movement.period_end)
    )
    before = pd.DataFrame(
        [(code, str(end.year), int(people)) for code, end, people in rows], columns=_columns("before")
    )
    if before.empty:
        return None
    after = pd.DataFrame(
        {
            "code": table["destination_place_code"],
            "year": table["period_end"].dt.year.astype("str"),
            "after": table["individuals"].astype("int64"),
        }
    )
    years, places = (_different(before, after, by) for by in ("year", "code"))
    places = places.head(MOST_PLACES)
    names = place_names(connection, set(places.index))
    return {
        "by_year": {
            year: {name: int(one[name]) for name in NUMBERS}
            for year, one in zip(years.index.astype(str), years.to_dict("records"), strict=True)
        },
        "by_place": [
            {"code": code, "name": names[code], **{name: int(one[name]) for name in NUMBERS}}
            for code, one in zip(places.index.astype(str), places.to_dict("records"), strict=True)
        ],
    }


def _columns(people: str) -> list[str]:
    """Return the columns of one side of the comparison."""
    return ["code", "year", people]


def _different(before: pd.DataFrame, after: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return both sums where they differ, the largest difference first."""
    sums = [one.groupby(by)[name].sum() for one, name in zip((before, after), NUMBERS, strict=True)]
    both = pd.concat(sums, axis=1).fillna(0)
    apart = (both["after"] - both["before"]).abs()
    return (
        both.assign(apart=apart)[apart > 0]
        .rename_axis(by)
        .reset_index()
        .sort_values(["apart", by], ascending=[False, True])
        .set_index(by)[NUMBERS]
    )
