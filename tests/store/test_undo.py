"""An undo takes back exactly one upload: everything but the list is as it was before."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from idpdash.errors import IdpdashError
from idpdash.intake.checked import Checked, UpdateRule
from idpdash.store import tables as t
from idpdash.store.record import add_alias, record_count
from idpdash.store.undo import undo
from tests.store.made import NOW, cities, contents, count, day, loaded, made, move, rows, site

CITIES = ("marrow", "galt", "velda")
SITES = ("s1", "s2", "s3")
DAYS = ("11-01", "11-05", "11-09", "11-20")
amount = st.integers(0, 500)
maybe = st.none() | amount


def take_back(store: Engine, upload: int | None) -> None:
    """Undo an upload."""
    assert upload is not None
    undo(store, upload, by="test", now=NOW)


@st.composite
def files(draw: st.DrawFn) -> tuple[Checked, bool]:
    """Return any file on a few cities and sites, and whether it replaces its period."""
    cities_ = st.sampled_from(CITIES)
    kind = draw(st.sampled_from(["cities", "sites", "lists", "occupancy", "movements", "exchange"]))
    tables: dict[str, list[dict[str, Any]]] = {}
    if kind == "cities":
        holding = draw(st.sampled_from([None, "marrow", "galt;velda"]))
        tables["cities"] = [
            {"city_code": code, "city_name": code, "population": draw(maybe), "place_pcodes": holding}
            for code in draw(st.lists(st.sampled_from([*CITIES, "new"]), min_size=1, unique=True))
        ]
    if kind in ("sites", "lists"):
        listed = st.lists(st.sampled_from(SITES), min_size=1, unique=True)
        since = day(draw(st.sampled_from(DAYS))) if draw(st.booleans()) else None
        tables["sites"] = [site(code, draw(cities_), beds=draw(maybe), valid_from=since) for code in draw(listed)]
    if kind in ("occupancy", "lists"):
        known = [row["site_code"] for row in tables.get("sites", [])] or ["s1"]
        tables["occupancy"] = [count(code, draw(amount), on=draw(st.sampled_from(DAYS))) for code in known]
    if kind == "movements":
        ends = st.tuples(cities_, amount, st.sampled_from(DAYS), st.none() | cities_)
        found = draw(st.lists(ends, min_size=1, max_size=4))
        tables["movements"] = [move(to, people, on=on, origin_place_code=of) for to, people, on, of in found]
    if kind == "exchange":
        what = {"city_code": draw(cities_), "item": "places", "quantity": draw(amount) + 1, "unit": "bed"}
        tables["needs"] = [{"need_code": "n1", **what}]
        tables["offers"] = [{"offer_code": "o1", **what, "site_code": draw(st.sampled_from([None, "s1"]))}]
    rule = UpdateRule.COMPLETE_LIST if kind == "lists" else UpdateRule.APPEND
    listed_on = draw(st.sampled_from(DAYS)) if kind == "lists" else None
    given: dict[str, Any] = {"rule": rule, "listed_on": listed_on, "fingerprint": str(draw(st.uuids())), **tables}
    return made(**given), draw(st.booleans())


@given(before=st.lists(files(), max_size=4), last=files())
def test_undo_after_load_is_identity(
    emptied: Callable[[], Engine], before: list[tuple[Checked, bool]], last: tuple[Checked, bool]
) -> None:
    store = emptied()
    loaded(store, cities(*CITIES))
    loaded(store, made(sites=[site("s1")]))
    for file, replaces in before:
        loaded(store, file, replace_period=replaces)
    earlier, uploads = contents(store), rows(store, t.Upload, "id", "status", "superseded_by")
    said = loaded(store, last[0], replace_period=last[1])
    if said.status == "unchanged":  # an upload says the very same
        assert contents(store) == earlier
        store.dispose()
        return
    take_back(store, said.upload)
    assert contents(store) == earlier
    assert rows(store, t.Upload, "id", "status", "superseded_by") == [*uploads, (said.upload, "undone", None)]
    store.dispose()


@given(loads=st.lists(files(), min_size=1, max_size=5), order=st.permutations(range(7)))
def test_everything_can_be_undone_whatever_comes_first(
    emptied: Callable[[], Engine], loads: list[tuple[Checked, bool]], order: list[int]
) -> None:
    """A refusal names uploads that are still there, and in the end nothing is left."""
    store = emptied()
    loaded(store, cities(*CITIES))
    loaded(store, made(sites=[site("s1")]))
    for file, replaces in loads:
        loaded(store, file, replace_period=replaces)
    left = [number for (number,) in rows(store, t.Upload, "id")]
    left = [left[place] for place in order if place < len(left)]
    while left:
        before = len(left)
        for number in list(left):
            refusal = refused(store, number)
            if refusal is None:
                left.remove(number)
            else:
                assert set(map(int, re.findall(r"\d+", refusal))) <= set(left)
        assert len(left) < before
    assert {name for name, found in contents(store).items() if found} == set()
    store.dispose()


def test_two_files_whose_cities_list_each_others_places_can_be_undone(store: Engine) -> None:
    first = loaded(store, cities("marrow", "galt"))
    one = loaded(store, made(cities=[{"city_code": "marrow", "city_name": "Marrow", "place_pcodes": "galt"}]))
    two = loaded(store, made(cities=[{"city_code": "galt", "city_name": "Galt", "place_pcodes": "marrow"}]))
    take_back(store, first.upload)
    take_back(store, one.upload)
    take_back(store, two.upload)
    assert {name for name, found in contents(store).items() if found} == set()


def refused(store: Engine, upload: int) -> str | None:
    """Undo an upload, and return why not if it is refused."""
    try:
        take_back(store, upload)
    except IdpdashError as error:
        return str(error)
    return None


def test_what_an_upload_superseded_is_restored(store: Engine) -> None:
    loaded(store, cities("marrow"))
    first = loaded(store, made(movements=[move("marrow", 1, on="11-10")]))
    second = loaded(store, made(movements=[move("marrow", 2, on="11-10")]), replace_period=True)
    assert rows(store, t.Upload, "status", "superseded_by")[1] == ("superseded", second.upload)
    take_back(store, second.upload)
    assert rows(store, t.Movement, "upload_id", "superseded_by") == [(first.upload, None)]
    assert rows(store, t.Upload, "status", "superseded_by")[1] == ("live", None)


def test_undoing_the_middle_of_three_does_not_bring_the_first_back(store: Engine) -> None:
    loaded(store, cities("marrow"))
    first = loaded(store, made(movements=[move("marrow", 1, on="11-10"), move("marrow", 5, on="11-20")]))
    second = loaded(
        store, made(movements=[move("marrow", 2, on="11-10"), move("marrow", 6, on="11-20")]), replace_period=True
    )
    third = loaded(store, made(movements=[move("marrow", 3, on="11-10")]), replace_period=True)
    take_back(store, second.upload)
    names = ("individuals", "upload_id", "superseded_by")
    assert rows(store, t.Movement, *names) == [
        (1, first.upload, third.upload),
        (5, first.upload, None),
        (3, third.upload, None),
    ]
    take_back(store, third.upload)
    assert rows(store, t.Movement, *names) == [(1, first.upload, None), (5, first.upload, None)]


def test_an_upload_on_which_others_rest_is_kept_and_they_are_named(store: Engine) -> None:
    city = loaded(store, cities("marrow"))
    sites = loaded(store, made(sites=[site("s1")]))
    counted = record_count(
        store, site_code="s1", individuals=4, counted_at=NOW, counted_on=NOW.date(), by="desk", now=NOW
    )
    with pytest.raises(IdpdashError, match=f"undo first: {counted}"):
        take_back(store, sites.upload)
    with pytest.raises(IdpdashError, match=f"undo first: {sites.upload}"):
        take_back(store, city.upload)
    for upload in (counted, sites.upload, city.upload):
        take_back(store, upload)
    assert not any(contents(store).values())


def test_an_alias_and_a_city_that_lists_a_place_rest_on_it(store: Engine) -> None:
    galt = loaded(store, cities("galt"))
    alias = add_alias(store, source="", written="Gald", place_code="galt", by="desk", now=NOW)
    marrow = loaded(store, cities("marrow", place_pcodes="galt"))
    with pytest.raises(IdpdashError, match=f"undo first: {marrow.upload} and {alias}"):
        take_back(store, galt.upload)


def test_a_site_that_another_upload_speaks_of_too_stays(store: Engine) -> None:
    loaded(store, cities("marrow"))
    first = loaded(store, made(sites=[site("s1", beds=10)]))
    loaded(store, made(sites=[site("s1", beds=20)]))
    take_back(store, first.upload)
    assert rows(store, t.SiteStatement, "beds") == [(20,)]


def test_an_unknown_and_an_undone_upload_are_sentences(store: Engine) -> None:
    city = loaded(store, cities("marrow"))
    with pytest.raises(IdpdashError, match="There is no upload 77"):
        take_back(store, 77)
    take_back(store, city.upload)
    with pytest.raises(IdpdashError, match="undone already"):
        take_back(store, city.upload)


def test_an_undone_file_can_be_loaded_again(store: Engine) -> None:
    first = loaded(store, cities("marrow"))
    before = contents(store)
    take_back(store, first.upload)
    assert loaded(store, cities("marrow")).status == "loaded"
    assert {name: len(found) for name, found in contents(store).items()} == {
        name: len(found) for name, found in before.items()
    }
