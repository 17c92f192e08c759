"""What must hold in lists of sites and in counts of their people."""

from __future__ import annotations

from idpdash.intake.draft import Draft, in_order
from idpdash.intake.rules import people, points, repeats
from idpdash.intake.rules.resolved import resolve


def sites(draft: Draft) -> None:
    """Build the columns of sites."""
    resolve(draft, "place", into="place_code")
    points.whole(draft)
    points.in_place(draft, "place_code")
    if draft.has("date"):
        draft.out["valid_from"] = draft.values["date"].local_days()
    in_order(draft, "opens_on", "closes_on")


def occupancy(draft: Draft) -> None:
    """Build the columns of occupancy."""
    draft.out["counted_at"] = draft.values["date"]
    draft.out["counted_on"] = draft.values["date"].local_days()
    people.households(draft)
    repeats.records(draft)
    repeats.counts(draft)
