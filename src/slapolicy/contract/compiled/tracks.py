"""What happened before in the same order in another case is not walked again.

A track is what has happened so far, without whatever made no difference. It knows the
tracks that follow on it, and what its walk comes to. What a case states has no part in
it, but for the rules by which it ends. Where instants matter, too much happens or
hardly anything is met again, a case is walked by itself.
"""

from typing import Any

from attrs import frozen

from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.contract.compiled.kinds import Kind
from slapolicy.contract.compiled.outlines import Outline
from slapolicy.contract.compiled.plain_way import NOT_OPENED, GoesPlain
from slapolicy.contract.compiled.states import Path, Rules
from slapolicy.contract.compiled.story import Story, path_after
from slapolicy.contract.compiled.walk import HoursMatter, Walk
from slapolicy.contract.policy import Policy

MANY = 512
"""So many cases lay tracks before it is asked whether tracks are met again."""
LONGEST = 64
"""So much may happen on a track."""


@frozen(eq=False)
class Step:
    """What happens on a track, under which rules, and whether the state changes."""

    kind: Kind
    rules: Rules
    turns: bool


class Track:
    """What has happened so far, and the tracks that follow on what happens next.

    One that is not followed says `why`: the words of a reason, or that instants matter
    (or too much happens), so that each case is walked by itself. `orders` are those in
    which a case that is read may stand on it, by for whom it waits.
    """

    __slots__ = ("orders", "outline", "steps", "then", "why")

    def __init__(
        self, steps: tuple[Step, ...], why: str | type[HoursMatter] | None = None
    ) -> None:
        self.steps, self.why = steps, why
        self.outline: Outline | None = None
        self.then: dict[Any, Track] = {}
        self.orders: dict[Any, Any] = {}


Found = tuple[Outline, Path, list[Any]]


def outline_of(policy: Policy, story: Story, count: int) -> Found:
    """Give what the first so many happenings of a story come to.

    And the path of what is stated, and the times of the places of the outline.

    Raises:
        GoesPlain: The short way does not treat it.
    """
    shape, path = story.of, story.first
    if isinstance(path, str):
        raise GoesPlain(path)
    if not count:
        raise GoesPlain(NOT_OPENED)
    shape.cases += 1
    track: Track = shape.tracks.get(path.state.ends) or _first(shape, path)
    happenings, times = story.happenings, story.times
    if count < len(happenings):
        happenings = happenings[:count]
    found: list[Any] = []
    then = track.then
    for here, time in zip(happenings, times):  # noqa: B905  # times may go on
        following = then.get(here)
        if following is track:
            continue
        if following is None:
            if here.changes is not None:
                path = path_after(policy, shape, path, here.changes)
                following = then.get((here.kind, path.state.ends))
            if following is None:
                return _laid(policy, story, count, track)
            if following is track:
                continue
        track, then = following, following.then
        found.append(time)
    outline = track.outline
    if outline is None:
        if track.why is not None:
            return _laid(policy, story, count, track)
        outline = track.outline = _walked(policy, shape, track)
    return outline, path, found


def _first(shape: Compiled, path: Path) -> Track:
    found: Track = shape.tracks.setdefault(path.state.ends, Track(()))
    return found


def _walked(policy: Policy, shape: Compiled, track: Track) -> Outline:
    """Walk a track again."""
    walk = Walk(policy, shape)
    for step in track.steps:
        walk.go(step.kind, step.rules, turns=step.turns)
    return Outline(walk)


def _laid(policy: Policy, story: Story, count: int, track: Track) -> Found:
    """Walk a case of which something never came before, and lay its track.

    Or one that came to a track that is not followed.
    """
    if isinstance(track.why, str):
        raise GoesPlain(track.why)
    shape, path = story.of, story.first
    assert isinstance(path, Path)
    if track.why is not None:
        return _alone(policy, story, count)
    shape.laid += 1
    if shape.laid > MANY and 2 * shape.laid > shape.cases:
        return _alone(policy, story, count)
    walk = Walk(policy, shape)
    track = _first(shape, path)
    places: list[int] = []
    for place in range(count):
        here = story.happenings[place]
        key: Any = here
        if here.changes is not None:
            path = path_after(policy, shape, path, here.changes)
            key = (here.kind, path.state.ends)
        step = Step(here.kind, path.state.resolutions, here.changes is not None)
        before = walk.told()
        try:
            walk.go(step.kind, step.rules, turns=step.turns)
        except GoesPlain as plain:
            track.then[key] = Track((), plain.why)
            raise
        except HoursMatter:
            track.then[key] = Track((), HoursMatter)
            return _alone(policy, story, count)
        if places and walk.told() == before:
            walk.place -= 1
            track.then[key] = track
            continue
        if len(places) == LONGEST:
            track.then[key] = Track((), HoursMatter)
            return _alone(policy, story, count)
        known = track.then.get(key)
        if known is None:
            known = track.then[key] = Track((*track.steps, step))
            shape.hold()
        track = known
        places.append(place)
    if track.outline is None:
        track.outline = Outline(walk)
    return track.outline, path, [story.times[place] for place in places]


def _alone(policy: Policy, story: Story, count: int) -> Found:
    """Walk a case by itself."""
    path = story.first
    assert isinstance(path, Path)
    walk = Walk(policy, story.of, story.ats)
    for here in story.happenings[:count]:
        if here.changes is not None:
            path = path_after(policy, story.of, path, here.changes)
        walk.go(
            here.kind, path.state.resolutions, path.state,
            turns=here.changes is not None,
        )  # fmt: skip
    return Outline(walk), path, [*story.times[:count]]
