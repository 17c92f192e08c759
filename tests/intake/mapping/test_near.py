"""Two names of one thing, written by two hands."""

from __future__ import annotations

import pytest

from idpdash.intake.mapping.near import alike


@pytest.mark.parametrize(
    ("one", "other", "nearly"),
    [
        ("tawakal 1", "tawakal 1", True),
        ("tawakal 1", "tawakkal 1", True),
        ("tawakal 1", "tawakal 2", False),
        ("tawakal", "tawakal 2", False),
        ("tawakal 12", "tawakal 1 2", False),
        ("bulo bacay", "tawakal", False),
    ],
)
def test_nearly_the_same(one: str, other: str, nearly: bool) -> None:
    assert alike(one, other) == alike(other, one) == nearly
