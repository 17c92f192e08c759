from __future__ import annotations

import pytest

from idpdash.formats import fold
from idpdash.intake.places.spelling import bare, consonants, in_latin, same_name, scripts, simple


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kismayo", "Kismaayo"),
        ("Al-Hasakah", "El Hasakah"),
        ("Belet Weyne", "Beletweyne"),
        ("Kharkiv Oblast", "Kharkiv"),
        ("Laasqoray", "Laasqorey"),
        ("Bossaso", "Bosaaso"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert same_name(fold(one), fold(other))
    assert same_name(fold(other), fold(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bondhere", "Banadir"),
        ("North Kivu", "South Kivu"),
        ("Upper Nile Valley", "Lower Nile Valley"),
        ("East Galkacyo Plain", "West Galkacyo Plain"),
        ("Camp 12 of the harbour", "Camp 13 of the harbour"),
        ("Bari", "Bay"),
    ],
)
def test_names_of_two_places_are_not(one: str, other: str) -> None:
    assert not same_name(fold(one), fold(other))
    assert not same_name(fold(other), fold(one))


def test_a_name_without_articles_kinds_and_doubled_letters() -> None:
    assert bare("the district of galt") == "of galt"
    assert bare("district") == "district"
    assert simple("al qoryooley town") == "qoryoley"
    assert consonants("qoryooley") == consonants("karyolay") == "krl"


def test_letters_that_only_look_latin() -> None:
    assert in_latin("\u0412orama") == "borama"  # Cyrillic В
    assert in_latin("Βorama") == "borama"  # Greek beta
    assert in_latin("Borama") is None
    assert in_latin("Харків") is None  # a name in its own alphabet
    assert in_latin("Харків Kharkiv") is None


def test_scripts_of_a_name() -> None:
    assert scripts("marrow 7") == {"LATIN"}
    assert scripts("مارو") == {"ARABIC"}
    assert scripts("72") == frozenset()
