"""A real server and a real browser, with the cable pulled: any request that leaves the machine fails the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, WebSocket, expect, sync_playwright

from tests.e2e.screen import PATIENCE, settled
from tests.postgresql import Server

ROOT = Path(__file__).resolve().parents[2]
DESK = (1440, 900)
PHONE = (390, 844)
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile"
# Headless Chromium without a graphics card: maps need the software renderer. No name but this machine's is found.
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
Open = Callable[..., Page]


@dataclass(frozen=True)
class Served:
    """A server of idpdash and the address of the database behind it."""

    address: str
    database: str


def environment(database: str) -> dict[str, str]:
    """Return the environment in which idpdash uses a database."""
    return os.environ | {"IDPDASH_DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}


def sqlite(file: Path) -> str:
    """Return the address of a database file."""
    return f"sqlite:///{file}"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(database: str) -> Iterator[Served]:
    """Serve idpdash over one database on a free port; fail with what the server said if it does not start."""
    address = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={urlsplit(address).port}"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment(database), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said: list[str] = []
    started = threading.Event()
    listener = threading.Thread(target=_listen, args=(server, said, started), daemon=True)
    listener.start()
    try:
        if not started.wait(60) or server.poll() is not None:
            pytest.fail("The server did not start:\n" + "".join(said))
        yield Served(address, database)
    finally:
        server.kill()  # nothing to be saved: the store is written in transactions
        server.wait(timeout=30)
        listener.join(timeout=30)
        closing_words = [line for line in said if "GET /" not in line]
        sys.stderr.write("".join(closing_words[-60:]))  # shown where a test fails


def _listen(server: subprocess.Popen[str], said: list[str], started: threading.Event) -> None:
    """Take in what a server says, so that it never waits for a reader, until it ends."""
    assert server.stdout is not None
    with closing(server.stdout) as words:
        for line in words:
            said.append(line)
            if "http://" in line:
                started.set()
    started.set()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file that holds the demonstration country; tests that write copy it."""
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    load_demo(sqlite(file))
    return file


def load_demo(database: str) -> None:
    """Load the demonstration country."""
    command = [sys.executable, "-m", "idpdash", "demo"]
    subprocess.run(command, cwd=ROOT, env=environment(database), check=True, timeout=120)


@pytest.fixture(scope="session")
def demo(demo_database: Path) -> Iterator[Served]:
    """Yield a server on the demonstration country; for reading only."""
    with serve(sqlite(demo_database)) as served:
        yield served


@pytest.fixture
def own_demo(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """Yield a fresh server on a demonstration country of its own that the test may change."""
    if database == "sqlite":
        demo_database: Path = request.getfixturevalue("demo_database")
        for file in demo_database.parent.glob(demo_database.name + "*"):
            shutil.copy(file, tmp_path / file.name)
        with serve(sqlite(tmp_path / demo_database.name)) as served:
            yield served
        return
    postgresql: Server = request.getfixturevalue("server")
    with postgresql.database() as name:
        load_demo(postgresql.url(name))
        with serve(postgresql.url(name)) as served:
            yield served


@pytest.fixture(scope="module")  # Playwright's event loop runs as long: it must not outlive the browser tests
def browser() -> Iterator[Browser]:
    """Yield the machine's Chromium, or the one that Playwright brought."""
    expect.set_options(timeout=PATIENCE)
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        if executable is None and not Path(playwright.chromium.executable_path).exists():
            message = "No Chromium was found; ./test installs it where it may."
            pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Windows:
    """The browser's windows on a desk and on a phone, kept so that files are fetched once; and what went wrong."""

    desk: BrowserContext
    phone: BrowserContext
    strangers: list[str]  # addresses on other machines that were asked for
    missing: list[str]  # files of ours that were not there


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Windows]:
    """Yield the windows; every address that any page, worker or frame asks for is looked at."""
    desk = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, accept_downloads=True)
    phone = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, is_mobile=True, has_touch=True, user_agent=PHONE_AGENT
    )
    strangers: list[str] = []
    missing: list[str] = []

    def answered(response: Response) -> None:
        if response.status >= 400 and "/app/static/" in response.url:
            missing.append(f"{response.status} {response.url}")

    def watch(asked: Request | WebSocket) -> None:
        if urlsplit(asked.url).hostname not in {"127.0.0.1", None}:
            strangers.append(asked.url)

    for window in (desk, phone):
        window.set_default_timeout(PATIENCE)
        window.on("request", watch)
        window.on("response", answered)
        window.on("page", lambda page: page.on("websocket", watch))
    yield Windows(desk, phone, strangers, missing)
    desk.close()
    phone.close()


@pytest.fixture
def open_page(windows: Windows) -> Iterator[Open]:
    """Yield a function that opens an address; at the end no page may have asked another machine, or in vain."""
    pages: list[Page] = []

    def open_address(address: str, *, size: tuple[int, int] = DESK, dark: bool = False, phone: bool = False) -> Page:
        page = (windows.phone if phone else windows.desk).new_page()
        pages.append(page)
        if not phone:
            page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(address)
        settled(page)
        return page

    yield open_address
    for page in pages:
        page.close()
    strangers, missing = windows.strangers.copy(), windows.missing.copy()
    windows.strangers.clear()
    windows.missing.clear()
    assert not strangers, f"requests left the machine: {strangers}"
    assert not missing, f"files are missing: {missing}"
