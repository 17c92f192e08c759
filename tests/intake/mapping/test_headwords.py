"""A header is recognised with its units, instructions and mistakes, and never for what it does not say."""

from __future__ import annotations

import pytest

from idpdash.intake.mapping.headwords import is_known, like_tag, loosely, nearly
from idpdash.intake.reading.header import normal_tag
from tests.intake.given import checked, codes, only


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Individuals*", "individuals"),
        ("HH #", "households"),
        ("# of HH", "households"),
        ("No. of households", "households"),
        ("Nbre de ménages", "households"),
        ("Nº de hogares", "households"),
        ("N° de hogares", "households"),
        ("Загальна кількість осіб", "individuals"),
        ("إجمالي عدد الأفراد", "individuals"),
        ("Nombre de personnes (total)", "individuals"),
        ("Individus\nCompter tous les membres, enfants compris", "individuals"),
        ("Date (dd/mm/yyyy)", "date"),
        ("Date / Fecha / التاريخ", "date"),
        ("Destination (district)", "destination_name"),
        ("Destination (region)", "destination_parent_name"),
        ("Girls (0-4)", "f_0_4"),
        ("Number of girls 0-4", "f_0_4"),
        # what tells columns apart is not left out
        ("Individuals (female)", None),
        ("Individus (enfants)", None),
        ("Personas (5-11)", None),
        ("Origin / Destination", None),
        ("Destination / Remarks of the team", None),
        ("Individuals with a disability", None),
        ("Phone", None),
        ("x" * 10_000, None),
        ("", None),
    ],
)
def test_a_header_with_units_and_instructions(heading: str, column: str | None) -> None:
    assert loosely("movements", heading) == column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Destinaton", "destination_name"),
        ("Indviduals", "individuals"),
        ("Housholds", "households"),
        ("Place of orign", "origin_name"),
        ("Individuals F", None),
        ("Individual 2", None),
        ("Data", None),  # the Portuguese word, no misspelling
        ("Dste", None),
        ("Nowhere", None),
    ],
)
def test_a_misspelt_header(heading: str, column: str | None) -> None:
    assert nearly("movements", heading) == column


@pytest.mark.parametrize(
    ("tag", "column"),
    [
        ("#affected+idps+ind", "ind"),
        ("#affected + ind + idps", "ind"),
        ("#afected+ind", "ind"),
        ("#affected+idps", "whole"),
        ("#affected+ind+f", None),
        ("#adm2+name+orgin", "origin"),
        ("#population", None),
    ],
)
def test_an_hxl_tag_misspelt_or_with_attributes_besides(tag: str, column: str | None) -> None:
    tags = {"#affected+ind": "ind", "#affected": "whole", "#adm2+name+origin": "origin", "#adm2+name+dest": "dest"}
    assert like_tag(normal_tag(tag), {normal_tag(one): ours for one, ours in tags.items()}) == column


def test_a_word_of_any_layout_is_known() -> None:
    assert is_known("Camas")
    assert is_known("Nombre de ménages")
    assert not is_known("2026-05-03")
    assert not is_known("Marrow")


def test_a_misspelt_header_is_taken_and_said() -> None:
    found = checked("date,Destinaton,individuals\n2026-05-03,Marrow,4\n")
    assert codes(found) == {"column_near": 1}
    assert (only(found, "column_near").column, only(found, "column_near").value) == ("destination_name", "Destinaton")
    assert "Destinaton" in only(found, "column_near").message
    assert found.totals == {"individuals": 4}


def test_a_rightly_spelt_header_goes_before_a_misspelt_one() -> None:
    found = checked("date,Destinaton,destination_name,individuals\n2026-05-03,Galt,Marrow,4\n")
    assert found.mapping["destination_name"] == "destination_name"
    assert codes(found) == {"unknown_column": 1}


def test_two_headers_for_one_column_are_asked_about_but_two_regions_are_left_unread() -> None:
    found = checked("date,# of HH,No. of HH,destination_name,individuals\n2026-05-03,1,1,Marrow,4\n")
    assert "# of HH" in only(found, "duplicate_column").message
    both = "site_code,site_name,Commune,Région,Province\nS,Hall,Marrow,North,North\n"
    assert codes(checked(both)) == {"unknown_column": 2}


def test_boys_without_girls_are_perhaps_all_children_and_left_unread() -> None:
    head = "date,destination_name,individuals,Niños 0-4"
    assert "m_0_4" not in checked(f"{head}\n2026-05-03,Marrow,4,2\n").mapping
    assert "m_0_4" in checked(f"{head},Niñas 0-4\n2026-05-03,Marrow,4,2,1\n").mapping


def test_a_region_stands_for_the_place_where_nothing_finer_is_said() -> None:
    found = checked("date,Région d'origine,destination_name,individuals\n2026-05-03,South,Marrow,4\n")
    assert found.mapping["origin_name"] == "Région d'origine"
    assert found.tables["movements"]["origin_place_code"].tolist() == ["ZE02"]


def test_a_column_without_a_name_can_be_named_by_its_letter() -> None:
    found = checked("date,,individuals\n2026-05-03,Marrow,4\n2026-05-03,Galt,5\n", mapping={"destination_name": "B"})
    assert found.totals == {"individuals": 9}
    assert found.headers == ("date", "B", "individuals")
