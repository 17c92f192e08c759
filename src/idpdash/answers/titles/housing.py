"""What the charts of room and its tables say."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.answers.housing import Housing
from idpdash.answers.overview import Overview
from idpdash.formats import _, day, ngettext, number, percent
from idpdash.measures.sites import COMING_DAYS


def pressure(regions: pd.DataFrame) -> str:
    """Return "Pressure is highest in Eastern Hills": the region whose known places are fullest."""
    known = regions[regions["region_code"].notna() & regions["fill"].notna()]
    if known.empty:
        everywhere = regions["fill"].isna().all()
        return _("How full the cities are is not known") if everywhere else _("How full the cities are")
    first = known.iloc[0]
    if len(known) == 1 and first["fill"] > 1:
        over = percent(first["fill"] - 1)
        return _("{region} is {share} over its places").format(region=first["region_name"], share=over)
    if len(known) == 1:
        return _("{share} of the places in {region} are taken").format(
            share=percent(first["fill"]), region=first["region_name"]
        )
    if first["fill"] == known["fill"].iloc[1]:
        return _("Pressure is alike in {first} and {second}").format(
            first=first["region_name"], second=known["region_name"].iloc[1]
        )
    return _("Pressure is highest in {region}").format(region=first["region_name"])


def rooms(regions: pd.DataFrame) -> str:
    """Return "Eastern Hills is 166 over its places in 2 cities, yet 215 places stand free there"."""
    known = regions[regions["region_code"].notna() & regions["capacity"].notna()]
    over = known[(known["over"] > 0).fillna(value=False)]
    if known.empty and len(regions) == 1 and regions["capacity"].notna().all():  # its cities lie in no known region
        said = _("Of {capacity} {places} {free} are free")
        free, capacity = int(regions["free"].iloc[0]), int(regions["capacity"].iloc[0])
        return said.format(capacity=number(capacity), places=ngettext("place", "places", capacity), free=number(free))
    if known.empty:
        return _("No region says how many places it has")
    if over.empty:
        first = known.sort_values(["free", "region_name"], ascending=[False, True]).iloc[0]
        if not int(first["free"]):
            return _("No region has a free place")
        return _("The most free places are in {region} ({free})").format(
            region=first["region_name"], free=number(first["free"])
        )
    first = over.sort_values(["over", "region_name"], ascending=[False, True]).iloc[0]
    count = int(first["over_cities"])
    where = ngettext("in {count} city", "in {count} cities", count).format(count=number(count)) if count else ""
    title = _("{region} is {over} over its places").format(region=first["region_name"], over=number(first["over"]))
    title = f"{title} {where}".rstrip()
    free = int(first["free"])
    if not free:
        return _("{title}, and none is free there").format(title=title)
    stand = ngettext("{places} stands free", "{places} stand free", free).format(places=words.places(free))
    return _("{title}, yet {stand} there").format(title=title, stand=stand)


def trouble(told: Overview) -> str:
    """Return the title of the table of cities."""
    if told.cities["level"].isin(["critical", "warning"]).any():
        return _("Cities in trouble first")
    if told.cities["fill"].notna().any():
        return _("Fullest cities first")
    if told.summary.housing.occupied:
        return _("Cities with the most people in sites first")
    return _("Cities with the most arrivals first")


def full_soon(told: Housing) -> str:
    """Return the title of the bars of cities: how many are full, and how many may be soon."""
    full, soon = int(told.is_full.sum()), int(told.soon.sum())
    if told.cities.empty:
        return _("No city has a site")
    if told.cities["free"].isna().all():
        most = told.cities.sort_values("occupied", ascending=False)["city_name"].iloc[0]
        if len(told.cities) == 1:
            return _("{city} does not say how many places it has").format(city=most)
        return _("Most people are in {city}; no city says how many places it has").format(city=most)
    if not full and not soon:
        return _("No city is expected to be full in two weeks")
    if not full:
        return ngettext(
            "{count} city may be full in two weeks", "{count} cities may be full in two weeks", soon
        ).format(count=number(soon))
    title = ngettext("{count} city is full", "{count} cities are full", full).format(count=number(full))
    return _("{title}, {soon} more may be in two weeks").format(title=title, soon=number(soon)) if soon else title


def calendar(told: Housing, days: int = COMING_DAYS) -> str:
    """Return "The next site closes on 3 May: Sports hall in Marrow", of the coming days.

    Where several sites close on one day (when school begins, say): "4 sites close on 3 May at once: 320 places".
    """
    coming = told.coming(days)
    if coming.empty:
        return _("No site opens or closes in the next {days} days").format(days=days)
    closing, opening = (coming[coming["event"] == event] for event in ("closes", "opens"))
    if closing.empty:
        return _("The next site opens on {day}").format(day=day(opening["day"].iloc[0]))
    most = closing["day"].value_counts()
    busiest = most[most == most.iloc[0]].index.min()
    if most.iloc[0] > 1:
        lost = closing.loc[closing["day"] == busiest, "places"]
        return _("{sites} close on {day} at once: {places}").format(
            sites=words.sites(int(most.iloc[0])), day=day(busiest), places=words.places(int(lost.sum()))
        )
    first = closing.iloc[0]
    return _("The next site closes on {day}: {site}").format(day=day(first["day"]), site=first["site_name"])
