"""The table of cities on the Overview, worst first: why it presses, how full it is, what is promised, who comes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.overview import Overview
from idpdash.answers.pressure import briefly
from idpdash.figures.cells import bullet, spark
from idpdash.figures.theme import palette
from idpdash.formats import _, known, number, percent
from idpdash.ui import choosing, show
from idpdash.ui.page import Page

NAME = "trouble"
WORST, WORST_ON_PHONE = 20, 8
ROW, HEADER, VISIBLE = 31, 33, 10  # pixels, pixels, rows
SPARK, PLACES = 58, 72  # pixels
LEVEL_COLOURS = {"critical": "over", "warning": "warning", "watch": "watch"}


def trouble(page: Page, told: Overview, *, chosen: str | None) -> None:
    """Draw the 20 worst cities, the rest on demand. A click on a row filters; the chosen city's row is marked."""
    worst = WORST_ON_PHONE if page.phone else WORST
    rows = told.cities if st.session_state.get(f"{NAME}_all") else first(told.cities, worst, chosen=chosen)
    places_known = told.summary.housing.capacity is not None
    shown = cells(rows, places_known=places_known, phone=page.phone, dark=page.dark, chosen=chosen)
    codes = list(rows["city_code"])
    show.table(
        shown,
        name=NAME,
        config=_columns(page, told, list(shown.columns)),
        height=HEADER + ROW * (len(rows) if page.phone else min(max(len(rows), 1), VISIBLE)),
        on_select=lambda: choosing.on_row(NAME, codes),
        colours=_colours(shown, rows, dark=page.dark, chosen=chosen),
        placeholder="–",
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(show.tag("div", _note(page, places_known=places_known), "source"))
        if len(told.cities) > worst:
            st.toggle(_("All {count} cities").format(count=len(told.cities)), key=f"{NAME}_all")


def first(cities: pd.DataFrame, worst: int, *, chosen: str | None) -> pd.DataFrame:
    """Return the first cities, and below them the chosen one where it is not among them."""
    head, rest = cities.head(worst), cities.iloc[worst:]
    return pd.concat([head, rest[rest["city_code"] == chosen]], ignore_index=True) if chosen else head


def cells(
    rows: pd.DataFrame,
    *,
    places_known: bool,
    phone: bool = False,
    dark: bool = False,
    chosen: str | None = None,
) -> pd.DataFrame:
    """Return what stands in the table's cells, from rows of `Overview.cities`.

    Where nobody tells any places, the people in sites and the day of their count stand in their stead.
    """
    marks = ["▸ " if code == chosen else "" for code in rows["city_code"]]
    shown = pd.DataFrame({"city_name": [mark + name for mark, name in zip(marks, rows["city_name"], strict=True)]})
    if places_known or rows["reason"].ne("").any():
        shown["why"] = [briefly(row) for row in rows.to_dict("records")]
    if not places_known:
        present = rows["occupied"].where(rows["newest_count"].notna())
        shown = shown.assign(present=present.to_numpy())
        if phone and "why" in shown:
            return shown
        shown = shown.assign(newest_count=rows["newest_count"].to_numpy(), arrivals=rows["arrivals"].to_numpy())
        return shown if phone else shown.assign(bars=_sparks(rows, dark=dark))
    shown["fill"] = [percent(share) if known(share) else "" for share in rows["fill"]]
    if phone:
        return shown
    pairs = zip(rows["occupied_known"].where(rows["sites"] > 0), rows["capacity"], strict=True)
    shown["places"] = [bullet(occupied, capacity, width=PLACES, dark=dark) for occupied, capacity in pairs]
    return shown.assign(help=_help(rows), bars=_sparks(rows, dark=dark))


def _sparks(rows: pd.DataFrame, *, dark: bool) -> list[str]:
    """Return the arrivals of the last weeks as drawings."""
    return [spark(bars, last=1, width=SPARK, dark=dark) for bars in rows["bars"]]


def _help(rows: pd.DataFrame) -> list[str]:
    """Return how many places are promised to each city or received, of those it asks for; "" where none."""
    said = _("{taken} of {needed}")
    pairs = zip(rows["needed"], rows["taken"], strict=True)
    return [said.format(taken=number(taken), needed=number(asked)) if asked else "" for asked, taken in pairs]


def _colours(shown: pd.DataFrame, rows: pd.DataFrame, *, dark: bool, chosen: str | None) -> dict[str, list[str]]:
    """Return the colours of words: the levels, and the chosen city."""
    colours = palette(dark)
    told = {"city_name": [colours.arrivals if code == chosen else "" for code in rows["city_code"]]}
    if "why" in shown:
        told["why"] = [getattr(colours, LEVEL_COLOURS.get(level, ""), "") for level in rows["level"]]
    return told


def _columns(page: Page, told: Overview, names: list[str]) -> dict[str, Any]:
    """Return how the columns are headed and how wide they are."""
    column, phone = st.column_config, page.phone
    span = _("12 weeks") if told.step != "month" else _("3 months")
    length = _("{count} d").format(count=page.scope.length)
    settings: dict[str, Any] = {
        "city_name": column.TextColumn(_("City"), width=84),
        "bars": column.ImageColumn(span, width=SPARK + 14, help=_("Arrivals; the last bar is the newest")),
        "arrivals": column.NumberColumn(
            length, width=58, format="localized", help=_("Arrivals in the period, {days}").format(days=length)
        ),
        "places": column.ImageColumn(
            _("Places"),
            width=PLACES + 14,
            help=_("Slate: occupied, green: free or reserved, red: over; the line is the limit"),
        ),
        "fill": column.TextColumn(
            _("Fill"),
            width=58 if phone else 48,
            alignment="right",
            help=_("People per place, in sites that tell their places"),
        ),
        "help": column.TextColumn(
            _("Promised"),
            width=78,
            alignment="right",
            help=_("Places promised to it or received, of those it asks for"),
        ),
        "why": column.TextColumn(
            _("Why"),
            width=204 if phone else 192,
            help=_(
                "■ critical, ▲ warning, △ watch: what crossed a threshold; these are set on the page Housing. Full in: "
                "days until no place is free, at the pace of the last week or two"
            ),
        ),
        "present": column.NumberColumn(_("In sites"), width=84, format="localized", help=_("People in its sites")),
        "newest_count": column.DateColumn(_("Counted"), width=100, format="D MMM YYYY"),
    }
    return {name: settings[name] for name in names}


def _note(page: Page, *, places_known: bool) -> str:
    """Return what the table rests on."""
    day = formats.day(page.scope.as_of)
    if places_known:
        return _("Sites, movements, needs and offers · {day}").format(day=day)
    return _("Sites and movements · {day}; no site tells its places").format(day=day)
