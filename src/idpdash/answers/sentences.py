"""The headline of each page: one sentence in plain words, computed from the figures, true also at the edges."""

from __future__ import annotations

import pandas as pd

from idpdash.answers import words
from idpdash.answers.arrivals import Arrivals
from idpdash.answers.exchange import OneItem
from idpdash.answers.housing import Housing
from idpdash.answers.overview import Overview
from idpdash.formats import _, days, listing, ngettext, number, percent
from idpdash.measures.pressure import SOON_DAYS, is_full
from idpdash.vocabulary import Item, unit_name


def overview(told: Overview) -> str:
    """Return "3 of 40 cities are full and 5 more will be in two weeks; 400 places are offered"."""
    if not told.summary.housing.sites:
        return _without_sites(told)
    if told.summary.housing.capacity is None:
        return _without_capacity(told.summary.housing.occupied, told.summary.housing.sites)
    return "; ".join(part for part in (_full(told.cities), _help(told)) if part)


def _without_sites(told: Overview) -> str:
    """Return what can be said where no site is known."""
    arrived = told.summary.movements.arrivals
    if not arrived:
        return _("No arrivals in {days} and no sites known").format(days=days(told.scope.length))
    return _("{people} arrived in {days}; no site is known, so nobody can say where there is room").format(
        people=words.people(arrived), days=days(told.scope.length)
    )


def _without_capacity(occupied: int, sites: int) -> str:
    """Return what can be said where no site tells its capacity."""
    if sites == 1:
        return _("{people} in 1 site, which does not say how many places it has").format(people=words.people(occupied))
    return _("{people} in {sites}, none of which says how many places it has").format(
        people=words.people(occupied), sites=words.sites(sites)
    )


def _full(cities: pd.DataFrame) -> str:
    """Return how many cities are full, and how many will be in two weeks at the pace of the last two.

    Cities with sites; "known to be" where the capacity of some is not known.
    """
    listed = cities[cities["sites"] > 0]
    full = is_full(listed)
    soon = (listed["full_high"] <= SOON_DAYS).fillna(value=False) & ~full
    if len(listed) == 1:
        return _one_city(listed.iloc[0], soon=bool(soon.iloc[0]))
    if full.all():
        return _("All {cities} are full").format(cities=words.cities(len(listed)))
    unknown = bool(listed["free"].isna().any())
    return _counted(int(full.sum()), int(soon.sum()), len(listed), unknown=unknown)


def _counted(full: int, soon: int, listed: int, *, unknown: bool) -> str:
    """Return how many of several cities are full and will be."""
    if not full:
        none = _("No city is known to be full") if unknown else _("No city is full")
        if not soon:
            return none
        return _("{none}, but {soon} will be in two weeks").format(none=none, soon=number(soon))
    now = ngettext("{full} of {cities} is full", "{full} of {cities} are full", full).format(
        full=number(full), cities=words.cities(listed)
    )
    if not soon:
        return now
    return _("{now} and {soon} more will be in two weeks").format(now=now, soon=number(soon))


def _one_city(city: pd.Series, *, soon: bool) -> str:
    """Return how full the only city is."""
    name, free = city["city_name"], city["free"]
    if pd.isna(free):
        return _("{city} does not say how many places it has").format(city=name)
    if free == 0:
        over = int(city["over"])
        if not over:
            return _("{city} is full").format(city=name)
        return _("{city} is full, {over} over its places").format(city=name, over=words.people(over))
    if city["over"] and city["fill"] >= 1:  # more people than places in all, yet some of its sites have room
        return _("{city} is full: {over} over the places of some sites, {places} free in others").format(
            city=name, over=words.people(int(city["over"])), places=words.places(int(free))
        )
    room = _("{city} has {places} free").format(city=name, places=words.places(int(free)))
    return _("{room} and will be full in two weeks").format(room=room) if soon else room


def _help(told: Overview) -> str:
    """Return how many places are offered and promised, or asked for."""
    needed, offered = told.quantity("needed"), told.quantity("offered")
    promised = told.summary.promised.get(Item.PLACES, 0)
    if offered:
        said = ngettext("{places} is offered", "{places} are offered", offered).format(places=words.places(offered))
        return _("{said}, {promised} promised").format(said=said, promised=number(promised)) if promised else said
    if needed:
        asked = ngettext("{places} is asked for", "{places} are asked for", needed).format(places=words.places(needed))
        return _("{asked}, none offered").format(asked=asked)
    return ""


