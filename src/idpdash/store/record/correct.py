"""Reference data put right: a new statement on a place, a city or a site, which holds until the next one.

`seen` is what stood in the form when it was drawn: who saves after somebody else changed the same thing is told so, and
nothing is written over unseen. `values` are all the fields of the form (`standing.FIELDS`); what is empty in them is
not known any more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from idpdash import columns as c
from idpdash.errors import IdpdashError
from idpdash.formats import _
from idpdash.intake.personal.persons import is_persons_mailbox
from idpdash.store.cities import CITY, PLACE
from idpdash.store.promised.resting import end_all, of_site
from idpdash.store.promised.steps import Step
from idpdash.store.record.act import act, count, needed, number_of, plain, point, text
from idpdash.store.record.standing import Standing, Subject, standing_in
from idpdash.store.sites import SAID, blurred
from idpdash.store.statements import newest, state
from idpdash.store.tables import City, CityPlace, CityStatement, Place, PlaceStatement, SiteStatement
from idpdash.vocabulary import SiteStatus, SiteType

Values = Mapping[str, Any]
COUNTED = ("beds", "legal_limit", "toilets", "safe_room_seats", "staffed_places", "accessible_beds")
LAYOUTS = {Subject.CITY: "cities", Subject.PLACE: "places", Subject.SITE: "sites"}
LONGEST_REASON = 300
DEEPEST = 8  # levels of areas: deeper than any country divides itself


class ChangedError(IdpdashError):
    """Say that somebody changed a thing since it was looked at. upload: the newest that speaks of it."""

    def __init__(self, upload: int) -> None:
        """Take the upload that made the newer statement."""
        sentence = _("Somebody has changed this since you opened it (upload {upload}): nothing was saved.")
        super().__init__(sentence.format(upload=upload))
        self.upload = upload


def correct(
    store: Engine,
    subject: Subject,
    code: str,
    values: Values,
    *,
    seen: Values,
    by: str,
    now: dt.datetime,
    today: dt.date,
    token: str | None = None,
    reason: str | None = None,
) -> int:
    """Put a place, a city or a site right and return the upload.

    reason: why a site is closed; promises on their way of its places end with it. Raises ChangedError where what is
    stored is no longer what was seen, IdpdashError for what cannot be, closing a site with promises without a reason.
    """
    step = Step(by, now, today, text(reason, LONGEST_REASON))

    def write(connection: Connection, upload: int) -> None:
        stands = standing_in(connection, subject, code, today=today)
        if stands is None:
            raise IdpdashError(_("Nothing is known of {code} any more: somebody took it back.").format(code=code))
        if dict(seen) != stands.values:
            raise ChangedError(stands.upload)
        if {**stands.values, **values} == stands.values:
            raise IdpdashError(_("Nothing was changed."))
        WRITERS[subject](connection, upload, stands, values)
        if subject is Subject.SITE and values.get("status") == SiteStatus.CLOSED != stands.values["status"]:
            end_all(connection, of_site(stands.number), _("Site {code}").format(code=code), step)

    return act(store, LAYOUTS[subject], write, by=by, now=now, token=token)


def _place(connection: Connection, upload: int, stands: Standing, values: Values) -> None:
    """State a place anew; its outline stays."""
    stored = stands.row
    parent = number_of(connection, Place, values["parent_code"], _("place")) if values["parent_code"] else None
    new = {
        **{name: stored[name] for name in PLACE},
        "name": needed(values["name"], c.PLACE[1].longest, _("The name")),
        "parent_id": parent,
        **point(values["latitude"], values["longitude"]),
    }
    if parent != stored["parent_id"]:
        new["level"] = _level_below(connection, stands.number, parent, stored["level"])
    state(connection, PlaceStatement, upload, {stands.number: new})


def _level_below(connection: Connection, number: int, parent: int | None, before: int | None) -> int | None:
    """Return the level of a place under another parent; refused for what lies in itself or would move areas below."""
    said = newest(connection, PlaceStatement, without="geometry")
    above = parent
    for _step in range(DEEPEST):
        if above == number:
            raise IdpdashError(_("A place cannot lie in itself, nor in a place that lies in it."))
        above = said.get(above, {}).get("parent_id") if above else None
    level = said.get(parent or 0, {}).get("level")
    if level is None:
        return before
    if before is not None and level + 1 != before and any(row["parent_id"] == number for row in said.values()):
        raise IdpdashError(_("Other areas lie in this one: choose a parent of the same level as now."))
    return int(level) + 1


def _city(connection: Connection, upload: int, stands: Standing, values: Values) -> None:
    """State a city anew with the places that it holds; its own point, if it has one, follows it."""
    own = connection.scalar(select(Place.id).join(City, City.code == Place.code).where(City.id == stands.number))
    listed = {number_of(connection, Place, one, _("place")) for one in values["place_codes"]} | {own or 0} - {0}
    new = {**{name: stands.row[name] for name in CITY}, **_of_city(values)}
    written = state(connection, CityStatement, upload, {stands.number: new})
    links = [{"statement_id": written[stands.number], "place_id": place} for place in sorted(listed)]
    if links:
        connection.execute(insert(CityPlace), links)
    stored = newest(connection, PlaceStatement, only=[own or 0]).get(own or 0)
    if own and stored and stored["level"] is None and stored["geometry"] is None:
        point_of = {name: stored[name] for name in PLACE} | {
            name: new[name] for name in ("name", "latitude", "longitude")
        }
        state(connection, PlaceStatement, upload, {own: point_of})


def _of_city(values: Values) -> dict[str, Any]:
    """Return what is said of a city, checked. The desk is an office: its telephone and mailbox may be stored."""
    phone, mail = plain(values["desk_phone"], c.DESK_PHONE.longest), plain(values["desk_mail"], c.DESK_MAIL.longest)
    if phone and len(re.sub(r"\D", "", phone)) < 5:
        raise IdpdashError(_("“{value}” is no telephone number of a desk.").format(value=phone))
    if mail and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", mail):
        raise IdpdashError(_("“{value}” is no mailbox; write it as desk@city.example.").format(value=mail))
    if mail and is_persons_mailbox(mail):
        raise IdpdashError(_("“{value}” is the mailbox of a person: give that of the desk.").format(value=mail))
    return {
        "name": needed(values["name"], c.CITY_TITLE.longest, _("The name")),
        "country": text(values["country"], c.COUNTRY.longest, prose=False),
        "population": count(values["population"], _("The number of residents")),
        "desk_phone": phone,
        "desk_mail": mail,
        **point(values["latitude"], values["longitude"]),
    }


def _site(connection: Connection, upload: int, stands: Standing, values: Values) -> None:
    """State a site anew from a day on: the day of what it mends, or a later one where the site has changed."""
    since, held_since = values["valid_from"], stands.row["valid_from"]
    if (since or dt.date.min) < (held_since or dt.date.min):
        sentence = _("What holds now has held since {day}: give that day or a later one.")
        raise IdpdashError(sentence.format(day=held_since.isoformat()))
    place = number_of(connection, Place, values["place_code"], _("place"))
    written = stands.row["place_as_written"] if place == stands.row["place_id"] else None
    new = blurred({**_of_site(values), "place_id": place, "place_as_written": written})
    connection.execute(insert(SiteStatement).values(site_id=stands.number, upload_id=upload, valid_from=since, **new))


def _of_site(values: Values) -> dict[str, Any]:
    """Return what is said of a site, checked."""
    said = {name: values[name] for name in SAID if name not in ("place_id", "place_as_written")}
    for name, choices in (("site_type", SiteType), ("status", SiteStatus)):
        if said[name] and said[name] not in set(choices):
            raise IdpdashError(_("{word} is no status and no type of a site.").format(word=said[name]))
    for name in COUNTED:
        said[name] = count(said[name], name.replace("_", " ").capitalize())
    if said["opens_on"] and said["closes_on"] and said["closes_on"] < said["opens_on"]:
        raise IdpdashError(_("The site closes before it opens."))
    local = text(said["site_type_local"], c.SITE_TYPE_LOCAL.longest, prose=False)
    name = needed(said["name"], c.SITE_NAME.longest, _("The name"))
    return said | {"name": name, "site_type_local": local, **point(said["latitude"], said["longitude"])}


WRITERS = {Subject.PLACE: _place, Subject.CITY: _city, Subject.SITE: _site}
