"""`slapolicy test` in other languages: failures, with the labels of the policy."""

import json
import re

import pytest

from unit.tools.failing import POLICY
from unit.tools.shell import Shell

POLISH = """\
45 Stan na: {friday} – ważność. Oczekiwano: Niska; znaleziono: Wysoka.
46 Stan na: {friday} – Odpowiedź. Oczekiwano: dotrzymano; znaleziono: biegnie.
46 Stan na: {friday} – Odpowiedź. Oczekiwany termin: 7 marca 2025 (piątek), 18:30; \
termin: 10 marca 2025 (poniedziałek), 10:30.
46 Stan na: {friday} – Odpowiedź. Oczekiwana podstawa: klauzula A4; podstawa: \
klauzula A3 i klauzula A1.
47 Stan na: {friday} – Odpowiedź. Pozostało, oczekiwano: 3 godziny; znaleziono: \
1 godzina 45 minut.
48 Stan na: {friday} – Naprawa. Oczekiwany termin: 7 marca 2025 (piątek), 18:30; \
terminu nie ma: biegnie.
49 Stan na: {friday} – Odpowiedź. Oczekiwano, że terminu nie podano; tak nie jest.
"""
FRIDAY = "7 marca 2025 (piątek), 16:45 (Europe/Warsaw, UTC+01:00)"


def told(shell: Shell, language: str) -> str:
    assert shell("test", "-", "--language", language, given=POLICY) == 1
    return shell.out


def test_a_failure_is_told_with_the_labels_and_the_dates_of_the_reader(
    shell: Shell,
) -> None:
    found = told(shell, "pl")
    for line in POLISH.format(friday=FRIDAY).splitlines():
        number, sentence = line.split(" ", 1)
        assert f"<standard input>:{number}:3: {sentence}\n" in found


def test_what_is_expected_stays_as_the_policy_writes_it(shell: Shell) -> None:
    found = told(shell, "es")
    assert "     | se esperaba: 2025-03-07 18:30\n" in found
    assert "     | se encontró: 2025-03-10 10:30\n" in found


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("en", "0 passed, 5 failed"),
        ("pl", "udane: 0, nieudane: 5"),
        ("es", "superados: 0, fallidos: 5"),
        ("id", "berhasil: 0, gagal: 5"),
    ],
)
def test_the_summary_is_told_too(shell: Shell, language: str, summary: str) -> None:
    assert told(shell, language).endswith(f"{summary}\n")


@pytest.mark.parametrize("language", ["pl", "es", "id"])
def test_every_language_tells_the_same_failures_at_the_same_places(
    shell: Shell, language: str
) -> None:
    places = []
    for each in ("en", language):
        places.append(
            re.findall(r"^<standard input>:\d+:\d+", told(shell, each), re.MULTILINE)
        )
    assert places[0] == places[1]
    assert len(places[0]) > 15


def test_the_locale_decides_where_nothing_is_asked(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    shell("test", "-", given=POLICY)
    assert shell.out.endswith("berhasil: 0, gagal: 5\n")
    shell("test", "-", "--format", "json", given=POLICY)
    first = json.loads(shell.out)["trials"][0]["failures"][0]
    assert first["message"].startswith("at 2025-03-07 16:45 `severity`: expected")


def test_machines_get_the_language_that_they_ask_for(shell: Shell) -> None:
    shell("test", "-", "--format", "json", "--language", "es", given=POLICY)
    first = json.loads(shell.out)["trials"][0]["failures"][0]
    assert first["message"].endswith("Se esperaba: Low; se encontró: High.")
    assert (first["expected"], first["found"]) == ("low", "high")


def test_what_is_exercised_and_what_a_clause_says_is_told_too(shell: Shell) -> None:
    shell("test", "-", "--coverage", "--language", "pl", given=POLICY)
    assert "  sprawdzone reguły: 6 z 7\n" in shell.out
    shell("check", "-", "--clauses", "--language", "id", given=POLICY)
    assert (
        "<standard input>:14:8: klausul A2 Severities\n"
        "  dinyatakan: fakta down, tingkat keparahan high, tingkat keparahan low\n"
        "  didasarkan padanya oleh\n"
    ) in shell.out
