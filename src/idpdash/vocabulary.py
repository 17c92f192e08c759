"""Code lists: what may stand in a column, stored by value, with the words people write for it.

Sources: displacement reasons and site types after IOM DTM and CCCM usage, items and their one unit each as agreed
between the cities that exchange help.
"""

from __future__ import annotations

from enum import StrEnum

from idpdash.formats import _, fold, ngettext
from idpdash.wordlists import wordlist, words

# Who speaks where a file does not say: a field team, a desk that enters by hand, boundaries, the demonstration.
FIELD, DESK, BOUNDARIES, DEMO = "field", "desk", "boundaries", "demo"


class Direction(StrEnum):
    """Which way people moved, seen from the destination."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    RETURN = "return"
    ONWARD = "onward"


class Reason(StrEnum):
    """Why people were displaced."""

    CONFLICT = "conflict"
    INSECURITY = "insecurity"
    RIGHTS_VIOLATION = "rights_violation"
    DISASTER_SUDDEN = "disaster_sudden"
    DISASTER_SLOW = "disaster_slow"
    EVICTION = "eviction"
    OTHER = "other"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """How a figure was come by."""

    REGISTERED = "registered"
    OBSERVED = "observed"
    ESTIMATED = "estimated"
    SURVEY = "survey"


class SiteType(StrEnum):
    """CCCM site types and Sphere's dispersed settlements."""

    PLANNED_CAMP = "planned_camp"
    COLLECTIVE_CENTRE = "collective_centre"
    RECEPTION_TRANSIT = "reception_transit"
    SELF_SETTLED = "self_settled"
    HOST_FAMILY = "host_family"
    RENTAL = "rental"
    OTHER = "other"


class SiteStatus(StrEnum):
    """What a site says of itself; full is derived, never typed."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Priority(StrEnum):
    """How urgent a need is; missing means normal."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"


class ExchangeStatus(StrEnum):
    """What is stored of needs and offers; everything else is derived on the day asked for."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class CommitmentStatus(StrEnum):
    """How far a promise is: reserved until a day, then step by step to its receipt, or ended before."""

    RESERVED = "reserved"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    LAPSED = "lapsed"
    DECLINED = "declined"
    RETURNED = "returned"


class Item(StrEnum):
    """What cities ask for and offer."""

    PLACES = "places"
    TRANSPORT = "transport"
    RELIEF_KITS = "relief_kits"
    FOOD_PARCELS = "food_parcels"
    MEDICAL_STAFF = "medical_staff"
    INTERPRETERS = "interpreters"
    SCHOOL_PLACES = "school_places"
    FUNDS = "funds"
    EXPERTISE = "expertise"
    OTHER = "other"


UNITS: dict[Item, str] = {
    Item.PLACES: "bed",
    Item.TRANSPORT: "seat",
    Item.RELIEF_KITS: "kit",
    Item.FOOD_PARCELS: "parcel",
    Item.MEDICAL_STAFF: "person-day",
    Item.INTERPRETERS: "person-day",
    Item.SCHOOL_PLACES: "pupil",
    Item.FUNDS: "EUR",
    Item.EXPERTISE: "person-day",
    Item.OTHER: "piece",
}

_LIST = wordlist("spellings")
# Other spellings of a unit; one that is none of these is refused with a sentence.
UNIT_SPELLINGS: dict[str, tuple[str, ...]] = {unit: words(table) for unit, table in _LIST["unit"].items()}


def is_unit(written: str, unit: str) -> bool:
    """Return whether a text is a spelling of a unit."""
    return _folded(written) in {_folded(spelling) for spelling in (unit, *UNIT_SPELLINGS[unit])}


def _folded(unit: str) -> str:
    """Return a unit as spellings are compared; a sign such as € stays."""
    return fold(unit) or unit.strip()


def _spellings(name: str, choices: type[StrEnum]) -> dict[str, StrEnum]:
    """Return what people write for the words of a code list, as in the list of spellings."""
    return {word: choices(code) for code, table in _LIST[name].items() for word in words(table)}


# What people write beside the code itself, in seven languages (underscores and spaces are the same).
SPELLINGS: dict[type[StrEnum], dict[str, StrEnum]] = {
    Direction: _spellings("direction", Direction),
    Reason: _spellings("reason", Reason),
    Basis: _spellings("basis", Basis),
    SiteType: _spellings("site_type", SiteType),
    SiteStatus: _spellings("status", SiteStatus),
    Priority: _spellings("priority", Priority),
    Item: _spellings("item", Item),
    ExchangeStatus: {},
}
YES, NO = (frozenset(fold(word) for word in words(_LIST["yes_no"][answer])) for answer in ("yes", "no"))


def item_name(item: str) -> str:
    """Return what an item is called as a heading: "Relief kits"."""
    return {
        Item.PLACES: _("Places"),
        Item.TRANSPORT: _("Transport seats"),
        Item.RELIEF_KITS: _("Relief kits"),
        Item.FOOD_PARCELS: _("Food parcels"),
        Item.MEDICAL_STAFF: _("Medical staff"),
        Item.INTERPRETERS: _("Interpreters"),
        Item.SCHOOL_PLACES: _("School places"),
        Item.FUNDS: _("Funds"),
        Item.EXPERTISE: _("Expertise"),
        Item.OTHER: _("Other help"),
    }[Item(item)]


def unit_name(item: str, count: int, *, short: bool = False) -> str:
    """Return what is counted of an item, without the number: "places", "person-days of interpreters".

    short: beside the item's name, which then is not said again: "person-days".
    """
    if item == Item.FUNDS:
        return "EUR"
    one, many = (_SHORT_UNITS if short else {}).get(Item(item)) or _UNIT_NAMES[Item(item)]
    return ngettext(one, many, count)


_UNIT_NAMES: dict[Item, tuple[str, str]] = {
    Item.PLACES: ("place", "places"),
    Item.TRANSPORT: ("seat", "seats"),
    Item.RELIEF_KITS: ("relief kit", "relief kits"),
    Item.FOOD_PARCELS: ("food parcel", "food parcels"),
    Item.MEDICAL_STAFF: ("person-day of medical staff", "person-days of medical staff"),
    Item.INTERPRETERS: ("person-day of interpreters", "person-days of interpreters"),
    Item.SCHOOL_PLACES: ("school place", "school places"),
    Item.EXPERTISE: ("person-day of expertise", "person-days of expertise"),
    Item.OTHER: ("piece", "pieces"),
}
_SHORT_UNITS: dict[Item, tuple[str, str]] = {
    Item.RELIEF_KITS: ("kit", "kits"),
    Item.FOOD_PARCELS: ("parcel", "parcels"),
    Item.MEDICAL_STAFF: ("person-day", "person-days"),
    Item.INTERPRETERS: ("person-day", "person-days"),
    Item.SCHOOL_PLACES: ("place", "places"),
    Item.EXPERTISE: ("person-day", "person-days"),
}
