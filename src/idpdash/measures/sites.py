"""Each site on a day: what binds its places and what lifting it would give, floor and toilets a person, its days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from idpdash.measures.housing import CONSTRAINTS, USUAL, bounds, outdated
from idpdash.standards import Standards, band_of
from idpdash.vocabulary import SiteStatus

COMING_DAYS = 60
FARTHEST_DAYS = 180


def detailed(room: pd.DataFrame, *, as_of: dt.date, standards: Standards = USUAL) -> pd.DataFrame:
    """Return the existing sites with what their places and days amount to, the most over-full first.

    binding: which of CONSTRAINTS gives the capacity (missing: none is known). lifting: places more if that one were
    lifted, up to the next tightest (missing: no other is known). fill. age_days: since the last count; stale: more than
    stale_days. closes_in: days until it closes, missing where no day is set. m2_per_person, people_per_toilet: now,
    missing where either is not known or nobody is there; area_band, toilet_band: `standards.band_of` them. Unknown
    capacity comes last.
    """
    there = room[room["exists"]].reset_index(drop=True)
    day = pd.Timestamp(as_of)
    people = there["occupied"].where(there["occupied"] > 0).astype("Float64")
    area, toilet = (there["floor_area_m2"] / people), (people / there["toilets"].where(there["toilets"] > 0))
    there = there.assign(
        **_tightest(there),
        fill=(there["occupied"] / there["capacity"].where(there["capacity"] > 0)).astype("Float64"),
        age_days=(day - there["counted_on"]).dt.days.astype("Int64"),
        stale=outdated(there["counted_on"], as_of, standards),
        closes_in=(there["closes_on"] - day).dt.days.astype("Int64"),
        m2_per_person=area.astype("Float64"),
        people_per_toilet=toilet.astype("Float64"),
        area_band=_bands("m2_per_person", area, standards.m2_per_person),
        toilet_band=_bands("people_per_toilet", toilet, standards.people_per_toilet),
    )
    order = ["over", "fill", "occupied", "site_name"]
    return there.sort_values(order, ascending=[False, False, False, True], na_position="last", ignore_index=True)


def _tightest(there: pd.DataFrame) -> dict[str, pd.Series]:
    """Return binding and lifting of sites; both missing where the site offers no places."""
    binding = pd.Series(pd.NA, index=there.index, dtype="str")
    for name in reversed(CONSTRAINTS):  # of equals the first named binds
        binding = binding.mask((there[name] == there["capacity"]).fillna(value=False), name)
    told = there[list(CONSTRAINTS)].to_numpy(dtype=float, na_value=np.nan)
    told = np.sort(told, axis=1)  # what is not known comes last
    second = pd.Series(told[:, 1], index=there.index).astype("Float64").mask(np.isnan(told[:, 1]))
    return {"binding": binding, "lifting": (second - there["capacity"]).astype("Int64")}


def _bands(key: str, measured: pd.Series[float], chosen: float) -> pd.Series[str]:
    """Return how each measured value stands to a standard; missing where nothing is measured."""
    return measured.map(lambda value: band_of(key, float(value), chosen), na_action="ignore").astype("str")


def calendar(
    sites: pd.DataFrame, *, as_of: dt.date, days: int = COMING_DAYS, standards: Standards = USUAL
) -> pd.DataFrame:
    """Return day, event ("opens" or "closes"), site_code, site_name, city_name, places and after, in order of days.

    Of sites that open or close in the coming `days`. sites: `frames.SITES` as of the last of these days, when it is
    known how many places a site that opens will have. places: its capacity by what is known of it, missing where
    nothing is. after: by how many places there are more (or fewer) than today once that day is over.
    """
    places = bounds(sites, standards)[list(CONSTRAINTS)].min(axis=1).astype("Int64")
    last = pd.Timestamp(as_of) + pd.Timedelta(days=days)
    listed = sites[sites["status"].isna() | ~sites["status"].eq(SiteStatus.CLOSED)].assign(places=places)
    parts = [listed.assign(event=event, day=listed[f"{event}_on"]) for event in ("opens", "closes")]
    both = pd.concat(parts)
    coming = both[(both["day"] > pd.Timestamp(as_of)) & (both["day"] <= last)]
    coming = coming.sort_values(["day", "site_name"], ignore_index=True)
    signed = coming["places"].fillna(0).where(coming["event"] == "opens", -coming["places"].fillna(0))
    coming = coming.assign(after=signed.cumsum().groupby(coming["day"]).transform("last").astype("Int64"))
    return coming[["day", "event", "site_code", "site_name", "city_name", "places", "after"]]
