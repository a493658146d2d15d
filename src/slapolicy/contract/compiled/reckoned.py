"""What one occurrence comes to, in whole numbers.

Restated here of DESIGN §3, for an occurrence that is not restarted, of a case that is
not reopened: "Durations", "Pauses", "Severity change" and "State". The evaluator's own
`reckoning` and `leg` say the same of all; both must agree.
"""

from collections.abc import Sequence
from typing import NamedTuple

from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.pieces import (
    NEVER,
    NO_TIME,
    STANDS,
    Pauses,
    Piece,
    lengths,
    nominal_due,
    reached,
    run_out,
)
from slapolicy.contract.compiled.plain_way import (
    UNKNOWN_HOLIDAYS,
    UNKNOWN_HOURS,
    GoesPlain,
)
from slapolicy.contract.compiled.states import Owed
from slapolicy.contract.decision import Due, State
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.worktime import HolidaysUnknown


class DaysStandStill(Exception):  # noqa: N818  # a way that is taken, not a fault
    """What remains of a limit in days that stands still is asked of the evaluator."""


class Reckoned(NamedTuple):
    """What it comes to; the one of `owners` that judged it stands at `segment`.

    `next_at`: when it comes to something else, if nothing more happens. `started_at`:
    where it was restarted, when.
    """

    state: State
    due: Due
    due_at: int | None
    breached_at: int | None
    elapsed: int
    remaining: int | None
    paused: int
    overrun: int | None
    segment: int
    next_at: int
    started_at: int | None = None


_made = tuple.__new__


def met_or_breached(owed: Owed, start: int, fulfilled: int) -> Reckoned:
    """Reckon what was fulfilled under its first limit, in hours, without a pause."""
    assert owed.line is not None
    position = owed.line.position
    here = position(start)
    due = reached(owed.line, here + owed.amount)
    elapsed = position(fulfilled) - here
    if 0 <= due < fulfilled:
        over = elapsed - owed.amount
        return _made(
            Reckoned,
            ("breached", "at", due, due, elapsed, None, 0, over, 0, FOREVER, None),
        )
    if due < 0:
        return _made(
            Reckoned,
            ("met", "never_opens", None, None, elapsed, None, 0, None, 0, FOREVER,
             None),
        )  # fmt: skip
    return _made(
        Reckoned,
        ("met", "at", due, None, elapsed, None, 0, None, 0, FOREVER, None),
    )


def reckoned(
    since: Sequence[int],
    owners: Sequence[Owed | None],
    pauses: Pauses,
    fulfilled: int | None,
    lapsed: int | None,
    closed: int | None,
    now: int,
) -> Reckoned:
    """Reckon an occurrence.

    Raises:
        GoesPlain: Its hours cannot be told.
        DaysStandStill: It has to be asked elsewhere.
    """
    return Run(since, owners, pauses, fulfilled, lapsed, closed, now).reckoned()


