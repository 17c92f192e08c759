"""Facts: movements and counts are written as rows of their upload, and kept when another upload takes their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from idpdash.errors import IdpdashError
from idpdash.formats import _, listing
from idpdash.intake.checked import COLUMNS
from idpdash.store.bulk import BATCH, append
from idpdash.store.identities import Identity, ids
from idpdash.store.rows import table_of, values
from idpdash.store.tables import Place, Site
from idpdash.store.uploads import FACTS

Progress = Callable[[float], None]
Links = Mapping[str, list[int | None]]

# The columns by which facts refer to places and sites: ours in the store, the checked table's, and whose codes it has.
LINKS: dict[str, dict[str, tuple[str, Identity]]] = {
    "movements": {
        "origin_place_id": ("origin_place_code", Place),
        "destination_place_id": ("destination_place_code", Place),
    },
    "occupancy": {"site_id": ("site_code", Site)},
}


def add_facts(connection: Connection, name: str, upload: int, table: pd.DataFrame, progress: Progress) -> None:
    """Write a table of facts under an upload; IdpdashError for a code that is no longer known."""
    portions = (
        {**portion, "upload_id": [upload] * len(next(iter(portion.values())))}
        for portion in as_stored(name, table, links(connection, name, table))
    )
    append(connection, table_of(FACTS[name]), portions, rows=len(table), progress=progress)


def links(connection: Connection, name: str, table: pd.DataFrame) -> dict[str, list[int | None]]:
    """Return the numbers of the places or sites to which each row of a table of facts refers, by the store's column."""
    of = {kind: ids(connection, kind) for _codes, kind in LINKS[name].values()}
    return {ours: _numbers(table[codes], of[kind]) for ours, (codes, kind) in LINKS[name].items()}


def _numbers(codes: pd.Series[Any], known: Mapping[str, int]) -> list[int | None]:
    """Return the number of each code, None where the cell is empty; IdpdashError for a code that is no longer known."""
    places, different = pd.factorize(codes)
    unknown = [str(code) for code in different if code not in known]
    if unknown:
        raise gone(unknown)
    numbers = [*(known[code] for code in different), None]
    return [numbers[place] for place in places.tolist()]


def gone(codes: Iterable[str]) -> IdpdashError:
    """Return the error for codes that somebody took away between check and load."""
    return IdpdashError(
        _("{codes} is no longer known here: somebody took it back. Check the file again.").format(
            codes=listing(list(codes)[:5])
        )
    )


def content_of(name: str) -> tuple[str, ...]:
    """Return the columns of the store by which a fact says something, those that link to others first."""
    own = table_of(FACTS[name]).columns
    return (*LINKS[name], *(column for column in COLUMNS[name] if column in own))


def as_stored(name: str, table: pd.DataFrame, linked: Links) -> Iterator[dict[str, list[Any]]]:
    """Yield the rows as the store keeps them (`content_of`), in portions of plain values.

    A portion at a time spares a gigabyte where there are a million rows.
    """
    kinds = {column: table_of(FACTS[name]).columns[column].type for column in content_of(name) if column not in linked}
    for start in range(0, len(table), BATCH):
        part = table.iloc[start : start + BATCH]
        numbered = {column: numbers[start : start + BATCH] for column, numbers in linked.items()}
        yield {**numbered, **{column: values(part[column], kind) for column, kind in kinds.items()}}
