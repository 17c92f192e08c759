"""What waits to be mended, of which file and from whom; mended, tried again or dismissed here, by anyone, later too."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from idpdash import clock, formats, settings
from idpdash.errors import IdpdashError
from idpdash.formats import _, known, ngettext
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Issue
from idpdash.queries import Read
from idpdash.queries.places import cities as cities_query
from idpdash.queries.places import places as places_query
from idpdash.queries.uploads import dismissed as dismissed_query
from idpdash.queries.uploads import waiting as waiting_query
from idpdash.store.record.waiting import recheck
from idpdash.ui import actions, data, naming, show, understood, uploading, waiting_acts
from idpdash.ui.issue_words import TITLES
from idpdash.ui.page import Page
from idpdash.ui.upload_grid import MANY, MOST, WRONG, grid, settings_of

SHOWN = 8  # uploads that stand there before the others are asked for
KINDS = 4  # kinds of problems named in one line
SAMPLES = 3
KEPT, OPEN = "waiting_checked", "waiting_open"
ROW = {"row": st.column_config.NumberColumn(_("Row in the file"), format="%d")}
LABELS = {"what_is_wrong": _("What is wrong"), "status_reason": _("Why"), "by": _("Who")}


def when(instant: pd.Timestamp) -> str:
    """Return an instant of the store as local day and time."""
    local = uploading.local(instant.to_pydatetime())
    return f"{formats.day(local)}, {local:%H:%M}"


def waiting_rows(waiting: pd.DataFrame) -> pd.DataFrame:
    """Return frame WAITING as one table: upload, row, the cells as written, what is wrong."""
    kept = waiting[["row", "cells", "issues"]].itertuples(index=False, name=None)
    rows = (
        (int(row), json.loads(cells), [issue["message"] for issue in json.loads(issues)]) for row, cells, issues in kept
    )
    table = understood.as_written(rows)
    table.insert(0, "upload", waiting["upload"].to_list())
    return table


def kinds(issues: pd.Series[str]) -> dict[str, int]:
    """Return the kinds of problems with the number of rows each, most rows first. issues: JSON of each row's."""
    counted = Counter(code for row in issues for code in {issue["code"] for issue in json.loads(row)})
    return dict(counted.most_common())


def in_words(counts: Mapping[str, int]) -> str:
    """Return kinds of problems in one line: "Place not known 12, Below zero 1"."""
    named = [f"{title(code)} {formats.number(count)}" for code, count in counts.items()]
    more = len(named) - KINDS
    return ", ".join([*named[:KINDS], *([_("{count} more kinds").format(count=more)] if more > 0 else [])])


def title(code: str) -> str:
    """Return what a kind of problem is called."""
    return TITLES.get(code) or code.replace("_", " ").capitalize()


def show_waiting(page: Page, read: Read, uploads: pd.DataFrame) -> None:
    """Show the rows kept aside by the file they came from, each file to be opened; and what was dismissed."""
    waiting = read(waiting_query, page.scope)
    if not waiting.empty:
        count = formats.number(len(waiting))
        heading = ngettext("{count} row waits to be mended", "{count} rows wait to be mended", len(waiting))
        says = _(
            "They are in no figure. Open a file, mend its rows here, try them again, or say that they need not be."
        )
        show.title(heading.format(count=count), says)
    actions.said(waiting_acts.WHERE)
    sent = uploads.set_index("upload")
    groups = dict(list(waiting.groupby("upload", sort=False)))
    every = st.session_state.get("waiting_all") or len(groups) <= SHOWN
    for upload, rows in list(groups.items())[: None if every else SHOWN]:
        number = int(str(upload))
        is_open = st.session_state.get(OPEN) == number
        with st.container(border=True, key=f"waiting_{number}"):
            with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{number}_head"):
                st.html(_line(sent.loc[[number]].iloc[0], rows))
                words = _("Close") if is_open else _("Open")
                st.button(words, key=f"open_{number}", on_click=_open, args=(None if is_open else number,))
            if is_open:  # checked anew only when asked for
                _upload(page, read, number, rows)
    if not every:
        words = _("Show the other {count} files").format(count=len(groups) - SHOWN)
        show_all: Callable[..., None] = st.session_state.update
        st.button(words, key="waiting_more", type="tertiary", on_click=show_all, args=({"waiting_all": True},))
    _dismissed(read(dismissed_query, page.scope))


def _open(upload: int | None) -> None:
    """Open the rows of one upload, and close those of any other."""
    st.session_state[OPEN] = upload


def _line(sent: pd.Series, rows: pd.DataFrame) -> str:
    """Return one file in a line of HTML: its name, how many rows wait and why, from whom, when."""
    name = str(sent["file_name"]) if known(sent["file_name"]) else _("entered by hand")
    count = ngettext("{count} row", "{count} rows", len(rows)).format(count=formats.number(len(rows)))
    why = f"{count}: {in_words(kinds(rows['issues']))}"
    who = _("from “{source}”, sent by {by} on {when}").format(
        source=sent["source"], by=sent["by"], when=when(sent["loaded_at"])
    )
    return f'<p class="proposal">{show.tag("b", name)} {show.tag("span", why, "means")} {show.tag("span", who)}</p>'


