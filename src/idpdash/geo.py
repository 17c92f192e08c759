"""Where things are: boundary files → areas with a code, a name, a parent and an outline. The home of geopandas."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from idpdash.boundary_fields import Fields, fields_of, further_names
from idpdash.errors import IdpdashError
from idpdash.formats import _, fold, listing

MOST_BYTES = 1 << 30  # what an archive may unpack to


def read_areas(
    content: bytes,
    *,
    level: int | None = None,
    code_field: str | None = None,
    name_field: str | None = None,
    parent_field: str | None = None,
) -> pd.DataFrame:
    """Return the areas or points of a GeoJSON, GeoPackage, zipped Shapefile or CSV file, WGS84.

    One row an area: code, name, level (Int64), parent_code, parent_name (as COD-AB gives it), names (further ones, in
    other languages say: a tuple, often empty), latitude, longitude (of a point inside it), geometry (WKB; missing for
    points and where the file has none), remark (a sentence on what was odd, else missing). COD-AB field names are
    known; other fields are named by the arguments.

    Raises IdpdashError if the file cannot be read, a field is not found, a code is missing or stands twice, or the
    coordinates are no degrees.
    """
    table = _points(content) if _is_text(content) else _features(content, level)
    headers = [str(name) for name in table.columns if name != "geometry"]
    fields = fields_of(headers, level, code_field, name_field, parent_field)
    areas = pd.DataFrame({"code": _text(table[fields.code]), "name": _text(table[fields.name])})
    areas["level"] = _levels(table, fields, level)
    for column, field in (("parent_code", fields.parent), ("parent_name", fields.parent_name)):
        areas[column] = _text(table[field]) if field else pd.Series(np.nan, areas.index, dtype="str")
    areas["names"] = _further(table, fields, areas["name"])
    _check_codes(areas)
    return pd.concat([areas, _located(table.geometry, areas)], axis=1)


def _is_text(content: bytes) -> bool:
    """Return whether the file can only be a CSV."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return not start.startswith((b"PK\x03\x04", b"SQLite format 3", b"{"))


@contextmanager
def _readable(content: bytes) -> Iterator[Path]:
    """Put the file, or the files of an archive, into a folder of their own and return the one to open."""
    with tempfile.TemporaryDirectory(prefix="idpdash-") as folder:
        if not content.startswith(b"PK"):
            path = Path(folder) / ("areas.gpkg" if content.startswith(b"SQLite") else "areas.geojson")
            path.write_bytes(content)
            yield path
            return
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                raise IdpdashError(_("The archive unpacks to more than 1 GB; send one level of areas alone."))
            for member in archive.infolist():
                if not member.is_dir():
                    (Path(folder) / Path(member.filename).name).write_bytes(archive.read(member))
        yield Path(folder)


def _features(content: bytes, level: int | None) -> gpd.GeoDataFrame:
    """Return the features of a boundary file, in WGS84."""
    try:
        with _readable(content) as path, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks of the reader on field types and measured geometries
            source, layer = _layer(path, level)
            table = pyogrio.read_dataframe(source, layer=layer)
            if not isinstance(table, gpd.GeoDataFrame):
                table = gpd.GeoDataFrame(table, geometry=[None] * len(table), crs=4326)
            return table if table.crs is None or table.crs.to_epsg() == 4326 else table.to_crs(4326)
    except IdpdashError:
        raise
    except (ValueError, RuntimeError, zipfile.BadZipFile, OSError, sqlite3.Error) as error:
        why = str(error).partition("\n")[0] or type(error).__name__
        sentence = _("The file cannot be read as boundaries (GeoJSON, GeoPackage or zipped Shapefile): {why}")
        raise IdpdashError(sentence.format(why=why)) from error


def _layer(path: Path, level: int | None) -> tuple[Path, str]:
    """Return the file and layer to read: the only one, or the one whose name tells the wished level."""
    kinds = (".shp", ".gpkg", ".geojson", ".json")
    files = [path] if path.is_file() else sorted(file for file in path.iterdir() if file.suffix.lower() in kinds)
    layers = [(file, str(name)) for file in files for name, _kind in pyogrio.list_layers(file)]
    if not layers:
        raise IdpdashError(_("The file holds no boundaries: a Shapefile, a GeoPackage or a GeoJSON file is needed."))
    wished = [found for found in layers if level is not None and re.search(rf"adm(in)?[ _]?{level}", found[1], re.I)]
    if len(wished) == 1 or len(layers) == 1:
        return (wished or layers)[0]
    sentence = _("The file holds several sets of areas ({names}). Name the level with --level, or send one alone.")
    raise IdpdashError(sentence.format(names=listing([name for _file, name in layers])))


def _points(content: bytes) -> gpd.GeoDataFrame:
    """Return the rows of a CSV file, with a point where it has a latitude and a longitude."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        first = text.partition("\n")[0]
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=first.count), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        sentence = _("The file is no boundary file, and cannot be read as CSV in UTF-8: {error}")
        raise IdpdashError(sentence.format(error=error)) from error
    if not rows or "\0" in text:
        raise IdpdashError(_("The file is empty, or no text."))
    header = [name.strip() for name in rows[0]]
    for number, row in enumerate(rows[1:], start=2):
        if row and len(row) != len(header):
            sentence = _("Row {row} has {count} cells, the header has {expected}.")
            raise IdpdashError(sentence.format(row=number, count=len(row), expected=len(header)))
    numbers = [number for number, row in enumerate(rows[1:], start=2) if row]
    table = pd.DataFrame([row for row in rows[1:] if row], columns=header, index=numbers, dtype="str")
    latitude, longitude = (_degrees(table, word) for word in ("latitude", "longitude"))
    points = [None if np.isnan(x + y) else shapely.Point(x, y) for x, y in zip(longitude, latitude, strict=True)]
    return gpd.GeoDataFrame(table.reset_index(drop=True), geometry=points, crs=4326)


def _degrees(table: pd.DataFrame, what: str) -> list[float]:
    """Return a coordinate of every row (NaN where empty); IdpdashError where it is no number of degrees."""
    short, limit = ("y", 90) if what == "latitude" else ("x", 180)
    words = (what, what[:3], short, "lng" if what == "longitude" else what)
    column = next((name for name in table.columns if fold(name).split(" ")[0] in words), None)
    found: list[float] = []
    for number, cell in () if column is None else table[column].items():
        text = str(cell).strip().replace(",", ".")
        try:
            found.append(float(text) if text else np.nan)
        except ValueError:
            found.append(np.inf)
        if abs(found[-1]) > limit:
            sentence = _("Row {row}: {column} is {value!r}, which is no {what} in degrees.")
            raise IdpdashError(sentence.format(row=number, column=column, value=cell, what=_(what)))
    return found or [np.nan] * len(table)


def _text(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells as text, trimmed; missing where empty. A code read as a whole number keeps no ".0"."""
    if pd.api.types.is_float_dtype(cells) and (cells.dropna() % 1 == 0).all():
        cells = cells.astype("Int64")
    text = cells.astype("str").str.strip()
    return text.where(cells.notna() & (text != "") & (text != "None"))


def _further(table: pd.DataFrame, fields: Fields, names: pd.Series[Any]) -> pd.Series[Any]:
    """Return the further names of each area, from every field that has some; a tuple, often empty."""
    columns = [_text(table[field]).tolist() for field in fields.further]
    told = [
        further_names(name, cells)
        for name, cells in zip(names, zip(*columns, strict=True) if columns else [()] * len(table), strict=True)
    ]
    return pd.Series(told, table.index, dtype=object)


def _levels(table: pd.DataFrame, fields: Fields, level: int | None) -> pd.Series[Any]:
    """Return the admin level of each area: as told, as the field names say, or from a field of that name."""
    if fields.level_field and level is None:
        return pd.to_numeric(table[fields.level_field], errors="coerce").round().astype("Int64")
    return pd.Series(pd.NA if fields.level is None else fields.level, table.index, dtype="Int64")


def _check_codes(areas: pd.DataFrame) -> None:
    """Refuse areas without a code or name, and a code that stands twice."""
    if areas.empty:
        raise IdpdashError(_("The file holds no areas."))
    for column, what in (("code", _("code")), ("name", _("name"))):
        missing = areas.index[areas[column].isna()] + 1
        if len(missing):
            sentence = _("{count} of the areas have no {what}; the first is number {number} in the file.")
            raise IdpdashError(sentence.format(count=len(missing), what=what, number=missing[0]))
    twice = areas["code"][areas["code"].duplicated()].unique().tolist()
    if twice:
        sentence = _("A code may stand once in the file; these stand twice: {codes}.")
        raise IdpdashError(sentence.format(codes=listing(twice[:5])))


def _located(geometry: gpd.GeoSeries, areas: pd.DataFrame) -> pd.DataFrame:
    """Return latitude, longitude, geometry and remark of each area: outlines mended, points without outline."""
    shapes = shapely.force_2d(np.asarray(geometry, dtype=object))
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    _check_degrees(shapes[~missing], areas[~missing])
    broken = ~missing & ~shapely.is_valid(shapes)
    shapes[broken] = [_area(shape) for shape in shapely.make_valid(shapes[broken])]
    lost = ~missing & (shapely.is_missing(shapes) | shapely.is_empty(shapes))
    shapes[missing | lost] = None
    remark = np.full(len(areas), None, dtype=object)
    remark[missing] = _("has no outline and no coordinates")
    remark[broken] = _("has an outline that crosses itself, which was mended")
    remark[lost] = _("has an outline without any area, which was left out")
    west, _south, east, _north = shapely.bounds(shapes).T
    remark[east - west > 180] = _("reaches across the 180th meridian, so it may be drawn wrongly")
    inside = shapely.point_on_surface(shapes)
    is_area = np.isin(shapely.get_type_id(shapes), (3, 6))
    outlines = np.array([shape if flag else None for shape, flag in zip(shapes, is_area, strict=True)], dtype=object)
    return pd.DataFrame(
        {
            "latitude": pd.array(shapely.get_y(inside), dtype="Float64"),
            "longitude": pd.array(shapely.get_x(inside), dtype="Float64"),
            "geometry": pd.Series(shapely.to_wkb(outlines), areas.index, dtype=object),
            "remark": pd.Series(remark, areas.index, dtype="str"),
        },
        index=areas.index,
    )


def _area(shape: Any) -> Any:
    """Return the polygons of what a mended outline became (lines and points of it enclose nothing)."""
    polygons = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(polygons) if len(polygons) > 1 else polygons[0] if polygons else None


def _check_degrees(shapes: Any, areas: pd.DataFrame) -> None:
    """Refuse coordinates that are no degrees, and lines."""
    if (wrong := ~np.isin(shapely.get_type_id(shapes), (0, 3, 6))).any():
        raise IdpdashError(_("{area} is neither an area nor a point.").format(area=areas["name"][wrong].iloc[0]))
    bounds = shapely.bounds(shapes)
    wrong = np.any(~(np.abs(bounds) <= (180.001, 90.001, 180.001, 90.001)), axis=1)
    if wrong.any():
        west, south, *_rest = bounds[wrong][0]
        sentence = _(
            "The coordinates of {area} are no degrees (they begin at {west:.0f}, {south:.0f}), and the file does not "
            "say in which system they are. Save it in WGS84 (EPSG:4326)."
        )
        raise IdpdashError(sentence.format(area=areas["name"][wrong].iloc[0], west=west, south=south))