def city(told: Overview) -> str:
    """Return how full one city is: "Vesper is full, 137 people over its places"."""
    rooms = told.summary.housing
    if not rooms.sites:
        return _("No site is known in {city}").format(city=told.cities["city_name"].iloc[0])
    return _without_capacity(rooms.occupied, rooms.sites) if rooms.capacity is None else _full(told.cities)


def arrivals(told: Arrivals) -> str:
    """Return "4 480 people arrived in 30 days, 49 % more than in the 30 days before; most came from Galt (63 %)"."""
    length = told.scope.length
    came = told.movements.arrivals
    if not came:
        before = told.before.arrivals
        if not before and told.flows.empty:  # nobody reported: missing is not zero
            return _("No arrivals reported in {days}").format(days=days(length))
        if not before:
            return _("No arrivals in {days}").format(days=days(length))
        return _("No arrivals in {days}; {people} in the {count} days before").format(
            days=days(length), people=words.people(before), count=length
        )
    arrived = _("{people} arrived in {days}, {change}").format(
        people=words.people(came), days=days(length), change=words.compared(told.arrivals, length)
    )
    where = _whence(told)
    return f"{arrived}; {where}" if where else arrived


def _whence(told: Arrivals) -> str:
    """Return where most came from, or how many moved within their own city."""
    came, inside = told.movements.arrivals, told.movements.within_place
    if inside == came:
        return _("all of them within one city")
    if inside * 2 > came:
        return _("{share} moved within their own city").format(share=percent(inside / came))
    known = told.origins.dropna(subset="origin_code")
    if known.empty:
        return _("where from is not known")
    first = known.iloc[0]
    if (known["individuals"] == first["individuals"]).sum() > 1:
        return ""
    share = first["individuals"] / came
    if share == 1:
        return _("all came from {origin}").format(origin=first["origin_name"])
    if told.movements.origin_unknown > first["individuals"]:
        return _("the origin of {share} is not known").format(share=percent(told.movements.origin_unknown / came))
    most, largest = _("most came from {origin} ({share})"), _("the largest group came from {origin} ({share})")
    return (most if share > 0.5 else largest).format(origin=first["origin_name"], share=percent(share))


def housing(told: Housing) -> str:
    """Return "1 870 places are free in 34 of 40 cities; 3 cities are full, 176 people over their places"."""
    totals = told.totals
    if not totals.sites:
        return _("No sites known on this day")
    if totals.capacity is None or totals.free is None:
        return _without_capacity(totals.occupied, totals.sites)
    if len(told.cities) == 1:
        soon = (told.cities["full_high"] <= SOON_DAYS).fillna(value=False)
        return _one_city(told.cities.iloc[0], soon=bool(soon.iloc[0]))
    free = _free_places(told, totals.free)
    full = int(told.is_full.sum())
    if not full:
        return free
    over = int(told.cities.loc[told.is_full, "over"].sum())
    are = ngettext("{cities} is full", "{cities} are full", full).format(cities=words.cities(full))
    if not over:
        return f"{free}; {are}"
    return _("{free}; {are}, {people} over their places").format(free=free, are=are, people=words.people(over))


def _free_places(told: Housing, free: int) -> str:
    """Return how many places are free, and in how many cities."""
    if not free:
        return _("No place is free")
    some = ngettext("{places} is free", "{places} are free", free).format(places=words.places(free))
    having = told.cities[(told.cities["free"] > 0).fillna(value=False)]
    if having.empty:  # in sites of no city
        return some
    return _("{some} in {having} of {cities}").format(
        some=some, having=number(len(having)), cities=words.cities(len(told.cities))
    )


