"""A city that joins the network, and sites that no list has: made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection, Engine, select

from idpdash import columns as c
from idpdash.errors import IdpdashError
from idpdash.formats import _, listing
from idpdash.intake.checked import COLUMNS
from idpdash.store.cities import known_codes, state_cities
from idpdash.store.identities import ids
from idpdash.store.record.act import act, count, needed, number_of, point, text
from idpdash.store.sites import state_sites
from idpdash.store.tables import City, CityStatement, Place, Site, SiteStatement
from idpdash.vocabulary import SiteStatus, SiteType


def add_city(
    store: Engine,
    *,
    code: str,
    name: str,
    country: str | None = None,
    population: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    place_codes: Sequence[str] = (),
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Make a city of the network and return the upload. place_codes: areas that it holds beside its own place.

    Where a place has the city's code already (a district that joins), that place is its own.
    """
    said = {
        "row": 1,
        "city_code": needed(code, c.CITY_CODE.longest, _("The city's code")),
        "city_name": needed(name, c.CITY_TITLE.longest, _("The city's name")),
        "country": text(country, c.COUNTRY.longest, prose=False),
        "population": count(population, _("The number of residents")),
        "place_pcodes": ";".join(place_codes) or None,
        **point(latitude, longitude),
    }

    def write(connection: Connection, upload: int) -> None:
        told = select(City.code).join(CityStatement, CityStatement.city_id == City.id)
        if said["city_code"] in set(connection.scalars(told)):
            raise IdpdashError(_("There is a city with the code {code} already.").format(code=said["city_code"]))
        if unknown := sorted(set(place_codes) - known_codes(connection)):
            raise IdpdashError(_("There is no place with the code {code}.").format(code=listing(unknown)))
        state_cities(connection, upload, _one_table("cities", [said]))

    return act(store, "cities", write, by=by, now=now, token=token)


def add_sites(
    store: Engine,
    *,
    names: Mapping[str, str],
    place_code: str,
    site_type: str | None = None,
    status: str | None = None,
    beds: int | None = None,
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Make sites of one place (code → name), alike in type, status and beds each, in one act; return the upload."""
    if not names:
        raise IdpdashError(_("Say which sites are to be made."))
    if (status and status not in set(SiteStatus)) or (site_type and site_type not in set(SiteType)):
        raise IdpdashError(_("{word} is no status and no type of a site.").format(word=status or site_type))
    alike: dict[str, object] = {"status": status, "site_type": site_type, "beds": count(beds, _("The number of beds"))}
    named = {
        needed(code, c.SITE_CODE.longest, _("A site's code")): text(name, c.SITE_NAME.longest, prose=False) or code
        for code, name in names.items()
    }
    rows = [
        {"row": row, "site_code": code, "site_name": name, "place_code": place_code, **alike}
        for row, (code, name) in enumerate(named.items(), start=1)
    ]

    def write(connection: Connection, upload: int) -> None:
        number_of(connection, Place, place_code, _("place"))
        told = select(Site.code).join(SiteStatement, SiteStatement.site_id == Site.id)
        if known := sorted(set(named) & set(connection.scalars(told))):
            raise IdpdashError(_("There is a site with the code {code} already.").format(code=listing(known[:5])))
        state_sites(connection, upload, _one_table("sites", rows), ids(connection, Place), today=now.date())

    return act(store, "sites", write, by=by, now=now, token=token, rows=len(rows))


def _one_table(layout: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a checked table of a layout; what a row does not give is missing."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS[layout]), dtype=object)
