"""What the Housing page says beside its charts: key figures with their change, titles, the rows behind the charts."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from idpdash import formats
from idpdash.answers.housing import Housing
from idpdash.figures.cells import trend
from idpdash.formats import _, known, ngettext
from idpdash.ui.key_figures import sources
from idpdash.ui.show import Key

SITE_COLUMNS = [
    "site_code",
    "site_name",
    "site_type",
    "city_name",
    "status",
    "beds",
    "legal_limit",
    "places_reported",
    "staffed_places",
    "safe_room_seats",
    "floor_area_m2",
    "by_area",
    "toilets",
    "by_toilets",
    "capacity",
    "binding",
    "lifting",
    "occupied",
    "m2_per_person",
    "people_per_toilet",
    "households",
    "reserved",
    "free",
    "accessible",
    "accessible_free",
    "over",
    "counted_on",
    "opens_on",
    "closes_on",
    "source",
]
CITY_COLUMNS = [
    "city_name",
    "region_name",
    "sites",
    "capacity",
    "occupied",
    "reserved",
    "free",
    "over",
    "accessible",
    "accessible_free",
    "over_capacity_sites",
    "unknown_capacity_sites",
    "oldest_count",
]


def coverage(told: Housing) -> str:
    """Return how many sites were counted of late."""
    if not told.totals.sites:
        return ""
    return _("{counted} of {sites} counted in the last {days} days").format(
        counted=formats.number(told.totals.sites - len(told.stale)),
        sites=_sites(told.totals.sites),
        days=told.standards.stale_days,
    )


def keys(told: Housing, *, dark: bool) -> list[Key]:
    """Return the key figures of the page, each with its change over the period."""
    return [_places(told), _occupied(told, dark=dark), _free(told, dark=dark), _over(told), _unknown(told)]


def _beside(told: Housing) -> str:
    """Return whose figures they are, and of which day."""
    return _("{source} · {day}").format(source=sources(told.sites), day=formats.day(told.scope.as_of, year=False))


def _places(told: Housing) -> Key:
    """Return the key figure of all places."""
    now, start = told.totals.capacity, told.start.capacity
    return Key(
        _("Places"),
        now,
        _("places"),
        change=(_change(now, start), ""),
        rest=_since(told, now, start),
        note=f"{_beside(told)} · {_sites(told.totals.sites)}",
        definition=_(
            "Of each site the least of beds, legal limit, places it states, staffed places, safe-room seats, floor "
            "area by the standard and toilets by the standard, where known."
        ),
    )


def _occupied(told: Housing, *, dark: bool) -> Key:
    """Return the key figure of people in the sites."""
    now, before = told.totals, told.start.occupied if told.start.counted else None
    return Key(
        _("Occupied"),
        now.occupied if now.counted else None,
        _("people"),
        change=(_change(now.occupied, before), ""),
        rest=_since(told, now.occupied, before),
        note=_uncounted(told) or _beside(told),
        spark=trend([week.occupied if week.counted else None for week in told.weeks], dark=dark),
        definition=_("People in the sites by the last count of each, on or before this day."),
    )


def _free(told: Housing, *, dark: bool) -> Key:
    """Return the key figure of free places."""
    now, start = told.totals.free, told.start.free
    held = told.totals.held
    return Key(
        _("Free places"),
        now,
        _("places"),
        change=(_change(now, start), ""),
        rest=_since(told, now, start),
        note=_("{count} more are reserved by promises").format(count=formats.number(held)) if held else _beside(told),
        spark="" if now is None else trend([week.free for week in told.weeks], colour="free", dark=dark),
        definition=_(
            "Places minus people minus what live promises reserve, site by site. An over-full site takes nothing "
            "from another one; people who were received are among the people already."
        ),
    )


def _over(told: Housing) -> Key:
    """Return the key figure of over-full sites."""
    now, start = told.totals, told.start
    known_over = known(now.over)
    before = _("{sites} on {day}").format(
        sites=_sites(start.over_capacity_sites), day=formats.day(_eve(told), year=False)
    )
    return Key(
        _("Over capacity"),
        now.over,
        _("people"),
        change=(_in_sites(now.over_capacity_sites) if known_over else "", "over" if now.over_capacity_sites else ""),
        note=before if known_over and known(start.over) else "",
        definition=_("People beyond the places of their site."),
    )


def _unknown(told: Housing) -> Key:
    """Return the key figure of sites that do not tell their places."""
    return Key(
        _("Capacity unknown"),
        told.totals.unknown_capacity_sites,
        _("sites"),
        change=(_people(told.cities["occupied_untold"]), ""),
        rest=_("live in them"),
        note=_stale(told),
        definition=_(
            "Sites of which nothing is told that bounds their places, no beds, limit, floor area or other: nobody "
            "knows whether they have room."
        ),
    )


def _eve(told: Housing) -> dt.date:
    """Return the day with which the figures are compared."""
    return told.scope.as_of - dt.timedelta(days=told.scope.length)


def _change(now: int | None, before: int | None) -> str:
    """Return a change with its arrow, nothing where it is not known."""
    if now is None or before is None:
        return ""
    if now == before:
        return _("no change")
    return f"{'▲' if now > before else '▼'} {formats.number(abs(now - before))}"


def _since(told: Housing, now: int | None, before: int | None) -> str:
    """Return since when something has changed, nothing where that is not known."""
    if now is None or before is None:
        return ""
    return _("since {day}").format(day=formats.day(_eve(told), year=False))


def _sites(count: int) -> str:
    """Return "193 sites"."""
    return ngettext("{count} site", "{count} sites", count).format(count=formats.number(count))


def _in_sites(count: int) -> str:
    """Return in how many sites."""
    return ngettext("in {count} site", "in {count} sites", count).format(count=formats.number(count))


def _people(counts: pd.Series[int]) -> str:
    """Return how many people."""
    total = int(counts.sum()) if len(counts) else 0
    return ngettext("{count} person", "{count} people", total).format(count=formats.number(total))


def _uncounted(told: Housing) -> str:
    """Return how many sites were never counted."""
    count = told.totals.uncounted_sites
    words = ngettext("{count} site was never counted", "{count} sites were never counted", count)
    return words.format(count=formats.number(count)) if count else ""


def _stale(told: Housing) -> str:
    """Return how many sites have no count in two weeks."""
    count = len(told.stale)
    days = told.standards.stale_days
    if not count:
        return _("all counted in {days} days").format(days=days)
    return _("{count} stale: no count in {days} days").format(count=formats.number(count), days=days)


def map_title(told: Housing) -> str:
    """Return what the map of sites shows."""
    over = told.sites[(told.sites["over"] > 0).fillna(value=False)]
    cities = over["city_name"].dropna().value_counts()
    if told.totals.capacity is None:
        return _("Where the sites are; none says how many places it has") if told.sites.size else _("No sites")
    if over.empty:
        return _("No site is known to be over-full")
    if cities.empty or len(over) < 3:
        return _in_words(len(over))
    share = int(cities.iloc[0])
    if len(cities) == 1:
        return _("{sites}, all in {city}").format(sites=_in_words(len(over)), city=cities.index[0])
    return _("{sites}, {most} of them in {city}").format(
        sites=_in_words(len(over)), most=formats.number(share), city=cities.index[0]
    )


def table_title(told: Housing) -> str:
    """Return what the table of sites shows first, and how many counts are old."""
    first = _("The most over-full sites first") if told.totals.over_capacity_sites else _("The fullest sites first")
    if told.totals.capacity is None:
        first = _("The largest sites first")
    stale = len(told.stale)
    if not stale:
        return first
    words = ngettext("{count} has no count in {days} days", "{count} have no count in {days} days", stale)
    return f"{first}; {words.format(count=formats.number(stale), days=told.standards.stale_days)}"


def _in_words(count: int) -> str:
    """Return how many sites are over-full."""
    return ngettext("{count} site is over-full", "{count} sites are over-full", count).format(
        count=formats.number(count)
    )


def city_rows(told: Housing) -> pd.DataFrame:
    """Return the table behind the bars."""
    return told.cities[CITY_COLUMNS] if len(told.cities) != 1 else site_rows(told)


def site_rows(told: Housing) -> pd.DataFrame:
    """Return the sites as tables and downloads have them: without coordinates, since some must not be found."""
    return told.sites[SITE_COLUMNS]
