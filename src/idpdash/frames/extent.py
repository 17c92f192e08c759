"""How far the facts reach."""

from __future__ import annotations

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.frame import Frame

NEWEST_FACT = Column("newest_fact", Kind.DAY, "Newest fact")
NEWEST_PERIOD_END = Column("newest_period_end", Kind.DAY, "Newest period end")
LAST_PERIOD_START = Column("last_period_start", Kind.DAY, "Start of the last reporting period")
LAST_PERIOD_END = Column("last_period_end", Kind.DAY, "End of the last reporting period")
LONGEST_PERIOD = Column("longest_period_days", Kind.COUNT, "Longest reporting period", "days")
FICTIONAL = Column("fictional", Kind.YES_NO, "Demonstration data")
ANY_FACT = Column("any_fact", Kind.YES_NO, "Holds a fact")
# One row: how far the facts reach. newest_fact: the newest period end or count; last_period_*: of the movements whose
# period ends last on or before the day asked; longest_period_days: of the movements of all live uploads. any_fact:
# whether there is any movement, site, count, need or offer.
REACH = Frame("reach", (NEWEST_FACT, NEWEST_PERIOD_END, LAST_PERIOD_START, LAST_PERIOD_END, LONGEST_PERIOD, FICTIONAL))
EXTENT = Frame("extent", (*REACH.columns, ANY_FACT))
# How many live facts of one kind there are on each day by which they fall into a period.
DAYS = Frame("days", (c.PERIOD_END, c.ROWS))
