"""What a newer release of the same list changed: by year and by place, after it took the place of the older one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.ui import show

LABELS = {
    "year": _("Year"),
    "place": _("Place"),
    "before": _("People before"),
    "after": _("People now"),
    "change": _("Change"),
}
MANY = 9  # rows above which a table scrolls


def release_changes(changes: Mapping[str, Any]) -> None:
    """Draw what changed between the figures that were replaced and those that hold now."""
    years, places = by_year(changes.get("by_year", {})), by_place(changes.get("by_place", []))
    if years.empty and places.empty:
        show.title(_("What the newer file changed"), _("Every year and place has the same number of people as before."))
        return
    show.title(_("What the newer file changed"), in_one_sentence(years))
    with st.grid(2, min_column_width=360, key="changes"):
        if len(years):
            _table(years, "changes_by_year")
        if len(places):
            _table(places, "changes_by_place")


def by_year(told: Mapping[Any, Mapping[str, int | None]]) -> pd.DataFrame:
    """Return the years whose figures changed, the newest first: year, before, after, change."""
    rows = [(str(year), one.get("before"), one.get("after")) for year, one in told.items()]
    return _changed(rows, "year").sort_values("year", ascending=False, ignore_index=True)


def by_place(told: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the places whose figures changed, the largest change first: place, before, after, change."""
    rows = [(one.get("name") or one.get("code") or _("no place"), one.get("before"), one.get("after")) for one in told]
    made = _changed(rows, "place")
    return made.loc[made["change"].abs().sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _changed(rows: list[tuple[str, int | None, int | None]], name: str) -> pd.DataFrame:
    """Return rows as a table, those left out that did not change; a figure that is missing was none."""
    table = pd.DataFrame(rows, columns=[name, "before", "after"]).astype({"before": "Int64", "after": "Int64"})
    table["change"] = table["after"].fillna(0) - table["before"].fillna(0)
    return table[table["change"] != 0]


def in_one_sentence(years: pd.DataFrame) -> str:
    """Return the change in all years together."""
    if years.empty:
        return _("In sum every year is as before; some places are not.")
    total = int(years["change"].sum())
    words = _("{change} people in all, in {count} years") if len(years) > 1 else _("{change} people, in one year")
    return words.format(change=formats.signed(total), count=len(years))


def _table(rows: pd.DataFrame, name: str) -> None:
    """Draw one table of changes."""
    config = {"change": st.column_config.NumberColumn(LABELS["change"], format="%+d")}
    show.table(
        rows,
        name=name,
        labels=LABELS,
        config=config,
        height=320 if len(rows) > MANY else None,
        placeholder=_("none"),
    )
