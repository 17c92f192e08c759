from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from idpdash.frames import PLACES
from idpdash.intake.checked import Known
from idpdash.intake.places.gazetteer import Gazetteer
from tests.intake.given import REGIONS, country

KNOWN = country()
FURTHER = {"al marw": ("ZE0101",), "галт": ("ZE0102",), "rhone": ("ZE0102",), "twins": ("ZE0103", "ZE0202")}


def found(code: str = "", name: str = "", parent: str = "", **options: bool) -> tuple[str | None, str | None]:
    """Return the code of the place that is meant, and what is wrong."""
    answer = Gazetteer(KNOWN).resolve(code, name, parent, **options)
    return answer.spot.code if answer.spot else None, answer.problem


def suggested(code: str = "", name: str = "", parent: str = "", known: Known = KNOWN) -> str:
    """Return the place that is proposed where none is known as it is written; "None" where none is near."""
    gazetteer = Gazetteer(known)
    return str(gazetteer.said(gazetteer.resolve(code, name, parent))["suggestion"])


def with_names(**further: tuple[str, ...]) -> Known:
    """Return the small country with further names of its places."""
    return replace(KNOWN, names={name.replace("_", " "): codes for name, codes in (further or FURTHER).items()})


def with_places(*more: tuple[str, str, str]) -> Known:
    """Return the small country with more districts: code, name, code of the region."""
    rows = pd.DataFrame(
        [
            {"place_code": code, "place_name": name, "level": 2, "parent_code": region, "parent_name": REGIONS[region]}
            for code, name, region in more
        ]
    )
    return replace(KNOWN, places=PLACES.typed(pd.concat([KNOWN.places.astype(object), rows])))


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
    assert found(name="Marrow", parent="South", lenient=True) == ("ZE0101", "place_contradicts")
    assert found("ZE0101", parent="South") == ("ZE0101", "wrong_parent")
    assert found("ZE0101", parent="ze01") == found(name="Marrow", parent="North region") == ("ZE0101", None)


def test_a_misspelled_region_is_no_contradiction_but_chooses_nothing_either() -> None:
    assert found(name="Marrow", parent="Norrth") == ("ZE0101", None)
    assert found(name="Sarnath", parent="Norrth") == (None, "ambiguous_place")
    assert suggested(name="Sarnath", parent="Norrth") == "ZE0103 Sarnath"


def test_a_code_and_a_name_of_two_places_contradict_each_other() -> None:
    answer = Gazetteer(KNOWN).resolve("ZE0101", "Galt", "")
    assert answer.problem == "code_name_differ"
    assert (answer.words["by_code"], answer.words["by_name"]) == ("ZE0101 Marrow", "ZE0102 Galt")
    assert found("ZE0101", "Galt", lenient=True) == ("ZE0101", "place_contradicts")
    assert found("ZE0101", "Lakeside") == ("ZE0101", None)  # the city and its district
    assert found("ZE0202", "Sarnath") == ("ZE0202", None)  # one of several of the name


@pytest.mark.parametrize("name", ["Marow", "MARROW town", "Al-Marrow", "Marroww"])
def test_another_spelling_beside_a_code_says_the_same_place(name: str) -> None:
    assert found("ZE0101", name) == ("ZE0101", None)


@pytest.mark.parametrize("name", ["Bondhere", "Marrow Camp 2", "Rhonne"])
def test_a_name_that_is_not_known_for_the_place_of_the_code_is_an_error(name: str) -> None:
    assert found("ZE0101", name) == ("ZE0101", "code_name_differ.unknown")
    assert found("ZE0101", name, lenient=True) == ("ZE0101", "name_not_known")


def test_what_is_proposed_for_such_a_name_is_the_place_it_is_near_to_or_that_of_the_code() -> None:
    assert suggested("ZE0101", "Rhonne") == "ZE0201 Rhone"
    assert suggested("ZE0101", "Bondhere") == "ZE0101 Marrow"


def test_an_alias_mends_a_name_beside_a_code() -> None:
    aliases = pd.DataFrame({"source": ["desk"], "folded": ["bondhere"], "place_code": ["ZE0101"]})
    known = country(aliases=aliases)
    assert Gazetteer(known, source="desk").resolve("ZE0101", "Bondhere", "").problem is None
    assert Gazetteer(known, source="other").resolve("ZE0101", "Bondhere", "").problem == "code_name_differ.unknown"


def test_an_alias_of_a_place_is_a_name_of_it_even_where_another_place_bears_it() -> None:
    aliases = pd.DataFrame({"source": ["desk"], "folded": ["galt"], "place_code": ["ZE0101"]})
    gazetteer = Gazetteer(country(aliases=aliases), source="desk")
    assert gazetteer.resolve("ZE0101", "Galt", "").problem is None
    assert str(gazetteer.resolve("", "Galt", "").spot) == "ZE0102 Galt"


