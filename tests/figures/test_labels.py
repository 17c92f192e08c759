"""Names are placed where nothing stands, the most important first."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.figures.labels import Box, Circle, Name, place, text_width
from idpdash.figures.projection import fit, mercator, unmercator, widened

FRAME = Box(0, 0, 500, 300)
POINTS = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300)), min_size=1, max_size=60)


@given(POINTS)
def test_names_touch_neither_each_other_nor_discs_nor_the_edge(points: list[tuple[float, float]]) -> None:
    discs = [Circle(x, y, 6) for x, y in points]
    names = [Name(str(at), f"City {at}", x, y, 6) for at, (x, y) in enumerate(points)]
    placed = place(names, taken=discs, frame=FRAME)
    assert all(one.box.overlap(other.box) == 0 for one, other in combinations(placed, 2))
    assert all(disc.overlap(one.box) == 0 for disc in discs for one in placed)
    assert all(
        0 <= one.box.left <= one.box.right <= 500 and 0 <= one.box.top <= one.box.bottom <= 300 for one in placed
    )


def test_the_first_name_takes_the_room() -> None:
    names = [Name("a", "Vesper", 250, 150, 5), Name("b", "Tarvin", 252, 151, 5)]
    boxed_in = [Box(0, 0, 500, 140), Box(0, 160, 500, 300), Box(0, 0, 240, 300)]
    assert [one.name.key for one in place(names, taken=boxed_in, frame=FRAME)] == ["a"]
    assert [one.name.key for one in place(names[::-1], taken=boxed_in, frame=FRAME)] == ["b"]


def test_a_name_that_must_stand_moves_away_and_says_so() -> None:
    ring = [Circle(250 + x, 150 + y, 16) for x in (-30, 0, 30) for y in (-30, 0, 30)]
    lone = Name("a", "Vesper", 250, 150, 16)
    assert place([lone], taken=ring, frame=FRAME) == []
    (placed,) = place([Name("a", "Vesper", 250, 150, 16, must=True)], taken=ring, frame=FRAME)
    assert placed.far
    assert all(disc.overlap(placed.box) == 0 for disc in ring)


def test_a_region_takes_the_first_free_spot() -> None:
    name = Name("", "EAST", 0, 0, spots=((100, 100), (300, 200)), kind="region")
    (placed,) = place([name], taken=[Circle(100, 100, 20)], frame=FRAME)
    assert (placed.name.x, placed.name.y) == (300, 200)


@pytest.mark.parametrize("text", ["Vesper", "needs 200", "Marrow\noffers 40", "Wexcombe"])
def test_widths_are_close_to_the_real_letters(text: str) -> None:
    from tests.figures.test_maps import measure

    real = measure()(text, 12, False)
    assert real * 0.95 <= text_width(text, 12) <= real * 1.25


@given(st.floats(-179, 179), st.floats(-80, 80))
def test_projection_there_and_back(longitude: float, latitude: float) -> None:
    assert unmercator(*mercator(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-6)


@given(st.floats(-150, 100), st.floats(-60, 40), st.floats(0.5, 30), st.floats(0.5, 20))
def test_the_view_shows_the_bounds_whole(west: float, south: float, across: float, up: float) -> None:
    view = fit((west, south, west + across, south + up), width=500, height=300, margin=10)
    corners = [view.pixel(west, south), view.pixel(west + across, south + up)]
    assert all(9 <= x <= 491 and 9 <= y <= 291 for x, y in corners)
    assert view.degrees(*corners[0]) == pytest.approx((west, south), abs=1e-6)


def test_bounds_are_widened_by_what_is_near_only() -> None:
    bounds = (0.0, 0.0, 10.0, 10.0)
    assert widened(bounds, [(12, 5)]) == (0, 0, 12, 10)
    assert widened(bounds, [(40, 5)]) == bounds
    west, south, east, north = widened(None, [(1, 1)])
    assert west < 1 < east
    assert south < 1 < north
