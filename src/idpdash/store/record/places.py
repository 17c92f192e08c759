"""Places that no boundary file has, and other spellings of places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection, Engine, insert

from idpdash import columns as c
from idpdash.errors import IdpdashError
from idpdash.formats import _, fold
from idpdash.store.cities import known_codes, state_places
from idpdash.store.record.act import act, number_of, point, text
from idpdash.store.statements import newest
from idpdash.store.tables import Place, PlaceAlias, PlaceStatement


def add_alias(
    store: Engine,
    *,
    source: str,
    written: str,
    place_code: str,
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Say that a spelling means a place (or a city), for one source or ("") for all, and return the upload."""
    return add_aliases(store, source=source, meanings={written: place_code}, by=by, now=now, token=token)


def add_aliases(
    store: Engine,
    *,
    source: str,
    meanings: Mapping[str, str],
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Say at once what several spellings mean, as written → place code, for one source or ("") for all.

    Returns the upload: one undo takes all of them back. Two spellings that fold alike are one.
    """
    folded = {fold(written)[: c.PLACE[1].longest]: code for written, code in meanings.items()}
    if not folded or "" in folded:
        raise IdpdashError(_("There is no spelling to remember."))

    def write(connection: Connection, upload: int) -> None:
        numbers = {code: number_of(connection, Place, code, _("place")) for code in dict.fromkeys(folded.values())}
        said = {"upload_id": upload, "source": source[:120]}
        rows = [{**said, "folded": name, "place_id": numbers[code]} for name, code in folded.items()]
        connection.execute(insert(PlaceAlias), rows)

    return act(store, "aliases", write, by=by, now=now, token=token, rows=len(folded))


def add_place(
    store: Engine,
    *,
    code: str,
    name: str,
    parent_code: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Make a place that no boundary file has, one level below its parent, and return the upload."""
    code, name = (text(part, most, prose=False) or "" for part, most in ((code, 60), (name, c.PLACE[1].longest)))
    if not code or not name:
        raise IdpdashError(_("A place needs a code and a name."))
    at = point(latitude, longitude)

    def write(connection: Connection, upload: int) -> None:
        if code in known_codes(connection):
            raise IdpdashError(_("There is a place with the code {code} already.").format(code=code))
        above = number_of(connection, Place, parent_code, _("place")) if parent_code else None
        stored = newest(connection, PlaceStatement, only=[above or 0]).get(above or 0, {}).get("level")
        level = None if stored is None else stored + 1
        area = {"row": 1, "code": code, "name": name, "level": level, "parent_code": parent_code}
        state_places(connection, upload, pd.DataFrame([{**area, **at, "geometry": None}], dtype=object))

    return act(store, "places", write, by=by, now=now, token=token)
