"""Which pages there are, in which order, at which address."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from idpdash.formats import _
from idpdash.settings import ROOT


def pages() -> dict[str, Page]:
    """Return the pages by their address; "" is the Overview."""
    titles = {
        "": ("overview", _("Overview")),
        "arrivals": ("arrivals", _("Arrivals")),
        "housing": ("housing", _("Housing")),
        "exchange": ("exchange", _("Exchange")),
        "city": ("city", _("City")),
        "briefing": ("briefing", _("Briefing")),
        "upload": ("upload", _("Upload")),
    }
    return {
        address: st.Page(ROOT / "pages" / f"{script}.py", title=title, url_path=address, default=not address)
        for address, (script, title) in titles.items()
    }
