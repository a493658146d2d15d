"""Findings in the language of the locale, or in the one that was asked for."""

import json
from collections.abc import Mapping

import pytest

from slapolicy.contract.explanation import languages
from slapolicy.tools.cli import language
from slapolicy.tools.cli.language import of_locale
from unit.tools.shell import Shell

WRONG = """\
agreement help "Help" {
  supplied by acme "Acme" to client "Client"
  source terms "terms.txt" in en
}
clause A1 "Answers" from terms "1" {
  exclude lessons
}
"""


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "id_ID@latin"}, "id"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "pl_PL", "LC_MESSAGES": "es_ES"}, "es"),
        ({"LANG": "pl_PL", "LC_MESSAGES": "es_ES", "LC_ALL": "C"}, "en"),
        ({"LANG": "pl_PL", "LC_ALL": ""}, "pl"),
    ],
)
def test_the_first_variable_that_is_set_decides(
    environment: Mapping[str, str], expected: str
) -> None:
    assert of_locale(environment) == expected


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    return WRONG


def test_findings_are_in_the_language_of_the_locale(shell: Shell, policy: str) -> None:
    assert shell("check", "-", given=policy) == 1
    assert "nieznana nazwa `lessons` (oczekiwano: usługa)" in shell.out
    assert shell.out.endswith("sprawdzono 1 plik: 1 błąd\n")


def test_the_option_goes_before_the_locale(shell: Shell, policy: str) -> None:
    assert shell("check", "-", "--language", "es", given=policy) == 1
    assert "nombre desconocido `lessons`" in shell.out
    assert shell("check", "-", "--language", "en", given=policy) == 1
    assert "unknown service `lessons`" in shell.out


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_machines_get_english_unless_they_ask(
    shell: Shell, policy: str, form: str
) -> None:
    shell("check", "-", "--format", form, given=policy)
    assert "unknown service `lessons`" in shell.out
    shell("check", "-", "--format", form, "--language", "id", given=policy)
    assert "nama tidak dikenal `lessons`" in shell.out


def test_asking_for_another_language_changes_no_place_and_no_code(
    shell: Shell, policy: str
) -> None:
    told = []
    for each in ("en", "pl"):
        shell("check", "-", "--format", "json", "--language", each, given=policy)
        (finding,) = json.loads(shell.out)["findings"]
        told.append({k: v for k, v in finding.items() if k not in ("message", "hint")})
    assert told[0] == told[1]


def test_a_language_that_is_not_spoken_is_refused(shell: Shell, policy: str) -> None:
    assert shell("check", "-", "--language", "de", given=policy) == 2


def test_findings_are_said_in_the_languages_of_explanations() -> None:
    assert tuple(languages.LANGUAGES) == language.LANGUAGES
