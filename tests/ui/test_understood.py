"""What we understood of a file, in words: the figures of the sentence are those of the good rows."""

from __future__ import annotations

import pandas as pd
import pytest

from idpdash.intake.issues import Severity
from idpdash.ui import issue_groups, understood
from tests.intake.given import checked, country

CITY_OF = dict(zip(country().places["place_code"], country().places["city_code"], strict=True))
CITY_OF = {code: city for code, city in CITY_OF.items() if not pd.isna(city)}
MOVES = "date,destination_name,individuals,households\n"


def sentence(content: str) -> str:
    """Return the sentence of a file."""
    return understood.headline(checked(content), CITY_OF).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (MOVES + "2026-05-03,Marrow,1204,\n", "1 204 people in 1 row, 3 May 2026, 1 city"),
        (MOVES + "2026-05-03,Marrow,1,\n2026-05-16,Galt,3,\n", "4 people in 2 rows, 3–16 May 2026, 2 cities"),
        (MOVES + "2026-05-03,Marrow,1,\n2026-05-03,Lakeside,3,\n", "4 people in 2 rows, 3 May 2026, 1 city"),
        (MOVES + "2026-05-03,Marrow,1,\n2026-05-03,Wilds,3,\n", "4 people in 2 rows, 3 May 2026, 2 places"),
        (
            MOVES + "2026-05-03,Marrow,5,\n2026-05-04,Marrow,-9,\n",
            "5 people in 1 row, 3 May 2026, 1 city; 1 row has to be mended",
        ),
        (MOVES + "2026-05-03,Nowhere,5,\n", "No row of this file can be loaded yet"),
        ("destination_name,individuals\nMarrow,5\n", "This file does not say which day it is about"),
        (
            "date,households\n2026-05-03,5\n",
            "The columns fit none of the layouts. Found: date and households. Say what kind of file it is and which "
            "column is which, or compare it with a template.",
        ),
        (
            "need_code,city_name,item,quantity\nN1,Galt,places,120\nN2,Galt,transport,40\n",
            "2 needs: 120 places, 40 seats, 1 city",
        ),
        ("city_code,city_name\nX1,Vesper\nX2,Tarvin\n", "2 cities"),
    ],
)
def test_the_sentence_says_what_the_good_rows_hold_or_why_there_are_none(content: str, said: str) -> None:
    assert sentence(content) == said


def test_people_in_sites_are_counted_once_at_the_last_count() -> None:
    rows = "date,site_code,individuals\n2026-05-03,S-001,100\n2026-05-05,S-001,80\n2026-05-04,S-001,90\n"
    assert sentence(rows) == "80 people in 1 site, 3–5 May 2026"


def test_keys_leave_out_what_the_file_says_nothing_of() -> None:
    file = checked(MOVES + "2026-05-03,Marrow,5,\n2026-05-03,Nowhere,5,\n")
    keys = {key.label: key.value for key in understood.keys(file)}
    assert keys == {"Rows in the file": 2, "Can be loaded": 1, "To be mended": 1, "People": 5}


def test_issues_stand_by_kind_the_worst_first_and_are_all_counted() -> None:
    rows = "".join(f"2026-05-03,Nowhere,{number},\n" for number in range(8))
    file = checked(MOVES + rows + "2026-05-03,Marrow,-1,\n2026-05-03,Marrow,4,\n2026-05-03,Marrow,4,\n")
    groups = issue_groups.groups(file)
    assert [(group.code, group.count) for group in groups[:2]] == [("unknown_place", 8), ("negative", 1)]
    assert [issue.row for issue in groups[0].samples] == [2, 3, 4, 5, 6]
    assert [group.severity for group in groups] == sorted(
        (group.severity for group in groups), key=list(Severity).index
    )
    assert issue_groups.issue_table(file, groups[0])["row"].tolist() == list(range(2, 10))


def test_one_kind_that_keeps_some_rows_out_and_others_not_is_counted_apart() -> None:
    header = "date,destination_name,individuals,reason,basis\n"
    rows = "2026-05-03,Marrow,5,xx,registered\n2026-05-03,Marrow,6,yy,registered\n2026-05-03,Marrow,7,conflict,zz\n"
    groups = {
        group.severity: group for group in issue_groups.groups(checked(header + rows)) if group.code == "unknown_word"
    }
    assert {severity: group.count for severity, group in groups.items()} == {Severity.ERROR: 1, Severity.WARNING: 2}
    assert len({group.key for group in groups.values()}) == 2


def test_what_is_given_once_is_no_issue_and_is_named_by_the_first_column_that_gives_it() -> None:
    file = checked("individuals,direction,date\n5,arrival,2026-05-03\n")
    assert understood.missing(file) == ["destination_pcode"]
    assert not [group for group in issue_groups.groups(file) if group.severity is Severity.ERROR]


def test_the_preview_names_places_and_leaves_out_what_is_empty_or_said_twice() -> None:
    file = checked(MOVES + "2026-05-03,Marrow,5,\n")
    shown = understood.preview(file, {"ZE0101": "Marrow"})["movements"]
    assert shown["destination_place_code"].tolist() == ["Marrow (ZE0101)"]
    assert list(shown.columns) == ["row", "date", "direction", "destination_place_code", "individuals"]
