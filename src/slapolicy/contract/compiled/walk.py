"""One walk over what happens: how a case lives, what occurs, for whom it waits.

Restated here of DESIGN §3, for cases that are opened and end once: "Order",
"Occurrences", "Pauses" (when a wait begins and ends) and "End". Whether an event is one
that is spoken of is known beforehand (`kinds`), as is what follows from facts
(`states`).
"""

from bisect import bisect_right
from typing import Literal

from slapolicy.contract.compiled.kinds import Heard, Kind, Note, Touch
from slapolicy.contract.compiled.plain_way import (
    NOT_OPENED,
    REOPENED,
    GoesPlain,
)
from slapolicy.contract.compiled.states import State
from slapolicy.contract.compiled.story import Change, Story, path_after
from slapolicy.contract.policy import Policy, Resolution


class Occurrence:
    """One occurrence of a clock; `began` and `fulfilled` are places in the story."""

    __slots__ = (
        "at", "began", "fulfilled", "fulfilled_at", "is_over", "lapsed_at", "restarts",
    )  # fmt: skip

    def __init__(self, began: int, at: int) -> None:
        self.began, self.at = began, at
        self.fulfilled = -1
        self.fulfilled_at: int | None = None
        self.lapsed_at: int | None = None
        self.is_over = False
        self.restarts: tuple[int, ...] = ()


class Walk:
    """A walk through a story, and what was found on the way.

    `path` are the states, each from its one of `turns` on. `waits` have no end while
    they go on. `ended` is the place of the end in the story.
    """

    __slots__ = (
        "agreed", "ended", "ended_at", "ended_by", "ended_how", "found", "going",
        "noted", "path", "policy", "seen", "shape", "story", "turns", "until", "waits",
    )  # fmt: skip

    def __init__(self, policy: Policy, story: Story, until: int) -> None:
        self.policy, self.shape, self.story = policy, story.of, story
        self.until = until
        if isinstance(story.first, str):
            raise GoesPlain(story.first)
        self.path = story.first
        self.turns = [story.ats[0]]
        self.found: list[list[Occurrence]] = [[] for _ in self.shape.clocks]
        self.agreed: set[str] = set()
        self.noted: dict[Note, list[int]] = {}
        self.seen = 0
        self.going: dict[str, int] = {}
        self.waits: list[tuple[str, int, int | None]] = []
        self.ended = -1
        self.ended_at: int | None = None
        self.ended_how: Literal["resolved", "withdrawn"] | None = None
        self.ended_by: tuple[Resolution, ...] = ()

    def through(self) -> None:
        """Walk to the end.

        Raises:
            GoesPlain: The short way does not treat what happens.
        """
        story = self.story
        ats, kinds, changes = story.ats, story.kinds, story.changes
        if self.until < ats[0]:
            raise GoesPlain(NOT_OPENED)
        waits_matter = self.shape.waits_matter
        for place in range(bisect_right(ats, self.until)):
            kind = kinds[place]
            change = changes.get(place) if kind.changes else None
            if kind.why is not None:
                raise GoesPlain(kind.why)
            if change is not None:
                self._turn(ats[place], change)
            if self.ended_at is None:
                self._alive(place, ats[place], kind)
            if kind.reopens and self.ended_at is not None:
                raise GoesPlain(REOPENED)
            for note, heard in kind.noted:
                if self._holds(heard, ats[place]):
                    self.noted.setdefault(note, []).append(ats[place])
            self.seen |= kind.marks
            if waits_matter and kind.moves_waits:
                self._wait(ats[place], kind)
        self.waits += [(role, begin, None) for role, begin in self.going.items()]

    def state_at(self, at: int) -> State:
        """Give the state at an instant from the opening on."""
        return self.path.states[bisect_right(self.turns, at) - 1]

    def _turn(self, at: int, changes: tuple[Change, ...]) -> None:
        found = self.path.later.get(changes)
        if found is None:
            found = path_after(self.policy, self.shape, self.path, changes)
        self.path = found
        self.turns.append(at)

    def _alive(self, place: int, at: int, kind: Kind) -> None:
        ends = None
        if kind.concludes or kind.changes:
            ends = self._ends(at, kind)
        for touch in kind.touches:
            self._touch(touch, place, at, is_resolved=ends == "resolved")
        if ends is None:
            return
        self.ended, self.ended_at, self.ended_how = place, at, ends
        for clock in self.shape.clocks if ends == "resolved" else ():
            mine = self.found[clock.number]
            if mine and not mine[-1].is_over and (mine[-1].at < at or not place):
                if clock.is_fulfilled_by_end:
                    mine[-1].fulfilled, mine[-1].fulfilled_at = place, at
                elif clock.lapses_by_end:
                    mine[-1].lapsed_at = at

    def _ends(self, at: int, kind: Kind) -> Literal["resolved", "withdrawn"] | None:
        """Tell how the case ends at an instant, if it does."""
        for party, agrees in kind.says:
            (self.agreed.add if agrees else self.agreed.discard)(party)
        if kind.withdraws:
            return "withdrawn"
        rules = self.path.state.resolutions
        if not rules:
            is_said = kind.resolves and self.shape.supplier in self.agreed
            return "resolved" if is_said else None
        self.ended_by = tuple(
            rule
            for number, rule in rules
            if (rule.parties and self.agreed.issuperset(rule.parties))
            or (
                not rule.parties
                and any(n == number and self._holds(h, at) for n, h in kind.ends_by)
            )
        )
        return "resolved" if self.ended_by else None

    def _touch(self, touch: Touch, place: int, at: int, *, is_resolved: bool) -> None:
        """Let what happens start, fulfil or end an occurrence of a clock."""
        clock, mine = self.shape.clocks[touch.clock], self.found[touch.clock]
        current = mine[-1] if mine and not mine[-1].is_over else None
        opens = touch.opening_starts
        may_start = current is None and (clock.each or not mine)
        if opens and may_start and self._holds(opens, at):
            current = Occurrence(place, at)
            mine.append(current)
        is_fulfilled = False
        if current is not None:
            by_end = (
                is_resolved
                and clock.is_fulfilled_by_end
                and (current.at < at or not place)
            )
            if touch.met and self._holds(touch.met, at):
                current.fulfilled, current.fulfilled_at = place, at
                current.is_over = is_fulfilled = True
            elif touch.lapses and not by_end and self._holds(touch.lapses, at):
                current.lapsed_at, current.is_over = at, True
            elif touch.restarts and self._holds(touch.restarts, at):
                current.restarts = (*current.restarts, at)
            if not current.is_over:
                return
            may_start = clock.each
        begins = clock.recurs and is_fulfilled
        if begins or (touch.starts and may_start and self._holds(touch.starts, at)):
            mine.append(Occurrence(place, at))

    def _holds(self, heard: Heard, at: int) -> bool:
        """Whether an event is the one that is spoken of, by what came and by hours."""
        if isinstance(heard, bool):
            return heard
        for only in heard:
            if only.after and not self.seen & only.after:
                continue
            if only.calendar is None:
                return True
            line = self.shape.calendar(self.policy, self.path.state, only.calendar)
            if (line.opening(at) == at) != only.outside:
                return True
        return False

    def _wait(self, at: int, kind: Kind) -> None:
        ends = self.going if kind.ends_waits is None else kind.ends_waits
        for role in [*ends]:
            if role in self.going:
                self.waits.append((role, self.going.pop(role), at))
        for role in kind.waits:
            self.going.setdefault(role, at)
