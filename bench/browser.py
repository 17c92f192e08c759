"""A served app and a visitor of one of its pages who speaks as the browser does, but draws nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120.0  # seconds for one run of a page, the first one included


@dataclass(frozen=True)
class Run:
    """One run of a page. kilobytes: what came over the wire; plain: the same before it was compressed."""

    milliseconds: float
    kilobytes: float
    plain: float


class Wire(socket.socket):
    """A connection that counts what comes in, as it comes: compressed, where the server compresses."""

    received = 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Receive and count."""
        content = super().recv(size, flags)
        self.received += len(content)
        return content


class Visitor:
    """One session on one page."""

    def __init__(self, connection: ClientConnection, wire: Wire, page: str, query: str) -> None:
        """Take an open connection; page: its address, "" for the first one; query: what follows the "?" in it."""
        self._connection = connection
        self._wire = wire
        self._page = page
        self._query = query
        self._script = ""
        self._held: set[str] = set()

    def run(self, *, holding: bool = False) -> Run:
        """Let the page run once more and wait for its end.

        holding: keep large messages and say so, as the browser does; the server then sends only what is new.
        """
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._script
        asked.rerun_script.page_name = "" if self._script else self._page
        asked.rerun_script.query_string = self._query
        if holding:
            asked.rerun_script.cached_message_hashes.extend(sorted(self._held))
        began, before, plain, shown = time.perf_counter(), self._wire.received, 0, False
        self._connection.send(asked.SerializeToString())
        while True:
            content = self._connection.recv(PATIENCE)
            assert isinstance(content, bytes)
            plain += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta":
                shown = True
                self._refuse_exception(message)
            if message.metadata.cacheable:
                self._held.add(message.hash)
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                assert shown, "the page drew nothing"
                sent = self._wire.received - before
                return Run((time.perf_counter() - began) * 1000, sent / 1000, plain / 1000)

    def _refuse_exception(self, message: ForwardMsg) -> None:
        """Stop where the page failed: its time would mean nothing."""
        element = message.delta.new_element
        if element.WhichOneof("type") in ("exception", "alert"):
            raise RuntimeError(f"The page {self._page or 'overview'} says: {element}"[:2_000])


@dataclass(frozen=True)
class Served:
    """A running app."""

    port: int
    process: int

    @contextmanager
    def visit(self, page: str, query: str = "") -> Iterator[Visitor]:
        """Open a session on a page, with what follows the "?" in its address."""
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        wire = Wire(fileno=socket.create_connection(("127.0.0.1", self.port)).detach())
        with connect(address, sock=wire, subprotocols=[Subprotocol("streamlit")], max_size=None) as connection:
            yield Visitor(connection, wire, page, query)

    def cpu(self) -> float:
        """Return the seconds that the process has worked so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(port: int, environment: dict[str, str]) -> Iterator[Served]:
    """Serve the app with its empty page, and stop it in the end."""
    words = ["-m", "streamlit", "run", "bench/app.py", "--server.address=127.0.0.1", f"--server.port={port}"]
    process = subprocess.Popen(
        [sys.executable, *words, "--server.fileWatcherType=none"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(port, process)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until the port answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The app did not start: {process.stderr.read() if process.stderr else ''}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("The app did not start in time.")
