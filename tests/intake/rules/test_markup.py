from __future__ import annotations

import pytest

from tests.intake.given import checked, codes, only

NEEDS = "need_code,city_name,item,quantity,note\n"


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("=1+1", "formula_text"),
        ("\t=1+1", "formula_text"),
        ("@SUM(A1:A9)", "formula_text"),
        ("+A1", "formula_text"),
        ("-2+3+cmd|' /C calc'!A0", "formula_text"),
        ("<script>alert(1)</script>", "markup"),
        ("see <a href='x'>this</a>", "markup"),
        ("<img src=x onerror=alert(1)>", "markup"),
        ("javascript:alert(1)", "markup"),
    ],
)
def test_formulas_and_markup_are_kept_as_text_and_said(note: str, code: str) -> None:
    found = checked(NEEDS + f'N-1,Marrow,places,4,"{note}"\n')
    assert codes(found) == {code: 1}
    assert (only(found, code).severity, only(found, code).column) == ("info", "note")
    assert found.tables["needs"]["note"].tolist() == [note.strip()]


@pytest.mark.parametrize("note", ["-3", "+5", "-", "- families first", "= ", "beds < 40", "<5 years", "a <b> c"[:3]])
def test_numbers_dashes_and_signs_are_no_formula(note: str) -> None:
    assert codes(checked(NEEDS + f'N-1,Marrow,places,4,"{note}"\n')) == {}


def test_the_telephone_of_a_desk_is_no_formula() -> None:
    assert codes(checked("city_code,city_name,desk_phone\nA,Alpha,+999 555 0001\n")) == {}
