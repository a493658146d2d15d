"""Looks for a case that refutes a claim where cases are without end: times and events.

First the shortest plots are told, and openings at every instant of a year at which
hours turn; then longer ones by chance. The same property is searched in the same way
each time. Cases are told from what the policy speaks of.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from attrs import evolve

from slapolicy.contract.evaluator.hours import working_time
from slapolicy.contract.policy import Policy, Trigger
from slapolicy.contract.property import Claim, ClaimDue, ClaimOrder, ClaimState
from slapolicy.contract.property_runner.alphabet import Alphabet, alphabet
from slapolicy.contract.property_runner.dice import Dice
from slapolicy.contract.property_runner.draft import Act, Draft, Json
from slapolicy.contract.property_runner.instants import beside, edge_groups
from slapolicy.contract.property_runner.plots import Plot, plots, steps
from slapolicy.contract.property_runner.space import Space
from slapolicy.contract.property_runner.tree import openings
from slapolicy.worktime import (
    ALWAYS,
    DAY,
    HOUR,
    MINUTE,
    Always,
    Hours,
    WorkingTime,
    ZoneError,
)

_LENGTHS = (0, MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 8 * HOUR, DAY, 3 * DAY)
_ACTS = (0, 1, 2, 2, 3, 3, 4, 5, 6)
_FEW = 4
_MICROSECOND = timedelta(microseconds=1)


class Storyteller:
    """Tells cases at random, always the same ones for the same title."""

    def __init__(self, space: Space, claim: Claim, title: str) -> None:
        self.space = space
        self.policy = space.policy
        self._dice = Dice(title)
        self._is_changing = not isinstance(claim, ClaimOrder)
        clocks = clocks_of(self.policy, claim)
        self._looks_later = isinstance(claim, ClaimState)
        self._alphabet: Alphabet = alphabet(
            self.policy, clocks, _also(self.policy, claim)
        )
        limits = tuple(_limits(self.policy, clocks))
        self._lengths = (*_LENGTHS, *limits)
        parts = (
            limit // share // MINUTE * MINUTE for limit in limits for share in (2, 4)
        )
        self._short = (0, MINUTE, 15 * MINUTE, *parts)
        self._hours = hours_of(space)
        self._edges: dict[int, tuple[tuple[int, ...], ...]] = {}

    def stories(self, bases: Sequence[Draft], count: int) -> Iterator[Draft]:
        """Give cases that begin as one of the bases does, the shortest first.

        Args:
            bases: Cases of which nothing is told but how they begin.
            count: How many are told of each kind: short ones, those about the turns
                of hours, and those that chance makes.
        """
        if not bases:
            return
        yield from islice(self._plotted(bases), count)
        yield from islice(self._turns(bases), count)
        for number in range(count):
            yield self._story(bases[number % len(bases)], number)

    def _plotted(self, bases: Sequence[Draft]) -> Iterator[Draft]:
        """Tell the shortest plots of a few bases, each at once and after each limit."""
        letters = self._alphabet
        changes = self._changes() if self._is_changing else ()
        told = plots(letters.begins, steps(letters, changes))
        for number, plot in enumerate(told):
            few = bases[:_FEW] if number < _FEW else (bases[number % len(bases)],)
            for base in few:
                draft = self._told(base, plot)
                yield draft
                if self._looks_later:
                    yield evolve(draft, at=draft.at + max(self._lengths))

    def _turns(self, bases: Sequence[Draft]) -> Iterator[Draft]:
        """Open a case, and begin its clock, at each instant at which hours turn."""
        begins = self._alphabet.begins
        before = MINUTE * len(begins)
        for number in range(max(map(len, self._near(bases[0].opened_at)), default=0)):
            base = bases[number % min(_FEW, len(bases))]
            for group in self._near(base.opened_at):
                if number < len(group):
                    for at in (group[number], group[number] - MINUTE):
                        yield self._told(base, begins, at - before)

    def _told(self, base: Draft, plot: Plot, opened_at: int | None = None) -> Draft:
        """Tell a plot of a base, its acts a minute after one another."""
        at = base.opened_at if opened_at is None else opened_at
        shift = at - base.opened_at
        acts = self._opened(base, self._alphabet.openings[0], shift)
        look = max((base.at + shift, *(act.at for act in acts)))
        for act in plot:
            look += MINUTE
            acts.append(evolve(act, at=look))
        return self._turned(base, acts, look)

    def _turned(self, base: Draft, acts: list[Act], look: int) -> Draft:
        """Give the draft with these acts, and what becomes of it in the end."""
        if base.becomes:
            look += MINUTE
            acts.append(Act(at=look, type="changes", facts=base.becomes))
        return evolve(self._filled(base).with_acts(acts, look), becomes={})

    def _opened(self, base: Draft, opening: Act, shift: int) -> list[Act]:
        return [
            evolve(opening if act.type == "opens" else act, at=act.at + shift)
            for act in base.acts
        ]

    def _story(self, base: Draft, number: int) -> Draft:
        draw = self._dice
        opening = draw.choice(self._alphabet.openings)
        opened_at = base.opened_at if number < 2 else self._opening(base)
        shift = opened_at - base.opened_at
        acts = self._opened(base, opening, shift)
        at = opened_at
        for _ in range(min(number, draw.choice(_ACTS))):
            at = self._later(at)
            acts.append(evolve(self._act(), at=at))
        look = max(at, base.at + shift)
        if draw.often(50):
            look += draw.choice(self._lengths)
        return self._turned(base, acts, look)

    def _opening(self, base: Draft) -> int:
        """Give an instant to open at, near one at which hours or clocks change."""
        if self._dice.often(10):
            return self._dice.choice(openings(self.space)).opened_at
        near = self._near(base.opened_at - 10 * DAY)
        if not near or self._dice.often(20):
            return base.opened_at + self._dice.below(14 * 24 * 60) * MINUTE
        group = self._dice.choice(near)
        at = self._dice.choice(beside(self._dice.choice(group)))
        if self._dice.often(50):
            at -= self._dice.choice(self._lengths)
        return at

    def _later(self, at: int) -> int:
        draw = self._dice
        if draw.often(50):  # well within a limit
            return at + draw.choice(self._short)
        if draw.often(50):
            near = self._near(at - at % DAY)
            later = [each for each in (near or ((),))[0] if each >= at]
            if later:
                return max(at, draw.choice(beside(draw.choice(later[:6]))))
        length = draw.choice(self._lengths)
        return at + max(0, length + draw.choice((0, 0, -MINUTE, MINUTE)))

    def _near(self, around: int) -> tuple[tuple[int, ...], ...]:
        around -= around % (7 * DAY)
        if around not in self._edges:
            found = (
                group for hours in self._hours for group in edge_groups(hours, around)
            )
            self._edges[around] = tuple(found)
        return self._edges[around]

    def _act(self) -> Act:
        draw, letters = self._dice, self._alphabet
        if draw.often(15) and self.space.asked and self._is_changing:
            return self._change(draw.choice(self.space.asked))
        if letters.focus and draw.often(70):
            return draw.choice(letters.focus)
        return draw.choice(letters.others)

    def _changes(self) -> tuple[Act, ...]:
        """Give a change to each value of what is asked, so far as values are few."""
        found = []
        for name in self.space.asked:
            known = self.policy.facts.get(name)
            values = (True, False) if known is None else self.space.values(known)
            for value in (values or ())[:_FEW]:
                found.append(Act(at=0, type="changes", facts={name: value}))
        return tuple(found)

    def _change(self, name: str) -> Act:
        known = self.policy.facts.get(name)
        value: Json = self._dice.often(50)
        if known is not None:
            value = self._value(self.space.values(known) or (None,))
        return Act(at=0, type="changes", facts={name: value})

    def _value(self, values: tuple[Json, ...]) -> Json:
        return self._dice.choice(values)

    def _filled(self, base: Draft) -> Draft:
        """Give the base with most of what is still unknown known."""
        draw, policy, space = self._dice, self.policy, self.space
        facts, parameters = dict(base.facts), dict(base.parameters)
        for name in space.asked:
            if name in policy.indicators:
                facts.setdefault(name, draw.often(30))
            elif name in policy.facts and draw.often(90):
                values = space.values(policy.facts[name])
                example = space.example(policy.facts[name])
                facts.setdefault(name, self._value(values or (example,)))
        for name, declared in policy.parameters.items():
            if declared.otherwise is None or draw.often(50):
                values = space.values(declared)
                example = space.example(declared)
                parameters.setdefault(name, self._value(values or (example,)))
        plan, addons = base.plan, base.addons
        if plan is None and policy.plans:
            plan = draw.choice(tuple(policy.plans))
        if addons is None:
            addons = tuple(name for name in policy.addons if draw.often(80))
        return evolve(
            base, facts=facts, parameters=parameters, plan=plan, addons=addons
        )


def clocks_of(policy: Policy, claim: Claim) -> tuple[str, ...]:
    """Give the clocks that a claim is about: all of them, if it names none."""
    match claim:
        case ClaimDue() | ClaimOrder():
            return (claim.clock,)
        case ClaimState():
            name = claim.expectation.name
            if name in policy.clocks:
                return (name,)
            return tuple(policy.clocks)


def _also(policy: Policy, claim: Claim) -> tuple[Trigger, ...]:
    """Give what else bears on a claim than its clock: what it counts from or ends."""
    match claim:
        case ClaimDue(after=after):
            return (after,)
        case ClaimState(expectation=asked):
            duties = (each for each in policy.duties if each.name == asked.name)
            return tuple(trigger for duty in duties for trigger in duty.until)
        case _:
            return ()


def _limits(policy: Policy, clocks: tuple[str, ...]) -> Iterator[int]:
    for target in policy.targets:
        if target.clock in clocks and target.limit.length is not None:
            yield target.limit.length // _MICROSECOND


def hours_of(space: Space) -> list[WorkingTime | Always]:
    """Give the hours that a case of the policy may be measured by."""
    policy = space.policy
    lines: dict[Hours, None] = {}
    for calendar in policy.calendars.values():
        for branch in calendar.branches:
            hours = branch.hours
            regions = [each for line in hours.holidays for each in line.regions]
            if all(not name[:1].islower() for name in (hours.zone, *regions)):
                lines[hours] = None
    found: list[WorkingTime | Always] = [working_time(each) for each in lines]
    if not found:
        try:
            return [Always(policy.agreement.zone)]
        except ZoneError:
            return [ALWAYS]
    return found
