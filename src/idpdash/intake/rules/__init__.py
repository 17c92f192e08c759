"""What must hold within a row, and between the rows of one file. Cells by themselves: `values`.

What every layout shares is here; what one of them asks is in the room of its subject. Each rule adds to the findings of
a draft, and the builder of a layout puts its checked columns into `out`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from idpdash.columns import Kind
from idpdash.intake.checked import COLUMNS
from idpdash.intake.draft import Draft
from idpdash.intake.findings import Words
from idpdash.intake.rules import arrivals, exchange, housing, markup, people, places, privacy, ranges
from idpdash.intake.values.read import order_of_sheet, read
from idpdash.layouts import Group, in_words

# Days that may lie after today.
FUTURE = frozenset({"needed_by", "expires_on", "available_from", "opens_on", "closes_on"})
INDIVIDUALS: Group = (("individuals",),)
BUILDERS = {
    "movements": arrivals.movements,
    "sites": housing.sites,
    "occupancy": housing.occupancy,
    "needs": exchange.needs,
    "offers": exchange.offers,
    "cities": places.cities,
}


def check_table(draft: Draft, site_codes: frozenset[str], progress: Callable[[float], None]) -> None:
    """Read and check every column, row and rule of a draft. site_codes: those that occupancy and offers may name.

    progress: called with the share done, 0 to 1.
    """
    _lengths(draft)
    privacy.take_out(draft)
    progress(0.1)
    day_columns = [
        cells
        for name, cells in draft.rows.columns.items()
        if draft.layout.column(name).kind in (Kind.DAY, Kind.INSTANT)
    ]
    draft.reading = replace(draft.reading, sheet_order=order_of_sheet(day_columns))
    for column in draft.layout.columns:
        if column.name in draft.rows.columns:
            may = column.name in FUTURE or (column.name == "date" and draft.layout.name == "sites")
            draft.values[column.name] = read(
                column, draft.rows.columns[column.name], draft.findings, draft.reading, may_be_future=may
            )
    progress(0.3)
    _required(draft)
    markup.as_text(draft)
    ranges.plausible(draft)
    privacy.mailboxes(draft)
    draft.out.update({name: draft.values[name] for name in COLUMNS[draft.layout.name] if name in draft.values})
    BUILDERS[draft.layout.name](draft)
    _sites_known(draft, site_codes)
    if draft.layout.key:
        _keys_once(draft)
    progress(1.0)


def _lengths(draft: Draft) -> None:
    """Find rows with more or fewer cells than the header: their columns cannot be trusted."""
    lengths, width = draft.rows.lengths, draft.rows.width
    if lengths is None:
        return
    for key, differ in (("too_many_cells", lengths > width), ("too_few_cells", lengths < width)):
        draft.findings.at_rows(
            key,
            None,
            np.flatnonzero(differ),
            words=lambda position: {"cells": int(lengths[position]), "width": width},
        )
    draft.findings.shifted |= lengths != width


def _required(draft: Draft) -> None:
    """Find rows that give no whole alternative of a required group."""
    for group in draft.layout.required:
        given = [name for names in group for name in names if name in draft.rows.columns]
        blank = {name: draft.rows.columns[name].where(lambda text: not text.strip()) for name in given}
        lacking = np.ones(len(draft.rows), bool)
        for names in group:
            if all(name in blank for name in names):
                lacking &= np.logical_or.reduce([blank[name] for name in names])
        column = next((name for name in given if (lacking & blank[name]).any()), given[0])
        draft.findings.at_rows("missing_value", column, np.flatnonzero(lacking), words=_wanted(draft, group))


def _wanted(draft: Draft, group: Group) -> Callable[[int], Words]:
    """Return what to say of a row that lacks a required group; a whole that its parts add up to is proposed."""
    wanted = in_words(group)
    if draft.layout.name != "movements" or group != INDIVIDUALS:
        return lambda _position: {"wanted": wanted}
    return lambda position: {"wanted": wanted, "suggestion": people.whole_of_groups(draft, position)}


def _keys_once(draft: Draft) -> None:
    """Find rows whose code stands in an earlier row already; a site may stand once for each day that it gives."""
    key = draft.layout.key
    positions = np.arange(len(draft.rows))
    codes = draft.values[key].series(positions, "str")
    days = draft.out["valid_from"].series(positions, "datetime64[s]") if "valid_from" in draft.out else codes
    pairs = list(zip(codes, days.astype("str"), strict=True))
    first: dict[tuple[str, str], int] = {}
    for position, pair in enumerate(pairs):
        first.setdefault(pair, int(draft.rows.numbers[position]))
    again = np.array([first[pair] != number for pair, number in zip(pairs, draft.rows.numbers, strict=True)], bool)
    draft.findings.at_rows(
        "duplicate_key",
        key,
        np.flatnonzero(again & codes.notna().to_numpy()),
        value=draft.text(key),
        words=lambda position: {"other": first[pairs[position]]},
    )


def _sites_known(draft: Draft, site_codes: frozenset[str]) -> None:
    """Find rows that name a site which neither the file nor the store knows."""
    if draft.layout.name not in ("occupancy", "offers") or not draft.has("site_code"):
        return
    values = draft.values["site_code"]
    unknown = np.array([code is not None and code not in site_codes for code in values.values.to_pylist()], bool)
    rows = np.flatnonzero(unknown[values.codes])
    draft.findings.at_rows("unknown_site", "site_code", rows, value=draft.text("site_code"))
