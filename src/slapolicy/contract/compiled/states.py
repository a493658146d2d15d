"""A state: what a case states at a time, and all that follows from that alone.

What follows is asked of the evaluator's own rooms, as of a case that states this and
nothing else, and is remembered: severity, limits, coverage, who can be reached. So no
rule is stated here a second time.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from slapolicy.contract.case import Case, Event
from slapolicy.contract.compiled.lasting import steps_with
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.plain_way import (
    TOO_MANY_UNKNOWN,
    TWO_LIMITS,
    TWO_SEVERITIES,
    UNKNOWN_END,
    UNKNOWN_LIMIT,
    UNKNOWN_SEVERITY,
    compares_unknowns,
)
from slapolicy.contract.evaluator.course import Kind, Measured
from slapolicy.contract.evaluator.courses import targets_of
from slapolicy.contract.evaluator.hours import HoursBook
from slapolicy.contract.evaluator.indicators import steps_of
from slapolicy.contract.evaluator.judge import DAY
from slapolicy.contract.evaluator.life import Life, Period
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.evaluator.world import LIMITS, SEVERITIES, World
from slapolicy.contract.evaluator.worlds import unknowns
from slapolicy.contract.policy import (
    Lasted,
    Policy,
    Resolution,
    Severity,
    Target,
    Value,
)

SOME_DAY = 366 * DAY
"""When the case that states no more than a state is opened: whenever."""


@frozen(kw_only=True, eq=False)
class Stated:
    """What a case states: of what was bought, and of what is the case.

    `lasted`: of the indicators that it states, what has lasted long enough.
    """

    plan: str | None
    addons: tuple[str, ...] | None
    parameters: Mapping[str, Value | None]
    facts: Mapping[str, Value | None]
    severity: str | None
    lasted: frozenset[Lasted] = frozenset()


@frozen(eq=False)
class Owed:
    """A limit in the amounts and hours of a state. `line`: on what it counts.

    `has_hours`: whether it names any. No `kind` where it cannot be told without
    `needs`; no needs, where that depends on what is unknown otherwise, too.
    """

    target: Target
    kind: Kind | None
    amount: int
    line: Line | None
    has_hours: bool
    measured: Measured | None = None
    needs: tuple[str, ...] = ()


Limits = tuple[tuple[bool, Owed | None], ...]
"""Of one clock: whether it is the promise, and what is owed under it."""


Rules = tuple[tuple[int, Resolution], ...]
"""The rules by which a case ends, with their numbers."""


@frozen(eq=False)
class State:
    """What is stated, and what follows. `why`: what is not treated of it.

    `limits`: of each clock; `still`: whether a condition keeps it still (None: not
    known); `alerts`: whether each is for the case, or what is needed to tell.
    `resolutions` are those that apply, with their numbers, and `ends` these alone.
    `parts` are the parts of a decision that rest on the state alone, filled when first
    asked.
    """

    stated: Stated
    why: str | None
    limits: tuple[Limits, ...] = ()
    still: tuple[bool | None, ...] = ()
    severity: Severity | None = None
    alerts: tuple[bool | tuple[str, ...], ...] = ()
    resolutions: Rules = ()
    ends: tuple[int, ...] = ()
    parts: dict[Any, Any] = field(factory=dict)


class Plan:
    """What is owed of one clock under its promise or its aim, from state to state.

    From the state at each of `places` on, the one of `owners` beside it; `later` are
    the places but the first.
    """

    __slots__ = ("binding", "is_known", "is_none", "later", "owners", "places")

    def __init__(self, binding: bool, owed: Iterable[Owed | None]) -> None:
        self.binding = binding
        owners: list[Owed | None] = []
        places: list[int] = []
        for place, each in enumerate(owed):
            if not owners or owners[-1] is not each:
                owners.append(each)
                places.append(place)
        self.owners, self.places = tuple(owners), tuple(places)
        self.later, self.is_none = self.places[1:], self.owners == (None,)
        self.is_known = all(each is None or each.kind is not None for each in owners)


class Path:
    """The states of a case in order, and what is owed in them.

    `later` are the paths that go on, by what changes.
    """

    __slots__ = ("_plans", "later", "plans", "state", "states")

    def __init__(self, states: tuple[State, ...]) -> None:
        self.states, self.state = states, states[-1]
        self.plans = [
            [self._plan(states, clock, kind) for kind in range(len(limits))]
            for clock, limits in enumerate(self.state.limits)
        ]
        self.later: dict[Any, Path] = {}
        self._plans: dict[tuple[int, int, int], list[Plan]] = {}

    @staticmethod
    def _plan(states: tuple[State, ...], clock: int, kind: int) -> Plan:
        binding = states[-1].limits[clock][kind][0]
        return Plan(binding, (state.limits[clock][kind][1] for state in states))

    def plans_of(self, clock: int, first: int, until: int) -> list[Plan]:
        """Give the plans of what begins in a state, and is over before another."""
        if not first and until == len(self.states):
            return self.plans[clock]
        found = self._plans.get((clock, first, until))
        if found is None:
            kinds, states = range(len(self.plans[clock])), self.states[first:until]
            found = [self._plan(states, clock, kind) for kind in kinds]
            self._plans[clock, first, until] = found
        return found


def situation_of(policy: Policy, stated: Stated) -> Situation:
    """Give the situation of a case that states this, and in which no more happens."""
    customer = policy.agreement.customer.name
    case = Case(
        id="",
        plan=stated.plan,
        addons=stated.addons,
        parameters={k: v for k, v in stated.parameters.items() if v is not None},
        facts={k: v for k, v in stated.facts.items() if v is not None},
        severity=stated.severity,
        events=(Event(at=SOME_DAY, type="opens", by=customer),),
    )
    known = record(policy, case, SOME_DAY)
    found = Situation.__new__(Situation)
    found.policy, found.record, found.told = policy, known, None
    found.indicators = {
        name: steps_with(
            steps_of(each, known),
            SOME_DAY,
            (one for one in stated.lasted if one.indicator == name),
            case.parameters,
        )
        for name, each in policy.indicators.items()
    }
    found.unknowns = unknowns(policy, known, found.indicators)
    found.bare = HoursBook(policy, known, found.indicators, {})
    world = World(policy, known, found.indicators, {}, (0, 0), found.bare)
    world.tell_severities()
    found.worlds = [world]
    found.lives = [Life((Period(SOME_DAY),))]
    found.outcomes = [{}]
    found.is_in_force = True
    return found


def why_unclear(policy: Policy, situation: Situation) -> str | None:
    """Say what of severity, limits and end cannot be told of a state, if any."""
    world = situation.worlds[0]
    moment = situation.bare.moment(SOME_DAY)

    def is_open(rules: Any) -> bool:
        return any(moment.applies(rule).holds is None for rule in rules)

    if situation.unknowns.too_many or (
        situation.unknowns.values and compares_unknowns(policy)
    ):
        return TOO_MANY_UNKNOWN
    if is_open(policy.severities):
        return UNKNOWN_SEVERITY
    if world.choices[SEVERITIES] > 1:
        return TWO_SEVERITIES
    severity = world.severity_now(SOME_DAY)
    fixed = situation.record.snapshot(SOME_DAY)
    for kinds in targets_of(policy).values():
        for _, targets in kinds:
            if is_open(t for t in targets if world.is_for(t, severity)):
                return UNKNOWN_LIMIT
            world.target_at(targets, SOME_DAY, fixed)
    if world.choices[LIMITS] > 1:
        return TWO_LIMITS
    mine = [r for r in policy.resolutions if world.is_for(r, severity)]
    return UNKNOWN_END if is_open(mine) else None