class Run:
    """An occurrence from its start on, as known now.

    From each of `since` on the one of `owners` beside it is owed (or nothing).
    """

    __slots__ = (
        "closed", "fulfilled", "lapsed", "now", "owners", "pauses", "since", "start",
    )  # fmt: skip

    def __init__(
        self,
        since: Sequence[int],
        owners: Sequence[Owed | None],
        pauses: Pauses,
        fulfilled: int | None,
        lapsed: int | None,
        closed: int | None,
        now: int,
    ) -> None:
        self.since, self.owners, self.pauses = since, owners, pauses
        self.fulfilled, self.lapsed = fulfilled, lapsed
        self.closed, self.now, self.start = closed, now, since[0]

    def reckoned(self) -> Reckoned:
        """Reckon it.

        Raises:
            GoesPlain: Its hours cannot be told.
            DaysStandStill: It has to be asked elsewhere.
        """
        fulfilled, since, last = self.fulfilled, self.since, len(self.owners) - 1
        lapsed = FOREVER if self.lapsed is None else self.lapsed
        due = NO_TIME
        for k, owed in enumerate(self.owners):
            if owed is None:
                continue
            end = FOREVER if k == last else since[k + 1]
            due = self._due(k, owed)
            due_at = due if due >= 0 else FOREVER
            breached_at = max(due_at, since[k])
            if fulfilled is not None and fulfilled <= end:
                if fulfilled <= due_at:
                    return self._told("met", k, due, fulfilled)
                return self._breached(k, owed, due, breached_at)
            if self.closed is not None and self.closed < breached_at:
                continue
            if breached_at <= end and breached_at <= self.now and breached_at <= lapsed:
                return self._breached(k, owed, due, breached_at)
        if lapsed < FOREVER:
            return self._told("lapsed", last, due, lapsed)
        owed = self.owners[last]
        if self.closed is not None or owed is None:
            return self._told("lapsed", last, due, self.now)
        return self._present(last, owed, due)

    def _present(self, k: int, owed: Owed, due: int) -> Reckoned:
        now, state = self.now, "paused"
        next_at, remaining = FOREVER, None
        if not self.pauses or self.pauses[-1][1] < FOREVER:
            opens_at = self._opens_at(k)
            state = "running" if opens_at <= now else "not_started"
            for at in (due, opens_at):
                if now < at < next_at:
                    next_at = at
        if due >= 0:
            assert owed.line is not None
            position = owed.line.position
            remaining = position(due) - position(min(max(now, self.start), due))
        elif due <= STANDS:
            if owed.kind != "time":
                raise DaysStandStill
            remaining = STANDS - due
        return self._told(state, k, due, now, remaining, next_at)  # type: ignore[arg-type]  # one of its words

    def _told(
        self,
        state: State,
        k: int,
        due: int,
        until: int,
        remaining: int | None = None,
        next_at: int = FOREVER,
    ) -> Reckoned:
        elapsed, paused = lengths(self._measured(k), self.pauses, until)
        if state == "lapsed":
            return _made(
                Reckoned,
                (state, "lapsed", None, None, elapsed, None, paused, None, k, FOREVER,
                 None),
            )  # fmt: skip
        if due >= 0:
            return _made(
                Reckoned,
                (state, "at", due, None, elapsed, remaining, paused, None, k, next_at,
                 None),
            )  # fmt: skip
        word: Due = "paused"
        if due == NO_TIME:
            word = "no_stated_time"
        elif due == NEVER:
            word = "never_opens"
        return Reckoned(
            state, word, None, None, elapsed, remaining, paused, None, k, next_at
        )

    def _breached(self, k: int, owed: Owed, due: int, breached_at: int) -> Reckoned:
        assert owed.line is not None
        until = self.now if self.fulfilled is None else self.fulfilled
        elapsed, paused = lengths(self._measured(k), self.pauses, until)
        position = owed.line.position
        overrun = position(until) - position(due) if until > due else 0
        return _made(
            Reckoned,
            ("breached", "at", due, breached_at, elapsed, None, paused, overrun, k,
             FOREVER, None),
        )  # fmt: skip

    def _opens_at(self, k: int) -> int:
        for start, end, line in self._measured(k):
            opening = line.opening(start)
            if opening < end:
                return opening
        return FOREVER

    # Due

    def _due(self, k: int, owed: Owed) -> int:
        if owed.kind == "time":
            if owed.amount == 0:
                return self.start
            if k == 0 and not self.pauses:
                assert owed.line is not None
                start = owed.line.position(self.start)
                return reached(owed.line, start + owed.amount)
            return run_out(self._pieces(k, owed), self.pauses, owed.amount)
        if owed.kind == "no_stated_time":
            return NO_TIME
        line = owed.line
        if owed.kind is None or line is None:
            raise GoesPlain(UNKNOWN_HOURS)
        try:
            nominal = nominal_due(owed, line, self.start)
        except HolidaysUnknown:
            raise GoesPlain(UNKNOWN_HOLIDAYS) from None
        if nominal is None:
            return NEVER
        return self._moved(line, nominal) if self.pauses else nominal

    def _moved(self, line: Line, nominal: int) -> int:
        """Move a due of days by the open time paused since the start."""
        position, owing = line.position, 0
        for begin, end in self.pauses:
            if begin < nominal and end > self.start:
                owing += position(min(end, nominal))
                owing -= position(max(begin, self.start))
        due = nominal
        if owing:
            due = run_out([(nominal, FOREVER, line)], self.pauses, owing)
        for begin, end in self.pauses:
            if due >= 0 and begin < due < end:
                due = STANDS if end >= FOREVER else end
        return due

    def _pieces(self, k: int, present: Owed) -> Sequence[Piece]:
        """Give the stretches since the start, each with the line it counts on."""
        assert present.line is not None
        if k == 0:
            return ((self.start, FOREVER, present.line),)
        found: list[Piece] = []
        for j in range(k + 1):
            owed = self.owners[j]
            end = self.since[j + 1] if j < k else FOREVER
            line = present.line
            if owed is not None and owed.has_hours:
                assert owed.line is not None
                line = owed.line
            start = self.since[j]
            if found and found[-1][2] is line:
                found[-1] = (found[-1][0], end, line)
            elif start < end:
                found.append((start, end, line))
        return found

    def _measured(self, k: int) -> Sequence[Piece]:
        """Give the stretches on which elapsed time is counted: days on their own."""
        owed = self.owners[k]
        if owed is not None and owed.kind in ("time", "no_stated_time"):
            return self._pieces(k, owed)
        known = owed
        for each in self.owners[:k] if owed is None else ():
            known = each or known
        if known is None:
            raise GoesPlain(UNKNOWN_HOURS)
        assert known.line is not None
        return ((self.start, FOREVER, known.line),)
