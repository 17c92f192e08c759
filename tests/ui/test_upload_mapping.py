"""How a column was read: all columns in the file's order, with its first values and why it is read so."""

from __future__ import annotations

from dataclasses import replace

from idpdash.ui import mending, upload_mapping
from tests.intake.given import checked

FILE = "remark,date,destination_name,heads,individuals\n,2026-05-03,Marrow,40,5\n"


def test_columns_stand_in_the_order_of_the_file_read_or_not() -> None:
    file = checked(FILE)
    columns = upload_mapping.columns_of(file, mending.unread_columns(file))
    assert columns == ["remark", "date", "destination_name", "heads", "individuals"]


def test_why_a_column_is_read_as_it_is() -> None:
    file = checked(FILE, mapping={"individuals": "heads"})
    ours = {theirs: name for name, theirs in file.mapping.items()}
    said = {
        theirs: upload_mapping.status(file, theirs, [ours[theirs]] if theirs in ours else [])[0]
        for theirs in ("date", "heads", "individuals")
    }
    assert said == {"date": "by its name", "heads": "as you said", "individuals": "left unread"}
    before = replace(file, profile="North team")
    assert upload_mapping.status(before, "heads", ["individuals"])[0] == "as you said before"


def test_examples_are_few_and_short() -> None:
    file = replace(checked(FILE), examples={"heads": ("40", "", "a" * 50, "41", "42")})
    assert upload_mapping.examples(file, "heads") == "40 · " + "a" * 27 + "…"
    assert upload_mapping.examples(file, "remark") == ""


def test_words_that_are_not_known_stand_first() -> None:
    words = {"conflict": "conflict", "inundation": "", "flood": "disaster_sudden", "x": ""}
    assert [written for written, _code in upload_mapping.ordered(words)] == ["inundation", "x", "conflict", "flood"]
