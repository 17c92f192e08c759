"""Whole processes and what they cost: time on the wall, of the processor, and memory at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import Spent

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str, environment: dict[str, str]) -> tuple[Spent, str]:
    """Run Python with these words and return what the whole process cost, and what it printed.

    The caller must be a small process itself: Linux counts its memory in a child's peak. Raises RuntimeError with
    the end of what it said where it fails.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=told
        )
        _process, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told.seek(0)
        if child.returncode:
            raise RuntimeError(f"{' '.join(words)} failed: {told.read().decode()[-2_000:]}")
        return Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6), out.read().decode()


def timed(*words: str, environment: dict[str, str]) -> Spent:
    """Run one of `bench.rivals` and return what its work alone cost, as it says; peak: of the whole process."""
    whole, said = run("-m", "bench.rivals", *words, environment=environment)
    work = json.loads(said.splitlines()[-1])
    return Spent(work["seconds"], work["cpu"], whole.peak)
