"""What travels from queries upward: each frame names its columns; `typed` ends every query."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.layouts import LAYOUTS
from idpdash.vocabulary import CommitmentStatus

IN_SCOPE = Column("in_scope", Kind.YES_NO, "In the chosen places")
ORIGIN_IN_SCOPE = Column("origin_in_scope", Kind.YES_NO, "Origin in the chosen places")
DESTINATION_IN_SCOPE = Column("destination_in_scope", Kind.YES_NO, "Destination in the chosen places")
PLACE_CODE = Column("place_code", Kind.CODE, "Place code")
PLACE_NAME = Column("place_name", Kind.TEXT, "Place")
LEVEL = Column("level", Kind.COUNT, "Admin level")
PARENT_CODE = Column("parent_code", Kind.CODE, "Parent code")
PARENT_NAME = Column("parent_name", Kind.TEXT, "Parent")
TO_CITY_CODE = Column("to_city_code", Kind.CODE, "For city code")
TO_CITY_TITLE = Column("to_city_name", Kind.TEXT, "For city")
STATUS_REASON = Column("status_reason", Kind.TEXT, "Why")
EXISTS = Column("exists", Kind.YES_NO, "Has places on the day")
STATED_ON = Column("stated_on", Kind.INSTANT, "Entered at (UTC)")
SOURCE_REPORTS_DEPARTURES = Column("source_reports_departures", Kind.YES_NO, "Its source reports departures itself")
UPLOAD = Column("upload", Kind.COUNT, "Upload")
FILE_NAME = Column("file_name", Kind.TEXT, "File")
LAYOUT = Column("layout", Kind.TEXT, "Kind of file")
LOADED_AT = Column("loaded_at", Kind.INSTANT, "Loaded at (UTC)")
BY = Column("by", Kind.TEXT, "By")
ROWS_READ = Column("rows_read", Kind.COUNT, "Rows read", "rows")
ROWS_LOADED = Column("rows_loaded", Kind.COUNT, "Rows loaded", "rows")
ROWS_WAITING = Column("rows_waiting", Kind.COUNT, "Rows kept aside", "rows")
UPLOAD_STATUS = Column("status", Kind.TEXT, "Status")
ROW = Column("row", Kind.COUNT, "Row")
CELLS = Column("cells", Kind.TEXT, "Cells as written")
ISSUES = Column("issues", Kind.TEXT, "What is wrong")
FOLDED = Column("folded", Kind.TEXT, "Spelling")
COMMITMENT = Column("commitment", Kind.COUNT, "Promise")
PROMISE_STATUS = Column("promise_status", Kind.CHOICE, "Promise", choices=CommitmentStatus)
UNTIL = Column("until", Kind.DAY, "Held until")
LIVE = Column("live", Kind.YES_NO, "On its way")
MADE_AT = Column("made_at", Kind.INSTANT, "Made at (UTC)")
MADE_BY = Column("made_by", Kind.TEXT, "Made by")
CHANGED_AT = Column("changed_at", Kind.INSTANT, "Changed at (UTC)")
CHANGED_BY = Column("changed_by", Kind.TEXT, "Changed by")
WHY = Column("reason", Kind.TEXT, "Why")
TO_IN_SCOPE = Column("to_in_scope", Kind.YES_NO, "For one of the chosen places")
STEP_STATUS = Column("status", Kind.CHOICE, "Step", choices=CommitmentStatus)
FORMER = Column("former", Kind.CHOICE, "Before", choices=CommitmentStatus)
CHOSEN_KEY = Column("key", Kind.CODE, "Standard")
CHOSEN_VALUE = Column("value", Kind.TEXT, "Value")
NEWEST_FACT = Column("newest_fact", Kind.DAY, "Newest fact")
NEWEST_PERIOD_END = Column("newest_period_end", Kind.DAY, "Newest period end")
LAST_PERIOD_START = Column("last_period_start", Kind.DAY, "Start of the last reporting period")
LAST_PERIOD_END = Column("last_period_end", Kind.DAY, "End of the last reporting period")
LONGEST_PERIOD = Column("longest_period_days", Kind.COUNT, "Longest reporting period", "days")
FICTIONAL = Column("fictional", Kind.YES_NO, "Demonstration data")
FACT_COUNTS = tuple(
    Column(name, Kind.COUNT, label, "rows")
    for name, label in (
        ("movements", "Movements"),
        ("sites", "Sites"),
        ("occupancy", "Counts"),
        ("needs", "Needs"),
        ("offers", "Offers"),
        ("cities", "Cities"),
        ("places", "Places"),
    )
)


@dataclass(frozen=True)
class Frame:
    """A table's shape: its columns in their order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Return the column names in order."""
        return [column.name for column in self.columns]

    def typed(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table with just these columns, in this order and of these types (empty results keep theirs)."""
        return table.reindex(columns=self.names).astype({column.name: column.dtype for column in self.columns})

    def empty(self) -> pd.DataFrame:
        """Return the frame without rows."""
        return self.typed(pd.DataFrame(columns=self.names))


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
# People who moved in the period, summed by direction, source and both ends. An end's code is its city's, else its
# place's, and missing where not known (origin only).
FLOWS = Frame(
    "flows",
    (
        c.DIRECTION,
        c.SOURCE,
        SOURCE_REPORTS_DEPARTURES,
        c.ORIGIN_CODE,
        c.ORIGIN_TITLE,
        c.DESTINATION_CODE,
        c.DESTINATION_TITLE,
        ORIGIN_IN_SCOPE,
        DESTINATION_IN_SCOPE,
        c.INDIVIDUALS,
        c.ROWS,
    ),
)
# People by reporting period and direction, destination (returns, arrivals) in scope; departures derived included.
SERIES = Frame("series", (c.PERIOD_START, c.PERIOD_END, c.DIRECTION, c.INDIVIDUALS))
# Arrivals by reporting period and destination city (cities in scope only).
CITY_SERIES = Frame("city_series", (c.CITY_CODE, c.PERIOD_START, c.PERIOD_END, c.INDIVIDUALS))
# Arrivals of the period by reason (missing: none given).
REASONS = Frame("reasons", (c.REASON, c.INDIVIDUALS))
# Arrivals of the period by sex and age band: one row, all columns of c.SEX_AGE, and individuals.
SEX_AGE = Frame("sex_age", (*c.SEX_AGE, c.INDIVIDUALS))
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
# Current needs and offers (status open unless asked otherwise).
NEEDS = Frame(
    "needs",
    (
        c.NEED_CODE,
        c.CITY_CODE,
        c.CITY_TITLE,
        c.ITEM,
        c.QUANTITY,
        c.UNIT,
        c.PRIORITY,
        c.NEEDED_BY,
        c.NOTE,
        c.EXCHANGE_STATUS,
        STATUS_REASON,
        STATED_ON,
        UPLOAD,
        BY,
        IN_SCOPE,
    ),
)
OFFERS = Frame(
    "offers",
    (
        c.OFFER_CODE,
        c.CITY_CODE,
        c.CITY_TITLE,
        c.ITEM,
        c.QUANTITY,
        c.UNIT,
        TO_CITY_CODE,
        TO_CITY_TITLE,
        c.SITE_CODE,
        c.AVAILABLE_FROM,
        c.EXPIRES_ON,
        c.CONDITIONS,
        c.EXCHANGE_STATUS,
        STATUS_REASON,
        STATED_ON,
        UPLOAD,
        BY,
        IN_SCOPE,
    ),
)
# One row a promise as of scope.exchange_day: the state of its last step on or before that day (reserved past `until` is
# lapsed). Ends: the giver's city and the city of the need; in_scope, to_in_scope: whether each is asked for.
PROMISES = Frame(
    "promises",
    (
        COMMITMENT,
        c.OFFER_CODE,
        c.NEED_CODE,
        c.ITEM,
        c.UNIT,
        c.QUANTITY,
        PROMISE_STATUS,
        UNTIL,
        LIVE,
        c.CITY_CODE,
        c.CITY_TITLE,
        TO_CITY_CODE,
        TO_CITY_TITLE,
        c.SITE_CODE,
        MADE_AT,
        MADE_BY,
        CHANGED_AT,
        CHANGED_BY,
        WHY,
        IN_SCOPE,
        TO_IN_SCOPE,
    ),
)
# Every step of every promise up to that day, in order. former: the status before, missing for the first.
PROMISE_STEPS = Frame("promise_steps", (COMMITMENT, STEP_STATUS, FORMER, UNTIL, MADE_AT, MADE_BY, WHY))
# What a coordinator chose instead of the defaults of `standards`; a key chosen anew has its newest value.
CHOICES = Frame("choices", (CHOSEN_KEY, CHOSEN_VALUE))
# One row: how far the facts reach. newest_fact: the newest period end or count; last_period_*: of the movements whose
# period ends last on or before the day asked; longest_period_days: of the movements of all live uploads; row counts.
REACH = Frame("reach", (NEWEST_FACT, NEWEST_PERIOD_END, LAST_PERIOD_START, LAST_PERIOD_END, LONGEST_PERIOD, FICTIONAL))
EXTENT = Frame("extent", (*REACH.columns, *FACT_COUNTS))
# Every upload, newest first. by: who; period: what the facts of the file cover.
UPLOADS = Frame(
    "uploads",
    (
        UPLOAD,
        FILE_NAME,
        LAYOUT,
        c.SOURCE,
        LOADED_AT,
        BY,
        ROWS_READ,
        ROWS_LOADED,
        ROWS_WAITING,
        UPLOAD_STATUS,
        c.PERIOD_START,
        c.PERIOD_END,
    ),
)
# What files and acts said of the places asked for, one row an upload and kind of row. rows: those that hold there;
# period: the days that they are about (missing: none).
REPORTS = Frame(
    "reports",
    (UPLOAD, FILE_NAME, LAYOUT, c.SOURCE, LOADED_AT, BY, c.ROWS, c.PERIOD_START, c.PERIOD_END),
)
# Rows kept aside of uploads that are not undone; cells and issues as JSON text.
WAITING = Frame("waiting", (UPLOAD, LAYOUT, ROW, CELLS, ISSUES))
# Acts that said that rows kept aside need not be mended, newest first. file_name: of the file they came from.
DISMISSED = Frame("dismissed", (UPLOAD, FILE_NAME, c.ROWS, STATUS_REASON, BY, LOADED_AT))
# Other spellings of places that users told; source: "" for all.
ALIASES = Frame("aliases", (c.SOURCE, FOLDED, PLACE_CODE))
# Admin areas with a boundary; `geometry` (WKB bytes, WGS84) travels beside as a plain object column.
OUTLINES = Frame("outlines", (PLACE_CODE, PLACE_NAME, LEVEL, PARENT_CODE, c.CITY_CODE))
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
# How many live facts of one kind there are on each day by which they fall into a period.
DAYS = Frame("days", (c.PERIOD_END, c.ROWS))
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
