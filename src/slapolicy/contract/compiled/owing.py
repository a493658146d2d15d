"""What is owed of one occurrence, leg by leg, and which stretches count: in places.

A leg is what is owed under one limit, from one change of severity to the next. All is
told by the order of what happens, and is the same for all cases in which it is; what it
comes to is told in `reckoned`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from typing import Any, NamedTuple

from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.compiled.compiler import kept
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.states import Path, Plan
from slapolicy.contract.compiled.waiting import Stretches, Waits, known_until, pauses_of
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.evaluator.course import FOREVER, Kind
from slapolicy.contract.evaluator.courses import Key

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
    """An occurrence of a clock with its pauses, in places.

    What is owed of it, is owed from the state at place `first` on, up to that before
    `last`. The clock starts again at each of `again`, at which the severity changes.
    `closed` is where the case ends, and `now` the place behind all others.
    """

    __slots__ = (
        "again", "clock", "closed", "count", "first", "known", "last", "now",
        "occurrence", "owings", "pauses", "turns", "until",
    )  # fmt: skip

    def __init__(
        self,
        clock: Clockwork,
        count: int,
        occurrence: Occurrence,
        waits: Waits,
        walk: Walk,
        turns: Sequence[int],
    ) -> None:
        self.clock, self.count, self.occurrence = clock, count, occurrence
        self.closed, self.now = walk.ended, walk.place + 1
        self.until, self.known = known_until(walk, occurrence)
        began, until, known = occurrence.began, self.until, self.known
        self.pauses = pauses_of(waits, began, until, known, walk.ended)
        self.turns = turns
        self.first = bisect_right(turns, began) - 1
        over = occurrence.lapsed
        if over < 0 and occurrence.fulfilled < 0:
            over = walk.ended
        # what comes after it has no say
        self.last = len(turns) if over < 0 else bisect_right(turns, over)
        self.again: Sequence[int] = ()
        self.owings: dict[Any, Owing] = {}

    def with_states(self, pauses: Stretches, again: Sequence[int]) -> "Followed":
        """Give the same with other pauses, and where it starts again."""
        found = copy(self)
        found.pauses, found.again, found.owings = pauses, again, {}
        return found

    def plans(self, path: Path) -> Sequence[Plan]:
        """Give what is owed of it under a path."""
        return path.plans_of(self.clock.number, self.first, self.last)

    def owing(self, plan: Plan) -> "Owing":
        """Give what is owed of it under a plan."""
        key = (plan.binding, plan.owners, *plan.later)
        found = self.owings.get(key)
        if found is None:
            found = kept(self.owings, key, Owing(self, plan))
        return found


class Leg:
    """What is owed under one limit, at a `place` among the owners, `since` where.

    `stop` is where it is looked at: where it `is_judged` (the occurrence is fulfilled),
    where the next leg begins (then it `is_early`), where it lapses, or now. Until then
    `counts` are measured, but for what is `shut`; if it `goes_on`, nothing keeps it
    still after the stop.
    """

    __slots__ = (
        "amount", "counts", "goes_on", "is_early", "is_in_hours", "is_judged", "kind",
        "line", "place", "shut", "since", "stop",
    )  # fmt: skip

    def __init__(self, owing: "Owing", k: int, stop: int, *, is_judged: bool) -> None:
        owed, pauses = owing.owners[k], owing.pauses
        assert owed is not None
        assert owed.kind is not None
        assert owed.line is not None
        self.place, self.since, self.stop = k, owing.since[k], stop
        is_last, is_free = k == len(owing.owners) - 1, True
        if pauses and pauses[-1][1] == FOREVER:
            is_free = False
        self.is_judged, self.is_early = is_judged, not (is_judged or is_last)
        self.goes_on = is_free and not self.is_early
        self.kind: Kind = owed.kind
        self.amount, self.line = owed.amount, owed.line
        self.is_in_hours = self.kind == "time" and self.amount > 0
        self.counts, self.shut = owing.measured(k, stop)


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
        "owners", "pauses", "plan", "same", "since", "until", "wholes",
    )  # fmt: skip

    def __init__(self, followed: Followed, plan: Plan) -> None:
        here, first, turns = followed.occurrence, followed.first, followed.turns
        self.followed, self.plan, self.owners = followed, plan, plan.owners
        self.pauses, self.closed = followed.pauses, followed.closed
        self.began, self.fulfilled = here.began, here.fulfilled
        self.key: Key = (followed.clock.name, plan.binding, followed.count)
        self.same: dict[int, Any] = {}
        self.wholes: dict[int, Measured] = {}
        self.since = (here.began, *(turns[first + each] for each in plan.later))
        self.is_asked = bool(here.restarts or followed.again or not plan.is_known)
        is_present = here.fulfilled < 0 and here.lapsed < 0
        self.until = followed.now if is_present else followed.until
        self.legs: list[Leg] = []
        self.over: Measured | None = None
        if plan.is_known:
            self._lay(here)

    def _lay(self, here: Occurrence) -> None:
        last = len(self.owners) - 1
        for k, owed in enumerate(self.owners):
            if owed is None:
                continue
            end = FOREVER if k == last else self.since[k + 1]
            is_judged = 0 <= here.fulfilled <= end
            stop = here.fulfilled if is_judged else min(end, self.until)
            self.legs.append(Leg(self, k, stop, is_judged=is_judged))
            if is_judged:
                self.is_asked |= self.since[k] > stop
                break
        if here.lapsed >= 0 or self.closed >= 0 or self.owners[last] is None:
            self.over = self.measured(last, self.until)

    def whole(self, leg: Leg) -> Measured:
        """Give what counts of a breached leg until the occurrence was over, or now."""
        found = self.wholes.get(leg.place)
        if found is None:
            found = self.wholes[leg.place] = self.measured(leg.place, self.until)
        return found

    def measured(self, k: int, stop: int) -> Measured:
        """Give what counts up to a place, under the k-th of the owners."""
        first = self.owners[0]
        if not k and not self.pauses and first is not None:  # as it is mostly
            assert first.line is not None
            return Measured(((first.line, self.began, stop),), ())
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
