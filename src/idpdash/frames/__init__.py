"""What travels from queries upward, by subject: each frame names its columns; `typed` ends every query."""

from __future__ import annotations

from idpdash.frames.arrivals import CITY_SERIES, FLOWS, REASONS, SERIES, SEX_AGE
from idpdash.frames.exchange import HELD, NEEDS, OFFERS, PROMISE_STEPS, PROMISES
from idpdash.frames.extent import DAYS, EXTENT, REACH
from idpdash.frames.frame import Frame
from idpdash.frames.given_out import GIVEN_OUT, MONTHLY, RECORDS
from idpdash.frames.housing import CHOICES, ROOM, SITES
from idpdash.frames.places import ALIASES, CITIES, OUTLINES, PLACES
from idpdash.frames.uploads import DISMISSED, REPORTS, UPLOADS, WAITING

__all__ = [
    "ALIASES",
    "CHOICES",
    "CITIES",
    "CITY_SERIES",
    "DAYS",
    "DISMISSED",
    "EXTENT",
    "FLOWS",
    "Frame",
    "GIVEN_OUT",
    "HELD",
    "MONTHLY",
    "NEEDS",
    "OFFERS",
    "OUTLINES",
    "PLACES",
    "PROMISES",
    "PROMISE_STEPS",
    "REACH",
    "REASONS",
    "RECORDS",
    "REPORTS",
    "ROOM",
    "SERIES",
    "SEX_AGE",
    "SITES",
    "UPLOADS",
    "WAITING",
]
