"""How an explanation ends: readings, judgements, the clauses cited, the stamp."""

from collections.abc import Iterable, Iterator

from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.cited import cited_part
from slapolicy.contract.explanation.step import (
    AnyOf,
    Part,
    Step,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Reading


def closing_parts(view: View, before: Iterable[Part]) -> Iterator[Part]:
    """Give the last parts, after those `before` them."""
    readings = [view.policy.readings[name] for name in _relied_on(view, "readings")]
    parts = list(before)
    if readings:
        found = tuple(item(each) for each in _readings(view, readings))
        part = Part(step("readings_heading"), (said(step("readings_intro")), *found))
        parts.append(part)
        yield part
    assessments = [item(*_assessment(view, n)) for n in _relied_on(view, "assessments")]
    if assessments:
        yield Part(step("assessments_heading"), tuple(assessments))
    cited = cited_part(view, parts)
    if cited is not None:
        yield cited
    yield Part(step("stamp_heading"), (said(_stamp(view)),))


def _relied_on(view: View, kind: str) -> tuple[str, ...]:
    decision = view.decision
    parts = (
        decision.severity, *decision.coverage, *decision.claims,
        *decision.obligations, *decision.alerts, *decision.duties, *decision.contacts,
    )  # fmt: skip
    return tuple(
        dict.fromkeys(name for part in parts for name in getattr(part, kind, ()))
    )


def _readings(view: View, readings: Iterable[Reading]) -> Iterator[Step]:
    """Tell what was chosen, clause by clause."""
    clauses: dict[str | None, list[Step]] = {}
    for each in readings:
        chosen = step("reading_chosen", chosen=each.chosen, rejected=each.rejected)
        clauses.setdefault(each.clause, []).append(chosen)
    for clause, chosen_there in clauses.items():
        if clause is None:
            yield step("reading_of_agreement", chosen=tuple(chosen_there))
        else:
            told = view.clause(clause)
            yield step("reading_in", clause=told, chosen=tuple(chosen_there))


def _assessment(view: View, name: str) -> Iterator[Step]:
    facts = view.situation.record.snapshot(view.at).facts
    declared = view.policy.facts[name]
    by = AnyOf(tuple(view.who(role) for role in declared.by))
    value = facts.get(name)
    if value is None:
        yield step("assessment_open", name=view.title(name), by=by)
    else:
        known = value_of(view, name, value)
        yield step("assessment", name=view.title(name), value=known, by=by)


def _stamp(view: View) -> Step:
    stamp = view.decision.stamp
    return step(
        "stamp",
        policy=stamp.policy_sha256,
        engine=stamp.engine,
        tzdata=stamp.tzdata,
        holidays=stamp.holidays,
    )
