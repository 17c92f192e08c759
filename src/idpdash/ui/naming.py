"""What places are known, which names in a file mean none of them, and the repair: say what a name means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from idpdash import clock, formats
from idpdash.formats import _, known
from idpdash.intake.checked import Checked
from idpdash.store.record import add_alias, add_place
from idpdash.ui import actions, data, show

PLACE_ISSUES = {"unknown_place", "unknown_origin"}
MOST_SPELLINGS = 200


@dataclass(frozen=True)
class Place:
    """A known place as it is offered for choice. city: it is a city of the network."""

    code: str
    name: str
    above: str
    city: bool

    @property
    def words(self) -> str:
        """Return the place as it is shown: "Marrow, East · ZE0301"."""
        return f"{self.name}{f', {self.above}' if self.above else ''} · {self.code}"


@dataclass(frozen=True)
class Spelling:
    """A name or code in the file that means no known place. column: ours; rows: in how many, as far as counted."""

    written: str
    column: str
    rows: int
    first_row: int
    suggestion: str | None

    @property
    def is_code(self) -> bool:
        """Return whether a code is meant, not a name."""
        return self.column.endswith(("_pcode", "_pcodes", "_code"))

    @property
    def of_city(self) -> bool:
        """Return whether only a city can be meant: needs and offers are made by cities."""
        return self.column.startswith(("city_", "to_city_"))

    @property
    def words(self) -> str:
        """Return the spelling as it is shown: "“Laasqorey” · 12 rows, first row 17"."""
        count = formats.number(self.rows)
        if self.rows == 1:
            return _("“{name}” · row {row}").format(name=self.written, row=self.first_row)
        return _("“{name}” · {count} rows, first row {row}").format(name=self.written, count=count, row=self.first_row)


def known_places(places: pd.DataFrame, cities: pd.DataFrame) -> dict[str, Place]:
    """Return what may be chosen, by code: cities first, then areas, each by name. From frames PLACES and CITIES."""
    own = set(cities["city_code"])
    members = cities[["city_code", "city_name", "region_name", "country"]].itertuples(index=False, name=None)
    chosen = [
        Place(code, name, _or_blank(region) or _or_blank(land), city=True) for code, name, region, land in members
    ]
    others = places.loc[~places["place_code"].isin(own), ["place_code", "place_name", "parent_name"]]
    areas = [
        Place(code, name, _or_blank(above), city=False)
        for code, name, above in others.itertuples(index=False, name=None)
    ]
    ordered = [*sorted(chosen, key=lambda one: one.name), *sorted(areas, key=lambda one: one.name)]
    return {place.code: place for place in ordered}


def words_of(code: str, places: dict[str, Place]) -> str:
    """Return a place as it is shown; a code that is known no longer (its upload was undone) stands for itself."""
    return places[code].words if code in places else code


def _or_blank(value: object) -> str:
    """Return a cell of a frame as text, "" where missing."""
    return str(value) if known(value) else ""


def spellings(checked: Checked) -> list[Spelling]:
    """Return names and codes that mean no known place, those that keep most rows out first."""
    found: dict[tuple[str, str], list[int]] = {}
    hints: dict[tuple[str, str], str | None] = {}
    errors = (issue for row in checked.waiting for issue in row.issues)
    for issue in dict.fromkeys((*errors, *checked.issues)):
        if issue.code in PLACE_ISSUES and issue.value and issue.column:
            key = (issue.value, issue.column)
            found.setdefault(key, []).append(issue.row or 0)
            hints.setdefault(key, issue.suggestion)
    kept_out = Counter({(issue.value, issue.column): 1 for row in checked.waiting for issue in row.issues})
    made = [
        (kept_out[written, column], Spelling(written, column, len(rows), min(rows), hints[written, column]))
        for (written, column), rows in found.items()
    ]
    made.sort(key=lambda pair: (-pair[0], -pair[1].rows, pair[1].first_row))
    return [spelling for _out, spelling in made[:MOST_SPELLINGS]]


def suggested(spelling: Spelling, places: dict[str, Place]) -> str | None:
    """Return the code of the place that a spelling probably means."""
    if not spelling.suggestion:
        return None
    return next((code for code, place in places.items() if spelling.suggestion == f"{code} {place.name}"), None)


def unknown_places(checked: Checked, places: dict[str, Place]) -> None:
    """Offer to say what an unknown place is: a known one spelled otherwise, or a new one. The file is checked again."""
    unknown = spellings(checked)
    if not unknown:
        return
    by_key = {f"{one.column}|{one.written}": one for one in unknown}
    with st.container(border=True, key="mend_places"):
        show.title(
            _("Say once what a name means"),
            _("It is remembered for “{source}”; under Uploads below it can be taken back.").format(
                source=checked.source
            ),
        )
        columns = st.columns([4, 4, 2, 2], vertical_alignment="bottom")
        with columns[0]:
            chosen = st.selectbox(
                _("In the file"),
                list(by_key),
                format_func=lambda key: by_key[key].words,
                key=f"spelling_{data.version()}_{checked.fingerprint}",
            )
        spelling = by_key[str(chosen)]
        if spelling.is_code:
            columns[1].caption(_("A code means one place only: make the place, or mend the code in the file."))
        else:
            offered = {code: place for code, place in places.items() if place.city or not spelling.of_city}
            _known_one(checked, spelling, offered, columns)
        if not spelling.of_city:
            _new_one(spelling, places, columns[3])
        if not places or spelling.of_city:
            st.caption(
                _("A city that is not known yet comes with a file of cities (see the templates): load it first.")
            )


def _known_one(
    checked: Checked, spelling: Spelling, places: dict[str, Place], columns: Sequence[DeltaGenerator]
) -> None:
    """Offer to map a spelling to a known place, the likely one chosen."""
    codes = list(places)
    if not codes:
        columns[1].caption(_("No place is known yet that it could mean."))
        return
    hint = suggested(spelling, places)
    with columns[1]:
        code = st.selectbox(
            _("means"),
            codes,
            index=codes.index(hint) if hint else None,
            format_func=lambda code: words_of(code, places),
            placeholder=_("Choose one of {count} known places").format(count=len(codes)),
            key=f"means_{spelling.column}_{spelling.written}",
        )
    with columns[2]:
        st.button(
            _("Use this place"),
            key=f"use_{spelling.column}_{spelling.written}",
            type="primary",
            disabled=code not in places,
            on_click=_use,
            args=(checked.source, spelling.written, code, actions.token("alias")),
            width="stretch",
        )


def _use(source: str, written: str, code: str, token: str) -> None:
    """Remember what a spelling means."""
    store = data.store()
    actions.act(
        lambda: add_alias(
            store, source=source, written=written, place_code=code, by=actions.BY, now=clock.now(), token=token
        ),
        _("“{name}” is read as {code} from now on; the file was checked again.").format(name=written, code=code),
    )


def _new_one(spelling: Spelling, places: dict[str, Place], column: DeltaGenerator) -> None:
    """Offer to make the place that a spelling names."""
    key = f"new_{spelling.column}_{spelling.written}"
    areas = [place.code for place in places.values() if not place.city]
    code = spelling.written if spelling.is_code else _proposed(spelling, places)
    unknown = _("not known")
    with column, st.popover(_("It is a new place"), width="stretch"), st.form(key, border=False):
        st.text_input(_("Code, which never changes"), value=code, max_chars=60, key=f"{key}_code")
        st.text_input(_("Name"), value="" if spelling.is_code else spelling.written, max_chars=200, key=f"{key}_name")
        st.selectbox(
            _("Lies in"),
            areas,
            index=None,
            format_func=lambda code: words_of(code, places),
            placeholder=unknown,
            key=f"{key}_parent",
        )
        for name, words, limit in (("latitude", _("Latitude"), 90.0), ("longitude", _("Longitude"), 180.0)):
            st.number_input(words, -limit, limit, value=None, format="%.5f", placeholder=unknown, key=f"{key}_{name}")
        token = actions.token("place")
        st.form_submit_button(_("Make this place"), type="primary", key=token, on_click=_make, args=(key, token))


def _make(key: str, token: str) -> None:
    """Make the place that the form describes."""
    names = ("code", "name", "parent", "latitude", "longitude")
    code, name, parent, latitude, longitude = (st.session_state[f"{key}_{part}"] for part in names)
    store = data.store()
    actions.act(
        lambda: add_place(
            store,
            code=code,
            name=name,
            parent_code=parent,
            latitude=latitude,
            longitude=longitude,
            by=actions.BY,
            now=clock.now(),
            token=token,
        ),
        _("{name} is a known place now; the file was checked again.").format(name=name),
    )


def _proposed(spelling: Spelling, places: dict[str, Place]) -> str:
    """Return a free code made of a name."""
    code = formats.fold(spelling.written).replace(" ", "-").upper()[:50]
    return code if code not in places else f"{code}-2"