def exchange(told: OneItem) -> str:
    """Return "225 of 520 places asked for are promised, 30 received; Galt has waited longest, 5 days".

    Where nothing is promised yet: "Open offers could meet 400 of 520 places asked for; 120 have no offer".
    """
    waits = _waits_longest(told)
    if not told.received + told.promised or not told.needed:
        return "; ".join(part for part in (_offered(told), waits) if part)
    if told.promised:
        said = ngettext(
            "{taken} of {needed} {units} asked for is promised",
            "{taken} of {needed} {units} asked for are promised",
            told.promised,
        )
        said += _(", {count} received").format(count=number(told.received)) if told.received else ""
    else:
        said = ngettext(
            "{taken} of {needed} {units} asked for was received",
            "{taken} of {needed} {units} asked for were received",
            told.received,
        )
    taken, units = number(told.promised or told.received), unit_name(told.item, told.needed)
    said = said.format(taken=taken, needed=number(told.needed), units=units)
    rest = ngettext("{count} has no offer", "{count} have no offer", told.uncovered)
    open_still = rest.format(count=number(told.uncovered)) if told.uncovered else ""
    return "; ".join(part for part in (said, waits or open_still) if part)


def _waits_longest(told: OneItem) -> str:
    """Return which need waits longest for an answer, where one has waited for a day or more."""
    waiting = told.unanswered
    if waiting.empty or not int(waiting["waited_days"].iloc[0]):
        return ""
    return _("{city} has waited longest, {days}").format(
        city=waiting["city_name"].iloc[0], days=days(int(waiting["waited_days"].iloc[0]))
    )


def unanswered(told: OneItem) -> str:
    """Return "265 of 530 places asked for have no promise; 3 of 10 needs have none at all, the oldest for 16 days"."""
    still = int(told.needs["left"].sum())
    if not still:
        return ""
    said = ngettext(
        "{still} of {needed} {units} asked for has no promise",
        "{still} of {needed} {units} asked for have no promise",
        still,
    ).format(still=number(still), needed=number(told.needed), units=unit_name(told.item, told.needed))
    rest = unanswered_needs(told.needs)
    return _("{said}; {rest}").format(said=said, rest=rest) if rest else said


def unanswered_needs(needs: pd.DataFrame) -> str:
    """Return "3 of 10 needs have no promise at all, the oldest for 16 days"; "" where none waits.

    needs: open ones, with what `measures.promises.waiting` adds.
    """
    waiting = needs[needs["unanswered"]]
    if waiting.empty:
        return ""
    said = ngettext(
        "{count} of {needs} needs has no promise at all",
        "{count} of {needs} needs have no promise at all",
        len(waiting),
    )
    told = said.format(count=number(len(waiting)), needs=number(len(needs)))
    oldest = waiting["waited_days"].max()
    if pd.isna(oldest) or not oldest:
        return told
    return _("{told}, the oldest for {days}").format(told=told, days=days(int(oldest)))


def _offered(told: OneItem) -> str:
    """Return how far open offers could meet what is asked for, where nothing is promised."""
    units = unit_name(told.item, told.needed)
    if not told.needed:
        if not told.offered:
            return _("Nobody asks for {units} or offers any").format(units=unit_name(told.item, 2))
        offered = words.quantity(told.item, told.offered)
        return _("{offered} offered, none asked for").format(offered=offered)
    if not told.offered:
        return _("{needed} asked for, none offered").format(needed=words.quantity(told.item, told.needed))
    if not told.uncovered:
        return _("Open offers could meet all {needed} asked for").format(needed=words.quantity(told.item, told.needed))
    if not told.covered:
        return _("No open offer fits the {needed} asked for").format(needed=words.quantity(told.item, told.needed))
    rest = ngettext("{count} has no offer", "{count} have no offer", told.uncovered)
    return _("Open offers could meet {covered} of {needed} {units} asked for; {rest}").format(
        covered=number(told.covered),
        needed=number(told.needed),
        units=units,
        rest=rest.format(count=number(told.uncovered)),
    )


def names(cities: pd.DataFrame, *, most: int = 3) -> str:
    """Return the first cities by name: "Vesper, Tarvin and Elsing", or "Vesper, Tarvin, Elsing and 4 more"."""
    known = [str(name) for name in cities["city_name"]]
    rest = len(known) - most
    if rest <= 0:
        return listing(known)
    return listing([*known[:most], _("{count} more").format(count=number(rest))])
