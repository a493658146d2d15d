"""Each language says all that findings say, of the same things."""

import re
from functools import cache
from pathlib import Path

import pytest

import finding_catalogues
from slapolicy.locales.messages import messages

SLOT = re.compile(r"\{\d+\}")
WRITTEN = re.compile(r"```(?!\w)|`[^`]*`")
OTHERS = finding_catalogues.OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_as_the_command_leaves_it(language: str) -> None:
    path = finding_catalogues.path_of(language)
    for each in (path, path.with_suffix(".mo")):
        assert each.read_bytes() == made()[each], (
            "run `python tests/finding_catalogues.py`"
        )


@cache
def made() -> dict[Path, bytes]:
    """Give the files as the command would leave them."""
    return finding_catalogues.files()


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    assert finding_catalogues.missing(language) == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_speaks_of_what_the_english_speaks_of(language: str) -> None:
    odd = [
        (english, said)
        for english, said in finding_catalogues.translated(language).items()
        if sorted(SLOT.findall(said)) != sorted(SLOT.findall(english))
        or said.endswith(".")
        or said.endswith("?") != english.endswith("?")
    ]
    assert odd == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_user_wrote_stands_in_every_language_as_it_was_written(
    language: str,
) -> None:
    spoken = messages(language)
    for text in finding_catalogues.texts():
        said = spoken.find(text)
        assert said is not None, text
        left = [each for each in WRITTEN.findall(text) if each not in said]
        assert left == [], (text, said)
        assert "{" not in WRITTEN.sub("", said.replace('{"', "")), (text, said)
