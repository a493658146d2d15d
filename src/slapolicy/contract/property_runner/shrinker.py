"""Makes a case that refutes a claim as small and as plain as it can be.

Events and facts are left out, instants are rounded, the look is taken earlier; a
change stays if the claim is still refuted.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from attrs import evolve

from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.worktime import DAY, HOUR, MINUTE, SECOND, Zone

MOST_TRIALS = 400
Refutes = Callable[[Draft], bool]


def smallest(draft: Draft, refutes: Refutes, opened_at: int, clock: Zone) -> Draft:
    """Give the smallest case that can be reached from one that refutes.

    Args:
        draft: A case that refutes.
        refutes: Whether a case does.
        opened_at: A plain instant to open at, tried first.
        clock: The zone in which instants are rounded.
    """
    trials = 0
    changed = True
    while changed:
        changed = False
        for smaller in _smaller(draft, opened_at, clock):
            trials += 1
            if trials > MOST_TRIALS:
                return draft
            if smaller != draft and refutes(smaller):
                draft, changed = smaller, True
                break
    return draft


def _smaller(draft: Draft, opened_at: int, clock: Zone) -> Iterator[Draft]:
    yield from _without_acts(draft)
    yield from _without_values(draft)
    yield from _earlier_look(draft)
    yield _moved(draft, opened_at - draft.opened_at)
    yield from _rounded(draft, clock)
    yield from _plainer_acts(draft)


def _without_acts(draft: Draft) -> Iterator[Draft]:
    """Leave out acts, half of them first, the later ones first."""
    droppable = [n for n, act in enumerate(draft.acts) if act.type != "opens"]
    size = len(droppable)
    while size:
        for start in range(max(0, len(droppable) - size), -1, -size):
            gone = set(droppable[start : start + size])
            yield draft.with_acts(
                act for n, act in enumerate(draft.acts) if n not in gone
            )
        size //= 2


def _without_values(draft: Draft) -> Iterator[Draft]:
    for key in ("parameters", "facts", "used"):
        values: dict[str, Any] = dict(getattr(draft, key))
        for name in values:
            less = {each: value for each, value in values.items() if each != name}
            changed: dict[str, Any] = {key: less}
            yield evolve(draft, **changed)
    if draft.instead is not None:
        for name in draft.instead.facts:
            less = {k: v for k, v in draft.instead.facts.items() if k != name}
            yield evolve(draft, instead=evolve(draft.instead, facts=less))
    for key in ("plan", "addons", "severity"):
        if getattr(draft, key) is not None:
            unsaid: dict[str, Any] = {key: None}
            yield evolve(draft, **unsaid)
    if draft.addons:
        for name in draft.addons:
            yield evolve(draft, addons=tuple(a for a in draft.addons if a != name))


def _earlier_look(draft: Draft) -> Iterator[Draft]:
    for at in sorted(
        {act.at for act in draft.acts if draft.opened_at <= act.at < draft.at}
    ):
        yield evolve(draft, at=at)


def _moved(draft: Draft, by: int) -> Draft:
    acts = (evolve(act, at=act.at + by) for act in draft.acts)
    return draft.with_acts(acts, draft.at + by)


def _rounded(draft: Draft, clock: Zone) -> Iterator[Draft]:
    """Round the gaps between what happens, and the opening, as coarsely as may be."""
    for unit in (HOUR, 15 * MINUTE, MINUTE, SECOND):
        past = clock.reading(draft.opened_at) % unit
        if past:
            yield _moved(draft, -past)
            yield _moved(draft, unit - past)
    instants = [*(act.at for act in draft.acts), draft.at]
    for place, (before, after) in enumerate(pairwise(instants), 1):
        gap = after - before
        for shorter in _shorter(gap):
            yield _pulled(draft, place, gap - shorter)


def _shorter(gap: int) -> Iterator[int]:
    """Give plainer gaps than one, the plainest first."""
    tried = (0, HOUR, DAY, gap // 2 // HOUR * HOUR)
    yield from (each for each in tried if 0 <= each < gap)
    for unit in (HOUR, 15 * MINUTE, MINUTE, SECOND):
        if gap % unit:
            yield gap - gap % unit
            if unit != HOUR:
                yield gap - gap % unit + unit


def _pulled(draft: Draft, place: int, by: int) -> Draft:
    """Let everything from a place on happen earlier."""
    acts = [
        evolve(act, at=act.at - by) if number >= place else act
        for number, act in enumerate(draft.acts)
    ]
    return draft.with_acts(acts, draft.at - by)


def _plainer_acts(draft: Draft) -> Iterator[Draft]:
    for number, act in enumerate(draft.acts):
        if act.via is not None:
            plain: list[Act] = list(draft.acts)
            plain[number] = evolve(act, via=None)
            yield draft.with_acts(plain)
