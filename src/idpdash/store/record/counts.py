"""A count of the people in a site, told to a desk."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, Engine, insert

from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.store.record.act import act, count, number_of
from idpdash.store.tables import Occupancy, Site


def record_count(
    store: Engine,
    *,
    site_code: str,
    individuals: int,
    households: int | None = None,
    places_reported: int | None = None,
    counted_at: dt.datetime,
    counted_on: dt.date,
    by: str,
    now: dt.datetime,
    token: str | None = None,
) -> int:
    """Record how many people a site holds and return the upload. counted_at: UTC; counted_on: its day in our zone.

    Raises IdpdashError for an unknown site, a count that is none, or one of the future.
    """
    if counted_at > now + dt.timedelta(minutes=5):
        raise IdpdashError(_("A count cannot lie in the future."))
    row = {
        "counted_on": counted_on,
        "counted_at": counted_at,
        "individuals": count(individuals, _("The number of people")),
        "households": count(households, _("The number of households")),
        "places_reported": count(places_reported, _("The number of places")),
    }

    def write(connection: Connection, upload: int) -> None:
        site = number_of(connection, Site, site_code, _("site"))
        connection.execute(insert(Occupancy).values(upload_id=upload, site_id=site, **row))

    return act(store, "occupancy", write, by=by, now=now, token=token, day=counted_on)
