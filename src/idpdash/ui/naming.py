"""The repair of names that mean no known place: the likely one by one click, another one, a new one, or none at all.

What is said here is remembered for the file's source, and is an upload of its own that can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from idpdash import clock, formats
from idpdash.formats import _, ngettext
from idpdash.intake.checked import Checked
from idpdash.store.record import add_aliases
from idpdash.ui import actions, data, show, uploading
from idpdash.ui.new_things import new_city, new_place, new_sites
from idpdash.ui.spellings import (
    PLACE_ISSUES,
    Contradiction,
    Place,
    Spelling,
    cells_of,
    contradictions,
    known_places,
    likely,
    spellings,
    suggested,
    unknown_sites,
    words_of,
)
from idpdash.ui.uploading import File

__all__ = ["PLACE_ISSUES", "Place", "Spelling", "known_places", "spellings", "suggested", "unknown_places", "words_of"]
SHOWN = 10  # proposals that stand there before the others are asked for


def unknown_places(checked: Checked, places: Mapping[str, Place], *, file: File | None = None, where: str = "") -> None:
    """Offer to say what unknown places and sites are; nothing where all are known. The rows are checked again.

    file: of which rows can be left out; None: rows that wait. where: the part of the page that says what was done.
    """
    unknown, contrary, sites = spellings(checked), contradictions(checked, places), unknown_sites(checked)
    box = f"{where}_{checked.fingerprint[:12]}" if where else "places"
    if unknown or contrary:
        with st.container(border=True, key=f"mend_{box}"):
            show.title(
                _("Say once what a name means"),
                _("It is remembered for “{source}” and can be taken back at once, or later under Uploads.").format(
                    source=checked.source
                ),
            )
            _proposals(checked, unknown, places, where)
            _contradictions(checked, contrary, where)
            if unknown:
                _choice(checked, unknown, places, file, where)
    if sites:
        with st.container(border=True, key=f"mend_sites_{box}"):
            new_sites(sites, places, where)


def _proposals(checked: Checked, unknown: Sequence[Spelling], places: Mapping[str, Place], where: str) -> None:
    """Draw what names probably mean, each with a button, and one for all of them."""
    found = [(spelling, place) for spelling in unknown if (place := likely(spelling, places)) is not None]
    if not found:
        return
    every = {spelling.written: place.code for spelling, place in found}
    if len(every) > 1:
        words = _("Yes to all {count} likely ones").format(count=formats.number(len(every)))
        done = _("{count} names are read as proposed from now on.").format(count=formats.number(len(every)))
        _remember(words, checked.source, every, done, f"{where}_all", where, primary=True)
    key = f"all_proposals_{where}_{checked.fingerprint[:12]}"
    shown = found if st.session_state.get(key) else found[:SHOWN]
    for number, (spelling, place) in enumerate(shown):
        count = formats.number(spelling.rows)
        rows = ngettext("{count} row", "{count} rows", spelling.rows).format(count=count)
        yes = ngettext("Yes, for this row", "Yes, for all {count}", spelling.rows).format(count=count)
        done = _("“{name}” is read as {place} from now on.").format(name=spelling.written, place=place.name)
        with _line(f"proposal_{where}_{number}", f"“{spelling.written}”", rows, _("→ {place}?"), place.words):
            _remember(yes, checked.source, {spelling.written: place.code}, done, f"{where}_{number}", where)
    if len(shown) < len(found):
        words = _("Show the other {count}").format(count=formats.number(len(found) - len(shown)))
        st.button(words, key=f"show_{key}", type="tertiary", on_click=st.session_state.update, args=({key: True},))


def _line(key: str, written: str, rows: str, meaning: str, place: str) -> st.delta_generator.DeltaGenerator:
    """Draw one proposal and return the line, for its button."""
    line = st.container(horizontal=True, vertical_alignment="center", key=f"line_{key}")
    line.html(
        f'<p class="proposal">{show.tag("b", written)} {show.tag("span", rows)} '
        f"{show.tag('span', meaning.format(place=place), 'means')}</p>"
    )
    return line


def _contradictions(checked: Checked, found: Sequence[Contradiction], where: str) -> None:
    """Draw codes that stand beside another name, both readings, each with a button that lets the code hold."""
    for number, one in enumerate(found[:SHOWN]):
        count = formats.number(one.rows)
        rows = ngettext("{count} row", "{count} rows", one.rows).format(count=count)
        readings = _("the code says {by_code}; the name says {by_name}").format(
            by_code=one.by_code.words, by_name=one.by_name or _("nothing that is known")
        )
        done = _("“{name}” is another name of {place} in this source from now on.").format(
            name=one.written, place=one.by_code.words
        )
        help_ = _("Remember “{name}” as another name for {code} in this source").format(
            name=one.written, code=one.by_code.code
        )
        head = f"{one.by_code.code} + “{one.written}”"
        with _line(f"contrary_{where}_{number}", head, rows, "{place}", readings):
            meaning = {one.written: one.by_code.code}
            _remember(
                _("The code is right"), checked.source, meaning, done, f"{where}_code_{number}", where, hint=help_
            )


def _remember(
    words: str,
    source: str,
    meanings: Mapping[str, str],
    done: str,
    name: str,
    where: str,
    *,
    primary: bool = False,
    hint: str | None = None,
) -> None:
    """Draw the button that remembers what spellings mean. A second click on it carries the token of the first."""
    token = actions.token(f"alias_{name}")
    st.button(
        words,
        key=token,
        type="primary" if primary else "secondary",
        on_click=_act,
        args=(source, meanings, done, token, where),
        help=hint,
    )


def _act(source: str, meanings: Mapping[str, str], done: str, token: str, where: str) -> None:
    """Remember what spellings mean, as one upload."""
    store, now = data.store(), clock.now()
    actions.act(
        lambda: add_aliases(store, source=source, meanings=meanings, by=actions.BY, now=now, token=token),
        _("{done} The rows were checked again.").format(done=done),
        where=where,
    )


def _choice(
    checked: Checked, unknown: Sequence[Spelling], places: Mapping[str, Place], file: File | None, where: str
) -> None:
    """Offer every other answer to one spelling: a place of the user's choice, a new one, or that it is left out."""
    by_key = {f"{one.column}|{one.written}": one for one in unknown}
    doubtful = [number for number, one in enumerate(unknown) if likely(one, places) is None]
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        chosen = st.selectbox(
            _("In the file"),
            list(by_key),
            index=doubtful[0] if doubtful else 0,  # the others are proposed above
            format_func=lambda key: by_key[key].words,
            key=f"spelling_{where}{data.version()}_{checked.fingerprint}",
        )
    spelling = by_key[str(chosen)]
    with right:
        code = _meaning(spelling, places, where)
    with st.container(horizontal=True, vertical_alignment="center", key=f"answers_{where}"):
        if not spelling.is_code and not spelling.member:
            token = actions.token(f"alias_{where}_own")
            place = places.get(code or "")
            done = _("“{name}” is read as {place} from now on.").format(
                name=spelling.written, place=place.name if place else ""
            )
            st.button(
                _("Use this place"),
                key=f"use_{where}{spelling.column}_{spelling.written}",
                type="primary",
                disabled=place is None,
                on_click=_act,
                args=(checked.source, {spelling.written: code or ""}, done, token, where),
            )
        if not spelling.of_city:
            new_place(spelling, places, where)
        new_city(spelling, places, where)
        if file is not None:
            rows = ngettext("Leave the row out", "Leave these {count} rows out", spelling.rows)
            st.button(
                rows.format(count=formats.number(spelling.rows)),
                key=f"without_{spelling.column}_{spelling.written}",
                on_click=_leave_out,
                args=(file, spelling.column, cells_of(checked, spelling)),
            )


def _meaning(spelling: Spelling, places: Mapping[str, Place], where: str) -> str | None:
    """Draw the choice of a known place and return its code; the likely one is chosen, a doubtful one never."""
    if spelling.is_code or spelling.member:
        st.caption(
            _("It is known as a place, of no city of the network: let it join as a city.")
            if spelling.member
            else _("A code means one place only: make the place, or mend the code in the file.")
        )
        return None
    codes = [code for code, place in places.items() if place.city or not spelling.of_city]
    if not codes:
        st.caption(_("No place is known yet that it could mean."))
        return None
    place = likely(spelling, places)
    code: str | None = st.selectbox(
        _("means"),
        codes,
        index=codes.index(place.code) if place else None,
        format_func=lambda code: words_of(code, places),
        placeholder=_("Choose one of {count} known places").format(count=formats.number(len(codes))),
        key=f"means_{where}{spelling.column}_{spelling.written}",
    )
    return code


def _leave_out(file: File, column: str, texts: Sequence[str]) -> None:
    """Leave out the rows of a file that have one of these texts in a column; the file is checked again."""
    said = uploading.so_far(file)
    told = ((column, text) for text in texts)
    uploading.say(file, replace(said, left_out=tuple(dict.fromkeys((*said.left_out, *told)))))
