"""What changed since somebody last looked: reports that came, cities that crossed a threshold, promises, needs; who is
late in reporting.

The figures of two days are set side by side, as they are known now: idpdash does not keep what it showed then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from idpdash.answers.exchange import promises_on
from idpdash.answers.overview import Overview, cities_on, pressed, trend, with_pressure
from idpdash.answers.question import in_period, whenever
from idpdash.answers.summary import Summary, summary
from idpdash.answers.telling import Event, crossings, needs_told, promises_told
from idpdash.formats import listing, ngettext, number
from idpdash.measures import promises as promising
from idpdash.measures import reporting
from idpdash.queries import Read, arrivals
from idpdash.queries.promises import promises as promises_query
from idpdash.queries.uploads import uploads as uploads_query
from idpdash.scope import Scope

FILES = {"movements", "occupancy", "sites", "needs", "offers", "cities", "places"}  # not acts on how things are read


@dataclass(frozen=True)
class News:
    """What changed since an instant, within the places asked for.

    since: UTC. then: the day whose figures those of scope.as_of are set beside, None where it is the same. events:
    thresholds, promises and needs, worst first. reports: `frames.UPLOADS` of files and acts that came since and were
    not taken back, newest first, whatever the places. late: `measures.reporting.last_reports` of the late cities, the
    longest silent first; expected: how many should report, in how many days.
    """

    scope: Scope
    since: dt.datetime
    then: dt.date | None
    events: tuple[Event, ...]
    reports: pd.DataFrame
    late: pd.DataFrame
    expected: int
    report_days: int

    @property
    def nothing(self) -> bool:
        """Return whether nothing changed."""
        return not self.events and self.reports.empty

    @property
    def says(self) -> str:
        """Return how much changed: "3 cities crossed a threshold, 2 promises changed and 5 reports came"."""
        counts = [sum(event.kind == kind for event in self.events) for kind in ("threshold", "promise", "need")]
        told = (
            ngettext("{count} city crossed a threshold", "{count} cities crossed a threshold", counts[0]),
            ngettext("{count} change of promises", "{count} changes of promises", counts[1]),
            ngettext("{count} city asked for help", "{count} cities asked for help", counts[2]),
            ngettext("{count} report came", "{count} reports came", len(self.reports)),
        )
        parts = zip(told, [*counts, len(self.reports)], strict=True)
        return listing([words.format(count=number(count)) for words, count in parts if count])


def news(
    read: Read,
    scope: Scope,
    *,
    since: dt.datetime,
    day: dt.date,
    until: dt.datetime | None = None,
    told: Overview | None = None,
) -> News:
    """Return what changed since an instant (UTC; day: its day on this clock), up to another one where that is given.

    told: the Overview of the scope, where it is there already: its figures are the same.
    """
    came = _between(read(uploads_query, whenever(scope)), "loaded_at", since, until)
    then = _day_before(read, scope, since, day)
    now = told.summary if told else summary(read, scope)
    cities = told.cities if told else with_pressure(read, now)
    events = [] if then is None else crossings(cities, _pressed_on(read, now, then))
    events += promises_told(_promises(read, scope, since, day, until), day=day)
    needs = now.needs[now.needs["in_scope"]]
    events += needs_told(_between(needs, "stated_on", since, until))
    late, expected = late_reports(read, now)
    return News(
        scope=scope,
        since=since,
        then=then,
        events=tuple(sorted(events, key=lambda event: event.rank)),  # sorted keeps the order within a rank
        reports=_told(came),
        late=late,
        expected=expected,
        report_days=now.standards.report_days,
    )


def late_reports(read: Read, told: Summary) -> tuple[pd.DataFrame, int]:
    """Return the cities that are late in reporting, and how many should report."""
    scope, days = told.scope, told.standards.report_days
    series = read(arrivals.city_series, in_period(trend(read, scope)))
    reports = reporting.last_reports(told.by_city, series, as_of=scope.as_of, days=days)
    return reports[reports["late"]].reset_index(drop=True), len(reports)


def _between(rows: pd.DataFrame, column: str, since: dt.datetime, until: dt.datetime | None) -> pd.DataFrame:
    """Return the rows of the time after `since`, up to `until` where it is given."""
    kept = rows[column] > pd.Timestamp(since)
    if until is not None:
        kept &= rows[column] <= pd.Timestamp(until)
    return rows[kept]


def _told(uploads: pd.DataFrame) -> pd.DataFrame:
    """Return the uploads that tell something of the world and hold."""
    tells = [bool(FILES & set(str(layout).split("+"))) for layout in uploads["layout"]]
    return uploads[(uploads["status"] != "undone") & pd.Series(tells, index=uploads.index, dtype=bool)]


def _day_before(read: Read, scope: Scope, since: dt.datetime, day: dt.date) -> dt.date | None:
    """Return the day whose figures were the newest then: the day itself or, where figures are older, their last."""
    if day < scope.as_of:
        return day
    uploads = read(uploads_query, whenever(scope))
    before = uploads[(uploads["loaded_at"] <= pd.Timestamp(since)) & (uploads["status"] != "undone")]
    newest = before["period_end"].max()
    return None if pd.isna(newest) or newest.date() >= scope.as_of else newest.date()


def _pressed_on(read: Read, now: Summary, then: dt.date) -> pd.DataFrame:
    """Return `answers.overview.pressed` of an earlier day; its figures are of a period as long, up to that day."""
    scope, back = now.scope, now.scope.as_of - then
    earlier = Scope(scope.from_day - back, scope.to_day - back, then, scope.exchange_day - back, scope.places)
    return pressed(read, cities_on(read, now, earlier))


def _promises(read: Read, scope: Scope, since: dt.datetime, day: dt.date, until: dt.datetime | None) -> pd.DataFrame:
    """Return the promises by and for the places asked for, as `promises_told` takes them."""
    every = read(promises_query, promises_on(scope))
    here = every[every["in_scope"] | every["to_in_scope"]]
    now, then = (promising.board(here, one) for one in (scope.exchange_day, day))
    return now.assign(
        changed=now["commitment"].isin(_between(now, "changed_at", since, until)["commitment"]),
        was_overdue=now["commitment"].isin(then.loc[then["overdue"], "commitment"]),
    )
