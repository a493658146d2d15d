"""What is owed of one occurrence, leg by leg, and which stretches count: in places.

A leg is what is owed under one limit, from one change of severity to the next. All is
told by the order of what happens, and is the same for all cases in which it is; what it
comes to is told in `reckoned`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from attrs import frozen

from slapolicy.contract.compiled.compiler import Clockwork
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.states import Owed, Plan
from slapolicy.contract.compiled.walk import Occurrence
from slapolicy.contract.evaluator.course import FOREVER, Kind
from slapolicy.contract.evaluator.courses import Key

Stretches = Sequence[tuple[int, int]]
"""From place to place, in order, none touching; what goes on ends at FOREVER."""
Stretch = tuple[Line, int, int]
"""The line on which it counts, and from where to where."""


def in_instants(stretches: Stretches, ats: Sequence[int]) -> list[tuple[int, int]]:
    """Give stretches from place to place in instants."""
    return [
        (ats[begin], FOREVER if end == FOREVER else ats[end])
        for begin, end in stretches
    ]


class Measured(NamedTuple):
    """What counts of a clock's time, and what ended pauses took of it."""

    counts: tuple[Stretch, ...]
    shut: tuple[Stretch, ...]


class Followed:
    """An occurrence of a clock with its pauses, and what is owed of it, in places.

    `plans` are owed from the state at place `state` of the path on. The clock starts
    again at each of `turns`, at which the severity changes. `closed` is where the case
    ends, and `now` the place behind all others.
    """

    __slots__ = (
        "clock", "closed", "count", "now", "occurrence", "pauses", "plans", "state",
        "turns",
    )  # fmt: skip

    def __init__(
        self,
        clock: Clockwork,
        count: int,
        occurrence: Occurrence,
        plans: Sequence[Plan],
        state: int,
        pauses: Stretches,
        turns: Sequence[int],
        closed: int,
        now: int,
    ) -> None:
        self.clock, self.count, self.occurrence = clock, count, occurrence
        self.plans, self.state, self.pauses = plans, state, pauses
        self.turns, self.closed, self.now = turns, closed, now


@frozen(kw_only=True, eq=False)
class Leg:
    """What is owed under one limit, at a `place` among the owners, `since` where.

    `stop` is where it is looked at: where it `is_judged` (the occurrence is fulfilled),
    where the next leg begins, where it lapses, or now. Until then it is `measured`, and
    `whole` if it is breached; if it `goes_on`, nothing keeps it still after the stop.
    """

    place: int
    since: int
    stop: int
    is_judged: bool
    goes_on: bool
    kind: Kind
    amount: int
    line: Line
    measured: Measured
    whole: Measured


class Owing:
    """What is owed of one occurrence under one plan.

    From each of `since` on, the one of `owners` beside it is. `legs` are those before
    the occurrence is judged, and that in which it is. `over` is what it is measured by
    if none is breached, where nothing is owed any more. A breach is measured `until`
    there. What starts again, or is judged by what is owed later, `is_asked` elsewhere.
    `same` keeps what its obligations have in common, by the owner that judged them.
    """

    __slots__ = (
        "began", "closed", "followed", "fulfilled", "is_asked", "key", "legs", "over",
        "owners", "pauses", "plan", "same", "since", "until",
    )  # fmt: skip

    def __init__(self, followed: Followed, plan: Plan, turns: Sequence[int]) -> None:
        here, first = followed.occurrence, followed.state
        self.followed, self.plan, self.owners = followed, plan, plan.owners
        self.pauses, self.closed = followed.pauses, followed.closed
        self.began, self.fulfilled = here.began, here.fulfilled
        self.key: Key = (followed.clock.name, plan.binding, followed.count)
        self.same = plan.same if followed.count == 1 else {}
        self.since = (here.began, *(turns[first + each] for each in plan.later))
        self.is_asked = bool(here.restarts or followed.turns)
        ends = (here.fulfilled, here.lapsed, followed.now)
        self.until = min(place for place in ends if place >= 0)
        self.legs: tuple[Leg, ...] = ()
        self.over: Measured | None = None
        if plan.is_known:
            self._lay(here)

    def _lay(self, here: Occurrence) -> None:
        legs: list[Leg] = []
        last = len(self.owners) - 1
        for k, owed in enumerate(self.owners):
            if owed is None:
                continue
            end = FOREVER if k == last else self.since[k + 1]
            is_judged = 0 <= here.fulfilled <= end
            stop = here.fulfilled if is_judged else min(end, self.until)
            legs.append(self._leg(k, owed, stop, is_judged=is_judged))
            if is_judged:
                self.is_asked |= self.since[k] > stop
                break
        self.legs = tuple(legs)
        if here.lapsed >= 0 or self.closed >= 0 or self.owners[last] is None:
            self.over = self.measured(last, self.until)

    def _leg(self, k: int, owed: Owed, stop: int, *, is_judged: bool) -> Leg:
        assert owed.kind is not None
        assert owed.line is not None
        measured = self.measured(k, stop)
        is_last = k == len(self.owners) - 1
        is_free = not self.pauses or self.pauses[-1][1] < FOREVER
        return Leg(
            place=k,
            since=self.since[k],
            stop=stop,
            is_judged=is_judged,
            goes_on=(is_judged or is_last) and is_free,
            kind=owed.kind,
            amount=owed.amount,
            line=owed.line,
            measured=measured,
            whole=measured if stop == self.until else self.measured(k, self.until),
        )

    def measured(self, k: int, stop: int) -> Measured:
        """Give what counts up to a place, under the k-th of the owners."""
        counts: list[Stretch] = []
        shut: list[Stretch] = []
        pieces = self.pieces(k)
        for line, start, end in pieces:
            at, to = start, min(end, stop)
            if at >= to:
                break
            for begin, resumes in self.pauses:
                if resumes <= at or begin >= to:
                    continue
                if begin > at:
                    counts.append((line, at, begin))
                if resumes < FOREVER:
                    shut.append((line, max(begin, at), min(resumes, to)))
                at = min(resumes, to)
            if at < to:
                counts.append((line, at, to))
        is_still = any(begin < stop < resumes for begin, resumes in self.pauses)
        if not is_still and (not counts or counts[-1][2] < stop):
            counts.append((pieces[-1][0], stop, stop))
        return Measured(tuple(counts), tuple(shut))

    def pieces(self, k: int) -> Sequence[Stretch]:
        """Give the stretches on which the time is counted: days on their own line."""
        present = self.owners[k]
        known = next(each for each in (present, *self.owners[:k][::-1]) if each)
        line = known.line
        assert line is not None
        if present is None or present.kind not in ("time", "no_stated_time"):
            return ((line, self.since[0], FOREVER),)
        found: list[Stretch] = []
        for j in range(k + 1):
            owed, here = self.owners[j], line
            if owed is not None and owed.has_hours:
                assert owed.line is not None
                here = owed.line
            end = self.since[j + 1] if j < k else FOREVER
            if found and found[-1][0] is here:
                found[-1] = (here, found[-1][1], end)
            else:
                found.append((here, self.since[j], end))
        return found
