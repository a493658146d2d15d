"""A policy, compiled: its states and kinds of events, each worked out once.

It fills as cases are decided, and holds no more than so many of each. It does not hold
the policy, which is handed to whatever needs it.
"""

from typing import Any, TypeVar

from attrs import evolve

from slapolicy.contract.case import Event
from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.compiled.kinds import (
    Kind,
    Words,
    afters_of,
    joined,
    kind_of,
    words_of,
)
from slapolicy.contract.compiled.lines import Line, Straight
from slapolicy.contract.compiled.plain_way import (
    EVER_NEW,
    UNKNOWN_HOURS,
    GoesPlain,
    HoursUnknown,
    reasons,
)
from slapolicy.contract.compiled.states import (
    SOME_DAY,
    Limits,
    Owed,
    Path,
    State,
    Stated,
    situation_of,
    why_unclear,
)
from slapolicy.contract.evaluator.alerts import applies_whatever
from slapolicy.contract.evaluator.courses import targets_of
from slapolicy.contract.evaluator.hours import AnyHours, HoursMissing
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.situation import EPOCH_DAY, Situation
from slapolicy.contract.policy import Alert, PauseWhile, Policy, Target
from slapolicy.worktime import DAY, LATEST, Always, HolidaysUnknown

MANY = 512
"""So many states are made before it is asked whether they are met again."""
MOST = 4096
"""So many states, kinds and so on are held; then they are worked out anew."""
HELD = 16_384
"""So much is held of what hangs on tracks."""
Key = TypeVar("Key")
Found = TypeVar("Found")


class Compiled:
    """What is remembered of a policy."""

    def __init__(self, policy: Policy) -> None:
        self.why = next(iter(reasons(policy)), None)
        self.in_force_from, self.in_force_until = _surely_in_force(policy)
        self.is_bounded = self.in_force_from > 0 or self.in_force_until <= LATEST
        self.afters = afters_of(policy)
        self.supplier = policy.agreement.supplier.name
        self.states: dict[Any, State] = {}
        self.asked_for = self.missed = 0
        self.paths: dict[tuple[State, ...], Path] = {}
        self.kinds: dict[Words, Kind] = {}
        self.several: dict[tuple[Kind, ...], Kind] = {}
        self.turnings: dict[Kind, Kind] = {}
        # what happened, in its order (`tracks`)
        self.happenings: dict[Any, Any] = {}
        self.tracks: dict[Any, Any] = {}
        self.cases = self.laid = self.held = 0
        self.lines: dict[AnyHours, Line] = {}
        self.owed: dict[Any, Owed] = {}
        self.parts: dict[Any, Any] = {}
        self.changes: dict[Any, Any] = {}
        # what was read before, by its words, and how it went on (`reading`, `orders`)
        self.learned = 0
        self.case_forms: dict[Any, Any] = {}
        self.event_forms: dict[Any, Any] = {}
        self.usual: dict[str, list[Any]] = {}
        self.said: dict[Kind, Any] = {}
        self.orders: dict[Any, Any] = {}
        self.clocks = tuple(Clockwork(policy, n) for n in range(len(policy.clocks)))
        self.alerts_turn = tuple(_turns(policy, rule) for rule in policy.alerts)
        self.asks_states = any(c.whiles or c.restarts for c in self.clocks)
        self.has_more = bool(
            policy.alerts or policy.duties or policy.rights or policy.intakes
        )
        self.waits_matter = any(clock.waits_for for clock in self.clocks)

    def hold(self) -> None:
        """Count what hangs on tracks, and let all of it go when it is too much."""
        self.held += 1
        if self.held > HELD:
            self.tracks.clear()
            self.orders.clear()
            self.held = 0

    def keep(self, key: Any, found: Any) -> Any:
        """Keep a part of what is decided."""
        return kept(self.parts, key, found)

    def kind(self, policy: Policy, event: Event) -> Kind:
        """Give the kind of an event."""
        words = words_of(event)
        found = self.kinds.get(words)
        if found is None:
            found = kept(self.kinds, words, kind_of(policy, self.afters, event))
        return found

    def at_once(self, kinds: tuple[Kind, ...]) -> Kind:
        """Give the kind of several events at one instant."""
        found = self.several.get(kinds)
        if found is None:
            found = kept(self.several, kinds, joined(kinds))
        return found

    def turning(self, kind: Kind) -> Kind:
        """Give the kind of what happens when something has lasted long enough, too."""
        if kind.changes:
            return kind
        found = self.turnings.get(kind)
        if found is None:
            found = kept(self.turnings, kind, evolve(kind, changes=True))
        return found

    def line(self, hours: AnyHours) -> Line:
        """Give the line of some hours."""
        found = self.lines.get(hours)
        if found is None:
            made = Straight(hours) if isinstance(hours, Always) else Line(hours)
            found = kept(self.lines, hours, made)
        return found

    def calendar(self, policy: Policy, state: State, name: str) -> Line:
        """Give the line of a calendar in a state.

        Raises:
            HoursUnknown: It cannot be told which hours it means.
            GoesPlain: That depends on what is unknown otherwise, too.
        """
        found: Line | tuple[str, ...] | None = state.parts.get((name, "calendar"))
        if found is None:
            situation = situation_of(policy, state.stated)
            try:
                found = self.line(situation.bare.calendar(name, SOME_DAY))
            except HoursMissing as missing:
                if _are_tried(situation, missing.needs):
                    raise GoesPlain(UNKNOWN_HOURS) from None
                found = missing.needs
            state.parts[name, "calendar"] = found
        if isinstance(found, tuple):
            raise HoursUnknown(found)
        return found

    def state(self, policy: Policy, stated: Stated) -> State:
        """Give the state in which a case states this.

        Raises:
            GoesPlain: Most states so far were asked for once: they are not worth it.
        """
        key = key_of(stated)
        found = self.states.get(key)
        self.asked_for += 1
        if found is None:
            self.missed += 1
            if self.missed > MANY and 2 * self.missed > self.asked_for:
                raise GoesPlain(EVER_NEW)
            found = kept(self.states, key, self._state(policy, stated))
        return found

    def path(self, states: tuple[State, ...]) -> Path:
        """Give the path through some states, of which nothing is unclear."""
        found = self.paths.get(states)
        if found is None:
            found = kept(self.paths, states, Path(states))
        return found

    def _state(self, policy: Policy, stated: Stated) -> State:
        situation = situation_of(policy, stated)
        why = why_unclear(policy, situation)
        if why is not None:
            return State(stated, why)
        world = situation.worlds[0]
        mine = world.applying(policy.resolutions, SOME_DAY)
        resolutions = tuple(
            (number, rule)
            for number, rule in enumerate(policy.resolutions)
            if any(rule is each for each in mine)
        )
        return State(
            stated,
            None,
            limits=tuple(self._limits(situation, name) for name in policy.clocks),
            severity=world.severity_now(SOME_DAY),
            alerts=tuple(applies_whatever(world, a, SOME_DAY) for a in policy.alerts),
            still=tuple(_still(situation, name) for name in policy.clocks),
            resolutions=resolutions,
            ends=tuple(number for number, _ in resolutions),
        )

    def _limits(self, situation: Situation, clock: str) -> Limits:
        world = situation.worlds[0]
        fixed = situation.record.snapshot(SOME_DAY)
        found: list[tuple[bool, Owed | None]] = []
        for binding, targets in targets_of(situation.policy)[clock]:
            target = world.target_at(targets, SOME_DAY, fixed)
            owed = None if target is None else self._owed(situation, target)
            found.append((binding, owed))
        return tuple(found)

    def _owed(self, situation: Situation, target: Target) -> Owed:
        world = situation.worlds[0]
        fixed = situation.record.snapshot(SOME_DAY)
        try:
            limit = world.measured(target.limit, SOME_DAY, fixed)
        except HoursMissing as missing:
            needs = missing.needs
            if _are_tried(situation, needs):
                needs = ()
            return Owed(target, None, 0, None, has_hours=False, needs=needs)
        except HolidaysUnknown:
            return Owed(target, None, 0, None, has_hours=False)
        key = (id(target), limit)
        found = self.owed.get(key)
        if found is None:
            line = self.line(limit.counts_on)
            has_hours = limit.hours is not None
            made = Owed(target, limit.kind, limit.amount, line, has_hours, limit)
            found = kept(self.owed, key, made)
        return found


