"""Each language says everything, with what the English says it of, and no other."""

import re
from pathlib import Path

import pytest

import catalogues
from slapolicy.contract.explanation.languages import LANGUAGES

SLOT = re.compile(r"\{[a-z_]+\}")
OTHERS = [each for each in LANGUAGES if each != "en"]


@pytest.mark.parametrize("path", catalogues.files(), ids=lambda path: path.name)
def test_a_catalogue_is_as_the_command_leaves_it(path: Path) -> None:
    assert path.read_bytes() == catalogues.files()[path], (
        "run `python tests/catalogues.py`"
    )


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_unsaid(language: str) -> None:
    forms = {
        each.context: each.string if isinstance(each.string, tuple) else (each.string,)
        for each in catalogues.read(language)
        if each.id and not each.fuzzy
    }
    unsaid = {code for code in catalogues.wanted() if not all(forms.get(code, ("",)))}
    assert unsaid == set()
    assert set(forms) == set(catalogues.wanted())


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_speaks_of_what_the_english_speaks_of(language: str) -> None:
    for code, english, said in catalogues.said(language):
        assert sorted(SLOT.findall(said)) == sorted(SLOT.findall(english)), code


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_begins_and_ends_where_the_english_does(language: str) -> None:
    for code, english, said in catalogues.said(language):
        for end in (".", ":", ";"):
            assert said.endswith(end) == english.endswith(end), code
        assert said.startswith((" ", ",", ";")) == english.startswith(
            (" ", ",", ";")
        ), code
