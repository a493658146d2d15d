"""What a walk comes to, in places: of each clock, what is owed and what stands still.

All is told by the order of what happens; the instants are put in by `deciding`.
"""

from collections.abc import Iterable, Sequence

from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.compiled.compiler import Compiled, kept
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.making import not_begun
from slapolicy.contract.compiled.owing import Followed, Owing
from slapolicy.contract.compiled.places import Reach
from slapolicy.contract.compiled.plain_way import UNKNOWN_PAUSE, GoesPlain
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.waiting import Stretches, waits_of
from slapolicy.contract.compiled.walk import Occurrence, Walk
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.citations import cited
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.policy import Policy
from slapolicy.worktime.interval import union


class Outline:
    """What a walk comes to, whatever is stated.

    `followed` is what happened of each clock; `noted` and the others are as in the
    walk. `under` keeps what that comes to under the paths that were met.
    """

    __slots__ = (
        "case_state", "closed_by", "ended", "followed", "noted", "turns", "under",
    )  # fmt: skip

    def __init__(self, walk: Walk) -> None:
        self.turns, self.ended, self.noted = (*walk.turns,), walk.ended, walk.noted
        self.case_state = walk.ended_how or "open"
        self.closed_by = cited(walk.ended_by).clauses if walk.ended_by else ()
        self.followed = [self._followed(walk, clock) for clock in walk.shape.clocks]
        self.under: dict[Path, Under] = {}

    def _followed(self, walk: Walk, clock: Clockwork) -> list[Followed]:
        waits = waits_of(walk, clock)
        return [
            Followed(clock, count, each, waits, walk, self.turns)
            for count, each in enumerate(walk.found[clock.number], 1)
        ]


class Under:
    """What an outline comes to under a path of what is stated.

    `owed` stands in the order of the clocks: an obligation, where it has not begun and
    is always the same. `followed` is what happened of each clock, and `reach` the last
    place on each line that is asked for.
    """

    __slots__ = ("followed", "owed", "reach")

    def __init__(
        self, policy: Policy, shape: Compiled, outline: Outline, path: Path
    ) -> None:
        self.followed = outline.followed
        if shape.asks_states:
            self.followed = [
                [_under(outline, path, each) for each in mine]
                for mine in outline.followed
            ]
        self.owed: list[Owing | Obligation] = []
        for clock, mine in zip(shape.clocks, self.followed, strict=True):
            for each in mine:
                self.owed += [
                    each.owing(plan) for plan in each.plans(path) if not plan.is_none
                ]
            if not mine and outline.ended < 0:
                self.owed += [
                    not_begun(policy, shape, clock.name, binding, owed)
                    for binding, owed in path.state.limits[clock.number]
                    if owed is not None
                ]
        self.reach = _reach(self.owed)


def _reach(owed: Iterable[Owing | Obligation]) -> Reach:
    found: dict[Line, int] = {}
    for each in owed:
        for leg in each.legs if isinstance(each, Owing) and not each.is_asked else ():
            for line, _, end in (*leg.counts, *leg.shut):
                found[line] = max(found.get(line, 0), end)
    return tuple(found.items())


def under(policy: Policy, shape: Compiled, outline: Outline, path: Path) -> Under:
    """Give what an outline comes to under a path.

    Raises:
        GoesPlain: It cannot be told whether a clock stands still.
    """
    found = outline.under.get(path)
    if found is None:
        shape.hold()
        made = Under(policy, shape, outline, path)
        found = kept(outline.under, path, made)
    return found


def _under(outline: Outline, path: Path, followed: Followed) -> Followed:
    """Give what happened with what depends on what is stated."""
    clock, occurrence = followed.clock, followed.occurrence
    whiles: list[tuple[int, int]] = []
    if clock.whiles:
        until, known = followed.until, followed.known
        whiles = [
            (begin, end if end <= until else FOREVER)
            for begin, end in _whiles(outline, path, clock, occurrence)
            if begin <= known and end > occurrence.began
        ]
    turns = _severity_turns(outline, path, occurrence) if clock.restarts else ()
    if not whiles and not turns:
        return followed
    return followed.with_states(union([*followed.pauses, *whiles]), turns)


def _severity_turns(
    outline: Outline, path: Path, occurrence: Occurrence
) -> Sequence[int]:
    """Give where the severity changed while the case was open, since it began."""
    states = path.states
    return tuple(
        place
        for n, place in enumerate(outline.turns)
        if n
        and states[n].severity is not states[n - 1].severity
        and place > occurrence.began
        and (outline.ended < 0 or place <= outline.ended)
    )


def _whiles(
    outline: Outline, path: Path, clock: Clockwork, occurrence: Occurrence
) -> Stretches:
    if occurrence.fulfilled == 0:
        raise GoesPlain(UNKNOWN_PAUSE)
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for at, state in zip(outline.turns, path.states, strict=True):
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
