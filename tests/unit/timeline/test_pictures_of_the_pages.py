"""The pictures in the pages are what slapolicy draws now."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from page_pictures import FOLDER, PICTURES, picture  # noqa: E402


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_pages_is_what_is_drawn_now(name: str) -> None:
    """Else: python docs/_ext/page_pictures.py, and look at them."""
    assert (FOLDER / f"{name}.svg").read_text(encoding="utf-8") == picture(name)


def test_every_picture_is_shown_on_the_page_of_timelines() -> None:
    page = (ROOT / "docs" / "guide" / "timelines.md").read_text(encoding="utf-8")
    shown = {path.stem for path in FOLDER.glob("*.svg") if path.name in page}
    assert shown == set(PICTURES)
