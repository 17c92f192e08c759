"""Single acts from a form: each is one transaction and one upload without a file, and can be undone.

`token` makes a repeated call the same act: a double click makes one row.
"""

from __future__ import annotations

from idpdash.store.record.act import made_with
from idpdash.store.record.counts import record_count
from idpdash.store.record.exchange import record_need, record_offer, set_need_status, set_offer_status
from idpdash.store.record.places import add_alias, add_place

__all__ = [
    "add_alias",
    "add_place",
    "made_with",
    "record_count",
    "record_need",
    "record_offer",
    "set_need_status",
    "set_offer_status",
]
