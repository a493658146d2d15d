"""Makes a case that refutes a claim as small and as plain as it can be.

Events and facts are left out, instants are rounded, the look is taken earlier; a
change stays if the claim is still refuted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import evolve

from slapolicy.contract.property_runner.draft import Act, Draft, Json
from slapolicy.values import frozen
from slapolicy.worktime import DAY, HOUR, MINUTE, SECOND, Zone

MOST_TRIALS = 500
_HOURS = (10, 9, 17, 18, 16, 12, 8, 20)
_ON_THE_HOUR = tuple(hour * HOUR for hour in _HOURS)
_UNITS = (HOUR, 15 * MINUTE, 5 * MINUTE, MINUTE, SECOND)
Refutes = Callable[[Draft], bool]


@frozen(kw_only=True)
class Plain:
    """What is plain: instants to open at, and values of each name, plainest first.

    `clock` is the zone in which instants are rounded.
    """

    openings: Sequence[int]
    values: Mapping[str, Sequence[Json]]
    clock: Zone


def plain_openings(first: int, clock: Zone) -> tuple[int, ...]:
    """Give instants of the week from one on, at hours at which people write."""
    midnight = clock.reading(first) // DAY * DAY
    return tuple(
        clock.first_reaching(midnight + day * DAY + hour * HOUR)
        for day in range(7)
        for hour in _HOURS
    )


def smallest(draft: Draft, refutes: Refutes, plain: Plain) -> Draft:
    """Give the smallest case that can be reached from one that refutes.

    Args:
        draft: A case that refutes.
        refutes: Whether a case does.
        plain: What is tried in place of what the case has.
    """
    trials = 0
    changed = True
    while changed:
        changed = False
        for way in _WAYS:
            found: Draft | None = draft
            while found is not None:
                found = None
                for smaller in way(draft, plain):
                    trials += 1
                    if trials > MOST_TRIALS:
                        return draft
                    if smaller != draft and refutes(smaller):
                        draft = found = smaller
                        changed = True
                        break
    return draft


def _without_acts(draft: Draft, _: Plain) -> Iterator[Draft]:
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


def _given_instead(draft: Draft, _: Plain) -> Iterator[Draft]:
    """Let what becomes so be so from the beginning, with no event for it."""
    for number, act in enumerate(draft.acts):
        if act.type == "changes":
            rest = draft.acts[:number] + draft.acts[number + 1 :]
            yield evolve(draft, facts={**draft.facts, **act.facts}).with_acts(rest)


def _without_values(draft: Draft, _: Plain) -> Iterator[Draft]:
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


def _earlier_look(draft: Draft, _: Plain) -> Iterator[Draft]:
    for at in sorted(
        {act.at for act in draft.acts if draft.opened_at <= act.at < draft.at}
    ):
        yield evolve(draft, at=at)


def _moved_to_plain(draft: Draft, plain: Plain) -> Iterator[Draft]:
    """Open on a plain day at a plain hour; else at a plainer one, near the day."""
    for at in plain.openings:
        if at == draft.opened_at:
            return
        yield _moved(draft, at - draft.opened_at)
    midnight, past = divmod(plain.clock.reading(draft.opened_at), DAY)
    plainer = _HOURS[: _HOURS.index(past // HOUR)] if past in _ON_THE_HOUR else _HOURS
    for hour in plainer:
        for day in (midnight, midnight - 1):
            at = plain.clock.first_reaching(day * DAY + hour * HOUR)
            yield _moved(draft, at - draft.opened_at)


def _plainer_values(draft: Draft, plain: Plain) -> Iterator[Draft]:
    for key in ("parameters", "facts"):
        told: Mapping[str, Json] = getattr(draft, key)
        for name, value in told.items():
            for plainer in plain.values.get(name, ()):
                if plainer == value:
                    break
                yield draft.saying(**{key: {name: plainer}})


def _moved(draft: Draft, by: int) -> Draft:
    acts = (evolve(act, at=act.at + by) for act in draft.acts)
    return draft.with_acts(acts, draft.at + by)


def _rounded(draft: Draft, plain: Plain) -> Iterator[Draft]:
    """Round the gaps between what happens, and the opening, as coarsely as may be."""
    for unit in _UNITS:
        past = plain.clock.reading(draft.opened_at) % unit
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
    tried = (0, HOUR, DAY, gap // 2 // HOUR * HOUR, gap - DAY, gap - HOUR)
    yield from (each for each in tried if 0 <= each < gap)
    for unit in _UNITS:
        if gap % unit:
            yield gap - gap % unit
            yield gap - gap % unit + unit


def _pulled(draft: Draft, place: int, by: int) -> Draft:
    """Let everything from a place on happen earlier."""
    acts = [
        evolve(act, at=act.at - by) if number >= place else act
        for number, act in enumerate(draft.acts)
    ]
    return draft.with_acts(acts, draft.at - by)


def _plainer_acts(draft: Draft, _: Plain) -> Iterator[Draft]:
    for number, act in enumerate(draft.acts):
        if act.via is not None:
            plain: list[Act] = list(draft.acts)
            plain[number] = evolve(act, via=None)
            yield draft.with_acts(plain)


_WAYS: tuple[Callable[[Draft, Plain], Iterator[Draft]], ...] = (
    _without_acts,
    _given_instead,
    _without_values,
    _earlier_look,
    _moved_to_plain,
    _rounded,
    _plainer_acts,
    _plainer_values,
)
