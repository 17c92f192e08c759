"""Make docs/overview.png anew: the Overview with the demonstration country, in a real browser.

From the project's folder, after ./test (which installs the browser): .venv/bin/python -m docs.picture
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import DESK, FLAGS, ROOT, environment, serve
from tests.e2e.screen import settled

PICTURE = ROOT / "docs" / "overview.png"


def main() -> None:
    """Load the demonstration into a database of its own, serve it, and take the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "demo.sqlite3"
        subprocess.run([sys.executable, "-m", "idpdash", "demo"], env=environment(database), cwd=ROOT, check=True)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = chromium.new_page(viewport={"width": DESK[0], "height": DESK[1]})
        with serve(database) as served:
            page.goto(served.address)
            settled(page)
            page.screenshot(path=PICTURE)
        chromium.close()
    # 256 colours are enough, and a quarter of the size
    Image.open(PICTURE).convert("RGB").quantize(256).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
