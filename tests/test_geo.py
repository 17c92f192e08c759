"""Boundary files of every usual kind become the same areas; what is wrong with one is a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from idpdash.errors import IdpdashError
from idpdash.geo import read_areas

SQUARE = shapely.box(10, 50, 11, 51)
COAST = shapely.MultiPolygon([shapely.box(11, 50, 13, 52), shapely.box(14, 50, 14.1, 50.1)])


CUT = {"EN": "Name", "PCODE": "Pcod"}  # older releases, cut to ten letters


def table(**changes: Any) -> gpd.GeoDataFrame:
    """Return two districts of one region as COD-AB writes them."""
    fields = {
        "ADM2_EN": ["Galt", "Marrow"],
        "ADM2_PCODE": ["ZE0101", "ZE0102"],
        "ADM1_EN": ["North", "North"],
        "ADM1_PCODE": ["ZE01", "ZE01"],
        "ADM0_PCODE": ["ZE", "ZE"],
        "geometry": [SQUARE, COAST],
    }
    return gpd.GeoDataFrame({**fields, **changes}, crs=4326)


def geojson(features: gpd.GeoDataFrame) -> bytes:
    """Return the table as GeoJSON that does not name its coordinate system."""
    content = json.loads(features.to_json(drop_id=True))
    content.pop("crs", None)
    return json.dumps(content).encode()


def outline(area: Any) -> Any:
    """Return the outline of one row."""
    return shapely.from_wkb(area.geometry)


def zipped(folder: Path) -> bytes:
    """Return a folder as a zip with everything one folder down, as archives usually come."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"release/{file.name}")
    return out.getvalue()


def test_cod_field_names_are_known_and_the_level_is_inferred() -> None:
    areas = read_areas(geojson(table()))
    assert areas["code"].tolist() == ["ZE0101", "ZE0102"]
    assert areas["name"].tolist() == ["Galt", "Marrow"]
    assert areas["level"].tolist() == [2, 2]
    assert areas["parent_code"].tolist() == ["ZE01", "ZE01"]
    assert areas["parent_name"].tolist() == ["North", "North"]
    assert areas["remark"].isna().all()


def test_names_in_every_language_are_further_names() -> None:
    fields = {
        "ADM2_FR": ["Gault", None],
        "ADM2_AR": ["غالت", "مارو"],
        "ADM2_UA": ["", "Марров"],
        "ADM2_REF": ["Galt", "MARROW"],
        "ADM2ALT1EN": ["The Hill; Hillside", "Marrow"],
        "ADM2ALT2EN": ["gault", " "],
        "ADM1_AR": ["شمال", "شمال"],
        "name:ru": [None, "Марроу"],
        "alt_name": ["Old Galt|G-Town", None],
        "ADM2_ID": ["17", "18"],
        "validOn": ["2023-03-08", "2023-03-08"],
    }
    areas = read_areas(geojson(table(**fields)))
    assert areas["name"].tolist() == ["Galt", "Marrow"]
    assert areas["names"].tolist() == [
        ("Gault", "غالت", "The Hill", "Hillside", "Old Galt", "G-Town"),
        ("مارو", "Марров", "Марроу"),
    ]
    assert read_areas(geojson(table()))["names"].tolist() == [(), ()]


def test_a_csv_of_points_may_have_further_names_too() -> None:
    areas = read_areas("code,name,name_ar,alternative names,note\nA,Galt,غالت,Gault;Hill,seen\nB,Marrow,,,\n".encode())
    assert areas["names"].tolist() == [("غالت", "Gault", "Hill"), ()]


@pytest.mark.parametrize(
    ("field", "further"),
    [("adm2_name1", True), ("admin2RefN", True), ("admin2AltN", True), ("VARNAME_2", True), ("adm2_ref_name", True)]
    + [("adm1_name1", False), ("VARNAME_1", False), ("source", False), ("rename", False), ("names", False)],
)
def test_which_fields_hold_further_names(field: str, *, further: bool) -> None:
    areas = read_areas(geojson(table(**{field: ["One", "Two"]})))
    assert areas["names"].tolist() == ([("One",), ("Two",)] if further else [(), ()])


def test_the_label_point_is_inside_and_the_outline_is_kept() -> None:
    areas = read_areas(geojson(table()))
    for (_number, area), shape in zip(areas.iterrows(), (SQUARE, COAST), strict=True):
        assert shape.contains(shapely.Point(area["longitude"], area["latitude"]))
        assert outline(area).equals(shape)


