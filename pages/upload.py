"""Upload: is my file right, and if not, what do I do?"""

from __future__ import annotations

import streamlit as st

from idpdash.formats import _
from idpdash.queries.places import cities, places
from idpdash.queries.uploads import uploads
from idpdash.ui import upload_file as first
from idpdash.ui import upload_reading as second
from idpdash.ui import upload_result as third
from idpdash.ui import uploading
from idpdash.ui.naming import known_places
from idpdash.ui.page import begin
from idpdash.ui.reference import show_reference
from idpdash.ui.upload_history import show_uploads

page = begin(_("Upload"), filtered=False)
first.style()
top = st.empty()
left, right = st.columns([1, 2.6], gap="large")
with left:
    file = first.choose()
if file is None:
    with top.container():
        first.answer(page, _("Drop a file: it is checked before anything is stored"))
    with right:
        first.invitation(page)
else:
    known = known_places(page.read(places, page.scope), page.read(cities, page.scope))
    now = uploading.loading(file)
    with top.container():
        first.answer(page, _("Loading …") if now else _("Reading …"), file.name)
    with right:
        if now is None:
            first.step(2, _("What we understood"))
        checked = now.checked if now else uploading.understood(file)
    if now is None:
        with top.container():
            first.answer(page, first.fate(page, checked), file.name, checked)
        with left:
            first.how_it_is_read(file, checked, page.read(uploads, page.scope))
    with right:
        if now is None:
            second.what_we_understood(file, checked, known)
        else:
            third.outcome(page, file, now, top)
    if now is None:
        with right if page.phone else left:  # on a desk it is seen without scrolling
            third.result(page, file, checked)
show_uploads(page)
show_reference(page)