def _upload(page: Page, read: Read, upload: int, rows: pd.DataFrame) -> None:
    """Draw what can be done with the rows of one upload."""
    asked = f"waiting_{upload}_order"
    try:
        found = _checked_anew(upload, st.session_state.get(asked))
    except IdpdashError as error:
        found = str(error)
    if isinstance(found, str) or found.fatal:
        why = found if isinstance(found, str) else " ".join(issue.message for issue in found.issues[:1])
        st.info(why)
        table = waiting_rows(rows).drop(columns="upload")
        show.table(table.head(MOST), name=f"waiting_{upload}_rows", labels=LABELS, config=ROW, height=300)
    else:
        _again(found, upload, asked)
        _kinds(found)
        places = naming.known_places(read(places_query, page.scope), read(cities_query, page.scope))
        naming.unknown_places(found, places, where=waiting_acts.WHERE)
        _grid(found, upload)
    with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{upload}_foot"):
        show.download(
            waiting_rows(rows).drop(columns="upload"),
            name=f"waiting-rows-{upload}",
            as_of=page.today,
            label=_("Download as CSV"),
        )
        waiting_acts.dismiss(upload, [int(row) for row in rows["row"]])


def _checked_anew(upload: int, day_first: bool | None) -> Checked | str:
    """Return the rows of an upload checked with what is known now, or why not; once for each state of things."""
    store, today = data.store(), clock.today()
    key = (settings.database_url(), upload, data.version(), today, day_first)
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key:
        found = recheck(store, upload, today=today, timezone=settings.timezone(), day_first=day_first)
        st.session_state[KEPT] = kept = (key, found)
    checked: Checked | str = kept[1]
    return checked


def _again(found: Checked, upload: int, asked: str) -> None:
    """Offer to load what became good; where days may be read two ways, ask first, as the other rows are not here."""
    good = len({int(row) for table in found.tables.values() for row in table["row"]})
    order: bool | None = st.session_state.get(asked)
    if order is None and "ambiguous_date" not in found.issue_counts:
        order = True
    if "ambiguous_date" in found.issue_counts or st.session_state.get(asked) is not None:
        st.radio(
            _("Days such as 03/05/2026 mean, in this file"),
            [True, False],
            index=None,
            format_func=lambda first: _("3 May (day first)") if first else _("5 March (month first)"),
            key=asked,
            horizontal=True,
        )
    if good:
        words = ngettext("Try again: one of them can be loaded now", "Try again: {count} can be loaded now", good)
        st.button(
            words.format(count=formats.number(good)),
            key=f"retry_{upload}",
            type="primary",
            icon=":material/refresh:",
            disabled=order is None,
            on_click=waiting_acts.retry,
            args=(upload, {}, st.session_state.get(asked)),
        )


def _kinds(found: Checked) -> None:
    """Show what is wrong with the rows now, each kind with the first sentences of different cells."""
    told: dict[str, dict[int, Issue]] = {}
    for row in found.waiting:
        for issue in row.issues:
            told.setdefault(issue.code, {}).setdefault(row.row, issue)
    for code, issues in sorted(told.items(), key=lambda pair: -len(pair[1])):
        different = {(issue.column, issue.value): issue for issue in reversed(issues.values())}
        samples = list(reversed(different.values()))[:SAMPLES]
        lines = "".join(show.tag("li", issue.message) for issue in samples)
        more = len(issues) - len(samples)
        rest = show.tag("li", _("and {count} more").format(count=formats.number(more)), "more") if more > 0 else ""
        head = show.tag("b", f"■ {title(code)}") + show.tag("span", understood.row_count(len(issues)))
        st.html(f'<div class="issue over">{head}<ul>{lines}{rest}</ul></div>')


def _grid(found: Checked, upload: int) -> None:
    """Draw the rows that are still wrong, to be mended by hand."""
    if not found.waiting:
        return
    rows = grid(found)
    if len(found.waiting) > MOST:
        words = _("The first {most} of {count} rows; the others come up as these are mended.")
        st.caption(words.format(most=MOST, count=formats.number(len(found.waiting))))
    key = f"waiting_{upload}_grid_{data.version()}"
    with st.form(f"form_{key}", border=False):
        st.data_editor(
            rows,
            key=key,
            hide_index=True,
            num_rows="fixed",
            disabled=["row", WRONG],
            column_config=settings_of(found, rows),
            height="auto" if len(rows) < MANY else 340,
            alt=_("Rows to be mended; each cell can be changed"),
        )
        st.form_submit_button(
            _("Save and try again"),
            key=f"save_{key}",
            icon=":material/save:",
            on_click=waiting_acts.retry_edited,
            args=(upload, rows, key, st.session_state.get(f"waiting_{upload}_order")),
        )


def _dismissed(told: pd.DataFrame) -> None:
    """Show on demand which rows were said to need no mending, by whom and why, with the way back."""
    if told.empty:
        return
    rows = int(told["rows"].sum())
    words = ngettext("{count} row was dismissed", "{count} rows were dismissed", rows)
    with st.expander(words.format(count=formats.number(rows)), key="dismissed_shown", on_change="rerun") as part:
        if not part.open:
            return
        shown = told.assign(when=told["loaded_at"].map(when))
        columns = ["upload", "file_name", "rows", "status_reason", "by", "when"]
        labels = {**LABELS, "upload": _("No."), "when": _("When"), "rows": _("Rows"), "file_name": _("File")}
        show.table(shown[columns], name="dismissed_table", labels=labels)
        st.caption(_("To make them wait again, take back the act of that number above."))
