"""Maps: what the browser gets is readable, whole, and asks for nothing outside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import ImageFont

from idpdash.figures import cross
from idpdash.figures.labels import Box
from idpdash.figures.maps import Mode, city_map
from idpdash.figures.projection import View
from idpdash.figures.site_map import sites_map
from idpdash.figures.theme import LIGHT, Drawing
from idpdash.outlines import MapLayers
from idpdash.ui.boundaries import map_layers
from tests.figures.country import cities, outlines, somalia

WIDTH, HEIGHT = 551, 335
MODES = [Mode.ARRIVALS, Mode.FREE, Mode.EXCHANGE, Mode.PEOPLE, Mode.CROSS]
NO_CITIES = pd.DataFrame({"city_code": [], "city_name": [], "latitude": [], "longitude": []})


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> MapLayers:
    """Return what maps of the demonstration country stand on."""
    from idpdash import settings

    return map_layers(outlines(), static=tmp_path_factory.mktemp("static"), scenery=settings.DEMO / "scenery.geojson")


def arcs() -> pd.DataFrame:
    """Return three offers meant for one city."""
    codes = cities()["city_code"].tolist()
    return pd.DataFrame({"city_code": codes[2:14:4], "to_city_code": codes[0:12:4], "quantity": [60, 30, 10]})


def features(drawing: Drawing, source: str) -> list[dict[str, Any]]:
    """Return the GeoJSON features of one source of a map's style."""
    found: list[dict[str, Any]] = drawing.figure.layout.map.style["sources"][source]["data"]["features"]
    return found


def view(drawing: Drawing, width: float = WIDTH, height: float = HEIGHT) -> View:
    """Return the view on which a map opens."""
    opened = drawing.figure.layout.map
    return View(opened.center.lon, opened.center.lat, opened.zoom, width, height)


def measure() -> Callable[[str, float, bool], float]:
    """Return a function that measures a text in the letters the browser uses."""
    found = find_spec("fontpkg_ibm_plex_sans")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "files" / "IBMPlexSans[wdth,wght].ttf"
    font = ImageFont.truetype(str(path), 100)

    def width(text: str, size: float, bold: bool) -> float:
        font.set_variation_by_axes([600 if bold else 400, 100])
        return max(font.getlength(line) for line in text.split("\n")) * size / 100

    return width


def boxes(drawing: Drawing, **size: float) -> Iterator[tuple[str, Box]]:
    """Return the rectangle of each name as the browser sets it, by real letter widths."""
    opened, width = view(drawing, **size), measure()
    for one in features(drawing, "names"):
        said, (x, y) = one["properties"], opened.pixel(*one["geometry"]["coordinates"])
        if said["b"] == 2:  # the sign in a disc
            continue
        long = width(said["t"], said["z"], said["b"] == 1) + said.get("s", 0) * said["z"] * len(
            said["t"].split("\n")[0]
        )
        high = said["z"] * 1.2 * (said["t"].count("\n") + 1)
        x, y, anchor = x + said["d"][0] * said["z"], y + said["d"][1] * said["z"], said["a"]
        left = x if "left" in anchor else x - long if "right" in anchor else x - long / 2
        top = y if "top" in anchor else y - high if "bottom" in anchor else y - high / 2
        trim = said["z"] * 0.16  # a line is higher than its letters
        yield said["t"], Box(left, top + trim, left + long, top + high - trim)


def collisions(drawing: Drawing, **size: float) -> list[tuple[str, str]]:
    """Return the pairs of names that overlap by more than a hair."""
    return [
        (one[0], other[0]) for one, other in combinations(boxes(drawing, **size), 2) if one[1].overlap(other[1]) > 4
    ]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("width", "height", "scale"), [(551, 335, 1.0), (345, 230, 1.0), (1128, 760, 2.35)])
def test_no_two_names_collide_and_none_is_cut(
    layers: MapLayers, mode: Mode, width: int, height: int, scale: float
) -> None:
    given = arcs() if mode is Mode.EXCHANGE else None
    drawing = city_map(cities(), layers, mode=mode, arcs=given, width=width, height=height, scale=scale)
    assert collisions(drawing, width=width, height=height) == []
    for text, box in boxes(drawing, width=width, height=height):
        assert box.left > -1, text
        assert box.top > -1, text
        assert box.right < width + 1, text
        assert box.bottom < height + 1, text


