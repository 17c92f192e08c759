"""Code lists: what may stand in a column, stored by value, with the words people write for it.

Sources: displacement reasons and site types after IOM DTM and CCCM usage, items and their one unit each as agreed
between the cities that exchange help.
"""

from __future__ import annotations

from enum import StrEnum

from idpdash.formats import _, fold

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

# Other spellings of a unit; one that is none of these is refused with a sentence.
UNIT_SPELLINGS: dict[str, tuple[str, ...]] = {
    "bed": ("beds", "place", "places"),
    "seat": ("seats",),
    "kit": ("kits",),
    "parcel": ("parcels",),
    "person-day": ("person days", "person day", "persondays", "days"),
    "pupil": ("pupils", "school place", "school places"),
    "EUR": ("euro", "euros", "€"),
    "piece": ("pieces", "pcs", "pc"),
}


def is_unit(written: str, unit: str) -> bool:
    """Return whether a text is a spelling of a unit."""
    return _folded(written) in {_folded(spelling) for spelling in (unit, *UNIT_SPELLINGS[unit])}


def _folded(unit: str) -> str:
    """Return a unit as spellings are compared; a sign such as € stays."""
    return fold(unit) or unit.strip()


# What people write, folded, beside the code itself (underscores and spaces are the same).
SPELLINGS: dict[type[StrEnum], dict[str, StrEnum]] = {
    Direction: {
        "arrivals": Direction.ARRIVAL,
        "in": Direction.ARRIVAL,
        "departures": Direction.DEPARTURE,
        "out": Direction.DEPARTURE,
        "returns": Direction.RETURN,
        "returnee": Direction.RETURN,
    },
    Reason: {
        "conflict insecurity": Reason.CONFLICT,
        "armed conflict": Reason.CONFLICT,
        "violence": Reason.INSECURITY,
        "violence insecurity": Reason.INSECURITY,
        "human rights violation": Reason.RIGHTS_VIOLATION,
        "disaster sudden": Reason.DISASTER_SUDDEN,
        "natural disaster": Reason.DISASTER_SUDDEN,
        "flood": Reason.DISASTER_SUDDEN,
        "floods": Reason.DISASTER_SUDDEN,
        "earthquake": Reason.DISASTER_SUDDEN,
        "storm": Reason.DISASTER_SUDDEN,
        "disaster slow": Reason.DISASTER_SLOW,
        "drought": Reason.DISASTER_SLOW,
        "drought related": Reason.DISASTER_SLOW,
        "development": Reason.EVICTION,
        "development eviction": Reason.EVICTION,
        "other reason": Reason.OTHER,
        "no reason reported": Reason.UNKNOWN,
        "not known": Reason.UNKNOWN,
    },
    Basis: {"estimate": Basis.ESTIMATED, "registration": Basis.REGISTERED, "observation": Basis.OBSERVED},
    SiteType: {
        "camp": SiteType.PLANNED_CAMP,
        "collective center": SiteType.COLLECTIVE_CENTRE,
        "school": SiteType.COLLECTIVE_CENTRE,
        "reception": SiteType.RECEPTION_TRANSIT,
        "transit": SiteType.RECEPTION_TRANSIT,
        "spontaneous": SiteType.SELF_SETTLED,
        "self settled": SiteType.SELF_SETTLED,
        "host": SiteType.HOST_FAMILY,
        "host families": SiteType.HOST_FAMILY,
        "rented": SiteType.RENTAL,
    },
    SiteStatus: {"opened": SiteStatus.OPEN, "active": SiteStatus.OPEN, "shut": SiteStatus.CLOSED},
    Priority: {"urgent": Priority.CRITICAL, "medium": Priority.NORMAL, "low": Priority.NORMAL},
    Item: {"beds": Item.PLACES, "seats": Item.TRANSPORT, "bus seats": Item.TRANSPORT, "money": Item.FUNDS},
    ExchangeStatus: {},
}


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
