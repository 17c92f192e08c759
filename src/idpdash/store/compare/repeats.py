"""Rows that are stored already."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash.formats import number
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.intake.issues import Issue, issue
from idpdash.store.beside import live_of, repeated
from idpdash.store.facts import LINKS
from idpdash.store.identities import ids
from idpdash.store.sameness import saying_the_same
from idpdash.store.uploads import FACTS, end_of


def whole_file(connection: Connection, checked: Checked) -> list[Issue]:
    """Return a warning if one live upload of the same source says the very same as the whole file."""
    upload = saying_the_same(connection, checked)
    return [] if upload is None else [issue("stored_already.whole", words={"number": upload}, rows=checked.rows_good)]


def stored_already(connection: Connection, checked: Checked) -> list[Issue]:
    """Return one warning for all rows that live facts of the same source say already, in all that the store keeps.

    Rows with a record number are no repeats: they take the place of the earlier ones.
    """
    if checked.rule is UpdateRule.REPLACE_PERIOD:
        return []
    rows: set[int] = set()
    for name in FACTS:
        table = checked.tables.get(name)
        if table is not None and len(table):
            found = _candidates(connection, name, table, checked.source)
            places = repeated(connection, name, found, checked.source) if len(found) else []
            rows |= set(found["row"].iloc[places].tolist())
    if not rows:
        return []
    first = min(rows)
    return [issue("stored_already", row=first, rows=len(rows), words={"count": number(len(rows))})]


def _candidates(connection: Connection, name: str, table: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the rows that might be stored: without a record number, of days and places that are."""
    model = FACTS[name]
    end = end_of(model)
    first, last = connection.execute(select(func.min(end), func.max(end)).where(live_of(model, source))).one()
    if first is None:
        return table.iloc[:0]
    might = table["record_id"].isna() & table[end.name].between(pd.Timestamp(first), pd.Timestamp(last))
    for codes, kind in LINKS[name].values():
        might &= table[codes].isna() | table[codes].isin(list(ids(connection, kind)))
    found: pd.DataFrame = table[might]
    return found
