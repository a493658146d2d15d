"""Notes of a decision, told in each language with the policy's labels."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

import slapolicy

POLICY = slapolicy.loads("""
agreement help "Help" {
  supplied by acme "Acme" to client "Client"
  source terms "terms.txt" in en
  in force from 2024-01-01
  zone Europe/Warsaw
}
clause A1 "Severities" from terms "1" {
  fact down "Down": yes or no
  fact slow "Slow": yes or no
  assessment grave "Grave" by acme: yes or no
  severity high "High" level 1 when down is yes
  severity low "Low" level 2 when slow is yes
  severity dire "Dire" level 3 when grave is yes
}
clause A2 "Answers" from terms "2" {
  reading from_opening of answer as "From the opening" and not as "from the first call"
    because "that is usual"
  clock answer "Answer" { starts when client opens  met when acme replies }
  promise answer for dire within 2 hours 24x7
}
clause A3 "Ends" from terms "3" {
  resolved for dire when acme and client agree
}
language pl { grave "Poważne"  high "Wysoka"  low "Niska" }
""")
NO = {"down": False, "slow": False, "grave": False}
ROWS: list[tuple[str, Mapping[str, Any], str, tuple[str, str, str]]] = [
    (
        "reading", {**NO, "grave": True}, "2025",
        ("„From the opening”", "«From the opening»", "“From the opening”"),
    ),
    (
        "assessment", {**NO, "grave": True}, "2025",
        (
            "„Poważne”: tak, ocenia: Acme",
            "«Grave»: sí, según valora Acme",
            "“Grave”: ya, menurut penilaian Acme",
        ),
    ),
    (
        "conflict", {"down": True, "slow": True, "grave": False}, "2025",
        (
            "klauzule są ze sobą sprzeczne",
            "las cláusulas se contradicen",
            "klausul saling bertentangan",
        ),
    ),
    (
        "not_in_force", NO, "2023",
        (
            "Umowa nie obowiązuje dla tej sprawy",
            "El contrato no está vigente para este caso",
            "Perjanjian tidak berlaku untuk kasus ini",
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "facts", "year", "told"), ROWS, ids=[row[0] for row in ROWS]
)
def test_a_note_is_told_in_each_language(
    code: str, facts: Mapping[str, Any], year: str, told: tuple[str, str, str]
) -> None:
    at = f"{year}-03-07T10:00:00+01:00"
    events = [{"at": at, "type": "opens", "by": "client"}]
    case = POLICY.case({"id": "7", "facts": facts, "events": events})
    decision = POLICY.evaluate(case, at=datetime.fromisoformat(at))
    assert code in {note.code for note in decision.notes}
    for language, words in zip(("pl", "es", "id"), told, strict=True):
        assert words in " ".join(decision.explain(language).split())
