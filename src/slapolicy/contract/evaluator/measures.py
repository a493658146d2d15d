"""The instants and lengths of one occurrence, and those that all possible worlds share.

A length that is the same in all of them is told. What it needs is said where worlds
count on different hours, be it the same just now or not: what a decision needs must not
change with every opening and closing.
"""

from collections.abc import Hashable, Sequence

from slapolicy.contract.evaluator.course import Course, Reckoned
from slapolicy.contract.evaluator.courses import Outcome
from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.contract.evaluator.reckoning import leg_of
from slapolicy.values import frozen
from slapolicy.worktime import Always


@frozen(kw_only=True)
class Measures:
    """What is measured of one occurrence, in microseconds.

    `past` is on what the elapsed time was counted, `line` the hours on which the rest
    is; where both stand still they are the lengths themselves.
    """

    started: int | None = None
    fulfilled: int | None = None
    breached: int | None = None
    elapsed: int | None = None
    remaining: int | None = None
    paused: int | None = None
    overrun: int | None = None
    past: Hashable = None
    line: Hashable = None

    @property
    def key(self) -> Hashable:
        """What worlds must share, or else something is needed."""
        told = (self.started, self.fulfilled, self.breached, self.paused)
        return told, self.past, self.line


def measures(everywhere: Sequence[Outcome | None]) -> list[Measures]:
    """Measure an occurrence as it stands in each world."""
    is_alone = len(everywhere) == 1
    return [_measured(each, is_alone) for each in everywhere]


def _measured(outcome: Outcome | None, is_alone: bool) -> Measures:
    if outcome is None:
        return Measures()
    found, occurrence, course = outcome.reckoned, outcome.occurrence, outcome.course
    fulfilled = None if occurrence is None else occurrence.fulfilled_at
    if found is None or course is None:
        return Measures(fulfilled=fulfilled)
    past: Hashable = None
    line: Hashable = None
    if is_alone:
        pass  # there is nobody to share with
    elif fulfilled is not None or found.state == "paused" or course.is_closed:
        past, line = found.elapsed, (found.remaining, found.overrun)
    else:
        past, line = _counted_on(course, found)
    return Measures(
        started=found.started_at, fulfilled=fulfilled, breached=found.breached_at,
        elapsed=found.elapsed, remaining=found.remaining, paused=found.paused,
        overrun=found.overrun, past=past, line=line,
    )  # fmt: skip


def _counted_on(course: Course, found: Reckoned) -> tuple[Hashable, Hashable]:
    leg, k = leg_of(course, found)
    past: list[tuple[int, Hashable]] = []
    for start, _, hours in leg.measured_pieces(k):
        if not past or past[-1][1] != _line(hours):
            past.append((start, _line(hours)))
    return (tuple(past), leg.pauses), past[-1][1]


def _line(hours: AnyHours) -> Hashable:
    """Give what tells hours apart: `24x7` counts the same in every zone."""
    return "24x7" if isinstance(hours, Always) else hours


def shared(everywhere: Sequence[Measures]) -> Measures:
    """Give what all worlds share; None in place of what they do not."""
    if len(everywhere) == 1:
        return everywhere[0]

    def common(name: str) -> int | None:
        values = {getattr(each, name) for each in everywhere}
        return values.pop() if len(values) == 1 else None

    return Measures(
        started=common("started"),
        fulfilled=common("fulfilled"),
        breached=common("breached"),
        elapsed=common("elapsed"),
        remaining=common("remaining"),
        paused=common("paused"),
        overrun=common("overrun"),
    )