def test_names_of_a_real_country_do_not_collide(real_data: Path, tmp_path: Path) -> None:
    shapes, towns = somalia(real_data / "somalia")
    bare = map_layers(shapes, static=tmp_path)
    drawing = city_map(towns, bare, width=WIDTH, height=HEIGHT)
    assert not bare.scenery
    assert collisions(drawing) == []
    assert len(list(boxes(drawing))) >= 25  # of 74 districts


def test_over_full_cities_are_always_named(layers: MapLayers) -> None:
    over = cities()[cities()["over"] > 0]
    for mode in (Mode.ARRIVALS, Mode.FREE):
        texts = {text.split("\n")[0] for text, _box in boxes(city_map(cities(), layers, mode=mode))}
        assert set(over["city_name"]) <= texts


def test_people_in_sites_are_sized_named_and_told(layers: MapLayers) -> None:
    unknown = cities().assign(capacity=None, free=None, over=None)
    drawing = city_map(unknown, layers, mode=Mode.PEOPLE)
    most = unknown.sort_values(["occupied", "city_name"], ascending=[False, True]).head(5)
    texts = {text for text, _box in boxes(drawing)}
    for name, people in zip(most["city_name"], most["occupied"], strict=True):
        assert f"{name}\n{people:,}".replace(",", "\u202f") in texts
    assert "?" not in {one["properties"]["t"] for one in features(drawing, "names")}
    colours = {one["properties"]["c"] for one in features(drawing, "circles")}
    assert colours == {LIGHT.page, LIGHT.occupied}
    assert f"Most people in sites: {most['city_name'].iloc[0]} " in drawing.alt


def test_chosen_city_is_named_and_ringed(layers: MapLayers) -> None:
    code, name = (str(cities()[column].iloc[12]) for column in ("city_code", "city_name"))
    drawing = city_map(cities(), layers, selected=(code,))
    assert name in {text for text, _box in boxes(drawing)}
    plain = city_map(cities(), layers)
    assert len(features(drawing, "circles")) == len(features(plain, "circles")) + 1


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("dark", [False, True])
def test_style_is_whole(layers: MapLayers, mode: Mode, dark: bool) -> None:
    drawing = city_map(cities(), layers, mode=mode, dark=dark, arcs=arcs())
    style = drawing.figure.layout.map.style
    names = [layer["id"] for layer in style["layers"]]
    assert len(names) == len(set(names))  # a repeated id leaves the map blank
    assert "glyphs" not in style
    assert {layer.get("source") for layer in style["layers"]} - {None} == set(style["sources"])
    text = json.dumps(style)
    assert "http" not in text
    assert drawing.figure.layout.template.layout.font.family
    assert all(trace.below in (None, *names) for trace in drawing.figure.data)


def test_boundaries_are_sent_as_addresses(layers: MapLayers) -> None:
    drawing = city_map(cities(), layers)
    sent = drawing.figure.to_json()
    assert drawing.figure.data[0].geojson == layers.areas
    assert drawing.figure.layout.map.style["sources"]["backdrop"]["data"] == layers.backdrop
    assert "Polygon" not in sent
    assert len(sent) < 60_000


def test_style_id_follows_its_content(layers: MapLayers) -> None:
    one, same = city_map(cities(), layers), city_map(cities(), layers)
    other = city_map(cities().drop(columns=["capacity", "occupied"]), layers)
    ids = [drawing.figure.layout.map.style["id"] for drawing in (one, same, other)]
    assert ids[0] == ids[1] != ids[2]
    assert one.figure.layout.uirevision == other.figure.layout.uirevision  # zoom and centre are kept


def test_everything_drawn_can_be_clicked_and_never_fades(layers: MapLayers) -> None:
    areas, points = city_map(cities(), layers).figure.data
    assert {data[0] for data in points.customdata} <= set(cities()["city_code"])
    assert {data[0] for data in areas.customdata} <= set(cities()["city_code"])
    assert areas.unselected.marker.opacity == 1
    assert points.unselected.marker.opacity == points.marker.opacity == 0


