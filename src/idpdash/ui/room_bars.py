"""What the bars of the Housing page show, of all places or of the accessible ones, and what they are called."""

from __future__ import annotations

import pandas as pd

from idpdash import formats
from idpdash.answers import titles, words
from idpdash.answers.housing import Housing
from idpdash.figures.housing import bars
from idpdash.formats import _
from idpdash.ui import data, show
from idpdash.ui.housing_words import city_rows
from idpdash.ui.page import Page

TOP = 14  # bars


def bar_rows(told: Housing, *, accessible: bool = False) -> pd.DataFrame:
    """Return what the bars show: the cities or, where it is only one, its sites, the most over-full first.

    accessible: of the accessible places alone; what is not free at most is taken.
    """
    rows = _all_bars(told)
    if not accessible:
        return rows
    rows = rows[(rows["accessible"] > 0).fillna(value=False)]
    few = rows.assign(capacity=rows["accessible"], free=rows["accessible_free"].fillna(0), over=0, held=0)
    return few.assign(occupied_unknown=0).sort_values("free", ascending=False, kind="stable", ignore_index=True)


def _all_bars(told: Housing) -> pd.DataFrame:
    """Return the bars of all places."""
    if len(told.cities) != 1:
        return told.cities
    unknown = told.sites["occupied"].where(told.sites["capacity"].isna(), 0)
    held = (told.sites["capacity"] - told.sites["occupied"].fillna(0)).clip(lower=0) - told.sites["free"]
    return told.sites.assign(city_name=told.sites["site_name"], occupied_unknown=unknown, held=held.fillna(0))


def bar_title(told: Housing, *, accessible: bool = False) -> str:
    """Return what the bars show."""
    if accessible:
        if not told.totals.accessible:
            return _("No site tells accessible places")
        return _("{count} places are accessible; at most {free} of them are free").format(
            count=formats.number(told.totals.accessible), free=formats.number(told.totals.accessible_free)
        )
    if len(told.cities) != 1 or told.totals.capacity is None:
        return titles.full_soon(told)
    return _("{over} of {sites} in {city} are over-full").format(
        over=formats.number(told.totals.over_capacity_sites),
        sites=words.sites(told.totals.sites),
        city=told.cities["city_name"].iloc[0],
    )


def bar_note(told: Housing, *, most: int, accessible: bool = False) -> str:
    """Return how many bars there are of all; nothing where all are drawn."""
    if accessible:
        return _("Nobody tells which beds are taken: free are at most the free places of the site and its city")
    every = len(bar_rows(told))
    if every <= most:
        return ""
    said = (
        _("The {most} fullest of {count} sites") if len(told.cities) == 1 else _("The {most} fullest of {count} cities")
    )
    if told.totals.capacity is None:
        said = _("The {most} largest of {count}")
    return said.format(most=most, count=formats.number(every))


def draw(page: Page, told: Housing, *, accessible: bool, source: str) -> None:
    """Draw the bars with their title and what they leave out."""
    show.title(bar_title(told, accessible=accessible), bar_note(told, most=TOP, accessible=accessible))
    drawing = data.drawing(
        page.version,
        "rooms",
        page.scope,
        (accessible, page.dark, page.phone),
        draw=lambda: bars(
            bar_rows(told, accessible=accessible),
            top=TOP,
            dark=page.dark,
            width=350 if page.phone else 560,
            taken=_("taken or not known") if accessible else None,
        ),
    )
    show.chart(drawing, city_rows(told), name="rooms", source=source, as_of=page.scope.as_of)
