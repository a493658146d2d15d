"""Rules that say nothing: never true, always beaten, stated twice, swallowed."""

from collections.abc import Iterator, Sequence

from attrs import fields

from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.inventory import (
    all_rules,
    called,
    in_order,
    sides,
    standing,
    ticked,
)
from slapolicy.analysis.prevailing import emptied_plan, prevails
from slapolicy.analysis.regions import Region, every
from slapolicy.analysis.search import TooMany
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
    count = len(rules) - 1
    more = f" (nor of {count} more rule{'s' if count > 1 else ''})" if count else ""
    return (
        Finding(
            "SLA435",
            f"the condition of {called(rules[0])} {standing(rules[0])} tells too many "
            f"cases apart to look at all of them: of this rule{more} no conflict, gap "
            "or other contradiction is told",
            span=rules[0].span,
            hint="state part of the condition as a fact or an assessment of its own",
        ),
    )


def _region(told: Cases, rule: Rule) -> Region | None:
    try:
        return told.of(rule)
    except TooMany:
        return None


def _never(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    dead = {
        each.name
        for each in told.policy.severities
        if not each.set_by and _is_empty(told, _region(told, each))
    }
    for rule in all_rules(told.policy):
        region = _region(told, rule)
        if region is None:
            continue
        whose = [name for name in rule.severities if name not in dead]
        notes: tuple[Note, ...] = ()
        if _is_empty(told, region):
            why = "no case meets its conditions"
        elif rule.when is not None and whose and _never_for(told, region, whose):
            theirs = [s for s in told.policy.severities if s.name in whose]
            why = f"no case meets its conditions and those of {sides(theirs, 'or')}"
            notes = tuple(Note(each.span, called(each)) for each in theirs[:6])
        else:
            continue
        yield (
            rule,
            Finding(
                "SLA440",
                f"{called(rule)} {standing(rule)} never applies: {why}",
                span=rule.span,
                hint="correct the condition, or leave the rule out",
                notes=notes,
            ),
        )


def _is_empty(told: Cases, *regions: Region | None) -> bool:
    """Whether no case is in all of the regions, as far as can be told."""
    if any(each is None for each in regions):
        return False
    try:
        return told.find(*(each for each in regions if each is not None)) is None
    except TooMany:
        return False


def _never_for(told: Cases, region: Region, severities: Sequence[str]) -> bool:
    try:
        return all(_is_empty(told, region, told.of_severity(n)) for n in severities)
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
                        proofs=prevails(told, rule, mine),
                    ),
                )


def _covered(told: Cases, rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether the others apply in every case in which a rule does."""
    try:
        for severity in rule.severities or (None,):
            within = told.of(rule)
            if severity is not None:
                within = every((within, told.of_severity(severity)))
            having = [
                told.of(other)
                for other in others
                if not other.severities or severity in other.severities
            ]
            if told.find(within, outside=having) is not None:
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
                    proofs=prevails(told, grant, mine),
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
                within = every((told.of(grant), here))
                if told.find(within) is None:
                    continue
                against = [told.of(each) for each in _against(grant, excluding)]
                if told.find(within, outside=against) is not None:
                    break
                granted.append(grant)
            else:
                if granted and not all(id(grant) in dead for grant in granted):
                    yield _empty(told, plan.name, granted, excluding)
        except (TooMany, KeyError):  # no condition asks about the plan
            continue


def _empty(
    told: Cases,
    plan: str,
    granted: list[Grant],
    excluding: dict[str, list[Exclusion]],
) -> Finding:
    last = granted[-1]
    exclusion = excluding[last.service][0]
    services = ticked(dict.fromkeys(grant.service for grant in granted))
    clauses = dict.fromkeys(standing(each) for each in (*granted, exclusion))
    return Finding(
        "SLA443",
        f"on the plan `{plan}` nothing is left of what is granted: {services} "
        f"{'is' if len(granted) == 1 else 'are'} excluded {' '.join(clauses)}",
        span=exclusion.span,
        hint="narrow the exclusion, or take the plan out of the grants",
        notes=tuple(Note(grant.span, called(grant)) for grant in granted[:6]),
        proofs=emptied_plan(told, plan, granted),
    )
