"""Rows that are good by themselves and wait for what is stored: set apart, and put back to be looked at anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from idpdash.intake import sums
from idpdash.intake.checked import Checked, WaitingRow
from idpdash.intake.issues import Issue, Severity
from idpdash.layouts import LAYOUTS

# What our layouts call a column that a checked table has under another name.
_NAMED = {
    "city_pcode": "city_code",
    "to_city_pcode": "to_city_code",
    "place_pcode": "place_code",
    "date": "valid_from",
}


def set_apart(checked: Checked, found: Iterable[tuple[str, Issue]]) -> Checked:
    """Return a file that says these issues (with the table each is of); rows with an error wait, with all of theirs."""
    said = list(found)
    errors: dict[tuple[str, int], list[Issue]] = defaultdict(list)
    for name, one in said:
        if one.severity is Severity.ERROR and one.row is not None:
            errors[name, one.row].append(one)
    checked = checked.saying(one for _name, one in said)
    if not errors:
        return checked
    rows = {row for _name, row in errors}
    apart = {name: table[table["row"].isin(rows)] for name, table in checked.tables.items()}
    waiting = [_waiting(name, row, apart[name], tuple(issues)) for (name, row), issues in errors.items()]
    tables = {name: table[~table["row"].isin(rows)] for name, table in checked.tables.items()}
    return replace(
        checked,
        tables=tables,
        totals=sums.totals(tables),
        waiting=tuple(sorted((*checked.waiting, *waiting), key=lambda one: one.row)),
        apart={name: table for name, table in apart.items() if len(table)},
        content="",
    )


def put_back(checked: Checked) -> Checked:
    """Return a file as it was before rows were set apart; what was said of them is not taken out."""
    if not checked.apart:
        return checked
    rows = {int(row) for table in checked.apart.values() for row in table["row"]}
    tables = {
        name: pd.concat([table, checked.apart[name]]).sort_values("row", ignore_index=True)
        if name in checked.apart
        else table
        for name, table in checked.tables.items()
    }
    waiting = tuple(one for one in checked.waiting if one.row not in rows)
    return replace(checked, tables=tables, totals=sums.totals(tables), waiting=waiting, apart={}, content="")


def _waiting(name: str, row: int, table: pd.DataFrame, issues: tuple[Issue, ...]) -> WaitingRow:
    """Return a row of a checked table as one that waits: its cells as they were read, in our columns."""
    read = table.loc[table["row"] == row].iloc[0]
    return WaitingRow(name, row, _cells(name, dict(zip(map(str, read.index), read, strict=True))), issues)


def _cells(name: str, read: Mapping[str, object]) -> dict[str, str]:
    """Return the cells of a row as texts that are read as the same again; empty ones are left out."""
    told = {column.name: read.get(_NAMED.get(column.name, column.name)) for column in LAYOUTS[name].columns}
    return {column: _text(value) for column, value in told.items() if not pd.isna(value)}  # type: ignore[call-overload]


def _text(value: object) -> str:
    """Return a value as a cell of a file has it."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
