"""The repair beside each kind of issue: one click, for all rows of the kind; and the list of what was changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from idpdash import formats
from idpdash.formats import _, ngettext
from idpdash.intake.checked import Checked, Options
from idpdash.intake.issues import Severity
from idpdash.ui import repairs, show, uploading
from idpdash.ui.issue_groups import Group
from idpdash.ui.issue_words import label
from idpdash.ui.naming import Place
from idpdash.ui.repairs import Word
from idpdash.ui.uploading import File

KINDS = "upload_kinds"  # of each file: number of a row that was left out → for which kind of issue
MOST_WORDS = 6
SLOT = 170  # pixels of a button, so that what stands beside it is in line


def repair(file: File, checked: Checked, group: Group) -> None:
    """Draw the repair of one kind of issue; nothing where there is none."""
    if group.code in REPAIRS:
        with st.container(key=f"repair_{group.key}", gap="xsmall"):
            REPAIRS[group.code](file, checked, group)


def leaving_out(file: File, checked: Checked, group: Group) -> None:
    """Offer to leave out the rows that wait for one kind of issue."""
    rows = [row.row for row in repairs.waiting_with(checked, group.code)]
    if group.severity is not Severity.ERROR or not rows:
        return
    words = ngettext("Leave this row out", "Leave these {count} rows out", len(rows))
    st.button(
        words.format(count=formats.number(len(rows))),
        key=f"leave_{group.code}",
        on_click=leave_out,
        args=(file, rows, group.title),
        help=_("They are neither loaded nor kept to be mended. It can be taken back."),
        type="tertiary",
        icon=":material/remove_circle_outline:",
    )


def leave_out(file: File, rows: list[int], kind: str) -> None:
    """Leave rows out, and remember for which kind of issue."""
    key, kinds = st.session_state.get(KINDS, ("", {}))
    st.session_state[KINDS] = (file.key, {**(kinds if key == file.key else {}), **{str(row): kind for row in rows}})
    uploading.say(file, repairs.without_rows(uploading.so_far(file), rows))


def changed(file: File, places: dict[str, Place]) -> None:
    """Show what the user changed; one click takes one thing back."""
    key, kinds = st.session_state.get(KINDS, ("", {}))
    names = {code: place.name for code, place in places.items()}
    made = repairs.changes(uploading.options(file), kinds if key == file.key else {}, names)
    if not made:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips"):
        st.html(show.tag("span", _("What you changed:"), "changed"), width="content")
        for one in made:
            st.button(
                f"{one.words} ✕",
                key=f"taken_{one.key}",
                on_click=uploading.say,
                args=(file, one.before),
                help=_("Take this back"),
            )


def _button(
    file: File,
    words: str,
    key: str,
    after: Options,
    *,
    says: str | None = None,
    icon: str | None = None,
    width: int | Literal["content"] = "content",
) -> None:
    """Draw a button that changes how the file is read."""
    st.button(words, key=key, on_click=uploading.say, args=(file, after), help=says, icon=icon, width=width)


def _words(file: File, checked: Checked, group: Group) -> None:
    """Offer for each unknown word the code that it resembles, and all the others of its list."""
    said, unknown = uploading.so_far(file), repairs.unknown_words(checked, group.severity)
    suggested = [word for word in unknown if word.suggestion]
    if len(suggested) > 1:
        words = _("Take all {count} suggestions").format(count=len(suggested))
        _button(
            file, words, f"suggestions_{group.key}", repairs.as_suggested(said, suggested), icon=":material/done_all:"
        )
    for word in unknown[:MOST_WORDS]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"word_{word.column}_{word.written}"):
            _one_word(file, checked, said, word)
    if len(unknown) > MOST_WORDS:
        st.caption(_("The others stand under “How the columns were read”."))


def _one_word(file: File, checked: Checked, said: Options, word: Word) -> None:
    """Draw one unknown word: what it probably means, and what else it may."""
    count = ngettext("{count} row", "{count} rows", word.rows).format(count=formats.number(word.rows))
    st.html(
        show.tag("b", f"“{word.written}”")
        + show.tag("span", f" · {checked.mapping.get(word.column, label(word.column))} · {count}", "soft"),
        width=230,
    )
    if word.suggestion:
        words = _("means {code}").format(code=repairs.in_words(word.suggestion))
        after = repairs.spelled(said, word.column, {word.written: word.suggestion})
        _button(file, words, f"suggestion_{word.column}_{word.written}", after, width=SLOT)
    else:
        st.space(SLOT)
    means(file, checked, word.column, word.written, "", words=_("means …"))


def means(file: File, checked: Checked, column: str, written: str, code: str, *, words: str = "") -> None:
    """Ask which code a word means; it holds at once. words: instead of the word itself over the choice."""
    key = f"{'mean' if words else 'read'}_{column}_{written}_{file.key}"
    st.session_state[key] = code or None

    def take() -> None:
        told = {written: st.session_state[key] or ""}
        uploading.say(file, repairs.spelled(uploading.so_far(file), column, told))

    st.selectbox(
        _("What “{written}” means").format(written=written) if words else f"“{written}”",
        repairs.choices(checked, column),
        index=None,
        format_func=repairs.in_words,
        placeholder=words or _("not known: choose what it means"),
        key=key,
        on_change=take,
        label_visibility="collapsed" if words else "visible",
        width=210 if words else "stretch",
    )


def _day_order(file: File, _checked: Checked, group: Group) -> None:
    """Offer both readings of days such as 03/05/2026, each with what the first of them then is."""
    said = uploading.so_far(file)
    written = next((one.value for one in group.samples if one.value), None)
    read = repairs.readings(written or "")
    with st.container(horizontal=True, vertical_alignment="center"):
        for first, words in ((True, _("day/month: {day}")), (False, _("month/day: {day}"))):
            if first in read:
                shown = words.format(day=formats.day(read[first]))
                says = _("Read all days of the file so; “{written}” is an example.").format(written=written)
                _button(file, shown, f"day_first_{first}", replace(said, day_first=first), says=says)


def _swap(file: File, checked: Checked, group: Group) -> None:
    """Offer to exchange latitude and longitude."""
    said = uploading.so_far(file)
    after = repairs.swapped(said, checked, group.code)
    count = (len(after.mended) - len(said.mended)) // 2
    if not count:
        return
    words = ngettext("Exchange latitude and longitude in this row", "Exchange them in all {count} rows", count)
    _button(file, words.format(count=formats.number(count)), f"swap_{group.key}", after, icon=":material/swap_horiz:")


def _erase(file: File, checked: Checked, group: Group) -> None:
    """Offer to let empty cells erase what is stored."""
    said = uploading.so_far(file)
    for column in dict.fromkeys(one.column for one in repairs.issues_of(checked, group.code) if one.column):
        if column not in said.erase:
            words = _("Erase what is stored: {column}").format(column=label(column))
            says = _("Where this file has an empty cell in the column, the stored value is given up.")
            _button(file, words, f"erase_{column}", repairs.erasing(said, [column]), says=says)


def _no_point(file: File, checked: Checked, group: Group) -> None:
    """Offer to empty both coordinates: a row without a point loads."""
    after = repairs.without_point(uploading.so_far(file), checked, group.code)
    words = ngettext("Empty both coordinates in this row", "Empty both coordinates in all {count} rows", group.count)
    words = words.format(count=formats.number(group.count))
    _button(file, words, f"no_point_{group.key}", after, icon=":material/location_off:")


def _fill(file: File, checked: Checked, _group: Group) -> None:
    """Offer to fill empty cells with what the rest of their row says, where it says it."""
    said = uploading.so_far(file)
    after = repairs.filled(said, checked)
    count = len(after.mended) - len(said.mended)
    if count:
        words = ngettext("Fill in the sum by sex and age", "Fill in the sums by sex and age in {count} rows", count)
        _button(file, words.format(count=formats.number(count)), "fill", after, icon=":material/functions:")


REPAIRS = {
    "missing_value": _fill,
    "unknown_word": _words,
    "ambiguous_date": _day_order,
    "coordinates_swapped": _swap,
    "coordinate_out_of_range": _swap,
    "coordinate_alone": _no_point,
    "point_zero": _no_point,
    "empty_cells": _erase,
}
