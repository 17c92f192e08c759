"""A real server and a real browser. Any request that leaves the machine fails the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
DESK = (1440, 900)
PHONE = (390, 844)
# Headless Chromium without a graphics card: maps need the software renderer.
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Open = Callable[..., Page]


@contextmanager
def serve(database: Path) -> Iterator[str]:
    """Serve idpdash over one database on a free port, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {"IDPDASH_DATABASE_URL": f"sqlite:///{database}", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said: list[str] = []
        for line in server.stdout:
            said.append(line)
            if "http://" in line:
                break
        else:
            pytest.fail("The server did not start:\n" + "".join(said))
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def command_line(database: Path, *arguments: str) -> None:
    """Run one command of `python -m idpdash` on a database; it must succeed."""
    environment = os.environ | {"IDPDASH_DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([sys.executable, "-m", "idpdash", *arguments], cwd=ROOT, env=environment, check=True, timeout=300)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds the demonstration country; tests that write copy it."""
    database = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    command_line(database, "demo")
    return database


@pytest.fixture(scope="session")
def demo(demo_database: Path) -> Iterator[str]:
    """Yield the address of a server on the demonstration country; for reading only."""
    with serve(demo_database) as address:
        yield address


@pytest.fixture
def own_demo(demo_database: Path, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a server on a copy of the demonstration that the test may change."""
    for file in demo_database.parent.glob(demo_database.name + "*"):
        shutil.copy(file, tmp_path / file.name)
    with serve(tmp_path / demo_database.name) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the machine's Chromium."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        message = "No Chromium was found; ./test installs it where it may."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Yield a function that opens an address; at the end no page may have asked anything of another machine."""
    contexts = []
    strangers: list[str] = []

    def watch(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", None}:
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    def open_address(address: str, *, size: tuple[int, int] = DESK, dark: bool = False, phone: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            is_mobile=phone,
            has_touch=phone,
            user_agent="Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile" if phone else None,
        )
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", watch)
        page.goto(address)
        settled(page)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert not strangers, f"requests left the machine: {strangers}"


def settled(page: Page) -> None:
    """Wait until the script has run and the page shows its headline."""
    page.locator("h1.sentence").first.wait_for(timeout=60_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=60_000)
