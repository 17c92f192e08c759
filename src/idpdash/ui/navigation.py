"""Which pages there are, in which order, at which address; and the one way to link to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from idpdash.formats import _
from idpdash.settings import ROOT

_PAGES = {
    "": ("overview", _("Overview")),
    "arrivals": ("arrivals", _("Arrivals")),
    "housing": ("housing", _("Housing")),
    "exchange": ("exchange", _("Exchange")),
    "city": ("city", _("City")),
    "briefing": ("briefing", _("Briefing")),
    "upload": ("upload", _("Upload")),
}


def pages() -> dict[str, Page]:
    """Return the pages by their address; "" is the Overview."""
    return {address: _page(address) for address in _PAGES}


def _page(address: str) -> Page:
    """Return the page at an address."""
    script, title = _PAGES[address]
    return st.Page(ROOT / "pages" / f"{script}.py", title=title, url_path=address, default=not address)


def link(
    address: str,
    label: str,
    *,
    query: Mapping[str, str | Sequence[str]] | None = None,
    icon: str | None = None,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """Draw a link to the page at an address, "" for the Overview; query: what stands in the address behind it.

    A link by a script's path would depend on the folder of the script that runs the app.
    """
    st.page_link(_page(address), label=label, icon=icon, query_params=query, width=width)
