"""Cities and admin areas, their outlines and other spellings."""

from __future__ import annotations

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.fields import IN_SCOPE, PLACE_CODE, PLACE_NAME
from idpdash.frames.frame import Frame

LEVEL = Column("level", Kind.COUNT, "Admin level")
PARENT_CODE = Column("parent_code", Kind.CODE, "Parent code")
PARENT_NAME = Column("parent_name", Kind.TEXT, "Parent")
FOLDED = Column("folded", Kind.TEXT, "Spelling")
# One row a city of the network. region: the level-1 area above one of its places, missing for cities without one.
CITIES = Frame(
    "cities",
    (
        c.CITY_CODE,
        c.CITY_TITLE,
        c.REGION_CODE,
        c.REGION_NAME,
        c.COUNTRY,
        c.LATITUDE,
        c.LONGITUDE,
        c.POPULATION,
        c.DESK_PHONE,
        c.DESK_MAIL,
        IN_SCOPE,
    ),
)
# One row an admin area; city_code: the city that holds it, if any.
PLACES = Frame("places", (PLACE_CODE, PLACE_NAME, LEVEL, PARENT_CODE, PARENT_NAME, c.CITY_CODE))
# Other spellings of places that users told; source: "" for all.
ALIASES = Frame("aliases", (c.SOURCE, FOLDED, PLACE_CODE))
# Admin areas with a boundary; `geometry` (WKB bytes, WGS84) travels beside as a plain object column.
OUTLINES = Frame("outlines", (PLACE_CODE, PLACE_NAME, LEVEL, PARENT_CODE, c.CITY_CODE))
