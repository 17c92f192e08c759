"""How the columns and the words of a file were read: a table in which the user says otherwise, at once for all rows."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from idpdash.formats import _, ngettext
from idpdash.intake.checked import Checked
from idpdash.intake.sources import registry
from idpdash.layouts import LAYOUTS, Layout
from idpdash.ui import mending, repairs, show, uploading
from idpdash.ui.issue_words import label, wanted
from idpdash.ui.upload_repairs import means
from idpdash.ui.uploading import File

EXAMPLES = 3
LONGEST = 28  # letters of an example
MOST_WORDS = 60  # of one code list: more are no code list
GUESSED = {"column_by_content": _("△ by what stands in it"), "column_near": _("△ by a name near to it")}


def mapping_table(file: File, checked: Checked, lacking: list[str]) -> None:
    """Draw how each column was read, the words of code lists, and values for columns that the file lacks."""
    unread = mending.unread_columns(checked)
    if not checked.mapping and not unread:
        return
    read = len(set(checked.mapping.values()))
    words = _("How the columns were read: {read} read, {unread} left unread").format(read=read, unread=len(unread))
    with st.expander(
        words, expanded=bool(lacking) or not checked.layout, key="columns_open", on_change="rerun"
    ) as shown:
        if not shown.open:  # many selections: sent only when asked for
            return
        known_source = checked.source in registry()
        layout = None if known_source else LAYOUTS.get(checked.layout)
        if known_source:
            st.caption(_("This source is known; how its columns are read is fixed."))
        elif layout is None:
            st.caption(_("Say under “Read as” what kind of file it is; then say here which column is which."))
        for name in lacking:
            st.html(show.tag("p", _("■ Not in the file: {what}; asked for above").format(what=wanted(name)), "asked"))
        _head()
        for number, theirs in enumerate(columns_of(checked, unread)):
            _one_column(file, checked, layout, theirs, number)
        if layout is not None:
            _one_value(file, checked, layout)
        _words(file, checked)


def columns_of(checked: Checked, unread: list[str]) -> list[str]:
    """Return the columns of the file in its order, those that are read among those that are not."""
    heads = [head.strip() for head in checked.headers if head.strip()]
    return list(dict.fromkeys([*heads, *checked.mapping.values(), *unread]))


def examples(checked: Checked, theirs: str) -> str:
    """Return the first values of a column of the file: "57 · 14 · −23"; "" where none is known."""
    kept = [" ".join(text.split()) for text in checked.examples.get(theirs, ())[:EXAMPLES]]
    return " · ".join(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in kept if text)


def status(checked: Checked, theirs: str, ours: list[str]) -> tuple[str, str]:
    """Return how it comes that a column is read as it is, in words, and the tone in which it is said."""
    if not ours:
        return _("left unread"), "soft"
    if any((name, theirs) in checked.options.mapping for name in ours):
        return (_("as you said before") if checked.profile else _("as you said")), "soft"
    guessed = next((GUESSED[one.code] for one in checked.issues if one.code in GUESSED and one.value == theirs), None)
    return (guessed, "watch") if guessed else (_("by its name"), "soft")


def _head() -> None:
    """Draw the head of the table."""
    for column, words in zip(_cells(), (_("In the file"), _("Read as"), _("How it was recognised")), strict=True):
        column.html(show.tag("span", words, "columns-head"))


def _cells() -> list[st.delta_generator.DeltaGenerator]:
    """Return the three cells of one row of the table."""
    return list(st.columns([6, 5, 3], vertical_alignment="center", gap="small"))


def _one_column(file: File, checked: Checked, layout: Layout | None, theirs: str, number: int) -> None:
    """Draw one column of the file: its first values, and as what it is read."""
    ours = [name for name, head in checked.mapping.items() if head == theirs]
    cells = _cells()
    cells[0].html(show.tag("b", theirs) + show.tag("div", examples(checked, theirs), "examples"))
    with cells[1]:
        if layout is None:
            st.html(show.tag("span", ", ".join(label(name) for name in ours) or "–"))
        else:
            _choice(file, layout, theirs, ours[0] if ours else "", number)
    cells[2].html(show.tag("span", *status(checked, theirs, ours)))


def _choice(file: File, layout: Layout, theirs: str, ours: str, number: int) -> None:
    """Ask as what one column of the file is read."""
    key = f"read_{number}_{file.key}"
    st.session_state[key] = ours
    st.selectbox(
        theirs,
        ["", *(column.name for column in layout.columns)],
        format_func=lambda name: f"{label(name)} ({name})" if name else _("– left unread –"),
        key=key,
        on_change=lambda: uploading.read_as(file, theirs, st.session_state[key] or "", before=ours),
        label_visibility="collapsed",
    )


def _one_value(file: File, checked: Checked, layout: Layout) -> None:
    """Offer to give one value to all rows of a column that the file lacks."""
    given = {*checked.mapping, *uploading.options(file).given}
    free = [column.name for column in layout.columns if column.name not in given and not column.name.endswith("_pcode")]
    key = f"value_column_{file.key}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="one_value"):
        name = st.selectbox(
            _("One value for all rows, of a column that the file lacks"),
            free,
            index=None,
            format_func=label,
            placeholder=_("Choose a column"),
            key=key,
            width=340,
        )
        if name is None:
            return
        value_key = f"value_{name}_{file.key}"
        codes = repairs.choices(checked, name)

        def give() -> None:
            if st.session_state[value_key]:
                uploading.give(file, {name: st.session_state[value_key]})

        if codes:
            st.selectbox(
                label(name), codes, index=None, format_func=repairs.in_words, key=value_key, on_change=give, width=260
            )
        else:
            st.text_input(label(name), key=value_key, on_change=give, width=260, max_chars=200)


def _words(file: File, checked: Checked) -> None:
    """Draw how the words of each code list were read, those first that are not known."""
    for column, words in checked.words.items():
        if not words or not repairs.choices(checked, column):
            continue
        unknown = sum(1 for code in words.values() if not code)
        says = ngettext("{count} word is not known.", "{count} words are not known.", unknown).format(count=unknown)
        show.title(
            _("Words in “{column}”").format(column=checked.mapping.get(column, label(column))), says * bool(unknown)
        )
        with st.grid(3, min_column_width=220, key=f"words_{column}"):
            for written, code in ordered(words)[:MOST_WORDS]:
                means(file, checked, column, written, code)


def ordered(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return words with their codes, those that are not known first, else as they stand in the file."""
    return sorted(words.items(), key=lambda pair: bool(pair[1]))
