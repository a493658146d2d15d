"""The occurrences of a clock: when each began, what fulfilled it, what ended it.

Only events decide (DESIGN, "Occurrences" and "Order"); limits are not looked at.
"""

from bisect import bisect_right
from collections.abc import Iterable

from attrs import evolve

from slapolicy.contract.case import Event
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.evaluator.happenings import Ear, Matcher, ears
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.life import Life
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.policy import Clock, Deferral, Trigger
from slapolicy.values import frozen
from slapolicy.worktime import DAY, WorkingTime
from slapolicy.worktime.dates import date_of


@frozen(kw_only=True)
class Occurrence:
    """One occurrence of a clock. `began_at` is the event; `start` may be deferred."""

    clock: Clock
    number: int
    began_at: int
    start: int
    deferred_by: tuple[Deferral, ...] = ()
    fulfilled_at: int | None = None
    fulfilled_by_end: bool = False
    lapsed_at: int | None = None
    restarts: tuple[int, ...] = ()

    def fulfilled(self, at: int) -> "Occurrence":
        """Give it as it is once it is fulfilled."""
        return Occurrence(
            clock=self.clock, number=self.number, began_at=self.began_at,
            start=self.start, deferred_by=self.deferred_by, fulfilled_at=at,
            lapsed_at=self.lapsed_at, restarts=self.restarts,
        )  # fmt: skip

    @property
    def is_over(self) -> bool:
        """Whether nothing can fulfil it any more."""
        return self.fulfilled_at is not None or self.lapsed_at is not None

    @property
    def over_at(self) -> int:
        """When it was fulfilled, or lapsed; no later pause touches it."""
        ends = (self.fulfilled_at, self.lapsed_at)
        return min((FOREVER, *(at for at in ends if at is not None)))

    @property
    def fixed_at(self) -> int:
        """When plan and parameters are fixed: its start, unless it was over before.

        What fulfils comes before what changes in the same instant.
        """
        fulfilled = self.fulfilled_at
        if fulfilled is not None and self.began_at < fulfilled <= self.start:
            return fulfilled - 1
        return min(self.start, self.over_at)


def occurrences(world: World, life: Life, clock: Clock) -> tuple[Occurrence, ...]:
    """Give the occurrences of a clock, in order; of a case that was cut, those left.

    Raises:
        HoursMissing: if an event depends on hours that cannot be told.
        HolidaysUnknown: if it depends on holidays that nobody knows.
    """
    ear = ears(world.policy)[clock.name]
    cut = world.record.cut
    if cut is not None and clock.name in cut.last:
        return _Follower(world, life, clock, ear).follow()
    if not any(map(ear.hears, world.record.events)):
        return ()
    return _Follower(world, life, clock, ear).follow()


