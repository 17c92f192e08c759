"""The list of uploads as people read it."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from idpdash import frames
from idpdash.ui.upload_history import history
from idpdash.ui.waiting import in_words, kinds, waiting_rows


def test_files_and_acts_stand_in_words_with_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDPDASH_TIMEZONE", "Asia/Tokyo")
    common = {"source": "field", "by": "desk", "rows_read": 1, "rows_loaded": 1, "rows_waiting": 0}
    uploads = frames.UPLOADS.typed(
        pd.DataFrame(
            [
                {"upload": 2, "layout": "occupancy", "status": "live", "loaded_at": "2026-11-24 20:30:00", **common},
                {
                    "upload": 1,
                    "file_name": "movements.csv",
                    "layout": "movements",
                    "status": "undone",
                    "loaded_at": "2026-11-24 01:05:00",
                    "period_start": "2026-05-03",
                    "period_end": "2026-05-16",
                    **common,
                },
            ]
        )
    )
    shown = history(uploads)
    assert shown["what"].tolist() == ["a count entered by hand", "movements.csv"]
    assert shown["when"].tolist() == ["25 Nov 2026, 05:30", "24 Nov 2026, 10:05"]
    assert shown["period"].tolist() == ["", "3–16 May 2026"]
    assert shown["status"].tolist() == ["in use", "taken back"]


def test_rows_that_wait_are_one_table_with_all_their_cells() -> None:
    first = {"upload": 3, "layout": "movements", "row": 7}
    first |= {"cells": json.dumps({"date": "x", "individuals": "5"}), "issues": json.dumps([{"message": "no day"}])}
    second = {"upload": 2, "layout": "sites", "row": 2, "cells": json.dumps({"site_code": "S"})}
    second |= {"issues": json.dumps([{"message": "no name"}, {"message": "no place"}])}
    waiting = frames.WAITING.typed(pd.DataFrame([first, second]))
    table = waiting_rows(waiting)
    assert list(table.columns) == ["upload", "row", "date", "individuals", "site_code", "what_is_wrong"]
    assert table.values.tolist() == [[3, 7, "x", "5", "", "no day"], [2, 2, "", "", "S", "no name no place"]]


def test_kinds_of_problems_stand_in_words_the_most_frequent_first() -> None:
    rows = [["unknown_place"], ["unknown_place", "unknown_place", "negative"], ["no_such_code"]]
    counted = kinds(pd.Series([json.dumps([{"code": code} for code in row]) for row in rows]))
    assert counted == {"unknown_place": 2, "negative": 1, "no_such_code": 1}
    assert in_words(counted) == "Place not known 2, Below zero 1, No such code 1"
    assert in_words(dict.fromkeys("abcdef", 1)).endswith("D 1, 2 more kinds")