def test_areas_take_the_class_of_their_city(layers: MapLayers) -> None:
    areas = city_map(cities(), layers).figure.data[0]
    classes = dict(zip(areas.locations, areas.z, strict=True))
    arrivals = dict(zip(cities()["city_code"], cities()["arrivals"], strict=True))
    few, many = min(classes, key=lambda code: arrivals[code]), max(classes, key=lambda code: arrivals[code])
    assert classes[few] < classes[many]
    without = city_map(cities().assign(arrivals=pd.array([pd.NA] * len(cities()), dtype="Int64")), layers)
    assert [trace.type for trace in without.figure.data] == ["scattermap"]  # unknown is not zero: no colour


@pytest.mark.parametrize("dark", [False, True])
def test_need_and_free_places_share_a_colour_that_pales_where_the_count_is_stale(layers: MapLayers, dark: bool) -> None:
    """Nine colours and the same nine paler; said in the legend and where the city is pointed at."""
    table = cities().assign(sites=1)
    fresh = city_map(table, layers, mode="cross", dark=dark)
    old = city_map(table.assign(stale=True), layers, mode="cross", dark=dark)
    before, after = fresh.figure.data[0], old.figure.data[0]
    assert list(after.z) == [value + 9 for value in before.z]
    assert len({colour for _at, colour in after.colorscale}) == 18
    assert not any("stale" in text for text in before.text)
    assert all("the last count is stale" in text for text in after.text)
    words = [" ".join(str(note.text) for note in drawing.figure.layout.annotations) for drawing in (fresh, old)]
    assert ["paler: stale count" in one for one in words] == [False, True]


def test_need_and_free_places_fall_into_three_classes_each() -> None:
    """None, up to the median, more; a city whose free places are not known, or without sites, has no colour."""
    rows = [{"needed": need, "free": free, "sites": 1} for need, free in ((0, 0), (10, 80), (50, 100), (40, 0))]
    assert list(cross.limits_of(rows)) == [40, 100]
    assert [cross.class_of(row, (40, 80)) for row in rows] == [(0, 0), (1, 1), (2, 2), (1, 0)]
    without: dict[str, dict[str, Any]] = {
        "unknown": {"needed": 10, "free": None, "sites": 1},
        "no site": {"needed": 10, "free": 3, "sites": 0},
    }
    assert {name: cross.class_of(row, (40, 80)) for name, row in without.items()} == dict.fromkeys(without)


def test_rings_say_what_is_free() -> None:
    rows = {
        "city_code": ["half", "full", "over", "both", "unknown", "none"],
        "city_name": ["Half", "Full", "Over", "Both", "Unknown", "None"],
        "latitude": [1.0, 2, 3, 4, 5, 6],
        "longitude": [1.0, 2, 3, 4, 5, 6],
        "capacity": [100, 100, 100, 200, None, None],
        "occupied": [50, 100, 130, 180, 40, 0],
        "free": [50, 0, 0, 50, None, None],
        "over": [0, 0, 30, 30, None, None],
        "sites": [1, 1, 1, 2, 1, 0],
    }
    drawing = city_map(pd.DataFrame(rows), MapLayers(), mode="free")
    found: dict[float, list[tuple[float, str]]] = {}
    for one in features(drawing, "circles"):
        found.setdefault(round(one["geometry"]["coordinates"][1]), []).append(
            (one["properties"]["r"], one["properties"]["c"])
        )
    colours = {at: [colour for _size, colour in circles] for at, circles in found.items()}
    (free, _), (taken, _) = [(size, colour) for size, colour in found[1] if colour in (LIGHT.free, LIGHT.occupied)]
    assert taken**2 / free**2 == pytest.approx(0.5, abs=0.02)  # area, not radius
    assert colours[3][-1] == LIGHT.over
    assert LIGHT.over not in colours[4]  # one site over-full, yet places free in another
    assert LIGHT.free not in colours[5]
    assert [one["properties"]["t"] for one in features(drawing, "names") if one["properties"]["b"] == 2] == ["?"]
    assert colours[6] == [LIGHT.page, LIGHT.soft]  # no sites: a dot, not a question


def test_origins_are_drawn_from_their_arcs() -> None:
    codes = cities()["city_code"].tolist()
    routes = pd.DataFrame({"origin_code": codes[:3], "destination_code": codes[9], "individuals": [90, 40, 10]})
    drawing = city_map(cities(), MapLayers(), mode="origins", arcs=routes, selected=(codes[9],))
    assert len(features(drawing, "arcs")) == 3
    assert features(drawing, "arcs")[-1]["properties"]["w"] == 7.0  # the largest on top
    assert "90" in drawing.alt


