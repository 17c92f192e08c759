"""The names by which places and sites are spoken of in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from idpdash.store.statements import FEW, holds
from idpdash.store.tables import Place, PlaceStatement, Site, SiteStatement


def place_names(connection: Connection, codes: Collection[str]) -> dict[str, str]:
    """Return the newest name of each place by its code; one of which nothing is said is called by its code."""
    found = {code: code for code in codes}
    asked = select(Place.code, PlaceStatement.name).join(PlaceStatement, PlaceStatement.place_id == Place.id)
    for some in portions(codes):
        told = connection.execute(asked.where(holds(PlaceStatement), Place.code.in_(some)))
        found |= {row.code: row.name for row in told}
    return found


def site_names(connection: Connection, codes: Collection[str]) -> dict[str, str]:
    """Return the newest name of each site by its code; one of which nothing is said is called by its code."""
    found = {code: code for code in codes}
    asked = select(Site.code, SiteStatement.name).join(SiteStatement, SiteStatement.site_id == Site.id)
    for some in portions(codes):
        told = asked.where(Site.code.in_(some)).order_by(SiteStatement.upload_id, SiteStatement.id)
        found |= {row.code: row.name for row in connection.execute(told)}
    return found


def portions(codes: Collection[str]) -> Iterator[list[str]]:
    """Yield codes in portions that one statement takes."""
    listed = sorted(codes)
    for start in range(0, len(listed), FEW):
        yield listed[start : start + FEW]
