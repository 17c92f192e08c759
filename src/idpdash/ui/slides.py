"""The briefing on a wall: one thought a slide, moved by keys or by the clock, renewed when the store changes."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from idpdash import clock, formats
from idpdash.answers import words
from idpdash.answers.briefing import Briefing
from idpdash.errors import SurroundingsError
from idpdash.formats import _
from idpdash.ui import data, filters, navigation, show
from idpdash.ui.page import Page
from idpdash.ui.show import tag

TICK_SECONDS = 5  # how often a slide looks whether there is something new, or whether its time is over
SLIDE_SECONDS = 20
LONG = 7  # signs from which a large figure is set smaller


@dataclass(frozen=True)
class Slide:
    """One slide. draw: puts what is below the sentence, and returns what the figures are, for the foot."""

    name: str
    kicker: str
    draw: Callable[[Page, Briefing], str]


@dataclass(frozen=True)
class Figure:
    """One figure on a slide: the number, what it counts, and what it is compared with.

    tone: a colour word of style.css, or "". parts: shares of a whole (0 to 1) with their class, as a bar; None: no bar.
    city: the code of the city that it is about, to whose page its label leads.
    """

    number: str
    label: str
    rest: str = ""
    tone: str = ""
    parts: tuple[tuple[float, str], ...] | None = None
    city: str = ""


def bare() -> None:
    """Take the frame away."""
    st.html(Path(__file__).parent / "slides.css")


def big(figures: Sequence[Figure]) -> None:
    """Show a few figures large, side by side."""
    st.html(f'<div class="slide"><div class="big">{"".join(_figure(figure) for figure in figures)}</div></div>')


def quiet(heading: str, words: str) -> None:
    """Show that there is nothing to show, and why."""
    st.html(f'<div class="slide"><div class="quiet">{tag("b", heading)}{tag("div", words)}</div></div>')


def rows(figures: Sequence[Figure], *, two: bool = False) -> None:
    """Show figures under one another, the number in front; two: in two columns."""
    cells = "".join(
        f"<div>{tag('strong', figure.number, figure.tone)}<div>{_label(figure)}"
        f"{tag('div', figure.rest, 'rest')}{_bar(figure.parts)}</div></div>"
        for figure in figures
    )
    st.html(f'<div class="slide"><div class="rows{" two" if two else ""}">{cells}</div></div>')


def _label(figure: Figure) -> str:
    """Return what a figure counts; a city's name leads to its page."""
    if not figure.city:
        return tag("div", figure.label, "label")
    query = urlencode(filters.address() | {"city": figure.city}, doseq=True)
    return (
        f'<div class="label"><a href="city?{html.escape(query)}" target="_self">{html.escape(figure.label)}</a></div>'
    )


def _bar(parts: tuple[tuple[float, str], ...] | None) -> str:
    """Return a bar that is filled in parts."""
    if parts is None:
        return ""
    filled = "".join(f'<i class="{css}" style="width:{share:.1%}"></i>' for share, css in parts if share)
    return f'<div class="bar">{filled}</div>'


def _figure(figure: Figure) -> str:
    """Return one large figure as HTML."""
    words = " words" if not figure.number[:1].isdigit() else " long" if len(figure.number) > LONG else ""
    return (
        f"<div>{tag('strong', figure.number, figure.tone + words)}{tag('span', figure.label, 'label')}"
        f"{tag('div', figure.rest, 'rest')}</div>"
    )


def play(page: Page, slides: Sequence[Slide], ask: Callable[[], Briefing]) -> None:
    """Show the slide of this session, and its controls."""
    state = st.session_state
    if "slide" not in state:
        asked = st.query_params.get("slide", "1")
        state.slide = next((at for at in range(len(slides)) if asked == str(at + 1)), 0)
        state.playing = st.query_params.get("play") == "1"
        state.slide_since = time.monotonic()
    _stage(page, slides, ask)


@st.fragment(run_every=TICK_SECONDS)
def _stage(page: Page, slides: Sequence[Slide], ask: Callable[[], Briefing]) -> None:
    """Draw one slide; run again each few seconds."""
    state = st.session_state
    try:
        if data.version() != page.version or clock.today() != page.today:
            st.rerun()
        if state.playing and time.monotonic() - state.slide_since >= SLIDE_SECONDS:
            _move(1, len(slides))
        briefing = ask()
    except SurroundingsError as error:  # nobody else catches it here: only this part runs again
        show.broken(str(error))
        return
    slide = slides[state.slide]
    _head(page, slide, briefing, number=state.slide + 1, count=len(slides))
    foot = f"{tag('span', slide.draw(page, briefing))}{_as_of(page, briefing)}"
    st.html(f'<div class="slide"><div class="foot">{foot}</div></div>')
    _controls(len(slides))


def _head(page: Page, slide: Slide, briefing: Briefing, *, number: int, count: int) -> None:
    """Draw which slide it is, of which places, and its sentence."""
    kicker = _("Briefing {number} of {count} · {about}").format(number=number, count=count, about=slide.kicker)
    places = filters.about(briefing.overview.summary.cities)
    badge = tag("span", _("Fictional data"), "badge") if page.fictional else ""
    st.html(
        f'<div class="slide"><div class="kicker">{tag("span", f"{kicker} · {places}" if places else kicker)}{badge}'
        f"</div>{tag('h1', briefing.headlines[slide.name], 'sentence')}"
        f"{tag('div', briefing.says.get(slide.name, ''), 'says')}</div>"
    )


def _as_of(page: Page, briefing: Briefing) -> str:
    """Return who reported, and the day; that it is long ago is said."""
    coverage, day = briefing.overview.coverage, formats.day(page.scope.as_of)
    told = _("Reports of {reported} of {cities}").format(
        reported=formats.number(coverage.reported), cities=words.cities(coverage.expected)
    )
    age = (page.today - page.scope.as_of).days
    old = _("{day}, {days} ago").format(day=day, days=formats.days(age))
    when = tag("b", old, "warning") if age > show.OLD_DAYS else tag("span", day)
    return f'<span class="day">{tag("span", f"{told} · ") if coverage.expected else ""}{when}</span>'


def _move(step: int, count: int) -> None:
    """Go some slides on, or back."""
    st.session_state.slide = (st.session_state.slide + step) % count
    st.session_state.slide_since = time.monotonic()
    st.query_params["slide"] = str(st.session_state.slide + 1)


def _turn() -> None:
    """Start or stop moving on by itself."""
    st.session_state.playing = not st.session_state.playing
    st.session_state.slide_since = time.monotonic()


def _controls(count: int) -> None:
    """Draw the controls: small, at the foot, and each with its key."""
    playing = st.session_state.playing
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="slide_controls"):
        st.button(_("Back"), on_click=_move, args=(-1, count), shortcut="Left", type="tertiary", key="slide_back")
        st.button(_("Next"), on_click=_move, args=(1, count), shortcut="Right", type="tertiary", key="slide_next")
        label = _("Stop") if playing else _("Move on every {seconds} s").format(seconds=SLIDE_SECONDS)
        st.button(label, on_click=_turn, shortcut="P", type="tertiary", key="slide_play")
        navigation.link("", _("Leave the briefing"))
