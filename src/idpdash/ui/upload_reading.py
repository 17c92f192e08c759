"""The second step of the Upload page: totals, what is missing, issues with their repair, columns, the first rows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from idpdash import clock, formats
from idpdash.formats import _
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Severity
from idpdash.intake.sources import registry
from idpdash.layouts import LAYOUTS
from idpdash.ui import actions, mending, naming, show, understood, uploading
from idpdash.ui.issue_words import label
from idpdash.ui.naming import Place
from idpdash.ui.understood import Group
from idpdash.ui.uploading import File

TONES = {
    Severity.ERROR: ("over", "■", _("to be mended")),
    Severity.WARNING: ("warning", "▲", _("please look")),
    Severity.INFO: ("", "", _("for information")),
}


def totals(checked: Checked) -> None:
    """Show the figures by which one sees whether a file was read rightly."""
    if not checked.fatal:
        show.keys(understood.keys(checked))


def what_we_understood(file: File, checked: Checked, places: dict[str, Place]) -> None:
    """Draw the second step: totals, what is missing, issues with their repair, columns, the first rows."""
    lacking = understood.missing(checked)
    actions.said()
    totals(checked)
    mending.given_things(file, places)
    mending.missing_things(file, checked, lacking, places)
    groups = understood.groups(checked)
    if checked.fatal and not lacking:
        groups = groups[1:] if groups and groups[0].count == 1 else groups  # the page's sentence says it already
        advice = _(
            "Nothing of this file is stored. Say under “Read as” what kind of file it is, compare it with a template, "
            "or choose another file."
        )
        st.html(show.tag("p", advice, "says"))
    for group in [one for one in groups if one.severity is not Severity.INFO]:
        _issues(checked, group)
        if group.code in naming.PLACE_ISSUES and group is next(
            one for one in groups if one.code in naming.PLACE_ISSUES
        ):
            naming.unknown_places(checked, places)
    _waiting_download(checked)
    _preview(checked, places)
    _columns(file, checked)
    informed = [one for one in groups if one.severity is Severity.INFO]
    if informed:
        with st.expander(_("For information ({count})").format(count=sum(one.count for one in informed))):
            for group in informed:
                _issues(checked, group)


def _issues(checked: Checked, group: Group) -> None:
    """Show one kind of issue: how many, the first sentences, and all of them on demand."""
    tone, mark, words = TONES[group.severity]
    whole_file = group.count == 1 and group.samples[0].row is None
    head = f"{mark} {group.title or words.capitalize()}".strip()
    count = "" if whole_file else f"{understood.row_count(group.count)} · {words}"
    lines = "".join(show.tag("li", issue.message) for issue in group.samples)
    more = group.count - len(group.samples)
    rest = show.tag("li", _("and {count} more").format(count=formats.number(more)), "more") if more > 0 else ""
    st.html(f'<div class="issue {tone}">{show.tag("b", head)}{show.tag("span", count)}<ul>{lines}{rest}</ul></div>')
    if more <= 0:
        return
    words = _("All {rows} in a table").format(rows=understood.row_count(group.count))
    with st.expander(words, key=f"issue_{group.code}", on_change="rerun") as shown:
        if shown.open:
            rows = understood.issue_table(checked, group.code)
            if len(rows) < group.count:
                st.caption(_("The first {count} are kept.").format(count=formats.number(len(rows))))
            show.table(rows, name=f"issue_{group.code}_rows", labels=ISSUE_LABELS, config=ROW, height=300)


HEADINGS = {
    "row": _("Row in the file"),
    "destination_place_code": _("Destination"),
    "origin_place_code": _("Origin"),
    "place_code": _("Place"),
    "valid_from": _("Holds from"),
    "counted_on": _("Counted on"),
    "counted_at": _("Counted at (UTC)"),
}
ROW = {"row": st.column_config.NumberColumn(_("Row in the file"), format="%d", width="small")}
ISSUE_LABELS = {
    "column": _("Column"),
    "value": _("Written"),
    "message": _("What is wrong"),
    "suggestion": _("Perhaps"),
}


def _waiting_download(checked: Checked) -> None:
    """Offer the rows with errors as a file to be mended."""
    if checked.waiting:
        show.download(
            understood.waiting_table(checked),
            name="rows-to-mend",
            as_of=clock.today(),
            label=_("Download the rows to be mended, with what is wrong"),
        )


def _preview(checked: Checked, places: dict[str, Place]) -> None:
    """Show the first rows as they were understood; of several tables, one at a time."""
    shown = understood.preview(checked, {code: place.name for code, place in places.items()})
    if not shown:
        return
    show.title(_("First rows as understood"))
    layouts = list(shown)
    if len(layouts) == 1:
        _rows(layouts[0], shown[layouts[0]])
        return
    for layout, tab in zip(layouts, st.tabs([LAYOUTS[layout].label for layout in layouts]), strict=True):
        with tab:
            _rows(layout, shown[layout])


def _rows(layout: str, rows: pd.DataFrame) -> None:
    """Show the first rows of one table."""
    labels = {column: _heading(column) for column in rows.columns}
    show.table(rows, name=f"preview_{layout}", labels=labels, config=ROW)


def _heading(column: str) -> str:
    """Return the heading of a checked column."""
    return HEADINGS.get(column) or label(column)


def _columns(file: File, checked: Checked) -> None:
    """Show how each column of the file was read; in our own layouts it can be changed."""
    unread = mending.unread_columns(checked)
    if not checked.mapping and not unread:
        return
    words = _("How the columns were read: {read} read, {unread} left unread")
    words = words.format(read=len(checked.mapping), unread=len(unread))
    with st.expander(words, key="columns_open", on_change="rerun") as shown:
        if not shown.open:  # many selections: sent only when asked for
            return
        layout = None if checked.source in registry() else LAYOUTS.get(checked.layout)
        ours_of = {theirs: ours for ours, theirs in checked.mapping.items()}
        if layout is None:
            rows = pd.DataFrame({"theirs": list(ours_of), "ours": [_heading(ours) for ours in ours_of.values()]})
            show.table(rows, name="columns_read", labels={"theirs": _("In the file"), "ours": _("Read as")})
            st.caption(_("This source is known; how its columns are read is fixed."))
            return
        choices = ["", *(column.name for column in layout.columns)]
        with st.grid(3, min_column_width=220, key="columns_read"):
            for number, theirs in enumerate([*ours_of, *unread]):
                _one_column(file, theirs, ours_of.get(theirs, ""), choices, number)


def _one_column(file: File, theirs: str, ours: str, choices: list[str], number: int) -> None:
    """Draw as what one column of the file is read."""
    key = f"read_{number}_{file.key}"
    st.session_state[key] = ours
    st.selectbox(
        theirs,
        choices,
        format_func=lambda name: f"{label(name)} ({name})" if name else _("– left unread –"),
        key=key,
        on_change=lambda: uploading.read_as(file, theirs, st.session_state[key] or "", before=ours),
    )
