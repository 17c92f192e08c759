"""The table of sites on the Housing page, the most over-full first, and the way to record a count of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.housing import Housing
from idpdash.figures.cells import bullet
from idpdash.figures.theme import palette
from idpdash.formats import _, known
from idpdash.ui import counting, filters, show
from idpdash.ui.housing_words import site_rows, table_title
from idpdash.ui.page import Page
from idpdash.vocabulary import SiteStatus

MOST = 20
ROW, HEADER = 31, 34  # pixels
SHOWN_ROWS = 12
BAR = 92
NAME = "sites"
PHONE = {"site_name": 182, "state": 114, "counted": 66}  # 362 pixels; the rest is in the download
WHERE_TOLD = ("binding", "area", "open")  # columns that are left out where no row has anything in them
BINDING = {
    "beds": _("beds"),
    "legal_limit": _("legal limit"),
    "places_reported": _("own figure"),
    "staffed_places": _("staff"),
    "safe_room_seats": _("safe room"),
    "by_area": _("floor area"),
    "by_toilets": _("toilets"),
}
BANDS = {"red": ("▲", "over"), "amber": ("△", "watch"), "green": ("", "free_text")}


def sites(page: Page, told: Housing, *, accessible: bool = False) -> None:
    """Draw the table with its title, its acts and a download. accessible: of the sites that have accessible places."""
    every_site = told.sites[(told.sites["accessible"] > 0).fillna(value=False)] if accessible else told.sites
    show.title(table_title(told))
    # To the left: at the right end the table's own buttons would cover them.
    with st.container(horizontal=True, vertical_alignment="center", key="sites_acts"):
        counting.button()
        every = len(every_site) > MOST and st.toggle(
            _("All {count} sites").format(count=formats.number(len(every_site))), key="sites_all"
        )
    if accessible and every_site.empty and not told.sites.empty:
        show.empty(_("No site tells accessible places"), _("They are the column accessible_beds of a list of sites."))
        return
    if told.sites.empty:
        show.empty(_("No site is open on this day"), _("Choose another day or city, or upload a list of sites."))
        return
    rows = every_site if every else every_site.head(MOST)
    codes = list(rows["site_code"])
    # Other rows are another table: what was clicked there does not hold here.
    name = f"{NAME}_{crc32(' '.join(codes).encode()):x}"

    def clicked() -> None:
        cells = st.session_state[name]["selection"]["cells"]
        if cells:  # a click anywhere else deselects, also the one on the form's button
            counting.choose(codes[cells[0][0]])

    stale = rows["site_code"].isin(told.stale["site_code"])
    told_rows = rows.assign(stale=stale)
    shown = _shown(told_rows, dark=page.dark, bars=not every and not page.phone, accessible=accessible)
    if page.phone:
        records = told_rows.to_dict("records")
        short = {name: [words(row, short=True) for row in records] for name, words in _SHORT.items()}
        shown = shown.assign(**short)[list(PHONE)]
    shown = shown[[name for name in shown if name not in WHERE_TOLD or (shown[name] != "").any()]]
    show.table(
        shown,
        name=name,
        config=_config(shown, phone=page.phone),
        height=HEADER + ROW * min(len(rows), SHOWN_ROWS),
        on_select=clicked,
        placeholder=_("unknown"),
        colours={name: one for name, one in _colours(rows, stale, dark=page.dark).items() if name in shown},
    )
    show.download(site_rows(told), name="sites", as_of=page.scope.as_of)


def on_map(name: str, rows: pd.DataFrame) -> None:
    """Take over the site clicked on a map: filter to its city or, within it, choose the site for the next count.

    Call it in a callback only. rows: the sites of the map.
    """
    code = show.picked(name)
    city = rows.loc[rows["site_code"] == code, "city_code"].dropna()
    if code is None or city.empty:
        return
    if filters.chosen_city() == city.iloc[0]:
        counting.choose(code)
    else:
        filters.choose_city(str(city.iloc[0]))


def _shown(rows: pd.DataFrame, *, dark: bool, bars: bool, accessible: bool = False) -> pd.DataFrame:
    """Return the sites as they are shown; bars: with a drawing in each row; accessible: with those places."""
    records = rows.to_dict("records")
    table: dict[str, Any] = {"site_name": rows["site_name"], "city_name": rows["city_name"].fillna(_("no city"))}
    if bars:
        table["bar"] = [bullet(row["occupied"], row["capacity"], width=BAR, dark=dark) for row in records]
    return pd.DataFrame(
        table
        | {
            "occupied": rows["occupied"],
            "capacity": rows["capacity"],
            "state": [state(row) for row in records],
            "counted": [counted(row) for row in records],
            **({"accessible": [accessible_places(row) for row in records]} if accessible else {}),
            "binding": [binding(row) for row in records],
            "area": [area(row) for row in records],
            "open": [open_days(row) for row in records],
        }
    )


def state(row: Mapping[Any, Any]) -> str:
    """Return in words whether a site has room."""
    if row["status"] == SiteStatus.PAUSED:
        return _("paused, takes nobody")
    if not known(row["capacity"]):
        return _("unknown")
    if row["over"] > 0:
        return _("■ {count} over").format(count=formats.number(row["over"]))
    if not known(row["occupied"]):
        return _("{count} places, not counted").format(count=formats.number(row["capacity"]))
    if row.get("reserved"):
        words = _("{count} free, {reserved} reserved") if row["free"] else _("full, {reserved} reserved")
        return words.format(count=formats.number(row["free"]), reserved=formats.number(row["reserved"]))
    return _("{count} free").format(count=formats.number(row["free"])) if row["free"] else _("full")


def counted(row: Mapping[Any, Any], *, short: bool = False) -> str:
    """Return how old the last count of a site is; an old one is called stale. short: marked by its sign alone."""
    if not known(row["age_days"]):
        return _("△ never")
    if row["age_days"] == 0:
        return _("today")
    days = formats.number(row["age_days"])
    if short:
        return (_("△ {days} d") if row["stale"] else _("{days} d")).format(days=days)
    age = _("{days} d ago").format(days=days)
    return _("△ {age}, stale").format(age=age) if row["stale"] else age


def binding(row: Mapping[Any, Any]) -> str:
    """Return what limits the places of a site, and how many more there would be without it: "toilets (+14)".

    "beds and others" where something else limits it as tightly, so that lifting one alone gives nothing.
    """
    if not known(row["binding"]):
        return ""
    name = BINDING[row["binding"]]
    if not known(row["lifting"]):
        return name
    if row["lifting"] == 0:
        return _("{limit} and others").format(limit=name)
    return _("{limit} (+{places})").format(limit=name, places=formats.number(row["lifting"]))


_SHORT = {"counted": counted}


def area(row: Mapping[Any, Any]) -> str:
    """Return the covered square metres that each person has now, with the sign of the band: "▲ 2.9"."""
    if not known(row["m2_per_person"]):
        return ""
    return f"{BANDS[row['area_band']][0]} {row['m2_per_person']:.1f}".strip()


def accessible_places(row: Mapping[Any, Any]) -> str:
    """Return how many places are accessible and how many of them may be free: nobody tells which beds are taken."""
    if not known(row["accessible_free"]):
        return formats.number(row["accessible"])
    return _("{count}, at most {free} free").format(
        count=formats.number(row["accessible"]), free=formats.number(row["accessible_free"])
    )


def open_days(row: Mapping[Any, Any]) -> str:
    """Return from when and until when a site is open, where it is said."""
    opens, closes = row["opens_on"], row["closes_on"]
    if known(opens) and known(closes):
        return formats.period(opens, closes)
    if known(closes):
        return _("until {day}").format(day=formats.day(closes))
    return _("since {day}").format(day=formats.day(opens)) if known(opens) else ""


def _colours(rows: pd.DataFrame, stale: pd.Series[bool], *, dark: bool) -> dict[str, list[str]]:
    """Return the colours of what needs an eye; the words say the same."""
    colours = palette(dark)
    over, free = (rows["over"] > 0).fillna(value=False), (rows["free"] > 0).fillna(value=False)
    return {
        "state": [
            colours.over if bad else colours.free_text if good else "" for bad, good in zip(over, free, strict=True)
        ],
        "counted": [colours.watch if old else "" for old in stale],
        "area": [getattr(colours, BANDS[band][1]) if known(band) else "" for band in rows["area_band"]],
    }


def _config(shown: pd.DataFrame, *, phone: bool) -> dict[str, Any]:
    """Return how the columns are shown."""
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    config: dict[str, Any] = {
        "site_name": text(_("Site")),
        "city_name": text(_("City"), width=104),
        "bar": st.column_config.ImageColumn(
            _("Filled"), width=BAR + 16, help=_("Grey: people. Green: free. Red: over. The line is the limit.")
        ),
        "occupied": number(_("People"), format="localized", width=72),
        "capacity": number(_("Places"), format="localized", width=72),
        "state": text(_("Room"), width=132),
        "counted": text(
            _("Count") if phone else _("Last count"), width=126, help=_("How long ago people were counted")
        ),
        "accessible": text(_("Accessible"), width=150),
        "binding": text(
            _("Limited by"),
            width=132,
            help=_(
                "The tightest of all that bounds its places; in brackets how many more there were without it. "
                "And others: something else is as tight."
            ),
        ),
        "area": text(
            _("m² each"),
            width=76,
            alignment="right",
            help=_("Covered floor area a person now. ▲ below the standard chosen, △ meets it, but not the next step"),
        ),
        "open": text(_("Open"), width=160),
    }
    if phone:
        for name, width in PHONE.items():
            config[name]["width"] = width
    return {name: config[name] for name in shown.columns}
