"""The app with one page more, at /empty: what a page costs is measured beside it, in the same process."""

from pathlib import Path
from typing import Any
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


def link(target: str | Page, **more: Any) -> None:
    """Draw a link to a page of the app: a script's path would be looked for beside this file."""
    to_page(pages()[Path(target).stem.replace("overview", "")] if isinstance(target, str) else target, **more)


to_page = st.page_link
with patch.object(page, "pages", pages), patch.object(st, "page_link", link):
    page.run()
