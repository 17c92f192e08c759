"""Since when changes are told: a span, or the moment at which this browser's user said "I have seen this".

idpdash keeps nothing about who looked when, and a page without scripts can leave nothing in the browser. So the moment
stands in the address (`?since=2026-11-24T08:00Z`): it outlives the session in a bookmark or a restored tab, and a link
shows a colleague the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from idpdash import clock, formats, settings
from idpdash.formats import _

NAME = "since"
SPANS = {"24h": dt.timedelta(hours=24), "7d": dt.timedelta(days=7)}
USUAL = "24h"
WRITTEN = "%Y-%m-%dT%H:%MZ"
EARLIEST = dt.datetime(1900, 1, 2)


@dataclass(frozen=True)
class Since:
    """An instant (UTC, without offset), its day on this clock, and how it stands in the address."""

    at: dt.datetime
    day: dt.date
    written: str

    @property
    def says(self) -> str:
        """Return the instant in words: "23 Nov, 14:05"."""
        local = _local(self.at)
        return _("{day}, {time}").format(day=formats.day(self.day, year=False), time=f"{local:%H:%M}")


def since(now: dt.datetime | None = None) -> Since:
    """Return since when: the address first, then what was chosen in this session, then the last 24 hours.

    Writes the choice into the address. now: UTC; the present by default. What cannot be read, or lies ahead, is the
    usual.
    """
    moment = now or clock.now()
    written = st.query_params.get(NAME)
    text = written if written and _instant(written, moment) else st.session_state.get(NAME, USUAL)
    at = _instant(text, moment)
    if at is None:  # kept by a session that began before the clock was set back
        text, at = USUAL, moment - SPANS[USUAL]
    _keep(text)
    return Since(at, _local(at).date(), text)


def _keep(text: str) -> None:
    """Keep the choice for this session, and in the address where it is not the usual one."""
    st.session_state[NAME] = text
    if text != USUAL and st.query_params.get(NAME) != text:
        st.query_params[NAME] = text
    elif text == USUAL and NAME in st.query_params:
        del st.query_params[NAME]


def _instant(text: str, now: dt.datetime) -> dt.datetime | None:
    """Return the instant that a text means, None where it means none or one to come.

    A span begins at the full hour before, so that all who look in one hour share one answer.
    """
    if text in SPANS:
        return (now - SPANS[text]).replace(minute=0, second=0, microsecond=0)
    try:
        at = dt.datetime.strptime(text, WRITTEN)  # noqa: DTZ007 - in UTC, like every instant of the store
    except ValueError:
        return None
    return at if EARLIEST <= at <= now else None


def _local(at: dt.datetime) -> dt.datetime:
    """Return an instant (UTC) on the clock of this house."""
    return at.replace(tzinfo=dt.UTC).astimezone(settings.timezone())


def choose(current: Since) -> None:
    """Draw the choice of a span, and the button that makes this moment the one since which changes are told."""
    words = {"24h": _("the last 24 hours"), "7d": _("the last 7 days")}
    if current.written not in words:
        words[current.written] = _("I last looked, {moment}").format(moment=current.says)
    key = f"{NAME}_span"
    st.session_state[key] = current.written
    st.selectbox(
        _("Changes since"),
        list(words),
        format_func=words.__getitem__,
        key=key,
        on_change=lambda: _keep(st.session_state[key]),
        label_visibility="collapsed",
        width=230,
    )
    st.button(
        _("I have seen this"),
        key=f"{NAME}_seen",
        on_click=_seen,
        help=_("From now on changes are told since this moment. It is kept in the address: bookmark it."),
    )


def _seen() -> None:
    """Tell changes since this moment; call it in a callback only."""
    _keep(clock.now().strftime(WRITTEN))
