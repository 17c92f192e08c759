"""The frame round every page: configuration, navigation, errors that have a sentence, and the way in.

Streamlit also finds `pages/` by itself: on a fresh server the first deep link runs a page without `app.py`. So `run`
leaves a mark for this run, and `begin`, the first line of each page, sends a run without the mark back through the
frame.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

import streamlit as st

from idpdash import clock, settings
from idpdash.errors import IdpdashError, SurroundingsError
from idpdash.formats import _
from idpdash.queries import Read
from idpdash.scope import Scope
from idpdash.ui import data, filters, show
from idpdash.ui.navigation import pages

MARK = "_framed"
ABOUT = "idpdash: IDP arrivals, housing capacity and support between cities, on maps and charts."
LOGO = str(settings.ROOT / "src/idpdash/ui/logo.svg")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Page:
    """What a page is handed, all of it of one data version of the store.

    fictional: some of what the store holds is the demonstration. empty: it holds no fact.
    """

    scope: Scope
    version: int
    read: Read
    today: dt.date
    dark: bool
    phone: bool
    fictional: bool
    empty: bool


def run() -> None:
    """Draw the frame and the chosen page. What we can explain is said; anything else is our bug and shows as such."""
    st.set_page_config(
        page_title="idpdash",
        page_icon=LOGO,
        layout="wide",
        menu_items={"About": ABOUT},
    )
    st.session_state[MARK] = True
    st.logo(LOGO)  # its name stands beside it in style.css, in the colour of the theme
    show.style()
    chosen = st.navigation(list(pages().values()), position="top")
    try:
        chosen.run()
    except SurroundingsError as error:
        show.broken(str(error))
    except IdpdashError as error:
        show.refused(str(error))
    data.set_apart()


def begin(title: str, *, filtered: bool = True) -> Page:
    """Begin a page: ask for access, show the filters, and return what the page is about.

    Raises SurroundingsError where the store cannot be reached or access is not allowed.
    """
    if not st.session_state.pop(MARK, False):
        st.navigation(list(pages().values()), position="top")
        st.rerun()
    _admit()
    today = clock.today()
    version = data.version()
    read = data.reader(version)
    extent = filters.extent(read, today)
    scope = filters.question(read, today, extent=extent, visible=filtered)
    logging.getLogger(__name__).debug("page %s asks %s", title, scope)
    return Page(
        scope=scope,
        version=version,
        read=read,
        today=today,
        dark=st.context.theme.type == "dark",
        phone="Mobi" in (st.context.headers.get("User-Agent") or ""),
        fictional=extent.fictional,
        empty=extent.empty,
    )


def _admit() -> None:
    """Refuse to serve anyone but this machine's one user, an unset address included."""
    settings.access()
    if st.get_option("server.address") not in LOOPBACK:
        raise SurroundingsError(
            _(
                "idpdash lets in one local user only and must be bound to 127.0.0.1: "
                "start it with ./start, or with --server.address=127.0.0.1."
            )
        )
