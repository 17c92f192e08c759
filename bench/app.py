"""The app with one page more, at /empty: what a page costs is measured beside it, in the same process."""

from unittest.mock import patch

import streamlit as st
from streamlit.navigation.page import Page

from idpdash.ui import navigation, page


def empty() -> None:
    """Draw next to nothing."""
    st.write("Nothing.")


def pages() -> dict[str, Page]:
    """Return the app's pages and the empty one."""
    return {**navigation.pages(), "empty": st.Page(empty, title="Empty", url_path="empty")}


with patch.object(page, "pages", pages):
    page.run()
