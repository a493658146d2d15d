"""Rules that say nothing: never true, always beaten, stated twice, swallowed."""

from collections.abc import Iterator, Sequence

from attrs import fields

from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.emptied_plans import against, empty_plans, excluding_by
from slapolicy.analysis.idle_rules import idle_rules
from slapolicy.analysis.inventory import (
    all_rules,
    called,
    in_order,
    sides,
    standing,
)
from slapolicy.analysis.nothing_left import used_up, without_limits
from slapolicy.analysis.prevailing import covered, prevails
from slapolicy.analysis.regions import Region
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import (
    Policy,
    Rule,
    Severity,
    Target,
)
from slapolicy.finding import Finding, Note

_NOT_SAID = {"clause", "clauses", "readings", "assessments", "despite", "span"}


def dead_rules(policy: Policy) -> tuple[Finding, ...]:
    """Find rules without which every case would have the same answers."""
    told = cases(policy)
    never = {
        id(rule): finding
        for rule, finding in (
            *without_limits(told), *_never(told), *_idle_deferrals(policy),
        )
    }  # fmt: skip
    twice = {id(rule): finding for rule, finding in _twice(policy)}
    beaten = [
        (rule, finding)
        for rule, finding in (*_beaten(told), *_swallowed(told), *used_up(told))
        if id(rule) not in never
    ]
    idle = [
        finding
        for _, finding in idle_rules(
            told, {*never, *twice, *(id(rule) for rule, _ in beaten)}
        )
    ]
    found = [*never.values(), *twice.values(), *(finding for _, finding in beaten)]
    return in_order(
        [*found, *idle, *empty_plans(told, {id(rule) for rule, _ in beaten})]
    )


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
        if not each.set_by and _is_had_by_none(told, each.name)
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


def _idle_deferrals(policy: Policy) -> Iterator[tuple[Rule, Finding]]:
    """Give deferrals of what happens in hours to the opening of these very hours."""
    for rule in policy.deferrals:
        if rule.to == "opening" and all(
            each.calendar == rule.calendar and not each.outside
            for each in rule.triggers
        ):
            yield (
                rule,
                Finding(
                    "SLA440",
                    f"{called(rule)} {standing(rule)} never defers anything: what "
                    f"happens during `{rule.calendar}` happens when it is open",
                    span=rule.span,
                    hint=f"defer what happens `outside {rule.calendar}`",
                ),
            )


def _is_had_by_none(told: Cases, name: str) -> bool:
    try:
        return _is_empty(told, told.of_severity(name))
    except TooMany:
        return False


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
            if mine and covered(told, rule, mine):
                winner, proofs = prevails(told, rule, mine)
                yield (
                    rule,
                    Finding(
                        "SLA441",
                        f"{called(rule)} {standing(rule)} never decides: wherever it "
                        f"applies, {called(winner)} {standing(winner)} prevails",
                        span=rule.span,
                        hint="narrow the rule that prevails, or leave this one out",
                        notes=(Note(winner.span, "this prevails"),),
                        proofs=proofs,
                    ),
                )


def _swallowed(told: Cases) -> Iterator[tuple[Rule, Finding]]:
    excluding = excluding_by(told.policy)
    for grant in told.policy.grants:
        mine = against(grant, excluding)
        if mine and covered(told, grant, mine):
            winner, proofs = prevails(told, grant, mine)
            yield (
                grant,
                Finding(
                    "SLA441",
                    f"{called(grant)} {standing(grant)} never decides: wherever it "
                    f"applies, {called(winner)} {standing(winner)} prevails",
                    span=grant.span,
                    hint="narrow the exclusion, leave the grant out, or add `despite` "
                    "to it",
                    notes=(Note(winner.span, "an exclusion beats a grant"),),
                    proofs=proofs,
                ),
            )
