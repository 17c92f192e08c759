"""Sites on a day, and what a coordinator holds them against."""

from __future__ import annotations

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.fields import PLACE_CODE, PLACE_NAME
from idpdash.frames.frame import Frame

EXISTS = Column("exists", Kind.YES_NO, "Has places on the day")
CHOSEN_KEY = Column("key", Kind.CODE, "Standard")
CHOSEN_VALUE = Column("value", Kind.TEXT, "Value")
# Every site of the cities in scope as of the day; `exists` says whether it has people and places on that day.
SITES = Frame(
    "sites",
    (
        c.SITE_CODE,
        c.SITE_NAME,
        c.SITE_TYPE,
        c.SITE_TYPE_LOCAL,
        c.CITY_CODE,
        c.CITY_TITLE,
        PLACE_CODE,
        PLACE_NAME,
        c.LATITUDE,
        c.LONGITUDE,
        c.STATUS,
        c.BEDS,
        c.FLOOR_AREA,
        c.TOILETS,
        c.SAFE_ROOM_SEATS,
        c.STAFFED_PLACES,
        c.LEGAL_LIMIT,
        c.PLACES_REPORTED,
        c.ACCESSIBLE_BEDS,
        c.PRESENT,
        c.HOUSEHOLDS,
        c.COUNTED_ON,
        c.COUNTED_AT,
        c.OPENS_ON,
        c.CLOSES_ON,
        c.SENSITIVE,
        c.SOURCE,
        EXISTS,
    ),
)
# `sites` with what measures.housing adds.
ROOM = Frame(
    "room",
    (
        *SITES.columns,
        c.BY_AREA,
        c.BY_TOILETS,
        c.CAPACITY,
        c.OCCUPIED,
        c.RESERVED,
        c.FREE,
        c.OVER,
        c.ACCESSIBLE,
        c.ACCESSIBLE_FREE,
    ),
)
# What a coordinator chose instead of the defaults of `standards`; a key chosen anew has its newest value.
CHOICES = Frame("choices", (CHOSEN_KEY, CHOSEN_VALUE))
