"""Conflicts: two rules that give one case different answers, and none prevails.

A grant and an exclusion do not conflict: the exclusion wins (DESIGN, "Principles", 3).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from slapolicy.analysis.boxes import Box, Boxes, TooMany, both, overlaps
from slapolicy.analysis.cases import Cases, cases, when
from slapolicy.analysis.inventory import called, in_order, standing
from slapolicy.contract.policy import Policy, Rule, Severity, Target
from slapolicy.finding import Finding, Note

AnyRule = TypeVar("AnyRule", bound=Rule)
MOST_FINDINGS = 100
_HINT = "narrow one of the two, or add `despite` and the clause that gives way to one"


def conflicts(policy: Policy) -> tuple[Finding, ...]:
    """Find pairs of severities, and pairs of limits, that apply to one case.

    At most 100 of each are listed, then it is said that there are more.
    """
    return in_order([*_severities(policy), *_targets(policy)])


def _severities(policy: Policy) -> Iterator[Finding]:
    told = cases(policy)
    rules = [rule for rule in policy.severities if not rule.set_by]
    for one, other, box in _pairs(told, rules, told.of, _other_name):
        if isinstance(box, TooMany):
            yield _open("whether two severities hold for one case", one)
            return
        words = when(told.words(box, [one.on, one.when, other.on, other.when]))
        yield Finding(
            "SLA430",
            f"two severities hold {words}: `{one.name}` {standing(one)} and "
            f"`{other.name}` {standing(other)}",
            span=other.span,
            hint=_HINT,
            notes=(Note(one.span, f"`{one.name}` holds as well"),),
        )


def _other_name(one: Severity, other: Severity) -> bool:
    return one.name != other.name


def _targets(policy: Policy) -> Iterator[Finding]:
    told = cases(policy)
    groups: dict[tuple[str, bool], list[Target]] = {}
    for target in policy.targets:
        groups.setdefault((target.clock, target.binding), []).append(target)
    for targets in groups.values():
        for severity, rules in by_severity(policy, targets).items():
            yield from _of_one_severity(told, severity, rules)


def by_severity(
    policy: Policy, targets: Sequence[Target]
) -> dict[str | None, list[Target]]:
    """Give the targets that apply to each severity (None: there are none at all)."""
    if not policy.severities:
        return {None: list(targets)}
    every = tuple(dict.fromkeys(severity.name for severity in policy.severities))
    found: dict[str | None, list[Target]] = {}
    for target in targets:
        for name in target.severities or every:
            found.setdefault(name, []).append(target)
    return found


def _of_one_severity(
    told: Cases, severity: str | None, rules: list[Target]
) -> Iterator[Finding]:
    if len({rule.limit for rule in rules}) < 2:
        return

    def region(rule: Target) -> Boxes:
        return both(told.of(rule), told.of_severity(severity) if severity else ({},))

    for one, other, box in _pairs(told, rules, region, _other_limit):
        if isinstance(box, TooMany):
            yield _open(f"whether two limits of `{one.clock}` apply to one case", one)
            return
        asking = [one.on, one.when, other.on, other.when]
        if severity:
            asking += [s.when for s in told.policy.severities if s.name == severity]
        whose = f" to `{severity}`" if severity else ""
        yield Finding(
            "SLA431",
            f"two limits apply{whose} {when(told.words(box, asking))}: "
            f"{called(one)} {standing(one)} and {called(other)} {standing(other)}",
            span=other.span,
            hint=_HINT,
            notes=(Note(one.span, "this limit applies as well"),),
        )


def _other_limit(one: Target, other: Target) -> bool:
    return one.limit != other.limit


def _pairs(
    told: Cases,
    rules: Sequence[AnyRule],
    region: Callable[[AnyRule], Boxes],
    differ: Callable[[AnyRule, AnyRule], bool],
) -> Iterator[tuple[AnyRule, AnyRule, Box | TooMany]]:
    """Give the pairs that differ though both apply, with a case of each."""
    regions: dict[int, Boxes] = {}
    boxes: list[tuple[Box, int]] = []
    for number, rule in enumerate(rules):
        try:
            regions[number] = region(rule)
        except TooMany:
            continue  # said once of the rule, by `undecided`
        boxes += [(box, number) for box in regions[number]]
    despite: dict[str, list[Box]] = {}
    for number, found in regions.items():
        for clause in rules[number].despite:
            despite.setdefault(clause, []).extend(found)
    count = 0
    try:
        for first, second, shared in overlaps(boxes):
            one, other = rules[first], rules[second]
            if not differ(one, other) or _yields(one, other) or _yields(other, one):
                continue
            beating = [
                box
                for clause in {one.clause, other.clause}
                for box in despite.get(clause or "", ())
            ]
            within = both(regions[first], regions[second]) if beating else (shared,)
            box = told.outside(within, beating)
            if box is None:
                continue
            yield one, other, box
            count += 1
            if count == MOST_FINDINGS:
                yield rules[0], rules[0], TooMany()
                return
    except TooMany as problem:
        yield rules[0], rules[0], problem


def _yields(one: Rule, other: Rule) -> bool:
    return one.clause is not None and one.clause in other.despite


def _open(question: str, rule: Rule) -> Finding:
    return Finding(
        "SLA435",
        f"there are too many cases to tell for all of them {question}",
        span=rule.span,
        hint="what is listed was looked at, and is true; there may be more",
    )
