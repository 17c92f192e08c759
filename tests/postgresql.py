"""A real PostgreSQL server for the tests: started in a folder of its own, gone when the tests end, however they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from idpdash.store.engine import engine

# Both kinds of database, for a test or folder to be tried on.
DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
on_both = pytest.mark.parametrize("database", DATABASES)
# Runs the server until its own standard input ends, which it does when pytest is gone, even by kill -9.
KEEPER = """
"$1/postgres" -D "$2/data" $3 >"$2/log" 2>&1 </dev/null &
cat >/dev/null
kill -INT $!
wait
rm -rf "$2"
"""
# Fast, as nothing needs to outlive a power cut; by a socket only this user reaches, so that no port can be taken; and
# with a time zone that shows where an instant was not meant in UTC.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "listen_addresses": "",
    "timezone": "Asia/Tokyo",
}


def programs() -> Path | None:
    """Return the folder with PostgreSQL's server programs, the newest; None if it is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(found).resolve().parent] if found else [])]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@dataclass(frozen=True)
class Server:
    """A running server, reached by a socket in a folder."""

    folder: Path
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql+psycopg://tester@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        """Run a statement outside any transaction."""
        made = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with made.connect() as connection:
            connection.exec_driver_sql(statement)
        made.dispose()

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Yield the name of a database like another one, as long as it is needed."""
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield name
        finally:
            engine(self.url(name)).dispose()  # the one that the program made for itself, if it did
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


def _unprivileged() -> dict[str, Any]:
    """Return as whom the server runs: root may not."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _prepare(folder: Path, binaries: Path) -> None:
    """Make the server's files; names sort as in a language where it can do that, unlike on SQLite."""
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "-N"]
    offered = subprocess.run([command[0], "--help"], capture_output=True, text=True, check=True).stdout
    languages = ["--locale-provider=icu", "--icu-locale=en"] if "--icu-locale" in offered else []
    made = subprocess.run(
        [*command, "--locale=C.UTF-8", *languages], cwd=folder, capture_output=True, text=True, **_unprivileged()
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stderr}")


@contextmanager
def running(binaries: Path) -> Iterator[Server]:
    """Yield a server that runs as long as it is needed."""
    folder = Path(tempfile.mkdtemp(prefix="idpdash-pg-"))  # a short path: a socket's has 107 letters at most
    as_whom = _unprivileged()
    if as_whom:
        shutil.chown(folder, as_whom["user"], as_whom["group"])
    _prepare(folder, binaries)
    options = [f"-c {name}={value}" for name, value in {**SETTINGS, "unix_socket_directories": folder}.items()]
    words = ["sh", "-c", KEEPER, "sh", str(binaries), str(folder), " ".join(options)]
    with subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, start_new_session=True, **as_whom) as keeper:
        server = Server(folder, count(1))
        try:
            _wait_for(server, keeper, str(binaries / "pg_isready"))
            yield server
        finally:
            assert keeper.stdin
            keeper.stdin.close()
            keeper.wait(60)


def _wait_for(server: Server, keeper: subprocess.Popen[bytes], ask: str) -> None:
    """Return when the server answers; RuntimeError with what it said if it does not."""
    deadline = time.monotonic() + 60
    while subprocess.run([ask, "-q", "-h", str(server.folder)], check=False).returncode:
        if time.monotonic() > deadline or keeper.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{(server.folder / 'log').read_text()}")
        time.sleep(0.05)
