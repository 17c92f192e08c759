"""A need or an offer stated anew: not over what somebody else saved meanwhile, nor under what was promised of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from idpdash.errors import IdpdashError
from idpdash.store.identities import Identity
from idpdash.store.promised.contradicted import contradictions
from idpdash.store.promised.resting import resting
from idpdash.store.record.correct import ChangedError
from idpdash.store.statements import newest
from idpdash.store.tables import City, Commitment, NeedStatement, OfferStatement, Site, Upload

Exchanged = type[NeedStatement] | type[OfferStatement]
Values = dict[str, Any]
SAID: dict[Exchanged, tuple[str, ...]] = {
    NeedStatement: ("city_code", "item", "quantity", "unit", "priority", "needed_by", "note"),
    OfferStatement: (
        *("city_code", "item", "quantity", "unit", "to_city_code", "site_code"),
        *("available_from", "expires_on", "conditions"),
    ),
}
CODES: dict[str, tuple[str, Identity]] = {
    "city_code": ("city_id", City),
    "to_city_code": ("to_city_id", City),
    "site_code": ("site_id", Site),
}


class EditedError(ChangedError):
    """Say that somebody changed a need or offer since it was looked at, and carry both versions.

    stored: what holds now; given: what was to be saved; both by SAID, other things by their codes. stored also has
    `exchange_status`. upload, stored_by: which upload and who made the stored one. To save all the same, save again
    with `seen=upload`.
    """

    def __init__(self, upload: int, stored_by: str, stored: Values, given: Values) -> None:
        """Take the upload that made the newer statement, and both versions."""
        super().__init__(upload)
        self.stored_by, self.stored, self.given = stored_by, stored, given


def unchanged_since(
    connection: Connection, of: Exchanged, identity: int, seen: int | None, new: Mapping[str, Any]
) -> None:
    """Raise EditedError where a statement newer than upload `seen` holds (None: nobody looked)."""
    stored = newest(connection, of, only=[identity]).get(identity) if seen is not None else None
    if stored is None or stored["upload_id"] == seen:
        return
    by = connection.scalar(select(Upload.loaded_by).where(Upload.id == stored["upload_id"])) or ""
    shown = _shown(connection, of, stored) | {"exchange_status": stored["status"]}
    raise EditedError(stored["upload_id"], by, shown, _shown(connection, of, new))


def _shown(connection: Connection, of: Exchanged, row: Mapping[str, Any]) -> Values:
    """Return what a statement says, other things by their codes."""
    shown: Values = {}
    for name in SAID[of]:
        if name in CODES:
            link, what = CODES[name]
            shown[name] = connection.scalar(select(what.code).where(what.id == row.get(link)))
        else:
            shown[name] = row.get(name)
    return shown


def may_become(connection: Connection, of: Exchanged, identity: int, new: Mapping[str, Any], day: dt.date) -> None:
    """Refuse what promises on their way or received speak against, as a file that says it is refused."""
    among = (Commitment.need_id if of is NeedStatement else Commitment.offer_id) == identity
    promises = resting(connection, among, day, received=True)
    if not promises:
        return
    stored = newest(connection, of, only=[identity])[identity]
    if hit := contradictions(of, stored, new, promises, day):
        raise IdpdashError(hit[0].issue().message)
