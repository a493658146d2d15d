"""What happens in a case, instant by instant, in kinds and changes of its policy."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from attrs import frozen

from slapolicy.contract.case import Case, Event
from slapolicy.contract.compiled.compiler import Compiled, kept
from slapolicy.contract.compiled.kinds import Kind
from slapolicy.contract.compiled.plain_way import (
    BOUGHT_CHANGES,
    NOT_OPENED,
    UNKNOWN_AGAIN,
    GoesPlain,
    require_stated,
)
from slapolicy.contract.compiled.states import Path, State, Stated
from slapolicy.contract.policy import Policy, Value


@frozen(eq=False)
class Change:
    """What an event changes: facts, and the severity if somebody sets it."""

    facts: Mapping[str, Value | None]
    severity: str | None


class Story:
    """A case that opens, from its opening on.

    `first` is the path that begins with the state at the opening, or why there is none.
    `changes` are those of the instants after it, by their place.
    `moments` are the instants as they were given, if they were given as datetimes.
    """

    __slots__ = ("ats", "changes", "first", "kinds", "moments", "of")

    def __init__(
        self,
        of: Compiled,
        first: Path | str,
        ats: Sequence[int],
        kinds: Sequence[Kind],
        changes: Mapping[int, tuple[Change, ...]],
        moments: Sequence[datetime] | None = None,
    ) -> None:
        self.of, self.first = of, first
        self.ats, self.kinds, self.changes = ats, kinds, changes
        self.moments = moments


def story_of(policy: Policy, shape: Compiled, case: Case) -> Story:
    """Give the story of a case.

    Raises:
        GoesPlain: The short way does not treat it.
    """
    require_stated(policy, case)
    events = sorted(case.events, key=_instant)
    opening = next((event for event in events if event.type == "opens"), None)
    if opening is None:
        raise GoesPlain(NOT_OPENED)
    state = shape.state(policy, stated_by(policy, case))
    for event in events:
        if event.type == "changes" and event.at <= opening.at:
            state = after(policy, shape, state, change_of(shape, event))
    ats: list[int] = []
    kinds: list[Kind] = []
    changes: dict[int, tuple[Change, ...]] = {}
    alive = (event for event in events if event.at >= opening.at)
    for at, group in groupby(alive, key=_instant):
        here = [*group]
        each = tuple(shape.kind(policy, event) for event in here)
        ats.append(at)
        kinds.append(each[0] if len(each) == 1 else shape.at_once(each))
        made = [change_of(shape, event) for event in here if event.type == "changes"]
        if made and at > opening.at:
            changes[len(ats) - 1] = tuple(made)
    first = shape.path((state,)) if state.why is None else state.why
    return Story(shape, first, ats, kinds, changes)


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
