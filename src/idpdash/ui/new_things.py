"""Forms that make what a file names and nobody knows yet: a place, a city of the network, sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from idpdash import clock, formats
from idpdash.errors import IdpdashError
from idpdash.formats import _, ngettext
from idpdash.store.record import add_city, add_place, add_sites
from idpdash.ui import actions, data, show
from idpdash.ui.recording import whole
from idpdash.ui.spellings import Place, Spelling, free_code, suggested, words_of
from idpdash.vocabulary import SiteStatus

DEGREES = (("latitude", _("Latitude"), 90.0), ("longitude", _("Longitude"), 180.0))
UNKNOWN = _("not known")


def new_place(spelling: Spelling, places: Mapping[str, Place], where: str) -> None:
    """Offer to make the place that a spelling names."""
    key = f"new_{where}{spelling.column}_{spelling.written}"
    code = spelling.written if spelling.is_code else free_code(spelling.written, places)
    with st.popover(_("It is a new place")), st.form(key, border=False):
        _code_and_name(key, code, "" if spelling.is_code else spelling.written)
        st.selectbox(
            _("Lies in"),
            [place.code for place in places.values() if not place.city],
            index=None,
            format_func=lambda code: words_of(code, places),
            placeholder=UNKNOWN,
            key=f"{key}_parent",
        )
        _degrees(key)
        token = actions.token(f"place_{where}")
        st.form_submit_button(
            _("Make this place"), type="primary", key=token, on_click=_make_place, args=(key, token, where)
        )


def _code_and_name(key: str, code: str, name: str) -> None:
    """Draw the fields of a code and a name."""
    st.text_input(_("Code, which never changes"), value=code, max_chars=60, key=f"{key}_code")
    st.text_input(_("Name"), value=name, max_chars=200, key=f"{key}_name")


def _degrees(key: str) -> None:
    """Draw the fields of a point."""
    for column, (name, words, limit) in zip(st.columns(2), DEGREES, strict=True):
        column.number_input(words, -limit, limit, value=None, format="%.5f", placeholder=UNKNOWN, key=f"{key}_{name}")


def _written(key: str, *names: str) -> dict[str, Any]:
    """Return what stands in the fields of a form."""
    return {name: st.session_state.get(f"{key}_{name}") for name in names}


def _make_place(key: str, token: str, where: str) -> None:
    """Make the place that the form describes."""
    told = _written(key, "code", "name", "latitude", "longitude")
    parent = st.session_state.get(f"{key}_parent")
    store, now = data.store(), clock.now()
    actions.act(
        lambda: add_place(store, **told, parent_code=parent, by=actions.BY, now=now, token=token),
        _("{name} is a known place now; the rows were checked again.").format(name=told["name"]),
        where=where,
    )


def new_city(spelling: Spelling, places: Mapping[str, Place], where: str) -> None:
    """Offer to make the city that a spelling names; a known place of that name or code joins as one."""
    key = f"city_{where}{spelling.column}_{spelling.written}"
    known = _known_as(spelling, places) if spelling.member else None
    code = known.code if known else spelling.written if spelling.is_code else free_code(spelling.written, places)
    name = known.name if known else "" if spelling.is_code else spelling.written
    with st.popover(_("It is a new city")), st.form(key, border=False):
        _code_and_name(key, code, name)
        country, residents = st.columns(2)
        country.text_input(_("Country"), max_chars=100, key=f"{key}_country")
        residents.text_input(_("Residents"), placeholder=UNKNOWN, key=f"{key}_population", autocomplete="off")
        _degrees(key)
        st.multiselect(
            _("Areas that belong to it"),
            [place.code for place in places.values() if not place.city],
            format_func=lambda code: words_of(code, places),
            placeholder=_("none beside its own"),
            key=f"{key}_places",
        )
        token = actions.token(f"city_{where}")
        st.form_submit_button(
            _("Make this city"), type="primary", key=token, on_click=_make_city, args=(key, token, where)
        )


def _known_as(spelling: Spelling, places: Mapping[str, Place]) -> Place | None:
    """Return the known place that a spelling names, None where there is none or several."""
    code = spelling.written.casefold()
    found = [place for place in places.values() if place.code.casefold() == code]
    found = found or [one for one in places.values() if formats.fold(one.name) == formats.fold(spelling.written)]
    return found[0] if len(found) == 1 else places.get(suggested(spelling, places) or "")


def _make_city(key: str, token: str, where: str) -> None:
    """Make the city that the form describes."""
    told = _written(key, "code", "name", "country", "latitude", "longitude")
    try:
        residents = whole(st.session_state.get(f"{key}_population"), _("Residents"))
    except IdpdashError as error:
        actions.refuse(error, where=where)
        return
    codes = tuple(st.session_state.get(f"{key}_places") or ())
    store, now = data.store(), clock.now()
    actions.act(
        lambda: add_city(store, **told, population=residents, place_codes=codes, by=actions.BY, now=now, token=token),
        _("{name} is a city of the network now; the rows were checked again.").format(name=told["name"]),
        where=where,
    )


def new_sites(unknown: Mapping[str, int], places: Mapping[str, Place], where: str) -> None:
    """Offer to make the sites that a file counts people in and nobody has listed; several of one place at once.

    unknown: code of each site → in how many rows it stands.
    """
    key = f"sites_{where}"
    codes = list(unknown)
    show.title(
        ngettext("{count} site is not known", "{count} sites are not known", len(codes)).format(
            count=formats.number(len(codes))
        ),
        _("Load the list of sites first, or make here those that lie in one place."),
    )
    with st.popover(ngettext("It is a new site", "They are new sites", len(codes))), st.form(key, border=False):
        st.multiselect(
            _("Sites"),
            codes,
            default=codes if len(codes) == 1 else [],
            format_func=lambda code: _("{code} · {rows} rows").format(code=code, rows=formats.number(unknown[code])),
            placeholder=_("Choose those of one place"),
            key=f"{key}_codes",
        )
        if len(codes) == 1:
            st.text_input(_("Name"), value=codes[0], max_chars=200, key=f"{key}_name")
        else:
            st.toggle(_("All {count} of them").format(count=formats.number(len(codes))), key=f"{key}_all")
        st.selectbox(
            _("Place"),
            list(places),
            index=None,
            format_func=lambda code: words_of(code, places),
            placeholder=_("Choose one of {count} known places").format(count=formats.number(len(places))),
            key=f"{key}_place",
        )
        beds, status = st.columns(2)
        beds.text_input(_("Beds in each"), placeholder=UNKNOWN, key=f"{key}_beds", autocomplete="off")
        status.selectbox(
            _("Status"), [str(one) for one in SiteStatus], index=None, placeholder=UNKNOWN, key=f"{key}_status"
        )
        token = actions.token(f"sites_{where}")
        words = ngettext("Make this site", "Make these sites", len(codes))
        st.form_submit_button(words, type="primary", key=token, on_click=_make_sites, args=(key, codes, token, where))


def _make_sites(key: str, unknown: Sequence[str], token: str, where: str) -> None:
    """Make the sites that the form describes."""
    told = _written(key, "codes", "name", "all", "place", "beds", "status")
    chosen = list(unknown) if told["all"] else list(told["codes"] or ())
    try:
        if not chosen or not told["place"]:
            raise IdpdashError(_("Say which sites, and in which place they lie."))
        beds = whole(told["beds"], _("Beds"))
    except IdpdashError as error:
        actions.refuse(error, where=where)
        return
    names = {code: told["name"] if len(unknown) == 1 and told["name"] else code for code in chosen}
    store, now = data.store(), clock.now()
    count = formats.number(len(names))
    done = ngettext("{count} site is known now", "{count} sites are known now", len(names)).format(count=count)
    actions.act(
        lambda: add_sites(
            store,
            names=names,
            place_code=told["place"],
            beds=beds,
            status=told["status"],
            by=actions.BY,
            now=now,
            token=token,
        ),
        _("{done}; the rows were checked again.").format(done=done),
        where=where,
    )
