"""Sites as of a day: what was said of them, how many people they held, whether they existed.

- The statement that holds is the one with the newest valid_from on or before the day (missing: since always, the
  oldest), then of the newest upload. Where all begin later, the earliest holds, without what bounds its places.
- Without a complete list a site exists if its status is missing, open or paused and the day lies within opens_on and
  closes_on, both included. A site of a source that sends complete lists exists exactly if it stands in that source's
  last list (by its instant) of or before the day and is not said to be closed or planned; opens_on plays no part.
- present: the last count on or before the day (the latest instant, then the newest upload). A count from before a
  list that left the site out is not carried on. places_reported: the last one told on or before the day.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, ScalarSelect, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from idpdash import frames
from idpdash.queries.ends import ends
from idpdash.queries.table import listed, table
from idpdash.scope import Scope
from idpdash.store.tables import Occupancy, Site, SiteStatement, Upload, UploadStatus
from idpdash.vocabulary import SiteStatus

BOUNDS = ("beds", "floor_area_m2", "toilets", "safe_room_seats", "staffed_places", "legal_limit", "accessible_beds")
WITH_PEOPLE = [str(SiteStatus.OPEN), str(SiteStatus.PAUSED)]


def sites(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return `frames.SITES`, one row a site in scope as of the day, by city and name.

    present and places_reported are as told, also where the site does not exist on the day.
    """
    places = ends(connection, scope)
    told = table(connection, _as_of(scope.as_of))
    told = told.join(places[["place_code", "place_name", "city_code", "city_name", "in_scope"]], on="place_id")
    told = told[told["in_scope"].astype(bool)].reset_index(drop=True)
    told["exists"] = _open_on(told, pd.Timestamp(scope.as_of))
    told = _by_lists(connection, told, scope.as_of)
    return frames.SITES.typed(told.sort_values(["city_name", "site_name", "site_code"]).reset_index(drop=True))


def _as_of(day: dt.date) -> Select[Any]:
    """Return, as a statement, what holds of each site on the day: one look into the index each."""
    count = aliased(Occupancy)
    holds = func.coalesce(_statement(day, later=False), _statement(day, later=True))
    by_then = or_(SiteStatement.valid_from.is_(None), SiteStatement.valid_from <= day)
    named = (
        "site_type",
        "site_type_local",
        "latitude",
        "longitude",
        "status",
        "opens_on",
        "closes_on",
        "sensitive",
        "place_id",
    )
    return (
        select(
            Site.id.label("site_id"),
            Site.code.label("site_code"),
            SiteStatement.name.label("site_name"),
            *(getattr(SiteStatement, name) for name in named),
            *(case((by_then, getattr(SiteStatement, name))).label(name) for name in BOUNDS),
            Upload.source,
            count.individuals.label("present"),
            count.households,
            count.counted_on,
            count.counted_at,
            _last_count(day, Occupancy.places_reported, told_only=True).label("places_reported"),
        )
        .join(SiteStatement, SiteStatement.id == holds)
        .join(Upload, Upload.id == SiteStatement.upload_id)
        .join(count, count.id == _last_count(day, Occupancy.id), isouter=True)
    )


def _statement(day: dt.date, *, later: bool) -> ScalarSelect[Any]:
    """Return the id of a site's statement that holds on the day, or of its earliest later one."""
    of_site = select(SiteStatement.id).where(SiteStatement.site_id == Site.id).correlate(Site)
    newest = (SiteStatement.upload_id.desc(), SiteStatement.id.desc())
    if later:
        of_site = of_site.where(SiteStatement.valid_from > day).order_by(SiteStatement.valid_from, *newest)
    else:
        known = or_(SiteStatement.valid_from.is_(None), SiteStatement.valid_from <= day)
        of_site = of_site.where(known).order_by(SiteStatement.valid_from.desc().nulls_last(), *newest)
    return of_site.limit(1).scalar_subquery()


