from __future__ import annotations

import pytest

from idpdash.intake.places.countries import PAIRS, other_form


def test_every_country_has_two_letters_and_three_of_its_own() -> None:
    pairs = PAIRS.split()
    assert len(pairs) == len({pair[:2] for pair in pairs}) == len({pair[2:] for pair in pairs}) == 249
    assert all(len(pair) == 5 and pair.isupper() for pair in pairs)


@pytest.mark.parametrize(
    ("code", "other"),
    [("SO2201", "SOM2201"), ("SOM2201", "SO2201"), ("td07", "TCD07"), ("UKR05", "UA05"), (" CHE01 ", "CH01")],
)
def test_a_code_is_written_with_the_other_letters(code: str, other: str) -> None:
    assert other_form(code) == other


@pytest.mark.parametrize("code", ["", "SO", "2201", "XX01", "SOMA01", "SO-01", "S01", "17202"])
def test_what_does_not_begin_with_a_country_has_no_other_form(code: str) -> None:
    assert other_form(code) is None
