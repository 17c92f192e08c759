"""Make docs/overview.png anew: `python docs/picture.py`. The Overview of the demonstration country, without internet.

Starts the app on a database of its own, on the demonstration's last day, so that the picture changes only when the
page does. Needs what `./test` installs: a Chromium, Playwright and Pillow.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "overview.png"
SIZE = (1440, 900)
LARGEST = 300_000  # bytes
FEWER = [round(shade / 5) * 5 for shade in range(256)]  # 52 shades of each colour; a palette would lose the rare ones
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",  # maps without a graphics card
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no name but this machine's is found
]
COMPLETE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const drawn = chart => {
    const figure = chart.querySelector('.js-plotly-plot');
    const map = figure?._fullLayout?.map?._subplot?.map;
    return figure?.querySelector('.main-svg') && (!figure._fullLayout.map || map?.loaded());
  };
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('h1.sentence')
    && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(drawn);
}"""


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of an idpdash with a database in a folder, on the demonstration's last day."""
    last_day = json.loads((ROOT / "data" / "demo" / "demo.json").read_text(encoding="utf-8"))["last_day"]
    return os.environ | {"IDPDASH_DATABASE_URL": f"sqlite:///{folder / 'store.sqlite3'}", "IDPDASH_TODAY": last_day}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Load the demonstration, serve it, and yield the address."""
    python, settings, port = [sys.executable, "-m"], environment(folder), free_port()
    subprocess.run([*python, "idpdash", "demo"], cwd=ROOT, env=settings, check=True)
    command = [*python, "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    address, server = (
        f"http://127.0.0.1:{port}",
        subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL),
    )
    try:
        wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str) -> None:
    """Wait until somebody answers at an address."""
    for _attempt in range(120):
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The server did not start.")


def still(page: Page) -> bytes:
    """Return a screenshot of the page once two in a row are alike."""
    page.wait_for_function(COMPLETE, timeout=60_000)
    before, now = b"", page.screenshot()
    for _attempt in range(20):
        if before == now:
            break
        page.wait_for_timeout(500)
        before, now = now, page.screenshot()
    return now


def photograph(address: str) -> bytes:
    """Return the page at an address as a PNG."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        page = chromium.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
        page.goto(address)
        picture = still(page)
        chromium.close()
    return picture


def main() -> None:
    """Write the picture, with fewer shades so that it is small."""
    with tempfile.TemporaryDirectory(prefix="idpdash-") as folder, served(Path(folder)) as address:
        taken = Image.open(io.BytesIO(photograph(address))).convert("RGB")
    taken.point(FEWER * 3).save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{PICTURE} has {size:,} bytes: more than {LARGEST:,}.")
    print(f"{PICTURE.relative_to(ROOT)}: {size:,} bytes")


if __name__ == "__main__":
    main()
