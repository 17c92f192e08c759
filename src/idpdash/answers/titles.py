"""What charts and maps say: titles that tell what is seen, not what is drawn."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.answers.arrivals import Arrivals
from idpdash.answers.exchange import OneItem
from idpdash.answers.housing import Housing
from idpdash.answers.overview import Overview
from idpdash.formats import _, day, listing, ngettext, number, percent
from idpdash.measures import arrivals as moving
from idpdash.scope import Scope
from idpdash.vocabulary import Direction, Reason


def trend(series: pd.DataFrame, scope: Scope) -> str:
    """Return "Arrivals rose by half in two weeks; departures did not follow".

    The last two weeks beside the two before, or the last month beside the one before for monthly data.
    """
    if series.empty or not (series["direction"] == Direction.ARRIVAL).any():
        return _("No arrivals reported")
    span = _("in a month") if moving.step(series) == "month" else _("in two weeks")
    came = moving.recent(series, until=scope.to_day)
    if not came.now and not came.before:
        return _("No arrivals in the last four weeks") if "two" in span else _("No arrivals in the last two months")
    title = _("Arrivals {moved} {span}").format(moved=words.course(came), span=span)
    left = moving.recent(series, until=scope.to_day, direction=Direction.DEPARTURE)
    rising = came.share is not None and came.share >= 0.2
    if rising and left.before and left.share is not None and left.share < words.STEADY:
        return _("{title}; departures did not follow").format(title=title)
    return title


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


def arrivals_map(cities: pd.DataFrame) -> str:
    """Return "The most people came to Vesper (510)". cities: with city_name and arrivals."""
    came = cities[cities["arrivals"] > 0].sort_values("arrivals", ascending=False)
    if came.empty:
        return _("Nobody arrived in the period")
    first = came.iloc[0]
    if len(came) > 1 and came["arrivals"].iloc[1] == first["arrivals"]:
        return _("Where people arrived")
    if len(came) == 1:
        return _("All who arrived came to {city}").format(city=first["city_name"])
    return _("The most people came to {city} ({count})").format(
        city=first["city_name"], count=number(first["arrivals"])
    )


def free_map(cities: pd.DataFrame) -> str:
    """Return "The most free places are in Marrow (320)". cities: with city_name and free."""
    having = cities[(cities["free"] > 0).fillna(value=False)].sort_values("free", ascending=False)
    if having.empty:
        return _("No city is known to have a free place")
    first = having.iloc[0]
    if len(having) > 1 and having["free"].iloc[1] == first["free"]:
        return _("Where places are free")
    return _("The most free places are in {city} ({count})").format(
        city=first["city_name"], count=number(first["free"])
    )


def people_map(cities: pd.DataFrame) -> str:
    """Return "The most people in sites live in Banadir (872 215)". cities: with city_name and occupied."""
    living = cities[cities["occupied"] > 0].sort_values("occupied", ascending=False)
    if living.empty:
        return _("No city is known to have people in sites")
    first = living.iloc[0]
    return _("The most people in sites live in {city} ({count})").format(
        city=first["city_name"], count=number(first["occupied"])
    )


def need_map(cities: pd.DataFrame) -> str:
    """Return "Vesper asks for the most places (200)". cities: with city_name and needed."""
    asking = cities[cities["needed"] > 0].sort_values("needed", ascending=False)
    if asking.empty:
        return _("No city asks for places")
    first = asking.iloc[0]
    if len(asking) > 1 and asking["needed"].iloc[1] == first["needed"]:
        return _("{cities} ask for places").format(cities=words.cities(len(asking)))
    if len(asking) == 1:
        return _("{city} asks for {places}").format(city=first["city_name"], places=words.places(int(first["needed"])))
    return _("{city} asks for the most places ({count})").format(city=first["city_name"], count=number(first["needed"]))


def trouble(told: Overview) -> str:
    """Return the title of the table of cities."""
    if told.cities["level"].isin(["critical", "warning"]).any():
        return _("Cities in trouble first")
    if told.cities["fill"].notna().any():
        return _("Fullest cities first")
    if told.summary.housing.occupied:
        return _("Cities with the most people in sites first")
    return _("Cities with the most arrivals first")


def year(told: Arrivals) -> str:
    """Return "18 % more people came than a year before", over the weeks or months that the series shows."""
    now, before = (
        int(series.loc[series["direction"] == Direction.ARRIVAL, "individuals"].sum())
        for series in (told.series, told.year_before)
    )
    if not before:
        return trend(told.series, told.scope)
    change = moving.Change(now, before)
    if change.share is not None and abs(change.share) < words.STEADY:
        return _("About as many people came as a year before")
    if change.share is not None and change.share >= 1:
        return _("{times} times as many people came as a year before").format(
            times=f"{now / before:.1f}".removesuffix(".0")
        )
    share = percent(abs(change.share or 0))
    if change.amount > 0:
        return _("{share} more people came than a year before").format(share=share)
    return _("{share} fewer people came than a year before").format(share=share)


def origins(told: Arrivals) -> str:
    """Return "Of people from elsewhere 74 % came from Galt, Istra and Sarn"."""
    known = told.origins.dropna(subset="origin_code")
    if told.origins.empty:
        return _("Nobody came from elsewhere")
    if known.empty:
        return _("Where people came from is not known")
    top = known.head(3)
    share = float(top["individuals"].sum()) / float(told.origins["individuals"].sum())
    named = [str(name) for name in top["origin_name"]]
    from_where = listing(named)
    return _("Of people from elsewhere {share} came from {origins}").format(share=percent(share), origins=from_where)


def within(told: Arrivals) -> str:
    """Return "120 people moved within their city, most in Marrow"."""
    if told.within.empty:
        return _("Nobody moved within a city")
    moved = _("{people} moved within their own city").format(people=words.people(told.movements.within_place))
    if len(told.within) > 1 and told.within["individuals"].iloc[0] == told.within["individuals"].iloc[1]:
        return moved
    most = _("most in {city}") if len(told.within) > 1 else _("in {city}")
    return f"{moved}, {most.format(city=told.within['destination_name'].iloc[0])}"


def matrix(told: Arrivals) -> str:
    """Return "The largest move is from Galt to Vesper (310)"."""
    if told.matrix.empty:
        return _("No move between two known places")
    first = told.matrix.iloc[0]
    return _("The largest move is from {origin} to {destination} ({count})").format(
        origin=first["origin_name"], destination=first["destination_name"], count=number(first["individuals"])
    )


def routes(told: Arrivals, city_code: str) -> str:
    """Return "To Vesper most came from Tarvin (152)"."""
    city = told.cities.loc[told.cities["city_code"] == city_code, "city_name"].iloc[0]
    ends = told.routes(city_code)
    if ends.empty:
        return _("Nobody is known to have come to {city} from elsewhere").format(city=city)
    first = ends.iloc[0]
    if len(ends) == 1:
        return _("To {city} {count} came, all from {origin}").format(
            city=city, count=words.people(int(first["individuals"])), origin=first["origin_name"]
        )
    return _("To {city} most came from {origin} ({count})").format(
        city=city, origin=first["origin_name"], count=number(first["individuals"])
    )


def reasons(told: Arrivals) -> str:
    """Return "49 % came because of armed conflict": the reason named most, of all arrivals."""
    came = told.movements.arrivals
    given = told.reasons[~told.reasons["reason"].fillna(Reason.UNKNOWN).isin([Reason.UNKNOWN])]
    if not came:
        return _("Nobody arrived in the period")
    if given.empty:
        return _("Nobody told why people came")
    first = given.sort_values("individuals", ascending=False).iloc[0]
    because = {
        Reason.CONFLICT: _("{share} came because of armed conflict"),
        Reason.INSECURITY: _("{share} came because of insecurity"),
        Reason.RIGHTS_VIOLATION: _("{share} came because their rights were violated"),
        Reason.DISASTER_SUDDEN: _("{share} came because of a sudden disaster"),
        Reason.DISASTER_SLOW: _("{share} came because of a slow disaster"),
        Reason.EVICTION: _("{share} came because they were evicted"),
        Reason.OTHER: _("{share} came for another reason"),
    }[Reason(first["reason"])]
    return because.format(share=percent(first["individuals"] / came))


def sex_age(told: Arrivals) -> str:
    """Return "Of 18 % of the people, sex and age are not known"."""
    came = told.movements.arrivals
    if not came:
        return _("Nobody arrived in the period")
    unknown = told.unknown_sex_age
    if unknown == came:
        return _("Sex and age of the people are not known")
    if not unknown:
        return _("Women, men, girls and boys among the arrivals")
    return _("Sex and age are not known of {share} of the people").format(share=percent(unknown / came))


def full_soon(told: Housing) -> str:
    """Return the title of the bars of cities: how many are full, and how many may be soon."""
    full, soon = told.counts("critical"), told.counts("warning")
    if told.cities.empty:
        return _("No city has a site")
    if (told.cities["level"] == "unknown").all():
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


def calendar(told: Housing) -> str:
    """Return "The next site closes on 3 May: Sports hall in Marrow"."""
    closing = told.calendar[told.calendar["event"] == "closes"]
    if closing.empty:
        opening = told.calendar
        if opening.empty:
            return _("No site opens or closes in the next 60 days")
        return _("The next site opens on {day}").format(day=day(opening["day"].iloc[0]))
    first = closing.iloc[0]
    return _("The next site closes on {day}: {site}").format(day=day(first["day"]), site=first["site_name"])


def arcs(told: OneItem) -> str:
    """Return "300 of 400 places offered are meant for one city by name"."""
    if told.arcs.empty:
        return _("Every offer is for any city") if told.offered else _("Nothing is offered")
    aimed = int(told.arcs["quantity"].sum())
    if aimed == told.offered:
        return _("Every offer is meant for one city by name")
    return _("{aimed} of {offered} offered are meant for one city by name").format(
        aimed=number(aimed), offered=words.quantity(told.item, told.offered)
    )


def coverage(by_item: pd.DataFrame) -> str:
    """Return "No offer for school places" or "Least covered: relief kits (75 %)", of `measures.exchange.coverage`."""
    asked = by_item[by_item["needed"] > 0]
    if asked.empty:
        return _("Nothing is asked for at the moment")
    without = [words.item_name(item).lower() for item in asked.loc[asked["covered"] == 0, "item"]]
    if without:
        return _("No offer for {items}").format(items=listing(without))
    least = asked.assign(share=asked["covered"] / asked["needed"]).sort_values("share", kind="stable").iloc[0]
    if least["share"] == 1:
        return _("Open offers could meet every need")
    return _("Least covered: {item} ({share})").format(
        item=words.item_name(least["item"]).lower(), share=percent(least["share"])
    )
