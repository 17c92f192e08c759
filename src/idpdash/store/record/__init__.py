"""Single acts from a form: each is one transaction and one upload without a file, and can be undone.

`token` makes a repeated call the same act: a double click makes one row. Rows that wait are mended
and dismissed in `waiting`, which checks them anew and so is imported by itself.
"""

from __future__ import annotations

from idpdash.store.record.act import made_with
from idpdash.store.record.choices import choose
from idpdash.store.record.correct import ChangedError, correct
from idpdash.store.record.counts import record_count
from idpdash.store.record.edited import EditedError
from idpdash.store.record.exchange import (
    edit_need,
    edit_offer,
    record_need,
    record_offer,
    set_need_status,
    set_offer_status,
)
from idpdash.store.record.members import add_city, add_sites
from idpdash.store.record.places import add_alias, add_aliases, add_place
from idpdash.store.record.standing import FIELDS, Standing, Subject, standing

__all__ = [
    "FIELDS",
    "ChangedError",
    "EditedError",
    "Standing",
    "Subject",
    "add_alias",
    "add_aliases",
    "add_city",
    "add_place",
    "add_sites",
    "choose",
    "correct",
    "edit_need",
    "edit_offer",
    "made_with",
    "record_count",
    "record_need",
    "record_offer",
    "set_need_status",
    "set_offer_status",
    "standing",
]
