"""People who move."""

from __future__ import annotations

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.frame import Frame

ORIGIN_IN_SCOPE = Column("origin_in_scope", Kind.YES_NO, "Origin in the chosen places")
DESTINATION_IN_SCOPE = Column("destination_in_scope", Kind.YES_NO, "Destination in the chosen places")
SOURCE_REPORTS_DEPARTURES = Column("source_reports_departures", Kind.YES_NO, "Its source reports departures itself")
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
