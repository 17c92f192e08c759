"""Take one upload back: its rows go, and what it superseded is restored."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Column, Connection, Engine, delete, select, update

from idpdash import clock
from idpdash.errors import IdpdashError
from idpdash.formats import _, listing
from idpdash.store import tables as t
from idpdash.store.engine import writing
from idpdash.store.given_out import EXPORT
from idpdash.store.identities import Identity
from idpdash.store.promised.resting import told
from idpdash.store.promised.undone import broken, standing_promises
from idpdash.store.rows import table_of
from idpdash.store.succession import restore
from idpdash.store.tables import Base, Upload, UploadStatus

# What an upload may have written, in the order in which it can be removed.
WRITTEN: tuple[type[Base], ...] = (
    t.Movement,
    t.Occupancy,
    t.OfferStatement,
    t.NeedStatement,
    t.SiteStatement,
    t.CityStatement,
    t.PlaceAlias,
    t.PlaceName,
    t.PlaceStatement,
    t.Choice,
    t.FileProfile,
    t.WaitingRow,
)
# Identities in the order in which they can be removed: how statements name them, and what else may rest on them.
RESTING: dict[Identity, tuple[tuple[type[Base], str], ...]] = {
    t.Offer: ((t.OfferStatement, "offer_id"),),
    t.Need: ((t.NeedStatement, "need_id"),),
    t.Site: ((t.SiteStatement, "site_id"), (t.Occupancy, "site_id"), (t.OfferStatement, "site_id")),
    t.City: (
        (t.CityStatement, "city_id"),
        (t.NeedStatement, "city_id"),
        (t.OfferStatement, "city_id"),
        (t.OfferStatement, "to_city_id"),
    ),
    t.Place: (
        (t.PlaceStatement, "place_id"),
        (t.PlaceStatement, "parent_id"),
        (t.PlaceAlias, "place_id"),
        (t.PlaceName, "place_id"),
        (t.SiteStatement, "place_id"),
        (t.Movement, "origin_place_id"),
        (t.Movement, "destination_place_id"),
    ),
}


def undo(store: Engine, upload_id: int, *, by: str, now: dt.datetime) -> None:
    """Take an upload back; it stays in the list, marked as undone.

    Raises IdpdashError if it is not known, is undone already, or later uploads rest on its places, cities or sites.
    """
    with writing(store) as connection:
        undo_in(connection, upload_id, by=by, now=now)


def undo_in(connection: Connection, upload_id: int, *, by: str, now: dt.datetime) -> None:
    """Take an upload back inside an open transaction, as `undo` does."""
    known = select(Upload.status, Upload.options, Upload.layout).where(Upload.id == upload_id)
    upload = connection.execute(known).one_or_none()
    if upload is None:
        raise IdpdashError(_("There is no upload {number}.").format(number=upload_id))
    if upload.status == UploadStatus.UNDONE:
        raise IdpdashError(_("Upload {number} is undone already.").format(number=upload_id))
    if upload.layout == EXPORT:
        words = _("Upload {number} notes what was given out, which cannot be undone.")
        raise IdpdashError(words.format(number=upload_id))
    if others := resting(connection, upload_id):
        raise IdpdashError(
            _("Upload {number} cannot be undone while others rest on it; undo first: {others}.").format(
                number=upload_id, others=listing([str(other) for other in sorted(others, reverse=True)])
            )
        )
    alone = {of: _only_here(connection, of, upload_id) for of in RESTING}
    alone[t.Place] += _listed_only(connection, upload_id)
    promised = {
        t.Offer: _promised(connection, t.Commitment.offer_id),
        t.Need: _promised(connection, t.Commitment.need_id),
    }
    today = clock.day_of(now)
    stands = standing_promises(connection, upload_id, today)
    restore(connection, upload_id)
    _remove(connection, upload_id)
    if hit := broken(connection, stands, today):
        words = _("Upload {number} cannot be undone while promises rest on what it says: {promises}.")
        raise IdpdashError(words.format(number=upload_id, promises=told(hit)))
    still_listed = t.Place.id.in_(select(t.CityPlace.place_id))
    for of, numbers in alone.items():
        for some in _parts([one for one in numbers if one not in promised.get(of, ())]):
            gone = delete(of).where(of.id.in_(some))
            connection.execute(gone.where(~still_listed) if of is t.Place else gone)
    trace = json.dumps({**json.loads(upload.options), "undone_by": by, "undone_at": now.isoformat()})
    connection.execute(
        update(Upload)
        .where(Upload.id == upload_id)
        .values(status=UploadStatus.UNDONE, superseded_by=None, options=trace)
    )


def _promised(connection: Connection, end: Any) -> set[int]:
    """Return the offers or needs of which anything was ever promised: the history of a promise keeps them."""
    return set(connection.scalars(select(end).distinct()))


def _remove(connection: Connection, upload: int) -> None:
    """Remove the rows of an upload."""
    statements = select(t.CityStatement.id).where(t.CityStatement.upload_id == upload)
    connection.execute(delete(t.CityPlace).where(t.CityPlace.statement_id.in_(statements)))
    connection.execute(update(t.WaitingRow).where(t.WaitingRow.dismissed_by == upload).values(dismissed_by=None))
    for model in WRITTEN:
        table = table_of(model)
        connection.execute(delete(table).where(table.c.upload_id == upload))


def _column(model: type[Base], name: str) -> Column[Any]:
    """Return a column of a model's table."""
    return table_of(model).columns[name]


