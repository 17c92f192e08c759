"""Who can take how many on a day: places, people, promised and free places, of sites and of cities.

The capacity of a site is the least of what bounds it, where known (CONSTRAINTS); the tightest one binds. A paused site
keeps its people and offers no places, a site that does not exist has neither. What is unknown stays unknown.

Free places of a site: max(0, capacity − people − reserved there). Free places of a city: max(0, the sum over its sites
of known capacity − what is reserved of the city's places without a site). An over-full site takes nothing from another,
and people in sites of unknown capacity never lower it. Only live promises are reserved: people who were received are
among the people already, a mere need or offer takes nothing (so nobody is subtracted twice).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from idpdash import frames
from idpdash.standards import Standards
from idpdash.vocabulary import Item, SiteStatus

# What may bound a site's places, in the order in which equals are named. by_area, by_toilets: see `bounds`.
CONSTRAINTS = (
    "beds",
    "legal_limit",
    "places_reported",
    "staffed_places",
    "safe_room_seats",
    "by_area",
    "by_toilets",
)
USUAL = Standards()


def bounds(sites: pd.DataFrame, standards: Standards = USUAL) -> pd.DataFrame:
    """Return the sites with by_area (floor area by the standard, whole places) and by_toilets (toilets × people)."""
    area = np.floor((sites["floor_area_m2"] / standards.m2_per_person + 1e-9).astype("Float64"))
    toilets = sites["toilets"] * standards.people_per_toilet
    return sites.assign(by_area=area.astype("Int64"), by_toilets=toilets.astype("Int64"))


def room(sites: pd.DataFrame, standards: Standards = USUAL, promises: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return `frames.ROOM`: the sites with capacity, occupied, reserved, free, over, accessible, accessible_free.

    promises: `frames.PROMISES`; of places, live ones of an offer at a site are reserved there. capacity missing:
    unknown, paused or not there. occupied: 0 where the site is not there, missing where it was never counted. free,
    over: missing where the capacity is. accessible: never more than the capacity; accessible_free: at most so many of
    the free places, since nobody tells which beds are taken.
    """
    bounded = bounds(sites, standards)
    exists = sites["exists"].fillna(value=False)
    offering = exists & (sites["status"] != SiteStatus.PAUSED).fillna(value=True)
    capacity = bounded[list(CONSTRAINTS)].min(axis=1).astype("Int64").where(offering)
    occupied = sites["present"].where(exists, 0)
    reserved = sites["site_code"].map(_promised(promises, "site_code")).fillna(0).astype("Int64")
    balance = capacity - occupied.fillna(0)
    free = (balance - reserved).clip(lower=0)
    accessible = sites["accessible_beds"].where(offering)
    accessible = accessible.where(capacity.isna() | (accessible <= capacity), capacity.where(accessible.notna()))
    return frames.ROOM.typed(
        bounded.assign(
            capacity=capacity,
            occupied=occupied,
            reserved=reserved,
            free=free,
            over=(-balance).clip(lower=0),
            accessible=accessible,
            accessible_free=accessible.where(accessible <= free, free.where(accessible.notna())),
        )
    )


def _promised(promises: pd.DataFrame | None, by: str) -> pd.Series[int]:
    """Return how many places live promises hold, by site or (by "city_code") by the giver."""
    if promises is None:
        return pd.Series(dtype="Int64")
    held = promises[promises["live"].astype(bool) & (promises["item"] == Item.PLACES)]
    return held.groupby(by)["quantity"].sum()


# Of each city, what its existing sites sum up to. Room that no site tells stays missing; people and tallies are then 0.
ROOM = ["capacity", "free", "over", "accessible", "accessible_free"]
PEOPLE = ["occupied", "occupied_known", "occupied_unknown", "occupied_untold"]
TALLIES = ["sites", "over_capacity_sites", "unknown_capacity_sites", "uncounted_sites", "stale_sites"]
PROMISED = ["reserved", "held"]


