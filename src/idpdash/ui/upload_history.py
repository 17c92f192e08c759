"""What was loaded before, newest first; what of it still waits to be mended; and the way back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _, known, ngettext
from idpdash.queries.uploads import uploads as uploads_query
from idpdash.store.given_out import EXPORT
from idpdash.ui import data, show, uploading
from idpdash.ui.page import Page
from idpdash.ui.waiting import show_waiting, when

TABLE = "uploads"
STATUS = {"live": _("in use"), "superseded": _("replaced by a later one"), "undone": _("taken back")}
SHOWN = ["upload", "what", "when", "source", "by", "rows_loaded", "rows_waiting", "period", "status"]
LABELS = {
    "upload": _("No."),
    "what": _("File or act"),
    "when": _("Loaded"),
    "rows_loaded": _("Rows loaded"),
    "rows_waiting": _("Rows waiting"),
    "period": _("Days"),
    "status": _("Now"),
}
ACTS = {
    "occupancy": _("a count entered by hand"),
    "needs": _("a need entered by hand"),
    "offers": _("an offer entered by hand"),
    "aliases": _("what spellings of places mean"),
    "places": _("a place entered or corrected by hand"),
    "cities": _("a city entered or corrected by hand"),
    "sites": _("sites entered or corrected by hand"),
    "profiles": _("how files of one kind are read"),
    "dismissed": _("rows that need no mending"),
    "choices": _("standards and thresholds"),
    EXPORT: _("rows given out as a file"),
}
WIDTHS = {"upload": 60, "rows_loaded": 110, "rows_waiting": 110}
MANY = 9  # rows above which the table scrolls


def history(uploads: pd.DataFrame) -> pd.DataFrame:
    """Return frame UPLOADS as it is shown, the newest first."""
    shown = uploads.assign(
        what=[_what(*pair) for pair in zip(uploads["file_name"], uploads["layout"], strict=True)],
        when=uploads["loaded_at"].map(when),
        period=[_period(*pair) for pair in zip(uploads["period_start"], uploads["period_end"], strict=True)],
        status=uploads["status"].map(STATUS).mask(uploads["layout"] == EXPORT, _("noted")),
    )
    return shown[SHOWN]


def _what(file_name: object, layout: str) -> str:
    """Return what an upload was: a file by its name, or an act."""
    return str(file_name) if known(file_name) else ACTS.get(layout, layout)


def _period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return the days an upload is about, "" where it is about none."""
    return formats.period(start, end) if known(start) and known(end) else ""


def show_uploads(page: Page) -> None:
    """Show earlier uploads with the way back, and the rows that wait."""
    read = data.reader(data.version())  # of this moment: this very run may have loaded something
    uploads = read(uploads_query, page.scope)
    if uploads.empty:
        return
    live = int(((uploads["status"] == "live") & (uploads["layout"] != EXPORT)).sum())
    words = ngettext("{count} is in use and can be taken back.", "{count} are in use; each can be taken back.", live)
    show.title(_("Uploads"), words.format(count=live) if live else _("None is in use."))
    shown = history(uploads)
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(LABELS[name], width=width, format="localized")
        for name, width in WIDTHS.items()
    }
    config["period"] = st.column_config.TextColumn(LABELS["period"], width="medium")
    show.table(
        shown,
        name=TABLE,
        labels=LABELS,
        config=config,
        height=None if len(shown) < MANY else 320,
        on_select=lambda: _picked(uploads),
    )
    _undo(uploads)
    show_waiting(page, read, uploads)


def _picked(uploads: pd.DataFrame) -> None:
    """Take the row that was clicked as the upload to be taken back."""
    cells = st.session_state.get(TABLE, {}).get("selection", {}).get("cells", [])
    picked = uploads.iloc[cells[0][0]] if cells and cells[0][0] < len(uploads) else None
    if picked is not None and picked["status"] != "undone" and picked["layout"] != EXPORT:
        st.session_state[_choice(uploads)] = int(picked["upload"])


def _choice(uploads: pd.DataFrame) -> str:
    """Return the key of the choice of an upload: with every new upload the newest is offered first."""
    return f"undo_choice_{uploads['upload'].max()}"


def _undo(uploads: pd.DataFrame) -> None:
    """Offer to take one upload back; say what the last undo came to."""
    there = uploads[(uploads["status"] != "undone") & (uploads["layout"] != EXPORT)]
    said = uploading.said_of_undo("history")
    if said is not None:
        (st.success if said[0] else st.error)(said[1])
    if there.empty:
        return
    named = there[["upload", "file_name", "layout"]].itertuples(index=False, name=None)
    words = {int(upload): f"{upload} · {_what(file_name, layout)}" for upload, file_name, layout in named}
    key = _choice(uploads)
    if st.session_state.get(key) not in words:
        st.session_state[key] = next(iter(words))
    with st.container(horizontal=True, vertical_alignment="bottom", key="undo_form"):
        chosen = st.selectbox(
            _("Take back an upload (or click its row)"),
            list(words),
            format_func=words.__getitem__,
            key=key,
            width=420,
        )
        st.button(
            _("Undo upload {upload}").format(upload=chosen),
            key=f"undo_chosen_{chosen}",  # a second click on this button never takes back the next upload
            on_click=uploading.take_back,
            args=(int(chosen or 0), "history"),
        )