def _only_here(connection: Connection, of: Identity, upload: int) -> list[int]:
    """Return the identities of which only this upload says anything."""
    model, link = RESTING[of][0]
    said = _column(model, link)
    others = select(said).where(_column(model, "upload_id") != upload)
    here = select(said).where(_column(model, "upload_id") == upload, said.not_in(others)).distinct()
    return list(connection.scalars(here))


def _listed_only(connection: Connection, upload: int) -> list[int]:
    """Return the places that a city of this upload lists and of which nothing is said any more (see `resting`)."""
    listed = (
        select(t.CityPlace.place_id)
        .join(t.CityStatement, t.CityStatement.id == t.CityPlace.statement_id)
        .where(t.CityStatement.upload_id == upload)
        .where(t.CityPlace.place_id.not_in(select(t.PlaceStatement.place_id)))
    )
    return list(connection.scalars(listed.distinct()))


def resting(connection: Connection, upload: int) -> set[int]:
    """Return the uploads that refer to things of which nothing would be said any more without this upload.

    Where two uploads rest on each other because cities of one list places that only the other knows, the lists give
    way, or neither could ever be undone: the listed place is then unknown until somebody states it again.
    """
    firm, lists = _direct(connection, upload)
    return firm | {other for other in lists - firm if not _rests_on(connection, upload, other)}


def _rests_on(connection: Connection, upload: int, other: int) -> bool:
    """Return whether an upload rests on another, if only by way of further ones."""
    seen, ahead = {other}, [other]
    while ahead:
        found = set[int]().union(*_direct(connection, ahead.pop())) - seen
        if upload in found:
            return True
        seen |= found
        ahead += found
    return False


def _direct(connection: Connection, upload: int) -> tuple[set[int], set[int]]:
    """Return the uploads that rest on this one: by what they say of its things, and by the places their cities list."""
    alone = {of: _only_here(connection, of, upload) for of in RESTING}
    firm: set[int] = set()
    for of, numbers in alone.items():
        for model, link in RESTING[of][1:]:
            owner = _column(model, "upload_id")
            for some in _parts(numbers):
                firm |= set(connection.scalars(select(owner).where(_column(model, link).in_(some), owner != upload)))
    lists: set[int] = set()
    for some in _parts(alone[t.Place]):
        listing_them = (
            select(t.CityStatement.upload_id)
            .join(t.CityPlace, t.CityPlace.statement_id == t.CityStatement.id)
            .where(t.CityPlace.place_id.in_(some), t.CityStatement.upload_id != upload)
        )
        lists |= set(connection.scalars(listing_them))
    return firm, lists


def _parts(numbers: list[int], size: int = 10_000) -> list[list[int]]:
    """Return a long list in parts that a statement can take."""
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]