class _Follower:
    """Follows one clock through the events."""

    def __init__(self, world: World, life: Life, clock: Clock, ear: Ear) -> None:
        self.ear = ear
        self.world = world
        self.life = life
        self.clock = clock
        self.matcher = Matcher(world.policy, world.hours)
        self.ends = [p.end for p in life.periods if p.end is not None]
        self.resolved = {p.end for p in life.periods if p.kind == "resolved"}
        self.found: list[Occurrence] = []
        self.since = -1
        self.told = 0
        if (cut := world.record.cut) is not None:
            self.since = cut.at
            self.matcher.seen.extend(cut.seen)
            if (last := cut.last.get(clock.name)) is not None:
                self.found.append(last)
                self.told = int(last.is_over)

    def follow(self) -> tuple[Occurrence, ...]:
        groups = self.life.instants
        ends = self.ends
        reopenings = {p.start for p in self.life.periods[1:]}
        times = sorted({*groups, *ends}) if ends else groups  # in order as they are
        for at in times:
            if at <= self.since:
                continue
            events = groups.get(at, [])
            if any(map(self.ear.hears, events)) and self.life.is_open(at):
                is_last = at in reopenings  # what reopens is then heard last
                first = [e for e in events if not (is_last and e.type == "reopens")]
                self._instant(at, first)
            self.matcher.seen.extend(events)
            if at in self.resolved:
                self._case_ends(at)
            if at in reopenings:
                self._case_reopens(at, events)
        return tuple(self.found[self.told :])

    @property
    def _current(self) -> Occurrence | None:
        if self.found and not self.found[-1].is_over:
            return self.found[-1]
        return None

    @property
    def _is_resolution_clock(self) -> bool:
        return bool(self.found) and _has_resolution(self.clock.met)

    def _change(self, occurrence: Occurrence) -> None:
        self.found[-1] = occurrence

    def _instant(self, at: int, events: list[Event]) -> None:
        opening = [
            e for e in events if e.type == "opens" and at == self.life.periods[0].start
        ]
        others = [event for event in events if event not in opening]
        seen = self.matcher.at_once
        for event in opening:
            self._start(event)
            seen.append(event)
        is_fulfilled = False
        for event in others:
            current = self._current
            if current is not None and self._is(self.clock.met, event):
                self._change(current.fulfilled(at))
                is_fulfilled = True
        for event in others if not self._is_fulfilled_by_end(at) else ():
            current = self._current
            if current is not None and self._is(self.clock.lapses, event):
                self._change(evolve(current, lapsed_at=at))
        for event in others:
            current = self._current
            if current is not None and self._is(self.clock.restarts, event):
                self._change(evolve(current, restarts=(*current.restarts, at)))
        seen.extend(event for event in others if self.matcher.fulfils(event))
        if self.clock.recurs and is_fulfilled and self._current is None:
            self._begin(at, None)
        for event in others:
            self._start(event)
            seen.append(event)
        seen.clear()

    def _is(self, triggers: Iterable[Trigger], event: Event) -> bool:
        return self.matcher.matches(triggers, event)

    def _start(self, event: Event) -> None:
        if self._current is not None or (self.found and not self.clock.each):
            return
        if self._is(self.clock.starts, event):
            self._begin(event.at, event)

    def _begin(self, at: int, event: Event | None) -> None:
        start = at
        deferred_by: tuple[Deferral, ...] = ()
        if event is not None:
            start, deferred_by = self._deferred(event)
        self.found.append(
            Occurrence(
                clock=self.clock,
                number=self.found[-1].number + 1 if self.found else 1,
                began_at=at,
                start=start,
                deferred_by=deferred_by,
            )
        )

    def _deferred(self, event: Event) -> tuple[int, tuple[Deferral, ...]]:
        """Give when what an event starts starts, and by which rules."""
        found: list[tuple[int, Deferral]] = []
        if not self.world.policy.deferrals:
            return event.at, ()
        if undecided := self.world.undecided(
            [r for r in self.world.policy.deferrals if self._is(r.triggers, event)],
            event.at,
        ):
            raise HoursMissing(*undecided)
        for rule in self.world.applying(self.world.policy.deferrals, event.at):
            if not self._is(rule.triggers, event):
                continue
            hours = self.world.hours.calendar(rule.calendar, event.at)
            opening = hours.next_opening(event.at)
            if rule.to == "business_day":
                opening = _next_business_day(hours, event.at)
            found.append((event.at if opening is None else opening, rule))
        if not found:
            return event.at, ()
        latest = max(start for start, _ in found)
        return latest, tuple(rule for start, rule in found if start == latest)

    def _is_fulfilled_by_end(self, at: int) -> bool:
        """Whether the case ends at an instant and that is what fulfils the clock."""
        is_end = at in self.resolved
        return is_end and self._was_there(at) and _has_resolution(self.clock.met)

    def _was_there(self, at: int) -> bool:
        """Whether there is one that what ends at an instant can fulfil or end.

        What fulfils comes before what starts, but after the opening.
        """
        current = self._current
        is_opening = at == self.life.periods[0].start
        return current is not None and (current.began_at < at or is_opening)

    def _case_ends(self, at: int) -> None:
        if self._is_fulfilled_by_end(at):
            current = self.found[-1]
            self._change(evolve(current, fulfilled_at=at, fulfilled_by_end=True))
        elif self._was_there(at) and _has_resolution(self.clock.lapses):
            self._change(evolve(self.found[-1], lapsed_at=at))

    def _case_reopens(self, at: int, events: list[Event]) -> None:
        """Begin a resolution clock anew; hear what reopened the case, which comes last.

        What begins anew is not resumed besides: a fix that lapsed, lapsed for good.
        """
        current = self._current
        if self._is_resolution_clock:
            if current is not None:
                ended = bisect_right(self.ends, at) - 1
                self._change(evolve(current, lapsed_at=self.ends[ended]))
            self._begin(at, None)
            return
        for event in events:
            if event.type != "reopens":
                continue
            current = self._current
            if current is None:
                self._start(event)
            elif current.began_at < at and self._is(self.clock.restarts, event):
                self._change(evolve(current, restarts=(*current.restarts, at)))


def _has_resolution(triggers: Iterable[Trigger]) -> bool:
    return any(trigger.is_resolution for trigger in triggers)


def _next_business_day(hours: WorkingTime, at: int) -> int | None:
    """Give the first opening of the next working date after the local one."""
    midnight = hours.add_business_days(at, 1, 0)
    if midnight is None:
        return None
    day = hours.zone.reading(midnight) // DAY
    return hours.owned(date_of(day))[0][0]
