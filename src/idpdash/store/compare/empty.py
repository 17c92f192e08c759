"""Empty cells where something is stored."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash.formats import _, listing, number
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, issue
from idpdash.layouts import LAYOUTS
from idpdash.store.erasing import STATEMENTS, erasable, has
from idpdash.store.names import portions
from idpdash.store.rows import table_of
from idpdash.store.tables import City, CityPlace, CityStatement, Need, Offer, Site, SiteStatement

# Of each table of reference data: the identity, how its statements name it, and the checked table's column of codes.
IDENTITY: dict[str, tuple[Any, str, str]] = {
    "cities": (City, "city_id", "city_code"),
    "sites": (Site, "site_id", "site_code"),
    "needs": (Need, "need_id", "need_code"),
    "offers": (Offer, "offer_id", "offer_code"),
}
# Our columns that a checked table carries under another name.
CARRIED = {"to_city_pcode": "to_city_code", "to_city_name": "to_city_code"}


def empty_cells(connection: Connection, checked: Checked) -> list[Issue]:
    """Return what becomes of empty cells where something is stored, once for each column of the file."""
    found = []
    for name, (_identity, _link, codes) in IDENTITY.items():
        table = checked.tables.get(name)
        if table is None or not len(table):
            continue
        told: set[str] = set()  # a code and a name of one thing are one cell
        for column, kept in erasable(name).items():
            carried = CARRIED.get(column, column)
            if not has(checked, column) or carried in told:
                continue
            told.add(carried)
            empty = table[table[carried].isna()]
            stored = _with_value(connection, name, kept[0], set(empty[codes])) if len(empty) else set()
            if len(rows := empty[empty[codes].isin(stored)]):
                found.append(_said(column, rows, codes, erased=column in checked.options.erase))
    return [*_refused(checked), *found]


def _said(column: str, rows: pd.DataFrame, codes: str, *, erased: bool) -> Issue:
    """Return the issue for the empty cells of one column."""
    key = "empty_cells.erased" if erased else "empty_cells"
    words = {"count": number(len(rows)), "first": str(rows[codes].iloc[0])}
    return issue(key, row=int(rows["row"].iloc[0]), column=column, rows=len(rows), words=words)


def _with_value(connection: Connection, name: str, column: str, codes: set[str]) -> set[str]:
    """Return the codes of those things of which the statement that holds has a value in a column of the store.

    Of a site's statements the one from the latest day holds, of those of one day the newest.
    """
    of, link, _codes = IDENTITY[name]
    model = STATEMENTS[name]
    said = table_of(model)
    order: list[Any] = [said.c.upload_id.desc(), said.c.id.desc()]
    if model is SiteStatement:
        order = [said.c.valid_from.is_(None), said.c.valid_from.desc(), *order]
    value = said.c[column] if column in said.c else _places_listed(said)
    place = func.row_number().over(partition_by=said.c[link], order_by=order).label("place")
    asked = select(of.code.label("code"), value.label("value"), place).join(said, said.c[link] == of.id)
    found: set[str] = set()
    for some in portions(codes):
        newest = asked.where(of.code.in_(some)).subquery()
        told = select(newest.c.code).where(newest.c.place == 1, newest.c.value.is_not(None))
        found |= set(connection.scalars(told))
    return found


def _places_listed(said: Any) -> Any:
    """Return how many places a statement on a city lists beside its own; nothing where it lists none."""
    assert said.name == table_of(CityStatement).name
    listed = select(func.count()).where(CityPlace.statement_id == said.c.id).scalar_subquery()
    return func.nullif(listed - 1, 0)


def _refused(checked: Checked) -> list[Issue]:
    """Return a warning for each column asked to be erased in which nothing can be."""
    layouts = [name for name in checked.tables if name in LAYOUTS]
    may = {column for name in layouts for column in erasable(name)}
    found = []
    for column in checked.options.erase:
        if column not in may:
            why = _("it must have a value, or is no column of {layout}; what may be erased is {columns}").format(
                layout=listing(layouts), columns=listing(sorted(may)) or _("nothing")
            )
        elif not has(checked, column):
            why = _("the file has no such column")
        else:
            continue
        found.append(issue("not_erased", value=column, words={"why": why}))
    return found
