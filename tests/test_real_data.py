"""Real files of the field, from an empty store: the figures that were computed from them independently."""

from __future__ import annotations

import datetime as dt
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from idpdash.answers.question import resolve
from idpdash.answers.summary import Summary, summary
from idpdash.geo import read_areas
from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Options
from idpdash.queries import reader
from idpdash.store import checking
from idpdash.store import tables as t
from idpdash.store.engine import engine, reading
from idpdash.store.known import known
from idpdash.store.load import load
from idpdash.store.loaded import Loaded
from idpdash.store.migrate import migrate
from idpdash.store.places import load_places
from idpdash.store.undo import undo
from tests.factories import empty_store
from tests.postgresql import Server
from tests.round_trip import Extension, assert_same
from tests.store.made import NOW, TODAY, UTC, contents, rows

PRMN = "somalia/prmn_displacement_2016-01_to_2023-12.xlsx"
CCCM = "somalia/cccm_idp_site_master_list"


def new_store(folder: Path) -> Engine:
    """Return an empty store in a file of its own."""
    store = engine.__wrapped__(f"sqlite:///{folder / 'store.sqlite3'}")
    migrate(store)
    return store


def copy_of(store: Engine, folder: Path) -> Engine:
    """Return a copy of a store, to be changed."""
    assert store.url.database
    with sqlite3.connect(store.url.database) as source, sqlite3.connect(folder / "store.sqlite3") as target:
        source.backup(target)
    source.close()
    target.close()
    return engine.__wrapped__(f"sqlite:///{folder / 'store.sqlite3'}")


def read(store: Engine, file: Path, source: str, **constants: str) -> Checked:
    """Check a file of a known source."""
    with reading(store) as connection:
        stored = known(connection)
    options = Options(source=source, constants=tuple(constants.items()))
    return check(file.read_bytes(), file.name, options, stored, today=TODAY, timezone=UTC)


def put(store: Engine, checked: Checked, *, partial: bool = False) -> Loaded:
    """Load a checked file."""
    return load(store, checked, by="test", now=NOW, today=TODAY, partial=partial)


def told(store: Engine, *, as_of: str, since: str | None = None) -> Summary:
    """Return the key figures as of a day."""
    day = dt.date.fromisoformat(as_of)
    start = dt.date.fromisoformat(since) if since else None
    with reading(store) as connection:
        ask = reader(connection)
        return summary(ask, resolve(ask, today=TODAY, as_of=day, from_day=start, to_day=day))


