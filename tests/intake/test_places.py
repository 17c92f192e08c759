from __future__ import annotations

import pandas as pd
import pytest

from idpdash.intake.places import Gazetteer
from tests.intake.given import country

KNOWN = country()


def found(code: str = "", name: str = "", parent: str = "", **options: bool) -> tuple[str | None, str | None]:
    """Return the code of the place that is meant, and what is wrong."""
    answer = Gazetteer(KNOWN).resolve(code, name, parent, **options)
    return answer.spot.code if answer.spot else None, answer.problem


def test_a_code_is_read_in_any_case() -> None:
    assert found("ze0101") == ("ZE0101", None)


def test_a_name_is_read_in_any_spelling_that_folds_alike() -> None:
    assert found(name=" MARROW-") == ("ZE0101", None)


def test_a_code_in_the_column_of_names_is_understood() -> None:
    assert found(name="ZE0201") == ("ZE0201", None)


def test_a_district_of_a_city_is_itself_and_knows_its_city() -> None:
    spot = Gazetteer(KNOWN).resolve("", "Lakeside", "").spot
    assert spot is not None
    assert (spot.code, spot.city_code) == ("ZE0104", "ZE0101")


def test_a_name_in_two_regions_needs_its_region() -> None:
    answer = Gazetteer(KNOWN).resolve("", "Sarnath", "")
    assert answer.problem == "ambiguous_place"
    assert answer.words == {"places": "ZE0103 Sarnath and ZE0202 Sarnath"}
    assert found(name="Sarnath", parent="South") == ("ZE0202", None)
    assert found(name="Sarnath", parent="ze01") == ("ZE0103", None)


def test_a_wrong_region_is_an_error_in_our_layouts_and_followed_in_a_known_source() -> None:
    assert found(name="Marrow", parent="South") == ("ZE0101", "wrong_parent")
    assert found(name="Marrow", parent="South", lenient=True) == ("ZE0101", None)


def test_a_code_and_a_name_of_two_places_contradict_each_other() -> None:
    answer = Gazetteer(KNOWN).resolve("ZE0101", "Galt", "")
    assert answer.problem == "code_name_differ"
    assert answer.words == {"by_code": "ZE0101 Marrow", "by_name": "ZE0102 Galt"}
    assert found("ZE0101", "Galt", lenient=True) == ("ZE0101", "place_contradicts")
    assert found("ZE0101", "Lakeside") == ("ZE0101", None)  # the city and its district
    assert found("ZE0101", "Marow Town") == ("ZE0101", None)  # an unknown spelling says nothing


@pytest.mark.parametrize(
    ("name", "suggestion"), [("Marow", "ZE0101 Marrow"), ("\u041carrow", "ZE0101 Marrow"), ("Nowhere", "None")]
)
def test_an_unknown_name_is_never_guessed_only_suggested(name: str, suggestion: str) -> None:
    answer = Gazetteer(KNOWN).resolve("", name, "")
    assert (answer.spot, answer.problem) == (None, "unknown_place")
    assert str(answer.words["suggestion"]) == suggestion


def test_an_alias_is_tried_last_and_its_own_source_wins() -> None:
    aliases = pd.DataFrame(
        {
            "source": ["", "desk", "other", ""],
            "folded": ["the hill", "the hill", "the hill", "galt"],
            "place_code": ["ZE0101", "ZE0102", "ZE0201", "ZE0201"],
        }
    )
    known = country(aliases=aliases)
    assert str(Gazetteer(known, source="desk").resolve("", "The Hill", "").spot) == "ZE0102 Galt"
    assert str(Gazetteer(known).resolve("", "The Hill", "").spot) == "ZE0101 Marrow"
    assert str(Gazetteer(known).resolve("", "Galt", "").spot) == "ZE0102 Galt"


def test_a_district_is_preferred_to_the_region_of_its_name() -> None:
    places = KNOWN.places.copy()
    places.loc[places["place_code"] == "ZE0203", "place_name"] = "South"
    gazetteer = Gazetteer(type(KNOWN)(places, KNOWN.cities, KNOWN.aliases))
    assert str(gazetteer.resolve("", "South", "").spot) == "ZE0203 South"
