"""Indicators that a case states: how long each has been so, and when that is enough.

Where one is stated from the beginning, it is known at every instant, and from some
instant on a run has lasted as long as a condition asks; that stays true (DESIGN,
"Facts"). Such an instant stands in a story like a change.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from slapolicy.contract.case import Case, Event
from slapolicy.contract.compiled.plain_way import STATED_INDICATOR, GoesPlain
from slapolicy.contract.evaluator.conditions import lasted_conditions
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.evaluator.indicators import Steps
from slapolicy.contract.evaluator.judge import MICROSECOND
from slapolicy.contract.policy import Lasted, Policy, Subject, Value

Run = tuple[int, int]
"""A stretch in which an indicator is so; one that goes on ends at FOREVER."""
Lengths = tuple[tuple[Lasted, int, tuple[Run, ...]], ...]
"""A condition, how long it asks for, and the runs of its indicator."""


def lengths_of(
    policy: Policy,
    case: Case,
    events: Sequence[Event],
    parameters: Mapping[str, Value | None],
) -> Lengths:
    """Give how long which runs must last, of all indicators that a case states.

    Raises:
        GoesPlain: One is not stated from the beginning, or not always.
    """
    stated = {
        name
        for facts in (case.facts, *(event.facts for event in events))
        for name in facts
        if name in policy.indicators
    }
    if not stated:
        return ()
    runs = {name: _runs(case, events, name) for name in stated}
    found: list[tuple[Lasted, int, tuple[Run, ...]]] = []
    for each in lasted_conditions(policy):
        if isinstance(each.limit, Subject) and each.limit.kind != "parameter":
            raise GoesPlain(STATED_INDICATOR)
        least = least_of(each, parameters)
        if each.indicator in stated and least is not None:
            found.append((each, least, runs[each.indicator]))
    return tuple(found)


def least_of(condition: Lasted, parameters: Mapping[str, Value | None]) -> int | None:
    """Give how long something must last; None if that is not known."""
    limit: object = condition.limit
    if isinstance(limit, Subject):
        limit = parameters.get(limit.name)
    if not isinstance(limit, timedelta):
        return None
    return limit // MICROSECOND + (condition.bound == "more than")


def steps_with(
    steps: Steps, at: int, lasted: Iterable[Lasted], parameters: Mapping[str, Value]
) -> Steps:
    """Give the steps of an indicator before which such a run has come to an end.

    Of conditions about one indicator, those that ask for less have lasted, too.
    """
    longest = max((least_of(each, parameters) or 0 for each in lasted), default=0)
    if not longest:
        return steps
    return Steps(
        (at - longest - 1, at - 1, *steps.starts), (True, False, *steps.values)
    )


def _runs(case: Case, events: Sequence[Event], name: str) -> tuple[Run, ...]:
    """Give the runs of an indicator that is stated from the first event on."""
    steps: dict[int, Value | None] = {events[0].at: case.facts.get(name)}
    for event in events:
        if name in event.facts:
            steps[event.at] = event.facts[name]
    if None in steps.values():
        raise GoesPlain(STATED_INDICATOR)
    found: list[Run] = []
    begun: int | None = None
    for at, value in steps.items():
        if value is True and begun is None:
            begun = at
        elif value is not True and begun is not None:
            found.append((begun, at))
            begun = None
    if begun is not None:
        found.append((begun, FOREVER))
    return tuple(found)


def lasted_at(lengths: Lengths, until: int = FOREVER) -> dict[int, list[Lasted]]:
    """Give at which instants what has lasted long enough, as known at an instant."""
    found: dict[int, list[Lasted]] = {}
    for condition, least, runs in lengths:
        for begin, end in runs:
            if begin <= until and (FOREVER if end > until else end) - begin >= least:
                found.setdefault(begin + least, []).append(condition)
                break
    return found