def test_names_of_two_numbered_or_opposite_places_are_never_one() -> None:
    known = with_places(("ZE0301", "Camp 1", "ZE01"), ("ZE0302", "East Vale", "ZE01"))
    gazetteer = Gazetteer(known)
    assert gazetteer.resolve("ZE0301", "Camp 2", "").problem == "code_name_differ.unknown"
    assert gazetteer.resolve("ZE0302", "West Vale", "").problem == "code_name_differ.unknown"
    assert gazetteer.resolve("ZE0302", "East Valle", "").problem is None


def test_a_name_in_a_script_of_which_no_name_is_known_is_followed_by_its_code_and_said() -> None:
    assert found("ZE0101", "مارو") == ("ZE0101", "name_not_known")
    arabic = with_names(مارو=("ZE0101",))
    assert Gazetteer(arabic).resolve("ZE0101", "مارو", "").problem is None
    assert Gazetteer(arabic).resolve("ZE0101", "سرنات", "").problem == "code_name_differ.unknown"


@pytest.mark.parametrize(
    ("written", "code"), [("ZWE0101", "ZW0101"), ("zwe0101", "ZW0101"), ("TD07", "TCD07"), ("TCD07", "TCD07")]
)
def test_two_and_three_letters_of_one_country_are_one_code(written: str, code: str) -> None:
    known = with_places(("ZW0101", "Ford", "ZE01"), ("TCD07", "Lake", "ZE01"))
    answer = Gazetteer(known).resolve(written, "", "")
    assert (answer.spot.code if answer.spot else None, answer.problem) == (code, None)
    assert answer.prefix is (written.upper() != code)


@pytest.mark.parametrize("written", ["ZWB0101", "ZA0101", "ZAF0101", "TD7", "CD07", "TCDA07"])
def test_letters_of_another_country_or_other_digits_are_another_code(written: str) -> None:
    known = with_places(("ZW0101", "Ford", "ZE01"), ("TCD07", "Lake", "ZE01"))
    assert Gazetteer(known).resolve(written, "", "").problem == "unknown_place"


def test_where_both_forms_are_known_a_code_is_itself() -> None:
    gazetteer = Gazetteer(with_places(("TD07", "Ford", "ZE01"), ("TCD07", "Lake", "ZE01")))
    assert [str(gazetteer.by_code(code)) for code in ("TD07", "TCD07")] == ["TD07 Ford", "TCD07 Lake"]


def test_further_names_come_after_names_and_aliases() -> None:
    gazetteer = Gazetteer(with_names())
    assert str(gazetteer.resolve("", "Al-Marw", "").spot) == "ZE0101 Marrow"
    assert str(gazetteer.resolve("", "ГАЛТ", "").spot) == "ZE0102 Galt"
    assert str(gazetteer.resolve("", "Rhone", "").spot) == "ZE0201 Rhone"
    assert gazetteer.resolve("ZE0102", "Rhone", "").problem is None  # the same name beside the code of either
    assert gazetteer.resolve("", "Twins", "").problem == "ambiguous_place"
    assert str(gazetteer.resolve("", "Twins", "South").spot) == "ZE0202 Sarnath"


@pytest.mark.parametrize(
    ("name", "suggestion"), [("Marow", "ZE0101 Marrow"), ("\u041carrow", "ZE0101 Marrow"), ("Nowhere", "None")]
)
def test_an_unknown_name_is_never_guessed_only_suggested(name: str, suggestion: str) -> None:
    answer = Gazetteer(KNOWN).resolve("", name, "")
    assert (answer.spot, str(answer.problem).partition(".")[0]) == (None, "unknown_place")
    assert suggested(name=name) == suggestion


def test_a_letter_of_another_alphabet_that_only_looks_alike_is_said() -> None:
    assert found(name="\u041carrow") == (None, "unknown_place.letters")  # Cyrillic М
    assert found(name="Galτ") == (None, "unknown_place.letters")  # Greek tau
    assert found(name="Мост") == (None, "unknown_place")  # wholly Cyrillic: another name
    assert suggested(code="\u0416E0101") == "None"
    assert suggested(code="Z\u04150101") == suggested(code="ZEO1O1") == "ZE0101 Marrow"


@pytest.mark.parametrize(
    ("name", "parent", "suggestion"),
    [
        ("Sarnat", "South", "ZE0202 Sarnath"),
        ("Sarnat", "Soth", "ZE0202 Sarnath"),  # the parent misspelled too
        ("Sarnat", "North", "ZE0103 Sarnath"),
        ("Marow", "South", "ZE0101 Marrow"),  # none is near within the parent
        ("Rhn", "North", "ZE0201 Rhone"),
    ],
)
def test_a_near_name_within_the_given_parent_is_proposed_first(name: str, parent: str, suggestion: str) -> None:
    assert suggested(name=name, parent=parent) == suggestion


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Qaryoley", "Qoryooley"),
        ("Kismayu", "Kismaayo"),
        ("Al Hasakah", "El-Hasakeh"),
        ("Bar-Elias", "Bar Elyas"),
        ("Xamar Weyne", "Hamar Wayne"),
        ("Deirezzor", "Deir-ez-Zor"),
    ],
)
def test_transliterations_of_a_name_are_proposed(written: str, known: str) -> None:
    assert suggested(name=written, known=with_places(("ZE0301", known, "ZE01"))) == f"ZE0301 {known}"


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
