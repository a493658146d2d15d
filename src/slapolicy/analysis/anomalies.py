"""Anomalies: a stricter severity with a looser limit than a less severe one.

Limits are compared only where one is later than the other from every start.
"""

import itertools
from collections.abc import Iterator, Mapping
from datetime import timedelta
from operator import itemgetter
from typing import Literal

from slapolicy.analysis.asked import obligation
from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.claims import Claim, Telling
from slapolicy.analysis.conflicts import MOST_FINDINGS, MOST_PROOFS
from slapolicy.analysis.hours import Span, day_lengths
from slapolicy.analysis.inventory import called, in_order, standing, ticked, word
from slapolicy.analysis.never_started import cannot_start
from slapolicy.analysis.prevailing import where_limit
from slapolicy.analysis.proofs import SHIFTS, prover
from slapolicy.analysis.search import TooMany
from slapolicy.contract.policy import (
    Always,
    Condition,
    During,
    Limit,
    Measure,
    Policy,
    Target,
)
from slapolicy.contract.wording import limit_words
from slapolicy.finding import Finding, Note, Proof
from slapolicy.worktime import DAY, HOUR

_Class = tuple[str, str, Measure | None]
_Group = list[tuple[int, str, Target]]
_MINUTE = timedelta(minutes=1)
_LOOKS = (0, 12 * HOUR, 3 * DAY)


def anomalies(policy: Policy) -> tuple[Finding, ...]:
    """Find limits that are later than that of a less severe severity.

    Promises are compared with promises, aims with aims, of one clock, on the same
    plans and under the same conditions.
    """
    levels = {each.name: each.level for each in policy.severities}
    groups: dict[
        tuple[str, bool, Condition | None, Condition | None, str | None], _Group
    ] = {}
    for target in policy.targets:
        if cannot_start(policy, policy.clocks[target.clock]):
            continue  # told of the clock
        key = (target.clock, target.binding, target.on, target.when, target.loses)
        for name in target.severities:
            groups.setdefault(key, []).append((levels[name], name, target))
    days = day_lengths(policy)
    return in_order(
        finding
        for group in groups.values()
        for finding in _of_group(policy, group, days)
    )


def _decides(told: Cases, target: Target, name: str) -> bool:
    """Whether a limit alone decides some case of a severity, as far as can be told."""
    try:
        return where_limit(told, target, name) is not None
    except TooMany:
        return True


def _of_group(
    policy: Policy, group: _Group, days: Mapping[str, Span]
) -> Iterator[Finding]:
    """Compare each limit with the shortest of each kind among the less severe."""
    group = sorted(group, key=itemgetter(0))
    shortest: dict[_Class, Target] = {}
    slower: dict[int, Target] = {}
    names: dict[int, list[str]] = {}
    for _, level in itertools.groupby(reversed(group), key=itemgetter(0)):
        here = list(level)
        for _, name, target in here:
            if any(_is_later(target.limit, o.limit, days) for o in shortest.values()):
                slower[id(target)] = target
                names.setdefault(id(target), []).append(name)
        for _, _, target in here:
            kind = _class(target.limit)
            best = shortest.setdefault(kind, target)
            if _amount(target.limit) < _amount(best.limit):
                shortest[kind] = target
    told = cases(policy)
    for number, (key, target) in enumerate([*slower.items()][:MOST_FINDINGS]):
        mine = [name for name in names[key] if _decides(told, target, name)]
        least = min((level for level, name, _ in group if name in mine), default=0)
        faster = [
            each
            for each in group
            if mine
            and each[0] > least
            and _is_later(target.limit, each[2].limit, days)
            and _decides(told, each[2], each[1])
        ]
        if not faster:
            continue  # where one of the two never decides alone, none waits longer
        _, name, other = faster[0]
        shown = number < MOST_PROOFS
        yield _finding(
            target,
            mine,
            faster,
            _both_shown(policy, (mine[0], target), (name, other)) if shown else (),
        )


