from __future__ import annotations

import csv
import io
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idpdash.intake.issues import RefusedError
from idpdash.intake.reading import delimited
from idpdash.intake.reading.cells import Sheet

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=8)


def table(sheet: Sheet) -> list[list[str]]:
    """Return a sheet as rows of texts."""
    return sheet.head(sheet.rows)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=2, max_size=20), st.sampled_from(",;\t|"), st.booleans())
def test_both_ways_of_reading_give_what_was_written(
    rows: list[tuple[str, str, str]], delimiter: str, every: bool
) -> None:
    rows = [("a", "b", "c"), *rows, ("x", "y", "z")]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL).writerows(rows)
    text = written.getvalue().encode()
    expected = [list(row) for row in rows]
    with patch.object(delimited, "delimiter_of", return_value=delimiter):
        assert table(delimited.read(text)) == expected
        with patch.object(delimited, "FEW", 0):
            assert table(delimited.read(text)) == expected


def test_the_fast_way_is_taken_for_a_clean_file() -> None:
    text = b'a,b\n1,"x ""y"""\n2,z\n'
    with patch.object(delimited, "FEW", 0), patch.object(delimited, "_careful", side_effect=AssertionError):
        assert table(delimited.read(text)) == [["a", "b"], ["1", 'x "y"'], ["2", "z"]]


@pytest.mark.parametrize(
    "text", [b'a,b\n1,x"y"\n', b'a,b\n"1,2\n3,4"\n', b'a,b\n1,"x"y\n', b"a,b\n1\n", b"a,b\n1,2,3\n"]
)
def test_anything_irregular_goes_the_careful_way(text: bytes) -> None:
    with patch.object(delimited, "FEW", 0), patch.object(delimited, "_careful") as careful:
        delimited.read(text)
    careful.assert_called_once()


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [("a;b;c\n1,5;2;3\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"), ("New York\nParis\n", ",")],
)
def test_the_delimiter_is_the_one_that_most_rows_agree_on(sample: str, delimiter: str) -> None:
    assert delimited.delimiter_of(sample, whole=True) == delimiter


def test_cells_are_counted_row_by_row() -> None:
    sheet = delimited.read(b"a,b,c\n1,2\n1,2,3,4\n")
    assert sheet.lengths is not None
    assert sheet.lengths.tolist() == [3, 2, 4]
    assert table(sheet)[1] == ["1", "2", "", ""]


def test_line_ends_of_all_kinds_and_line_breaks_in_cells() -> None:
    assert table(delimited.read(b'a,b\r\n1,2\r3,"x\ny"\n')) == [["a", "b"], ["1", "2"], ["3", "x\ny"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\r\n\r\n", "empty_file"),
        (b'a,b\n1,"2\n', "bad_quotes"),
        (b'a,b\n1,"2"x\n', "bad_quotes"),
        (b'a,b,c\n1,"2,3\n1,2,3\n1,2",3\n', "swallowed_rows"),
        (b"," * 501 + b"\n", "too_many_columns"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(text: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        delimited.read(text)
    assert caught.value.issue.code == code
