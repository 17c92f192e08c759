"""What is promised of each offer and for each need, who waits for an answer, and which promises take too long.

A promise is live while it is reserved and not past its last day, accepted, or in transit. Taken is what is live or
received: it is gone from the offer, and the need is covered by it. Declined, returned and lapsed promises take nothing.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import pandas as pd

from idpdash.vocabulary import CommitmentStatus

# What a promise takes, furthest first: the parts of a bar.
STAGES = [
    str(status)
    for status in (
        CommitmentStatus.RECEIVED,
        CommitmentStatus.IN_TRANSIT,
        CommitmentStatus.ACCEPTED,
        CommitmentStatus.RESERVED,
    )
]
# Days after which an accepted promise should have left, and one that left should have been received (own choice).
TOO_LONG = {str(CommitmentStatus.ACCEPTED): 7, str(CommitmentStatus.IN_TRANSIT): 7}
RECEIVED_DAYS = 14  # how long what was received is still shown among what is on its way (own choice)
ENDED = [str(CommitmentStatus.LAPSED), str(CommitmentStatus.DECLINED), str(CommitmentStatus.RETURNED)]


class Cover(StrEnum):
    """How far a need is covered by what is live or received."""

    NOTHING = "nothing"
    PARTLY = "partly"
    COVERED = "covered"
    SURPLUS = "surplus"


def shared(rows: pd.DataFrame, promises: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return needs or offers with received, in_transit, accepted, reserved, taken and left (Int64, in their unit).

    promises: `frames.PROMISES`, of all cities. code: "need_code" or "offer_code". left: never below zero.
    """
    counted = promises[promises["live"] | (promises["promise_status"] == CommitmentStatus.RECEIVED)]
    sums = counted.groupby([code, "promise_status"])["quantity"].sum()
    parts = {}
    for stage in STAGES:
        of_stage = sums.xs(stage, level=1) if len(sums) and stage in sums.index.get_level_values(1) else None
        mapped = pd.Series(0, index=rows.index) if of_stage is None else rows[code].map(of_stage)
        parts[stage] = mapped.fillna(0).astype("Int64")
    taken = sum(parts.values(), start=pd.Series(0, index=rows.index, dtype="Int64"))
    return rows.assign(**parts, taken=taken, left=(rows["quantity"] - taken).clip(lower=0).astype("Int64"))


def covered(needs: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    """Return needs as `shared` does, with surplus (what is taken beyond the need) and cover (a `Cover`)."""
    told = shared(needs, promises, "need_code")
    surplus = (told["taken"] - told["quantity"]).clip(lower=0).astype("Int64")
    cover = pd.Series(str(Cover.PARTLY), index=told.index, dtype="str")
    cover = cover.mask((told["taken"] == 0).fillna(value=False), str(Cover.NOTHING))
    cover = cover.mask(((told["left"] == 0) & (told["taken"] > 0)).fillna(value=False), str(Cover.COVERED))
    cover = cover.mask((surplus > 0).fillna(value=False), str(Cover.SURPLUS))
    return told.assign(surplus=surplus, cover=cover)


def waiting(needs: pd.DataFrame, day: dt.date, *, answer_days: int, critical_days: int) -> pd.DataFrame:
    """Return `covered` needs with waited_days since they were stated; unanswered, late and very_late (yes or no).

    Unanswered is an open need for which nothing is live or received; late where it has waited for answer_days, very
    late where it is late and has waited for critical_days.
    """
    waited = _age(needs["stated_on"], day)
    unanswered = needs["cover"] == Cover.NOTHING
    late = unanswered & (waited >= answer_days).fillna(value=False).astype(bool)
    very_late = late & (waited >= critical_days).fillna(value=False).astype(bool)
    return needs.assign(waited_days=waited, unanswered=unanswered, late=late, very_late=very_late)


def aged(offers: pd.DataFrame, day: dt.date, *, stale_days: int) -> pd.DataFrame:
    """Return offers with stated_days since they were stated last, and stale: not confirmed for so many days."""
    stated = _age(offers["stated_on"], day)
    return offers.assign(stated_days=stated, stale=(stated >= stale_days).fillna(value=False).astype(bool))


def board(promises: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return promises with age_days in their state, and overdue: too long accepted or in transit, or held for the last
    day only. What must move first stands first: overdue, then the oldest.
    """
    age = _age(promises["changed_at"], day)
    most = promises["promise_status"].map(TOO_LONG).astype("Int64")
    ending = (promises["promise_status"] == CommitmentStatus.RESERVED) & (promises["until"] <= pd.Timestamp(day))
    late = (age > most).fillna(value=False).astype(bool) | ending.fillna(value=False).astype(bool)
    told = promises.assign(age_days=age, overdue=late)
    return told.sort_values(["overdue", "age_days", "commitment"], ascending=[False, False, True], ignore_index=True)


def arcs(promises: pd.DataFrame, item: str) -> pd.DataFrame:
    """Return city_code, city_name, to_city_code, to_city_name, quantity and kind, summed by both ends and kind.

    kind: "promised" (reserved or accepted), "moving" (in transit), "received" (in the last RECEIVED_DAYS); what ended
    is left out. promises: `board`.
    """
    lately = (promises["promise_status"] == "received") & (promises["age_days"] <= RECEIVED_DAYS)
    there = promises[(promises["item"] == item) & (promises["live"] | lately)]
    kinds = {"reserved": "promised", "accepted": "promised", "in_transit": "moving", "received": "received"}
    ends = ["city_code", "city_name", "to_city_code", "to_city_name", "kind"]
    summed = there.assign(kind=there["promise_status"].map(kinds)).groupby(ends)[["quantity"]].sum().reset_index()
    return summed.sort_values("quantity", ascending=False, ignore_index=True)


def _age(instants: pd.Series[pd.Timestamp], day: dt.date) -> pd.Series[int]:
    """Return whole days from instants (UTC) to a day (Int64), never below zero."""
    days = (pd.Timestamp(day) - instants.dt.normalize()).dt.days
    return pd.Series(days.clip(lower=0), dtype="Int64")