def _last_count(day: dt.date, column: Any, *, told_only: bool = False) -> ScalarSelect[Any]:
    """Return a column of a site's last count on or before the day; told_only: the last one that tells the column."""
    counts = select(column).where(
        Occupancy.site_id == Site.id, Occupancy.counted_on <= day, Occupancy.superseded_by.is_(None)
    )
    if told_only:
        counts = counts.where(column.is_not(None))
    order = (Occupancy.counted_on, Occupancy.counted_at, Occupancy.upload_id, Occupancy.id)
    return counts.correlate(Site).order_by(*(part.desc() for part in order)).limit(1).scalar_subquery()


def _open_on(told: pd.DataFrame, day: pd.Timestamp) -> pd.Series[bool]:
    """Return whether each site has people or places on the day, by its own status and days."""
    opens, closes = pd.to_datetime(told["opens_on"]), pd.to_datetime(told["closes_on"])
    willing = told["status"].isna() | told["status"].isin(WITH_PEOPLE)
    return willing & (opens.isna() | (opens <= day)) & (closes.isna() | (closes >= day))


def _by_lists(connection: Connection, told: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the sites with `exists` and `present` put right where complete lists decide."""
    statement = (
        select(Upload.id, Upload.source, Upload.listed_at, Upload.listed_on)
        .where(Upload.listed_at.is_not(None), Upload.status == UploadStatus.LIVE)
        .order_by(Upload.listed_at, Upload.id)
    )
    lists = table(connection, statement)
    if lists.empty:
        return told
    bound = told["site_id"].isin(_sites_of_sources(connection, list(lists["source"].unique())))
    held = lists[lists["listed_on"] <= day]
    last = held.drop_duplicates("source", keep="last")
    in_list = told["site_id"].isin(_sites_of_uploads(connection, list(last["id"])))
    willing = told["status"].isna() | told["status"].isin(WITH_PEOPLE)
    told = told.assign(exists=told["exists"].where(~bound, in_list & willing))
    return _without_old_counts(connection, told, bound, held)


def _sites_of_sources(connection: Connection, sources: list[str]) -> set[int]:
    """Return the sites of which one of these sources says something."""
    spoken = (
        select(SiteStatement.id)
        .join(Upload, Upload.id == SiteStatement.upload_id)
        .where(SiteStatement.site_id == Site.id, Upload.source.in_(sources))
        .correlate(Site)
        .exists()
    )
    return set(connection.scalars(select(Site.id).where(spoken)))


def _sites_of_uploads(connection: Connection, uploads: list[int]) -> set[int]:
    """Return the sites that stand in one of these uploads."""
    return set(connection.scalars(select(SiteStatement.site_id).where(SiteStatement.upload_id.in_(listed(uploads)))))


def _without_old_counts(
    connection: Connection, told: pd.DataFrame, bound: pd.Series[bool], held: pd.DataFrame
) -> pd.DataFrame:
    """Return the sites without the counts of those that a list left out since they were counted.

    Only sites that their last list names without a count of its own need a look.
    """
    counted = pd.to_datetime(told["counted_at"])
    newest = pd.to_datetime(held["listed_at"]).max()
    suspects = told[bound & told["exists"].astype(bool) & (counted < newest)]
    if suspects.empty:
        return told
    statement = select(SiteStatement.site_id, SiteStatement.upload_id).where(
        SiteStatement.site_id.in_(listed(list(suspects["site_id"]))),
        SiteStatement.upload_id.in_(listed(list(held["id"]))),
    )
    named = table(connection, statement)
    sources_of = named.merge(held, left_on="upload_id", right_on="id").groupby("site_id")["source"].agg(set)
    stale = []
    for site, counted_at in zip(suspects["site_id"], suspects["counted_at"], strict=True):
        since = held[(held["listed_at"] > counted_at) & held["source"].isin(sources_of.get(site, set()))]
        if not set(since["id"]) <= set(named.loc[named["site_id"] == site, "upload_id"]):
            stale.append(site)
    gone = told["site_id"].isin(stale)
    kept = ("present", "households", "counted_on", "counted_at")
    return told.assign(**{name: told[name].where(~gone, None) for name in kept})
