"""The question every page asks: period, as-of day, regions, cities. In the sidebar, and in the address as codes."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from idpdash import formats
from idpdash.answers.question import resolve
from idpdash.formats import _, ngettext
from idpdash.queries import Read
from idpdash.queries.extent import extent as extent_query
from idpdash.queries.places import cities as cities_query
from idpdash.scope import Scope
from idpdash.ui.choice import EARLIEST, NAMES, OWN, PERIODS, Choice, from_address

STATE = "question"


@dataclass(frozen=True)
class Extent:
    """What the store reaches: its newest fact's day, whether it holds demonstration data, whether it holds no fact."""

    newest: dt.date | None
    fictional: bool
    empty: bool


def extent(read: Read, today: dt.date) -> Extent:
    """Return what the store reaches."""
    row = read(extent_query, _everything(today)).iloc[0]
    newest = None if pd.isna(row["newest_fact"]) else row["newest_fact"].date()
    return Extent(newest=newest, fictional=bool(row["fictional"]), empty=not row["any_fact"])


def _everything(today: dt.date) -> Scope:
    """Return a question without any limit, of which only the places matter."""
    return Scope(from_day=today, to_day=today, as_of=today, exchange_day=today)


def question(read: Read, today: dt.date, *, extent: Extent, visible: bool) -> Scope:
    """Return what is asked: the address first, then what was chosen before, then the usual. Draws the sidebar."""
    cities = read(cities_query, _everything(today))
    choice = _known(_adopted(), cities)
    scope = _resolved(read, today, choice)
    if visible and not extent.empty:
        _sidebar(choice, cities, scope, today)
        _chips(choice, cities)
    return scope


def _resolved(read: Read, today: dt.date, choice: Choice) -> Scope:
    """Return the scope of a choice; days out of order cannot come here."""
    places = choice.cities or choice.regions
    return resolve(
        read,
        today=today,
        from_day=choice.from_day,
        to_day=choice.to_day,
        as_of=choice.as_of,
        days=choice.days or None,
        places=places,
    )


def _adopted() -> Choice:
    """Return the address's choice where it says something new, else the one kept for this session."""
    kept: Choice = st.session_state.get(STATE, Choice())
    written = from_address({name: st.query_params.get_all(name) for name in NAMES})
    choice = kept if written is None else written
    _keep(choice)
    return choice


def _keep(choice: Choice) -> None:
    """Keep a choice for this session and write it into the address."""
    st.session_state[STATE] = choice
    wanted = choice.query()
    for name in NAMES:
        if name in wanted:
            if st.query_params.get_all(name) != [wanted[name]] and st.query_params.get_all(name) != wanted[name]:
                st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]


def _known(choice: Choice, cities: pd.DataFrame) -> Choice:
    """Return the choice without codes that the store does not know, forget them, and say which they were."""
    unknown = (set(choice.regions) - set(cities["region_code"])) | (set(choice.cities) - set(cities["city_code"]))
    if not unknown:
        return choice
    st.warning(
        _("No city or region here has the code {codes}; it is left out.").format(codes=", ".join(sorted(unknown)))
    )
    known = replace(
        choice,
        regions=tuple(code for code in choice.regions if code not in unknown),
        cities=tuple(code for code in choice.cities if code not in unknown),
    )
    _keep(known)
    return known


def choose_city(code: str) -> None:
    """Filter to one city; choosing it again clears it."""
    kept: Choice = st.session_state.get(STATE, Choice())
    _keep(replace(kept, cities=() if kept.cities == (code,) else (code,)))


def chosen_city() -> str | None:
    """Return the code of the one city filtered to, if it is just one."""
    kept: Choice = st.session_state.get(STATE, Choice())
    return kept.cities[0] if len(kept.cities) == 1 else None


def around(scope: Scope) -> Scope:
    """Return the question with what lies round the chosen city: its map and table stay, to choose the next from."""
    kept: Choice = st.session_state.get(STATE, Choice())
    return replace(scope, places=kept.regions) if len(kept.cities) == 1 else scope


def about(cities: pd.DataFrame) -> str:
    """Return what is filtered to, in words; nothing where no place is chosen. cities: `frames.CITIES`."""
    kept: Choice = st.session_state.get(STATE, Choice())
    names = _listed(kept.cities or kept.regions, _names(cities))
    many = _("{count} cities") if kept.cities else _("{count} regions")
    return many.format(count=names) if names.isdigit() else names


def _names(cities: pd.DataFrame) -> dict[str, str]:
    """Return the names of cities and regions by code."""
    pairs = [("city_code", "city_name"), ("region_code", "region_name")]
    return {code: name for one, other in pairs for code, name in zip(cities[one], cities[other], strict=True)}


def _listed(codes: tuple[str, ...], names: dict[str, str]) -> str:
    """Return up to three places by name, else how many there are."""
    return formats.listing([names.get(code, code) for code in codes]) if len(codes) < 4 else str(len(codes))


def address() -> dict[str, str | list[str]]:
    """Return the choice for a link to another page."""
    kept: Choice = st.session_state.get(STATE, Choice())
    return kept.query()


