"""What every single act shares: one transaction, one upload without a file, and input that is checked once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, select

from idpdash.columns import LARGEST_COUNT
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.issues import shortened
from idpdash.intake.personal import kind_of
from idpdash.store.engine import reading, writing
from idpdash.store.identities import Identity, one
from idpdash.store.statements import holds
from idpdash.store.tables import City, CityStatement, Layer, Upload
from idpdash.store.uploads import open_upload
from idpdash.vocabulary import DESK


def made_with(store: Engine, token: str) -> int | None:
    """Return the upload that an act with this token made, None if there is none."""
    with reading(store) as connection:
        return _made_with(connection, token)


def _made_with(connection: Connection, token: str | None) -> int | None:
    """Return the upload that an act with this token made."""
    return connection.scalar(select(Upload.id).where(Upload.fingerprint == token)) if token else None


def act(
    store: Engine,
    layout: str,
    write: Callable[[Connection, int], None],
    *,
    by: str,
    now: dt.datetime,
    token: str | None,
    day: dt.date | None = None,
    rows: int = 1,
    options: Mapping[str, Any] | None = None,
    layer: Layer = Layer.ALL,
) -> int:
    """Do one act in one transaction and return its upload; with a token that is used, return the upload it made.

    rows: how many rows it is worth. options: what else is to be kept of it, as JSON. layer: see `writing`.
    """
    with writing(store, layer) as connection:
        if (made := _made_with(connection, token)) is not None:
            return made
        upload = open_upload(
            connection,
            by=by,
            now=now,
            fingerprint=token,
            layout=layout,
            source=DESK,
            rows_read=rows,
            rows_loaded=rows,
            options=json.dumps(dict(options or {}), ensure_ascii=False),
            period_start=day,
            period_end=day,
        )
        write(connection, upload)
        return upload


def number_of(connection: Connection, of: Identity, code: str, what: str) -> int:
    """Return the number of a code, or say that it is not known."""
    number = one(connection, of, code)
    if number is None:
        raise IdpdashError(_("There is no {what} with the code {code}.").format(what=what, code=code))
    return number


def city_name(connection: Connection, number: int) -> str:
    """Return what a city is called now, its code where nothing is said of it."""
    named = select(CityStatement.name).where(CityStatement.city_id == number, holds(CityStatement))
    return connection.scalar(named) or connection.scalar(select(City.code).where(City.id == number)) or ""


def count(value: int | None, what: str, *, least: int = 0) -> int | None:
    """Return a count, or say that it is none."""
    if value is not None and not least <= value <= LARGEST_COUNT:
        sentence = _("{what} must be a whole number from {least} to {most}.")
        raise IdpdashError(sentence.format(what=what, least=least, most=LARGEST_COUNT))
    return value


def text(written: str | None, most: int, *, prose: bool = True) -> str | None:
    """Return a text trimmed, without what no database keeps, and no longer than the store takes; None if empty.

    prose: sentences, in which persons may be named; names of places are not looked through for those. Raises
    IdpdashError where a telephone number, mailbox or other personal data stands in it.
    """
    found = plain(written, most)
    personal = kind_of(found, prose=prose) if found else None
    if personal is not None:
        raise IdpdashError(
            _("“{value}” holds {what}: what belongs to a person is not stored here. Leave it out.").format(
                value=shortened(found or ""), what=_(personal)
            )
        )
    return found


def plain(written: str | None, most: int) -> str | None:
    """Return a text trimmed, whatever stands in it; None if empty."""
    return (written or "").replace("\0", "").strip()[:most] or None


def needed(written: str | None, most: int, what: str) -> str:
    """Return a text that may not be missing, or say what is missing."""
    found = text(written, most, prose=False)
    if found is None:
        raise IdpdashError(_("{what} is needed.").format(what=what))
    return found


def point(latitude: float | None, longitude: float | None) -> dict[str, float | None]:
    """Return coordinates (degrees, WGS84), both or neither, or say that they are none."""
    if (latitude is None) != (longitude is None) or abs(latitude or 0) > 90 or abs(longitude or 0) > 180:
        raise IdpdashError(_("Give latitude and longitude in degrees, or neither."))
    return {"latitude": latitude, "longitude": longitude}
