"""Rules that another makes idle: it says as much, wherever they apply.

Rules that are written twice, and rules that give way, are told in `dead_rules`.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import TypeVar

from slapolicy.analysis.cases import Cases
from slapolicy.analysis.idle_proofs import idle_shown
from slapolicy.analysis.inventory import FEWER, called, standing
from slapolicy.analysis.limits_compared import Comparison
from slapolicy.analysis.overlaps import overlaps
from slapolicy.analysis.prevailing import covered, meets
from slapolicy.analysis.regions import Region, every, hull, some
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import (
    Alert,
    Always,
    Contact,
    Disclaimer,
    Exclusion,
    Grant,
    Quota,
    Rule,
    Target,
)
from slapolicy.finding import Finding, Note, unlisted

AnyRule = TypeVar("AnyRule", bound=Rule)
_MOST_FINDINGS = 100
_MOST_PROOFS = 20
_MOST_PAIRS = 100_000


def idle_rules(told: Cases, known: set[int]) -> Iterator[tuple[Rule, Finding]]:
    """Give rules without which every case is answered alike; not those already known.

    At most 100 are listed, then it is said that there are more.
    """
    count = 0
    groups = (
        [rule for rule in group if id(rule) not in known] for group in _groups(told)
    )
    found = (pair for group in groups for pair in _idle(told, group))
    for rule, wider in itertools.chain(found, _idle_aims(told, known)):
        if wider is None:
            yield rule, _open(rule)
            continue
        if count == _MOST_FINDINGS:
            message = "more rules decide nothing than are listed"
            yield rule, unlisted(message, rule.span)
            return
        is_shown = count < _MOST_PROOFS
        proofs = idle_shown(told, rule, wider) if is_shown else ()
        if is_shown and not proofs:
            continue  # it is in a conflict wherever it applies, which is told
        count += 1
        yield (
            rule,
            Finding(
                "SLA441",
                f"{called(rule)} {standing(rule)} never decides: wherever it applies, "
                f"{called(wider)} {standing(wider)} in line {wider.span.place[0]} "
                "says as much",
                span=rule.span,
                hint="narrow the other, or leave this one out",
                notes=(Note(wider.span, "this says as much"),),
                proofs=proofs,
            ),
        )


def _groups(told: Cases) -> Iterator[list[Rule]]:
    """Give the rules of each kind that are about one thing, if there are several."""
    policy = told.policy
    found: dict[tuple[object, ...], list[Rule]] = {}
    for grant in policy.grants:
        found.setdefault((Grant, grant.service), []).append(grant)
    for exclusion in policy.exclusions:
        found.setdefault((Exclusion, exclusion.service), []).append(exclusion)
    for disclaimer in policy.disclaimers:
        about = (Disclaimer, disclaimer.kind, disclaimer.outcome)
        found.setdefault(about, []).append(disclaimer)
    for quota in policy.quotas:
        of = (Quota, quota.service, quota.each, quota.zone)
        found.setdefault(of, []).append(quota)
    for target in policy.targets:
        limited = (Target, target.clock, target.binding, target.limit, target.loses)
        found.setdefault(limited, []).append(target)
    for contact in policy.contacts:
        found.setdefault((Contact, contact.role), []).append(contact)
    for alert in policy.alerts:
        to = (Alert, alert.kind, alert.to, alert.clock, alert.timing)
        found.setdefault(to, []).append(alert)
    return (group for group in found.values() if len(group) > 1)


def _idle(told: Cases, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule | None]]:
    """Give each idle rule with one that says as much; None: too many to look at."""
    try:
        meeting = _meeting(told, rules)
    except TooMany:
        yield rules[0], None
        return
    idle: set[int] = set()
    for number in reversed(range(len(rules))):  # of two alike, the later is idle
        rule = rules[number]
        others = [
            rules[each]
            for each in sorted(meeting.get(number, ()))
            if each not in idle and _says_as_much(told, rules[each], rule)
        ]
        if others and _is_idle(told, rule, others):
            idle.add(number)
            yield rule, others[0]


def _meeting(told: Cases, rules: Sequence[Rule]) -> dict[int, set[int]]:
    """Give for each rule those that apply to some case to which it does."""
    numbers: list[int] = []
    domains: list[dict[int, int]] = []
    for number, rule in enumerate(rules):
        try:
            around = hull(_applying(told, rule))
        except TooMany:
            continue  # said once of the rule, by `undecided`
        if around is not None:
            numbers.append(number)
            domains.append(around)
    found: dict[int, set[int]] = {}
    for count, (one, other) in enumerate(overlaps(domains, told.wholes)):
        if count == _MOST_PAIRS:
            raise TooMany
        found.setdefault(numbers[one], set()).add(numbers[other])
        found.setdefault(numbers[other], set()).add(numbers[one])
    return found


def _applying(told: Cases, rule: Rule) -> Region:
    if not rule.severities:
        return told.of(rule)
    return every((told.of(rule), some(map(told.of_severity, rule.severities))))


def _says_as_much(told: Cases, other: Rule, rule: Rule) -> bool:
    """Whether the one leaves nothing to say to the other, where both apply."""
    policy = told.policy
    match rule, other:
        case Grant(), Grant():
            plain = not rule.without and rule.quota is None and not rule.despite
            return plain and other.quota is None
        case Exclusion(), Exclusion():
            return not any(
                other.clause in grant.despite and rule.clause not in grant.despite
                for grant in policy.grants
                if grant.service == rule.service
            )
        case Quota(), Quota():
            return other.count <= rule.count and _stands(policy.quotas, other, rule)
        case Target(), Target():
            mine = [each for each in policy.targets if each.clock == rule.clock]
            return _stands(mine, other, rule)
        case Contact(), Contact():
            alike = (other.hours, other.outside) == (rule.hours, rule.outside)
            wider = other.hours == Always() and not other.outside
            return {*rule.channels} <= {*other.channels} and (alike or wider)
        case Alert(), Alert():
            return not rule.despite and other.hours in (None, rule.hours)
        case _:
            return True


def _stands(among: Sequence[Rule], other: Rule, rule: Rule) -> bool:
    """Whether one gives way to nothing to which the other does not, nor rules more."""
    return {*rule.despite} <= {*other.despite} and not any(
        other.clause in each.despite and rule.clause not in each.despite
        for each in among
    )


def _is_idle(told: Cases, rule: Rule, others: Sequence[Rule]) -> bool:
    if not covered(told, rule, others):
        return False
    if not isinstance(rule, Grant) or rule.on is None:
        return True
    try:  # on its plan it also says that a condition is not met
        mine = told.where(rule.on)
        theirs = [told.where(other.on) for other in others]
        return told.find(mine, outside=theirs) is None
    except TooMany:
        return False


def _idle_aims(told: Cases, known: set[int]) -> Iterator[tuple[Rule, Rule | None]]:
    """Give aims that are no sooner than what is promised, with a promise."""
    policy = told.policy
    compared = Comparison(policy)
    promises: dict[str, list[Target]] = {}
    for target in policy.targets:
        if target.binding:
            promises.setdefault(target.clock, []).append(target)
    for aim in policy.targets:
        if aim.binding or id(aim) in known:
            continue
        sooner = [
            each
            for each in promises.get(aim.clock, ())
            if each.limit == aim.limit or compared.later(aim.limit, each.limit)
            if not any(each.clause in p.despite for p in promises[aim.clock])
        ]
        if sooner and covered(told, aim, sooner):
            meeting = (each for each in sooner if meets(told, aim, each))
            yield aim, next(meeting, sooner[0])


def _open(rule: Rule) -> Finding:
    return Finding(
        "SLA435",
        f"there are too many cases to tell whether {called(rule)} and the rules that "
        "are about the same leave each other anything to decide",
        span=rule.span,
        hint=FEWER,
    )
