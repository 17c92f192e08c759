"""What people write into a form, and what is made of it."""

from __future__ import annotations

import pytest

from idpdash.errors import IdpdashError
from idpdash.ui.recording import whole


@pytest.mark.parametrize(
    ("text", "number"),
    [("184", 184), ("1 204", 1204), ("1\u202f204", 1204), ("1,204", 1204), ("1.204", 1204), (" 0 ", 0), ("١٢", 12)],
)
def test_a_whole_number_is_read_as_people_write_it(text: str, number: int) -> None:
    assert whole(text, "People") == number


@pytest.mark.parametrize("text", ["", "  ", None])
def test_nothing_written_is_not_zero(text: str | None) -> None:
    assert whole(text, "People") is None


@pytest.mark.parametrize("text", ["12.5", "-1", "many", "12 or 13", "1e3", "9" * 20])
def test_anything_else_is_refused_with_a_sentence_that_names_the_field(text: str) -> None:
    with pytest.raises(IdpdashError, match=r"^People: .+\.$"):
        whole(text, "People")
