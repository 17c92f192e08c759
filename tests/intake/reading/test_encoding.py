from __future__ import annotations

import pytest

from idpdash.intake.issues import RefusedError
from idpdash.intake.reading.encoding import to_utf8

TABLE = "city_code,city_name\nA,{name}\nB,Marrow\n"


def read(content: bytes, *words: str) -> str:
    """Return bytes as text; words: what the file's language may use, folded."""
    return to_utf8(content, words=lambda: frozenset(words))[0].decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    text = TABLE.format(name="Łódź, Київ")
    assert read(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "name", "word"),
    [
        ("cp1251", "Харків", "харків"),
        ("cp1252", "Orléans", "orleans"),
        ("cp1250", "Łódź", "łodz"),
        ("cp1256", "حلب", "حلب"),
        ("cp932", "七尾市", "七尾市"),
    ],
)
def test_an_old_encoding_is_known_by_its_words(encoding: str, name: str, word: str) -> None:
    text = TABLE.format(name=name)
    assert read(text.encode(encoding), word) == text


def test_a_few_letters_tell_nothing_and_are_read_as_the_most_usual_encoding() -> None:
    assert read(TABLE.format(name="Ängelholm").encode("cp1252")) == TABLE.format(name="Ängelholm")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("city_code,city_name\nA,Café".encode()[:-1], "cut_off"),
        (b"city_code,city_name\nA,Mar\x00row\n", "nul_bytes"),
        (bytes(range(1, 256)) * 20, "not_text"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(content)
    assert caught.value.issue.code == code
