"""Reference data made and corrected by hand: each act is one upload, the newest statement holds, every act undoes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from idpdash.errors import IdpdashError
from idpdash.store import tables as t
from idpdash.store.engine import reading
from idpdash.store.known import known
from idpdash.store.record import (
    ChangedError,
    Subject,
    add_aliases,
    add_city,
    add_place,
    add_sites,
    correct,
    standing,
)
from idpdash.store.undo import undo
from tests.store.made import NOW, TODAY, cities, contents, day, loaded, made, rows, site

WHO: dict[str, Any] = {"by": "desk", "now": NOW}


@pytest.fixture
def world(store: Engine) -> Engine:
    """Return a store with a region, a district in it, two cities and a site."""
    add_place(store, code="north", name="North", **WHO)
    add_place(store, code="heath", name="Heath", parent_code="north", latitude=40.0, longitude=20.0, **WHO)
    loaded(store, cities("marrow", "galt", latitude=41.0, longitude=21.0, population=9_000, tax_revenue=5.0))
    loaded(store, made(sites=[site("s1", beds=100, toilets=4, site_type="collective_centre")]))
    return store


def values(store: Engine, subject: Subject, code: str) -> dict[str, Any]:
    """Return what stands now of a thing."""
    found = standing(store, subject, code, today=TODAY)
    assert found is not None
    return found.values


def put_right(store: Engine, subject: Subject, code: str, **changed: Any) -> int:
    """Correct a thing as somebody does who has just looked at it."""
    seen = values(store, subject, code)
    return correct(store, subject, code, {**seen, **changed}, seen=seen, today=TODAY, **WHO)


def test_several_spellings_are_one_upload_and_one_undo(world: Engine) -> None:
    before = contents(world)
    meanings = {"Marow": "marrow", "MAROW ": "marrow", "Gallt": "galt"}
    upload = add_aliases(world, source="field", meanings=meanings, token="yes", **WHO)
    assert add_aliases(world, source="field", meanings={"Other": "galt"}, token="yes", **WHO) == upload
    assert rows(world, t.PlaceAlias, "upload_id", "source", "folded") == [
        (upload, "field", "marow"),
        (upload, "field", "gallt"),
    ]
    undo(world, upload, **WHO)
    assert contents(world) == before


def test_a_city_joins_with_the_places_that_it_holds(world: Engine) -> None:
    before = contents(world)
    made_by: dict[str, Any] = {"name": "Velda", "country": "Zerania", "population": 92_000, "place_codes": ["heath"]}
    upload = add_city(world, code="velda", latitude=42.0, longitude=22.0, **made_by, **WHO)
    with reading(world) as connection:
        held = known(connection).places.set_index("place_code")["city_code"]
    assert (held["heath"], held["velda"]) == ("velda", "velda")
    assert values(world, Subject.CITY, "velda")["population"] == 92_000
    undo(world, upload, **WHO)
    assert contents(world) == before


def test_a_district_becomes_a_city_and_stays_a_district(world: Engine) -> None:
    add_city(world, code="heath", name="Heath", **WHO)
    assert values(world, Subject.CITY, "heath") == {
        "name": "Heath",
        "country": None,
        "population": None,
        "latitude": 40.0,
        "longitude": 20.0,
        "desk_phone": None,
        "desk_mail": None,
        "place_codes": (),
    }
    assert values(world, Subject.PLACE, "heath")["parent_code"] == "north"


def test_several_sites_of_one_place_are_one_act(world: Engine) -> None:
    before = contents(world)
    names = {"s8": "School", "s9": ""}
    upload = add_sites(world, names=names, place_code="marrow", status="open", beds=40, token="sites", **WHO)
    assert add_sites(world, names={"s7": ""}, place_code="marrow", token="sites", **WHO) == upload
    assert rows(world, t.SiteStatement, "upload_id", "name", "status", "beds")[1:] == [
        (upload, "School", "open", 40),
        (upload, "s9", "open", 40),
    ]
    undo(world, upload, **WHO)
    assert contents(world) == before


def test_a_place_is_corrected_and_the_correction_taken_back(world: Engine) -> None:
    before = contents(world)
    upload = put_right(world, Subject.PLACE, "heath", name=" Heathe ", parent_code=None, latitude=None, longitude=None)
    assert values(world, Subject.PLACE, "heath") == {
        "name": "Heathe",
        "parent_code": None,
        "latitude": None,
        "longitude": None,
    }
    undo(world, upload, **WHO)
    assert contents(world) == before


def test_an_outline_and_a_level_outlive_a_correction(world: Engine) -> None:
    with world.begin() as connection:
        connection.execute(update(t.PlaceStatement).values(geometry=b"shape", level=1))
    put_right(world, Subject.PLACE, "heath", name="Heathe")
    assert rows(world, t.PlaceStatement, "name", "geometry", "level")[-1] == ("Heathe", b"shape", 1)


def test_a_city_is_corrected_with_its_own_point_and_keeps_what_the_form_does_not_show(world: Engine) -> None:
    told = {"name": "Marrow City", "population": None, "desk_mail": "desk@marrow.example", "place_codes": ("heath",)}
    put_right(world, Subject.CITY, "marrow", **told)
    now = values(world, Subject.CITY, "marrow")
    assert {name: now[name] for name in told} == told
    assert rows(world, t.CityStatement, "tax_revenue")[-1] == (5.0,)
    assert values(world, Subject.PLACE, "marrow")["name"] == "Marrow City"
    put_right(world, Subject.CITY, "marrow", place_codes=())
    assert values(world, Subject.CITY, "marrow")["place_codes"] == ()
    with reading(world) as connection:
        held = known(connection).places.set_index("place_code")["city_code"]
    assert held["marrow"] == "marrow"


def test_a_site_is_corrected_as_ever_or_changes_from_a_day_on(world: Engine) -> None:
    put_right(world, Subject.SITE, "s1", name="Sports hall", beds=None)
    assert rows(world, t.SiteStatement, "valid_from", "name", "beds", "toilets")[-1] == (None, "Sports hall", None, 4)
    put_right(world, Subject.SITE, "s1", status="closed", valid_from=day("11-20"))
    assert values(world, Subject.SITE, "s1")["status"] == "closed"
    earlier = standing(world, Subject.SITE, "s1", today=day("11-19"))
    assert earlier is not None
    assert earlier.values["status"] is None
    with pytest.raises(IdpdashError, match="2026-11-20"):
        put_right(world, Subject.SITE, "s1", beds=7, valid_from=day("11-19"))


def test_a_sensitive_site_keeps_no_exact_point(world: Engine) -> None:
    put_right(world, Subject.SITE, "s1", latitude=40.12345, longitude=20.98765, sensitive=True)
    assert rows(world, t.SiteStatement, "latitude", "longitude")[-1] == (40.1, 21.0)


def test_who_comes_second_is_told_and_nothing_is_written_over(world: Engine) -> None:
    seen = values(world, Subject.CITY, "marrow")
    first = put_right(world, Subject.CITY, "marrow", population=10_000)
    before = contents(world)
    with pytest.raises(ChangedError, match="since you opened it") as told:
        correct(world, Subject.CITY, "marrow", {**seen, "population": 11_000}, seen=seen, today=TODAY, **WHO)
    assert (told.value.upload, contents(world)) == (first, before)


def test_what_a_file_repeats_is_no_change(world: Engine) -> None:
    seen = values(world, Subject.SITE, "s1")
    loaded(world, made(source="again", sites=[site("s1", beds=100)]))
    correct(world, Subject.SITE, "s1", {**seen, "beds": 90}, seen=seen, today=TODAY, **WHO)
    assert values(world, Subject.SITE, "s1")["beds"] == 90


def test_a_second_click_corrects_once(world: Engine) -> None:
    seen = values(world, Subject.SITE, "s1")
    act: dict[str, Any] = {"seen": seen, "today": TODAY, "token": "once", **WHO}
    first = correct(world, Subject.SITE, "s1", {**seen, "beds": 90}, **act)
    assert correct(world, Subject.SITE, "s1", {**seen, "beds": 90}, **act) == first
    assert len(rows(world, t.SiteStatement, "beds")) == 2


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda w: add_aliases(w, source="", meanings={}, **WHO), "no spelling"),
        (lambda w: add_aliases(w, source="", meanings={"G": "galt", "X": "x"}, **WHO), "no place with the code x"),
        (lambda w: add_city(w, code="marrow", name="M", **WHO), "city with the code marrow already"),
        (lambda w: add_city(w, code="m", name=" ", **WHO), "name is needed"),
        (lambda w: add_city(w, code="m", name="M", place_codes=["x"], **WHO), "no place with the code x"),
        (lambda w: add_city(w, code="m", name="M", population=-1, **WHO), "residents"),
        (lambda w: add_city(w, code="m", name="M", latitude=1.0, **WHO), "or neither"),
        (lambda w: add_sites(w, names={}, place_code="marrow", **WHO), "which sites"),
        (lambda w: add_sites(w, names={"s1": "A"}, place_code="marrow", **WHO), "site with the code s1 already"),
        (lambda w: add_sites(w, names={"s2": "A"}, place_code="x", **WHO), "no place with the code x"),
        (lambda w: add_sites(w, names={"s2": "A"}, place_code="marrow", status="full", **WHO), "full is no status"),
        (lambda w: put_right(w, Subject.PLACE, "heath"), "Nothing was changed"),
        (lambda w: put_right(w, Subject.PLACE, "heath", name=" "), "name is needed"),
        (lambda w: put_right(w, Subject.PLACE, "heath", latitude=None), "or neither"),
        (lambda w: put_right(w, Subject.PLACE, "heath", parent_code="x"), "no place with the code x"),
        (lambda w: put_right(w, Subject.PLACE, "heath", parent_code="heath"), "lie in itself"),
        (lambda w: put_right(w, Subject.PLACE, "north", parent_code="heath"), "lies in it"),
        (lambda w: put_right(w, Subject.CITY, "galt", desk_mail="someone"), "no mailbox"),
        (lambda w: put_right(w, Subject.CITY, "galt", desk_phone="call"), "no telephone"),
        (lambda w: put_right(w, Subject.CITY, "galt", desk_mail="ana.perez@galt.example"), "of a person"),
        (lambda w: put_right(w, Subject.SITE, "s1", name="Hall, call +252 61 555 1234"), "a telephone number"),
        (lambda w: add_city(w, code="m", name="M (mayor@m.example)", **WHO), "an e-mail address"),
        (lambda w: put_right(w, Subject.CITY, "galt", population=2**40), "residents"),
        (lambda w: put_right(w, Subject.CITY, "galt", place_codes=("x",)), "no place with the code x"),
        (lambda w: put_right(w, Subject.SITE, "s1", beds=-1), "Beds must be"),
        (lambda w: put_right(w, Subject.SITE, "s1", site_type="hut"), "hut is no"),
        (lambda w: put_right(w, Subject.SITE, "s1", opens_on=day("11-02"), closes_on=day("11-01")), "before it opens"),
        (lambda w: correct(w, Subject.SITE, "s9", {}, seen={}, today=TODAY, **WHO), "took it back"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_stored(world: Engine, act: Any, sentence: str) -> None:
    before, uploads = contents(world), rows(world, t.Upload, "id")
    with pytest.raises(IdpdashError, match=sentence):
        act(world)
    assert (contents(world), rows(world, t.Upload, "id")) == (before, uploads)


def test_areas_below_stay_where_they_are(world: Engine) -> None:
    add_place(world, code="land", name="Land", **WHO)
    with world.begin() as connection:
        for code, level in (("land", 0), ("north", 1), ("heath", 2)):
            number = connection.scalar(select(t.Place.id).where(t.Place.code == code))
            said = update(t.PlaceStatement).where(t.PlaceStatement.place_id == number)
            connection.execute(said.values(level=level))
    add_place(world, code="moor", name="Moor", parent_code="heath", **WHO)
    with pytest.raises(IdpdashError, match="Other areas lie in this one"):
        put_right(world, Subject.PLACE, "heath", parent_code="land")
    put_right(world, Subject.PLACE, "moor", parent_code="north")
    assert rows(world, t.PlaceStatement, "name", "level")[-1] == ("Moor", 2)
