"""File → store → `export --raw` → an empty store: the same table, to the row."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from idpdash import settings
from idpdash.geo import read_areas
from idpdash.layouts import LAYOUTS
from idpdash.store.demo import load_demo
from idpdash.store.engine import engine
from idpdash.store.migrate import migrate
from idpdash.store.places import load_places
from tests.factories import empty_store
from tests.postgresql import Server, on_both
from tests.round_trip import ORDER, Extension, assert_same, put, rows, written
from tests.store.made import NOW, TODAY, UTC

FORMS = [("csv", False), ("csv", True), ("xlsx", False), ("xlsx", True)]
forms = pytest.mark.parametrize(("extension", "hxl"), FORMS)

CITIES = '''city_code,city_name,latitude,longitude,country,population,place_pcodes,tax_revenue,desk_phone,desk_mail
0012,Galt,40.1,-25.4,Zerania,184000,,12345678.9,+999 555 0041,shelter.desk@galt.example
12E5,"Marrow, ""the old""",0.00001,179.12345678901234,,,,,,
NA,مرو,-41,-0.5,,0,,0,,
'''
SITES = """site_code,site_name,place_name,site_type,latitude,longitude,floor_area_m2,beds,opens_on,sensitive,date
007,=cmd|' /C calc'!A0,Galt,collective_centre,40.11234,-25.43211,840.5,200,2026-04-01,yes,
007,=cmd|' /C calc'!A0,Galt,collective_centre,40.11234,-25.43211,840.5,150,2026-04-01,yes,2026-06-01
1E3,'=quoted,مرو,,,,,,,,
"""
OCCUPANCY = """date,site_code,individuals,households,places_reported,basis,record_id
2026-05-03,007,184,41,200,registered,0001
2026-05-03T18:30,007,190,,,,=1+1
2026-05-04,1E3,0,,,,
"""
MOVEMENTS = '''date,period_start,period_end,direction,origin_name,destination_name,individuals,reason,need,record
2026-05-03,,,arrival,Galt,مرو,57,conflict,=1+1,
2026-05-03,,,arrival,Galt,مرو,57,conflict,=1+1,
2026-05-03,,,arrival,Galt,مرو,58,conflict,=1+1,0012
,2026-05-01,2026-05-31,,"Somewhere, ""far""",Galt,12,Volcano bats,"two
lines",12E5
2026-05-04,,,departure,@nowhere,NA,3,,+1,NA
2026-05-04,,,return,,Galt,1,,'+1,
2026-05-05,,,onward,Galt,Galt,1,,''@x,-3
'''
NEEDS = """need_code,city_pcode,item,quantity,priority,needed_by,note
0001,0012,places,120,critical,2026-12-10,"-2 rooms; "" | , and more"
N/A,NA,transport,5,,,\t=tab
"""
OFFERS = """offer_code,city_pcode,item,quantity,to_city_pcode,site_code,available_from,expires_on,conditions
O-1,0012,places,60,NA,007,2026-12-01,2026-12-31,＝wide
O-2,12E5,funds,1000,,,,,#none
"""
LINES = LAYOUTS["movements"].names
AWKWARD = dict(zip(ORDER, (CITIES, SITES, OCCUPANCY, MOVEMENTS, NEEDS, OFFERS), strict=True))


@pytest.fixture
def awkward(database: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Yield a store into which the awkward files were loaded."""
    if database == "sqlite":
        yield fill(empty_store())
        return
    server: Server = request.getfixturevalue("server")
    with server.database(request.getfixturevalue("with_schema")) as name:
        store = engine.__wrapped__(server.url(name))
        yield fill(store)
        store.dispose()


def fill(store: Engine) -> Engine:
    """Return the store, the awkward files loaded."""
    for layout, text in AWKWARD.items():
        said = put(store, text.encode(), f"{layout}.csv")
        assert (said.status, said.rows_waiting) == ("loaded", 0), (layout, said.issues[:3])
    return store


@on_both
@forms
def test_awkward_texts_survive(awkward: Engine, extension: Extension, hxl: bool) -> None:
    assert_same(awkward, empty_store(), extension, hxl=hxl)


def test_what_is_kept_is_what_was_written(awkward: Engine) -> None:
    moved = [dict(zip(LINES, row, strict=True)) for row in rows(awkward, "movements").elements()]
    assert len(moved) == 7
    assert {row["origin_name"] for row in moved} == {"Galt", 'Somewhere, "far"', "@nowhere", None}
    assert {row["origin_pcode"] for row in moved} == {"0012", None}
    assert {row["priority_need"] for row in moved} == {"=1+1", "two\nlines", "+1", "'@x"}
    assert {row["record_id"] for row in moved} == {"0012", "12E5", "NA", "-3", None}
    assert {row["reason"] for row in moved} == {"conflict", "Volcano bats", None}


def test_a_sensitive_site_is_given_out_as_blurred_as_it_is_stored(awkward: Engine) -> None:
    content = written(rows(awkward, "sites"), "sites", "csv", hxl=False).decode("utf-8-sig")
    assert "40.1,-25.4," in content
    assert "40.11" not in content


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a store with the demonstration country."""
    store = engine.__wrapped__(f"sqlite:///{tmp_path_factory.mktemp('demonstration') / 'store.sqlite3'}")
    migrate(store)
    load_demo(store, settings.DEMO, now=NOW, today=TODAY, timezone=UTC)
    yield store
    store.dispose()


@pytest.mark.parametrize(("extension", "hxl"), FORMS[1:3])
def test_the_demonstration_country(demonstration: Engine, extension: Extension, hxl: bool) -> None:
    fresh = empty_store()
    for place in json.loads((settings.DEMO / "demo.json").read_text(encoding="utf-8"))["places"]:
        areas = read_areas((settings.DEMO / place["file"]).read_bytes(), level=place["level"])
        load_places(fresh, areas, as_cities=False, file_name=place["file"], by="test", now=NOW)
    assert_same(demonstration, fresh, extension, hxl=hxl)
