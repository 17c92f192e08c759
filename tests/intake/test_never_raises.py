"""Whatever the bytes, intake answers with a sentence; it raises nothing, and loses no row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from idpdash.intake.checked import Checked
from idpdash.layouts import LAYOUTS
from tests.intake.given import checked
from tests.ugly.make import ALL

HEADS = [
    b"date,destination_name,individuals,reason\n",
    b"site_code,site_name,place_name,beds,latitude,opens_on\n",
    b"need_code,city_name,item,quantity,unit\n",
    b"#date+reported,#adm2+name+dest,#affected+ind\n",
    b"\xff\xfe",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b'"',
    b"",
]
# Broken and whole text files, to be broken further; workbooks are opened by a process of their own, and are slow.
TEXTS = [
    ugly.content for ugly in ALL if len(ugly.content) < 4_000 and not ugly.content.startswith((b"PK", b"\xd0\xcf"))
]
CELLS = st.sampled_from(
    [
        "Marrow",
        "Sarnath",
        "1,475",
        "-3",
        "2026-02-30",
        "03/05/26",
        "places",
        '"',
        "",
        "bed",
        "e\u0301",
        "?",
        "令和6年",
        "Total",
        "9" * 30,
        "\u202e",
        "0x1",
    ]
)


@given(st.sampled_from(HEADS), st.binary(max_size=300))
def test_no_bytes_raise(head: bytes, tail: bytes) -> None:
    assert_sound(checked(head + tail))


@given(st.sampled_from(HEADS[:3]), st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_no_cells_raise(head: bytes, rows: list[list[str]]) -> None:
    assert_sound(checked(head + "\n".join(",".join(row) for row in rows).encode()))


def assert_sound(found: Checked) -> None:
    """Assert what holds of every checked file."""
    assert found.rows_good + len(found.waiting) + found.rows_again + len(found.left_out) == found.rows_read
    assert all(len(table) == found.rows_good for table in found.tables.values())
    assert all(row.issues for row in found.waiting)
    assert found.fatal == (not found.tables)
    assert sum(found.issue_counts.values()) >= len(found.issues)
    assert all(issue.message.strip() for issue in found.issues)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a file of which a few places were cut out, doubled or overwritten."""
    content = draw(st.sampled_from(TEXTS))
    for _change in range(draw(st.integers(1, 5))):
        start, length = draw(st.integers(0, len(content))), draw(st.integers(0, 12))
        put = draw(st.one_of(st.binary(max_size=8), st.just(content[start : start + 3 * length])))
        content = content[:start] + put + content[start + length :]
    return content


@given(damaged(), st.sampled_from([None, *LAYOUTS]))
def test_no_damage_raises(content: bytes, layout: str | None) -> None:
    assert_sound(checked(content, layout=layout))
