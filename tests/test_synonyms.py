"""Words in seven languages mean one column or code each, and every layout can be written in each of the languages."""

from __future__ import annotations

import pytest

from idpdash import vocabulary
from idpdash.columns import Kind
from idpdash.formats import fold
from idpdash.layouts import LAYOUTS, Layout
from idpdash.synonyms import OF_LAYOUT, SYNONYMS, called, counted, sex_and_age
from idpdash.vocabulary import NO, SPELLINGS, UNIT_SPELLINGS, UNITS, YES
from idpdash.wordlists import wordlist
from tests.intake.given import checked

LANGUAGES = ("fr", "es", "pt", "ar", "uk", "ru")  # English names and labels are the columns' own


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_word_means_one_column_of_a_layout(layout: Layout) -> None:
    meanings: dict[str, str] = {}
    for column in layout.columns:
        for word in (*column.synonyms, *called(layout.name, column.name)):  # before them go names and labels
            assert meanings.setdefault(fold(word), column.name) == column.name, word


def test_words_are_given_for_columns_that_exist() -> None:
    assert set(SYNONYMS) <= {name for layout in LAYOUTS.values() for name in layout.names}
    for name, columns in OF_LAYOUT.items():
        assert set(columns) <= set(LAYOUTS[name].names)


@pytest.mark.parametrize("choices", SPELLINGS, ids=lambda choices: str(choices.__name__))
def test_a_word_means_one_code_of_a_list(choices: type) -> None:
    meanings = {fold(str(code)): code for code in choices}  # type: ignore[attr-defined]
    for word, code in SPELLINGS[choices].items():
        assert meanings.setdefault(fold(word), code) == code, word


def test_every_code_of_a_list_has_words_in_every_language() -> None:
    for name in ("direction", "reason", "basis", "site_type", "status", "priority", "item", "yes_no"):
        for code, of_languages in wordlist("spellings")[name].items():
            spanish_no = {"es"} if (name, code) == ("yes_no", "no") else set()  # it is the English word
            assert set(of_languages) | spanish_no >= {"en", *LANGUAGES}, (name, code)
    assert set(UNIT_SPELLINGS) == set(UNITS.values())
    assert not YES & NO
    assert "sim" in YES
    assert "ні" in NO
    assert vocabulary.is_unit("ліжок", "bed")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_layout_is_recognised_in_every_language(layout: Layout, language: str) -> None:
    words = wordlist("synonyms")["columns"]
    choices = {column.name for column in layout.columns if column.kind in (Kind.CHOICE, Kind.COUNT, Kind.TEXT)}
    wanted = {names[-1] for group in layout.required for names in group if names[-1] != "period_end"} | choices
    headed = {
        name: words[name][language][0] for name in layout.names if name in wanted and language in words.get(name, {})
    }
    found = checked(",".join(f'"{word}"' for word in headed.values()) + "\n")
    assert (found.layout, found.fatal) == (layout.name, False), [issue.message for issue in found.issues]
    assert found.mapping == headed


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("F 0-4", "f_0_4"),
        ("Female 0–4", "f_0_4"),
        ("Girls 5-11 years", "f_5_11"),
        ("Filles 0-4 ans", "f_0_4"),
        ("F12-17", "f_12_17"),
        ("Mujeres 18-59", "f_18_59"),
        ("Women aged 18 to 59", "f_18_59"),
        ("M 60+", "m_60_plus"),
        ("Homme 60 et plus", "m_60_plus"),
        ("إناث ٠-٤ سنوات", "f_0_4"),
        ("Жінки 60 років і старше", "f_60_plus"),
        ("Femmes, âge inconnu", "f_unknown"),
        ("Female", None),
        ("0-4", None),
        ("F 0-17", None),
        ("M 18+", None),
        ("Female headed households 18-59", None),
        ("F M 0-4", None),
        ("F ፩", None),
    ],
)
def test_groups_of_sex_and_age(heading: str, column: str | None) -> None:
    assert sex_and_age(heading) == column


def test_what_says_that_a_column_counts_is_no_part_of_its_name() -> None:
    assert counted("nombre total de menages") == "menages"
    assert counted("individuals total") == "individuals"
    assert counted("total") == "total"
    assert counted("hh") == "hh"
