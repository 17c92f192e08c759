"""Empty cells of reference data: they never erase what is stored, unless the user names their column."""

from __future__ import annotations

from idpdash.intake.checked import Checked
from idpdash.layouts import LAYOUTS
from idpdash.store.rows import table_of
from idpdash.store.statements import content
from idpdash.store.tables import Base, CityStatement, NeedStatement, OfferStatement, SiteStatement

STATEMENTS: dict[str, type[Base]] = {
    "cities": CityStatement,
    "sites": SiteStatement,
    "needs": NeedStatement,
    "offers": OfferStatement,
}
# Our columns that the store keeps under another name. A need without a priority has the usual one.
KEPT_AS: dict[tuple[str, str], tuple[str, ...]] = {
    ("offers", "to_city_pcode"): ("to_city_id", "to_city_as_written"),
    ("offers", "to_city_name"): ("to_city_id", "to_city_as_written"),
    ("offers", "site_code"): ("site_id",),
    ("needs", "priority"): ("priority",),
    ("cities", "place_pcodes"): ("place_pcodes",),
}


def erasable(layout: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of a layout in which nothing may be stored, with the columns of the store that keep them."""
    model = STATEMENTS.get(layout)
    if model is None:
        return {}
    stored = table_of(model).columns
    found = {}
    for column in LAYOUTS[layout].columns:
        if (layout, column.name) in KEPT_AS:
            found[column.name] = KEPT_AS[layout, column.name]
        elif column.name in content(model, but=()) and stored[column.name].nullable:
            found[column.name] = (column.name,)
    return found


def erased(checked: Checked, layout: str) -> frozenset[str]:
    """Return the columns of the store whose values empty cells of a file erase: those asked for that the file has."""
    asked = [kept for name, kept in erasable(layout).items() if name in checked.options.erase and has(checked, name)]
    return frozenset(name for kept in asked for name in kept)


def has(checked: Checked, column: str) -> bool:
    """Return whether a file has one of our columns, whatever stands in it."""
    return column in checked.mapping
