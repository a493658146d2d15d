"""Anomalies: a stricter severity with a looser limit than a less severe one.

Limits are compared where one is later than the other whatever both start from, in
cases that are alike but in how severe they are.
"""

import itertools
from collections.abc import Iterator, Sequence
from operator import attrgetter

from slapolicy.analysis.alike import Alike, Limited, Sample
from slapolicy.analysis.asked import obligation, severity
from slapolicy.analysis.cases import cases
from slapolicy.analysis.claims import Claim, Telling
from slapolicy.analysis.conflicts import MOST_FINDINGS, MOST_PROOFS
from slapolicy.analysis.inventory import called, in_order, standing, ticked, word
from slapolicy.analysis.limits_compared import Comparison, amount_of, unit_of
from slapolicy.analysis.never_started import cannot_start
from slapolicy.analysis.proving import SHIFTS, prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import Measure, Policy, Target
from slapolicy.contract.wording import limit_words
from slapolicy.finding import Finding, Note, Proof, unlisted
from slapolicy.worktime import DAY, HOUR

_Class = tuple[str, str, Measure | None]
_Group = list[Limited]
_Pair = tuple[Limited, Limited]
_LOOKS = (0, 12 * HOUR, 3 * DAY)
_MOST_PAIRS = 2_000_000
_MOST_LISTED = 4
_MOST_TRIES = 60
_MOST_UNDUE = 6


def anomalies(policy: Policy) -> tuple[Finding, ...]:
    """Find limits that are later than that of a less severe severity.

    Promises are compared with promises, aims with aims, of one clock.
    """
    found = _Anomalies(policy)
    told: list[Finding] = []
    for group in _groups(policy):
        told += found.of_group(group)
        if told and told[-1].code == "SLA122":
            break
    return in_order(told)


def _groups(policy: Policy) -> Iterator[_Group]:
    """Give the limits of one kind on one clock, as they stand for each severity."""
    levels = {each.name: each.level for each in policy.severities}
    groups: dict[tuple[str, bool, str | None], _Group] = {}
    for target in policy.targets:
        if cannot_start(policy, policy.clocks[target.clock]):
            continue  # told of the clock
        group = groups.setdefault((target.clock, target.binding, target.loses), [])
        for name in target.severities or levels:
            group.append(Limited(levels[name], name, target))
    return iter(groups.values())


class _Anomalies:
    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._compared = Comparison(policy)
        self._alike = Alike(cases(policy))
        self._pairs = _MOST_PAIRS
        self._count = 0

    def of_group(self, group: _Group) -> Iterator[Finding]:
        """Give a finding for each limit that is later than a less severe one's."""
        suspects: dict[int, list[Limited]] = {}
        for each in self._suspect(group):
            suspects.setdefault(id(each.target), []).append(each)
        for mine in suspects.values():
            is_shown = self._count < MOST_PROOFS
            try:
                pairs = [
                    pair
                    for one in mine[:_MOST_LISTED]
                    for pair in self._less(one, group, is_shown)
                ]
            except TooMany:
                yield _open(group[0].target)
                return
            finding = self._told(pairs, with_case=is_shown)
            if finding is None:
                continue
            self._count += 1
            if self._count > MOST_FINDINGS:
                message = "more limits are later than those of less severe cases"
                yield unlisted(f"{message} than are listed", mine[0].target.span)
                return
            yield finding

    def _suspect(self, group: _Group) -> Iterator[Limited]:
        """Give those that are later than something less severe, if only in figures."""
        ordered = sorted(group, key=attrgetter("level"))
        shortest: dict[_Class, Target] = {}
        found: list[Limited] = []
        for _, level in itertools.groupby(reversed(ordered), attrgetter("level")):
            here = list(level)
            for each in here:
                mine = each.target.limit
                if any(self._compared.later(mine, o.limit) for o in shortest.values()):
                    found.append(each)
            for each in here:
                limit = each.target.limit
                kind = (limit.kind, unit_of(limit), limit.measure)
                best = shortest.setdefault(kind, each.target)
                if amount_of(limit) < amount_of(best.limit):
                    shortest[kind] = each.target
        return iter(sorted(found, key=lambda each: each.target.span.start))

    def _less(self, one: Limited, group: _Group, is_shown: bool) -> Iterator[_Pair]:
        """Give what is less severe and sooner, in cases that are alike otherwise.

        Raises:
            TooMany: if there are too many to compare.
        """
        count = 0
        limit = one.target.limit
        for other in group:
            self._pairs -= 1
            if self._pairs < 0:
                raise TooMany
            is_less = other.level > one.level and other.target is not one.target
            if not is_less or not self._compared.later(limit, other.target.limit):
                continue
            if self._meet(one, other):
                yield one, other
                count += 1
            if count == (_MOST_LISTED if is_shown else 1):
                return

    def _meet(self, one: Limited, other: Limited) -> bool:
        try:
            if not self._alike.may_meet(one, other):
                return False
            return self._alike.both(one, other) is not None
        except TooMany:
            return False

    def _told(self, pairs: list[_Pair], *, with_case: bool) -> Finding | None:
        """Tell of a limit, if it is certain or a case shows that it is later."""
        policy = self._policy
        certain = [
            pair
            for pair in pairs
            if self._compared.later(*(each.target.limit for each in pair)) == "always"
        ]
        proofs: tuple[Proof, ...] = ()
        for one, other in (*certain, *pairs) if with_case else ():
            both = self._alike.both(one, other)
            assert both is not None  # else the pair would not be there
            proofs = _both_shown(policy, (one, both[0]), (other, both[1]))
            if proofs:
                break
        if not proofs and not certain:
            return None
        return _finding(pairs if proofs else certain, proofs)


