"""Each column of the house, once: name, type, label, unit, HXL tag, synonyms, and whether it may be added over time.

A *layout* (what a file may have, `layouts.py`) and a *frame* (what travels upward, `frames`) are tuples of these
columns; screens, templates and exports take label, unit and tag from here. Labels are the field's standard terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from idpdash.vocabulary import Basis, Direction, ExchangeStatus, Item, Priority, Reason, SiteStatus, SiteType


class Kind(StrEnum):
    """How a cell is read and what it may hold."""

    TEXT = "text"
    CODE = "code"  # text that must never be read as a number: 0012, 12E5
    COUNT = "count"  # whole, never negative
    MEASURE = "measure"  # decimal, never negative
    DEGREE = "degree"  # coordinate, WGS84
    DAY = "day"
    INSTANT = "instant"
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of `choices`
    CODES = "codes"  # several codes with ";" between


LARGEST_COUNT = 2**31 - 1  # what every database holds as a whole number
DTYPES: dict[Kind, str] = {
    Kind.TEXT: "str",
    Kind.CODE: "str",
    Kind.COUNT: "Int64",
    Kind.MEASURE: "Float64",
    Kind.DEGREE: "Float64",
    Kind.DAY: "datetime64[s]",
    Kind.INSTANT: "datetime64[s]",
    Kind.YES_NO: "boolean",
    Kind.CHOICE: "str",
    Kind.CODES: "str",
}


@dataclass(frozen=True)
class Column:
    """One column. adds: whether its values may be summed over time (a flow may, a stock never).

    longest: how many letters of a text or code are kept.
    """

    name: str
    kind: Kind
    label: str
    unit: str = ""
    hxl: str = ""
    synonyms: tuple[str, ...] = ()
    choices: type[StrEnum] | None = None
    adds: bool = False
    longest: int = 200

    @property
    def dtype(self) -> str:
        """Return the pandas dtype in which the column travels; missing stays missing."""
        return DTYPES[self.kind]


def _place(prefix: str, label: str, hxl: str, words: tuple[str, ...]) -> tuple[Column, Column, Column]:
    """Return the columns that give one place: by code, by name, and the name of its parent."""
    return (
        Column(
            f"{prefix}_pcode",
            Kind.CODE,
            f"{label} code",
            hxl=hxl,
            synonyms=tuple(f"{word} code" for word in words) + tuple(f"{word} pcode" for word in words),
            longest=60,
        ),
        Column(f"{prefix}_name", Kind.TEXT, label, hxl=hxl.replace("+code", "+name"), synonyms=words),
        Column(
            f"{prefix}_parent_name", Kind.TEXT, f"{label} region", synonyms=tuple(f"{word} region" for word in words)
        ),
    )


# When
DATE = Column(
    "date", Kind.INSTANT, "Date", hxl="#date+reported", synonyms=("day", "report date", "reported", "date reported")
)
PERIOD_START = Column(
    "period_start", Kind.DAY, "Period start", hxl="#date+start", synonyms=("start", "from", "start date")
)
PERIOD_END = Column(
    "period_end", Kind.DAY, "Period end", hxl="#date+end", synonyms=("end", "to", "end date", "month end")
)

# Where
ORIGIN = _place(
    "origin", "Origin", "#adm2+code+origin", ("origin", "from place", "departure district", "place of origin")
)
DESTINATION = _place(
    "destination", "Destination", "#adm2+code+dest", ("destination", "to place", "arrival district", "place of arrival")
)
PLACE = _place("place", "Place", "#adm2+code", ("place", "district", "adm2", "municipality"))
CITY = _place("city", "City", "#org+code", ("city", "town"))
TO_CITY = _place("to_city", "For city", "#org+recipient+code", ("to city", "for city", "recipient"))

# Who moved: a flow, so these add over time
DIRECTION = Column("direction", Kind.CHOICE, "Direction", hxl="#affected+type", choices=Direction)
INDIVIDUALS = Column(
    "individuals",
    Kind.COUNT,
    "Individuals",
    "people",
    "#affected+ind",
    ("people", "persons", "ind", "idps", "number of individuals", "individuals total", "total individuals"),
    adds=True,
)
HOUSEHOLDS = Column(
    "households",
    Kind.COUNT,
    "Households",
    "households",
    "#affected+hh",
    ("hh", "families", "number of households"),
    adds=True,
)
BANDS = ("0_4", "5_11", "12_17", "18_59", "60_plus", "unknown")
SEX_AGE: tuple[Column, ...] = tuple(
    Column(
        f"{sex}_{band}",
        Kind.COUNT,
        f"{word}, {band.replace('_plus', '+').replace('_', '–') if band != 'unknown' else 'age unknown'}",
        "people",
        f"#affected+{sex}+age_{band}",
        adds=True,
    )
    for sex, word in (("f", "Female"), ("m", "Male"))
    for band in BANDS
) + (Column("u_unknown", Kind.COUNT, "Sex and age unknown", "people", "#affected+unknown", adds=True),)
REASON = Column(
    "reason", Kind.CHOICE, "Reason", hxl="#cause+type", synonyms=("cause", "displacement reason"), choices=Reason
)
PRIORITY_NEED = Column("priority_need", Kind.TEXT, "Priority need", hxl="#need+type", synonyms=("need",), longest=120)
BASIS = Column("basis", Kind.CHOICE, "Basis", hxl="#meta+basis", choices=Basis)
OPERATION = Column("operation", Kind.TEXT, "Operation", hxl="#operation+name", longest=120)
RECORD_ID = Column("record_id", Kind.CODE, "Record id", hxl="#meta+id", synonyms=("id", "record"), longest=80)

# Sites and their places
SITE_CODE = Column("site_code", Kind.CODE, "Site code", hxl="#loc+code", synonyms=("site id", "site"), longest=80)
SITE_NAME = Column("site_name", Kind.TEXT, "Site", hxl="#loc+name", synonyms=("name of site", "shelter", "settlement"))
SITE_TYPE = Column("site_type", Kind.CHOICE, "Site type", hxl="#loc+type", synonyms=("type",), choices=SiteType)
SITE_TYPE_LOCAL = Column("site_type_local", Kind.TEXT, "Site type, local word", hxl="#loc+type+local", longest=120)
LATITUDE = Column("latitude", Kind.DEGREE, "Latitude", "°", "#geo+lat", ("lat", "y"))
LONGITUDE = Column("longitude", Kind.DEGREE, "Longitude", "°", "#geo+lon", ("lon", "lng", "long", "x"))
STATUS = Column("status", Kind.CHOICE, "Status", hxl="#status+site", choices=SiteStatus)
FLOOR_AREA = Column(
    "floor_area_m2", Kind.MEASURE, "Covered floor area", "m²", "#capacity+area", ("floor area", "area m2")
)
BEDS = Column("beds", Kind.COUNT, "Beds", "places", "#capacity+beds", ("capacity", "places", "number of beds"))
TOILETS = Column("toilets", Kind.COUNT, "Toilets", "toilets", "#capacity+toilets", ("latrines",))
SAFE_ROOM_SEATS = Column("safe_room_seats", Kind.COUNT, "Safe room seats", "seats", "#capacity+safe_room")
STAFFED_PLACES = Column("staffed_places", Kind.COUNT, "Staffed places", "places", "#capacity+staffed")
LEGAL_LIMIT = Column("legal_limit", Kind.COUNT, "Legal limit", "people", "#capacity+legal", ("fire limit", "limit"))
ACCESSIBLE_BEDS = Column("accessible_beds", Kind.COUNT, "Accessible beds", "places", "#capacity+accessible")
OPENS_ON = Column("opens_on", Kind.DAY, "Opens on", hxl="#date+opens", synonyms=("opening date", "opens"))
CLOSES_ON = Column("closes_on", Kind.DAY, "Closes on", hxl="#date+closes", synonyms=("closing date", "closes"))
SENSITIVE = Column("sensitive", Kind.YES_NO, "Sensitive", hxl="#loc+sensitive")
PLACES_REPORTED = Column(
    "places_reported", Kind.COUNT, "Places as the site states them", "places", "#capacity+num", ("capacity reported",)
)

# Needs and offers
NEED_CODE = Column("need_code", Kind.CODE, "Need code", hxl="#need+id", synonyms=("need id",), longest=60)
OFFER_CODE = Column("offer_code", Kind.CODE, "Offer code", hxl="#offer+id", synonyms=("offer id",), longest=60)
ITEM = Column("item", Kind.CHOICE, "Item", hxl="#item+name", choices=Item)
QUANTITY = Column("quantity", Kind.COUNT, "Quantity", hxl="#capacity+num", synonyms=("amount", "number"))
UNIT = Column("unit", Kind.TEXT, "Unit", hxl="#item+unit", longest=40)
PRIORITY = Column("priority", Kind.CHOICE, "Priority", hxl="#need+priority", synonyms=("urgency",), choices=Priority)
NEEDED_BY = Column("needed_by", Kind.DAY, "Needed by", hxl="#date+needed", synonyms=("deadline",))
NOTE = Column("note", Kind.TEXT, "Note", hxl="#description", synonyms=("remark", "remarks", "comment"), longest=500)
AVAILABLE_FROM = Column("available_from", Kind.DAY, "Available from", hxl="#date+available")
EXPIRES_ON = Column(
    "expires_on", Kind.DAY, "Expires on", hxl="#date+expires", synonyms=("valid until", "available until")
)
CONDITIONS = Column("conditions", Kind.TEXT, "Conditions", hxl="#description+conditions", longest=500)
EXCHANGE_STATUS = Column("exchange_status", Kind.CHOICE, "Status", choices=ExchangeStatus)

# Cities
CITY_CODE = Column("city_code", Kind.CODE, "City code", hxl="#org+code", synonyms=("city id", "code"), longest=60)
CITY_TITLE = Column("city_name", Kind.TEXT, "City", hxl="#org+name", synonyms=("city", "town", "name"))
COUNTRY = Column("country", Kind.TEXT, "Country", hxl="#country+name", longest=100)
POPULATION = Column("population", Kind.COUNT, "Residents", "people", "#population", ("residents", "inhabitants"))
PLACE_PCODES = Column(
    "place_pcodes",
    Kind.CODES,
    "Places of the city",
    hxl="#adm2+code+list",
    synonyms=("p-codes", "pcodes"),
    longest=5_000,
)
TAX_REVENUE = Column("tax_revenue", Kind.MEASURE, "Tax revenue", "EUR", "#value+tax")
DESK_PHONE = Column("desk_phone", Kind.TEXT, "Desk telephone", hxl="#contact+phone", longest=60)
DESK_MAIL = Column("desk_mail", Kind.TEXT, "Desk mailbox", hxl="#contact+email", longest=120)

# What only travels upward
REGION_CODE = Column("region_code", Kind.CODE, "Region code", hxl="#adm1+code")
REGION_NAME = Column("region_name", Kind.TEXT, "Region", hxl="#adm1+name")
ORIGIN_CODE = Column("origin_code", Kind.CODE, "Origin code")
ORIGIN_TITLE = Column("origin_name", Kind.TEXT, "Origin")
DESTINATION_CODE = Column("destination_code", Kind.CODE, "Destination code")
DESTINATION_TITLE = Column("destination_name", Kind.TEXT, "Destination")
SOURCE = Column("source", Kind.TEXT, "Source", hxl="#meta+source")
COUNTED_ON = Column("counted_on", Kind.DAY, "Last count", hxl="#date+reported")
COUNTED_AT = Column("counted_at", Kind.INSTANT, "Counted at (UTC)")
PRESENT = Column("present", Kind.COUNT, "People in the site", "people", "#population+site+ind")
CAPACITY = Column("capacity", Kind.COUNT, "Places", "places", "#capacity+num")
OCCUPIED = Column("occupied", Kind.COUNT, "Occupied", "people", "#population+site")
FREE = Column("free", Kind.COUNT, "Free places", "places", "#capacity+available")
RESERVED = Column("reserved", Kind.COUNT, "Reserved by promises", "places")
BY_AREA = Column("by_area", Kind.COUNT, "Places by floor area", "places")
BY_TOILETS = Column("by_toilets", Kind.COUNT, "Places by toilets", "places")
ACCESSIBLE = Column("accessible", Kind.COUNT, "Accessible places", "places", "#capacity+accessible")
ACCESSIBLE_FREE = Column("accessible_free", Kind.COUNT, "Accessible places, free at most", "places")
OVER = Column("over", Kind.COUNT, "Over capacity", "people")
ROWS = Column("rows", Kind.COUNT, "Rows", "rows", adds=True)
