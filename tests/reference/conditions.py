"""Conditions that may be unknown (Kleene), and what is owed of each service."""

from collections.abc import Callable, Iterable
from itertools import compress
from typing import Any

from reference.hours import Plain

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, other: bool(value == other),
    "is not": lambda value, other: bool(value != other),
    "is one of": lambda value, other: value in other,
    "is at least": lambda value, other: bool(value >= other),
    "is at most": lambda value, other: bool(value <= other),
    "is more than": lambda value, other: bool(value > other),
    "is less than": lambda value, other: bool(value < other),
}
OUTCOMES = ("covered", "condition_not_met", "not_in_plan", "silent")


def both(truths: Iterable[bool | None]) -> bool | None:
    """And, where some may be unknown."""
    found = [*truths]
    return False if False in found else None if None in found else True


def truth(condition: list[Any] | None, known: Plain) -> bool | None:
    """Whether a condition holds; none if what is known does not tell."""
    if condition is None:
        return True
    word, *rest = condition
    if word == "and":
        return both(truth(each, known) for each in rest)
    if word == "or":
        found = [truth(each, known) for each in rest]
        return True if True in found else None if None in found else False
    if word == "term":  # its name, the value asked for, its meaning
        found_one = truth(rest[2], known)
        return None if found_one is None else found_one == rest[1]
    value = known.get(rest[0])
    return None if value is None else COMPARED[word](value, rest[1])


def held(policy: Plain, known: Plain, on: list[str] | None) -> bool | None:
    """Whether one of these plans and add-ons is held; none if that is unknown."""
    if on is None or known["plan"] in on or not {*on}.isdisjoint(known["addons"] or []):
        return True
    plan_open = known["plan"] is None and not {*on}.isdisjoint(policy["plans"])
    addons_open = known["addons"] is None and not {*on}.isdisjoint(policy["addons"])
    return None if plan_open or addons_open else False


def covered(policy: Plain, known: Plain, service: str) -> tuple[str, list[str]]:
    """What is owed of a service, and the clauses that decide.

    An exclusion beats a grant, unless the grant says `despite`; else the best grant
    counts. The first step that is unknown leaves it open.
    """
    grants = [each for each in policy["grants"] if service in each["services"]]
    steps = [
        (held(policy, known, each["on"]), truth(each["when"], known)) for each in grants
    ]
    beaten = {
        clause: owed
        for owed in (None, True)
        for each, step in zip(grants, steps, strict=True)
        if both(step) is owed
        for clause in each["despite"]
    }
    excluding: dict[str, bool | None] = {}
    for each in policy["exclusions"]:
        if service in each["services"]:
            step = held(policy, known, each["on"]), truth(each["when"], known)
            holds = both(step)
            prevails = beaten.get(each["clause"], False)
            if holds is not False and prevails is not True:
                excluding[each["clause"]] = None if prevails is None else holds
    if excluding:
        sure = [clause for clause, holds in excluding.items() if holds]
        return ("excluded", sure) if sure else ("indeterminate", [])
    best = min((_outcome(h is not False, m is not False) for h, m in steps), default=3)
    worst = min((_outcome(h is True, m is True) for h, m in steps), default=3)
    left_out = [e["clause"] for e in policy["grants"] if service in e["without"]]
    if left_out and best > 0:
        return "excluded", left_out
    if best < worst:
        return "indeterminate", []
    certain = [_outcome(h is True, m is True) == best for h, m in steps]
    return OUTCOMES[best], [e["clause"] for e in compress(grants, certain)]


def _outcome(is_held: bool, is_met: bool) -> int:
    """The place among outcomes of one grant."""
    return (0 if is_met else 1) if is_held else 2
