"""What a walk comes to, in places: of each clock, what is owed and what stands still.

Restated here of DESIGN §3, "Pauses": which waits count for an occurrence, as known when
it was fulfilled, or at the end of the walk. All is told by the order of what happens;
the instants are put in by `deciding`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from slapolicy.contract.compiled.compiler import Clockwork
from slapolicy.contract.compiled.making import not_begun
from slapolicy.contract.compiled.owing import Followed, Owing, Stretches
from slapolicy.contract.compiled.plain_way import UNKNOWN_PAUSE, GoesPlain
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.citations import cited
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime.interval import union


class Outline:
    """What a walk comes to.

    `owed` stands in the order of the clocks: an obligation, where it has not begun and
    is always the same. `followed` is what happened of each clock; `noted` and the
    others are as in the walk.
    """

    __slots__ = (
        "case_state", "closed_by", "ended", "followed", "noted", "owed", "path",
        "turns",
    )  # fmt: skip

    def __init__(self, walk: Walk) -> None:
        self.path, self.turns = walk.path, (*walk.turns,)
        self.ended, self.noted = walk.ended, walk.noted
        self.case_state = walk.ended_how or "open"
        self.closed_by = cited(walk.ended_by).clauses if walk.ended_by else ()
        self.followed = [[*_followed(walk, clock)] for clock in walk.shape.clocks]
        self.owed = [
            each for clock in walk.shape.clocks for each in self._owed(walk, clock)
        ]

    def _owed(self, walk: Walk, clock: Clockwork) -> Iterator["Owing | Obligation"]:
        mine = self.followed[clock.number]
        for each in mine:
            for plan in each.plans:
                if not plan.is_none:
                    yield Owing(each, plan, self.turns)
        if not mine and self.ended < 0:
            for binding, owed in self.path.state.limits[clock.number]:
                if owed is not None:
                    name = clock.name
                    yield not_begun(walk.policy, walk.shape, name, binding, owed)


def _followed(walk: Walk, clock: Clockwork) -> Iterator[Followed]:
    turns = walk.turns
    for index, occurrence in enumerate(walk.found[clock.number]):
        place, plans = 0, walk.path.plans[clock.number]
        if len(turns) > 1 and occurrence.began >= turns[1]:
            place = bisect_right(turns, occurrence.began) - 1
        over = occurrence.lapsed
        if over < 0 and occurrence.fulfilled < 0:
            over = walk.ended
        until = len(turns)
        if 0 <= over < turns[-1]:  # what comes after it has no say
            until = bisect_right(turns, over)
        if place or until < len(turns):
            plans = walk.path.plans_of(clock.number, place, until)
        pauses = _pauses(walk, clock, occurrence)
        again = _severity_turns(walk, occurrence) if clock.restarts else ()
        yield Followed(
            clock, index + 1, occurrence, plans, place, pauses, again, walk.ended,
            walk.place + 1,
        )  # fmt: skip


def _severity_turns(walk: Walk, occurrence: Occurrence) -> Sequence[int]:
    """Give where the severity changed while the case was open, since it began."""
    states = walk.path.states
    return tuple(
        place
        for n, place in enumerate(walk.turns)
        if n
        and states[n].severity is not states[n - 1].severity
        and place > occurrence.began
        and (walk.ended < 0 or place <= walk.ended)
    )


def _pauses(walk: Walk, clock: Clockwork, occurrence: Occurrence) -> Stretches:
    """Give the pauses of an occurrence, as known when it was fulfilled, or now."""
    until = known = walk.place
    if occurrence.fulfilled >= 0:
        until = occurrence.fulfilled
        known = until - 1  # what fulfils comes before a wait in its instant
    elif occurrence.lapsed >= 0:
        until = known = occurrence.lapsed
    found: list[tuple[int, int]] = []
    waits = [*walk.waits, *((role, at, FOREVER) for role, at in walk.going.items())]
    for role, begin, end in waits:
        if begin <= known and role in clock.waits_for:
            if end > until:
                found.append((begin, FOREVER))
            elif end > occurrence.began:
                found.append((begin, end))
    if clock.whiles:
        found += [
            (begin, end if end <= until else FOREVER)
            for begin, end in _whiles(walk, clock, occurrence)
            if begin <= known and end > occurrence.began
        ]
    if 0 <= walk.ended <= known:
        found.append((walk.ended, FOREVER))
    return [*union(found)] if len(found) > 1 else found


def _whiles(walk: Walk, clock: Clockwork, occurrence: Occurrence) -> Stretches:
    if occurrence.fulfilled == 0:
        raise GoesPlain(UNKNOWN_PAUSE)
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for at, state in zip(walk.turns, walk.path.states, strict=True):
        still = state.still[clock.number]
        if still is None:
            raise GoesPlain(UNKNOWN_PAUSE)
        if still and begun is None:
            begun = at
        elif not still and begun is not None:
            found.append((begun, at))
            begun = None
    if begun is not None:
        found.append((begun, FOREVER))
    return found
