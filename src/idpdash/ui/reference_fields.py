"""The fields by which a place, a city or a site is corrected: how each is drawn, read again and put in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.store.record import FIELDS, Subject
from idpdash.ui.recording import whole
from idpdash.ui.spellings import Place, words_of
from idpdash.vocabulary import SiteStatus, SiteType

UNKNOWN = _("not known")


class Sort(StrEnum):
    """What may stand in a field."""

    TEXT = "text"
    COUNT = "count"
    MEASURE = "measure"
    DEGREE = "degree"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PLACE = "place"
    PLACES = "places"


@dataclass(frozen=True)
class Field:
    """One field. choices: of a code list; only_areas: cities may not be chosen; hint: what to know of it."""

    label: str
    sort: Sort = Sort.TEXT
    choices: type[StrEnum] | None = None
    only_areas: bool = False
    hint: str | None = None


NAMED: dict[str, Field] = {
    "name": Field(_("Name")),
    "parent_code": Field(_("Lies in"), Sort.PLACE, only_areas=True),
    "place_code": Field(_("Place"), Sort.PLACE),
    "place_codes": Field(_("Areas that belong to it, beside its own"), Sort.PLACES, only_areas=True),
    "latitude": Field(_("Latitude"), Sort.DEGREE),
    "longitude": Field(_("Longitude"), Sort.DEGREE),
    "country": Field(_("Country")),
    "population": Field(_("Residents"), Sort.COUNT),
    "desk_phone": Field(_("Telephone of its desk"), hint=_("Of an office, never of a person")),
    "desk_mail": Field(_("Mailbox of its desk"), hint=_("Of an office, never of a person")),
    "site_type": Field(_("Type"), Sort.CHOICE, SiteType),
    "site_type_local": Field(_("Type, in the local word")),
    "status": Field(_("Status"), Sort.CHOICE, SiteStatus),
    "floor_area_m2": Field(_("Covered floor area, m²"), Sort.MEASURE),
    "beds": Field(_("Beds"), Sort.COUNT),
    "legal_limit": Field(_("Legal limit, people"), Sort.COUNT),
    "toilets": Field(_("Toilets"), Sort.COUNT),
    "safe_room_seats": Field(_("Safe room seats"), Sort.COUNT),
    "staffed_places": Field(_("Staffed places"), Sort.COUNT),
    "accessible_beds": Field(_("Accessible beds"), Sort.COUNT),
    "opens_on": Field(_("Opens on"), Sort.DAY),
    "closes_on": Field(_("Closes on"), Sort.DAY),
    "sensitive": Field(
        _("Sensitive"), Sort.YES_NO, hint=_("Of a sensitive site only the area is kept, no exact point")
    ),
    "valid_from": Field(
        _("Holds from"),
        Sort.DAY,
        hint=_("Leave the day as it is to mend an error; give the day of the change where the site has changed"),
    ),
}
WIDE = ("name", "parent_code", "place_code", "place_codes")  # fields that take a whole line


def draw(subject: Subject, values: Mapping[str, Any], places: Mapping[str, Place], key: str) -> None:
    """Draw every field with what stands there now; the narrow ones two or three in a line."""
    narrow = [name for name in FIELDS[subject] if name not in WIDE]
    for name in FIELDS[subject]:
        if name in WIDE:
            _field(name, values[name], places, key)
    width = 3 if len(narrow) > 6 else 2
    for start in range(0, len(narrow), width):
        for column, name in zip(st.columns(width), narrow[start : start + width], strict=False):
            with column:
                _field(name, values[name], places, key)


def _field(name: str, value: Any, places: Mapping[str, Place], form: str) -> None:
    """Draw one field."""
    field, key = NAMED[name], f"{form}_{name}"
    codes = [code for code, place in places.items() if not (field.only_areas and place.city)]
    common: dict[str, Any] = {"key": key, "help": field.hint}
    if field.sort in (Sort.TEXT, Sort.COUNT):
        shown = "" if value is None else formats.number(value) if field.sort is Sort.COUNT else str(value)
        placeholder = UNKNOWN if name != "name" else None
        st.text_input(field.label, value=shown, placeholder=placeholder, autocomplete="off", **common)
    elif field.sort in (Sort.MEASURE, Sort.DEGREE):
        limit = 0.0 if field.sort is Sort.MEASURE else -180.0 if name == "longitude" else -90.0
        most = None if field.sort is Sort.MEASURE else -limit
        pattern = "%.5f" if most else "%.1f"
        st.number_input(field.label, limit, most, value=value, format=pattern, placeholder=UNKNOWN, **common)
    elif field.sort is Sort.DAY:
        st.date_input(field.label, value=value, format="YYYY-MM-DD", min_value=dt.date(1900, 1, 1), **common)
    elif field.sort is Sort.PLACES:
        known = [*codes, *(code for code in value if code not in codes)]
        st.multiselect(
            field.label,
            known,
            list(value),
            format_func=lambda code: words_of(code, places),
            placeholder=_("none"),
            **common,
        )
    else:
        options = _options(field, value, codes)
        st.selectbox(
            field.label,
            options,
            index=options.index(value) if value in options else None,
            format_func=lambda one: words_of(one, places) if field.sort is Sort.PLACE else spoken(name, one, places),
            placeholder=UNKNOWN,
            **common,
        )


def _options(field: Field, value: Any, codes: list[str]) -> list[Any]:
    """Return what may be chosen in a field; what stands there may always stay."""
    if field.sort is Sort.PLACE:
        return [*codes, *([value] if value and value not in codes else [])]
    return [True, False] if field.sort is Sort.YES_NO else [str(one) for one in field.choices or ()]


def read(subject: Subject, seen: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return what stands in the fields now; what was not touched is as it was. Raises IdpdashError for no number."""
    told: dict[str, Any] = {}
    for name in FIELDS[subject]:
        written, sort = st.session_state.get(f"{key}_{name}"), NAMED[name].sort
        if sort is Sort.COUNT:
            told[name] = whole(written, NAMED[name].label)
        elif sort is Sort.TEXT:
            told[name] = seen[name] if (written or "") == (seen[name] or "") else (written or "").strip() or None
        else:
            told[name] = tuple(sorted(written or ())) if sort is Sort.PLACES else written
    return told


def label(name: str) -> str:
    """Return what a field is called."""
    return NAMED[name].label


def spoken(name: str, value: Any, places: Mapping[str, Place]) -> str:
    """Return what stands in a field, in words."""
    sort = NAMED[name].sort
    if sort is Sort.PLACES:
        return formats.listing([words_of(code, places) for code in value or ()]) or _("none")
    if value is None:
        return _("since always") if name == "valid_from" else UNKNOWN
    if sort is Sort.YES_NO:
        return _("yes") if value else _("no")
    if sort is Sort.PLACE:
        return words_of(value, places)
    if sort is Sort.DAY:
        return formats.day(value)
    if sort is Sort.CHOICE:
        return str(value).replace("_", " ")
    return formats.number(value) if sort is Sort.COUNT else str(value)
