from __future__ import annotations

import pytest

from idpdash.layouts import LAYOUTS
from tests.intake.given import checked, codes, only


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
@pytest.mark.parametrize("heading", ["names", "labels", "tags"])
def test_a_layout_is_recognised_by_its_names_its_labels_and_its_tags(layout, heading: str) -> None:  # type: ignore[no-untyped-def]
    columns = [column for column in layout.columns if layout.example.get(column.name)]
    if heading == "tags":
        columns = [column for column in columns if column.hxl]
    heads = [{"names": column.name, "labels": column.label, "tags": column.hxl}[heading] for column in columns]
    found = checked(",".join(f'"{head}"' for head in heads) + "\n")
    assert found.layout == layout.name
    assert not found.fatal
    assert set(found.mapping) == {column.name for column in columns}


def test_synonyms_are_understood_and_other_columns_left_unread() -> None:
    found = checked("Day;Arrival district;Number of individuals;Phone\n2026-05-03;Marrow;4;+252 61 555\n")
    assert found.mapping == {
        "date": "Day",
        "destination_name": "Arrival district",
        "individuals": "Number of individuals",
    }
    assert only(found, "unknown_column").value == "Phone"
    assert "555" not in repr(found)


def test_a_row_of_tags_is_understood_below_any_header_and_titles_above_it() -> None:
    found = checked(
        "Arrivals of May,,\nWhen,Where,How many\n#date+reported,#adm2+name+dest,#affected+ind\n2026-05-03,Marrow,4\n"
    )
    assert found.totals == {"individuals": 4}
    assert found.mapping["individuals"] == "How many"
    assert found.tables["movements"]["row"].tolist() == [4]


def test_what_the_user_says_wins() -> None:
    found = checked(
        "date,there,individuals,number\n2026-05-03,Marrow,4,9\n",
        mapping={"destination_name": "There", "individuals": "number"},
    )
    assert found.totals == {"individuals": 9}


def test_a_column_can_be_left_out() -> None:
    found = checked("date,destination_name,individuals,reason\n2026-05-03,Marrow,4,because\n", mapping={"reason": ""})
    assert codes(found) == {"unknown_column": 1}


def test_a_value_given_once_for_the_file_fills_what_is_empty() -> None:
    assert checked("destination_name,individuals\nMarrow,4\n", date="2026-05-03").totals == {"individuals": 4}
    found = checked("date,destination_name,individuals\n2026-05-03,,4\n2026-05-03,Galt,4\n", destination_name="Marrow")
    assert found.tables["movements"]["destination_place_code"].tolist() == ["ZE0101", "ZE0102"]


def test_a_missing_column_is_named_with_how_to_give_it() -> None:
    found = checked("destination_name,individuals\nMarrow,4\n")
    assert found.fatal
    assert found.headers == ("destination_name", "individuals")
    assert only(found, "missing_column").column == "date"
    assert "give one value for the whole file" in only(found, "missing_column").message


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        ("date,destination_name,individuals,individuals\n", {}, "duplicate_column"),
        ("a,b\n1,2\n", {}, "unknown_layout"),
        ("2026-05-03,Marrow,4\n2026-05-03,Galt,4\n", {}, "no_header"),
        ("date,destination_name,individuals\n", {"mapping": {"reason": "why"}}, "no_such_column"),
        ("date,destination_name,individuals\n", {"mapping": {"beds": "date"}}, "no_such_target"),
        ("date,destination_name,individuals\n", {"beds": "3"}, "no_such_target"),
        ("date,destination_name,individuals\n", {"layout": "stock"}, "no_such_layout"),
        ("date,destination_name,individuals\n", {"source": "prmn"}, "not_this_source"),
        ("Organisation,Cluster,District,District pcode\nA,WASH,Marrow,ZE0101\n", {}, "three_w"),
        ("#org,#sector,#adm2+name\nA,WASH,Marrow\n", {}, "three_w"),
    ],
)
def test_what_keeps_a_whole_file_out(content: str, options: dict[str, object], code: str) -> None:
    found = checked(content, **options)  # type: ignore[arg-type]
    assert found.fatal
    assert found.tables == {}
    assert code in codes(found)


def test_a_file_that_fits_nothing_shows_its_columns_and_can_be_mapped() -> None:
    content = "When?,Woher,Wieviele\n2026-05-03,Marrow,4\n"
    found = checked(content)
    assert (found.fatal, found.layout, codes(found)) == (True, "", {"unknown_layout": 1})
    assert found.headers == ("When?", "Woher", "Wieviele")
    assert found.examples["Woher"] == ("Marrow",)
    said = {"date": "When?", "destination_name": "Woher", "individuals": "Wieviele"}
    assert checked(content, layout="movements", mapping=said).totals == {"individuals": 4}


def test_a_layout_that_reads_twice_as_much_goes_before_one_that_is_whole() -> None:
    """Needs with a column "code" are no list of cities."""
    found = checked("code,city,item,quantity,note\nX1,Marrow,places,40,\n")
    assert (found.layout, found.fatal) == ("needs", True)
    assert only(found, "missing_column").column == "need_code"
    assert "one value" not in only(found, "missing_column").message


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        ("Total", "individuals"),
        ("TOTAL:", "individuals"),
        ("Total costs", None),
    ],
)
def test_a_total_beside_groups_of_sex_and_age_counts_people(head: str, ours: str | None) -> None:
    found = checked(f"date,destination_name,Female 0-4,Male 0-4,{head}\n2026-05-03,Marrow,1,2,3\n")
    assert found.mapping.get("individuals") == (head if ours else None)
    assert "individuals" not in checked(f"date,destination_name,{head}\n2026-05-03,Marrow,3\n").mapping


def test_men_are_no_households() -> None:
    found = checked("date,destination_name,individuals,men,women\n2026-05-03,Marrow,9,4,5\n")
    assert set(found.mapping) == {"date", "destination_name", "individuals"}
