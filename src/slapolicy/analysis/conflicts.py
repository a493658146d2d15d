"""Conflicts: two rules that give one case different answers, and none prevails.

A grant and an exclusion do not conflict: the exclusion wins (DESIGN, "Principles", 3).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from slapolicy.analysis.asked import obligation, severity
from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import called, in_order, standing
from slapolicy.analysis.overlaps import meet, overlaps
from slapolicy.analysis.proving import prover
from slapolicy.analysis.regions import Domain, Region, contrary, every, hull
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.words import case_words, when
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import Policy, Rule, Severity, Target
from slapolicy.finding import Finding, Note, Proof, unlisted
from slapolicy.source import Span

AnyRule = TypeVar("AnyRule", bound=Rule)
MOST_FINDINGS = 100
MOST_PROOFS = 20
"""Of how many findings of one kind a case is told; a hundred would take too long."""
_HINT = "narrow one of the two, or add `despite` and the clause that gives way to one"


def conflicts(policy: Policy) -> tuple[Finding, ...]:
    """Find pairs of severities, and pairs of limits, that apply to one case.

    At most 100 of each are listed, then it is said that there are more.
    """
    return in_order([*_severities(policy), *_targets(policy)])


def _severities(policy: Policy) -> Iterator[Finding]:
    told = cases(policy)
    rules = [rule for rule in policy.severities if not rule.set_by]
    for number, (one, other, here) in enumerate(
        _pairs(told, rules, told.of, _other_name)
    ):
        if not isinstance(here, dict):
            yield _open("whether two severities hold for one case", one, here)
            return
        words = when(case_words(told, here, [one.on, one.when, other.on, other.when]))
        yield Finding(
            "SLA430",
            f"two severities hold {words}: `{one.name}` {standing(one)} and "
            f"`{other.name}` {standing(other)}",
            span=other.span,
            hint=_HINT,
            notes=(Note(one.span, f"`{one.name}` holds as well"),),
            proofs=_two_severities(told, one, other, here) if number < MOST_PROOFS
            else (),
        )  # fmt: skip


def _two_severities(
    told: Cases, one: Severity, other: Severity, here: Domain
) -> tuple[Proof, ...]:
    asked = severity(other.span, one.clause, other.clause)

    def holds(answers: Sequence[Answer]) -> bool:
        (answer,) = answers
        return answer.state == "conflict" and {*asked.clauses} <= {*answer.clauses}

    title = f"Two severities: {one.name} and {other.name}"
    claim = Claim(asked=(asked,), holds=holds, among=(one, other))
    return prover(told.policy).proof(title, told.sample(here), claim)


def _other_name(one: Severity, other: Severity) -> bool:
    return one.name != other.name


def _targets(policy: Policy) -> Iterator[Finding]:
    told = cases(policy)
    groups: dict[tuple[str, bool], list[Target]] = {}
    for target in policy.targets:
        groups.setdefault((target.clock, target.binding), []).append(target)
    proofs = [MOST_PROOFS]
    for targets in groups.values():
        for name, rules in by_severity(policy, targets).items():
            yield from _of_one_severity(told, name, rules, proofs)


def by_severity(
    policy: Policy, targets: Sequence[Target]
) -> dict[str | None, list[Target]]:
    """Give the targets that apply to each severity (None: there are none at all)."""
    if not policy.severities:
        return {None: list(targets)}
    names = tuple(dict.fromkeys(each.name for each in policy.severities))
    found: dict[str | None, list[Target]] = {}
    for target in targets:
        for name in target.severities or names:
            found.setdefault(name, []).append(target)
    return found


def _of_one_severity(
    told: Cases, name: str | None, rules: list[Target], proofs: list[int]
) -> Iterator[Finding]:
    if len({rule.limit for rule in rules}) < 2:
        return

    def region(rule: Target) -> Region:
        return every((told.of(rule), told.of_severity(name) if name else True))

    for one, other, here in _pairs(told, rules, region, _other_limit):
        if not isinstance(here, dict):
            question = f"whether two limits of `{one.clock}` apply to one case"
            yield _open(question, one, here)
            return
        asking = [one.on, one.when, other.on, other.when]
        if name:
            asking += [s.when for s in told.policy.severities if s.name == name]
        whose = f" to `{name}`" if name else ""
        proofs[0] -= 1
        yield Finding(
            "SLA431",
            f"two limits apply{whose} {when(case_words(told, here, asking))}: "
            f"{called(one)} {standing(one)} and {called(other)} {standing(other)}",
            span=other.span,
            hint=_HINT,
            notes=(Note(one.span, "this limit applies as well"),),
            proofs=_two_limits(told, one, other, here) if proofs[0] >= 0 else (),
        )


def _two_limits(
    told: Cases, one: Target, other: Target, here: Domain
) -> tuple[Proof, ...]:
    asked = obligation(
        one.clock, other.span, one.clause, other.clause, aim=not one.binding
    )

    def holds(answers: Sequence[Answer]) -> bool:
        (answer,) = answers
        is_open = answer.due_at is None and not (answer.needs or answer.no_stated_time)
        return is_open and {*asked.clauses} <= {*answer.clauses}

    title = f"Two limits of {one.clock}"
    for look in sorted({_length(one), _length(other)}):  # then one of them is over
        claim = Claim(
            asked=(asked,),
            holds=holds,
            clock=one.clock,
            among=(one, other),
            look=look,
        )
        found = prover(told.policy).proof(title, told.sample(here), claim)
        if found:
            return found
    return ()


def _length(target: Target) -> int:
    limit = target.limit
    days = limit.business_days or limit.calendar_days or 0
    return (limit.length or timedelta(days=days)) // timedelta(microseconds=1)


def _other_limit(one: Target, other: Target) -> bool:
    return one.limit != other.limit


def _pairs(
    told: Cases,
    rules: Sequence[AnyRule],
    region: Callable[[AnyRule], Region],
    differ: Callable[[AnyRule, AnyRule], bool],
) -> Iterator[tuple[AnyRule, AnyRule, Domain | Span | TooMany]]:
    """Give the pairs that differ though both apply, with a case of each.

    At the end, in place of a case: the place from which no more is listed, or that
    there are too many to look at.
    """
    regions: list[tuple[AnyRule, Region]] = []
    domains: list[dict[int, int]] = []
    for rule in rules:
        try:
            found = region(rule)
        except TooMany:
            continue  # said once of the rule, by `undecided`
        around = hull(found)
        if around is not None:
            regions.append((rule, found))
            domains.append(around)
    despite: dict[str, list[Region]] = {}
    for rule, found in regions:
        for clause in rule.despite:
            despite.setdefault(clause, []).append(found)
    before = _Alike(regions, domains, despite)
    count = 0
    try:
        for first, second in overlaps(domains, told.wholes):
            (one, mine), (other, theirs) = regions[first], regions[second]
            if not differ(one, other) or _yields(one, other) or _yields(other, one):
                continue
            beating = [
                each
                for clause in {one.clause, other.clause}
                for each in despite.get(clause or "", ())
            ]
            same = before.those_that_meet((first, second))
            here = told.find(mine, theirs, outside=[*beating, *same])
            if here is None:
                continue
            if count == MOST_FINDINGS:
                yield one, other, other.span
                return
            yield one, other, here
            count += 1
    except TooMany as problem:
        yield rules[0], rules[0], problem


class _Alike:
    """Knows which limits are the same, so that a conflict is told of the first alone.

    Args:
        regions: The rules, each with the cases to which it applies.
        domains: The least domains around these.
        despite: Where each clause gives way.
    """

    def __init__(
        self,
        regions: Sequence[tuple[Rule, Region]],
        domains: Sequence[dict[int, int]],
        despite: Mapping[str, Sequence[Region]],
    ) -> None:
        self._regions, self._domains, self._despite = regions, domains, despite
        self._numbers: dict[object, list[int]] = {}
        for number, (rule, _) in enumerate(regions):
            if isinstance(rule, Target):
                self._numbers.setdefault(rule.limit, []).append(number)

    def those_that_meet(self, pair: tuple[int, int]) -> Iterator[Region]:
        """Give where rules before those of a pair apply that say the same as one."""
        for number in pair:
            rule, _ = self._regions[number]
            if not isinstance(rule, Target):
                continue
            for each in self._numbers[rule.limit]:
                if each >= number:
                    break
                domain = self._domains[each]
                if all(meet(domain, self._domains[one]) for one in pair):
                    other, region = self._regions[each]
                    beaten = self._despite.get(other.clause or "", ())
                    yield every((region, *map(contrary, beaten)))


def _yields(one: Rule, other: Rule) -> bool:
    return one.clause is not None and one.clause in other.despite


def _open(question: str, rule: Rule, why: object) -> Finding:
    if isinstance(why, Span):
        kind = "limits" if isinstance(rule, Target) else "severities"
        message = f"more pairs of {kind} contradict each other than are listed"
        return unlisted(message, why)
    return Finding(
        "SLA435",
        f"there are too many cases to tell for all of them {question}",
        span=rule.span,
        hint="what is listed was looked at, and is true; there may be more",
    )
