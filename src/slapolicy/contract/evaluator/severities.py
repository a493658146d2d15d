"""How severe a case is: what its possible worlds agree on."""

from slapolicy.contract.decision import SeverityDecision
from slapolicy.contract.evaluator.citations import cited, each_once
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Severity


def severity_of(situation: Situation) -> SeverityDecision:
    """Tell the severity at the instant of a situation."""
    at = situation.record.at
    policy = situation.policy
    found: dict[str | None, Severity | None] = {}
    names: list[str | None] = []
    for world in situation.worlds:
        severity = world.severity_at(at)
        name = None if severity is None else severity.name
        names.append(name)
        found.setdefault(name, severity)
    ordered = tuple(s.name for s in policy.severities if s.name in found)
    possible = (*ordered, *([None] if None in found else []))
    rules = [found[name] for name in ordered]
    sources = cited(rule for rule in rules if rule is not None)
    if len(found) == 1:
        return SeverityDecision(
            name=possible[0],
            state="none" if possible == (None,) else "decided",
            possible=possible,
            **sources._asdict(),
        )
    if situation.unknowns.too_many:
        needs = _needs(situation, at)
    else:
        needs = situation.needs(lambda index: names[index])
    return SeverityDecision(
        name=None,
        state="indeterminate" if needs else "conflict",
        possible=possible,
        needs=needs,
        **sources._asdict(),
    )


def _needs(situation: Situation, at: int) -> tuple[str, ...]:
    moment = situation.bare.moment(at)
    return each_once(
        need
        for rule in situation.policy.severities
        for need in judge(rule.condition, moment).needs
    )
