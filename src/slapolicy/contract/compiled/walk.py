"""One walk over what happens: how a case lives, what occurs, for whom it waits.

Restated here of DESIGN §3, for cases that are opened and end once: "Order",
"Occurrences", "Pauses" (when a wait begins and ends) and "End". Whether an event is one
that is spoken of is known beforehand (`kinds`), as is what follows from facts
(`states`). A walk counts in places, not in instants: what comes first is all that
matters, unless an event is spoken of in some hours only.
"""

from collections.abc import Sequence
from typing import Any, Literal

from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.contract.compiled.kinds import Heard, Kind, Note, Touch
from slapolicy.contract.compiled.plain_way import REOPENED, GoesPlain
from slapolicy.contract.compiled.states import Rules, State
from slapolicy.contract.policy import Policy, Resolution

NOWHERE = -1


class HoursMatter(Exception):  # noqa: N818  # a way that is taken, not a fault
    """It depends on the instants what comes of a walk, not on their order alone."""


class Occurrence:
    """One occurrence of a clock, in places of the walk (or `NOWHERE`)."""

    __slots__ = ("began", "fulfilled", "is_over", "lapsed", "restarts")

    def __init__(self, began: int) -> None:
        self.began = began
        self.fulfilled = self.lapsed = NOWHERE
        self.is_over = False
        self.restarts: tuple[int, ...] = ()

    def told(self) -> tuple[Any, ...]:
        """Give all of it."""
        return self.began, self.fulfilled, self.lapsed, self.is_over, self.restarts


class Walk:
    """A walk through what happens, and what was found on the way, in places.

    What is stated changes at `turns`. `waits` have no end while they go on. `ended` is
    the place of the end. `ats` are the instants of the places, if they are known.
    """

    __slots__ = (
        "agreed", "ats", "ended", "ended_by", "ended_how", "found", "going", "noted",
        "place", "policy", "rules", "seen", "shape", "state", "turns", "waits",
    )  # fmt: skip

    def __init__(
        self, policy: Policy, shape: Compiled, ats: Sequence[int] | None = None
    ) -> None:
        self.policy, self.shape, self.ats = policy, shape, ats
        self.rules: Rules = ()
        self.state: State | None = None
        self.place = NOWHERE
        self.turns = [0]
        self.found: list[list[Occurrence]] = [[] for _ in shape.clocks]
        self.agreed: set[str] = set()
        self.noted: dict[Note, list[int]] = {}
        self.seen = 0
        self.going: dict[str, int] = {}
        self.waits: list[tuple[str, int, int]] = []
        self.ended = NOWHERE
        self.ended_how: Literal["resolved", "withdrawn"] | None = None
        self.ended_by: tuple[Resolution, ...] = ()

    def go(
        self, kind: Kind, rules: Rules, state: State | None = None, *, turns: bool
    ) -> None:
        """Go on to what happens next.

        Args:
            kind: What happens.
            rules: By which the case ends from there on.
            state: What is stated from there on, if the instants are known.
            turns: Whether that changes here.

        Raises:
            GoesPlain: The short way does not treat what happens.
            HoursMatter: The instants are not known, and matter.
        """
        self.place += 1
        place, self.rules, self.state = self.place, rules, state
        if kind.why is not None:
            raise GoesPlain(kind.why)
        if turns:
            self.turns.append(place)
        if self.ended < 0:
            self._alive(place, kind)
        if kind.reopens and self.ended >= 0:
            raise GoesPlain(REOPENED)
        for note, heard in kind.noted:
            if self._holds(heard, place):
                self.noted.setdefault(note, []).append(place)
        self.seen |= kind.marks
        if kind.moves_waits and self.shape.waits_matter:
            self._wait(place, kind)

    def told(self) -> tuple[Any, ...]:
        """Give all that was found, and with it all that matters for what follows."""
        return (
            (*self.turns,),
            tuple(tuple(each.told() for each in mine) for mine in self.found),
            frozenset(self.agreed),
            {note: (*places,) for note, places in self.noted.items()},
            self.seen,
            (*self.going.items(),),
            (*self.waits,),
            (self.ended, self.ended_how, self.ended_by),
        )

    def _alive(self, place: int, kind: Kind) -> None:
        ends = None
        if kind.concludes or kind.changes:
            ends = self._ends(place, kind)
        for touch in kind.touches:
            self._touch(touch, place, is_resolved=ends == "resolved")
        if ends is None:
            return
        self.ended, self.ended_how = place, ends
        for clock in self.shape.clocks if ends == "resolved" else ():
            mine = self.found[clock.number]
            if mine and not mine[-1].is_over and (mine[-1].began < place or not place):
                if clock.is_fulfilled_by_end:
                    mine[-1].fulfilled = place
                elif clock.lapses_by_end:
                    mine[-1].lapsed = place

    def _ends(self, place: int, kind: Kind) -> Literal["resolved", "withdrawn"] | None:
        """Tell how the case ends at a place, if it does."""
        for party, agrees in kind.says:
            (self.agreed.add if agrees else self.agreed.discard)(party)
        if kind.withdraws:
            return "withdrawn"
        if not self.rules:
            is_said = kind.resolves and self.shape.supplier in self.agreed
            return "resolved" if is_said else None
        self.ended_by = tuple(
            rule
            for number, rule in self.rules
            if (rule.parties and self.agreed.issuperset(rule.parties))
            or (
                not rule.parties
                and any(n == number and self._holds(h, place) for n, h in kind.ends_by)
            )
        )
        return "resolved" if self.ended_by else None

    def _touch(self, touch: Touch, place: int, *, is_resolved: bool) -> None:
        """Let what happens start, fulfil or end an occurrence of a clock."""
        clock, mine = self.shape.clocks[touch.clock], self.found[touch.clock]
        current = mine[-1] if mine and not mine[-1].is_over else None
        opens = touch.opening_starts
        may_start = current is None and (clock.each or not mine)
        if opens and may_start and self._holds(opens, place):
            current = Occurrence(place)
            mine.append(current)
        is_fulfilled = False
        if current is not None:
            by_end = (
                is_resolved
                and clock.is_fulfilled_by_end
                and (current.began < place or not place)
            )
            if touch.met and self._holds(touch.met, place):
                current.fulfilled = place
                current.is_over = is_fulfilled = True
            elif touch.lapses and not by_end and self._holds(touch.lapses, place):
                current.lapsed, current.is_over = place, True
            elif touch.restarts and self._holds(touch.restarts, place):
                current.restarts = (*current.restarts, place)
            if not current.is_over:
                return
            may_start = clock.each
        begins = clock.recurs and is_fulfilled
        if begins or (touch.starts and may_start and self._holds(touch.starts, place)):
            mine.append(Occurrence(place))

    def _holds(self, heard: Heard, place: int) -> bool:
        """Whether an event is the one that is spoken of, by what came and by hours."""
        if isinstance(heard, bool):
            return heard
        for only in heard:
            if only.after and not self.seen & only.after:
                continue
            if only.calendar is None:
                return True
            if self.ats is None or self.state is None:
                raise HoursMatter
            at = self.ats[place]
            line = self.shape.calendar(self.policy, self.state, only.calendar)
            if (line.opening(at) == at) != only.outside:
                return True
        return False

    def _wait(self, place: int, kind: Kind) -> None:
        if self.going:
            ends = self.going if kind.ends_waits is None else kind.ends_waits
            for role in [*ends]:
                if role in self.going:
                    self.waits.append((role, self.going.pop(role), place))
        for role in kind.waits:
            self.going.setdefault(role, place)