def by_city(
    room: pd.DataFrame,
    cities: pd.DataFrame,
    promises: pd.DataFrame | None = None,
    *,
    as_of: dt.date | None = None,
    standards: Standards = USUAL,
) -> pd.DataFrame:
    """Return one row a city in scope, and a last one, without code, for sites that belong to no city.

    room: of the same promises. Columns: city_code, city_name, region_code, region_name, population; sites, capacity
    (missing: none known), occupied, reserved (places of live promises that the city gives), held (the places that
    would be free without them), free (missing: no capacity known), over; accessible, accessible_free (at most);
    occupied_known and occupied_unknown (people in sites that offer known places, and in others); occupied_untold (of
    these, in sites of which nothing is told, the unknown_capacity_sites); fill (occupied_known / capacity);
    over_capacity_sites, unknown_capacity_sites, uncounted_sites, stale_sites (counted, but not in stale_days before
    as_of); newest_count, oldest_count (of the existing sites' last counts); stale (its newest is).
    """
    there = _tallied(room[room["exists"]], as_of, standards)
    grouped = there.assign(city_code=there["city_code"].fillna("")).groupby("city_code")
    summed = pd.concat(
        [
            grouped[[*ROOM, "vacant"]].sum(min_count=1),
            grouped[PEOPLE + TALLIES].sum(),
            grouped["counted_on"].agg(newest_count="max", oldest_count="min"),
        ],
        axis=1,
    )
    asked = cities.loc[cities["in_scope"], ["city_code", "city_name", "region_code", "region_name", "population"]]
    nobody = pd.DataFrame({"city_code": [""]})
    table = pd.concat([asked, nobody]).merge(summed, how="left", on="city_code")
    table[PEOPLE + TALLIES] = table[PEOPLE + TALLIES].fillna(0)
    table = _promises_of(table, promises).astype(dict.fromkeys(ROOM + PEOPLE + TALLIES + PROMISED, "Int64"))
    table = table.assign(fill=fill(table), stale=outdated(table["newest_count"], as_of, standards))
    table["city_code"] = table["city_code"].replace("", None).astype("str")
    return table


def _tallied(there: pd.DataFrame, as_of: dt.date | None, standards: Standards) -> pd.DataFrame:
    """Return the existing sites with what is summed of them. vacant: places not taken by people."""
    known, untold = there["capacity"].notna(), _nothing_told(there)
    return there.assign(
        sites=1,
        vacant=(there["capacity"] - there["occupied"].fillna(0)).clip(lower=0),
        occupied_known=there["occupied"].where(known, 0).fillna(0),
        occupied_unknown=there["occupied"].where(~known, 0).fillna(0),
        occupied_untold=there["occupied"].where(untold, 0).fillna(0),
        over_capacity_sites=(there["over"] > 0).fillna(value=False).astype("Int64"),
        unknown_capacity_sites=untold.astype("Int64"),
        uncounted_sites=there["occupied"].isna().astype("Int64"),
        stale_sites=outdated(there["counted_on"], as_of, standards).astype("Int64"),
    )


def _promises_of(table: pd.DataFrame, promises: pd.DataFrame | None) -> pd.DataFrame:
    """Return the cities with reserved and held, and free without what is promised of no site."""
    given = table["city_code"].map(_promised(promises, "city_code")).fillna(0)
    loose = None if promises is None else promises[promises["site_code"].isna()]
    free = (table["free"] - table["city_code"].map(_promised(loose, "city_code")).fillna(0)).clip(lower=0)
    capped = table["accessible_free"].where(table["accessible_free"] <= free, free)
    return table.assign(
        reserved=given,
        free=free,
        held=(table["vacant"] - free).fillna(0),
        accessible_free=capped.where(table["accessible_free"].notna()),
    ).drop(columns="vacant")


def outdated(days: pd.Series[pd.Timestamp], as_of: dt.date | None, standards: Standards) -> pd.Series[bool]:
    """Return whether each day lies more than stale_days before as_of; never where either is missing."""
    if as_of is None:
        return pd.Series(data=False, index=days.index)
    limit = pd.Timestamp(as_of) - pd.Timedelta(days=standards.stale_days)
    return (pd.to_datetime(days) < limit).fillna(value=False).astype(bool)


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
    accessible: int | None = None
    accessible_free: int | None = None
    held: int = 0

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
        reserved=int(by_city["reserved"].sum()),
        free=_whole(by_city["free"]),
        over=_whole(by_city["over"]),
        over_capacity_sites=int(by_city["over_capacity_sites"].sum()),
        unknown_capacity_sites=int(by_city["unknown_capacity_sites"].sum()),
        uncounted_sites=int(by_city["uncounted_sites"].sum()),
        accessible=_whole(by_city["accessible"]),
        accessible_free=_whole(by_city["accessible_free"]),
        held=int(by_city["held"].sum()),
    )


def by_type(room: pd.DataFrame) -> pd.DataFrame:
    """Return site_type (missing: not told), sites, capacity, occupied, free, over and unknown_capacity_sites.

    Of existing sites, the kinds with most people first: host families and rented flats stand beside the sites. free:
    before promises that name no site.
    """
    there = room[room["exists"]]
    there = there.assign(sites=1, unknown_capacity_sites=_nothing_told(there).astype("Int64"))
    grouped = there.groupby("site_type", dropna=False)
    known = grouped[["capacity", "free", "over"]].sum(min_count=1)
    table = known.join(grouped[["sites", "occupied", "unknown_capacity_sites"]].sum()).reset_index()
    names = ["site_type", "sites", "capacity", "occupied", "free", "over", "unknown_capacity_sites"]
    table = table[names].astype({**dict.fromkeys(names[1:], "Int64"), "site_type": "str"})
    return table.sort_values(["occupied", "sites"], ascending=False, ignore_index=True)
