"""A browser without a window, to see what a person would see; where there is one."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
_MEASURE = """
<script>
const box = e => { const b = e.getBoundingClientRect();
  return [b.left, b.top, b.right, b.bottom].map(n => Math.round(n * 10) / 10); };
const found = [...document.querySelectorAll("SELECTOR")].map(
  e => ({text: e.textContent, box: box(e)}));
const pre = document.createElement("pre");
pre.id = "measured";
pre.textContent = JSON.stringify(found);
document.body.append(pre);
</script>
"""


def program() -> str:
    """Give the browser's program, or skip the test."""
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return found
    pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")


def run(page: str, folder: Path, *flags: str) -> str:
    """Open a page and give what the browser says on standard output."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [program(), "--headless", "--no-sandbox", "--disable-gpu",
         f"--user-data-dir={folder / 'profile'}", "--window-size=1000,800",
         "--hide-scrollbars", *flags, path.as_uri()],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )  # fmt: skip
    return done.stdout


def measured(svg: str, folder: Path, selector: str) -> list[dict[str, Any]]:
    """Give the texts and boxes of the elements of a picture, as a browser has them."""
    page = f'<!doctype html><body style="margin:0">{svg}'
    said = run(page + _MEASURE.replace("SELECTOR", selector), folder, "--dump-dom")
    found = re.search(r'<pre id="measured">(.*?)</pre>', said, re.DOTALL)
    assert found is not None, said[:300]
    measures: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return measures
