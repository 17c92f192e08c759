"""What every single act shares: one transaction, one upload without a file, and input that is checked once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Engine, select

from idpdash.columns import LARGEST_COUNT
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.store.engine import reading, writing
from idpdash.store.identities import Identity, one
from idpdash.store.tables import Upload
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
) -> int:
    """Do one act in one transaction and return its upload; with a token that is used, return the upload it made."""
    with writing(store) as connection:
        if (made := _made_with(connection, token)) is not None:
            return made
        upload = open_upload(
            connection,
            by=by,
            now=now,
            fingerprint=token,
            layout=layout,
            source=DESK,
            rows_read=1,
            rows_loaded=1,
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


def count(value: int | None, what: str, *, least: int = 0) -> int | None:
    """Return a count, or say that it is none."""
    if value is not None and not least <= value <= LARGEST_COUNT:
        sentence = _("{what} must be a whole number from {least} to {most}.")
        raise IdpdashError(sentence.format(what=what, least=least, most=LARGEST_COUNT))
    return value


def text(written: str | None, most: int) -> str | None:
    """Return a text trimmed, without what no database keeps, and no longer than the store takes; None if empty."""
    return (written or "").replace("\0", "").strip()[:most] or None
