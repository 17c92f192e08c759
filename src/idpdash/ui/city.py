"""What the page of a city says and draws: key figures, its sites, who reported of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.city import City
from idpdash.formats import _, day, known, ngettext, number
from idpdash.ui import choosing, filters, navigation, overview, show, site_table
from idpdash.ui.brief import Cell, Head, brief
from idpdash.ui.key_figures import SOURCES
from idpdash.ui.page import Page
from idpdash.ui.show import Key

SITES, REPORTS = 7, 4  # rows, the others are on the pages
LAYOUTS = {
    "movements": _("movements"),
    "occupancy": _("counts of sites"),
    "sites": _("sites"),
    "needs": _("needs"),
    "offers": _("offers"),
}


def choose(page: Page, cities: pd.DataFrame, *, chosen: str | None) -> None:
    """Draw the choice of the city; it is the filter's, so that it holds on every page."""
    names = dict(zip(cities["city_code"], cities["city_name"], strict=True))
    key = "city_choice"
    st.session_state[key] = chosen

    def changed() -> None:
        code = st.session_state[key]
        if code and code != filters.chosen_city():
            filters.choose_city(code)

    st.selectbox(
        _("City"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=changed,
        placeholder=_("Choose a city"),
        label_visibility="collapsed",
        width=200,
    )


def which(page: Page, cities: pd.DataFrame) -> None:
    """Draw the page without a city: the choice, and what it will show. Where there is but one city, it is chosen."""
    if len(cities) == 1:
        filters.choose_city(str(cities["city_code"].iloc[0]))
        st.rerun()
    st.html(f'<div class="meta">{show.tag("b", day(page.today))}</div>')
    st.html(show.tag("h1", _("Which city?"), "sentence"))
    asked = cities[cities["in_scope"]] if page.scope.places else cities
    choose(page, asked, chosen=None)
    show.empty(
        _("No single city is chosen"),
        _("Choose one above, or click on one on a map or in a table: everything about it then stands on one screen."),
    )


def ways_on(page: Page, told: City, cities: pd.DataFrame) -> None:
    """Draw the choice of another city, the ways to the other pages filtered to this one, and whom to call."""
    with st.container(horizontal=True, vertical_alignment="center", key="city_ways"):
        choose(page, cities, chosen=str(told.about["city_code"]))
        for address, label in (
            ("arrivals", _("Arrivals →")),
            ("housing", _("Housing →")),
            ("exchange", _("Exchange →")),
        ):
            choosing.way_on(address, told.name, label=label)
        st.html(desk(told.about))


def desk(about: Mapping[Any, Any] | pd.Series) -> str:
    """Return the city's desk as HTML: an office, never a person."""
    phone, mail = (str(about[name]) if known(about[name]) else "" for name in ("desk_phone", "desk_mail"))
    if not phone and not mail:
        return show.tag("div", _("No desk known; add it under Upload"), "desk")
    return f'<div class="desk">{show.tag("b", _("Desk"))} {show.tag("span", phone)} {show.tag("span", mail)}</div>'


def keys(page: Page, told: City) -> list[Key]:
    """Return the key figures: those of the Overview, with what matters of a single city beside them."""
    arrivals, present, free, needs, offers = overview.keys(page, told.overview)
    row = told.row
    return [arrivals, _present(present, row), _places(free, row), _needs(needs, told), _gives(offers, told)]


def _present(key: Key, row: pd.Series) -> Key:
    """Return the people in sites, and how many that is per 1,000 residents."""
    share, counted = row["occupied_per_1000"], row["newest_count"]
    if not known(share):
        return replace(key, note=_("how many residents the city has is unknown"))
    figure = f"{share:.1f}" if share < 10 else number(share)
    per = _("{count} per {thousand} residents").format(count=figure, thousand=number(1000))
    last = day(counted, year=False) if known(counted) else _("never counted")
    return replace(key, note=f"{per} · {last}")


def _places(key: Key, row: pd.Series) -> Key:
    """Return the free places, of how many, and what takes the others."""
    if not known(row["capacity"]):
        return key
    whole = _("of {capacity} places").format(capacity=number(row["capacity"]))
    taken = _("{occupied} occupied · {reserved} reserved").format(
        occupied=number(row["occupied"]), reserved=number(row["reserved"])
    )
    return replace(key, unit=whole, note=taken)


def _needs(key: Key, told: City) -> Key:
    """Return the open needs, and how many are covered."""
    needs = told.exchange.needs
    if needs.empty:
        return key
    covered = int((needs["left"] == 0).sum())
    rest = _("as entered · {day}").format(day=day(told.overview.scope.exchange_day, year=False))
    if needs["overdue"].any():  # then the line above tells how many are, instead of how many wait
        rest = _("{waiting} without a promise").format(waiting=number(needs["unanswered"].sum()))
    return replace(key, note=_("{covered} covered · {rest}").format(covered=number(covered), rest=rest))


def _gives(key: Key, told: City) -> Key:
    """Return what the city offers, and how much of its places is promised."""
    given = told.given
    places = given[given["item"] == "places"]
    taken, offered = int(places["taken"].sum()), int(places["quantity"].sum())
    change = (_("{taken} of {offered} places").format(taken=number(taken), offered=number(offered)), "offer")
    return replace(
        key,
        label=_("What it gives"),
        unit=ngettext("offer", "offers", len(given)),
        change=change if offered else ("", ""),
        rest=_("promised") if offered else "" if len(given) else _("nothing is offered"),
        definition=_("Its own open offers of every item."),
    )


def sites(page: Page, told: City) -> None:
    """Draw its sites, the most over-full first, with what limits them and how old the last count is."""
    rows = told.housing.sites
    show.title(_sites_title(rows))
    if rows.empty:
        show.empty(_("No site is open here on this day"), _("Upload a list of sites, or choose another day."))
        return
    stale = rows["site_code"].isin(told.housing.stale["site_code"])
    shown = rows.assign(stale=stale).head(SITES).to_dict("records")
    heads = [
        Head(_("Site")),
        Head(_("People"), number=True),
        Head(_("Places"), number=True),
        Head(_("Room")),
        Head(_("Limited by"), hint=_("What gives the site's places: the least of all that is known")),
        Head(_("Counted")),
    ]
    brief(heads, [_site(row) for row in shown], label=_("Sites of {city}").format(city=told.name))
    if len(rows) > SITES:
        more = _("{count} more in Housing →").format(count=number(len(rows) - SITES))
        choosing.way_on("housing", told.name, label=more)


def _site(row: Mapping[Any, Any]) -> list[str | Cell]:
    """Return one site as a row."""
    over, free = (known(row[name]) and row[name] > 0 for name in ("over", "free"))
    return [
        str(row["site_name"]),
        number(row["occupied"]),
        number(row["capacity"]),
        Cell(site_table.state(row), "over" if over else "free" if free else ""),
        site_table.BINDING[str(row["binding"])] if known(row["binding"]) else "–",
        Cell(site_table.counted(row), "watch" if row["stale"] else ""),
    ]


def _sites_title(rows: pd.DataFrame) -> str:
    """Return how many sites there are, and how many are over-full."""
    if rows.empty:
        return _("No sites")
    over = int((rows["over"] > 0).sum())
    count = ngettext("{count} site", "{count} sites", len(rows)).format(count=number(len(rows)))
    return _("{sites}, {over} over-full").format(sites=count, over=number(over)) if over else count


def reports(page: Page, told: City) -> None:
    """Draw who spoke of the city, the newest first, and whether it is late in reporting."""
    show.title(reports_title(page, told))
    rows = told.reports
    if rows.empty:
        show.empty(_("Nobody has reported of this city"), _("Upload a file that names it."))
        return
    heads = [Head(_("Loaded")), Head(_("What")), Head(_("Up to")), Head(_("Source"))]
    shown = [_report(row) for row in rows.head(REPORTS).to_dict("records")]
    brief(heads, shown, label=_("Reports of {city}").format(city=told.name))
    navigation.link("upload", _("All uploads →"))


def _report(row: Mapping[Any, Any]) -> list[str | Cell]:
    """Return one report as a row; who loaded it is told on hover."""
    what = LAYOUTS.get(str(row["layout"]), str(row["layout"]))
    until = day(row["period_end"], year=False) if known(row["period_end"]) else "–"
    size = ngettext("{count} row", "{count} rows", int(row["rows"])).format(count=number(row["rows"]))
    source = SOURCES.get(str(row["source"]), str(row["source"]))
    by = _("loaded by {by}").format(by=row["by"])
    return [Cell(day(row["loaded_at"], year=False), hint=by), f"{what}, {size}", until, Cell(source, "wide")]


def reports_title(page: Page, told: City) -> str:
    """Return when the city last reported, and that it is late."""
    last = told.last_report
    if last is None:
        return _("It has never told a count or arrivals")
    age = (page.scope.as_of - last).days
    since = _("today") if age <= 0 else _("{days} ago").format(days=formats.days(age))
    said = _("It last reported on {day}, {since}").format(day=day(last, year=False), since=since)
    if not told.late:
        return said
    return _("{said}: late by {late}").format(said=said, late=formats.days(max(1, age - told.report_days + 1)))