@pytest.mark.parametrize("kind", ["gpkg", "shp", "path"])
def test_every_format_gives_the_same_areas(kind: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    features = table()
    if kind == "shp":  # field names are cut to ten letters
        features = features.rename(
            columns={f"ADM{level}_{ours}": f"admin{level}{cut}" for level in (1, 2) for ours, cut in CUT.items()}
        )
        features.drop(columns="ADM0_PCODE").to_file(tmp_path / "out" / "ze_admbnda_adm2.shp")
        found = read_areas(zipped(tmp_path / "out"))
    elif kind == "gpkg":
        features.to_file(tmp_path / "areas.gpkg", driver="GPKG")
        found = read_areas((tmp_path / "areas.gpkg").read_bytes())
    else:
        found = read_areas(geojson(features))
    expected = read_areas(geojson(table()))
    pd.testing.assert_frame_equal(found.drop(columns="geometry"), expected.drop(columns="geometry"))
    assert all(
        shapely.from_wkb(a).equals(shapely.from_wkb(b)) for a, b in zip(found.geometry, expected.geometry, strict=True)
    )


def test_of_several_levels_in_one_file_the_wished_one_is_read(tmp_path: Path) -> None:
    table().to_file(tmp_path / "areas.gpkg", layer="ze_adm2", driver="GPKG")
    regions = table().rename(columns={"ADM2_EN": "x", "ADM2_PCODE": "y"})[:1]
    regions.to_file(tmp_path / "areas.gpkg", layer="ze_adm1", driver="GPKG")
    content = (tmp_path / "areas.gpkg").read_bytes()
    assert read_areas(content, level=1)["code"].tolist() == ["ZE01"]
    assert read_areas(content, level=2)["code"].tolist() == ["ZE0101", "ZE0102"]
    with pytest.raises(IdpdashError, match="several sets of areas"):
        read_areas(content)


def test_a_declared_system_is_brought_to_degrees(tmp_path: Path) -> None:
    table().to_crs(32632).to_file(tmp_path / "areas.gpkg", driver="GPKG")
    areas = read_areas((tmp_path / "areas.gpkg").read_bytes())
    assert shapely.from_wkb(areas.geometry[0]).symmetric_difference(SQUARE).area < 1e-6


def test_metres_without_a_declared_system_are_refused() -> None:
    with pytest.raises(IdpdashError, match="no degrees.*WGS84"):
        read_areas(geojson(table().to_crs(32632)))


def test_an_outline_that_crosses_itself_is_mended() -> None:
    bow_tie = shapely.Polygon([(10, 50), (11, 51), (11, 50), (10, 51)])
    areas = read_areas(geojson(table(geometry=[bow_tie, COAST])))
    mended = shapely.from_wkb(areas.geometry[0])
    assert mended.is_valid
    assert mended.area == pytest.approx(0.5)
    assert "mended" in areas.remark[0]


def test_an_area_without_outline_is_kept_and_said() -> None:
    areas = read_areas(geojson(table(geometry=[None, COAST])))
    assert areas.geometry[0] is None
    assert pd.isna(areas.latitude[0])
    assert "no outline" in areas.remark[0]


def test_points_of_a_csv_and_codes_as_they_are_written() -> None:
    areas = read_areas("﻿code;name;latitude;longitude\n0012;Galt;50,5;10.5\n12E5;NA;;\n".encode())
    assert areas["code"].tolist() == ["0012", "12E5"]
    assert areas["name"].tolist() == ["Galt", "NA"]
    assert areas.latitude[0] == 50.5
    assert areas.geometry.isna().all()
    assert areas["level"].isna().all()
    assert pd.isna(areas.latitude[1])
    assert "no coordinates" in areas.remark[1]


def test_fields_can_be_named() -> None:
    content = geojson(table().rename(columns={"ADM2_EN": "titre", "ADM2_PCODE": "cle", "ADM1_PCODE": "sur"}))
    areas = read_areas(content, level=2, code_field="cle", name_field="titre", parent_field="sur")
    assert areas[["code", "name", "level", "parent_code"]].iloc[1].tolist() == ["ZE0102", "Marrow", 2, "ZE01"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x80\xff", "CSV in UTF-8"),
        (b"PK\x03\x04 cut short", "cannot be read"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feat', "cannot be read"),
        (b'{"type": "FeatureCollection", "features": []}', "field|no areas"),
        (b"SQLite format 3\x00 but no database", "cannot be read"),
        (b"code,name,lat,lon\nA,B,1\n", "Row 2 has 3 cells"),
        (b"code,name,lat,lon\nA,B,far,2\n", "Row 2: lat is 'far'"),
        (b"code,name,lat,lon\nA,B,91,2\n", "Row 2: lat is '91'"),
        (b"code,name\nA,B\nA,C\n", "twice: A"),
        (b"code,name\n,B\n", "have no code"),
        (b"key,title\n1,B\n", "Which field holds the code"),
        (geojson(table(geometry=[shapely.LineString([(0, 0), (1, 1)]), COAST])), "neither an area nor a point"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(IdpdashError, match=sentence):
        read_areas(content)


def test_an_unknown_field_is_a_sentence() -> None:
    with pytest.raises(IdpdashError, match="no field CODE"):
        read_areas(geojson(table()), code_field="CODE")
