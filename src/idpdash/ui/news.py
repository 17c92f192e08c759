"""What changed since somebody last looked, and who is late in reporting: lines that lead on, worst first."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st

from idpdash import formats, settings
from idpdash.answers import words
from idpdash.answers.news import News, news
from idpdash.answers.overview import Overview
from idpdash.answers.telling import Event
from idpdash.formats import _, known, ngettext, number
from idpdash.ui import data, filters, looking, navigation, show
from idpdash.ui.key_figures import SOURCES
from idpdash.ui.page import Page

MOST, MOST_LATE = 10, 8  # lines, the rest on demand
SIGNS = {"critical": ":red[■] ", "warning": ":orange[▲] ", "watch": ":yellow[△] "}


def since_you_looked(page: Page, overview: Overview) -> None:
    """Draw both lists, side by side where there is room. overview: of the page's scope."""
    since = looking.since()
    left, right = st.columns([1.6, 1], gap="medium")
    at, day, until = since.at, since.day, _until(page)
    work = partial(news, page.read, page.scope, since=at, day=day, until=until, told=overview)
    told = data.worked(page.version, "news", page.scope, at, day, until, work=work)
    with left:
        with show.head("since", wrap=True):
            show.title(_heading(told, since))
            looking.choose(since)
        _changes(told, since)
    with right:
        _late(told)


def _until(page: Page) -> dt.datetime | None:
    """Return the end of the day asked for (UTC) where one in the past was chosen; what came later is not told then."""
    if page.scope.exchange_day >= page.today:
        return None
    midnight = dt.datetime.combine(page.scope.exchange_day + dt.timedelta(days=1), dt.time(), settings.timezone())
    return midnight.astimezone(dt.UTC).replace(tzinfo=None)


def _heading(told: News, since: looking.Since) -> str:
    """Return what the list shows."""
    if told.nothing:
        return _("Nothing has changed since {moment}").format(moment=since.says)
    return _("Since {moment}: {what}").format(moment=since.says, what=told.says)


def _changes(told: News, since: looking.Since) -> None:
    """Draw the changes, at most ten, the rest on demand."""
    if told.nothing:
        show.empty(
            _("Nothing has changed since {moment}").format(moment=since.says),
            _("No report came, no city crossed a threshold, no promise changed. Choose a longer time above."),
        )
        return
    reports = report_lines(told.reports)
    count = len(told.events) + len(reports)
    kept = max(MOST - len(reports), MOST // 2)  # reports stand last, and are never all hidden
    every = count > MOST and st.session_state.get("since_all", False)
    with st.container(key="since_list", gap=None):
        for event in told.events if every or count <= MOST else told.events[:kept]:
            _line(event)
        for line in reports if every or count <= MOST else reports[: MOST - min(kept, len(told.events))]:
            navigation.link("upload", show.plain(line), width="stretch")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(show.tag("div", _note(told), "source"))
        if count > MOST:
            st.toggle(_("All {count} changes").format(count=number(count)), key="since_all")


def _line(event: Event) -> None:
    """Draw one change as a link to where more stands."""
    address = filters.address() | {"city": event.city}
    label = SIGNS.get(event.tone, "") + show.plain(event.says)
    navigation.link(event.page, label, query=address, width="stretch")


def _note(told: News) -> str:
    """Return what the list rests on."""
    if told.then is None:
        return _("Reports, needs and promises as entered · no figures of an earlier day to compare")
    return _("Cities on {day} beside {then} · reports, needs and promises as entered").format(
        day=formats.day(told.scope.as_of, year=False), then=formats.day(told.then, year=False)
    )


def report_lines(uploads: pd.DataFrame) -> list[str]:
    """Return one line a source and person: how many reports of how many rows came, the newest first."""
    lines = []
    for (source, by), rows in uploads.groupby(["source", "by"], sort=False):
        count = len(rows)
        words = ngettext(
            "{source}: {count} report of {rows} by {by}", "{source}: {count} reports of {rows} by {by}", count
        )
        total = int(rows["rows_loaded"].sum())
        size = ngettext("{count} row", "{count} rows", total).format(count=number(total))
        name = SOURCES.get(str(source), str(source))
        lines.append(words.format(source=name, count=number(count), rows=size, by=by))
    return lines


def _late(told: News) -> None:
    """Draw which cities are late in reporting, the longest silent first."""
    show.title(_late_title(told))
    if told.late.empty:
        if told.expected:
            says = _("Every city that has sites or arrivals told a count or arrivals in the last {days} days.")
            st.html(show.tag("p", says.format(days=told.report_days), "says"))
        return
    many = len(told.late) > MOST_LATE
    rows = told.late if many and st.session_state.get("late_all") else told.late.head(MOST_LATE)
    with st.container(key="late_list", gap=None):
        for row in rows.to_dict("records"):
            label = show.plain(f"{row['city_name']}: {silent(row['last_report'], row['age_days'])}")
            query = filters.address() | {"city": row["city_code"]}
            navigation.link("city", label, query=query, width="stretch")
    if many:
        st.toggle(_("All {count} late cities").format(count=number(len(told.late))), key="late_all")


def _late_title(told: News) -> str:
    """Return how many cities are late."""
    if not told.expected:
        return _("No city is expected to report yet")
    if told.late.empty:
        return _("No city is late in reporting")
    said = ngettext(
        "{late} of {cities} has not reported for {days} days",
        "{late} of {cities} have not reported for {days} days",
        len(told.late),
    )
    return said.format(late=number(len(told.late)), cities=words.cities(told.expected), days=told.report_days)


def silent(last: pd.Timestamp | None, age: int | None) -> str:
    """Return when a city last reported."""
    if not known(last) or not known(age):
        return _("no report known")
    return _("last report {day}, {days} ago").format(day=formats.day(last, year=False), days=formats.days(int(age)))
