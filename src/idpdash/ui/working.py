"""Long work beside the page: it goes on when a second click ends the run that began it, and no Streamlit call is in it.

The run that waits asks how far the work is and draws that; if it dies, the next run finds the same work and waits on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

import streamlit as st

T = TypeVar("T")
GLANCE = 0.05  # seconds between two looks at the work
QUIET = 0.4  # seconds before progress is shown at all: quick work needs none

Progress = Callable[[float], None]


class Work(Generic[T]):
    """One piece of work in a thread of its own. Keep it where the next run finds it, then `start` it."""

    def __init__(self, task: Callable[[Progress], T]) -> None:
        """Take what is to be done; it is told how to say how far it is, from 0 to 1."""
        self._task = task
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._result: T | None = None
        self._error: BaseException | None = None
        self.fraction = 0.0

    def start(self) -> Work[T]:
        """Begin, once."""
        self._thread.start()
        return self

    @property
    def done(self) -> bool:
        """Return whether it has come to an end, good or bad."""
        return self._thread.ident is not None and not self._thread.is_alive()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, no longer than so many seconds; return whether it came."""
        self._thread.join(seconds)
        return self.done

    def result(self) -> T:
        """Return what came of it once it is done; what it raised is raised here."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]

    def _run(self) -> None:
        """Do it and keep what came of it."""
        try:
            self._result = self._task(self._say)
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            self._error = error

    def _say(self, fraction: float) -> None:
        """Keep how far it is."""
        self.fraction = min(1.0, max(self.fraction, float(fraction)))


def watch(work: Work[T], words: str) -> T:
    """Draw how far the work is until it is done, and return what came of it."""
    if not work.wait(QUIET):
        bar = st.progress(work.fraction, text=words)
        began = time.monotonic()
        while not work.wait(GLANCE):
            waited = int(time.monotonic() - began)
            bar.progress(work.fraction, text=words if waited < 5 else f"{words} {waited} s")
        bar.empty()
    return work.result()
