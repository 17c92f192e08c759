from __future__ import annotations

import pyarrow as pa
import pytest

from idpdash.intake.values.texts import clean


@pytest.mark.parametrize(
    ("written", "cleaned", "key"),
    [
        ("  Marrow ", "Marrow", None),
        ("", None, None),
        ("Mar\u200brow\u202e", "Marrow", "hidden_letters"),
        ("Cafe\u0301", "Café", None),
        ("SÃ£o", "São", "mended_letters"),
        ("?????", None, "lost_letters"),
        ("Mar\ufffdow", None, "lost_letters"),
        ("x" * 501, None, "too_long"),
        ("=1+1", "=1+1", None),
        ("<script>", "<script>", None),
    ],
)
def test_a_text_is_cleaned_or_its_trouble_named(written: str, cleaned: str | None, key: str | None) -> None:
    words, problems = clean(pa.array([written], pa.string()), 500)
    assert words.to_pylist() == [cleaned]
    assert [found for found, _words in problems.values()] == ([key] if key else [])