def test_only_the_most_important_discs_are_sent() -> None:
    many = pd.concat([cities()] * 40, ignore_index=True)
    many = many.assign(
        city_code=[f"C{at}" for at in range(len(many))],
        latitude=many["latitude"] + pd.Series([at % 40 * 0.05 for at in range(len(many))]),
    )
    drawing = city_map(many, MapLayers(), mode="free")
    assert len(drawing.figure.data[-1].lon) == 120
    assert len(drawing.figure.to_json()) < 110_000
    assert "120 of 1\u202f720 cities marked" in {note.text for note in drawing.figure.layout.annotations}


def test_a_narrow_map_has_its_legend_below(layers: MapLayers) -> None:
    wide, narrow = city_map(cities(), layers, width=551), city_map(cities(), layers, width=345, height=230)
    assert wide.figure.layout.margin.b == 0
    assert narrow.figure.layout.margin.b > 0
    assert narrow.figure.layout.height == 230 + narrow.figure.layout.margin.b


def test_partner_cities_abroad_do_not_shrink_the_country(layers: MapLayers) -> None:
    abroad = (
        cities()
        .tail(1)
        .assign(city_code="FAR", city_name="Faraway", latitude=10.0, longitude=30.0, needed=0, offered=90)
    )
    drawing = city_map(pd.concat([cities(), abroad]), layers, mode="exchange")
    plain = city_map(cities(), layers, mode="exchange")
    assert drawing.figure.layout.map.zoom == plain.figure.layout.map.zoom
    assert "Faraway" in drawing.alt


@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_to_draw_is_said(mode: Mode) -> None:
    assert "No city" in city_map(NO_CITIES, MapLayers(), mode=mode).alt
    bare = cities()[["city_code", "city_name", "latitude", "longitude"]]
    assert city_map(bare, MapLayers(), mode=mode).alt.startswith("Map of")


def sites() -> pd.DataFrame:
    """Return seven sites: over-full, free, full, unknown, closed, sensitive, and one without coordinates."""
    codes = ["over", "free", "full", "unknown", "closed", "hidden", "lost"]
    table = pd.DataFrame(
        {
            "site_code": codes,
            "site_name": [f"Site {code}" for code in codes],
            "city_code": cities()["city_code"].iloc[0],
            "latitude": [42.5, 42.6, 42.7, 42.8, 42.9, 42.123, None],
            "longitude": [-41.5, -41.6, -41.7, -41.8, -41.9, -41.123, None],
            "capacity": [100, 100, 100, None, None, 100, 100],
            "occupied": [120, 20, 100, 30, 0, 10, 10],
            "free": [0, 80, 0, None, None, 90, 90],
            "over": [20, 0, 0, None, None, 0, 0],
            "exists": [True, True, True, True, False, True, True],
            "sensitive": [False] * 5 + [True, False],
        }
    )
    counts = dict.fromkeys(("capacity", "occupied", "free", "over"), "Int64")
    return table.astype({**counts, "exists": "boolean", "sensitive": "boolean"})


def test_sites_are_coloured_by_room_and_sensitive_places_are_not_sent(layers: MapLayers) -> None:
    drawing = sites_map(sites(), cities(), layers)
    used = {one["properties"]["c"] for one in features(drawing, "circles")}
    assert {LIGHT.over, LIGHT.free, LIGHT.occupied} <= used
    sent = drawing.figure.to_json()
    assert "42.123" not in sent
    assert "-41.123" not in sent
    assert "Site hidden" not in sent
    assert "hidden" not in {data[0] for data in drawing.figure.data[0].customdata}
    assert "2 sites whose place is not told" in sent
    assert "1 over-full" in drawing.alt
    assert "2 drawn at their city" in drawing.alt


def test_sites_of_one_city_show_what_lies_round_them(layers: MapLayers) -> None:
    one = sites_map(sites().head(1), cities(), layers, focus=True)
    whole = sites_map(sites().head(1), cities(), layers)
    assert whole.figure.layout.map.zoom < one.figure.layout.map.zoom <= 11


def test_no_sites_is_said(layers: MapLayers) -> None:
    assert "No site" in sites_map(sites().head(0), cities(), layers).alt
