"""The second step of the Upload page: what is missing, issues with their repair, the first rows, columns."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.formats import _
from idpdash.intake.checked import Checked
from idpdash.intake.issues import Severity
from idpdash.layouts import LAYOUTS
from idpdash.ui import actions, issue_groups, mending, naming, show, understood, upload_grid, upload_repairs, uploading
from idpdash.ui.issue_groups import Group
from idpdash.ui.issue_words import label
from idpdash.ui.naming import Place
from idpdash.ui.upload_mapping import mapping_table
from idpdash.ui.uploading import File

TONES = {
    Severity.ERROR: ("over", "■", _("to be mended")),
    Severity.WARNING: ("warning", "▲", _("please look")),
    Severity.INFO: ("", "", _("for information")),
}


def what_we_understood(file: File, checked: Checked, places: dict[str, Place]) -> None:
    """Draw the second step: what was changed, what is missing, issues with their repair, the first rows, columns."""
    lacking = understood.missing(checked)
    actions.said()
    _as_before(file, checked)
    upload_repairs.changed(file, places)
    mending.missing_things(file, checked, lacking, places)
    groups = issue_groups.groups(checked)
    if checked.fatal and not lacking:
        groups = groups[1:] if groups and groups[0].count == 1 else groups  # the page's sentence says it already
        advice = (
            _(
                "Nothing of this file is stored. Say under “Read as” what kind of file it is, compare it with a "
                "template, or choose another file."
            )
            if checked.headers
            else _("Nothing of this file is stored. Mend it and drop it again, or choose another file.")
        )
        st.html(show.tag("p", advice, "says"))
    informed = [one for one in groups if one.severity is Severity.INFO and one.code not in upload_repairs.REPAIRS]
    to_mend = [one for one in groups if one not in informed]
    placed = next((one for one in to_mend if one.code in naming.PLACE_ISSUES), None)
    for group in to_mend:
        with st.container(horizontal=True, vertical_alignment="top", key=f"kind_{group.key}"):
            _issues(checked, group)
            upload_repairs.leaving_out(file, checked, group)
        upload_repairs.repair(file, checked, group)
        _all_of(checked, group)
        if group is placed:
            naming.unknown_places(checked, places, file=file)
    if placed is None:
        naming.unknown_places(checked, places, file=file)
    upload_grid.mend_by_hand(file, checked)
    upload_grid.take_away(file, checked)
    _preview(checked, places)
    mapping_table(file, checked, lacking)
    if informed:
        with st.expander(_("For information ({count})").format(count=sum(one.count for one in informed))):
            for group in informed:
                _issues(checked, group)
                _all_of(checked, group)


def _as_before(file: File, checked: Checked) -> None:
    """Say that the file was read as one of its shape before, and offer to forget that; or the way back to it."""
    if checked.profile:
        with st.container(horizontal=True, vertical_alignment="center", key="as_before"):
            st.html(show.tag("p", _("Read as you did before for “{name}”").format(name=checked.profile), "says"))
            st.button(_("Read it fresh"), key="fresh", on_click=uploading.read_fresh, args=(file, True))
    elif uploading.is_fresh(file):
        with st.container(horizontal=True, vertical_alignment="center", key="as_before"):
            st.html(show.tag("p", _("Read without what was remembered"), "says"))
            st.button(_("Read it as before"), key="fresh_back", on_click=uploading.read_fresh, args=(file, False))


def _issues(checked: Checked, group: Group) -> None:
    """Show one kind of issue: how many, and the first sentences."""
    tone, mark, words = TONES[group.severity]
    whole_file = group.count == 1 and group.samples[0].row is None
    head = f"{mark} {group.title or words.capitalize()}".strip()
    count = "" if whole_file else f"{understood.row_count(group.count)} · {words}"
    lines = "".join(show.tag("li", issue.message) for issue in group.samples)
    more = group.unsaid
    rest = show.tag("li", _("and {count} more").format(count=formats.number(more)), "more") if more > 0 else ""
    st.html(f'<div class="issue {tone}">{show.tag("b", head)}{show.tag("span", count)}<ul>{lines}{rest}</ul></div>')


def _all_of(checked: Checked, group: Group) -> None:
    """Show on demand all issues of one kind, where there are more than the first."""
    if not group.unsaid:
        return
    words = _("All {rows} in a table").format(rows=understood.row_count(group.count))
    with st.expander(words, key=f"issue_{group.key}", on_change="rerun") as shown:
        if shown.open:
            rows = issue_groups.issue_table(checked, group)
            if len(rows) < group.count:
                st.caption(_("The first {count} are kept.").format(count=formats.number(len(rows))))
            show.table(rows, name=f"issue_{group.key}_rows", labels=ISSUE_LABELS, config=ROW, height=300)


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
