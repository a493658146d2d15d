"""How severe a case is: what its possible worlds agree on."""

from slapolicy.contract.decision import SeverityDecision
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
    cited = _cited([rule for rule in rules if rule is not None])
    if len(found) == 1:
        return SeverityDecision(
            name=possible[0],
            state="none" if possible == (None,) else "decided",
            possible=possible,
            **cited,
        )
    needs = situation.needs(lambda index: names[index])
    if not needs and situation.unknowns.too_many:
        needs = _needs(situation, at)
    return SeverityDecision(
        name=None,
        state="indeterminate" if needs else "conflict",
        possible=possible,
        needs=needs,
        **cited,
    )


def _needs(situation: Situation, at: int) -> tuple[str, ...]:
    moment = situation.bare.moment(at)
    needs = [
        judge(rule.condition, moment).needs for rule in situation.policy.severities
    ]
    return tuple(dict.fromkeys(name for each in needs for name in each))


def _cited(rules: list[Severity]) -> dict[str, tuple[str, ...]]:
    return {
        "clauses": tuple(dict.fromkeys(c for rule in rules for c in rule.clauses)),
        "readings": tuple(dict.fromkeys(r for rule in rules for r in rule.readings)),
        "assessments": tuple(
            dict.fromkeys(a for rule in rules for a in rule.assessments)
        ),
    }