def _turns(policy: Policy, rule: Alert) -> bool:
    """Whether what is stated decides of an alert."""
    others = [each for each in policy.alerts if rule.clause in each.despite]
    return any(e.severities or e.when or e.on for e in (rule, *others))


def _are_tried(situation: Situation, needs: tuple[str, ...]) -> bool:
    """Whether possible worlds give a value to something that is needed."""
    tried = situation.unknowns.names.values()
    return any(need in names for names in tried for need in needs)


def _still(situation: Situation, clock: str) -> bool | None:
    """Whether a condition keeps a clock still; None if it cannot be told."""
    moment = situation.bare.moment(SOME_DAY)
    truths = [
        judge(pause.condition, moment).holds
        for pause in situation.policy.clocks[clock].pauses
        if isinstance(pause, PauseWhile)
    ]
    return None if None in truths else any(truths)


def kept(known: dict[Key, Found], key: Key, found: Found) -> Found:
    """Keep what was found, among no more than `MOST`; give what is kept."""
    if len(known) >= MOST:
        known.clear()
    return known.setdefault(key, found)


def _surely_in_force(policy: Policy) -> tuple[int, int]:
    """Give from when to when a case opens in force, whatever the zone.

    What opens within two dates of the ends is not treated.
    """
    agreement, dates = policy.agreement, 2
    first, last = agreement.starts_on, agreement.ends_on
    start = 0 if first is None else (first.toordinal() - EPOCH_DAY + dates) * DAY
    end = LATEST + 1
    if last is not None:
        end = (last.toordinal() - EPOCH_DAY - dates) * DAY
    return start, end


def key_of(stated: Stated) -> Any:
    """Give what two that state the same have in common."""
    return (
        stated.plan,
        stated.addons,
        stated.severity,
        stated.lasted,
        tuple((name, type(v), str(v)) for name, v in stated.parameters.items()),
        tuple((name, type(v), str(v)) for name, v in stated.facts.items()),
    )


def compiled(policy: Policy) -> Compiled:
    """Give what is remembered of a policy, compiled when it is first asked for."""
    found: Compiled | None = policy._compiled
    if found is None:
        found = Compiled(policy)
        object.__setattr__(policy, "_compiled", found)
    return found
