"""Small drawings in cells are valid, keep missing apart from zero, and fit their cell."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from base64 import b64decode

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.figures.cells import HEIGHT, WIDTH, bullet, promised, spark, trend
from idpdash.figures.theme import DARK, LIGHT

PEOPLE = st.one_of(st.none(), st.integers(0, 5_000))


def svg(uri: str) -> ElementTree.Element:
    """Return the drawing of a data URI."""
    head, data = uri.split(",", 1)
    assert head == "data:image/svg+xml;base64"
    return ElementTree.fromstring(b64decode(data))


def rectangles(uri: str) -> list[dict[str, str]]:
    """Return the attributes of all rectangles."""
    return [dict(one.attrib) for one in svg(uri).iter() if one.tag.endswith("rect")]


@given(PEOPLE, PEOPLE, st.one_of(st.none(), st.integers(1, 5_000)))
def test_bullets_stay_inside_the_cell(occupied: int | None, capacity: int | None, greatest: int | None) -> None:
    drawn = rectangles(bullet(occupied, capacity, greatest=greatest))
    assert all(float(one["x"]) >= 0 and float(one["x"]) + float(one["width"]) <= WIDTH + 0.2 for one in drawn)
    assert all(float(one["y"]) >= 0 and float(one["y"]) + float(one["height"]) <= HEIGHT for one in drawn)


def test_bullet_says_free_over_and_unknown() -> None:
    fills = [one["fill"] for one in rectangles(bullet(50, 100))]
    assert fills == [LIGHT.occupied, LIGHT.free, LIGHT.ink]
    assert LIGHT.over in [one["fill"] for one in rectangles(bullet(120, 100))]
    assert LIGHT.free not in [one["fill"] for one in rectangles(bullet(120, 100))]
    for unknown in (bullet(50, None), bullet(None, 100), bullet(pd.NA, 100)):  # type: ignore[arg-type]
        assert "?" in "".join(svg(unknown).itertext())
    assert DARK.free in [one["fill"] for one in rectangles(bullet(50, 100, dark=True))]


def test_bullets_compare_shares_or_places() -> None:
    small, large = (float(rectangles(bullet(5, 10))[0]["width"]), float(rectangles(bullet(500, 1_000))[0]["width"]))
    assert small == large
    small, large = (float(rectangles(bullet(half, 2 * half, greatest=1_000))[0]["width"]) for half in (50, 500))
    assert large > 9 * small


def test_spark_leaves_gaps() -> None:
    drawn = svg(spark([4, None, 0, 8]))
    bars = [one for one in drawn.iter() if one.tag.endswith("rect")]
    dots = [one for one in drawn.iter() if one.tag.endswith("circle")]
    assert len(bars) == 3
    assert len(dots) == 1
    assert float(bars[2].attrib["height"]) > float(bars[0].attrib["height"]) > float(bars[1].attrib["height"])
    assert [one.attrib.get("opacity") for one in bars] == [None] * 3
    assert spark([1, 2, 3], last=1) != spark([1, 2, 3])
    assert svg(spark([])) is not None


def test_trend_breaks_where_nothing_was_told() -> None:
    path = next(one for one in svg(trend([1, 2, None, 3, 4])).iter() if one.tag.endswith("path")).attrib["d"]
    assert len(re.findall("M", path)) == 2
    assert svg(trend([])) is not None
    assert svg(trend([None])) is not None


def test_a_bar_of_promises_shows_quantity_and_each_stage() -> None:
    """The frame is as long as the need; received, moving and reserved fill it in this order; more stands out of it."""
    full, part = (rectangles(promised([0, 0, 0], need, greatest=200))[-1] for need in (200, 30))
    assert float(full["width"]) > 6 * float(part["width"])
    *parts, frame = rectangles(promised([50, 100, 20], 200))[1:]  # the first is the pattern of the stripes
    widths = [float(one["width"]) for one in parts]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)
    assert sum(widths) < float(frame["width"])
    assert len({(one["fill"], one.get("opacity")) for one in parts}) == 3
    *parts, frame = rectangles(promised([0, 300, 0], 200))[1:]
    assert float(frame["width"]) < float(parts[0]["width"]) <= WIDTH
