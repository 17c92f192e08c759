"""The first step of the Upload page: the file, what it is, who says it; and the sentence over the page."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.intake.checked import Checked
from idpdash.intake.sources import registry
from idpdash.intake.writing.templates import template
from idpdash.layouts import LAYOUTS
from idpdash.queries.places import places as places_query
from idpdash.ui import show, understood, uploading
from idpdash.ui.page import Page
from idpdash.ui.uploading import File
from idpdash.vocabulary import BOUNDARIES, DEMO, DESK

OURS = (DESK, DEMO, BOUNDARIES)  # sources that no file of a team has
ACCEPTED = _(
    "CSV, XLSX, XLS or ODS with movements, sites, occupancy, needs, offers or cities; or a list that we know: UNHCR "
    "PRMN, CCCM sites, Nanao shelters. Columns are recognised by their names, in seven languages, and by what stands "
    "in them."
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def style() -> None:
    """Add the style sheet of this page."""
    st.html(Path(__file__).parent / "upload.css")


def answer(page: Page, sentence: str, about: str = "", checked: Checked | None = None) -> None:
    """Show the state of affairs in one sentence, over it what it is about, under it the totals of a checked file."""
    parts = [
        show.tag("b", formats.day(page.today)),
        show.tag("span", about),
        show.tag("span", _("Fictional data") if page.fictional else "", "badge"),
    ]
    st.html(f'<div class="meta">{"".join(parts)}</div>{show.tag("h1", sentence, "sentence")}')
    if checked is not None and not checked.fatal:
        show.keys(understood.keys(checked))


def step(number: int, words: str, says: str = "") -> None:
    """Show a step's heading."""
    st.html(f'<h2 class="panel step"><span>{number}</span>{html.escape(words)}</h2>{show.tag("p", says, "says")}')


def choose() -> File | None:
    """Draw the first step and return the file that was chosen."""
    step(1, _("Your file"))
    file = uploading.chosen()
    if file is None:
        st.caption(ACCEPTED)
    templates()
    return file


def invitation(page: Page) -> None:
    """Say what happens to a file, before there is one; on an empty store, what to begin with."""
    totals = _(
        "How many people, in how many rows, on which days, in which cities; each fault with its row and its repair."
    )
    step(2, _("What we understood"), totals)
    step(3, _("Load it"), _("All of it, or the good rows while the others wait. Every upload can be taken back."))
    if page.read(places_query, page.scope).empty:
        show.empty(
            _("No cities are known yet"),
            _("Begin with the cities: fill in the template “Cities” and drop it here. Other files can name them then."),
        )


def sentence(page: Page, checked: Checked) -> str:
    """Return in one sentence what the file says, or why it cannot be loaded."""
    places = page.read(places_query, page.scope).dropna(subset=["city_code"])
    return understood.headline(checked, dict(zip(places["place_code"], places["city_code"], strict=True)))


def fate(page: Page, checked: Checked) -> str:
    """Return in one sentence what is to be said of a file that is not being loaded: above all that it is already."""
    twin = uploading.twin(page, checked)
    if twin is not None and not twin.changed:
        words = _("This very file is loaded already, as upload {upload}")
        return (words if twin.very else _("All of this is loaded already, as upload {upload}")).format(
            upload=twin.upload
        )
    return sentence(page, checked)


def templates() -> None:
    """Offer an example file of each layout."""
    with st.popover(_("Templates to fill in"), icon=":material/download:"):
        st.caption(_("One example row in each; delete it before you send the file."))
        for layout in LAYOUTS.values():
            with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"template_{layout.name}"):
                st.markdown(layout.label, width="stretch")
                for extension, mime in (("csv", "text/csv"), ("xlsx", XLSX)):
                    st.download_button(
                        extension.upper(),
                        lambda layout=layout, extension=extension: template(layout, extension),  # type: ignore[misc]
                        file_name=f"{layout.name}-template.{extension}",
                        mime=mime,
                        key=f"template_{layout.name}_{extension}",
                        on_click="ignore",
                        help=_("{layout} as {kind}").format(layout=layout.name, kind=extension.upper()),
                    )


def how_it_is_read(file: File, checked: Checked, uploads: pd.DataFrame) -> None:
    """Show as what the file was read and from whom, both to be changed. uploads: frame UPLOADS."""
    said = uploading.so_far(file)
    sources = [source for source in (*registry(), *uploads["source"].dropna().unique()) if source not in OURS]
    layouts = list(dict.fromkeys([*([checked.layout] if checked.layout else []), *LAYOUTS]))
    state, keys = st.session_state, (f"layout_{file.key}", f"source_{file.key}")
    state[keys[0]] = checked.layout or None
    state[keys[1]] = checked.source or None

    def layout_changed() -> None:
        uploading.say(file, replace(said, layout=state[keys[0]], mapping=()))

    def source_changed() -> None:
        uploading.say(file, replace(said, source=(state[keys[1]] or "").strip() or None))

    st.selectbox(
        _("Read as"),
        layouts,
        format_func=understood.layout_words,
        key=keys[0],
        on_change=layout_changed,
        placeholder=_("Say what kind of file it is"),
    )
    if len(checked.sheets) > 1:
        _sheet(file, checked)
    st.selectbox(
        _("Who says this (source)"),
        list(dict.fromkeys([*([checked.source] if checked.source else []), *sources])),
        key=keys[1],
        on_change=source_changed,
        accept_new_options=True,
        help=_("A later file of the same source is compared with this one. Choose a name or write a new one."),
    )


def _sheet(file: File, checked: Checked) -> None:
    """Ask which sheet of the workbook is read; the one that was read stands there."""
    key = f"sheet_{file.key}"
    st.session_state[key] = checked.sheet if checked.sheet in checked.sheets else None

    def take() -> None:
        uploading.say(file, replace(uploading.so_far(file), sheet=st.session_state[key]))

    st.selectbox(_("Sheet of the workbook"), list(checked.sheets), key=key, on_change=take)
