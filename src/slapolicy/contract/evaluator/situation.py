"""A case at an instant: every world that is possible, and what each comes to."""

from collections.abc import Callable, Hashable
from copy import copy
from functools import cached_property

from slapolicy.contract.decision import CaseState
from slapolicy.contract.evaluator.asking import Atom, Needs
from slapolicy.contract.evaluator.citations import each_once
from slapolicy.contract.evaluator.conditions import asks_severity
from slapolicy.contract.evaluator.courses import (
    Key,
    Outcome,
    outcomes,
    seen_at,
    turns_at,
)
from slapolicy.contract.evaluator.hours import HoursBook
from slapolicy.contract.evaluator.indicators import Steps, steps_of
from slapolicy.contract.evaluator.judge import DAY
from slapolicy.contract.evaluator.life import Biographer, Life
from slapolicy.contract.evaluator.raised import Raised
from slapolicy.contract.evaluator.record import Record
from slapolicy.contract.evaluator.world import (
    LIMITS,
    SEVERITIES,
    World,
)
from slapolicy.contract.evaluator.worlds import Unknowns, unknowns
from slapolicy.contract.policy import Alert, Policy
from slapolicy.worktime import zone

Told = tuple[Alert, Key | None, list[Raised | None]]
"""An alert, the occurrence it is about, and what it comes to in each world."""
EPOCH_DAY = 719_163  # date(1970, 1, 1).toordinal()


class Situation:
    """A case as it stands at an instant, in every world that is possible."""

    def __init__(self, policy: Policy, record: Record) -> None:
        self.policy = policy
        self.record = record
        self.indicators: dict[str, Steps] = {
            name: steps_of(each, record) for name, each in policy.indicators.items()
        }
        self.unknowns: Unknowns = unknowns(policy, record, self.indicators)
        self.bare = HoursBook(policy, record, self.indicators, {})
        self.worlds: list[World] = []
        self.lives: list[Life] = []
        self.outcomes: list[dict[Key, Outcome]] = []
        self.told: list[Told] | None = None
        for assumed in self.unknowns.worlds():
            first = self._try(assumed, (0, 0), self._hours(assumed))
            for severity in range(first.choices[SEVERITIES]):
                chosen = first
                if severity:
                    hours = self._hours(assumed)
                    chosen = self._try(assumed, (severity, 0), hours)
                for limit in range(1, chosen.choices[LIMITS]):
                    self._try(assumed, (severity, limit), chosen.hours)
        self.bare.severity = self._severity

    def _hours(self, assumed: dict[Atom, object]) -> HoursBook:
        if assumed or asks_severity(self.policy):
            return HoursBook(self.policy, self.record, self.indicators, assumed)
        return self.bare

    def _severity(self, at: int) -> str | Needs:
        """Give the severity in force on which all worlds agree; else what is needed."""
        names = [world.severity_name(at) for world in self.worlds]
        if len({*names}) == 1:
            return names[0]
        return self.needs(lambda index: names[index]) or ("severity",)

    def _try(
        self, assumed: dict[Atom, object], choice: tuple[int, int], hours: HoursBook
    ) -> World:
        world = World(self.policy, self.record, self.indicators, assumed, choice, hours)
        world.tell_severities()  # so that all choices among them are known
        life = Biographer(world).life()
        self.worlds.append(world)
        self.lives.append(life)
        self.outcomes.append(outcomes(world, life) if self.is_in_force else {})
        return world

    def seen_at(self, at: int) -> "Situation":
        """Give the same case at a later instant, up to which nothing turns in it.

        What happened stays as it is told; what it comes to is reckoned anew.
        """
        later = copy(self)
        later.record = self.record.seen_at(at)
        later.told = None
        later.worlds = [world.seen_at(later.record) for world in self.worlds]
        later.outcomes = [
            {key: seen_at(outcome, at) for key, outcome in each.items()}
            for each in self.outcomes
        ]
        return later

    def turns_at(self, at: int) -> bool:
        """Whether a clock leaves a state at a later instant that all worlds agree on.

        Until then nothing turns in it.
        """
        first = self.outcomes[0]
        for key, outcome in first.items():
            everywhere = [each.get(key) for each in self.outcomes]
            is_shared = all(
                each is not None and each.has_limit and each.state == outcome.state
                for each in everywhere
            )
            if is_shared and turns_at(outcome, at):
                return True
        return False

    @cached_property
    def is_in_force(self) -> bool:
        """Whether the agreement is in force for the case (both dates belong to it)."""
        agreement = self.policy.agreement
        at = self.record.opened_at
        if at is None or agreement.governs_all_cases:
            at = self.record.at
        day = EPOCH_DAY + zone(agreement.zone).reading(at) // DAY
        starts, ends = agreement.starts_on, agreement.ends_on
        return (starts is None or starts.toordinal() <= day) and (
            ends is None or day <= ends.toordinal()
        )

    @property
    def life(self) -> Life:
        """The life of the case, in the first world."""
        return self.lives[0]

    @cached_property
    def case_state(self) -> CaseState:
        """What all worlds agree on, be it at another instant in each."""
        lasts = [life.last for life in self.lives]
        states = {None if last is None else last.kind or "open" for last in lasts}
        if len(states) > 1 or any(life.needs for life in self.lives):
            return "indeterminate"
        return states.pop() or "not_opened"

    @property
    def closed_by(self) -> tuple[str, ...]:
        """The clauses that ended the case, if it is told that it has ended."""
        if self.case_state not in ("resolved", "withdrawn"):
            return ()
        lasts = [life.last for life in self.lives]
        return each_once(c for last in lasts if last is not None for c in last.clauses)

    @cached_property
    def end(self) -> tuple[int | None, tuple[str, ...]]:
        """When the case ended, and what is missing to tell whether and when it has."""
        missing = [need for life in self.lives for need in life.needs]
        lasts = [life.last for life in self.lives]
        ends = [
            None if last is None or last.end is None else (last.end, last.kind)
            for last in lasts
        ]
        if len(set(ends)) > 1:
            missing += self.needs(lambda index: ends[index]) or ["severity"]
        if missing or ends[0] is None:
            return None, tuple(dict.fromkeys(missing))
        return ends[0][0], ()

    def needs(self, answer: Callable[[int], Hashable]) -> tuple[str, ...]:
        """Give what must be known to tell the answer (given the number of a world).

        An unknown is needed if two worlds that differ only in it answer differently.
        Where too much is unknown to be tried, all of it is.
        """
        if self.unknowns.too_many:
            differs = len({answer(index) for index in range(len(self.worlds))}) > 1
            names = self.unknowns.names.values() if differs else ()
            return each_once(name for each in names for name in each)
        atoms = list(self.unknowns.values)
        answers: dict[tuple[object, ...], set[Hashable]] = {}
        for index, world in enumerate(self.worlds):
            where = tuple(world.assumed[atom] for atom in atoms)
            answers.setdefault(where, set()).add(answer(index))
        found: dict[str, None] = {}
        for place, atom in enumerate(atoms):
            beside: dict[tuple[object, ...], set[frozenset[Hashable]]] = {}
            for where, given in answers.items():
                rest = (*where[:place], *where[place + 1 :])
                beside.setdefault(rest, set()).add(frozenset(given))
            if any(len(each) > 1 for each in beside.values()):
                found.update(dict.fromkeys(self.unknowns.names[atom]))
        return tuple(found)