def _both_shown(
    policy: Policy, slow: tuple[Limited, Sample], fast: tuple[Limited, Sample]
) -> tuple[Proof, ...]:
    """Show two cases, alike but in how severe they are: the graver is due later."""
    tells = prover(policy)
    clock = policy.clocks[slow[0].target.clock]
    shifts = (*SHIFTS, *tells.turns(clock))
    undue = 0
    tries = itertools.product(shifts, _LOOKS)
    for shift, look in itertools.islice(tries, _MOST_TRIES):
        first, second = (_due(policy, each, shift, look) for each in (slow, fast))
        if first is None or second is None:
            continue
        (late, one), (early, other) = first, second
        (mine, _), (theirs, _) = late.answers, early.answers
        if theirs.due_at is None:
            undue += 1
            if undue == _MOST_UNDUE:
                return ()  # it never falls due, in hours that hardly ever open
            continue
        if mine.no_stated_time or (mine.due_at or 0) > theirs.due_at:
            return (
                tells.shown(f"{slow[0].name} waits longer", late, one),
                tells.shown(f"{fast[0].name} is served sooner", early, other),
            )
    return ()


def _due(
    policy: Policy, of: tuple[Limited, Sample], shift: int, look: int
) -> tuple[Telling, Claim] | None:
    """Tell a case in which a limit runs; None if it does not."""
    limited, sample = of
    target = limited.target
    asked = obligation(target.clock, target.span, target.clause, aim=not target.binding)

    def holds(answers: Sequence[Answer]) -> bool:
        owed, severe = answers
        return owed.state in ("running", "breached") and severe.state == limited.name

    claim = Claim(
        asked=(asked, severity(target.span)),
        holds=holds,
        clock=target.clock,
        among=(target,),
        look=look,
        shifts=(shift,),
    )
    for each in prover(policy).tellings(sample, claim):
        if claim.holds(each.answers):
            return each, claim
    return None


def _finding(pairs: list[_Pair], proofs: tuple[Proof, ...]) -> Finding:
    target = pairs[0][0].target
    mine = list(dict.fromkeys(one.name for one, _ in pairs))
    faster = list(dict.fromkeys(other for _, other in pairs))
    listed = [
        f"{limit_words(other.target.limit)} for `{other.name}` {standing(other.target)}"
        for other in faster[:4]
    ]
    names = dict.fromkeys(other.name for other in faster)
    return Finding(
        "SLA450",
        f"the more severe {ticked(mine)} {'has' if len(mine) == 1 else 'have'} a later "
        f"limit than the less severe {ticked(names)}: the {word(target)} "
        f"`{target.clock}` is {limit_words(target.limit)} "
        f"{standing(target)}, but {' and '.join(listed)}",
        span=target.span,
        hint="if the contract says so, keep it and give the reason in a `reading`; "
        "the warning stays, for whoever reads the policy",
        notes=tuple(
            Note(other.target.span, called(other.target))
            for other in faster[:_MOST_LISTED]
        ),
        proofs=proofs,
    )


def _open(target: Target) -> Finding:
    return Finding(
        "SLA435",
        f"there are too many limits of `{target.clock}` to compare each with those of "
        "all less severe cases",
        span=target.span,
        hint="what is listed was looked at, and is true; there may be more",
    )
