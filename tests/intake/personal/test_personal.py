from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from idpdash.formats import fold
from idpdash.intake.personal import Personal, kind_of, suspects
from idpdash.intake.reading.header import find
from idpdash.intake.reading.parse import parse

PERSONAL = {
    Personal.PHONE: (
        "+252 61 555 1234",
        "ask at +252615551234.",
        "+38(067)1234567",
        "+٢٥٢ ٦١ ٥٥٥ ١٢٣٤",
        "00252 61 555 1234",
        "061-555-1234",
        "(061) 555 1234",
        "0767-57-5018",
        "061 5551234",
        "0615551234",
        "01 23 45 67 89",
        "(555) 123-4567",
        "Tel. 5551234",
        "WhatsApp: 615 551 234",
        "هاتف ٠٦١٥٥٥١٢٣٤",
        "тел. 067 123 45 67",
        "電話0767-57-5018",
    ),
    Personal.MAIL: ("write to a.b@c.org", "Ali <ali@un.example>", "x (at) y.org"),
    Personal.IDENTITY: (
        "ID no. 1234567890",
        "ID: 123456789",
        "passport P1234567",
        "Passport no: AB 1234567",
        "national id 12345678",
        "cédula 12345678",
        "паспорт АА 123456",
        "رقم الهوية 123456789",
        "123-24C00456",
        "UNHCR case 12345678",
        "GB82 WEST 1234 5698 7654 32",
        "DE89370400440532013000",
    ),
    Personal.PERSON: (
        "Mrs Amina Yusuf, two beds",
        "Mr. John Smith waits",
        "Mme Aïcha Diallo",
        "Contact: Ali Hassan",
        "contact person Ali Hassan Omar",
        "пані Олена Коваль",
    ),
}
HARMLESS = (
    "",
    "A-0001",
    "B-0000001",
    "CCCM-SO1101-0001",
    "2024-05-03-0001",
    "0001234567",
    "123e4567-e89b-12d3-a456-426614174000",
    "DE89370400440532013001",
    "2024-01-02",
    "01-02-2024 - 05-02-2024",
    "01/02/2024",
    "01.02.2024",
    "03-05-2026-01",
    "2024-01-02T10:00:00+03:00",
    "09:00 10:00 11:00",
    "1,234,567",
    "1 234 567 890",
    "+120 000 000",
    "-3",
    "02.0469 45.3182",
    "+43.1234567",
    "0801 0802 0803",
    "10-20-30-40",
    "site ID no. 12345",
    "Camp ID: 123456",
    "call 12 families, 2024 at the latest",
    "Contact: Housing Office",
    "contact the town hall",
    "Dr Ayub Hospital",
    "Families with children first.",
    "Twelve of them for people who cannot climb stairs.",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_what_is_personal_is_found_also_by_the_first_look(kind: Personal, text: str) -> None:
    assert kind_of(text, prose=True) is kind
    assert suspects(pa.array([text]), code=False, prose=True).tolist() == [0]


@pytest.mark.parametrize("code", [False, True])
@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_not_personal_is_left_alone(text: str, code: bool) -> None:
    assert kind_of(text, code=code, prose=not code) is None


@pytest.mark.parametrize("text", ["+252 61 555 1234", "061 555 1234", "a@b.org", "passport P1234567", "123-24C00456"])
def test_codes_and_numbers_are_looked_at_too(text: str) -> None:
    assert kind_of(text, code=True)
    assert suspects(pa.array(["A-0001", text]), code=True, prose=False).tolist() == [1]


def test_a_name_is_looked_for_in_prose_only() -> None:
    assert kind_of("Dr. Jane Roe") is None
    assert kind_of("Dr. Jane Roe", prose=True) is Personal.PERSON


def test_an_endless_text_ends_soon() -> None:
    assert kind_of("x" * 10_000_000, prose=True) is None
    assert kind_of("1 " * 5_000_000) is None


REAL = (
    "cities/twin_cities.csv",
    "messy/3w_bdi_feb_2023.ods",
    "messy/chad_3w_avr2025.xlsx",
    "nanao_shelters/open_shelter_Nanao-shi_2024-09-02-1800.csv",
    "nanao_shelters/reference_data.csv",
    "somalia/cccm_idp_site_master_list.csv",
    "somalia/cccm_idp_site_master_list_2021-10-06.xlsx",
    "somalia/ocha_3w_operational_presence_2025-01_to_04.xlsx",
    "ukraine_network/partnerships-hromadas.csv",
)


@pytest.mark.parametrize("name", REAL)
def test_no_text_of_a_real_file_is_taken_for_personal_but_its_telephone_numbers(real_data: Path, name: str) -> None:
    phones = 0
    for sheet in parse((real_data / name).read_bytes(), words=lambda: frozenset()).sheets:
        top = find(sheet)
        for at, cells in enumerate(sheet.columns):
            if top and at < len(top.names) and fold(top.names[at]) == fold("電話番号"):
                phones += sum(kind_of(text) is Personal.PHONE for text in cells.texts)
                continue
            assert [text for text in cells.texts if kind_of(text, prose=True) or kind_of(text, code=True)] == []
    assert (phones > 0) == name.startswith("nanao")
