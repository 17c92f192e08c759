from __future__ import annotations

from tests.intake.given import checked, codes, country, movements, only

HEADER = "date,destination_name,individuals,record_id"
OCCUPANCY = "date,site_code,individuals\n"


def test_repeats_are_counted_with_values_read_alike_and_all_loaded() -> None:
    header = "date,destination_name,individuals,reason,note of ours"
    rows = [
        '2026-05-03,Marrow,"1,475",flood,a',
        "03/05/2026,Marrow,1475,flood,a",
        "2026-05-03,Marrow,1475,floods,a",
        "2026-05-03,Marrow,1475,flood,b",
        "13/05/2026,Marrow,1475,flood,a",
    ]
    found = checked(movements(*rows, header=header))
    assert "Rows equal in all columns to an earlier one: 1." in only(found, "repeated_rows").message
    assert found.rows_good == 5


def test_a_record_with_other_values_waits() -> None:
    rows = ("2026-05-03,Marrow,4,A-1", "2026-05-03,Marrow,4,A-2", "2026-05-03,Marrow,5,A-1")
    found = checked(movements(*rows, header=HEADER))
    assert (codes(found), found.rows_good) == ({"duplicate_record": 1}, 2)
    issue = only(found, "duplicate_record")
    assert (issue.severity, issue.row, issue.column, issue.value) == ("error", 4, "record_id", "A-1")
    assert "row 2" in issue.message


def test_the_same_record_again_is_loaded_once() -> None:
    rows = ("2026-05-03,Marrow,4,A-1", "2026-05-03,Galt,4,", "2026-05-03,Marrow,4, A-1 ", "2026-05-03,Galt,4,")
    found = checked(movements(*rows, header=HEADER))
    assert codes(found) == {"record_again": 1, "repeated_rows": 1}
    assert (only(found, "record_again").severity, only(found, "record_again").row) == ("info", 4)
    assert (found.rows_read, found.rows_again, found.rows_good, len(found.waiting)) == (4, 1, 3, 0)
    assert found.totals["individuals"] == 12
    assert found.tables["movements"]["row"].tolist() == [2, 3, 5]


def test_a_record_with_three_contents_is_held_to_each_of_them() -> None:
    rows = [f"2026-05-03,Marrow,{people},A-1" for people in (4, 5, 5, 4)]
    found = checked(movements(*rows, header=HEADER))
    assert (codes(found), found.rows_good) == ({"duplicate_record": 1, "record_again": 2}, 1)
    assert sorted((one.row, one.code) for one in found.issues)[1:] == [(4, "record_again"), (5, "record_again")]
    assert "row 3" in next(one.message for one in found.issues if one.row == 4)


def test_a_wide_row_turned_long_is_one_record() -> None:
    head = "destination_name,record_id,January 2026,February 2026\n"
    assert set(codes(checked(head + "Marrow,A-1,4,5\nGalt,A-2,7,8\n"))) == {"turned_long"}
    found = checked(head + "Marrow,A-1,4,5\nMarrow,A-1,4,6\n")
    assert (codes(found)["record_again"], codes(found)["duplicate_record"], found.rows_good) == (1, 1, 2)


def test_a_record_that_waits_waits_once() -> None:
    rows = ("2026-05-03,Nowhere,4,A-1", "2026-05-03,Nowhere,4,A-1")
    found = checked(movements(*rows, header=HEADER))
    assert [row.row for row in found.waiting] == [2]
    assert found.rows_good == 0


def test_records_of_counts_are_held_to_the_same() -> None:
    header = OCCUPANCY.strip() + ",record_id\n"
    found = checked(header + "2026-05-03,S-001,4,A-1\n2026-05-04,S-001,5,A-1\n2026-05-03,S-001,4,A-1\n")
    assert (codes(found), found.rows_good) == ({"duplicate_record": 1, "record_again": 1}, 1)


def test_a_site_counted_twice_at_one_time_is_said_and_the_later_row_holds() -> None:
    known = country(site_codes=frozenset({"S-001", "S-002"}))
    rows = ("2026-05-03,S-001,4", "2026-05-03,S-002,9", "2026-05-04,S-001,5", "2026-05-03 00:00,S-001,6")
    found = checked(OCCUPANCY + "\n".join(rows), known=known)
    assert (codes(found), found.rows_good) == ({"count_twice": 1}, 4)
    issue = only(found, "count_twice")
    assert (issue.severity, issue.row, issue.column, issue.value) == ("warning", 5, "individuals", "6")
    assert "row 2" in issue.message
    assert "says 4;" in issue.message


def test_the_same_count_again_or_at_another_hour_is_no_contradiction() -> None:
    rows = ("2026-05-03 08:00,S-001,4", "2026-05-03 08:00,S-001,4", "2026-05-03 18:00,S-001,5")
    assert "count_twice" not in codes(checked(OCCUPANCY + "\n".join(rows)))
