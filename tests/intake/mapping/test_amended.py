"""What a user says of words, cells and rows holds, for our layouts and for known sources, and is counted."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from idpdash.intake.check import check
from idpdash.intake.checked import Checked, Options
from tests.intake.given import TODAY, codes, country, only

HEAD = "date,destination_name,individuals"


def read(content: str, **said: object) -> Checked:
    """Return a file checked with options."""
    options = Options(**said)  # type: ignore[arg-type]
    return check(content.encode(), "file.csv", options, country(), today=TODAY, timezone=ZoneInfo("UTC"))


def test_words_mean_what_the_user_says() -> None:
    file = f"{HEAD},reason,direction\n2026-05-03,Marrow,4,Krieg,Rein\n2026-05-04,Marrow,4,krieg!,arrival\n"
    assert set(codes(read(file))) == {"unknown_word"}
    assert read(file).words == {"reason": {"Krieg": "", "krieg!": ""}, "direction": {"Rein": "", "arrival": "arrival"}}
    found = read(file, spellings=(("reason", "KRIEG", "conflict"), ("direction", "Rein", "return")))
    assert codes(found) == {}
    assert found.tables["movements"]["reason"].tolist() == ["conflict", "conflict"]
    assert found.tables["movements"]["reason_as_written"].tolist() == ["Krieg", "krieg!"]
    assert found.tables["movements"]["direction"].tolist() == ["return", "arrival"]
    assert found.words["reason"] == {"Krieg": "conflict", "krieg!": "conflict"}


def test_what_the_user_says_goes_before_what_a_word_means_elsewhere() -> None:
    found = read(f"{HEAD},reason\n2026-05-03,Marrow,4,flood\n", spellings=(("reason", "flood", "disaster_slow"),))
    assert found.tables["movements"]["reason"].tolist() == ["disaster_slow"]
    # a code that is none means nothing
    assert "unknown_word" in codes(read(f"{HEAD},reason\n2026-05-03,Marrow,4,x\n", spellings=(("reason", "x", "y"),)))


def test_yes_and_no_and_units_too() -> None:
    sites = "site_code,site_name,place_name,sensitive\nS-1,Hall,Marrow,ναι\n"
    found = read(sites, spellings=(("sensitive", "ναι", "yes"),))
    assert found.tables["sites"]["sensitive"].tolist() == [True]
    assert found.words == {"sensitive": {"ναι": "yes"}}
    needs = "need_code,city_name,item,quantity,unit\nN,Marrow,places,4,Pritschen\n"
    assert "wrong_unit" in codes(read(needs))
    assert codes(read(needs, spellings=(("unit", "pritschen", "bed"),))) == {}


def test_a_mended_cell_is_read_instead() -> None:
    file = f"{HEAD}\n2026-05-03,Nowhere,4\n2026-05-04,Marrow,many\n2026-05-05,Marrow,7\n"
    found = read(file, mended=((2, "destination_name", "Galt"), (3, "individuals", "5")))
    assert codes(found) == {}
    assert found.tables["movements"]["destination_place_code"].tolist() == ["ZE0102", "ZE0101", "ZE0101"]
    assert found.totals == {"individuals": 16}
    assert found.fingerprint == read(file).fingerprint


def test_a_mended_column_may_be_one_that_the_file_lacks() -> None:
    found = read(f"{HEAD}\n2026-05-03,Marrow,4\n2026-05-04,Marrow,5\n", mended=((3, "reason", "conflict"),))
    assert found.tables["movements"]["reason"].fillna("").tolist() == ["", "conflict"]
    assert "reason" not in found.mapping


def test_a_mended_row_has_as_many_cells_as_it_should() -> None:
    file = f"{HEAD}\n2026-05-03,Marrow\n2026-05-04,Marrow,1,475\n2026-05-04,Marrow,2\n2026-05-04,Marrow,2\n"
    assert set(codes(read(file))) >= {"too_few_cells", "too_many_cells"}
    found = read(file, mended=((2, "individuals", "3"), (3, "individuals", "1475")))
    assert found.totals == {"individuals": 1482}


def test_a_row_that_is_not_there_cannot_be_mended() -> None:
    found = read(f"{HEAD}\n2026-05-03,Marrow,4\n", mended=((17, "individuals", "5"),))
    assert "17" in only(found, "no_such_row").message
    assert found.totals == {"individuals": 4}


def test_rows_are_left_out_by_what_stands_in_them_and_counted() -> None:
    file = f"{HEAD}\n2026-05-03,Dhahar,4\n2026-05-04,Marrow,5\n2026-05-04,DHAHAR ,6\n"
    found = read(file, left_out=(("destination_name", "Dhahar"),))
    assert codes(found) == {"rows_left_out": 2}
    assert found.left_out == frozenset({2, 4})
    assert (found.rows_read, found.rows_good, found.waiting) == (3, 1, ())
    assert found.fingerprint == read(file).fingerprint
    assert (only(found, "rows_left_out").rows, only(found, "rows_left_out").severity) == (2, "info")


def test_numbers_and_codes_are_compared_as_they_are() -> None:
    file = f"{HEAD},record_id\n2026-05-03,Marrow,-3,A-1\n2026-05-04,Marrow,3,a1\n2026-05-05,Marrow,9,A 1\n"
    assert read(file, left_out=(("individuals", "-3"),)).left_out == frozenset({2})
    assert read(file, left_out=(("record_id", "A-1"),)).left_out == frozenset({2})


def test_a_row_is_left_out_by_its_number_and_an_unknown_one_changes_nothing() -> None:
    file = f"{HEAD}\n2026-05-03,Nowhere,4\n2026-05-04,Marrow,5\n"
    assert read(file, left_out=(("row", "2"),)).left_out == frozenset({2})
    found = read(file, left_out=(("row", "99"), ("row", "x"), ("beds", "4")))
    assert (found.left_out, set(codes(found))) == (frozenset(), {"unknown_place"})


def test_long_texts_are_left_out_as_they_are_shown() -> None:
    long = "very long name of a place " * 5
    file = f"{HEAD}\n2026-05-03,{long},4\n2026-05-04,Marrow,5\n"
    shown = only(read(file), "unknown_place").value or ""
    assert shown.endswith("…")
    assert read(file, left_out=(("destination_name", shown),)).left_out == frozenset({2})


def test_a_row_that_was_mended_is_not_left_out_by_what_stood_there() -> None:
    file = f"{HEAD}\n2026-05-03,Dhahar,4\n2026-05-04,Dhahar,5\n"
    found = read(file, mended=((2, "destination_name", "Marrow"),), left_out=(("destination_name", "Dhahar"),))
    assert (found.left_out, found.totals) == (frozenset({3}), {"individuals": 4})


def test_a_known_source_is_amended_too() -> None:
    file = (
        "Month End,Current (Arrival) Region,Current (Arrival) District,Previous (Departure) District,Reason,"
        "Current (Arrival) Priority Need,Number of Individuals\n"
        "30/04/2026,North,Nowhere,Galt,Krieg,Food,6\n"
        "30/04/2026,North,Dhahar,Galt,Flood,Food,7\n"
    )
    found = read(
        file,
        spellings=(("reason", "Krieg", "conflict"),),
        mended=((2, "destination_name", "Marrow"),),
        left_out=(("destination_name", "Dhahar"),),
    )
    assert (found.source, found.left_out, found.totals) == ("prmn", frozenset({3}), {"individuals": 6})
    assert found.tables["movements"]["reason"].tolist() == ["conflict"]
    assert found.tables["movements"]["period_end"].tolist() == [dt.datetime(2026, 4, 30)]
