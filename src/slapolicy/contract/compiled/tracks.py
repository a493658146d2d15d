"""What happened before in the same order in another case is not walked again.

A track is what has happened so far, without whatever made no difference. It knows the
tracks that follow on it, and what its walk comes to. Where instants matter, too much
happens or hardly anything is met again, a case is walked by itself.
"""

from slapolicy.contract.compiled.outlines import Outline
from slapolicy.contract.compiled.plain_way import EVER_NEW, NOT_OPENED, GoesPlain
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import Happening, Story
from slapolicy.contract.compiled.walk import HoursMatter, Walk
from slapolicy.contract.policy import Policy

MANY = 512
"""So many cases lay tracks before it is asked whether tracks are met again."""
MOST = 4096
"""So many tracks are held of a policy; then they are laid anew."""
LONGEST = 64
"""So much may happen on a track."""


class Track:
    """What has happened so far, and the tracks that follow on what happens next.

    In place of one that follows: why it is not treated, or that instants matter.
    """

    __slots__ = ("happenings", "outline", "then")

    def __init__(self, happenings: tuple[Happening, ...] = ()) -> None:
        self.happenings = happenings
        self.outline: Outline | str | None = None
        self.then: dict[Happening, Track | str | type[HoursMatter]] = {}


def outline_of(policy: Policy, story: Story, count: int) -> tuple[Outline, list[int]]:
    """Give what the first so many happenings of a story come to.

    And, for each place of the outline, the place in the story.

    Raises:
        GoesPlain: The short way does not treat it.
    """
    shape = story.of
    shape.cases += 1
    track: Track | None = shape.tracks.get(story.first)
    if track is None:
        track = _first(story)
    happenings = story.happenings
    places: list[int] = []
    for place in range(count):
        following = track.then.get(happenings[place])
        if following is track:
            continue
        if type(following) is not Track:
            return _laid(policy, story, count, track, places, place)
        track = following
        places.append(place)
    outline = track.outline
    if type(outline) is Outline:
        return outline, places
    return _kept(track, _walked(policy, story, track)), places


def _first(story: Story) -> Track:
    if isinstance(story.first, str):
        raise GoesPlain(story.first)
    found: Track = story.of.tracks.setdefault(story.first, Track())
    return found


def _walked(policy: Policy, story: Story, track: Track) -> Walk:
    """Walk a track again."""
    assert isinstance(story.first, Path)
    walk = Walk(policy, story.of, story.first)
    for each in track.happenings:
        walk.go(each)
    return walk


def _kept(track: Track, walk: Walk) -> Outline:
    """Give the outline of a track, kept; or why there is none."""
    if not track.happenings:
        raise GoesPlain(NOT_OPENED)
    if track.outline is None:
        try:
            track.outline = Outline(walk)
        except GoesPlain as plain:
            track.outline = plain.why
    if isinstance(track.outline, str):
        raise GoesPlain(track.outline)
    return track.outline


def _laid(
    policy: Policy,
    story: Story,
    count: int,
    track: Track,
    places: list[int],
    place: int,
) -> tuple[Outline, list[int]]:
    """Go on from a track on which what comes next, at a place, never came before."""
    shape, happenings = story.of, story.happenings
    why = track.then.get(happenings[place])
    if isinstance(why, str):
        raise GoesPlain(why)
    shape.laid += 1
    is_rare = shape.laid > MANY and 2 * shape.laid > shape.cases
    if why is HoursMatter or is_rare or len(places) + count - place > LONGEST:
        return _alone(policy, story, count)
    walk = _walked(policy, story, track)
    for at in range(place, count):
        before = walk.told()
        try:
            walk.go(happenings[at])
        except GoesPlain as plain:
            if plain.why != EVER_NEW:
                track.then[happenings[at]] = plain.why
            raise
        except HoursMatter:
            track.then[happenings[at]] = HoursMatter
            return _alone(policy, story, count)
        if places and walk.told() == before:
            walk.place -= 1
            track.then[happenings[at]] = track
            continue
        following = Track((*track.happenings, happenings[at]))
        track.then[happenings[at]] = track = following
        places.append(at)
        shape.held += 1
    if shape.held > MOST:
        shape.tracks.clear()
        shape.held = 0
    return _kept(track, walk), places


def _alone(policy: Policy, story: Story, count: int) -> tuple[Outline, list[int]]:
    """Walk a case by itself."""
    assert isinstance(story.first, Path)
    walk = Walk(policy, story.of, story.first, story.ats)
    for place in range(count):
        walk.go(story.happenings[place])
    return Outline(walk), [*range(count)]
