"""By what one sees that a file was read rightly: its sums, its period, the instant of a complete list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from idpdash.intake.checked import MOST_ISSUES, Checked
from idpdash.intake.issues import issue
from idpdash.layouts import LAYOUTS

# What is added up of each table, a stock never over time (`Column.adds`). A stock and a flow are never added to each
# other: a file holds one of them.
TOTALS = {
    "movements": ("individuals", "households"),
    "occupancy": ("individuals", "households", "places_reported"),
    "needs": ("quantity",),
    "offers": ("quantity",),
}


def totals(tables: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Return the sums by which one sees that a file was read rightly; a column without any value has none."""
    return {
        name: int(_to_add(layout, table, name).sum())
        for layout, table in tables.items()
        for name in TOTALS.get(layout, ())
        if table[name].notna().any()
    }


def _to_add(layout: str, table: pd.DataFrame, name: str) -> pd.Series:
    """Return the values of a column that may be added up: of a stock each site's last one that is known."""
    if LAYOUTS[layout].column(name).adds or "counted_at" not in table:
        return table[name]
    told = table[table[name].notna()].sort_values("counted_at", kind="stable")
    return told.drop_duplicates("site_code", keep="last")[name]


def period(tables: Mapping[str, pd.DataFrame]) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a file of facts is about."""
    for layout, first, last in (("movements", "period_start", "period_end"), ("occupancy", "counted_on", "counted_on")):
        if layout in tables and len(tables[layout]):
            return tables[layout][first].min().date(), tables[layout][last].max().date()
    return None


def listed(checked: Checked) -> Checked:
    """Return a complete list with its instant; where its rows differ, the latest, and a warning."""
    counted = checked.tables["occupancy"]
    if not len(counted):
        return checked
    latest = counted["counted_at"].max()
    instants = counted["counted_at"].nunique()
    found = replace(checked, listed_at=latest.to_pydatetime(), listed_on=counted["counted_on"].max().date())
    if instants == 1:
        return found
    differ = issue("instants_differ", count=instants, value=latest.isoformat(" ", "minutes"))
    return replace(
        found, issues=(differ, *checked.issues)[:MOST_ISSUES], issue_counts={**checked.issue_counts, differ.code: 1}
    )
