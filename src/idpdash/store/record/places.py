"""A place that no boundary file has, and other spellings of a place."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Connection, Engine, insert

from idpdash.errors import IdpdashError
from idpdash.formats import _, fold
from idpdash.store.cities import known_codes, state_places
from idpdash.store.record.act import act, number_of
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
    folded = fold(written)[:200]
    if not folded:
        raise IdpdashError(_("There is no spelling to remember."))

    def write(connection: Connection, upload: int) -> None:
        place = number_of(connection, Place, place_code, _("place"))
        connection.execute(
            insert(PlaceAlias).values(upload_id=upload, source=source[:120], folded=folded, place_id=place)
        )

    return act(store, "aliases", write, by=by, now=now, token=token)


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
    code, name = code.strip(), name.strip()
    if not code or not name:
        raise IdpdashError(_("A place needs a code and a name."))
    if (latitude is None) != (longitude is None) or abs(latitude or 0) > 90 or abs(longitude or 0) > 180:
        raise IdpdashError(_("Give latitude and longitude in degrees, or neither."))

    def write(connection: Connection, upload: int) -> None:
        if code in known_codes(connection):
            raise IdpdashError(_("There is a place with the code {code} already.").format(code=code))
        above = number_of(connection, Place, parent_code, _("place")) if parent_code else None
        stored = newest(connection, PlaceStatement, only=[above or 0]).get(above or 0, {}).get("level")
        level = None if stored is None else stored + 1
        area = {"row": 1, "code": code, "name": name, "level": level, "parent_code": parent_code}
        point = {"latitude": latitude, "longitude": longitude, "geometry": None}
        state_places(connection, upload, pd.DataFrame([{**area, **point}], dtype=object))

    return act(store, "places", write, by=by, now=now, token=token)