def _changed() -> None:
    """Take over what the sidebar's widgets say."""
    state = st.session_state
    choice: Choice = state[STATE]
    days = state["filter_days"]
    span = state.get("filter_span", ())
    choice = replace(
        choice,
        days=None if days in (30, None) else days,
        regions=tuple(state["filter_regions"]),
        cities=tuple(state["filter_cities"]),
    )
    if not choice.own:
        choice = replace(choice, from_day=None, to_day=None)
    else:  # the second day is still to be picked, or "Set…" was pressed just now: the period stays what it is
        first, last = span if len(span) == 2 else state["_period_shown"]
        choice = replace(choice, from_day=first, to_day=last)
    if state["filter_as_of"] != state["_as_of_shown"]:
        choice = replace(choice, as_of=state["filter_as_of"])
    _keep(choice)


def _sidebar(choice: Choice, cities: pd.DataFrame, scope: Scope, today: dt.date) -> None:
    """Draw the filters. The session's choice is the truth; the widgets are set from it on each run."""
    state = st.session_state
    state["filter_days"] = 30 if choice.days is None else choice.days
    state["filter_as_of"] = state["_as_of_shown"] = scope.as_of
    state["_period_shown"] = (scope.from_day, scope.to_day)
    state["filter_regions"] = list(choice.regions)
    state["filter_cities"] = [code for code in choice.cities if code in set(cities["city_code"])]
    with st.sidebar:
        _days(choice, scope, today)
        _places(choice, cities)
        st.caption(_("Filters apply to every page and are kept in the address."))


def _days(choice: Choice, scope: Scope, today: dt.date) -> None:
    """Draw the period and the as-of day."""
    labels = {days: _("{days} d").format(days=days) for days in PERIODS} | {OWN: _("Set…")}
    st.segmented_control(
        _("Period"),
        [*PERIODS, OWN],
        format_func=labels.__getitem__,
        key="filter_days",
        on_change=_changed,
        required=True,
        width="stretch",
        wrap=False,
    )
    if choice.own:
        if len(st.session_state.get("filter_span", ())) != 1:  # setting it would undo the first day of two
            st.session_state["filter_span"] = (scope.from_day, scope.to_day)
        _day_input(_("From – to"), "filter_span", until=max(today, scope.to_day))
    _day_input(_("As of"), "filter_as_of", until=max(today, scope.as_of))


def _day_input(label: str, key: str, *, until: dt.date) -> None:
    """Draw a field for a day, or for the two days that its state holds."""
    st.date_input(label, key=key, on_change=_changed, min_value=EARLIEST, max_value=until, format="YYYY-MM-DD")


def _places(choice: Choice, cities: pd.DataFrame) -> None:
    """Draw the regions and the cities; of chosen regions only their cities, and those chosen already."""
    names = dict(zip(cities["city_code"], cities["city_name"], strict=True))
    areas = cities.dropna(subset=["region_code"]).drop_duplicates("region_code").sort_values("region_name")
    regions = dict(zip(areas["region_code"], areas["region_name"], strict=True))
    inside = cities[cities["region_code"].isin(choice.regions)] if choice.regions else cities
    st.multiselect(
        _("Regions"),
        list(regions),
        format_func=lambda code: regions.get(code, code),
        key="filter_regions",
        on_change=_changed,
        placeholder=_every(
            len(regions), _("No regions"), ngettext("The one region", "All {count} regions", len(regions))
        ),
        disabled=not regions,
    )
    st.multiselect(
        _("Cities"),
        sorted({*inside["city_code"], *choice.cities} & set(names), key=lambda code: names[code]),
        format_func=lambda code: names.get(code, code),
        key="filter_cities",
        on_change=_changed,
        placeholder=_every(len(inside), _("No cities"), ngettext("The one city", "All {count} cities", len(inside))),
        disabled=cities.empty,
    )


def _every(count: int, none: str, every: str) -> str:
    """Return what an empty choice stands for: "All 40 cities", "The one city", "No regions"."""
    return every.format(count=formats.number(count)) if count else none


def _chips(choice: Choice, cities: pd.DataFrame) -> None:
    """Draw what is filtered as chips; one click on a chip clears it."""
    names = _names(cities) if choice.regions or choice.cities else {}
    chips: list[tuple[str, Choice]] = []
    for title, codes, cleared in (
        (_("Region"), choice.regions, replace(choice, regions=())),
        (_("City"), choice.cities, replace(choice, cities=())),
    ):
        if codes:
            chips.append((f"{title}: {_listed(codes, names)}", cleared))
    if choice.as_of:
        chips.append((_("As of {day}").format(day=formats.day(choice.as_of)), replace(choice, as_of=None)))
    if choice.own and choice.from_day and choice.to_day:
        chips.append(
            (formats.period(choice.from_day, choice.to_day), replace(choice, days=None, from_day=None, to_day=None))
        )
    if chips:
        alone = len(chips) == 1 and bool(choice.cities)  # not drawn on the page City, which says which one by itself
        outer = st.container(key="chip_alone") if alone else nullcontext()
        with outer, st.container(horizontal=True, gap="small", key="chips"):
            for number, (label, cleared) in enumerate(chips):
                st.button(
                    f"{label} ✕", key=f"chip_{number}", on_click=_keep, args=(cleared,), help=_("Clear this filter")
                )
