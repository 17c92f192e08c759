"""What stands on each slide of the briefing."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import streamlit as st

from idpdash.answers.briefing import Briefing
from idpdash.answers.words import changed, compared, item_name, quantity
from idpdash.figures.arrivals import series
from idpdash.figures.maps import city_map
from idpdash.figures.plan import Mode
from idpdash.formats import _, number, percent
from idpdash.ui import slides
from idpdash.ui.boundaries import boundaries
from idpdash.ui.page import Page
from idpdash.ui.slides import Figure, Slide

WALL = 2.3  # makes names 28 px at 1920
STILL = {"displayModeBar": False}


def where_we_stand(page: Page, told: Briefing) -> None:
    """Put the five key figures."""
    now, rooms = told.overview.summary, told.housing.totals
    change = compared(told.overview.arrivals, page.scope.length)
    slides.big(
        [
            Figure(number(now.movements.arrivals), _("people arrived"), change, "arrivals"),
            Figure(
                number(rooms.occupied), _("people in sites"), _("in {count} sites").format(count=number(rooms.sites))
            ),
            Figure(
                number(rooms.free), _("places free"), _("of {count} known").format(count=number(rooms.capacity)), "free"
            ),
            Figure(number(now.needs_open), _("needs open"), _("in the cities asked about"), "need"),
            Figure(number(now.offers_open), _("offers open"), _("from cities here and abroad"), "offer"),
        ]
    )


def who_came(page: Page, told: Briefing) -> None:
    """Put arrivals over time, and where the most came."""
    left, right = st.columns([1.6, 1])
    with left:
        scope = page.scope
        drawing = series(
            told.arrivals.rolled(),
            step=told.arrivals.step,
            period=(scope.from_day, scope.to_day),
            height=680,
            dark=page.dark,
            scale=_scale(page),
        )
        st.plotly_chart(drawing.figure, theme=None, key="slide_series", alt=drawing.alt, config=STILL)
    with right:
        slides.rows([_came(city, told.scope.length) for city in told.arrivals.cities.head(5).to_dict("records")])


def _came(city: dict[Hashable, Any], days: int) -> Figure:
    """Return how many came to one city."""
    change = changed(int(city["arrivals"]), int(city["arrivals_before"]), days)
    return Figure(number(city["arrivals"]), str(city["city_name"]), change, "arrivals")


def _scale(page: Page) -> float:
    """Return how much larger than on a desk figures are drawn."""
    return 1.0 if page.phone else WALL


def where_is_room(page: Page, told: Briefing) -> None:
    """Put the map of free places, and the fullest cities."""
    left, right = st.columns([1.6, 1])
    with left:
        layers = boundaries(page.read, page.scope)
        drawing = city_map(
            told.overview.cities, layers, mode=Mode.FREE, dark=page.dark, width=1000, height=620, scale=_scale(page)
        )
        st.plotly_chart(drawing.figure, theme=None, key="slide_map", alt=drawing.alt, config=STILL)
    with right:
        slides.rows([_tight(city) for city in told.housing.cities.head(5).to_dict("records")])


def _tight(city: dict[Hashable, Any]) -> Figure:
    """Return how full one city is: how many are over its places, or which share of them is taken."""
    full = city["level"] == "critical"
    words = _("{people} people in {places} places").format(
        people=number(city["occupied_known"]), places=number(city["capacity"])
    )
    figure = f"+{number(city['over'])}" if full else percent(city["fill"])
    return Figure(figure, str(city["city_name"]), words, "over" if full else "warning")


def who_helps(page: Page, told: Briefing) -> None:
    """Put what is asked for, item by item, and what no offer fits."""
    slides.rows([_asked(item) for item in told.exchange.by_item.to_dict("records")], two=True)


def _asked(item: dict[Hashable, Any]) -> Figure:
    """Return how much of one item nobody offers yet."""
    needed, covered, missing = int(item["needed"]), int(item["covered"]), int(item["uncovered"])
    name = str(item["item"])
    words = _("of {needed} asked for").format(needed=quantity(name, needed))
    if not needed:
        words = _("{offered} offered, none asked for").format(offered=quantity(name, int(item["offered"])))
    elif not missing:
        words = _("all {needed} asked for could be met").format(needed=quantity(name, needed))
    share = covered / needed if needed else None
    return Figure(number(missing), item_name(name), words, "need" if missing else "offer", share)


def what_we_do_not_know(page: Page, told: Briefing) -> None:
    """Put what is missing from the figures."""
    slides.rows([Figure(unknown.figure, unknown.what) for unknown in told.unknowns])


SLIDES = (
    Slide("overview", _("Where we stand"), where_we_stand, _("Movements, sites, needs and offers as reported")),
    Slide("arrivals", _("Who came"), who_came, _("People by the day their reporting period ended")),
    Slide("housing", _("Where there is room"), where_is_room, _("Disc area: places. Last count of each site")),
    Slide("exchange", _("Needs and offers"), who_helps, _("Large figure: asked for, and no offer fits")),
    Slide("unknown", _("What we do not know"), what_we_do_not_know, _("Missing is not zero")),
)
