from __future__ import annotations

import pytest

from idpdash.intake.personal.headers import is_personal_header
from idpdash.layouts import LAYOUTS

DESK = {"desk_phone", "desk_mail"}


@pytest.mark.parametrize(
    "header",
    [
        "Name of head of household",
        "HoH name",
        "Respondent",
        "Respondent's name",
        "Contact person",
        "Enumerator",
        "Phone number",
        "E-mail",
        "#contact+name",
        "Nom du chef de ménage",
        "Téléphone",
        "Nombre del jefe de hogar",
        "Nome do chefe de família",
        "اسم رب الأسرة",
        "رقم الهاتف",
        "ПІБ",
        "Прізвище",
        "ФИО",
        "氏名",
        "電話番号",
    ],
)
def test_a_header_that_says_persons(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    [
        "Name",
        "Site name",
        "Note",
        "Head of household sex",
        "Number of respondents",
        "Respondent village",
        "Family size",
        "ID",
        "Nom",
        "Nombre",
        "اسم",
        "名称",
        "Contact tracing",
        "Current (Arrival) District",
    ],
)
def test_a_header_that_says_something_else(header: str) -> None:
    assert not is_personal_header(header)


def test_no_header_of_ours_says_persons() -> None:
    columns = {column for layout in LAYOUTS.values() for column in layout.columns if column.name not in DESK}
    words = {word for column in columns for word in (column.name, column.label, column.hxl, *column.synonyms)}
    assert {word for word in words if is_personal_header(word)} == set()
