from __future__ import annotations

import pytest

from tests.intake.given import checked, codes, movements, only

NEEDS = "need_code,city_name,item,quantity,note\n"
HEADER = "date,destination_name,individuals,operation,record_id"


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("call +252 61 555 1234", "a telephone number"),
        ("write to ali@x.example", "an e-mail address"),
        ("passport P1234567", "a number of identity"),
        ("Contact: Ali Hassan", "the name of a person"),
    ],
)
def test_a_row_with_personal_data_waits_without_it(note: str, kind: str) -> None:
    found = checked(NEEDS + f"N-1,Marrow,places,4,{note}\nN-2,Marrow,places,4,families first\n")
    assert (codes(found), found.rows_good) == ({"personal_data": 1}, 1)
    issue = only(found, "personal_data")
    assert (issue.row, issue.column, issue.value) == (2, "note", "[removed]")
    assert kind in issue.message
    assert note not in repr(found)
    assert found.waiting[0].cells["note"] == "[removed]"
    assert found.tables["needs"]["note"].tolist() == ["families first"]


@pytest.mark.parametrize(
    "row",
    [
        "2026-05-03,call 061 555 1234,4,,",
        "2026-05-03,Marrow,+252 61 555 1234,,",
        "a@b.example,Marrow,4,,",
        "2026-05-03,Marrow,4,,+252615551234",
        "2026-05-03,Marrow,4,061-555-1234,",
    ],
)
def test_it_is_found_in_every_column_that_would_be_stored_and_said_once(row: str) -> None:
    found = checked(movements(row, header=HEADER))
    assert codes(found) == {"personal_data": 1}
    personal = max(row.split(","), key=len) if "@" not in row else "a@b.example"
    assert personal not in repr(found)


def test_the_same_stands_in_no_other_sentence_about_the_row() -> None:
    found = checked(movements("2026-05-03,Nowhere +252 61 555 1234,many,,", header=HEADER))
    assert codes(found) == {"personal_data": 1, "not_a_number": 1}
    assert "555" not in repr(found)


def test_a_cut_row_waits_without_it_too() -> None:
    found = checked(movements("2026-05-03,Marrow,4,a,A-1", "2026-05-03,+252 61 555 1234,4", header=HEADER))
    assert codes(found) == {"too_few_cells": 1}
    assert "555" not in repr(found)


def test_what_was_taken_out_stays_out_until_something_else_is_written() -> None:
    found = checked(NEEDS + "N-1,Marrow,places,4,[removed]\n")
    assert codes(found) == {"personal_data": 1}
    assert found.rows_good == 0


def test_columns_that_are_not_read_are_not_looked_at() -> None:
    found = checked(movements("2026-05-03,Marrow,4,+252 61 555 1234", header="date,destination_name,individuals,Phone"))
    assert (codes(found), found.rows_good) == ({"unknown_column": 1}, 1)
    assert "555" not in repr(found.tables)


def test_a_column_of_persons_refuses_the_file() -> None:
    content = movements("2026-05-03,Marrow,4,Ali Hassan", header="date,destination_name,individuals,Respondent")
    found = checked(content, mapping={"operation": "Respondent"})
    assert (found.fatal, codes(found)) == (True, {"personal_column": 1})
    assert (only(found, "personal_column").column, only(found, "personal_column").value) == ("operation", "Respondent")
    assert "Ali" not in repr(found.tables) + repr(found.issues) + repr(found.waiting)
    assert checked(content).rows_good == 1


def test_an_office_may_be_reached_and_a_person_there_is_said() -> None:
    header = "city_code,city_name,desk_phone,desk_mail\n"
    office = checked(header + "A,Alpha,+999 555 0001,idp-desk@alpha.example\n")
    assert (codes(office), office.rows_good) == ({}, 1)
    person = checked(header + "A,Alpha,+999 555 0001,ali.hassan@alpha.example\n")
    assert (codes(person), person.rows_good) == ({"personal_mailbox": 1}, 1)
    elsewhere = checked("city_code,city_name,country\nA,Alpha,+999 555 0001\n")
    assert (codes(elsewhere), elsewhere.rows_good) == ({"personal_data": 1}, 0)


def test_a_remark_below_the_table_is_said_without_it() -> None:
    found = checked(movements("2026-05-03,Marrow,4", "Contact: ali@x.example,,"))
    assert found.rows_good == 1
    assert "ali@" not in repr(found.issues) + repr(found.waiting)
