"""Work beside the page: it runs once, ends whatever the page does, and says what it raised where it is asked for."""

from __future__ import annotations

import threading

import pytest

from idpdash.errors import IdpdashError
from idpdash.ui.working import Progress, Work

LONG = 10.0  # seconds that no test comes near


def test_work_goes_on_until_it_is_done_and_keeps_its_result() -> None:
    go = threading.Event()

    def task(progress: Progress) -> int:
        progress(0.5)
        assert go.wait(LONG)
        return 7

    work = Work(task)
    assert not work.done
    work.start()
    assert not work.wait(0)
    go.set()
    assert work.wait(LONG)
    assert work.result() == 7
    assert work.fraction == 0.5


def test_what_was_raised_is_raised_where_the_result_is_asked_for() -> None:
    def task(progress: Progress) -> int:
        raise IdpdashError("no")

    work = Work(task).start()
    assert work.wait(LONG)
    with pytest.raises(IdpdashError, match="no"):
        work.result()


def test_progress_never_falls_and_never_passes_the_end() -> None:
    def task(progress: Progress) -> None:
        for share in (0.2, 0.9, 0.4, 3.0):
            progress(share)

    work = Work(task).start()
    assert work.wait(LONG)
    assert work.fraction == 1.0
