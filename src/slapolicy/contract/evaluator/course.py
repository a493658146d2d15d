"""The course of one occurrence, and what it comes to: values, in integers.

Integers are microseconds UTC. How one follows from the other is told in `leg`.
"""

from bisect import bisect_left
from typing import Final, Literal

from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.values import frozen
from slapolicy.worktime import ALWAYS

Kind = Literal["time", "business_days", "calendar_days", "no_stated_time"]
Pause = tuple[int, int | None]
FOREVER = 1 << 62


def end_of(pause: Pause) -> int:
    """Give when a pause ends; one that goes on never does."""
    return FOREVER if pause[1] is None else pause[1]


@frozen
class Measured:
    """A limit as it applies to one case: `amount` microseconds, or days."""

    kind: Kind
    amount: int
    hours: AnyHours | None

    @property
    def counts_on(self) -> AnyHours:
        """The hours on which time under it is counted."""
        return ALWAYS if self.hours is None else self.hours


@frozen
class Segment:
    """From `start` on, until the next one's, this limit is in force (or none)."""

    start: int
    limit: Measured | None


@frozen
class Course:
    """All that happened to an occurrence, as known now.

    `segments` begin at or before `start`. `pauses` that have not ended have no end.
    `lapsed_at`: an event made it lapse for good. `closures`: the stretches in which the
    case was closed; they are pauses too. `turns` are the restarts at which the severity
    changed, so that no new limit judges what was before. `is_born_still`: it was
    fulfilled in the instant of the opening, while a condition kept it still.
    """

    start: int
    segments: tuple[Segment, ...]
    pauses: tuple[Pause, ...]
    fulfilled_at: int | None
    lapsed_at: int | None
    closures: tuple[Pause, ...]
    restarts: tuple[int, ...]
    now: int
    turns: tuple[int, ...] = ()
    is_born_still: bool = False

    def seen_at(self, now: int) -> "Course":
        """Give the same course, looked at from a later instant."""
        return Course(
            self.start, self.segments, self.pauses, self.fulfilled_at, self.lapsed_at,
            self.closures, self.restarts, now, self.turns, self.is_born_still,
        )  # fmt: skip

    @property
    def is_closed(self) -> bool:
        """Whether the case has ended and was not reopened."""
        return bool(self.closures) and self.closures[-1][1] is None

    def when_open(self, at: int) -> int:
        """Give the instant, or the reopening if the case was closed then."""
        index = bisect_left(self.closures, at, key=_closed) - 1
        if index < 0:
            return at
        _, reopened = self.closures[index]
        if reopened is None:
            return FOREVER
        return max(at, reopened)

    def reopens_at(self, at: int) -> bool:
        """Whether the case was closed until an instant and is reopened at it."""
        index = bisect_left(self.closures, at, key=_closed) - 1
        return index >= 0 and self.closures[index][1] == at


def _closed(closure: Pause) -> int:
    return closure[0]


@frozen(kw_only=True)
class Reckoned:
    """What an occurrence comes to. `limit` is the index of the segment that judged it.

    `due` says why `due_at` is None.
    """

    state: Literal["met", "breached", "lapsed", "paused", "not_started", "running"]
    due: Literal[
        "at", "no_stated_time", "paused", "not_started", "lapsed", "never_opens"
    ]
    started_at: int
    due_at: int | None = None
    breached_at: int | None = None
    elapsed: int
    remaining: int | None = None
    paused: int
    overrun: int | None = None
    segment: int
    opens_at: int | None = None


@frozen
class Paused:
    """No due instant: the clock stands still, and `left` remains."""

    left: int


NEVER: Final = "never"
Due = int | Paused | Literal["never"] | None
"""None: no stated time."""
