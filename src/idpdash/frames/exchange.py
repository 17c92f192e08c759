"""Needs, offers and promises."""

from __future__ import annotations

from idpdash import columns as c
from idpdash.columns import Column, Kind
from idpdash.frames.fields import BY, IN_SCOPE, STATUS_REASON, UPLOAD
from idpdash.frames.frame import Frame
from idpdash.vocabulary import CommitmentStatus

TO_CITY_CODE = Column("to_city_code", Kind.CODE, "For city code")
TO_CITY_TITLE = Column("to_city_name", Kind.TEXT, "For city")
STATED_ON = Column("stated_on", Kind.INSTANT, "Entered at (UTC)")
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
# Needs and offers as they were last stated, of every status. stated_on: when that was.
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
# Of the live ones of places on that day, how many places each offer gives.
HELD = Frame("held", (c.OFFER_CODE, c.ITEM, c.QUANTITY, LIVE, c.CITY_CODE, c.SITE_CODE))
# Every step of every promise up to that day, in order. former: the status before, missing for the first.
PROMISE_STEPS = Frame("promise_steps", (COMMITMENT, STEP_STATUS, FORMER, UNTIL, MADE_AT, MADE_BY, WHY))
