"""One occurrence of a clock, reckoned: its state, its due instant, what has elapsed.

The rules are DESIGN §3: "Durations", "Pauses", "Severity change", "End" and "State". A
clock runs in *pieces*: stretches of time, each counted on the hours of the limit then
in force, with the pauses cut out. A restart begins a new *leg*.
"""

from collections.abc import Iterator
from typing import Literal

from attrs import evolve

from slapolicy.contract.evaluator.course import (
    FOREVER,
    NEVER,
    Course,
    Due,
    Measured,
    Pause,
    Paused,
    Reckoned,
)
from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.worktime import ALWAYS, calendar_days_due
from slapolicy.worktime.interval import union


def reckon(course: Course) -> Reckoned:
    """Reckon an occurrence, leg by leg (a restart begins a new one)."""
    course = evolve(course, pauses=known_pauses(course))
    starts = [course.start, *course.restarts]
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else None
        leg = Leg(course, start, end)
        final = leg.final()
        if final is not None:
            return final
    return leg.present()


class Leg:
    """The course from one start (or restart) to the next."""

    def __init__(self, course: Course, start: int, end: int | None) -> None:
        self.course = course
        self.start = start
        self.end = end
        self.pauses = merged(course.pauses)
        found = [
            (i, s.start, s.limit)
            for i, s in enumerate(course.segments)
            if end is None or s.start < end
        ]
        first = max((k for k, (_, at, _) in enumerate(found) if at <= start), default=0)
        self.segments = found[first:]

    # What is final

    def final(self) -> Reckoned | None:
        """Give what is met, breached or lapsed for good; None if nothing is."""
        lapsed = FOREVER if self.course.lapsed_at is None else self.course.lapsed_at
        for k, (_, _, limit) in enumerate(self.segments):
            last = k + 1 == len(self.segments)
            end = self.end if last else self.segments[k + 1][1]
            if limit is None:
                continue
            due = self.due(k)
            due_at = due if isinstance(due, int) else FOREVER
            breached_at = max(due_at, self._applies(k))
            if self._is_fulfilled_before(end):
                fulfilled = self.course.fulfilled_at
                if fulfilled is None or fulfilled <= due_at:
                    return self._met(k, due)
                return self._breached(k, due_at, breached_at)
            until = self.course.now if end is None else end
            if due_at <= until and breached_at <= lapsed:
                return self._breached(k, due_at, breached_at)
        ended = self.end is None or lapsed < self.end
        return (
            self._lapsed(len(self.segments) - 1) if lapsed < FOREVER and ended else None
        )

    def _is_fulfilled_before(self, end: int | None) -> bool:
        """Whether it was fulfilled before a segment ended.

        At one instant what fulfils comes before changes, the end of the case after.
        """
        fulfilled = self.course.fulfilled_at
        if fulfilled is None:
            return False
        if end is None or fulfilled < end:
            return True
        return fulfilled == end and not self.course.fulfilled_by_end

    def _applies(self, k: int) -> int:
        """Give since when the limit of a segment applies."""
        return self.start if k == 0 else self.segments[k][1]

    # The present

    def present(self) -> Reckoned:
        """Give the state of what is not final."""
        k = len(self.segments) - 1
        limit = self.segments[k][2]
        if self.course.is_closed or limit is None:
            return self._lapsed(k)
        now = self.course.now
        due = self.due(k)
        opens_at = max(self._next_opening(limit, self.start), self.start)
        is_paused = any(b <= now and e is None for b, e in self.pauses)
        state: Literal["paused", "not_started", "running"]
        if is_paused:
            state = "paused"
        else:
            state = "not_started" if opens_at > now else "running"
        return Reckoned(
            state=state,
            due=self._why(due),
            due_at=due if isinstance(due, int) else None,
            started_at=self.start,
            elapsed=self.elapsed(k, now),
            remaining=self._remaining(k, due),
            paused=self.paused(k, now),
            segment=self.segments[k][0],
            opens_at=opens_at if opens_at < FOREVER else None,
        )

    @staticmethod
    def _next_opening(limit: Measured, at: int) -> int:
        opening = limit.counts_on.next_opening(at)
        return FOREVER if opening is None else opening

    @staticmethod
    def _why(due: Due) -> Literal["at", "no_stated_time", "paused", "never_opens"]:
        if isinstance(due, int):
            return "at"
        if due is None:
            return "no_stated_time"
        return "paused" if isinstance(due, Paused) else "never_opens"

    def _met(self, k: int, due: Due) -> Reckoned:
        fulfilled = self.course.fulfilled_at
        assert fulfilled is not None
        return Reckoned(
            state="met",
            due=self._why(due),
            due_at=due if isinstance(due, int) else None,
            started_at=self.start,
            elapsed=self.elapsed(k, fulfilled),
            paused=self.paused(k, fulfilled),
            segment=self.segments[k][0],
        )

    def _breached(self, k: int, due_at: int, breached_at: int) -> Reckoned:
        limit = self.segments[k][2]
        assert limit is not None
        fulfilled = self.course.fulfilled_at
        until = self.course.now if fulfilled is None else fulfilled
        return Reckoned(
            state="breached",
            due="at",
            due_at=due_at,
            breached_at=breached_at,
            started_at=self.start,
            elapsed=self.elapsed(k, until),
            paused=self.paused(k, until),
            overrun=max(0, limit.counts_on.between(due_at, max(until, due_at))),
            segment=self.segments[k][0],
        )

    def _lapsed(self, k: int) -> Reckoned:
        lapsed = self.course.lapsed_at
        until = self.course.now if lapsed is None else lapsed
        return Reckoned(
            state="lapsed",
            due="lapsed",
            started_at=self.start,
            elapsed=self.elapsed(k, until),
            paused=self.paused(k, until),
            segment=self.segments[k][0],
        )

    # Due, elapsed, remaining

    def due(self, k: int) -> Due:
        """Give when the limit of a segment is due, owed from the start."""
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
            for b, e in self._closed_pauses()
            if max(b, self.start) < min(e, nominal)
        )
        due = self._run(((nominal, FOREVER, hours),), owed)
        while isinstance(due, int):
            begun = [e for b, e in self._closed_pauses() if b < due < e]
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

    def _closed_pauses(self) -> list[tuple[int, int]]:
        return [(b, FOREVER if e is None else e) for b, e in self.pauses]

    def _cut(
        self, pieces: tuple[tuple[int, int, AnyHours], ...]
    ) -> Iterator[tuple[int, int, AnyHours]]:
        """Cut the pauses out of the pieces."""
        for a, b, hours in pieces:
            at = a
            for begin, end in self._closed_pauses():
                if end <= at or begin >= b:
                    continue
                if begin > at:
                    yield at, begin, hours
                at = max(at, end)
            if at < b:
                yield at, b, hours

    def elapsed(self, k: int, until: int) -> int:
        """Give the time that counted from the start to an instant."""
        return sum(
            hours.between(a, min(b, until))
            for a, b, hours in self._cut(self._measured_pieces(k))
            if a < until
        )

    def paused(self, k: int, until: int) -> int:
        """Give the clock's own time that ended pauses took, up to an instant."""
        ended = [(b, e) for b, e in self.pauses if e is not None]
        return sum(
            hours.between(max(a, begin), min(b, end, until))
            for a, b, hours in self._measured_pieces(k)
            for begin, end in ended
            if max(a, begin) < min(b, end, until)
        )

    def _measured_pieces(self, k: int) -> tuple[tuple[int, int, AnyHours], ...]:
        """Give the pieces on which elapsed time is counted: days on their own hours."""
        limit = self.segments[k][2]
        if limit is None:
            known = [s[2] for s in self.segments[: k + 1] if s[2] is not None]
            hours = known[-1].counts_on if known else ALWAYS
            return ((self.start, FOREVER, hours),)
        if limit.kind == "time":
            return self._pieces(k)
        return ((self.start, FOREVER, limit.counts_on),)

    def _remaining(self, k: int, due: Due) -> int | None:
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
            pauses=tuple((b, now if e is None else e) for b, e in self.pauses),
        )
        again = Leg(resumed, self.start, self.end).due(k)
        assert isinstance(again, int)
        return limit.counts_on.between(now, again)


def known_pauses(course: Course) -> tuple[Pause, ...]:
    """Give the pauses as they stood when the occurrence was fulfilled, or stand now.

    At one instant what fulfils comes before a new wait.
    """
    done = course.fulfilled_at
    now = course.now if done is None else done
    return tuple(
        (begin, None if end is None or end > now else end)
        for begin, end in course.pauses
        if begin < now or (begin == now and done is None)
    )


def merged(pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    """Give the union of pauses, in order; one that goes on swallows what it meets."""
    closed = union((b, FOREVER if e is None else e) for b, e in pauses)
    return tuple((b, None if e >= FOREVER else e) for b, e in closed)


def leg_of(course: Course, reckoned: Reckoned) -> tuple[Leg, int]:
    """Give the leg that decided an occurrence, and its segment's place in it."""
    course = evolve(course, pauses=known_pauses(course))
    starts = [course.start, *course.restarts]
    index = starts.index(reckoned.started_at)
    end = starts[index + 1] if index + 1 < len(starts) else None
    leg = Leg(course, reckoned.started_at, end)
    return leg, [segment[0] for segment in leg.segments].index(reckoned.segment)
