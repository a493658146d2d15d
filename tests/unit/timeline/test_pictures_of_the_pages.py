"""The pictures in the pages are what slapolicy draws now."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))
drawn = import_module("page_pictures")


@pytest.mark.parametrize("name", drawn.PICTURES)
def test_a_picture_of_the_pages_is_what_is_drawn_now(name: str) -> None:
    """Else: python docs/_ext/page_pictures.py, and look at them."""
    assert (drawn.FOLDER / f"{name}.svg").read_text(encoding="utf-8") == drawn.picture(
        name
    )


def test_every_picture_is_shown_on_the_page_of_timelines() -> None:
    page = (ROOT / "docs" / "guide" / "timelines.md").read_text(encoding="utf-8")
    shown = {path.stem for path in drawn.FOLDER.glob("*.svg") if path.name in page}
    assert shown == set(drawn.PICTURES)
