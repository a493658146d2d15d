"""Rules that say nothing: never true, always beaten, stated twice, swallowed."""

from collections.abc import Iterator, Sequence

from attrs import fields

from slapolicy.analysis.boxes import NOTHING, Box, Boxes, TooMany, both, either
from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.inventory import all_rules, called, in_order, standing, ticked
from slapolicy.contract.policy import (
    Exclusion,
    Grant,
    Is,
    Policy,
    Rule,
    Severity,
    Subject,
    Target,
)
from slapolicy.finding import Finding, Note

_NOT_SAID = {"clause", "clauses", "readings", "assessments", "despite", "span"}


def dead_rules(policy: Policy) -> tuple[Finding, ...]:
    """Find rules without which every case would have the same answers."""
    told = cases(policy)
    never = {id(rule): finding for rule, finding in _never(told)}
    twice = {id(rule): finding for rule, finding in _twice(policy)}
    beaten = [
        (rule, finding)
        for rule, finding in (*_beaten(told), *_swallowed(told))
        if id(rule) not in never
    ]
    found = [*never.values(), *twice.values(), *(finding for _, finding in beaten)]
    return in_order([*found, *_empty_plans(told, {id(rule) for rule, _ in beaten})])


def undecided(policy: Policy) -> tuple[Finding, ...]:
    """Say of which rules the conditions have too many cases to look at all of them."""
    told = cases(policy)
    rules = [rule for rule in all_rules(policy) if _region(told, rule) is None]
    if not rules:
        return ()
    more = f", and of {len(rules) - 1} more" if len(rules) > 1 else ""
    return (
        Finding(
            "SLA435",
            f"the condition of {called(rules[0])}{more} has too many cases to look at "
            "all of them, so no conflict or gap is told of it",
            span=rules[0].span,
            hint="give parts of the condition a name of their own, as a `term` or a "
            "fact",
        ),
    )


def _region(told: Cases, rule: Rule) -> Boxes | None:
    try:
        return told.of(rule)
    except TooMany:
        return None


