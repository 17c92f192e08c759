"""The files a field team may send: which columns each has, which are required, and one example row for the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from idpdash import columns as c
from idpdash.columns import Column
from idpdash.formats import _

# Alternatives of which one whole one is given; each is a tuple of names that belong together.
Group = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Layout:
    """One kind of file. required: of each group at least one alternative is given, whole.

    key: the column by which a later row states the same thing anew (reference data), empty for facts.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    required: tuple[Group, ...]
    key: str = ""
    example: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError if the layout has none."""
        return {column.name: column for column in self.columns}[name]

    def lacking(self, given: Iterable[str]) -> list[Group]:
        """Return the required groups of which no alternative is whole among the columns given."""
        have = set(given)
        return [group for group in self.required if not any(have.issuperset(names) for names in group)]


def in_words(group: Group) -> str:
    """Return a required group as it is asked for: "date or period_start and period_end"."""
    return _(" or ").join(_(" and ").join(names) for names in group)


def _either(*names: str) -> Group:
    """Return the alternatives of which one is enough."""
    return tuple((name,) for name in names)


MOVEMENTS = Layout(
    "movements",
    "Movements (who came, left, returned)",
    (
        c.DATE,
        c.PERIOD_START,
        c.PERIOD_END,
        c.DIRECTION,
        *c.ORIGIN,
        *c.DESTINATION,
        c.HOUSEHOLDS,
        c.INDIVIDUALS,
        *c.SEX_AGE,
        c.REASON,
        c.PRIORITY_NEED,
        c.BASIS,
        c.OPERATION,
        c.RECORD_ID,
    ),
    (
        (("date",), ("period_start", "period_end")),
        _either("destination_pcode", "destination_name"),
        _either("individuals"),
    ),
    example={
        "date": "2026-05-03",
        "direction": "arrival",
        "origin_name": "Galt",
        "destination_name": "Marrow",
        "households": "12",
        "individuals": "57",
        "f_18_59": "15",
        "m_18_59": "11",
        "u_unknown": "31",
        "reason": "conflict",
        "basis": "registered",
        "record_id": "A-0001",
    },
)
SITES = Layout(
    "sites",
    "Sites (where people can stay)",
    (
        c.SITE_CODE,
        c.SITE_NAME,
        *c.PLACE,
        c.SITE_TYPE,
        c.SITE_TYPE_LOCAL,
        c.LATITUDE,
        c.LONGITUDE,
        c.STATUS,
        c.FLOOR_AREA,
        c.BEDS,
        c.TOILETS,
        c.SAFE_ROOM_SEATS,
        c.STAFFED_PLACES,
        c.LEGAL_LIMIT,
        c.ACCESSIBLE_BEDS,
        c.OPENS_ON,
        c.CLOSES_ON,
        c.SENSITIVE,
        c.DATE,
    ),
    (_either("site_code"), _either("site_name"), _either("place_pcode", "place_name")),
    key="site_code",
    example={
        "site_code": "S-001",
        "site_name": "Sports hall, North quay",
        "place_name": "Marrow",
        "site_type": "collective_centre",
        "latitude": "40.1234",
        "longitude": "-25.4321",
        "status": "open",
        "floor_area_m2": "840",
        "beds": "200",
        "toilets": "10",
        "legal_limit": "240",
        "opens_on": "2026-04-01",
        "closes_on": "2026-08-31",
        "sensitive": "no",
    },
)
OCCUPANCY = Layout(
    "occupancy",
    "Occupancy (how many people a site holds)",
    # people in a site are a stock: what a flow adds up over time, these never are
    (
        c.DATE,
        c.SITE_CODE,
        replace(c.INDIVIDUALS, adds=False),
        replace(c.HOUSEHOLDS, adds=False),
        c.PLACES_REPORTED,
        c.BASIS,
        c.RECORD_ID,
    ),
    (_either("date"), _either("site_code"), _either("individuals")),
    example={
        "date": "2026-05-03",
        "site_code": "S-001",
        "individuals": "184",
        "households": "41",
        "places_reported": "200",
        "basis": "registered",
    },
)
NEEDS = Layout(
    "needs",
    "Needs (what a city asks for)",
    (c.NEED_CODE, *c.CITY, c.ITEM, c.QUANTITY, c.UNIT, c.PRIORITY, c.NEEDED_BY, c.NOTE),
    (_either("need_code"), _either("city_pcode", "city_name"), _either("item"), _either("quantity")),
    key="need_code",
    example={
        "need_code": "N-001",
        "city_name": "Marrow",
        "item": "places",
        "quantity": "120",
        "unit": "bed",
        "priority": "critical",
        "needed_by": "2030-05-10",  # not past for a while, as a past one is told
        "note": "families with small children",
    },
)
OFFERS = Layout(
    "offers",
    "Offers (what a city can give)",
    (
        c.OFFER_CODE,
        *c.CITY,
        c.ITEM,
        c.QUANTITY,
        c.UNIT,
        *c.TO_CITY,
        c.SITE_CODE,
        c.AVAILABLE_FROM,
        c.EXPIRES_ON,
        c.CONDITIONS,
    ),
    (_either("offer_code"), _either("city_pcode", "city_name"), _either("item"), _either("quantity")),
    key="offer_code",
    example={
        "offer_code": "O-001",
        "city_name": "Rhone",
        "item": "places",
        "quantity": "60",
        "unit": "bed",
        "to_city_name": "Marrow",
        "available_from": "2030-05-05",
        "expires_on": "2030-06-30",
        "conditions": "for up to three months",
    },
)
CITIES = Layout(
    "cities",
    "Cities (the members of the network)",
    (
        c.CITY_CODE,
        c.CITY_TITLE,
        c.LATITUDE,
        c.LONGITUDE,
        c.COUNTRY,
        c.POPULATION,
        c.PLACE_PCODES,
        c.TAX_REVENUE,
        c.DESK_PHONE,
        c.DESK_MAIL,
    ),
    (_either("city_code"), _either("city_name")),
    key="city_code",
    example={
        "city_code": "ZE0301",
        "city_name": "Marrow",
        "latitude": "40.1",
        "longitude": "-25.4",
        "country": "Zerania",
        "population": "184000",
        "desk_mail": "shelter.desk@marrow.example",
    },
)

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (MOVEMENTS, SITES, OCCUPANCY, NEEDS, OFFERS, CITIES)}
