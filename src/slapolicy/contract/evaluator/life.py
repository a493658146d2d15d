"""The life of a case: from its opening to its end, and again from a reopening.

Where a contract says when a case is resolved, that ends it; where it says nothing, the
provider's `resolves` does. A withdrawal by the customer always ends it (DESIGN, "End").
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import field

from slapolicy.contract.case import Event
from slapolicy.contract.evaluator.citations import cited
from slapolicy.contract.evaluator.course import Course, Segment
from slapolicy.contract.evaluator.happenings import Matcher, acts_for
from slapolicy.contract.evaluator.hours import HoursMissing, needs_of
from slapolicy.contract.evaluator.judge import DAY, MICROSECOND
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.policy import Resolution, Silence
from slapolicy.values import frozen
from slapolicy.worktime import HolidaysUnknown

EndKind = Literal["resolved", "withdrawn"]


@frozen
class Period:
    """A stretch in which the case is open. `clauses` are those that ended it."""

    start: int
    end: int | None = None
    kind: EndKind | None = None
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


@frozen
class Life:
    """The open periods of a case, up to now, and when silence will end it.

    `instants` are those at which something happened, with what did, in order.
    `needs`: what is missing to tell whether the case has ended; `unsure_at`: from when
    on it cannot be told whether silence ended it.
    """

    periods: tuple[Period, ...]
    instants: Mapping[int, list[Event]] = field(factory=dict)
    silence_ends_at: int | None = None
    needs: tuple[str, ...] = ()
    unsure_at: int | None = None
    _starts: tuple[int, ...] = field(init=False)
    _closures: tuple[tuple[int, int | None], ...] = field(init=False)

    @_starts.default
    def _find_starts(self) -> tuple[int, ...]:
        return tuple(period.start for period in self.periods)

    @_closures.default
    def _find_closures(self) -> tuple[tuple[int, int | None], ...]:
        reopened = (*self._starts[1:], None)
        return tuple(
            (period.end, start)
            for period, start in zip(self.periods, reopened, strict=False)
            if period.end is not None
        )

    @property
    def last(self) -> Period | None:
        """The latest period."""
        return self.periods[-1] if self.periods else None

    @property
    def is_closed(self) -> bool:
        """Whether the case has ended and was not reopened."""
        return bool(self.periods) and self.periods[-1].end is not None

    def closures(self) -> tuple[tuple[int, int | None], ...]:
        """Give the stretches between an end and a reopening."""
        return self._closures

    def is_open(self, at: int) -> bool:
        """Whether what happens at an instant finds the case open.

        The opening comes first at its instant, an end or a reopening last.
        """
        index = bisect_left(self._starts, at) - 1
        if index < 0 and at not in self._starts[:1]:
            return False
        end = self.periods[max(index, 0)].end
        return end is None or at <= end


def instants(events: tuple[Event, ...]) -> Iterator[tuple[int, list[Event]]]:
    """Give the events instant by instant, in order."""
    group: list[Event] = []
    for event in events:
        if group and group[-1].at != event.at:
            yield group[-1].at, group
            group = []
        group.append(event)
    if group:
        yield group[-1].at, group


class Biographer:
    """Tells the life of a case in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.matcher = Matcher(world.policy, world.hours)
        self.agreed: set[str] = set()
        self.periods: list[Period] = []
        self.heard_at: dict[str, int] = {}
        self.looked_at = 0
        self.needs: dict[str, None] = {}
        self.unsure_at: int | None = None
        resolutions = world.policy.resolutions
        self._may_be_silent = any(rule.silence is not None for rule in resolutions)
        self._known: dict[tuple[Silence, int], int | None] = {}

    def life(self) -> Life:
        """Tell it, up to now."""
        world = self.world
        opened = world.record.opened_at
        if opened is None:
            return Life(())
        groups = dict(instants(world.record.events))
        for at in sorted({*groups, *world.breaks}):
            self._silence(at)
            self.looked_at = at
            self._instant(at, groups.get(at, []))
        self._silence(world.record.at + 1)
        silence = None
        if self._may_be_silent and not self._is_ended():
            silence = self._silence_ends(world.record.at)
        return Life(
            periods=tuple(self.periods),
            instants=groups,
            silence_ends_at=silence[0] if silence else None,
            needs=tuple(self.needs),
            unsure_at=self.unsure_at,
        )

    def _is_ended(self) -> bool:
        return self.periods[-1].end is not None

    def _end(self, at: int, kind: EndKind, rules: tuple[Resolution, ...] = ()) -> None:
        clauses, readings, _ = cited(rules)
        start = self.periods[-1].start
        self.periods[-1] = Period(start, at, kind, clauses, readings)

    def _instant(self, at: int, events: list[Event]) -> None:
        if not self.periods and any(event.type == "opens" for event in events):
            self.periods.append(Period(at))
        if not self.periods:
            return
        if not self._is_ended():
            self._listen(events)
            self._conclude(at, events)
        self.matcher.seen.extend(events)
        if self._is_ended() and any(event.type == "reopens" for event in events):
            self.agreed.clear()
            self.heard_at = dict.fromkeys(self.heard_at, at)
            self.periods.append(Period(at))

    def _listen(self, events: list[Event]) -> None:
        policy = self.world.policy
        for event in events:
            role = policy.roles.get(event.by or "")
            party = None if role is None else role.party
            if not event.automatic and event.type != "notes" and event.by is not None:
                self.heard_at[event.by] = event.at
            if party is None:
                continue
            if event.type in ("agrees", "resolves"):
                self.agreed.add(party)
            elif event.type == "disagrees":
                self.agreed.discard(party)

    def _conclude(self, at: int, events: list[Event]) -> None:
        world, policy = self.world, self.world.policy
        customer = policy.agreement.customer.name
        if any(
            event.type == "withdraws" and acts_for(policy, event.by, customer)
            for event in events
        ):
            self._end(at, "withdrawn")
            return
        rules: list[Resolution] = []
        if policy.resolutions:
            self.needs.update(dict.fromkeys(world.undecided(policy.resolutions, at)))
            rules = world.applying(policy.resolutions, at)
        if not rules:
            if policy.agreement.supplier.name in self.agreed and any(
                event.type == "resolves" for event in events
            ):
                self._end(at, "resolved")
            return
        ending = tuple(rule for rule in rules if self._is_fulfilled(rule, at, events))
        if ending:
            self._end(at, "resolved", ending)

    def _is_fulfilled(self, rule: Resolution, at: int, events: list[Event]) -> bool:
        if rule.parties:
            return self.agreed.issuperset(rule.parties)
        if rule.silence is not None:
            due = self._silence_due(rule.silence, at)
            return due is not None and due <= at
        try:
            return any(self.matcher.matches(rule.triggers, event) for event in events)
        except (HoursMissing, HolidaysUnknown) as missing:
            self.needs.update(dict.fromkeys(needs_of(missing)))
            return False

    # Silence

    def _silence(self, before: int) -> None:
        """End the case where silence ended it before an instant."""
        if not self._may_be_silent or not self.periods or self._is_ended():
            return
        found = self._silence_ends(before - 1)
        if found is not None and found[0] < before:
            self._end(found[0], "resolved", (found[1],))

    def _silence_ends(self, until: int) -> tuple[int, Resolution] | None:
        """Give when silence ends the case, if all stays as it was last looked at."""
        found: list[tuple[int, Resolution]] = []
        for rule in self.world.applying(self.world.policy.resolutions, self.looked_at):
            if rule.silence is None:
                continue
            due = self._silence_due(rule.silence, until)
            if due is not None:
                found.append((max(due, self.looked_at), rule))
        return min(found, key=lambda each: each[0], default=None)

    def _silence_due(self, silence: Silence, until: int) -> int | None:
        """Give when it runs out; note what is missing, if it may have by then."""
        policy = self.world.policy
        since = [self.periods[-1].start]
        since += [
            at for by, at in self.heard_at.items() if acts_for(policy, by, silence.role)
        ]
        start = max(since)
        try:
            return self._runs_out(silence, start)
        except (HoursMissing, HolidaysUnknown) as missing:
            self.unsure_at = _earliest(silence, start)
            if self.unsure_at <= until:
                self.needs.update(dict.fromkeys(needs_of(missing)))
            return None

    def _runs_out(self, silence: Silence, start: int) -> int | None:
        key = (silence, start)
        if key not in self._known:
            world = self.world
            fixed = world.record.snapshot(start)
            limit = world.measured(silence.limit, start, fixed)
            course = Course(
                start, (Segment(start, limit),), (), None, None, (), (), start
            )
            due = Leg(course, start, None).due(0)
            self._known[key] = due if isinstance(due, int) else None
        return self._known[key]


def _earliest(silence: Silence, start: int) -> int:
    """Give an instant before which no hours let a silence run out."""
    limit = silence.limit
    if limit.agreed is not None:
        return start
    if limit.length is not None:
        return start + limit.length // MICROSECOND
    days = limit.business_days or limit.calendar_days or 1
    return start + (days - 1) * DAY
