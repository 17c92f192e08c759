"""A checked file beside what is stored: each comparison has a room of its own and asks the database set by set.

A new comparison is a module with a function of connection and checked file that returns issues, and a line here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue
from idpdash.store.compare.empty import empty_cells
from idpdash.store.compare.history import outliers
from idpdash.store.compare.overlap import overlaps
from idpdash.store.compare.promised import beside_promises
from idpdash.store.compare.repeats import stored_already, whole_file
from idpdash.store.compare.sites import similar_sites
from idpdash.store.compare.truncated import releases
from idpdash.store.sameness import may_be_stored, with_content
from idpdash.store.uploads import aside, live_with

COMPARISONS: tuple[Callable[[Connection, Checked], list[Issue]], ...] = (
    releases,
    overlaps,
    stored_already,
    outliers,
    similar_sites,
    empty_cells,
)
PROMISED = frozenset(
    {
        "offer_below_promises",
        "need_below_promises",
        "promised_otherwise",
        "promised_to_others",
        "expires_under_promises",
        "closes_promised_site",
    }
)
CODES = frozenset(
    {
        "looks_truncated",
        "places_missing",
        "overlaps_earlier_upload",
        "stored_already",
        "outlier",
        "similar_site",
        "empty_cells",
        "not_erased",
        *PROMISED,
    }
)
ADDED = frozenset({"overlaps_earlier_upload", "stored_already"})  # not so where the file takes the earlier one's place


def compared(connection: Connection, checked: Checked, *, version: int, today: dt.date) -> Checked:
    """Return the file with what is found beside the store of this version; at once if it was held beside it before.

    today: on which promises are on their way.

    A file that is loaded already is compared with nothing but itself, so nothing is said of it; but of its rows that
    wait, those go on waiting that say something against promises.
    """
    if checked.fatal or checked.compared == version:
        return checked
    plain = replace(without(checked, CODES), compared=version)
    earlier = live_with(connection, plain.fingerprint)
    plain = beside_promises(connection, plain, today, only=None if earlier is None else aside(connection, earlier))
    if earlier is not None:
        return plain
    if may_be_stored(connection, plain):  # to work out the content takes a second for a million rows
        plain = with_content(plain)
    same = whole_file(connection, plain)
    return plain.saying(same or [one for compare in COMPARISONS for one in compare(connection, plain)])


def without(checked: Checked, codes: frozenset[str]) -> Checked:
    """Return the file without what was found under some codes."""
    counts = {code: count for code, count in checked.issue_counts.items() if code not in codes}
    return replace(checked, issues=tuple(one for one in checked.issues if one.code not in codes), issue_counts=counts)
