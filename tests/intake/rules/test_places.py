from __future__ import annotations

from tests.intake.given import checked, codes, only

HEADER = "city_code,city_name,place_pcodes,population,country\n"


def test_a_city_may_hold_several_places_or_none() -> None:
    found = checked(HEADER + 'ZE0101,Marrow,ze0101; ZE0104,"184,000",Zerania\nXX1,Far Away,,,Abroad\n')
    assert codes(found) == {}
    assert found.tables["cities"]["place_pcodes"].fillna("").tolist() == ["ZE0101;ZE0104", ""]
    assert found.tables["cities"]["population"].tolist()[0] == 184_000


def test_a_place_of_a_city_must_be_known() -> None:
    found = checked(HEADER + "A,Town,ZE0101;ZE0999,,\n")
    assert only(found, "unknown_place").column == "place_pcodes"
    assert "ZE0999 is no known place" in only(found, "unknown_place").message
