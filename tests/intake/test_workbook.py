from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from idpdash.intake import workbook
from idpdash.intake.issues import RefusedError
from tests.ugly.make import GOOD
from tests.ugly.make import workbook as made


def test_cells_are_texts_that_keep_what_they_were() -> None:
    (sheet,) = workbook.read(
        made(
            [dt.datetime(2026, 5, 3), "0012", 4.0],
            [dt.datetime(2026, 5, 3, 18, 30), True, 12.5],
            [None, None, None],
            ["", "x", 1475],
        )
    )
    assert sheet.head(9)[1:] == [
        ["2026-05-03", "0012", "4"],
        ["2026-05-03 18:30:00", "yes", "12.5"],
        ["", "", ""],
        ["", "x", "1475"],
    ]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import sys, time; sys.stdin.buffer.read(); time.sleep(60)", "too_slow"),
        ("import os; os.abort()", "too_large"),
        ("print('\"password\"')", "password"),
    ],
)
def test_whatever_happens_to_the_child_is_said_in_one_sentence(
    script: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = tmp_path / "child.py"
    child.write_text(script, encoding="utf-8")
    monkeypatch.setattr(workbook, "CHILD", child)
    monkeypatch.setattr(workbook, "SECONDS", 2 if code == "too_slow" else 60)
    with pytest.raises(RefusedError) as caught:
        workbook.read(GOOD * 100)
    assert caught.value.issue.code == code
