"""What the cases of a policy are made of: how they begin, what may happen, and when.

How a case is drawn of it is told in `cases`.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from slapolicy.contract.evaluator.record import record
from slapolicy.contract.policy import Condition, Is, Policy, Subject, Target
from slapolicy.contract.property_runner.alphabet import acts_of, alphabet
from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.contract.property_runner.instants import beside, edge_groups
from slapolicy.contract.property_runner.search import hours_of
from slapolicy.contract.property_runner.space import Space
from slapolicy.contract.property_runner.still import StillAnswers, StillSituation
from slapolicy.contract.property_runner.tree import (
    by_severity,
    openings,
    owing,
    told_apart,
)
from slapolicy.worktime import DAY, HOUR, zone

_EACH = 4
_MOST_ASKED = 40
_MICROSECOND = timedelta(microseconds=1)
_HOURS = 14 * 24
_MOST_STEPS = 4


class Parts:
    """What the cases of a policy are made of.

    `bases` are cases of each severity and of each limit, in groups, with no more than
    makes them so. `begins` are the acts that make a clock run, nothing first; `answers`
    those that fulfil each clock; `steps` what else may happen, each in one or several
    acts; `values` those of each fact that matters. Of
    the strategies, `told` draws some steps, each with the `gap` before it, and whether
    it follows the one before or, which is plainer, the opening. `span` is the time from
    the opening to the look.
    """

    def __init__(self, policy: Policy, severity: str | None) -> None:
        self.policy = policy
        self.space = Space(policy)
        self.is_free = severity is None
        self.bases = _bases(policy, severity)
        each = [alphabet(policy, (name,), ()) for name in policy.clocks]
        letters = alphabet(policy, (), ())
        self.begins = _distinct([(), *(clock.begins for clock in each)])
        self.openings = letters.openings
        self.steps = (*((act,) for act in letters.others), *letters.ends)
        lengths = (target.limit.length for target in policy.targets)
        self.lengths = tuple(
            dict.fromkeys(each // _MICROSECOND for each in lengths if each is not None)
        )
        self.values = {
            name: values
            for name, declared in policy.facts.items()
            if name in self.space.asked and (values := self.space.values(declared))
        }
        self.answers = {
            name: tuple(acts_of(policy, clock.met[0])) if clock.met else ()
            for name, clock in policy.clocks.items()
        }
        self.base = st.one_of([st.sampled_from(group) for group in self.bases])
        self._openings = [each.opened_at for each in openings(self.space)]
        self.opened_at = self._opened_at()
        self.gap = self._gap()
        self.span = st.builds(int.__add__, self.gap, self.gap)
        self.told = st.lists(
            st.tuples(st.sampled_from(self.steps), st.booleans(), self.gap),
            max_size=_MOST_STEPS,
        )

    def _opened_at(self) -> st.SearchStrategy[int]:
        """Draw an instant to open at: a whole hour from a plain Monday on.

        Or one at which hours turn, a minute beside it, or so long before as a limit is;
        or one about the first and the last date in force.
        """
        plain = self._openings[0]
        found = [st.integers(0, _HOURS).map(lambda n: plain + n * HOUR)]
        if self.is_free and len(self.space.dates) > 1:  # about the dates in force
            wall = zone(self.policy.agreement.zone)
            days = [wall.reading(at) // DAY for at in self._openings[1:]]
            midnights = [wall.first_reaching(day * DAY) for day in days]
            near = [each for at in midnights for each in beside(at)]
            others = sorted(self._openings[1:], key=self._is_in_force)
            found.append(st.sampled_from([*others, *near]))
        for hours in hours_of(self.space)[:_EACH]:
            for group in edge_groups(hours, plain - plain % DAY):
                near = [near for at in group for near in (at, *beside(at))]
                near += [at - length for at in group for length in self.lengths]
                found.append(st.sampled_from(near))
        return st.one_of(found)

    def _is_in_force(self, at: int) -> bool:
        opens = Act(at=at, type="opens", by=self.policy.agreement.customer.name)
        case = Draft(acts=(opens,), at=at).case(self.policy)
        return StillSituation(self.policy, record(self.policy, case, at)).is_in_force

    def _gap(self) -> st.SearchStrategy[int]:
        """Draw a stretch of time: whole hours, else a limit or a minute beside it."""
        exact = [at for each in (0, *self.lengths, DAY) for at in beside(each)]
        return st.one_of(
            st.integers(0, 24).map(lambda n: n * HOUR),
            st.sampled_from([each for each in exact if each >= 0]),
        )


def _distinct(plots: Iterable[tuple[Act, ...]]) -> tuple[tuple[Act, ...], ...]:
    found: list[tuple[Act, ...]] = []
    for plot in plots:
        if plot not in found:
            found.append(plot)
    return tuple(found)


@lru_cache(maxsize=16)
def _bases(policy: Policy, severity: str | None) -> tuple[tuple[Draft, ...], ...]:
    """Give a few cases of each severity, and of each limit."""
    space = Space(policy)
    names = list(dict.fromkeys(each.name for each in policy.severities))
    if severity is not None:
        if severity not in names:
            msg = f"`{severity[:60]}` is no severity of the policy; it has {names}"
            raise ValueError(msg)
        names = [severity]
    grouped = by_severity(space, _EACH)
    asked: list[Condition | None] = [
        Is(Subject("severity"), (name,)) for name in names if name not in grouped
    ]
    if severity is None:
        asked += [
            owing(each)
            for each in policy.targets
            if each.severities and not _follows(policy, each)
        ]
    told = [grouped[name] for name in names if name in grouped]
    told += (tuple(told_apart(space, each, _EACH)) for each in asked[:_MOST_ASKED])
    groups = [tuple(_given(policy, each) for each in group) for group in told]
    found = [group for n, group in enumerate(groups) if group not in groups[:n]]
    found = [group for group in found if group]
    if severity is not None and not found:
        msg = f"no case is `{severity}`"
        raise ValueError(msg)
    return tuple(found) or (tuple(openings(space)[:1]),)


def _follows(policy: Policy, target: Target) -> bool:
    """Whether a limit is owed as soon as a case is so severe."""
    same = (s.on for s in policy.severities if s.name in target.severities)
    is_on = target.on is None or all(on == target.on for on in same)
    return target.when is None and is_on


def _given(policy: Policy, base: Draft) -> Draft:
    """Let what becomes so be so from the beginning, as soon as the case is so severe.

    A base that would not be so severe stays as it is.
    """

    def severity(draft: Draft) -> str | None:
        known = record(policy, draft.case(policy), draft.at)
        return StillAnswers(policy, known).give_severity().name

    facts: dict[str, Any] = dict(base.facts)
    for act in base.acts:
        facts |= act.facts
    kept = [act for act in base.acts if act.type != "changes"]
    wanted = severity(base)
    for at in (base.opened_at, base.opened_at + HOUR, base.at):
        plainer = evolve(base, facts=facts).with_acts(kept, at)
        if at <= base.at and severity(plainer) == wanted:
            return plainer
    return base
