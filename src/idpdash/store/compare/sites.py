"""New sites that may be stored already under another code."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, select

from idpdash.formats import _, fold
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue, issue
from idpdash.intake.mapping.near import alike
from idpdash.store.names import portions
from idpdash.store.tables import Place, Site, SiteStatement

NEAR = 200.0  # metres
EARTH = 6_371_008.8  # mean radius in metres
CELL = 0.0018  # degrees of latitude: 200 metres; twice as many of longitude are no fewer, up to 60° north and south
POINT = ["latitude", "longitude"]


def similar_sites(connection: Connection, checked: Checked) -> list[Issue]:
    """Return a warning for each new site with nearly the name of a stored one, at nearly its point.

    Where one of the two has no exact point, the same name in the same place is enough.
    """
    table = checked.tables.get("sites")
    if table is None or not len(table):
        return []
    known = _stored(connection, set(table["site_code"]))
    new = table[~table["site_code"].isin(known)].drop_duplicates("site_code")
    if not len(new):
        return []
    columns = ["row", "site_code", "site_name", "place_code", "folded", *POINT]
    degrees = {name: new[name].to_numpy("float64", na_value=np.nan) for name in POINT}
    named = new.assign(folded=new["site_name"].map(fold), **degrees)[columns]
    pairs = _pairs(named, _candidates(connection, named))
    return [
        issue(
            "similar_site",
            row=int(one["row"]),
            column="site_code",
            value=one["site_name"],
            words={
                "site": one["site_code"],
                "other": one["site_code_stored"],
                "name": one["site_name_stored"],
                "why": _why(one["metres"]),
            },
        )
        for one in pairs.sort_values(["row", "metres"]).drop_duplicates("row").to_dict("records")
    ]


def _why(metres: float) -> str:
    """Return by what two sites look like one."""
    if np.isnan(metres):
        return _("the same name in the same place")
    return _("nearly the same name, {metres} metres apart").format(metres=round(metres))


def _stored(connection: Connection, codes: set[str]) -> set[str]:
    """Return those of some codes that are sites already."""
    found: set[str] = set()
    for some in portions(codes):
        found |= set(connection.scalars(select(Site.code).where(Site.code.in_(some))))
    return found


def _candidates(connection: Connection, new: pd.DataFrame) -> pd.DataFrame:
    """Return the stored sites of the places of the new ones, and those in the box round all their points.

    As they are named and lie now; a sensitive one has no exact point.
    """
    order = (SiteStatement.upload_id.desc(), SiteStatement.id.desc())
    newest = func.row_number().over(partition_by=SiteStatement.site_id, order_by=order).label("newest")
    of = (SiteStatement.name, SiteStatement.latitude, SiteStatement.longitude, SiteStatement.sensitive)
    told = (
        select(Site.code, *of, Place.code.label("place_code"), newest)
        .join(SiteStatement, SiteStatement.site_id == Site.id)
        .join(Place, Place.id == SiteStatement.place_id)
        .subquery()
    ).c
    asked = select(told.code, told.name, *(told[name] for name in (*POINT, "sensitive", "place_code")))
    asked = asked.where(told.newest == 1)
    rows = [
        row for some in portions(set(new["place_code"])) for row in _rows(connection, asked, told.place_code.in_(some))
    ]
    placed = new.dropna(subset=POINT)
    if len(placed):
        (south, north), (west, east) = ((placed[name].min(), placed[name].max()) for name in POINT)
        box = told.latitude.between(south - CELL, north + CELL) & told.longitude.between(
            west - 2 * CELL, east + 2 * CELL
        )
        rows += _rows(connection, asked, box)
    found = pd.DataFrame(rows, columns=["site_code", "site_name", *POINT, "sensitive", "place_code"])
    found = found.drop_duplicates("site_code", ignore_index=True)
    exact = ~found.pop("sensitive").eq(other=True)
    found[POINT] = found[POINT].astype("float64").where(exact)
    return found.assign(folded=found["site_name"].map(fold))


def _rows(connection: Connection, asked: Any, among: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a question under one condition more."""
    return [tuple(row) for row in connection.execute(asked.where(among))]


def _pairs(new: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of a new and a stored site that look alike, and how far apart they lie in metres."""
    ends = ("", "_stored")
    same = new.merge(stored, on=["place_code", "folded"], suffixes=ends)
    same = same.assign(metres=_metres(same))
    near = (
        _near(new, stored)
        .merge(new, on="site_code")
        .merge(stored.rename(columns={"site_code": "site_code_stored"}), on="site_code_stored", suffixes=ends)
    )
    near = near.assign(metres=_metres(near))
    near = near[near["metres"] < NEAR]
    names = zip(near["folded"], near["folded_stored"], strict=True)
    likely = near[np.array([alike(one, other) for one, other in names], bool)]
    return pd.concat([same[same["metres"].isna() | (same["metres"] < NEAR)], likely], ignore_index=True)


def _near(new: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return the codes of pairs that lie in one cell of a grid, or in two that touch."""
    here, there = (
        one.dropna(subset=POINT).assign(
            row_of=lambda sites: np.floor(sites["latitude"] / CELL),
            column_of=lambda sites: np.floor(sites["longitude"] / (2 * CELL)),
        )
        for one in (new, stored.rename(columns={"site_code": "site_code_stored"}))
    )
    shifted = [
        here.assign(row_of=here["row_of"] + north, column_of=here["column_of"] + east)
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
    ]
    both = pd.concat(shifted)[["site_code", "row_of", "column_of"]].merge(
        there[["site_code_stored", "row_of", "column_of"]], on=["row_of", "column_of"]
    )
    return both[["site_code", "site_code_stored"]]


def _metres(pairs: pd.DataFrame) -> pd.Series[float]:
    """Return the metres between pairs of points (degrees, WGS84), on a sphere by the haversine formula; NaN without."""
    north, south = np.radians(pairs["latitude_stored"]), np.radians(pairs["latitude"])
    east = np.radians(pairs["longitude_stored"] - pairs["longitude"])
    half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin(east / 2) ** 2
    return cast("pd.Series[float]", 2 * EARTH * np.arcsin(np.sqrt(half)))
