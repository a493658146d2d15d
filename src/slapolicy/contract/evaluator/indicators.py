"""Indicators over time: yes or no, second by second, and how long a run has lasted.

Seconds are those of UTC. A second in which something was attempted is judged by all
attempts known in it; one without, as the policy says.
"""

from bisect import bisect_right
from collections.abc import Callable

from slapolicy.contract.evaluator.record import Record
from slapolicy.contract.policy import Indicator
from slapolicy.values import frozen

SECOND = 1_000_000


@frozen
class Steps:
    """A value that changes at instants: `values[i]` holds from `starts[i]` on.

    Before the first start it is unknown (None).
    """

    starts: tuple[int, ...]
    values: tuple[bool | None, ...]

    def value(self, at: int) -> bool | None:
        """Give the value at an instant."""
        index = bisect_right(self.starts, at) - 1
        return None if index < 0 else self.values[index]

    def runs(
        self, holds: Callable[[bool | None], bool], at: int
    ) -> list[tuple[int, int]]:
        """Give the runs `[start, end)` up to `at` in which the value holds."""
        found: list[tuple[int, int]] = []
        for index, start in enumerate(self.starts):
            end = self.starts[index + 1] if index + 1 < len(self.starts) else at
            end = min(end, at)
            if start > at or not holds(self.values[index]):
                continue
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found


def is_yes(value: bool | None) -> bool:
    """Whether a value is known to be yes."""
    return value is True


def may_be(value: bool | None) -> bool:
    """Whether a value is yes or unknown."""
    return value is not False


def steps_of(indicator: Indicator, record: Record) -> Steps:
    """Give an indicator's value over time: measured, or as stated, or unknown."""
    kinds = {attempt for attempt, _ in indicator.tries}
    if any(attempt.of in kinds for attempt in record.attempts):
        return _measured(indicator, record, kinds)
    return _stated(indicator, record)


def _stated(indicator: Indicator, record: Record) -> Steps:
    starts: list[int] = []
    values: list[bool | None] = []
    begins = record.begins_at
    if begins is None:
        begins = record.at
    for index, snapshot in enumerate(record.snapshots):
        start = begins if index == 0 else record.changes[index - 1]
        stated = snapshot.facts.get(indicator.name)
        value = stated if isinstance(stated, bool) else None
        if starts and starts[-1] == start:
            values[-1] = value
        elif not starts or values[-1] != value:
            starts.append(start)
            values.append(value)
    return Steps(tuple(starts), tuple(values))


def _measured(indicator: Indicator, record: Record, kinds: set[str]) -> Steps:
    seconds: dict[int, dict[str, bool]] = {}
    ends = {attempt: frozenset(which) for attempt, which in indicator.tries}
    for attempt in record.attempts:
        if attempt.of in kinds:
            second = attempt.at // SECOND
            verdicts = seconds.setdefault(second, {})
            ended_so = attempt.end in ends[attempt.of]
            verdicts[attempt.of] = verdicts.get(attempt.of, True) and ended_so
    starts: list[int] = []
    values: list[bool | None] = []

    def step(start: int, value: bool | None) -> None:
        if not starts or values[-1] != value:
            starts.append(start)
            values.append(value)

    idle = {"available": False, "unavailable": True, "unchanged": None}[indicator.idle]
    begins = record.begins_at
    assert begins is not None  # there are attempts
    step(min(begins, min(seconds) * SECOND), idle)
    for second, verdicts in seconds.items():  # in order, as attempts are
        tries = [verdicts.get(attempt, False) for attempt, _ in indicator.tries]
        step(second * SECOND, any(tries) if indicator.joined == "or" else all(tries))
        if second + 1 not in seconds and indicator.idle != "unchanged":
            step((second + 1) * SECOND, idle)
    return Steps(tuple(starts), tuple(values))