@pytest.fixture(scope="session")
def districts(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a store with the regions and districts of Somalia, each district a city."""
    store = new_store(tmp_path_factory.mktemp("districts"))
    put_districts(store, real_data)
    yield store
    store.dispose()


def put_districts(store: Engine, real_data: Path) -> None:
    """Load the regions and districts of Somalia, each district a city."""
    for level, as_cities in ((1, False), (2, True)):
        name = f"som_adm{level}_cod_2023.geojson"
        areas = read_areas((real_data / "somalia" / name).read_bytes())
        load_places(store, areas, as_cities=as_cities, file_name=name, by="test", now=NOW)


@pytest.fixture(scope="session")
def somalia(
    real_data: Path, districts: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Checked, Loaded]]:
    """Return the store with eight years of movements, the file, and what came of it."""
    store = copy_of(districts, tmp_path_factory.mktemp("somalia"))
    checked = read(store, real_data / PRMN, "prmn")
    yield store, checked, put(store, checked, partial=True)
    store.dispose()


def test_regions_and_districts_with_their_parents(districts: Engine) -> None:
    levels = Counter(level for (level,) in rows(districts, t.PlaceStatement, "level"))
    assert levels == {1: 18, 2: 74}
    codes = {row[0]: row[1] for row in rows(districts, t.Place, "id", "code")}
    for place, parent, level in rows(districts, t.PlaceStatement, "place_id", "parent_id", "level"):
        assert codes.get(parent) == (codes[place][:4] if level == 2 else None)
    assert len(rows(districts, t.City, "id")) == 74


def test_the_prmn_workbook_loads_in_part(somalia: tuple[Engine, Checked, Loaded]) -> None:
    _store, _checked, said = somalia
    assert (said.status, said.rows_read, said.rows_loaded, said.rows_waiting) == ("loaded", 80_350, 79_741, 609)
    assert said.layouts == {"movements": 79_741}
    assert (said.totals or {})["individuals"] == 10_085_436
    counts = said.issue_counts or {}
    assert (counts["unknown_place"], counts["repeated_rows"]) == (609, 7_853)
    assert any("7853" in issue.message.replace("\u202f", "") and issue.severity == "info" for issue in said.issues)


def test_movements_by_year_and_by_their_ends(somalia: tuple[Engine, Checked, Loaded]) -> None:
    store, *_rest = somalia
    years = {2016: 305_405, 2017: 1_129_744, 2018: 880_886, 2019: 758_989, 2020: 1_330_615, 2021: 867_804}
    for year, people in (years | {2022: 1_812_062, 2023: 2_999_931}).items():
        found = told(store, since=f"{year}-01-01", as_of=f"{year}-12-31").movements
        assert found.arrivals == people == found.within_place + found.between_places + found.origin_unknown
        if year == 2022:
            assert (found.within_place, found.between_places, found.origin_unknown) == (921_910, 888_408, 1_744)
    whole = told(store, since="2016-01-01", as_of="2023-12-31").movements
    assert (whole.within_place, whole.between_places, whole.origin_unknown) == (6_506_710, 3_570_643, 8_083)


@pytest.mark.postgresql
def test_a_server_tells_the_same_of_eight_years(
    somalia: tuple[Engine, Checked, Loaded], server: Server, with_schema: str, real_data: Path
) -> None:
    here, checked, said = somalia
    with server.database(with_schema) as name:
        there = engine.__wrapped__(server.url(name))
        put_districts(there, real_data)
        before = contents(there)
        assert put(there, checked, partial=True) == said
        for since, as_of in (("2016-01-01", "2023-12-31"), ("2022-01-01", "2022-12-31")):
            assert told(there, since=since, as_of=as_of).as_json() == told(here, since=since, as_of=as_of).as_json()
        assert said.upload
        undo(there, said.upload, by="test", now=NOW)
        assert contents(there) == before
        there.dispose()


def test_the_same_workbook_again_is_unchanged(somalia: tuple[Engine, Checked, Loaded]) -> None:
    store, checked, said = somalia
    again = put(store, checked, partial=True)
    assert (again.status, again.upload, again.rows_loaded) == ("unchanged", said.upload, 0)


def test_a_restated_release_gives_the_newer_totals_and_tells_what_changed(
    real_data: Path, districts: Engine, somalia: tuple[Engine, Checked, Loaded], tmp_path: Path
) -> None:
    """The years of the older release, as far as its rows load: 2019 has 770,114 people in its file, 2020 1,335,861."""
    newer, checked, _said = somalia
    store = copy_of(districts, tmp_path)
    older = real_data / "somalia" / "releases" / "prmn_release_2021-04-11.xlsx"
    put(store, read(store, older, "prmn"), partial=True)
    before = contents(store)
    first = people_by_year(store)
    said = load(store, checked, by="test", now=NOW, today=TODAY, partial=True, replace_period=True)
    assert (said.status, said.rows_loaded, said.rows_waiting) == ("loaded", 79_741, 609)
    assert people_by_year(store) == people_by_year(newer)
    told = said.changes or {}
    assert {year: one["before"] for year, one in told["by_year"].items() if year < "2021"} == {
        "2019": 758_978,
        "2020": 1_330_501,
    }
    assert {year: one["after"] - one["before"] for year, one in told["by_year"].items() if year < "2021"} == {
        "2019": 11,
        "2020": 114,
    }
    assert first["2019"] == 758_978
    assert sum(one["after"] - one["before"] for one in told["by_place"]) == 10_085_436 - sum(first.values())
    assert said.upload
    undo(store, said.upload, by="test", now=NOW)
    assert contents(store) == before
    store.dispose()


def people_by_year(store: Engine) -> dict[str, int]:
    """Return the people of the movements that hold, by the year in which their period ends."""
    found: Counter[str] = Counter()
    for end, people, gone in rows(store, t.Movement, "period_end", "individuals", "superseded_by"):
        if gone is None:
            found[str(end.year)] += people
    return dict(found)


def test_the_truncated_export_needs_a_word(
    real_data: Path, somalia: tuple[Engine, Checked, Loaded], tmp_path: Path
) -> None:
    """It stops after 40,000 rows, inside Mudug: Nugaal to Woqooyi Galbeed are missing."""
    store = copy_of(somalia[0], tmp_path)
    before = contents(store)
    cut = real_data / "somalia" / "releases" / "prmn_dashboard_wide_2024-09-23_TRUNCATED.csv"
    found = checking.checked(store, cut.read_bytes(), cut.name, Options(), today=TODAY, timezone=UTC)
    suspicion = checking.suspicion(found)
    assert suspicion
    assert "exactly 40\u202f000 rows" in suspicion.message
    assert "Hargeysa (SO1201)" in suspicion.message
    said = load(store, found, by="test", now=NOW, today=TODAY, partial=True, replace_period=True)
    assert said.status == "rejected"
    assert contents(store) == before
    store.dispose()


def test_undo_leaves_the_tables_as_they_were(
    somalia: tuple[Engine, Checked, Loaded], districts: Engine, tmp_path: Path
) -> None:
    store, _checked, said = somalia
    other = copy_of(store, tmp_path)
    assert said.upload
    undo(other, said.upload, by="test", now=NOW)
    assert contents(other) == contents(districts)
    other.dispose()


@pytest.mark.parametrize(
    ("name", "constants", "sites", "people", "households"),
    [
        ("_2021-10-06.xlsx", {}, 3_260, 2_952_550, 516_878),
        (".csv", {"date": "2021-09-21"}, 3_237, 2_929_918, 512_086),
    ],
)
def test_the_cccm_site_list(
    real_data: Path,
    districts: Engine,
    tmp_path: Path,
    name: str,
    constants: dict[str, str],
    sites: int,
    people: int,
    households: int,
) -> None:
    store = copy_of(districts, tmp_path)
    said = put(store, read(store, real_data / f"{CCCM}{name}", "cccm_sites", **constants))
    assert (said.status, said.layouts) == ("loaded", {"sites": sites, "occupancy": sites})
    found = told(store, as_of="2021-09-21").housing
    assert (found.sites, found.occupied) == (sites, people)
    assert (found.free, found.capacity, found.unknown_capacity_sites) == (None, None, sites)
    with reading(store) as connection:
        assert connection.scalar(select(func.sum(t.Occupancy.households))) == households
    assert said.upload
    undo(store, said.upload, by="test", now=NOW)
    assert contents(store) == contents(districts)
    store.dispose()


def test_the_points_outside_their_district_are_those_that_geopandas_finds(real_data: Path, districts: Engine) -> None:
    found = read(districts, real_data / f"{CCCM}_2021-10-06.xlsx", "cccm_sites")
    said = {issue.row: issue.message for issue in found.issues if issue.code == "point_outside_place"}
    sites = pd.read_excel(real_data / f"{CCCM}_2021-10-06.xlsx", sheet_name="cccm_site_list", engine="calamine")
    shapes = gpd.read_file(real_data / "somalia" / "som_adm2_cod_2023.geojson").set_index("ADM2_PCODE").geometry
    sites = sites[sites["Latitude"].notna() & sites["Longitude"].notna()]
    points = gpd.GeoSeries.from_xy(sites["Longitude"], sites["Latitude"], index=sites.index, crs=4326)
    claimed = gpd.GeoSeries(shapes.reindex(sites["CCCM IDP Site Code"].str[5:11]).array, index=sites.index, crs=4326)
    outside = points[~points.within(claimed)]
    assert (len(sites), len(outside)) == (3_238, 36)
    assert set(said) == {number + 2 for number in outside.index}  # the header is row 1
    distances = outside.to_crs(32638).distance(claimed[outside.index].to_crs(32638)) / 1000
    for number, kilometres in distances.items():
        told = re.search(r"about (\d+) km", said[int(str(number)) + 2])
        assert abs((int(told[1]) if told else 0.5) - kilometres) < 1
    others = found.issue_counts.keys() & {"point_nowhere", "coordinates_swapped", "coordinate_alone", "point_zero"}
    assert not others


@pytest.fixture(scope="session")
def nanao(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a store into which all snapshots of Nanao were loaded, in no particular order."""
    store = new_store(tmp_path_factory.mktemp("nanao"))
    files = sorted((real_data / "nanao_shelters" / "history").glob("*.csv"))
    assert len(files) == 117
    random.Random(1).shuffle(files)
    for file in files:
        said = put(store, read(store, file, "nanao_shelters"))
        assert (said.status, said.rows_loaded, said.rows_unchanged) == ("loaded", said.rows_read, 0)
    yield store
    store.dispose()


def test_nanao_on_its_first_day(nanao: Engine) -> None:
    found = told(nanao, as_of="2024-01-09").housing
    assert (found.sites, found.occupied, found.capacity, found.free) == (29, 1_886, 13_051, 11_225)
    assert (found.over_capacity_sites, found.unknown_capacity_sites) == (1, 1)


INSTANT = r"令和(\d+)年(\d+)月(\d+)日(午前|午後)(\d+)時(?:(\d+)分)?"


def instants(written: pd.Series) -> pd.Series:
    """Return instants written as 令和6年1月9日午後6時 (the years of Reiwa begin with 2019)."""
    parts = written.str.replace("正午", "午後0時").str.extract(INSTANT)
    numbers = parts[[0, 1, 2, 4, 5]].fillna("0").astype(int)
    hours = numbers[4] % 12 + 12 * (parts[3] == "午後")
    days = pd.to_datetime(pd.DataFrame({"year": 2018 + numbers[0], "month": numbers[1], "day": numbers[2]}))
    return days + pd.to_timedelta(hours, unit="h") + pd.to_timedelta(numbers[5], unit="min")


def raw_lists(folder: Path) -> pd.DataFrame:
    """Return every line of every list as published: instant, site, people and indoor places, told by nobody but it."""
    parts = []
    for file in sorted(folder.glob("*.csv")):
        lines = pd.read_csv(file, dtype=str)
        count = next(name for name in lines.columns if name.startswith("人数"))
        written = lines["時点"] if "時点" in lines else pd.Series(count, index=lines.index)
        places = lines["想定収容人数"].str.extract(r"屋内([\d,]+)人")[0].str.replace(",", "").astype(float)
        told = {"instant": instants(written), "site": lines["ID"], "people": lines[count].astype(float)}
        parts.append(pd.DataFrame({**told, "places": places}))
    return pd.concat(parts, ignore_index=True).sort_values("instant", kind="stable")


def test_every_tenth_day_of_the_series_is_what_its_lists_say(nanao: Engine, real_data: Path) -> None:
    lines = raw_lists(real_data / "nanao_shelters" / "history")
    days = pd.date_range(lines["instant"].min().normalize(), lines["instant"].max().normalize(), freq="10D")
    assert len(days) == 24
    for day in days:
        by_then = lines[lines["instant"] < day + pd.Timedelta(days=1)]
        listed = by_then[by_then["instant"] == by_then["instant"].max()].set_index("site")
        places = by_then.dropna(subset="places").groupby("site")["places"].last().reindex(listed.index)
        free = (places - listed["people"]).clip(lower=0)
        found = told(nanao, as_of=day.date().isoformat()).as_json()["housing"]
        assert found == {
            "sites": len(listed),
            "capacity": int(places.sum()),
            "occupied": int(listed["people"].sum()),
            "reserved": 0,
            "free": int(free.sum()),
            "over_capacity_sites": int((listed["people"] > places).sum()),
            "unknown_capacity_sites": int(places.isna().sum()),
        }, day


def test_a_shelter_that_a_list_leaves_out_is_closed(nanao: Engine) -> None:
    assert told(nanao, as_of="2024-08-31").housing.occupied == 40


def test_the_source_brings_its_own_city(nanao: Engine) -> None:
    assert len(rows(nanao, t.City, "id")) == 1
    assert len(set(rows(nanao, t.CityStatement, "city_id", "name"))) == 1


def test_on_every_day_exactly_the_last_list_holds(nanao: Engine) -> None:
    lists = rows(nanao, t.Upload, "listed_on", "listed_at", "id")
    last = {listed_on: upload for listed_on, _at, upload in sorted(lists)}
    named = Counter(upload for (upload,) in rows(nanao, t.SiteStatement, "upload_id"))
    people: Counter[int] = Counter()
    for upload, individuals in rows(nanao, t.Occupancy, "upload_id", "individuals"):
        people[upload] += individuals
    assert len(set(named.values())) > 5  # shelters come and go
    for day in sorted(last)[::6]:
        found = told(nanao, as_of=day.isoformat()).housing
        assert (found.sites, found.occupied) == (named[last[day]], people[last[day]])


def test_eight_years_given_out_and_read_again_are_the_same(
    somalia: tuple[Engine, Checked, Loaded], districts: Engine, tmp_path: Path
) -> None:
    store, *_rest = somalia
    fresh = copy_of(districts, tmp_path)
    assert_same(store, fresh, "csv", hxl=True, layouts=("movements",))
    assert told(fresh, since="2016-01-01", as_of="2023-12-31").movements.arrivals == 10_085_436
    fresh.dispose()


@pytest.mark.parametrize(("extension", "hxl"), [("csv", True), ("xlsx", False)])
def test_a_site_list_that_contradicts_itself_is_given_out_and_read_again(
    real_data: Path, districts: Engine, tmp_path: Path, extension: Extension, hxl: bool
) -> None:
    store, fresh = (copy_of(districts, made_folder(tmp_path / name)) for name in ("store", "fresh"))
    put(store, read(store, real_data / f"{CCCM}_2021-10-06.xlsx", "cccm_sites"))
    assert_same(store, fresh, extension, hxl=hxl, layouts=("sites", "occupancy"))
    store.dispose()
    fresh.dispose()


def made_folder(folder: Path) -> Path:
    """Return a new folder."""
    folder.mkdir()
    return folder


@pytest.mark.parametrize(("extension", "hxl"), [("csv", True), ("xlsx", False)])
def test_all_lists_of_shelters_are_given_out_and_read_again(nanao: Engine, extension: Extension, hxl: bool) -> None:
    assert_same(nanao, empty_store(), extension, hxl=hxl, layouts=("cities", "sites", "occupancy"))