def _both_shown(
    policy: Policy, slow: tuple[str, Target], fast: tuple[str, Target]
) -> tuple[Proof, ...]:
    """Show two cases, alike but in how severe they are: the graver is due later."""
    tells = prover(policy)
    clock = policy.clocks[slow[1].clock]
    shifts = (*SHIFTS, *tells.turns(clock))
    for look, shift in itertools.product(_LOOKS, shifts):
        first, second = (_due(policy, each, shift, look) for each in (slow, fast))
        if first is None or second is None:
            continue
        (late, one), (early, other) = first, second
        (mine,), (theirs,) = late.answers, early.answers
        if theirs.due_at is None:
            continue
        if mine.no_stated_time or (mine.due_at or 0) > theirs.due_at:
            return (
                tells.shown(f"{slow[0]} waits longer", late, one),
                tells.shown(f"{fast[0]} is served sooner", early, other),
            )
    return ()


def _due(
    policy: Policy, of: tuple[str, Target], shift: int, look: int
) -> tuple[Telling, Claim] | None:
    """Tell a case of a severity in which a limit runs; None if there is none."""
    name, target = of
    told = cases(policy)
    try:
        here = where_limit(told, target, name)
    except TooMany:
        return None
    if here is None:
        return None
    asked = obligation(target.clock, target.span, target.clause, aim=not target.binding)
    claim = Claim(
        asked=(asked,),
        holds=lambda answers: answers[0].state in ("running", "breached"),
        clock=target.clock,
        among=(target,),
        look=look,
        shifts=(shift,),
    )
    for each in prover(policy).tellings(told.sample(here), claim):
        if claim.holds(each.answers):
            return each, claim
    return None


def _finding(
    target: Target, mine: list[str], faster: _Group, proofs: tuple[Proof, ...]
) -> Finding:
    listed = [
        f"{limit_words(other.limit)} for `{name}` {standing(other)}"
        for _, name, other in faster[:4]
    ]
    return Finding(
        "SLA450",
        f"the more severe {ticked(mine)} {'has' if len(mine) == 1 else 'have'} a later "
        f"limit than the less severe {ticked(name for _, name, _ in faster)}: the "
        f"{word(target)} `{target.clock}` is {limit_words(target.limit)} "
        f"{standing(target)}, but {' and '.join(listed)}",
        span=target.span,
        hint="if the contract says so, keep it and give the reason in a `reading`; "
        "the warning stays, for whoever reads the policy",
        notes=tuple(Note(other.span, called(other)) for _, _, other in faster[:6]),
        proofs=proofs,
    )


def _class(limit: Limit) -> _Class:
    return (limit.kind, _unit(limit), limit.measure)


def _unit(limit: Limit) -> Literal["none", "time", "business", "calendar", "open"]:
    if limit.kind == "no_stated_time":
        return "none"
    if limit.name is not None or limit.agreed is not None:
        return "open"  # it depends on the case
    if limit.length is not None:
        return "time"
    return "business" if limit.business_days is not None else "calendar"


def _amount(limit: Limit) -> timedelta:
    """Give an amount that compares with others of its class."""
    days = limit.business_days or limit.calendar_days or 0
    return limit.length or timedelta(days=days)


def _is_later(a: Limit, b: Limit, days: Mapping[str, Span]) -> bool:
    """Whether `a` ends later than `b` from every start, as far as that is certain."""
    one, two = _unit(a), _unit(b)
    if one == "none":
        return two != "none"
    if "open" in (one, two) or two == "none" or a.kind != b.kind:
        return False
    if one == two and a.measure == b.measure:
        return _amount(a) > _amount(b)
    if one == two == "time":
        # as many hours in a calendar pass no sooner than by day and by night
        return b.measure == Always() and _amount(a) > _amount(b)
    if a.measure != b.measure or not isinstance(a.measure, During):
        return False
    open_time = days.get(a.measure.calendar)
    if open_time is None:
        return False
    if (one, two) == ("business", "time"):
        assert a.business_days is not None
        return _amount(b) <= a.business_days * open_time.least * _MINUTE
    if (one, two) == ("time", "business"):
        assert b.business_days is not None
        return _amount(a) > (b.business_days + 1) * open_time.most * _MINUTE
    return False
