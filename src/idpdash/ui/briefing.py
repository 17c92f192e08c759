"""What stands on each slide of the briefing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from idpdash import formats
from idpdash.answers import words
from idpdash.answers.briefing import Briefing
from idpdash.answers.words import changed, compared, quantity
from idpdash.figures.arrivals import series
from idpdash.figures.maps import city_map
from idpdash.figures.plan import Mode
from idpdash.figures.theme import Drawing
from idpdash.formats import _, number, percent
from idpdash.ui import data, slides
from idpdash.ui.boundaries import boundaries
from idpdash.ui.page import Page
from idpdash.ui.slides import Figure, Slide
from idpdash.vocabulary import Item, Priority, item_name

WALL = 2.34  # makes the smallest type of figures, 12 px, 28 px at 1920
STILL = {"displayModeBar": False, "scrollZoom": False}
MOST = 5  # cities beside a figure


def where_we_stand(page: Page, told: Briefing) -> str:
    """Put the five key figures."""
    now, rooms = told.overview.summary, told.housing.totals
    known = rooms.capacity is not None
    of_places = _("of {count} known").format(count=number(rooms.capacity)) if known else _("no site tells its places")
    change = compared(told.overview.arrivals, page.scope.length)
    present = number(rooms.occupied if rooms.counted or not rooms.sites else None)
    slides.big(
        [
            Figure(number(now.movements.arrivals), _("people arrived"), change, "arrivals"),
            Figure(present, _("people in sites"), _("in {sites}").format(sites=words.sites(rooms.sites))),
            Figure(number(rooms.free), _("places free"), of_places if rooms.sites else "", "free" if known else ""),
            Figure(number(now.needs_open), _("needs open"), _needs(told), "need"),
            Figure(number(now.offers_open), _("offers open"), _offers(told), "offer"),
        ]
    )
    return _("Movements, sites, needs and offers as reported")


def _needs(told: Briefing) -> str:
    """Return for how many places, and how many are critical."""
    needs, places = told.overview.summary.concerned[0], told.overview.quantity("needed")
    critical = int((needs["priority"] == Priority.CRITICAL).sum())
    parts = [_("for {places}").format(places=words.places(places))] if places else []
    return ", ".join([*parts, *([_("{count} critical").format(count=number(critical))] if critical else [])])


def _offers(told: Briefing) -> str:
    """Return for how many places, and how many are promised."""
    offers = told.overview.summary.offers
    places = int(offers.loc[offers["in_scope"] & (offers["item"] == Item.PLACES), "quantity"].sum())
    told_of = [_("for {places}").format(places=words.places(places))] if places else []
    promised = told.overview.summary.promised.get(Item.PLACES, 0)
    return ", ".join([*told_of, *([_("{count} promised").format(count=number(promised))] if promised else [])])


def who_came(page: Page, told: Briefing) -> str:
    """Put arrivals over time, and where the most came."""
    came = told.arrivals.reached.sort_values(["arrivals", "city_name"], ascending=[False, True]).head(MOST)
    left, right = _halves(one=came.empty)
    with left:
        drawing = data.drawing(
            page.version,
            "slide_series",
            page.scope,
            (page.dark, page.phone),
            draw=lambda: series(
                told.arrivals.rolled(),
                step=told.arrivals.step,
                period=(page.scope.from_day, page.scope.to_day),
                reach=told.arrivals.reach,
                height=300 if page.phone else 640,
                dark=page.dark,
                scale=_scale(page),
            ),
        )
        _still(drawing, "slide_series")
    with right:
        slides.rows([_came(city, told.scope.length) for city in came.to_dict("records")])
    return _("People by the day their reporting period ended, {period}").format(
        period=formats.period(page.scope.from_day, page.scope.to_day)
    )


def _came(city: dict[Hashable, Any], days: int) -> Figure:
    """Return how many came to one city."""
    change = changed(int(city["arrivals"]), int(city["arrivals_before"]), days)
    return Figure(number(city["arrivals"]), str(city["city_name"]), change, "arrivals", city=str(city["city_code"]))


def where_is_room(page: Page, told: Briefing) -> str:
    """Put the map of free places, and the fullest cities; where no places are known, of people in sites."""
    known = told.housing.totals.capacity is not None
    mode = Mode.FREE if known else Mode.PEOPLE
    tightest = told.housing.cities.head(MOST).to_dict("records")
    left, right = _halves(one=not tightest)
    with left:
        drawing = data.drawing(
            page.version,
            "slide_map",
            page.scope,
            (mode, page.dark, page.phone),
            draw=lambda: city_map(
                told.overview.cities,
                boundaries(page.read, page.scope),
                mode=mode,
                dark=page.dark,
                width=350 if page.phone else 800,  # a column at 1440 pixels; on a wall the map shows more around
                height=300 if page.phone else 620,
                scale=_scale(page),
            ),
        )
        _still(drawing, "slide_map")
    with right:
        slides.rows([_tight(city) for city in tightest])
    if not known:
        return _("Disc area: people. Last count of each site; no site tells its places")
    return _("Disc area: places. Last count of each site")


def _tight(city: dict[Hashable, Any]) -> Figure:
    """Return how full one city is: how many are over its places, or which share is taken; else how many it holds."""
    name, code, full = str(city["city_name"]), str(city["city_code"]), bool(city["full"])
    if not formats.known(city["free"]):
        sites = _("people in {sites}").format(sites=words.sites(int(city["sites"])))
        held = city["occupied"] if city["uncounted_sites"] < city["sites"] else None
        return Figure(number(held), name, sites, city=code)
    people = _("{people} people in {places} places").format(
        people=number(city["occupied_known"]), places=number(city["capacity"])
    )
    if full and city["over"]:
        return Figure(f"+{number(city['over'])}", name, people, "over", city=code)
    tone = {"critical": "over", "warning": "warning"}.get(str(city["level"]), "")
    return Figure(percent(city["fill"]) if formats.known(city["fill"]) else _("full"), name, people, tone, city=code)


def who_helps(page: Page, told: Briefing) -> str:
    """Put what is received, on the way, promised and still open of what is asked for, the least promised item first."""
    items = told.help
    if items.empty:
        slides.quiet(_("Nothing is asked for, nothing is offered"), _("Cities enter both on the page Exchange."))
        return ""
    slides.rows([_asked(item) for item in items.to_dict("records")], two=True)
    return _("Of what is asked for. Full: received, pale: on the way, striped: promised, empty: without a promise")


def _asked(item: dict[Hashable, Any]) -> Figure:
    """Return how far one item is promised."""
    needed, left, name = int(item["needed"]), int(item["left"]), str(item["item"])
    if not needed:
        offered = _("{offered} offered, none asked for").format(offered=quantity(name, int(item["offered"])))
        return Figure("–", item_name(name), offered, "offer")
    stages = {
        "received": _("{count} received"),
        "moving": _("{count} on the way"),
        "promised": _("{count} promised"),
    }
    parts = [words.format(count=number(item[stage])) for stage, words in stages.items() if item[stage]]
    still = _("{left} of {needed} without a promise") if left else _("all {needed} covered")
    said = still.format(left=number(left), needed=quantity(name, needed))
    share = float(item["share"])
    return Figure(
        percent(min(share, 0.99) if left else share),
        item_name(name),
        "; ".join([", ".join(parts), said]) if parts else said,
        "need" if left else "offer",
        tuple((min(float(item[stage]) / needed, 1.0), stage) for stage in stages),
    )


def what_we_do_not_know(page: Page, told: Briefing) -> str:
    """Put what is missing from the figures."""
    slides.rows([Figure(unknown.figure, unknown.what) for unknown in told.unknowns])
    return _("Missing is not zero")


def _halves(*, one: bool) -> Sequence[DeltaGenerator]:
    """Return the wide part of a slide for a figure and the narrow one; one: all of it is for the figure."""
    return [st.container(), st.container()] if one else st.columns([1.6, 1], gap="medium")


def _still(drawing: Drawing, name: str) -> None:
    """Show a figure without controls."""
    st.plotly_chart(drawing.figure, theme=None, key=name, alt=drawing.alt, config=STILL)


def _scale(page: Page) -> float:
    """Return how much larger than on a desk figures are drawn."""
    return 1.0 if page.phone else WALL


SLIDES = (
    Slide("overview", _("Where we stand"), where_we_stand),
    Slide("arrivals", _("Who came"), who_came),
    Slide("housing", _("Where there is room"), where_is_room),
    Slide("exchange", _("Needs and offers"), who_helps),
    Slide("unknown", _("What we do not know"), what_we_do_not_know),
)
