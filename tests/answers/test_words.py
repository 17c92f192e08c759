"""Figures in words."""

from __future__ import annotations

import pytest

from idpdash.answers import words
from idpdash.measures.arrivals import Change
from idpdash.vocabulary import Item, item_name, unit_name


@pytest.mark.parametrize(
    ("now", "before", "verb"),
    [
        (0, 0, "did not begin"),
        (5, 0, "began"),
        (0, 5, "stopped"),
        (100, 100, "stayed level"),
        (104, 100, "stayed level"),
        (96, 100, "stayed level"),
        (106, 100, "rose by 6 %"),
        (125, 100, "rose by a quarter"),
        (133, 100, "rose by a third"),
        (150, 100, "rose by half"),
        (151, 100, "rose by half"),
        (155, 100, "rose by 55 %"),
        (196, 100, "rose by 96 %"),
        (200, 100, "doubled"),
        (240, 100, "more than doubled"),
        (300, 100, "tripled"),
        (500, 100, "more than tripled"),
        (50, 100, "fell by half"),
        (25, 100, "fell by 75 %"),
        (9, 100, "almost stopped"),
    ],
)
def test_course(now: int, before: int, verb: str) -> None:
    """A word is used only where it is true within two hundredths."""
    assert words.course(Change(now, before)).replace("\u202f", " ") == verb


@pytest.mark.parametrize(
    ("now", "before", "clause"),
    [
        (5, 0, "none in the 30 days before"),
        (5, 5, "as many as in the 30 days before"),
        (1001, 1000, "slightly more than in the 30 days before"),
        (999, 1000, "slightly fewer than in the 30 days before"),
        (149, 100, "49 % more than in the 30 days before"),
        (51, 100, "49 % fewer than in the 30 days before"),
        (350, 100, "3.5 times as many as in the 30 days before"),
        (400, 100, "4 times as many as in the 30 days before"),
    ],
)
def test_compared(now: int, before: int, clause: str) -> None:
    """A comparison says with what."""
    assert words.compared(Change(now, before), 30).replace("\u202f", " ") == clause


def test_units_of_every_item() -> None:
    """Each item has a heading and a unit in both numbers; sentences keep three significant figures."""
    for item in Item:
        assert item_name(item)
        assert unit_name(item, 1)
        assert unit_name(item, 2, short=True) in unit_name(item, 2)
    assert words.quantity("places", 1) == "1 place"
    assert words.quantity("relief_kits", 12345) == "12\u202f300 relief kits"
    assert words.quantity("funds", 1) == "1 EUR"
    assert words.people(1) == "1 person"
