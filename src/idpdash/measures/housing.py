"""Who can take how many: capacity, people, free places, of sites and of cities.

The capacity of a site is the least of its beds, its legal limit and the places it last stated, where known; a paused
site keeps its people and offers no places, a site that does not exist has neither. Free places of a city are the sum
over its sites of known capacity of max(0, capacity − occupied): an over-full site takes nothing from another, and
people in sites of unknown capacity never lower it. An existing site that nobody counted yet takes no place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from idpdash import frames
from idpdash.vocabulary import SiteStatus

CONSTRAINTS = ("beds", "legal_limit", "places_reported")


def room(sites: pd.DataFrame) -> pd.DataFrame:
    """Return `frames.ROOM`: the sites with capacity, occupied, free and over.

    capacity missing: unknown, paused or not there. occupied: 0 where the site is not there, missing where it was never
    counted. free, over: missing where the capacity is.
    """
    exists = sites["exists"].fillna(value=False)
    offering = exists & (sites["status"] != SiteStatus.PAUSED).fillna(value=True)
    known = sites[list(CONSTRAINTS)].min(axis=1).astype("Int64")
    capacity = known.where(offering)
    occupied = sites["present"].where(exists, 0)
    balance = capacity - occupied.fillna(0)
    return frames.ROOM.typed(
        sites.assign(capacity=capacity, occupied=occupied, free=balance.clip(lower=0), over=(-balance).clip(lower=0))
    )


# Of each city, what its existing sites sum up to. Room that no site tells stays missing; people and tallies are then 0.
ROOM = ["capacity", "free", "over"]
PEOPLE = ["occupied", "occupied_known", "occupied_unknown"]
TALLIES = ["sites", "over_capacity_sites", "unknown_capacity_sites", "uncounted_sites"]


def by_city(room: pd.DataFrame, cities: pd.DataFrame) -> pd.DataFrame:
    """Return one row a city in scope, and a last one, without code, for sites that belong to no city.

    Columns: city_code, city_name, region_code, region_name, population; sites, capacity (missing: none known),
    occupied, reserved (0), free (missing: no capacity known), over; occupied_known and occupied_unknown (people in
    sites of known and unknown capacity); fill (occupied_known / capacity); over_capacity_sites,
    unknown_capacity_sites, uncounted_sites; newest_count, oldest_count (of the existing sites' last counts).
    """
    there = room[room["exists"]]
    known = there["capacity"].notna()
    there = there.assign(
        sites=1,
        occupied_known=there["occupied"].where(known, 0).fillna(0),
        occupied_unknown=there["occupied"].where(~known, 0).fillna(0),
        over_capacity_sites=(there["over"] > 0).fillna(value=False).astype("Int64"),
        unknown_capacity_sites=_nothing_told(there).astype("Int64"),
        uncounted_sites=there["occupied"].isna().astype("Int64"),
    )
    grouped = there.assign(city_code=there["city_code"].fillna("")).groupby("city_code")
    summed = pd.concat(
        [
            grouped[ROOM].sum(min_count=1),
            grouped[PEOPLE + TALLIES].sum(),
            grouped["counted_on"].agg(newest_count="max", oldest_count="min"),
        ],
        axis=1,
    )
    asked = cities.loc[cities["in_scope"], ["city_code", "city_name", "region_code", "region_name", "population"]]
    nobody = pd.DataFrame({"city_code": [""]})
    table = pd.concat([asked, nobody]).merge(summed, how="left", on="city_code")
    table[PEOPLE + TALLIES] = table[PEOPLE + TALLIES].fillna(0)
    table = table.astype(dict.fromkeys(ROOM + PEOPLE + TALLIES, "Int64"))
    table["fill"] = fill(table)
    table["city_code"] = table["city_code"].replace("", None).astype("str")
    return table.assign(reserved=pd.array([0] * len(table), dtype="Int64"))


def _nothing_told(room: pd.DataFrame) -> pd.Series[bool]:
    """Return whether nothing is known that bounds a site: a paused site offers no places, yet they may be known."""
    return room[list(CONSTRAINTS)].isna().all(axis=1)


def fill(table: pd.DataFrame) -> pd.Series[float]:
    """Return people in sites of known capacity as a share of that capacity; missing without any capacity."""
    return (table["occupied_known"] / table["capacity"].where(table["capacity"] > 0)).astype("Float64")


@dataclass(frozen=True)
class Housing:
    """Room in all the cities asked for. None: not known."""

    sites: int
    capacity: int | None
    occupied: int
    reserved: int
    free: int | None
    over: int | None
    over_capacity_sites: int
    unknown_capacity_sites: int
    uncounted_sites: int

    @property
    def counted(self) -> bool:
        """Return whether any site was ever counted."""
        return self.sites > self.uncounted_sites


def _whole(values: pd.Series[int]) -> int | None:
    """Return the sum of what is known, None where nothing is."""
    total = values.sum(min_count=1)
    return None if pd.isna(total) else int(total)


def totals(by_city: pd.DataFrame) -> Housing:
    """Return the sums over the cities and over what belongs to none."""
    return Housing(
        sites=int(by_city["sites"].sum()),
        capacity=_whole(by_city["capacity"]),
        occupied=int(by_city["occupied"].sum()),
        reserved=0,
        free=_whole(by_city["free"]),
        over=_whole(by_city["over"]),
        over_capacity_sites=int(by_city["over_capacity_sites"].sum()),
        unknown_capacity_sites=int(by_city["unknown_capacity_sites"].sum()),
        uncounted_sites=int(by_city["uncounted_sites"].sum()),
    )


def totals_of(room: pd.DataFrame) -> Housing:
    """Return the same sums straight from the sites, where no table of cities is needed."""
    there = room[room["exists"]]
    return Housing(
        sites=len(there),
        capacity=_whole(there["capacity"]),
        occupied=int(there["occupied"].sum()),
        reserved=0,
        free=_whole(there["free"]),
        over=_whole(there["over"]),
        over_capacity_sites=int((there["over"] > 0).sum()),
        unknown_capacity_sites=int(_nothing_told(there).sum()),
        uncounted_sites=int(there["occupied"].isna().sum()),
    )


def detailed(room: pd.DataFrame, *, as_of: dt.date) -> pd.DataFrame:
    """Return the existing sites with binding, fill, age_days and closes_in, the most over-full first.

    binding: which of CONSTRAINTS gives the capacity (missing: none is known). age_days: since the last count.
    closes_in: days until it closes, missing where no day is set. Unknown capacity comes last.
    """
    there = room[room["exists"]].reset_index(drop=True)
    binding = pd.Series(pd.NA, index=there.index, dtype="str")
    for name in reversed(CONSTRAINTS):  # of equals the first named binds
        binding = binding.mask((there[name] == there["capacity"]).fillna(value=False), name)
    day = pd.Timestamp(as_of)
    there = there.assign(
        binding=binding,
        fill=(there["occupied"] / there["capacity"].where(there["capacity"] > 0)).astype("Float64"),
        age_days=(day - there["counted_on"]).dt.days.astype("Int64"),
        closes_in=(there["closes_on"] - day).dt.days.astype("Int64"),
    )
    order = ["over", "fill", "occupied", "site_name"]
    return there.sort_values(order, ascending=[False, False, False, True], na_position="last", ignore_index=True)


COMING_DAYS = 60


def calendar(sites: pd.DataFrame, *, as_of: dt.date) -> pd.DataFrame:
    """Return day, event ("opens" or "closes"), site_code, site_name, city_name and places, in order of days.

    Of sites that open or close in the COMING_DAYS. sites: `frames.SITES` as of the last of these days, when it is known
    how many places a site that opens will have. places: its beds or limit, the lesser, missing where unknown.
    """
    places = sites[list(CONSTRAINTS)].min(axis=1).astype("Int64")
    last = pd.Timestamp(as_of) + pd.Timedelta(days=COMING_DAYS)
    listed = sites[sites["status"].isna() | ~sites["status"].eq(SiteStatus.CLOSED)].assign(places=places)
    parts = [listed.assign(event=event, day=listed[f"{event}_on"]) for event in ("opens", "closes")]
    both = pd.concat(parts)
    coming = both[(both["day"] > pd.Timestamp(as_of)) & (both["day"] <= last)]
    kept = ["day", "event", "site_code", "site_name", "city_name", "places"]
    return coming[kept].sort_values(["day", "site_name"], ignore_index=True)
