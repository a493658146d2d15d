"""The time of one occurrence: when it is due, what has elapsed, what remains.

The rules are DESIGN §3: "Durations", "Pauses" and "Severity change". A clock runs in
*pieces*: stretches of time, each counted on the hours of the limit then in force, with
the pauses cut out. A restart begins a new *leg*. Its state is told in `reckoning`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from attrs import evolve

from slapolicy.contract.evaluator.course import (
    FOREVER,
    NEVER,
    Course,
    Due,
    Measured,
    Pause,
    Paused,
    Segment,
    end_of,
)
from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.worktime import ALWAYS, calendar_days_due
from slapolicy.worktime.interval import union


class Leg:
    """The course from one start (or restart) to the next."""

    def __init__(self, course: Course, start: int, end: int | None) -> None:
        self.course = course
        self.start = start
        self.end = end
        # INVARIANT: they are in order, and none touches another (`merged`)
        self.pauses = course.pauses
        self.segments = _in_force(course, start, end)
        self._dues: dict[int, Due] = {}
        self._stretches: dict[int, tuple[tuple[int, int, AnyHours], ...]] = {}

    # Due, elapsed, remaining

    def due(self, k: int) -> Due:
        """Give when the limit of a segment is due, owed from the start."""
        if k not in self._dues:
            self._dues[k] = self._due(k)
        return self._dues[k]

    def _due(self, k: int) -> Due:
        limit = self.segments[k][2]
        assert limit is not None
        if limit.kind == "no_stated_time":
            return None
        if limit.kind == "time":
            return self.run_out(k, limit.amount)
        nominal = self.nominal(limit)
        if nominal is None:
            return NEVER
        return self._days_due(limit.counts_on, nominal)

    def nominal(self, limit: Measured) -> int | None:
        """Give when so many days run out, before pauses move it."""
        hours = limit.counts_on
        if limit.kind == "business_days":
            return hours.business_days_due(self.start, limit.amount)
        return calendar_days_due(hours.zone.name, self.start, limit.amount)

    def _days_due(self, hours: AnyHours, nominal: int) -> Due:
        """Move a nominal due by the open time paused since the start."""
        owed = sum(
            hours.between(max(b, self.start), min(e, nominal))
            for b, e in self._closed(nominal, after=self.start)
        )
        due = self._run(((nominal, FOREVER, hours),), owed)
        while isinstance(due, int):
            begun = [e for _, e in self._closed(due, after=due)]
            if not begun:
                return due
            if begun[0] >= FOREVER:
                return Paused(0)  # what is left is told by `_remaining`
            due = begun[0]
        return due

    def run_out(self, k: int, amount: int) -> Due:
        """Give when so much of the clock's time has passed, under segment k's limit."""
        if amount == 0:
            return self.start
        return self._run(self._pieces(k), amount)

    def passes(self, k: int, amount: int) -> Due:
        """Give when so much of the clock's time has passed: days on their own hours."""
        return self.start if amount == 0 else self._run(self.measured_pieces(k), amount)

    def _run(self, pieces: tuple[tuple[int, int, AnyHours], ...], need: int) -> Due:
        if need == 0:
            return pieces[0][0]
        for a, b, hours in self._cut(pieces):
            if b >= FOREVER:
                found = hours.add(a, need)
                return NEVER if found is None else found
            counted = hours.between(a, b)
            if counted >= need:
                found = hours.add(a, need)
                assert found is not None
                return found
            need -= counted
        return Paused(need)

    def _pieces(self, k: int) -> tuple[tuple[int, int, AnyHours], ...]:
        """Give the stretches since the start, each with the hours it counts on."""
        if k not in self._stretches:
            self._stretches[k] = self._until_present(k)
        return self._stretches[k]

    def _until_present(self, k: int) -> tuple[tuple[int, int, AnyHours], ...]:
        present = self.segments[k][2]
        assert present is not None
        found: list[tuple[int, int, AnyHours]] = []
        for j in range(k + 1):
            _, at, limit = self.segments[j]
            end = self.segments[j + 1][1] if j < k else FOREVER
            hours = (
                present.counts_on
                if limit is None or limit.hours is None
                else limit.hours
            )
            a = max(at, self.start) if j else self.start
            if a < end:
                found.append((a, end, hours))
        return tuple(found)

    def _cut(
        self, pieces: tuple[tuple[int, int, AnyHours], ...]
    ) -> Iterable[tuple[int, int, AnyHours]]:
        """Cut the pauses out of the pieces."""
        return self._parts(pieces) if self.pauses else pieces

    def _parts(
        self, pieces: tuple[tuple[int, int, AnyHours], ...]
    ) -> Iterator[tuple[int, int, AnyHours]]:
        for a, b, hours in pieces:
            at = a
            for begin, end in self._closed(b, after=a):
                if begin > at:
                    yield at, begin, hours
                at = end
            if at < b:
                yield at, b, hours

    def _closed(self, until: int, *, after: int) -> Iterator[tuple[int, int]]:
        """Give the pauses that begin before an instant and end after another."""
        for n in range(bisect_right(self.pauses, after, key=end_of), len(self.pauses)):
            begin, end = self.pauses[n]
            if begin >= until:
                return
            yield begin, FOREVER if end is None else end

    def opens_at(self, k: int) -> int:
        """Give when it is first open, by the hours in force at each time."""
        for a, b, hours in self.measured_pieces(k):
            opening = hours.next_opening(a)
            if opening is not None and opening < b:
                return opening
        return FOREVER

    def elapsed(self, k: int, until: int) -> int:
        """Give the time that counted from the start to an instant."""
        return sum(
            hours.between(a, min(b, until))
            for a, b, hours in self._cut(self.measured_pieces(k))
            if a < until
        )

    def paused(self, k: int, until: int) -> int:
        """Give the clock's own time that ended pauses took, up to an instant."""
        ended = [(b, e) for b, e in self.pauses if e is not None]
        if not ended:
            return 0
        return sum(
            hours.between(max(a, begin), min(b, end, until))
            for a, b, hours in self.measured_pieces(k)
            for begin, end in ended
            if max(a, begin) < min(b, end, until)
        )

    def measured_pieces(self, k: int) -> tuple[tuple[int, int, AnyHours], ...]:
        """Give the pieces on which elapsed time is counted: days on their own hours."""
        limit = self.segments[k][2]
        if limit is None:
            known = [s[2] for s in self.segments[: k + 1] if s[2] is not None]
            hours = known[-1].counts_on if known else ALWAYS
            return ((self.start, FOREVER, hours),)
        if limit.kind in ("time", "no_stated_time"):
            return self._pieces(k)
        return ((self.start, FOREVER, limit.counts_on),)

    def remaining(self, k: int, due: Due) -> int | None:
        """Give what of the clock's time is left, by the limit of a segment."""
        limit = self.segments[k][2]
        assert limit is not None
        now = max(self.course.now, self.start)
        if isinstance(due, int):
            return limit.counts_on.between(min(now, due), due)
        if not isinstance(due, Paused):
            return None
        if limit.kind == "time":
            return due.left
        resumed = evolve(  # as if what is waited for came now
            self.course,
            pauses=merged(tuple((b, now if e is None else e) for b, e in self.pauses)),
        )
        again = Leg(resumed, self.start, self.end).due(k)
        # None: what is left would end beyond 2200
        return limit.counts_on.between(now, again) if isinstance(again, int) else None


def _in_force(
    course: Course, start: int, end: int | None
) -> list[tuple[int, int, Measured | None]]:
    """Give the segments of a leg, each with its index and its begin.

    They begin with what is in force at its start: what fulfils comes before a change.
    """
    segments, done = course.segments, course.fulfilled_at
    until = len(segments)
    if end is not None:
        is_turn = end in course.turns  # else a change comes before a restart
        until = (bisect_left if is_turn else bisect_right)(segments, end, key=_begin)
    begun = bisect_right(segments, start, hi=until, key=_begin)
    if done is not None:
        begun = min(begun, bisect_left(segments, done, hi=until, key=_begin))
    first = max(begun - 1, 0)
    return [(i, segments[i].start, segments[i].limit) for i in range(first, until)]


def _begin(segment: Segment) -> int:
    return segment.start


def merged(pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    """Give the union of pauses, in order; one that goes on swallows what it meets."""
    closed = union((b, FOREVER if e is None else e) for b, e in pauses)
    return tuple((b, None if e >= FOREVER else e) for b, e in closed)
