"""What happens in a case, instant by instant, in kinds and changes of its policy."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from attrs import frozen

from slapolicy.contract.case import Case, Event
from slapolicy.contract.compiled.compiler import Compiled, kept
from slapolicy.contract.compiled.kinds import QUIET, Kind
from slapolicy.contract.compiled.lasting import Lengths, lasted_at, lengths_of
from slapolicy.contract.compiled.plain_way import (
    BOUGHT_CHANGES,
    NOT_OPENED,
    UNKNOWN_AGAIN,
    GoesPlain,
    require_stated,
)
from slapolicy.contract.compiled.states import Path, State, Stated
from slapolicy.contract.policy import Lasted, Policy, Value
from slapolicy.worktime.zone import EPOCH

SECONDS = 24 * 60 * 60
"""So many does a day have in UTC."""


@frozen(eq=False)
class Change:
    """What an event changes: facts, and the severity if somebody sets it.

    Or that something has `lasted` long enough.
    """

    facts: Mapping[str, Value | None]
    severity: str | None
    lasted: Lasted | None = None


class Happening:
    """What happens at an instant, and what it changes (None: nothing).

    Those of the same words are the same (`happening`). `like` is an event that says so.
    """

    __slots__ = ("changes", "kind", "like")

    def __init__(self, kind: Kind, changes: tuple[Change, ...] | None) -> None:
        self.kind, self.changes = kind, changes
        self.like: Event | None = None


def happening(
    shape: Compiled, kind: Kind, changes: tuple[Change, ...] | None = None
) -> Happening:
    """Give what happens at an instant; what is alike is the same."""
    found: Happening | None = shape.happenings.get((kind, changes))
    if found is None:
        made = Happening(kind, changes)
        found = kept(shape.happenings, (kind, changes), made)
    return found


class Story:
    """A case that opens, from its opening on: at which instants what happens.

    `first` is the path that begins with the state at the opening, or why there is none.
    `lengths` say what has to last how long. Of a case that was read again the instants
    are `moments`, as datetimes in UTC, the last is `last`, and if all of it lies on a
    track, `outline` is what it comes to under a `path`, and `places` are the moments of
    its places.
    """

    __slots__ = (
        "first", "happenings", "known_ats", "last", "lengths", "moments", "of",
        "outline", "path", "places",
    )  # fmt: skip
    of: Compiled
    first: Path | str
    happenings: Sequence[Happening]
    lengths: Lengths
    moments: Sequence[datetime] | None
    known_ats: Sequence[int] | None
    last: datetime
    outline: Any
    path: Path
    places: Sequence[datetime]

    @property
    def opened_at(self) -> int:
        """The instant of the opening."""
        if self.moments is None:
            return self.ats[0]
        return instants(self.moments[:1])[0]

    @property
    def ats(self) -> Sequence[int]:
        """The instants."""
        if self.known_ats is None:
            self.known_ats = instants(self.moments or ())
        return self.known_ats

    @property
    def times(self) -> Sequence[Any]:
        """The instants as they are at hand: as datetimes if they were given so."""
        return self.ats if self.moments is None else self.moments


def instants(moments: Iterable[datetime]) -> list[int]:
    """Give datetimes in UTC as instants (to divide by a microsecond takes longer)."""
    found: list[int] = []
    for moment in moments:
        since = moment - EPOCH
        seconds = since.days * SECONDS + since.seconds
        found.append(seconds * 1_000_000 + since.microseconds)
    return found


def told(
    shape: Compiled,
    first: Path | str,
    ats: Sequence[int],
    happenings: Sequence[Happening],
    lengths: Lengths = (),
) -> Story:
    """Give a story of which the instants are known."""
    found = Story()
    found.of, found.first, found.happenings = shape, first, happenings
    found.lengths, found.known_ats = lengths, ats
    found.moments = found.outline = None
    return found


def story_of(policy: Policy, shape: Compiled, case: Case) -> Story:
    """Give the story of a case.

    Raises:
        GoesPlain: The short way does not treat it.
    """
    require_stated(case)
    events = sorted(case.events, key=_instant)
    opening = next((event for event in events if event.type == "opens"), None)
    if opening is None:
        raise GoesPlain(NOT_OPENED)
    first_stated = stated_by(policy, case)
    lengths = lengths_of(policy, case, events, first_stated.parameters)
    lasted = lasted_at(lengths)
    state = shape.state(policy, first_stated)
    for at in [at for at in sorted(lasted) if at <= opening.at]:
        for condition in lasted.pop(at):
            state = after(policy, shape, state, lasting(shape, condition))
    for event in events:
        if event.type == "changes" and event.at <= opening.at:
            state = after(policy, shape, state, change_of(shape, event))
    ats: list[int] = []
    happenings: list[Happening] = []
    alive = (event for event in events if event.at >= opening.at)
    for at, group in groupby(alive, key=_instant):
        here = [*group]
        each = tuple(shape.kind(policy, event) for event in here)
        kind = each[0] if len(each) == 1 else shape.at_once(each)
        made = [change_of(shape, event) for event in here if event.type == "changes"]
        is_told = made and at > opening.at
        ats.append(at)
        happenings.append(happening(shape, kind, tuple(made) if is_told else None))
    first = shape.path((state,)) if state.why is None else state.why
    story = told(shape, first, ats, happenings, lengths)
    return with_lasted(story, lasted) if lasted else story


def with_lasted(story: Story, lasted: Mapping[int, Sequence[Lasted]]) -> Story:
    """Give a story with the instants at which something has lasted long enough."""
    shape = story.of
    what = {
        at: (here.kind, here.changes or ())
        for at, here in zip(story.ats, story.happenings, strict=True)
    }
    for at, conditions in lasted.items():
        kind, others = what.get(at, (QUIET, ()))
        made = tuple(lasting(shape, each) for each in conditions)
        what[at] = (shape.turning(kind), (*made, *others))
    ats = sorted(what)
    happenings = [happening(shape, what[at][0], what[at][1] or None) for at in ats]
    return told(shape, story.first, ats, happenings, story.lengths)


def cut(story: Story, now: int, at: int, lasts: Sequence[Lasted]) -> Story:
    """Give a story up to now, and what has lasted long enough at a later instant."""
    count = bisect_right(story.ats, now)
    short = told(story.of, story.first, story.ats[:count], story.happenings[:count])
    return with_lasted(short, {at: lasts})


def lasting(shape: Compiled, condition: Lasted) -> Change:
    """Give what changes when something has lasted long enough."""
    found: Change | None = shape.changes.get(condition)
    if found is None:
        made = Change({}, None, condition)
        found = kept(shape.changes, condition, made)
    return found


def _instant(event: Event) -> int:
    return event.at


def stated_by(policy: Policy, case: Case) -> Stated:
    """Give what a case states from the beginning; what it leaves out is as agreed."""
    parameters: dict[str, Value | None] = {
        name: declared.otherwise
        for name, declared in policy.parameters.items()
        if declared.otherwise is not None
    }
    return Stated(
        plan=case.plan,
        addons=case.addons,
        parameters={**parameters, **case.parameters},
        facts=case.facts,
        severity=case.severity,
    )


def change_of(shape: Compiled, event: Event) -> Change:
    """Give what an event changes; what changes the same is the same.

    Raises:
        GoesPlain: It changes what was bought, or lets a fact become unknown.
    """
    if event.plan is not None or event.addons is not None or event.parameters:
        raise GoesPlain(BOUGHT_CHANGES)
    if None in event.facts.values():
        raise GoesPlain(UNKNOWN_AGAIN)
    facts = tuple((name, type(v), str(v)) for name, v in event.facts.items())
    key = (event.severity, facts)
    found: Change | None = shape.changes.get(key)
    if found is None:
        made = Change(event.facts, event.severity)
        found = kept(shape.changes, key, made)
    return found


def after(policy: Policy, shape: Compiled, state: State, change: Change) -> State:
    """Give the state that follows on a change."""
    was = state.stated
    stated = Stated(
        plan=was.plan,
        addons=was.addons,
        parameters=was.parameters,
        facts={**was.facts, **change.facts},
        severity=was.severity if change.severity is None else change.severity,
        lasted=was.lasted if change.lasted is None else was.lasted | {change.lasted},
    )
    return shape.state(policy, stated)


def path_after(
    policy: Policy, shape: Compiled, path: Path, changes: tuple[Change, ...]
) -> Path:
    """Give the path that goes on after the changes of an instant."""
    found = path.later.get(changes)
    if found is None:
        state = path.state
        for change in changes:
            state = after(policy, shape, state, change)
        states = (*path.states, state)
        made = shape.path(states) if state.why is None else state.why
        if isinstance(made, str):
            raise GoesPlain(made)
        found = kept(path.later, changes, made)
    return found
