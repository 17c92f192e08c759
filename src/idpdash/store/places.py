"""Load admin areas, boundaries and points; each can become a city of the network."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from hashlib import sha256

import pandas as pd
from sqlalchemy import Connection, Engine, insert, select, update

from idpdash.formats import _, fold, listing
from idpdash.intake.checked import COLUMNS
from idpdash.intake.issues import Issue, Severity
from idpdash.store.cities import known_codes, state_cities, state_places
from idpdash.store.engine import reading, writing
from idpdash.store.loaded import Loaded
from idpdash.store.statements import Stated
from idpdash.store.tables import Place, PlaceName, Upload
from idpdash.store.uploads import live_with, open_upload
from idpdash.vocabulary import BOUNDARIES


def load_places(
    store: Engine,
    areas: pd.DataFrame,
    *,
    as_cities: bool,
    file_name: str,
    by: str,
    now: dt.datetime,
    source: str = BOUNDARIES,
) -> Loaded:
    """Load what `geo.read_areas` returned and say what came of it; nothing is stored of a rejected or unchanged file.

    as_cities: each area is a city, with the area's code, that holds the area.
    """
    said = None
    with reading(store) as connection:  # without waiting for writers
        if earlier := live_with(connection, _fingerprint(areas, as_cities=as_cities, source=source)):
            said = _unchanged(areas, earlier, source)
    if said is None:
        with writing(store) as connection:
            said = load_places_in(
                connection, areas, as_cities=as_cities, file_name=file_name, by=by, now=now, source=source
            )
    return said


def load_places_in(
    connection: Connection,
    areas: pd.DataFrame,
    *,
    as_cities: bool,
    file_name: str,
    by: str,
    now: dt.datetime,
    source: str = BOUNDARIES,
) -> Loaded:
    """Load inside an open transaction, as `load_places` does.

    An area above that nobody stated yet becomes known by what the file says of it, with a warning.
    """
    fingerprint = _fingerprint(areas, as_cities=as_cities, source=source)
    if earlier := live_with(connection, fingerprint):
        return _unchanged(areas, earlier, source)
    parents = _unknown_parents(connection, areas)
    remarks = [*_known_by_code(parents), *_remarks(areas)]
    said = Loaded(status="loaded", source=source, rows_read=len(areas)).saying(remarks)
    upload = open_upload(
        connection,
        by=by,
        now=now,
        file_name=file_name[:300],
        fingerprint=fingerprint,
        layout="places+cities" if as_cities else "places",
        source=source,
        rows_read=len(areas),
        options=json.dumps({"as_cities": as_cities}),
    )
    stated = _write(connection, upload, areas, parents, as_cities=as_cities)
    _write_names(connection, upload, areas)
    rows = set().union(*(one.rows for one in stated.values()))
    connection.execute(update(Upload).where(Upload.id == upload).values(rows_loaded=len(rows)))
    return replace(
        said,
        upload=upload,
        layouts={name: len(one.rows) for name, one in stated.items()},
        rows_loaded=len(rows),
        rows_unchanged=len(areas) - len(rows),
    )


def _unchanged(areas: pd.DataFrame, upload: int, source: str) -> Loaded:
    """Return what is said of areas that are loaded already."""
    said = Loaded("unchanged", source, len(areas), upload=upload, rows_unchanged=len(areas))
    return said.saying(_remarks(areas))


def _write(
    connection: Connection, upload: int, areas: pd.DataFrame, parents: pd.DataFrame, *, as_cities: bool
) -> dict[str, Stated]:
    """Write the areas, the areas that they lie in where those are not known, and the cities that they are."""
    numbered = areas.assign(row=range(1, len(areas) + 1))
    if len(parents):
        state_places(connection, upload, parents)
    stated = {"places": state_places(connection, upload, numbered)}
    if as_cities:
        cities = numbered.rename(columns={"code": "city_code", "name": "city_name"})
        stated["cities"] = state_cities(connection, upload, cities.reindex(columns=COLUMNS["cities"]))
    return stated


def _write_names(connection: Connection, upload: int, areas: pd.DataFrame) -> None:
    """Write the further names of areas (`names`, where the frame has them), those in other languages say."""
    told = {code: names for code, names in zip(areas["code"], areas.get("names", ()), strict=False) if names}
    if not told:
        return
    numbers = {code: number for number, code in connection.execute(select(Place.id, Place.code)) if code in told}
    rows = [
        {"upload_id": upload, "place_id": numbers[code], "name": name, "folded": fold(name)[:200]}
        for code, names in told.items()
        for name in names
    ]
    connection.execute(insert(PlaceName), rows)


def _fingerprint(areas: pd.DataFrame, *, as_cities: bool, source: str) -> str:
    """Return what is the same for the same areas, in whatever order and format they come."""
    rows = areas.drop(columns=["remark", "parent_name"], errors="ignore").sort_values("code")
    if "names" in rows and not rows["names"].map(bool).any():
        rows = rows.drop(columns="names")
    text = rows.drop(columns="geometry").to_json(orient="split", index=False)
    digest = sha256(f"{as_cities}|{source}|{text}".encode())
    for shape in rows["geometry"]:
        digest.update(shape if isinstance(shape, bytes) else b"-")
    return digest.hexdigest()


def _unknown_parents(connection: Connection, areas: pd.DataFrame) -> pd.DataFrame:
    """Return the areas that others of the file lie in and that are neither known nor in the file, as areas of row 0.

    They have no outline, and their code for a name where the file does not name them. A region's country is not needed.
    """
    inner = areas[areas["parent_code"].notna() & ~areas["level"].eq(1).fillna(value=False)]
    known = set(areas["code"]) | known_codes(connection)
    lying = inner[~inner["parent_code"].isin(known)].drop_duplicates("parent_code")
    names = lying["parent_name"] if "parent_name" in lying else lying["parent_code"]
    parents = pd.DataFrame({"row": 0, "code": lying["parent_code"], "name": names.fillna(lying["parent_code"])})
    nothing = ["parent_code", "latitude", "longitude", "geometry"]
    return parents.assign(level=lying["level"] - 1).reindex(columns=[*parents.columns, "level", *nothing])


def _known_by_code(parents: pd.DataFrame) -> list[Issue]:
    """Return a warning if there are such areas."""
    if parents.empty:
        return []
    codes = sorted(parents["code"])
    message = _("The areas that these lie in ({codes}) have no outline yet; load their file too.").format(
        codes=listing([*codes[:5], *(["…"] if len(codes) > 5 else [])])
    )
    return [Issue("unknown_parent", Severity.WARNING, message, column="parent_code", value=codes[0])]


def _remarks(areas: pd.DataFrame) -> list[Issue]:
    """Return what was odd about outlines, as warnings."""
    odd = areas[areas["remark"].notna()] if "remark" in areas else areas[:0]
    return [
        Issue("odd_outline", Severity.WARNING, f"{name} ({code}) {remark}.", value=code)
        for code, name, remark in zip(odd["code"], odd["name"], odd["remark"], strict=True)
    ]
