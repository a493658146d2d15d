"""Notes: what a reader of a decision must know besides, as codes with arguments."""

from collections.abc import Iterable

from slapolicy.contract.decision import Decision, DecisionNote
from slapolicy.contract.evaluator.situation import Situation


def notes(situation: Situation, decision: Decision) -> tuple[DecisionNote, ...]:
    """Give the readings and assessments relied on, conflicts, and what lies outside."""
    found: list[DecisionNote] = []
    policy = situation.policy
    if not situation.is_in_force:
        found.append(DecisionNote(code="not_in_force"))
    if situation.unknowns.too_many:
        found.append(DecisionNote(code="too_many_unknowns"))
    _, needs = situation.end
    if needs:
        found.append(DecisionNote(code="end_unknown", arguments={"needs": [*needs]}))
    if decision.severity.state == "conflict":
        found.append(_conflict("severity", decision.severity.clauses))
    for each in decision.obligations:
        if each.due == "indeterminate" and not each.needs:
            found.append(_conflict(each.id, each.clauses))
        if each.provisional:
            found.append(DecisionNote(code="provisional", arguments={"of": each.id}))
    for name in _relied_on(decision, "readings"):
        reading = policy.readings[name]
        arguments = {
            "reading": name, "clause": reading.clause, "chosen": reading.chosen,
            "rejected": reading.rejected, "because": reading.because,
        }  # fmt: skip
        found.append(DecisionNote(code="reading", arguments=arguments))
    facts = situation.record.snapshot(situation.record.at).facts
    for name in _relied_on(decision, "assessments"):
        value = facts.get(name)
        if value is not None:
            by = list(policy.facts[name].by)
            found.append(
                DecisionNote(
                    code="assessment",
                    arguments={"assessment": name, "value": value, "by": by},
                )
            )
    return tuple(found)


def _conflict(of: str, clauses: tuple[str, ...]) -> DecisionNote:
    return DecisionNote(code="conflict", arguments={"of": of, "clauses": list(clauses)})


def _relied_on(decision: Decision, kind: str) -> Iterable[str]:
    parts = (
        decision.severity, *decision.coverage, *decision.claims,
        *decision.obligations, *decision.alerts, *decision.duties,
    )  # fmt: skip
    return dict.fromkeys(name for part in parts for name in getattr(part, kind, ()))
