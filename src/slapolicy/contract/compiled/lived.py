"""What a walk comes to, with the instants put in: for what is asked of the evaluator.

And for what stands beside the clocks: alerts, duties, the steps of the intake.
"""

from bisect import bisect_right
from collections.abc import Sequence

from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.contract.compiled.kinds import Note
from slapolicy.contract.compiled.outlines import Outline, under
from slapolicy.contract.compiled.states import Path, State
from slapolicy.contract.compiled.walk import Occurrence
from slapolicy.contract.policy import Policy


class Happened:
    """An occurrence in instants."""

    __slots__ = ("at", "fulfilled_at", "is_over", "lapsed_at", "restarts")

    def __init__(self, here: Occurrence, ats: Sequence[int]) -> None:
        self.at = ats[here.began]
        self.fulfilled_at = ats[here.fulfilled] if here.fulfilled >= 0 else None
        self.lapsed_at = ats[here.lapsed] if here.lapsed >= 0 else None
        self.is_over = here.is_over
        self.restarts = tuple(ats[place] for place in here.restarts)


class Lived:
    """A case as of an instant: `ats` are those of the places of its outline, and it."""

    def __init__(
        self,
        policy: Policy,
        shape: Compiled,
        outline: Outline,
        path: Path,
        ats: Sequence[int],
    ) -> None:
        self.policy, self.shape, self.outline = policy, shape, outline
        self.ats, self.until, self.path = ats, ats[-1], path
        self.followed = under(policy, shape, outline, path).followed
        self.turns = [ats[place] for place in outline.turns]
        self.ended_at = ats[outline.ended] if outline.ended >= 0 else None

    def noted(self, note: Note) -> list[int]:
        """Give when something was noted of a duty or of a step."""
        return [self.ats[place] for place in self.outline.noted.get(note, ())]

    def state_at(self, at: int) -> State:
        """Give the state at an instant from the opening on."""
        return self.path.states[bisect_right(self.turns, at) - 1]

    def happened(self, here: Occurrence) -> Happened:
        """Give an occurrence in instants."""
        return Happened(here, self.ats)

    def instants(self, places: Sequence[int]) -> tuple[int, ...]:
        """Give places in instants."""
        return tuple(self.ats[place] for place in places)
