"""Laws of the demonstration country's files, asked of the files themselves."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"
LAST_DAY = pd.Timestamp("2025-11-23")
SEX_AGE = ("f_", "m_", "u_")
OFFERS = ("offers.csv", "offers_earlier.csv")


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False)


def _all(*names: str) -> pd.DataFrame:
    return pd.concat([_read(name) for name in names], ignore_index=True)


def _numbers(column: pd.Series[str]) -> pd.Series[float]:
    return pd.to_numeric(column.where(column != "")).astype(float)


def _features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))["features"]
    return found


def _shapes(name: str, code: str) -> dict[str, BaseGeometry]:
    return {one["properties"][code]: shape(one["geometry"]) for one in _features(name)}


@pytest.fixture(scope="module")
def districts() -> dict[str, BaseGeometry]:
    """Return the districts by code."""
    return _shapes("districts.geojson", "ADM2_PCODE")


@pytest.fixture(scope="module")
def sites_now() -> pd.DataFrame:
    """Return the sites with their capacity, people and day of the last count, as they are on the last day."""
    sites = _read("sites.csv").set_index("site_code")
    sites.update(_read("sites_later.csv").set_index("site_code"))
    occupancy = _read("occupancy.csv").sort_values("date", kind="stable")
    counts = occupancy.groupby("site_code").tail(1).set_index("site_code")
    told = occupancy.query("places_reported != ''").groupby("site_code")["places_reported"].last()
    capacities = pd.DataFrame({"beds": sites["beds"], "limit": sites["legal_limit"], "told": told.reindex(sites.index)})
    sites["capacity"] = capacities.apply(lambda column: pd.to_numeric(column.where(column != ""))).min(axis=1)
    sites["people"] = _numbers(counts["individuals"]).reindex(sites.index)
    sites["counted"] = pd.to_datetime(counts["date"]).reindex(sites.index)
    opened = pd.to_datetime(sites["opens_on"].where(sites["opens_on"] != "")).fillna(pd.Timestamp("1900-01-01"))
    return sites[(opened <= LAST_DAY) & (sites["status"] != "closed")]


def test_shapes_are_valid_and_meet_without_gap_or_overlap(districts: dict[str, BaseGeometry]) -> None:
    regions = _shapes("regions.geojson", "ADM1_PCODE")
    assert len(districts) == 40
    assert len(regions) == 8
    for shapes in (districts, regions):
        assert all(one.is_valid for one in shapes.values())
        assert shapely.coverage_is_valid(list(shapes.values()))
    assert all(shape(one["geometry"]).is_valid for one in _features("scenery.geojson"))


def test_districts_tile_their_region(districts: dict[str, BaseGeometry]) -> None:
    named = [one["properties"] for one in _features("districts.geojson")]
    parents = {one["ADM2_PCODE"]: one["ADM1_PCODE"] for one in named}
    for code, region in _shapes("regions.geojson", "ADM1_PCODE").items():
        together = shapely.unary_union([districts[own] for own, parent in parents.items() if parent == code])
        assert together.symmetric_difference(region).area < 1e-6, code


def test_no_border_is_straight_for_long(districts: dict[str, BaseGeometry]) -> None:
    for code, district in districts.items():
        for ring in shapely.get_rings(district):
            corners = shapely.get_coordinates(ring)
            steps = [math.dist(one, other) for one, other in zip(corners, corners[1:], strict=False)]
            assert max(steps) < 0.05, code  # degrees: about 5 km
            assert len(steps) > 10, code


def test_coast_and_border_together_are_the_edge_of_the_country(districts: dict[str, BaseGeometry]) -> None:
    scenery = _features("scenery.geojson")
    lines = [shape(one["geometry"]) for one in scenery if one["properties"]["kind"] in ("coast", "border")]
    edge = shapely.unary_union(list(districts.values())).boundary
    assert shapely.unary_union(lines).symmetric_difference(edge).length < 1e-6
    neighbours = [shape(one["geometry"]) for one in scenery if one["properties"]["kind"] == "neighbour"]
    assert shapely.coverage_is_valid([*neighbours, *districts.values()])


def test_home_cities_stand_in_their_districts_and_partners_abroad(districts: dict[str, BaseGeometry]) -> None:
    cities = _read("cities.csv")
    abroad = cities[cities["country"] != "Zevern"]
    assert len(cities) - len(abroad) == 40
    assert len(abroad) == 3
    assert (abroad["place_pcodes"] == "").all()
    water = [shape(one["geometry"]) for one in _features("scenery.geojson") if one["properties"]["kind"] == "lake"]
    for city in cities.itertuples():
        point = shapely.Point(float(str(city.longitude)), float(str(city.latitude)))
        holding = [code for code, district in districts.items() if district.contains(point)]
        assert holding == ([city.place_pcodes] if city.place_pcodes else []), city.city_name
        assert not any(lake.contains(point) for lake in water), city.city_name


def test_each_site_stands_in_its_district(districts: dict[str, BaseGeometry]) -> None:
    for site in _read("sites.csv").itertuples():
        point = shapely.Point(float(str(site.longitude)), float(str(site.latitude)))
        assert districts[str(site.place_pcode)].contains(point), site.site_code


def test_sex_and_age_add_up_to_the_individuals_or_are_not_told() -> None:
    movements = _read("movements.csv")
    cells = movements[[name for name in movements.columns if name.startswith(SEX_AGE)]]
    told = (cells != "").all(axis=1)
    assert ((cells == "").all(axis=1) | told).all()
    assert told.mean() > 0.9
    sums = cells[told].astype(int).sum(axis=1)
    assert (sums == movements.loc[told, "individuals"].astype(int)).all()


def test_every_reference_resolves_and_no_key_stands_twice() -> None:
    cities, sites = set(_read("cities.csv")["city_code"]), _read("sites.csv")
    movements, needs, offers = _read("movements.csv"), _all("needs.csv", "needs_later.csv"), _all(*OFFERS)
    assert set(movements["destination_pcode"]) <= cities
    assert set(movements["origin_pcode"]) <= cities | {""}
    assert set(sites["place_pcode"]) | set(needs["city_pcode"]) | set(offers["city_pcode"]) <= cities
    assert set(offers["to_city_pcode"]) <= cities | {""}
    assert set(offers["site_code"]) <= set(sites["site_code"]) | {""}
    occupancy = _read("occupancy.csv")
    assert set(occupancy["site_code"]) | set(_read("sites_later.csv")["site_code"]) <= set(sites["site_code"])
    assert movements["record_id"].is_unique
    assert sites["site_code"].is_unique
    assert needs["need_code"].is_unique
    assert offers["offer_code"].is_unique
    assert not occupancy.duplicated(["date", "site_code"]).any()


def test_nothing_is_told_of_after_the_last_day_nor_of_a_site_before_it_opened() -> None:
    assert json.loads((FOLDER / "demo.json").read_text(encoding="utf-8"))["last_day"] == "2025-11-23"
    movements, occupancy = _read("movements.csv"), _read("occupancy.csv")
    assert movements["date"].max() == occupancy["date"].max() == "2025-11-23"
    counts = occupancy.merge(_read("sites.csv")[["site_code", "opens_on", "closes_on"]], on="site_code")
    assert (counts["date"] >= counts["opens_on"]).all()
    assert ((counts["closes_on"] == "") | (counts["date"] < counts["closes_on"])).all()
    assert (_all("needs.csv", "needs_later.csv")["needed_by"] > "2025-11-23").all()
    assert (_all(*OFFERS)["expires_on"] > "2025-11-23").all()


def test_departures_are_not_told_twice() -> None:
    assert set(_read("movements.csv")["direction"]) == {"arrival", "return", "onward"}


def test_arrivals_rose_by_half_within_a_month() -> None:
    movements = _read("movements.csv").query("direction == 'arrival'")
    ago = (LAST_DAY - pd.to_datetime(movements["date"])).dt.days
    people = movements["individuals"].astype(int)
    last, before = people[ago < 30].sum(), people[(ago >= 30) & (ago < 60)].sum()
    assert 4_200 <= last <= 4_800
    assert 1.4 <= last / before <= 1.6


def test_three_cities_are_over_full_and_five_more_nearly(sites_now: pd.DataFrame) -> None:
    known = sites_now[sites_now["capacity"].notna()]
    cities = known.groupby("place_pcode")[["capacity", "people"]].sum()
    fill = cities["people"] / cities["capacity"]
    names = _read("cities.csv").set_index("city_code")["city_name"]
    assert list(names[fill.nlargest(3).index]) == ["Vesper", "Tarvin", "Elsing"]
    assert (fill > 1).sum() == 3
    assert ((fill > 0.92) & (fill <= 1)).sum() == 5
    assert len(cities) == 36  # of the other four no capacity is known
    assert sites_now["place_pcode"].nunique() == 40


def test_three_cities_are_late_with_their_counts(sites_now: pd.DataFrame) -> None:
    newest = sites_now.groupby("place_pcode")["counted"].max()
    age = (LAST_DAY - newest).dt.days
    assert (age <= 7).sum() == 37
    assert age[age > 7].between(14, 40).all()
    assert sites_now["people"].isna().sum() == 2  # never counted


def test_nobody_offers_more_places_than_stand_free(sites_now: pd.DataFrame) -> None:
    free = (sites_now["capacity"] - sites_now["people"]).clip(lower=0)
    by_city, by_site = free.groupby(sites_now["place_pcode"]).sum(), free
    offers = _all(*OFFERS).query("item == 'places'")
    at_home = offers[offers["city_pcode"].str.startswith("ZE")]
    wanted = at_home["quantity"].astype(int).groupby(at_home["city_pcode"]).sum()
    assert (wanted <= by_city[wanted.index]).all()
    at_site = at_home[at_home["site_code"] != ""].set_index("site_code")["quantity"].astype(int)
    assert len(at_site) > 0
    assert (at_site <= by_site[at_site.index]).all()


def test_all_addresses_are_visibly_invented() -> None:
    cities = _read("cities.csv")
    assert cities["desk_mail"].str.endswith(".example").all()
    assert cities["desk_phone"].str.startswith("+999 ").all()


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(FOLDER / "make.py"), "--only", "people", "--out", str(tmp_path)]
    subprocess.run(command, check=True, timeout=120)
    made = sorted(tmp_path.iterdir())
    assert len(made) == 10
    for file in made:
        assert file.read_bytes() == (FOLDER / file.name).read_bytes(), file.name


def test_files_are_small_enough_to_keep() -> None:
    sizes = [file.stat().st_size for file in FOLDER.iterdir() if file.suffix in (".csv", ".geojson", ".json")]
    assert max(sizes) < 950_000
    assert sum(sizes) < 3_000_000
