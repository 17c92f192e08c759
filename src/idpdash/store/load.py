"""Load a checked file: all of it in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection, Engine, delete, select, update

from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.intake.checked import ORDER, Checked, UpdateRule
from idpdash.intake.issues import Issue, Severity
from idpdash.store.cities import state_cities
from idpdash.store.compare import overlaps
from idpdash.store.engine import writing
from idpdash.store.exchange import state_needs, state_offers
from idpdash.store.facts import Progress, add_movements, add_occupancy, supersede
from idpdash.store.identities import ids
from idpdash.store.loaded import Loaded, not_stored
from idpdash.store.sites import state_sites
from idpdash.store.statements import Stated
from idpdash.store.tables import City, Place, Site, Upload, WaitingRow
from idpdash.store.uploads import FACTS, coverage, keep_waiting, live_with, open_file


class _Nothing(Exception):  # noqa: N818 - no error: it ends a transaction that keeps nothing
    """Roll back, and say this."""

    def __init__(self, said: Loaded) -> None:
        """Carry what is said."""
        self.said = said


def load(
    store: Engine,
    checked: Checked,
    *,
    by: str,
    now: dt.datetime,
    today: dt.date,
    partial: bool = False,
    replace_period: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _share: None,
) -> Loaded:
    """Load a checked file and return what came of it; nothing is stored of a rejected or unchanged one.

    partial: load the good rows and keep the others aside. replace_period: the file takes the place of what its source
    said about its period. dry_run: do everything, keep nothing. Raises SurroundingsError if the store fails.
    """
    try:
        with writing(store) as connection:
            said = load_in(
                connection,
                checked,
                by=by,
                now=now,
                today=today,
                partial=partial,
                replace_period=replace_period,
                progress=progress,
            )
            if dry_run and said.status == "loaded":
                said = replace(said, status="checked", upload=None)
            if said.status != "loaded":
                raise _Nothing(said)
            return said
    except _Nothing as nothing:
        return nothing.said
    except SurroundingsError:
        raise
    except IdpdashError as error:
        issue = Issue("cannot_be_stored", Severity.ERROR, str(error))
        return not_stored(checked, "rejected").saying([issue])


def load_in(
    connection: Connection,
    checked: Checked,
    *,
    by: str,
    now: dt.datetime,
    today: dt.date,
    partial: bool = False,
    replace_period: bool = False,
    progress: Progress = lambda _share: None,
) -> Loaded:
    """Load inside an open transaction, as `load` does; of a rejected or unchanged file nothing is written."""
    if checked.fatal:
        return not_stored(checked, "rejected")
    earlier = live_with(connection, checked.fingerprint)
    if earlier is not None:
        return load_waiting(connection, earlier, checked, today=today, progress=progress)
    if checked.errors and not partial:
        return not_stored(checked, "rejected")
    replaces = replace_period or checked.rule is UpdateRule.REPLACE_PERIOD
    warnings = [] if replaces else overlaps(connection, checked)
    upload = open_file(connection, checked, by=by, now=now, replaced=replaces)
    if replaces and checked.period is not None:
        supersede(connection, upload, [name for name in checked.tables if name in FACTS], checked.period)
    said = _write(connection, upload, checked.tables, checked, today=today, progress=progress)
    keep_waiting(connection, upload, checked.waiting)
    connection.execute(update(Upload).where(Upload.id == upload).values(rows_loaded=said.rows_loaded))
    return replace(said, rows_waiting=len(checked.waiting)).saying(warnings)


def load_waiting(
    connection: Connection, upload: int, checked: Checked, *, today: dt.date, progress: Progress
) -> Loaded:
    """Load, under the same upload, those rows of a file that had to wait and that can be read now.

    Where there are none, nothing changes and the file is `unchanged`.
    """
    waiting = select(WaitingRow.row_number).where(WaitingRow.upload_id == upload)
    aside = set(connection.scalars(waiting))
    good = {name: table[table["row"].isin(aside)] for name, table in checked.tables.items()}
    mended = {int(row) for table in good.values() for row in table["row"]}
    if not mended:
        unchanged = not_stored(checked, "unchanged")
        rows = checked.rows_good
        return replace(unchanged, upload=upload, layouts={}, rows_unchanged=rows, rows_waiting=len(aside))
    said = _write(connection, upload, good, checked, today=today, progress=progress)
    still = [row for row in checked.waiting if row.row in aside - mended]
    connection.execute(delete(WaitingRow).where(WaitingRow.upload_id == upload))
    keep_waiting(connection, upload, still)
    whole = {"rows_loaded": Upload.rows_loaded + said.rows_loaded, **coverage(checked)}
    connection.execute(update(Upload).where(Upload.id == upload).values(**whole))
    return replace(said, rows_waiting=len(still), rows_unchanged=checked.rows_good - len(mended))


def _write(
    connection: Connection,
    upload: int,
    tables: Mapping[str, pd.DataFrame],
    checked: Checked,
    *,
    today: dt.date,
    progress: Progress,
) -> Loaded:
    """Write the tables in their order and return what was loaded: a row of the file counts once.

    Row 0 is what a known source brings along: no row of the file.
    """
    stated: dict[str, Stated] = {}
    for name in ORDER:
        table = tables.get(name)
        if table is not None and len(table):
            stated[name] = _write_one(connection, upload, name, table, checked, today=today, progress=progress)
    rows = set[int]().union(*(one.rows for one in stated.values())) - {0}
    unchanged = set[int]().union(*(one.unchanged for one in stated.values())) - rows - {0}
    return Loaded(
        status="loaded",
        source=checked.source,
        rows_read=checked.rows_read,
        upload=upload,
        layouts={name: len(stated[name].rows) if name in stated else 0 for name in checked.tables},
        rows_loaded=len(rows),
        rows_unchanged=len(unchanged),
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
    if name == "cities":
        return state_cities(connection, upload, table)
    if name == "sites":
        places = ids(connection, Place)
        return state_sites(connection, upload, table, places, today=today, listed_on=checked.listed_on)
    if name == "needs":
        return state_needs(connection, upload, table, ids(connection, City))
    if name == "offers":
        return state_offers(connection, upload, table, ids(connection, City), ids(connection, Site))
    if name == "occupancy":
        add_occupancy(connection, upload, table, ids(connection, Site), progress)
    else:
        add_movements(connection, upload, table, ids(connection, Place), progress)
    return Stated(rows=set(table["row"].tolist()))
