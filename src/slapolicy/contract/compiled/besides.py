"""What stands beside the clocks: duties, rights, and the steps of the intake.

Restated of the evaluator's `standing`: when a duty has ended, when a right has lapsed,
how far the intake has come. Whom they are for is told of each state.
"""

from collections.abc import Sequence
from typing import Any, Literal

from slapolicy.contract.compiled.lived import Lived
from slapolicy.contract.compiled.states import State, situation_of
from slapolicy.contract.decision import (
    DutyDecision,
    IntakeDecision,
    Obligation,
    SeverityDecision,
)
from slapolicy.contract.evaluator.standing import Applies, applies_to, step_told
from slapolicy.contract.policy import Intake, Policy
from slapolicy.worktime import to_datetime

Told = tuple[tuple[Applies, ...], tuple[Applies, ...], tuple[Applies, ...]]
"""Whether each duty, each right and each intake is for the case."""


def _told(policy: Policy, state: State, severity: SeverityDecision) -> Told:
    found: Told | None = state.parts.get("besides")
    if found is None:
        situation = situation_of(policy, state.stated)
        groups: tuple[Sequence[Any], ...] = (
            policy.duties, policy.rights, policy.intakes,
        )  # fmt: skip
        duties, rights, intakes = (
            tuple(applies_to(situation, rule, severity) for rule in group)
            for group in groups
        )
        found = state.parts["besides"] = (duties, rights, intakes)
    return found


def duties_of(
    lived: Lived, severity: SeverityDecision, owed: Sequence[Obligation]
) -> tuple[DutyDecision, ...]:
    """Give the duties and the rights that a case brings into play."""
    policy = lived.policy
    duties, rights, _ = _told(policy, lived.path.state, severity)
    found: list[DutyDecision] = []
    for number, (rule, applies) in enumerate(zip(policy.duties, duties, strict=True)):
        if applies is False:
            continue
        of_case = bool(rule.until or rule.severities)
        ended_at = None
        if of_case:
            first = next(iter(lived.noted((number, -1))), None)
            ended_at = lived.ended_at
            if first is not None and (ended_at is None or first <= ended_at):
                ended_at = first
        needs = () if applies is True else applies
        state: Literal["owed", "ended", "indeterminate"] = "owed"
        if ended_at is not None:
            state = "ended"
        elif needs:
            state = "indeterminate"
        found.append(
            DutyDecision(
                name=rule.name, kind="duty", of=rule.of, what=rule.what, state=state,
                ended_at=None if ended_at is None else to_datetime(ended_at),
                clauses=rule.clauses, readings=rule.readings, needs=needs,
            )
        )  # fmt: skip
    for right, applies in zip(policy.rights, rights, strict=True):
        if applies is False:
            continue
        losing = {t.clock for t in policy.targets if t.loses == right.name}
        watched = [o for o in owed if o.binding and o.clock in losing]
        broken = [each for each in watched if each.state == "breached"]
        clauses = [*right.clauses, *(c for each in broken for c in each.clauses)]
        needs = () if applies is True else applies
        for each in watched if not broken else ():
            needs += each.needs if each.state == "indeterminate" else ()
        needs = tuple(dict.fromkeys(needs))
        held: Literal["held", "lapsed", "indeterminate"]
        held = "indeterminate" if needs else "lapsed" if broken else "held"
        found.append(
            DutyDecision(
                name=right.name, kind="right", of=right.of, what=right.what, state=held,
                ended_at=broken[0].breached_at if broken else None,
                clauses=tuple(dict.fromkeys(clauses)), readings=right.readings,
                needs=needs,
            )
        )  # fmt: skip
    return tuple(found)


def intake_of(
    lived: Lived, severity: SeverityDecision, asked: tuple[IntakeDecision, ...]
) -> tuple[IntakeDecision, ...]:
    """Give how far the steps have come; `asked` are the facts that must be asked."""
    _, _, intakes = _told(lived.policy, lived.path.state, severity)
    found: list[IntakeDecision] = []
    for number, (rule, applies) in enumerate(
        zip(lived.policy.intakes, intakes, strict=True)
    ):
        if applies is not False:
            found += _steps(lived, number, rule, applies)
    return (*found, *asked)


def _steps(
    lived: Lived, number: int, rule: Intake, applies: Applies
) -> list[IntakeDecision]:
    found: list[IntakeDecision] = []
    since = 0
    for place, step in enumerate(rule.steps):
        needs = applies if isinstance(applies, tuple) else ()
        ats = lived.noted((number, place))
        at = next((each for each in ats if each >= since), None)
        found.append(step_told(rule, step, at, needs))
        if at is not None and not needs:
            since = at
    return found