def _never(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    dead = {
        each.name
        for each in told.policy.severities
        if _region(told, each) == NOTHING and not each.set_by
    }
    for rule in all_rules(told.policy):
        region = _region(told, rule)
        if region is None:
            continue
        whose = [name for name in rule.severities if name not in dead]
        if region == NOTHING:
            why = "no case meets its conditions"
        elif rule.when is not None and whose and _never_for(told, region, whose):
            why = f"no case of {ticked(whose, 'or')} meets its conditions"
        else:
            continue
        yield (
            rule,
            Finding(
                "SLA440",
                f"{called(rule)} {standing(rule)} never applies: {why}",
                span=rule.span,
                hint="correct the condition, or leave the rule out",
            ),
        )


def _never_for(told: Cases, region: Boxes, severities: Sequence[str]) -> bool:
    try:
        return all(
            both(region, told.of_severity(name)) == NOTHING for name in severities
        )
    except TooMany:
        return False


def _twice(policy: Policy) -> Iterator[tuple[Rule, Finding]]:
    first: dict[tuple[object, ...], Rule] = {}
    for rule in all_rules(policy):
        said = tuple(
            getattr(rule, each.name)
            for each in fields(type(rule))
            if each.name not in _NOT_SAID
        )
        before = first.setdefault((type(rule), *said), rule)
        if before is not rule:
            yield (
                rule,
                Finding(
                    "SLA442",
                    f"{called(rule)} {standing(rule)} says the same as the one before "
                    f"it {standing(before)}",
                    span=rule.span,
                    hint="leave one of the two out",
                    notes=(Note(before.span, "it is said here first"),),
                ),
            )


def _beaten(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    """Give limits and severities that always give way to another."""
    policy = told.policy
    severities = [rule for rule in policy.severities if not rule.set_by]
    clocks: dict[tuple[str, bool], list[Target]] = {}
    for target in policy.targets:
        clocks.setdefault((target.clock, target.binding), []).append(target)
    groups: list[Sequence[Target | Severity]] = [severities, *clocks.values()]
    for group in groups:
        winners: dict[str, list[Target | Severity]] = {}
        for rule in group:
            for clause in rule.despite:
                winners.setdefault(clause, []).append(rule)
        for rule in group:
            mine = [w for w in winners.get(rule.clause or "", ()) if w is not rule]
            if mine and _covered(told, rule, mine):
                yield (
                    rule,
                    Finding(
                        "SLA441",
                        f"{called(rule)} {standing(rule)} never decides: wherever it "
                        f"applies, {called(mine[0])} {standing(mine[0])} prevails",
                        span=rule.span,
                        hint="narrow the rule that prevails, or leave this one out",
                        notes=(Note(mine[0].span, "this prevails"),),
                    ),
                )


def _covered(told: Cases, rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether the others apply in every case in which a rule does."""
    try:
        for severity in rule.severities or (None,):
            within = told.of(rule)
            if severity is not None:
                within = both(within, told.of_severity(severity))
            boxes: list[Box] = []
            for other in others:
                if not other.severities or severity in other.severities:
                    boxes += told.of(other)
            if told.outside(within, boxes) is not None:
                return False
    except TooMany:
        return False
    return True


def _excluding(policy: Policy) -> dict[str, list[Exclusion]]:
    found: dict[str, list[Exclusion]] = {}
    for exclusion in policy.exclusions:
        found.setdefault(exclusion.service, []).append(exclusion)
    return found


def _swallowed(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    excluding = _excluding(told.policy)
    for grant in told.policy.grants:
        mine = _against(grant, excluding)
        if mine and _covered(told, grant, mine):
            yield (
                grant,
                Finding(
                    "SLA441",
                    f"{called(grant)} {standing(grant)} never decides: wherever it "
                    f"applies, {called(mine[0])} {standing(mine[0])} prevails",
                    span=grant.span,
                    hint="narrow the exclusion, leave the grant out, or add `despite` "
                    "to it",
                    notes=(Note(mine[0].span, "an exclusion beats a grant"),),
                ),
            )


def _against(grant: Grant, excluding: dict[str, list[Exclusion]]) -> list[Exclusion]:
    return [
        each
        for each in excluding.get(grant.service, ())
        if each.clause not in grant.despite
    ]


def _empty_plans(told: Cases, dead: set[int]) -> Iterator[Finding]:
    """Give the plans of which every grant is excluded, but not on every plan."""
    excluding = _excluding(told.policy)
    if not excluding:
        return
    for plan in told.policy.plans.values():
        condition = Is(Subject("plan"), (plan.name,))
        granted: list[Grant] = []
        try:
            here = told.where(condition)
            for grant in told.policy.grants:
                within = both(told.of(grant), here)
                if within == NOTHING:
                    continue
                against = _against(grant, excluding)
                boxes = either(*(told.of(each) for each in against))
                if told.outside(within, boxes) is not None:
                    break
                granted.append(grant)
            else:
                if granted and not all(id(grant) in dead for grant in granted):
                    yield _empty(plan.name, granted, excluding)
        except (TooMany, KeyError):  # no condition asks about the plan
            continue


def _empty(
    plan: str, granted: list[Grant], excluding: dict[str, list[Exclusion]]
) -> Finding:
    last = granted[-1]
    exclusion = excluding[last.service][0]
    services = ticked(dict.fromkeys(grant.service for grant in granted))
    return Finding(
        "SLA443",
        f"on the plan `{plan}` nothing is left of what is granted: {services} "
        f"{'is' if len(granted) == 1 else 'are'} excluded",
        span=exclusion.span,
        hint="narrow the exclusion, or take the plan out of the grants",
        notes=tuple(Note(grant.span, called(grant)) for grant in granted[:6]),
    )
