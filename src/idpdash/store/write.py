"""The tables of a checked file → rows under an upload, in the order in which they rest on each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from idpdash.intake.checked import ORDER, Checked
from idpdash.store.cities import state_cities
from idpdash.store.erasing import erased
from idpdash.store.exchange import state_needs, state_offers
from idpdash.store.facts import Progress, add_facts
from idpdash.store.identities import ids
from idpdash.store.loaded import Loaded
from idpdash.store.sites import state_sites
from idpdash.store.statements import Stated
from idpdash.store.succession import restate
from idpdash.store.tables import City, Place, Site


def write(
    connection: Connection,
    upload: int,
    tables: Mapping[str, pd.DataFrame],
    checked: Checked,
    *,
    today: dt.date,
    progress: Progress,
) -> Loaded:
    """Write the tables and return what was loaded: a row of the file counts once.

    Row 0 is what a known source brings along: no row of the file.
    """
    stated: dict[str, Stated] = {}
    for name in ORDER:
        table = tables.get(name)
        if table is not None and len(table):
            stated[name] = _write_one(connection, upload, name, table, checked, today=today, progress=progress)
    rows = set[int]().union(*(one.rows for one in stated.values())) - {0}
    unchanged = set[int]().union(*(one.unchanged for one in stated.values())) - rows - {0}
    replaced = set[int]().union(*(one.replaced for one in stated.values()))
    return Loaded(
        status="loaded",
        source=checked.source,
        rows_read=checked.rows_read,
        upload=upload,
        layouts={name: len(stated[name].rows) if name in stated else 0 for name in checked.tables},
        rows_loaded=len(rows),
        rows_unchanged=len(unchanged),
        rows_replaced=len(replaced),
        totals=checked.totals,
        issues=checked.issues,
        issue_counts=checked.issue_counts,
    )


def _write_one(
    connection: Connection,
    upload: int,
    name: str,
    table: pd.DataFrame,
    checked: Checked,
    *,
    today: dt.date,
    progress: Progress,
) -> Stated:
    """Write one table."""
    erase = erased(checked, name)
    if name == "cities":
        return state_cities(connection, upload, table, erase=erase)
    if name == "sites":
        places = ids(connection, Place)
        return state_sites(connection, upload, table, places, today=today, listed_on=checked.listed_on, erase=erase)
    if name == "needs":
        return state_needs(connection, upload, table, ids(connection, City), erase=erase)
    if name == "offers":
        return state_offers(connection, upload, table, ids(connection, City), ids(connection, Site), erase=erase)
    restated = restate(connection, name, upload, table)
    add_facts(connection, name, upload, table, progress)
    rows = table["row"].to_numpy()
    rows = rows[~np.isin(rows, restated.same)] if len(restated.same) else rows
    return Stated(set(rows.tolist()), set(restated.same.tolist()), set(restated.changed.tolist()))
