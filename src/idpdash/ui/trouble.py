"""The table of cities on the Overview, worst first: who comes, how full, when it will be full, what help there is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.overview import Overview
from idpdash.answers.words import until_full
from idpdash.figures.cells import bullet, spark
from idpdash.figures.theme import palette
from idpdash.formats import _, known, number, percent
from idpdash.ui import choosing, show
from idpdash.ui.page import Page

NAME = "trouble"
WORST, WORST_ON_PHONE = 20, 8
ROW, HEADER, VISIBLE = 31, 33, 10  # pixels, pixels, rows
SPARK, PLACES = 72, 84  # pixels
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
    if not phone:
        shown["bars"] = [spark(bars, last=1, width=SPARK, dark=dark) for bars in rows["bars"]]
    if not phone or not places_known:
        shown["arrivals"] = rows["arrivals"].to_numpy()
    if not places_known:
        present = rows["occupied"].where(rows["newest_count"].notna())
        return shown.assign(present=present.to_numpy(), newest_count=rows["newest_count"].to_numpy())
    pairs = zip(rows["occupied_known"].where(rows["sites"] > 0), rows["capacity"], strict=True)
    shown["places"] = [bullet(occupied, capacity, width=PLACES, dark=dark) for occupied, capacity in pairs]
    shown["fill"] = [percent(share) if known(share) else "" for share in rows["fill"]]
    there = rows[["sites", "full", "level", "full_low", "full_high", "over"]].itertuples(index=False, name=None)
    told = rows["free"].notna()
    shown["full_in"] = [
        until_full(*said, full=full, told=known) if sites else _("no sites")
        for (sites, full, *said), known in zip(there, told, strict=True)
    ]
    return shown if phone else shown.assign(help=_help(rows), why=rows["why"].to_numpy())


def _help(rows: pd.DataFrame) -> list[str]:
    """Return how many places are offered to each city of those it asks for; nothing where it asks for none."""
    said = _("{offered} of {needed}")
    pairs = zip(rows["needed"], rows["offered_to"], strict=True)
    return [said.format(offered=number(given), needed=number(asked)) if asked else "" for asked, given in pairs]


def _colours(shown: pd.DataFrame, rows: pd.DataFrame, *, dark: bool, chosen: str | None) -> dict[str, list[str]]:
    """Return the colours of words: the levels, and the chosen city."""
    colours = palette(dark)
    told = {"city_name": [colours.arrivals if code == chosen else "" for code in rows["city_code"]]}
    if "full_in" in shown:
        told["full_in"] = [getattr(colours, LEVEL_COLOURS.get(level, ""), "") for level in rows["level"]]
    return told


def _columns(page: Page, told: Overview, names: list[str]) -> dict[str, Any]:
    """Return how the columns are headed and how wide they are."""
    column, phone = st.column_config, page.phone
    span = _("12 weeks") if told.step != "month" else _("3 months")
    length = _("{count} d").format(count=page.scope.length)
    settings: dict[str, Any] = {
        "city_name": column.TextColumn(_("City"), width=88 if phone else 92),
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
            _("Fill"), width=56, alignment="right", help=_("People per place, in sites that tell their places")
        ),
        "full_in": column.TextColumn(
            _("Full in"),
            width=94,
            help=_(
                "Days until no place is free at the pace of the last week or two. ■ critical, ▲ warning, △ watch: the "
                "reason stands at the end of the row, the thresholds on the page Housing"
            ),
        ),
        "help": column.TextColumn(
            _("Help"), width=74, alignment="right", help=_("Places that others offer to it, of those it asks for")
        ),
        "why": column.TextColumn(_("Why"), width=260, help=_("The threshold that the city has crossed")),
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
