"""Places, cities and sites put right in the app: looked up, corrected, and who said what before.

An address may open one: `/upload?correct=city:ZE0301`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from idpdash import clock
from idpdash.errors import IdpdashError
from idpdash.formats import _, known
from idpdash.queries import Read
from idpdash.queries.housing import sites as sites_query
from idpdash.queries.places import cities as cities_query
from idpdash.queries.places import places as places_query
from idpdash.queries.reference import Version, versions
from idpdash.store.engine import reading
from idpdash.store.record import ChangedError, Standing, Subject, correct, standing
from idpdash.ui import actions, data, reference_fields, show
from idpdash.ui.page import Page
from idpdash.ui.spellings import Place, known_places
from idpdash.ui.waiting import when

WHERE = "reference"  # the part of the page that says what was done
SUBJECT, CODE, CLASH, ADDRESS = "reference_subject", "reference_code", "reference_clash", "correct"
SUBJECTS = {Subject.CITY: _("City"), Subject.PLACE: _("Place"), Subject.SITE: _("Site")}
MOST_VERSIONS = 20


@dataclass(frozen=True)
class Clash:
    """What somebody wanted to save of a thing that was changed meanwhile. seen: what stood in the form."""

    subject: Subject
    code: str
    seen: Mapping[str, Any]
    mine: Mapping[str, Any]

    @property
    def own(self) -> dict[str, Any]:
        """Return the fields that were changed in the form."""
        return {name: value for name, value in self.mine.items() if value != self.seen[name]}


def show_reference(page: Page) -> None:
    """Draw the section, closed until it is asked for."""
    read = data.reader(data.version())
    if read(places_query, page.scope).empty:
        return
    asked = _asked()
    if asked is not None and SUBJECT not in st.session_state:
        st.session_state[SUBJECT], st.session_state[CODE] = asked
    words = _("Places, cities and sites: look up, correct")
    with st.expander(words, key="reference", expanded=asked is not None, on_change="rerun") as part:
        if part.open:
            _section(page, read)


def _asked() -> tuple[Subject, str] | None:
    """Return what the address asks to correct."""
    kind, _colon, code = str(st.query_params.get(ADDRESS, "")).partition(":")
    return (Subject(kind), code) if kind in set(Subject) and code else None


def _section(page: Page, read: Read) -> None:
    """Draw the choice of a thing, its form, and its versions."""
    actions.said(WHERE)
    places = known_places(read(places_query, page.scope), read(cities_query, page.scope))
    with st.container(horizontal=True, vertical_alignment="bottom", key="reference_choice"):
        chosen = st.segmented_control(
            _("What is to be corrected"),
            list(Subject),
            format_func=SUBJECTS.__getitem__,
            default=None if SUBJECT in st.session_state else Subject.CITY,
            key=SUBJECT,
            required=True,
            on_change=_another_kind,
        )
        subject = Subject(chosen or Subject.CITY)
        names = _names(subject, places, read, page)
        if st.session_state.get(CODE) not in names:
            st.session_state[CODE] = None
        code: str | None = st.selectbox(
            _("Which one"),
            list(names),
            format_func=lambda one: names.get(one, one),
            key=CODE,
            placeholder=_("Search by name or code"),
            width=440,
        )
    if code is None:
        st.caption(_("A correction is an act of its own: it holds until the next one and can be taken back."))
        return
    stands = standing(data.store(), subject, code, today=clock.today())
    if stands is None:
        st.info(_("Nothing is known of {code} any more: somebody took it back.").format(code=code))
        return
    left, right = st.columns([3, 2], gap="large")
    clash: Clash | None = st.session_state.get(CLASH)
    with left:
        if clash is not None and (clash.subject, clash.code) == (subject, code):
            _clash(clash, stands, names[code], places)
        else:
            _form(subject, code, names[code], stands, places)
    with right:
        _versions(subject, code, places)


def _another_kind() -> None:
    """Forget which thing was chosen: it is none of another kind."""
    st.session_state[CODE] = None


def _names(subject: Subject, places: Mapping[str, Place], read: Read, page: Page) -> dict[str, str]:
    """Return what can be corrected of a kind, by code, as it is shown."""
    if subject is Subject.CITY:
        return {code: place.words for code, place in places.items() if place.city}
    if subject is Subject.PLACE:
        areas = read(places_query, page.scope)
        levels = dict(zip(areas["place_code"], areas["level"], strict=True))
        # a city's own point follows its city; a district that is a city can be corrected as both
        kept = [one for code, one in places.items() if not one.city or known(levels.get(code))]
        return {place.code: place.words for place in kept}
    sites = read(sites_query, page.scope.at(page.today))
    told = sites[["site_code", "site_name", "place_name"]].itertuples(index=False, name=None)
    return {code: f"{name}, {place} · {code}" if known(place) else f"{name} · {code}" for code, name, place in told}


def _form(subject: Subject, code: str, name: str, stands: Standing, places: Mapping[str, Place]) -> None:
    """Draw what stands now, to be corrected."""
    key = f"correct_{subject}_{code}_{stands.upload}"
    with st.form(key, border=False):
        reference_fields.draw(subject, stands.values, places, key)
        if subject is Subject.SITE:
            st.text_input(
                _("If it is closed: why"), key=_why(key), help=_("Promises of its places end with this reason.")
            )
        token = actions.token("correct")
        st.form_submit_button(
            _("Save the correction"),
            type="primary",
            key=token,
            on_click=_save,
            args=(subject, code, name, stands.values, key, token),
        )


def _save(subject: Subject, code: str, name: str, seen: Mapping[str, Any], key: str, token: str) -> None:
    """Save what stands in the form, as far as it was changed."""
    try:
        mine = reference_fields.read(subject, seen, key)
    except IdpdashError as error:
        actions.refuse(error, where=WHERE)
        return
    reason = st.session_state.get(_why(key))
    _correct(Clash(subject, code, seen, mine), mine, seen, name, token, reason)


def _why(key: str) -> str:
    """Return the key of the field that says why a site is closed."""
    return f"{key}_why"


def _correct(
    said: Clash,
    values: Mapping[str, Any],
    seen: Mapping[str, Any],
    name: str,
    token: str,
    reason: str | None = None,
) -> None:
    """Do one correction; where somebody else was first, keep it so that both can be looked at."""
    store, now, today = data.store(), clock.now(), clock.today()
    st.session_state.pop(CLASH, None)
    try:
        upload = correct(
            store,
            said.subject,
            said.code,
            values,
            seen=seen,
            by=actions.BY,
            now=now,
            today=today,
            token=token,
            reason=reason,
        )
    except ChangedError as error:
        st.session_state[CLASH] = said
        actions.refuse(error, where=WHERE)
        return
    except IdpdashError as error:
        actions.refuse(error, where=WHERE)
        return
    fields = [reference_fields.label(field) for field in said.own]
    words = _("{name} was corrected: {fields}.").format(name=name, fields=", ".join(fields))
    actions.act(lambda: upload, words, where=WHERE)


def _clash(clash: Clash, stands: Standing, name: str, places: Mapping[str, Place]) -> None:
    """Show what somebody else saved beside what was to be saved, and let the user choose."""
    fields = [
        field
        for field, value in stands.values.items()
        if value != clash.seen[field] or clash.own.get(field, value) != value
    ]
    rows = pd.DataFrame(
        {
            "field": [reference_fields.label(field) for field in fields],
            "seen": [reference_fields.spoken(field, clash.seen[field], places) for field in fields],
            "now": [reference_fields.spoken(field, stands.values[field], places) for field in fields],
            "mine": [
                reference_fields.spoken(field, clash.own.get(field, stands.values[field]), places) for field in fields
            ],
        }
    )
    labels = {"field": "", "seen": _("When you opened it"), "now": _("Saved meanwhile"), "mine": _("With yours")}
    show.table(rows, name="clash_table", labels=labels)
    values = {**stands.values, **clash.own}
    with st.container(horizontal=True, key="clash_choice"):
        token = actions.token("correct")
        st.button(
            _("Save mine on top"),
            key=token,
            type="primary",
            on_click=_correct,
            args=(Clash(clash.subject, clash.code, stands.values, values), values, stands.values, name, token),
        )
        st.button(_("Leave it as it was saved"), key="clash_drop", on_click=st.session_state.pop, args=(CLASH, None))


def _versions(subject: Subject, code: str, places: Mapping[str, Place]) -> None:
    """Show who said what of it, the newest first, and the way back from the last act."""
    with reading(data.store()) as connection:
        told = versions(connection, subject, code)
    rows = pd.DataFrame(
        {
            "upload": [version.upload for version in told],
            "changed": [_changes(version, places) for version in told],
            "by": [version.by for version in told],
            "when": [when(pd.Timestamp(version.at)) for version in told],
            "what": [version.file_name or _("entered by hand") for version in told],
        }
    )
    show.title(_("What was said of it"))
    labels = {"upload": _("No."), "when": _("When"), "by": _("Who"), "what": _("File or act"), "changed": _("Change")}
    config = {
        "upload": st.column_config.NumberColumn(labels["upload"], width=44, format="%d"),
        "changed": st.column_config.TextColumn(labels["changed"], width=230),
    }
    show.table(rows.head(MOST_VERSIONS), name="versions_table", labels=labels, config=config)
    if len(told) > 1 and told[0].file_name is None:
        st.button(
            _("Undo the last correction"),
            key=f"undo_version_{told[0].upload}",
            on_click=actions.take_back,
            args=(told[0].upload, WHERE),
        )


def _changes(version: Version, places: Mapping[str, Place]) -> str:
    """Return what a version changed: "Beds: 100 → 90"."""
    parts: Sequence[str] = [
        _("{field}: {before} → {after}").format(
            field=reference_fields.label(name),
            before=reference_fields.spoken(name, before, places),
            after=reference_fields.spoken(name, after, places),
        )
        for name, (before, after) in version.changed.items()
    ]
    return "; ".join(parts) or _("first said")
