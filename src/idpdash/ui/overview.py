"""What the Overview says and draws beside its table: the key figures, and the map with its switch."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from idpdash.answers import sentences, titles
from idpdash.answers.exchange import OneItem, one_item
from idpdash.answers.overview import Overview
from idpdash.answers.pressure import levels
from idpdash.figures.cells import spark, trend
from idpdash.figures.maps import Mode, city_map
from idpdash.figures.theme import Drawing
from idpdash.formats import _, day, ngettext, number
from idpdash.standards import LEVELS
from idpdash.ui import choosing, data, facing, show
from idpdash.ui.boundaries import boundaries
from idpdash.ui.key_figures import moved, reporting, sources
from idpdash.ui.page import Page
from idpdash.ui.show import Key
from idpdash.vocabulary import Item, Priority

MAP = "map"
SOON_DAYS = 7
NEXT_PAGE = {
    Mode.ARRIVALS: ("arrivals", _("Arrivals →")),
    Mode.FREE: ("housing", _("Housing →")),
    Mode.CROSS: ("exchange", _("Exchange →")),
    Mode.EXCHANGE: ("exchange", _("Exchange →")),
}


def keys(page: Page, told: Overview) -> list[Key]:
    """Return the key figures, each with its change, definition and source."""
    return [arrivals(page, told), _present(page, told), _free(page, told), _needs(page, told), _offers(page, told)]


def arrivals(page: Page, told: Overview) -> Key:
    """Return how many people arrived."""
    weeks = 30 if told.step == "month" else 7
    untold = told.summary.flows.empty  # nobody reported of the period: missing is not zero
    return Key(
        _("Arrivals"),
        None if untold else told.summary.movements.arrivals,
        "" if untold else _("people"),
        change=moved(None if untold else told.arrivals, "arrivals"),
        rest=_("on {days} days before").format(days=told.scope.length) if told.arrivals.amount and not untold else "",
        note=reporting(sources(told.summary.flows), told.coverage, told.scope.to_day),
        spark="" if untold else spark(told.bars(), last=max(1, round(told.scope.length / weeks)), dark=page.dark),
        definition=_("People who arrived in the period, by the day on which their reporting period ended."),
    )


def _eve(told: Overview) -> str:
    """Return with which day figures of sites are compared."""
    return _("since {day}").format(day=day(_before(told), year=False))


def _before(told: Overview) -> dt.date:
    """Return the eve of the period."""
    return told.scope.as_of - dt.timedelta(days=told.scope.length)


def _uncounted_since(told: Overview) -> bool:
    """Return whether no site was counted in the period: then no change is known, which is not "no change"."""
    newest = told.summary.by_city["newest_count"].max()
    return not pd.isna(newest) and bool(newest.date() <= _before(told))


def _present(page: Page, told: Overview) -> Key:
    """Return how many people live in sites."""
    rooms, newest = told.summary.housing, told.summary.by_city["newest_count"].max()
    old = _uncounted_since(told)
    change = None if old else told.occupied
    weeks = [] if old else [week.occupied if week.counted else None for week in told.weeks]
    return Key(
        _("People in sites"),
        rooms.occupied if rooms.counted else None,
        _("people") if rooms.counted else "",
        change=moved(change),
        rest=_("no count since then") if old else _eve(told) if change and change.amount else "",
        note=_("{source} · {counted} of {sites} sites · {day}").format(
            source=sources(told.summary.room),
            counted=number(rooms.sites - rooms.uncounted_sites),
            sites=number(rooms.sites),
            day=day(newest, year=old) if rooms.counted else _("never counted"),
        ),
        spark=trend(weeks, dark=page.dark) if weeks else "",
        definition=_("The last count of each site, on or before this day. People who live elsewhere are not in it."),
    )


def _free(page: Page, told: Overview) -> Key:
    """Return how many places are free."""
    rooms, change = told.summary.housing, None if _uncounted_since(told) else told.free
    return Key(
        _("Free places"),
        rooms.free,
        _("places") if rooms.free is not None else "",
        change=moved(change),
        rest=_eve(told) if change and change.amount else "",
        note=_("{source} · {known} of {sites} sites · {day}").format(
            source=sources(told.summary.room),
            known=number(rooms.sites - rooms.unknown_capacity_sites),
            sites=number(rooms.sites),
            day=day(told.scope.as_of, year=False),
        ),
        spark=trend([week.free if week.counted else None for week in told.weeks], colour="free", dark=page.dark),
        definition=_(
            "Places minus people minus what live promises reserve, in sites that tell their places. An over-full site "
            "takes from no other."
        ),
    )


def aged(told: Overview) -> str:
    """Return who told of the sites, and how many of their counts are old or missing."""
    said, old = sources(told.summary.room), len(told.stale)
    if not old:
        return said
    words = ngettext(
        "{said} · {old} of {sites} site not counted for {days} days",
        "{said} · {old} of {sites} sites not counted for {days} days",
        told.summary.housing.sites,
    )
    sites, days = number(told.summary.housing.sites), told.summary.standards.stale_days
    return words.format(said=said, old=number(old), sites=sites, days=days)


def _needs(page: Page, told: Overview) -> Key:
    """Return how many needs are open."""
    needs = told.summary.concerned[0]
    critical, overdue = int((needs["priority"] == Priority.CRITICAL).sum()), int(needs["overdue"].sum())
    places = told.quantity("needed")
    return Key(
        _("Needs open"),
        told.summary.needs_open,
        _("for {count} places").format(count=number(places)) if places else "",
        change=(_("{count} critical").format(count=number(critical)), "need" if critical else "")
        if len(needs)
        else ("", ""),
        rest=f"· {_waiting(told.unanswered, overdue)}" if len(needs) else _("none is open"),
        note=_("As entered by the cities · {day}").format(day=day(told.scope.exchange_day, year=False)),
        definition=_(
            "Needs of every item that are neither closed nor withdrawn; places are one item of several. Without a "
            "promise: nothing of it is promised or received."
        ),
    )


def _waiting(unanswered: int, overdue: int) -> str:
    """Return how many needs are past their day and, where none is, how many have no promise."""
    if overdue:
        return _("{count} overdue").format(count=number(overdue))
    return _("{count} without a promise").format(count=number(unanswered))


def _offers(page: Page, told: Overview) -> Key:
    """Return how many offers are open."""
    offers = told.summary.offers[told.summary.offers["in_scope"]]
    ending = int((offers["days_left"] <= SOON_DAYS).sum())
    places = int(offers.loc[offers["item"] == Item.PLACES, "quantity"].sum())
    return Key(
        _("Offers open"),
        told.summary.offers_open,
        _("for {count} places").format(count=number(places)) if places else "",
        change=_promised(told),
        rest=_("· {count} received").format(count=number(told.quantity("received")))
        if told.quantity("received")
        else "",
        note=(
            _("As entered · {ending} end in {days} days · {day}") if ending else _("As entered by the cities · {day}")
        ).format(ending=number(ending), days=SOON_DAYS, day=day(told.scope.exchange_day, year=False)),
        definition=_(
            "Offers of every item that are published and have not run out. Promised: places reserved, accepted or in "
            "transit. Received: places that open needs got."
        ),
    )


def _promised(told: Overview) -> tuple[str, str]:
    """Return how many places are promised."""
    promised = told.summary.promised.get(Item.PLACES, 0)
    if promised:
        words = ngettext("{count} place promised", "{count} places promised", promised)
        return words.format(count=number(promised)), "offer"
    return (_("no place promised"), "") if told.quantity("offered") or told.quantity("needed") else ("", "")


def pressing(told: Overview) -> str:
    """Return how many cities press, and why the worst one does: "2 critical, 4 warning; Vesper: 137 people over …"."""
    said = levels(told.cities)
    if not said:
        return ""
    worst = told.cities[(told.cities["sites"] > 0) & told.cities["level"].isin(LEVELS)].iloc[0]
    return _("{levels}; {city}: {why}").format(levels=said, city=worst["city_name"], why=worst["why"])


def places(page: Page, told: Overview) -> OneItem:
    """Return the needs, offers and promises of places, as the Exchange page tells them."""
    return data.answer(page.version, one_item, told.scope.at(told.scope.exchange_day), str(Item.PLACES))


def switch(page: Page, told: Overview) -> Mode:
    """Draw the title of the map and its switch; return what the map shows."""
    untold = told.summary.housing.capacity is None
    words = {
        Mode.ARRIVALS: _("Arrivals"),
        Mode.FREE: _("In sites") if untold else _("Free"),
        Mode.CROSS: _("Need × free"),
        Mode.EXCHANGE: _("Help"),
    }
    title = {
        Mode.ARRIVALS: titles.arrivals_map,
        Mode.FREE: titles.people_map if untold else titles.free_map,
        Mode.CROSS: titles.cross_map,
    }
    first = Mode.FREE if told.summary.flows.empty and told.summary.housing.sites else Mode.ARRIVALS
    mode = Mode(st.session_state.setdefault(f"{MAP}_shows", first))
    asked = places(page, told) if mode is Mode.EXCHANGE else None
    with show.head("map", wrap=page.phone):
        untold = mode is Mode.ARRIVALS and told.summary.flows.empty
        said = titles.help_map(asked) if asked else title[mode](told.cities)
        show.title(_("No arrivals reported") if untold else said)
        st.segmented_control(
            _("The map shows"),
            list(words),
            format_func=words.__getitem__,
            required=True,
            key=f"{MAP}_shows",
            label_visibility="collapsed",
        )
    if asked:
        st.html(show.tag("p", sentences.unanswered(asked), "says"))
    return mode


def draw_map(page: Page, told: Overview, mode: Mode, *, chosen: str | None) -> None:
    """Draw the map of all cities; a click on one filters to it."""
    drawing = data.drawing(
        page.version,
        MAP,
        told.scope,
        (mode, chosen, page.dark, page.phone),
        draw=lambda: _map(page, told, mode, chosen=chosen),
    )
    says = {
        Mode.ARRIVALS: sources(told.summary.flows),
        Mode.FREE: sources(told.summary.room),
        Mode.CROSS: _("Places asked for, as entered by the cities · {source}").format(
            source=sources(told.summary.room)
        ),
        Mode.EXCHANGE: _("Needs, offers and promises of places"),
    }
    show.chart(
        drawing,
        map_rows(told.cities, mode),
        name=MAP,
        source=says[mode],
        as_of=told.scope.exchange_day if mode is Mode.EXCHANGE else told.scope.as_of,
        on_select=lambda: choosing.on_map(MAP),
        labels=LABELS,
    )


def _map(page: Page, told: Overview, mode: Mode, *, chosen: str | None) -> Drawing:
    """Return the map of all cities; of needs and offers the one of the Exchange page."""
    asked = places(page, told) if mode is Mode.EXCHANGE else None
    return city_map(
        facing.map_cities(told.summary.cities, asked) if asked else told.network,
        boundaries(page.read, page.scope),
        mode=Mode.PEOPLE if mode is Mode.FREE and told.summary.housing.capacity is None else mode,
        arcs=asked.arcs if asked else None,
        selected=[chosen] if chosen else [],
        dark=page.dark,
        width=350 if page.phone else 548,
        height=260 if page.phone else 343,
    )


LABELS = {
    "arrivals": _("Arrivals (people)"),
    "arrivals_before": _("Arrivals in the period before (people)"),
    "departures": _("Departures (people)"),
    "needed": _("Places needed"),
    "offered": _("Places it offers"),
    "taken": _("Places promised to it or received"),
}


def map_rows(cities: pd.DataFrame, mode: Mode) -> pd.DataFrame:
    """Return the table behind the map."""
    columns = {
        Mode.ARRIVALS: ["arrivals", "arrivals_before", "departures"],
        Mode.FREE: ["sites", "capacity", "occupied", "free", "over", "newest_count"],
        Mode.CROSS: ["needed", "capacity", "free", "reserved", "level", "why"],
        Mode.EXCHANGE: ["needed", "taken", "offered"],
    }
    return cities[["city_name", "region_name", *columns[mode]]]
