"""The decisions of a case one after another, each without what can change no more.

What is met or breached for good stays as it is; a case with many events has much of it,
and few clocks that run. Now and then the case is cut: occurrences that are settled are
told no more, and of the events before only those are kept that still count. Where that
cannot be done without a doubt, `Uncertain` is raised, and all is decided anew each
time (`history.decisions`); the two say the same, which a law holds.
"""

from collections.abc import Iterator
from itertools import islice

from attrs import evolve

from slapolicy.contract.case import Case, Event
from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator.conditions import asks_severity, parts_of
from slapolicy.contract.evaluator.courses import Outcome
from slapolicy.contract.evaluator.cut import Cut
from slapolicy.contract.evaluator.evaluator import assess, next_change
from slapolicy.contract.evaluator.happenings import Ear
from slapolicy.contract.evaluator.occurrences import Occurrence
from slapolicy.contract.evaluator.pauses import waits
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import ClockIs, Policy, Trigger
from slapolicy.worktime import from_datetime

Step = tuple[Decision | None, Decision]
"""What was decided before, as far as it can still change, and what is decided then."""

_AT_FIRST = 12
"""After how many events a case is looked at first: is it worth cutting?"""
_LASTING = frozenset(
    ("opens", "changes", "agrees", "disagrees", "resolves", "withdraws")
)
"""Events that count for ever: for what is known, and for whether the case has ended."""


class Uncertain(Exception):  # noqa: N818 - no fault: another way is taken
    """It cannot be told what of a case is settled."""


def is_certain(policy: Policy, case: Case) -> bool:
    """Whether it can be told of a policy and a case what is settled.

    Not where a rule looks back at what clocks did, or at how long somebody has been
    silent, where an edition governs all cases, or where a case is opened again.
    """
    triggers = [each for rule in policy.resolutions for each in rule.triggers]
    asked = parts_of(rule.when for rule in policy.alerts)
    return not (
        policy.indicators
        or case.attempts
        or policy.agreement.governs_all_cases
        or asks_severity(policy)
        or any(rule.silence is not None for rule in policy.resolutions)
        or any(trigger.after is not None for trigger in triggers)
        or any(isinstance(part, ClockIs) for part in asked)
        or any(event.type == "reopens" for event in case.events)
    )


def steps(policy: Policy, case: Case, until: int) -> Iterator[Step]:
    """Give the decision at each instant at which it may differ, up to `until`.

    Raises:
        Uncertain: It turns out that it cannot be told what is settled.
    """
    coming = [event for event in case.events if event.at <= until]
    coming.sort(key=lambda event: event.at)
    coming.reverse()  # the next one stands last
    changes = (event.at for event in coming if event.type == "changes")
    held = _Held(policy, case, max(changes, default=-1))
    before: Decision | None = None
    at = coming[-1].at if coming else None
    while at is not None:
        while coming and coming[-1].at == at:
            held.events.append(coming.pop())
        situation = held.situation(at)
        decision = assess(situation)
        yield before, decision
        before = decision
        following = next_change(situation, decision)
        later = None if following is None else from_datetime(following)
        if held.is_worth_cutting and held.cut(situation):
            before = assess(held.situation(at))
        if coming and (later is None or coming[-1].at <= later):
            at = coming[-1].at
        else:
            at = later if later is not None and later <= until else None


class _Held:
    """What is held of a case: the events that still count, and where it was cut."""

    def __init__(self, policy: Policy, case: Case, last_change_at: int) -> None:
        self.policy = policy
        self.case = case
        self.last_change_at = last_change_at
        self.events: list[Event] = []
        self.made: Cut | None = None
        self._most = _AT_FIRST
        self._seen: dict[int, list[Event]] = {}
        self._looked_at = -1
        self._resolving = Ear(
            policy, [each for rule in policy.resolutions for each in rule.triggers]
        )

    def situation(self, at: int) -> Situation:
        """Tell what is held at an instant."""
        case = evolve(self.case, events=tuple(self.events))
        situation = Situation(
            self.policy, evolve(record(self.policy, case, at), cut=self.made)
        )
        for outcomes in situation.outcomes:
            for outcome in outcomes.values():
                if outcome.occurrence is None and outcome.needs:
                    raise Uncertain
        return situation

    @property
    def is_worth_cutting(self) -> bool:
        """Whether more is held than after the last cut."""
        return len(self.events) > self._most

    def cut(self, situation: Situation) -> bool:
        """Leave out what is settled, if that can be told; else wait for twice as much.

        What fulfils, changes or ends in the instant itself has been told.
        """
        at = situation.record.at
        last = self._last(situation)
        if last is None:
            self._most *= 2
            return False
        self._remember(at)
        open_since = min(
            (o.began_at for o in last.values() if not o.is_over), default=at
        )
        kept = {
            event.at
            for event in self.events
            if event.type in _LASTING or self._resolving.hears(event)
        }
        for _, (start, end) in waits(situation.worlds[0]):
            if end is None or end >= open_since:
                kept |= {start} if end is None else {start, end}
        self.events = [event for event in self.events if event.at in kept]
        self.made = Cut(
            at, last, tuple(e for each in self._seen.values() for e in each)
        )
        self._most = 2 * len(self.events) + _AT_FIRST
        return True

    def _last(self, situation: Situation) -> dict[str, Occurrence] | None:
        """Give the latest occurrence of each clock; None if one is not settled yet."""
        if len(situation.worlds) > 1 or situation.record.opened_at is None:
            return None
        is_fixed = self.last_change_at <= situation.record.at
        last = {} if self.made is None else dict(self.made.last)
        for key, outcome in situation.outcomes[0].items():
            each = outcome.occurrence
            if each is None:
                continue
            if each.is_over and not (is_fixed or self._is_final(outcome)):
                return None
            known = last.get(key[0])
            if known is None or known.number <= each.number:
                last[key[0]] = each
        return last

    def _is_final(self, outcome: Outcome) -> bool:
        """Whether it is settled, whatever will change in the case."""
        if self.policy.alerts or outcome.reckoned is None:
            return False
        is_fulfilled = outcome.occurrence is not None and (
            outcome.occurrence.fulfilled_at is not None
        )
        return is_fulfilled and outcome.reckoned.state in ("met", "breached")

    def _remember(self, at: int) -> None:
        """Keep the first two events that each `after` may look for."""
        for trigger in self._afters():
            found = self._seen.setdefault(id(trigger), [])
            ear = Ear(self.policy, (trigger,))
            heard = (e for e in self.events if e.at > self._looked_at and ear.hears(e))
            found += islice(heard, 2 - len(found))
        self._looked_at = at

    def _afters(self) -> list[Trigger]:
        clocks = self.policy.clocks.values()
        triggers = (
            each
            for clock in clocks
            for each in (*clock.starts, *clock.met, *clock.lapses, *clock.restarts)
        )
        rules = (each for rule in self.policy.deferrals for each in rule.triggers)
        return [each.after for each in (*triggers, *rules) if each.after is not None]
