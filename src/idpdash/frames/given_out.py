"""What is given out: row by row, and in sums."""

from __future__ import annotations

from dataclasses import replace

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.fields import PLACE_CODE, PLACE_NAME
from idpdash.frames.frame import Frame
from idpdash.layouts import LAYOUTS

# What is given out as it stands: the columns of a layout, and who said it. `date` is a day; in occupancy it is the
# instant of the count (UTC).
_DAY = replace(c.DATE, kind=Kind.DAY)
RECORDS = {
    name: Frame(
        name,
        (*(_DAY if one is c.DATE and name != "occupancy" else one for one in layout.columns), c.SOURCE),
    )
    for name, layout in LAYOUTS.items()
}
# What is given out in sums. A place is the city that holds it, else the place itself; missing: not known.
MONTH = Column("month", Kind.CODE, "Month", hxl="#date+month")
DAY = Column("date", Kind.DAY, "Day", hxl="#date+reported")
AT_CODE = replace(PLACE_CODE, hxl="#adm2+code")
AT_NAME = replace(PLACE_NAME, hxl="#adm2+name")
SITE_COUNT = Column("sites", Kind.COUNT, "Sites", "sites", "#loc+num")
UNKNOWN_CAPACITY = Column("unknown_capacity_sites", Kind.COUNT, "Sites of unknown capacity", "sites")
SUPPRESSED = Column("suppressed", Kind.YES_NO, "Too few to be told", hxl="#meta+suppressed")
MONTHLY = Frame("monthly", (MONTH, AT_CODE, AT_NAME, c.DIRECTION, c.INDIVIDUALS))
GIVEN_OUT = {
    "movements": Frame("movements", (*MONTHLY.columns, SUPPRESSED)),
    "occupancy": Frame("occupancy", (DAY, AT_CODE, AT_NAME, SITE_COUNT, c.INDIVIDUALS, SUPPRESSED)),
    "sites": Frame("sites", (AT_CODE, AT_NAME, c.SITE_TYPE, SITE_COUNT, c.CAPACITY, UNKNOWN_CAPACITY)),
    "needs": Frame("needs", (c.CITY_CODE, c.CITY_TITLE, c.ITEM, c.QUANTITY, c.UNIT, SUPPRESSED)),
    "offers": Frame("offers", (c.CITY_CODE, c.CITY_TITLE, c.ITEM, c.QUANTITY, c.UNIT)),
}
