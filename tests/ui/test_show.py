"""How things are shown: nothing unescaped, unknown is a word, and no cell of a download runs as a formula."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from idpdash import columns
from idpdash.columns import Column
from idpdash.ui import show
from idpdash.ui.show import Key

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CELLS = some.text(some.characters(codec="utf-8", exclude_characters="\0\r\n")) | some.sampled_from(
    ["=1+1", "+1", "-2", "@sum(a1)", "\t=1", '=cmd|" /C calc"!A0', "'=1", ""]
)


def read_back(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(some.lists(CELLS, min_size=1, max_size=5))
@example([f"{sign}1" for sign in FORMULA])
@example(["two\r=1", "lines\n=1", 'and "quotes", too\r\n=1'])
def test_no_text_of_a_download_begins_a_formula(texts: list[str]) -> None:
    rows = read_back(show._csv(pd.DataFrame({"note": texts})))
    assert len(rows) == len(texts)
    for before, row in zip(texts, rows, strict=True):
        assert not row["note"].startswith(FORMULA)
        assert row["note"] in (before, f"'{before}")


def test_numbers_days_and_what_is_missing_stay_as_they_are() -> None:
    table = pd.DataFrame(
        {
            "change": pd.array([-5, None], dtype="Int64"),
            "share": [-0.5, 1.0],
            "day": pd.array(["2026-11-24", None], dtype="datetime64[s]"),
            "name": pd.array(["Vesper", None], dtype="str"),
        }
    )
    content = show._csv(table)
    assert content.startswith(b"\xef\xbb\xbf")  # or spreadsheets misread every other script
    first, second = read_back(content)
    assert first == {"change": "-5", "share": "-0.5", "day": "2026-11-24", "name": "Vesper"}
    assert second == {"change": "", "share": "1.0", "day": "", "name": ""}
    assert table.loc[0, "name"] == "Vesper"


class Words(HTMLParser):
    """Collect the text and the tags of a piece of HTML."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.said = ""
        self.tags: list[str] = []
        self.feed(content)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@given(some.text(some.sampled_from("<>&;'\"/= ab"), min_size=1))
@example("<script>alert('1')</script>")
def test_words_never_become_tags(words: str) -> None:
    found = Words(show.tag("b", words, "over", hint=words))
    assert found.said == words
    assert found.tags == ["b"]


def test_nothing_to_say_leaves_no_trace() -> None:
    assert show.tag("b", "", "over") == ""


@pytest.mark.parametrize(("value", "shown"), [(None, "unknown"), (0, "0"), (1204, "1\u202f204")])
def test_a_key_figure_that_is_not_known_is_a_word_and_never_zero(value: float | None, shown: str) -> None:
    assert shown in Words(show._key(Key("Free places", value, "places"))).said
    assert ('class="words"' in show._key(Key("Free places", value, "places"))) == (value is None)


@pytest.mark.parametrize("name", [name for name, one in vars(columns).items() if isinstance(one, Column)])
def test_a_heading_is_the_column_s_label_with_its_unit_once(name: str) -> None:
    column: Column = getattr(columns, name)
    heading = show.label_of(column.name)
    assert heading.lower().count(column.unit.lower() or "\0") <= 1 or not column.unit
    assert "_" not in heading


def test_a_column_that_is_not_of_the_house_is_still_readable() -> None:
    assert show.label_of("full_low") == "Full low"
