"""Conditions, where some things may be unknown (Kleene), and what is owed at all."""

import operator
from collections.abc import Callable, Iterable
from typing import Any

from reference.hours import Plain

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq, "is not": operator.ne, "is one of": lambda v, of: v in of,
    "is at least": operator.ge, "is at most": operator.le,
    "is more than": operator.gt, "is less than": operator.lt,
}  # fmt: skip
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
    if word == "term":  # its name, whether it is asked to be so, what it means
        meaning = truth(rest[2], known)
        return None if meaning is None else meaning == rest[1]
    if word in ("and", "or"):
        decides, found = word == "or", [truth(each, known) for each in rest]
        return decides if decides in found else None if None in found else not decides
    value = known.get(rest[0])
    return None if value is None else COMPARED[word](value, rest[1])


def applies(policy: Plain, rule: Plain, known: Plain) -> tuple[bool | None, ...]:
    """Whether one of its plans and add-ons is held, and whether its condition holds."""
    on, plan, addons = {*(rule["on"] or ())}, known["plan"], known["addons"]
    is_held = not on or plan in on or not on.isdisjoint(addons or ())
    plan_is_open = plan is None and not on.isdisjoint(policy["plans"])
    addons_are_open = addons is None and not on.isdisjoint(policy["addons"])
    is_open = not is_held and (plan_is_open or addons_are_open)
    return None if is_open else is_held, truth(rule["when"], known)


def covered(policy: Plain, known: Plain, service: str) -> tuple[str, list[str]]:
    """What is owed of a service, and the clauses that decide.

    An exclusion beats a grant, unless the grant says `despite`; else the best grant
    counts, but `without` excludes what nobody else grants. What is unknown leaves it
    open.
    """
    grants = [each for each in policy["grants"] if service in each["services"]]
    steps = [applies(policy, each, known) for each in grants]
    owed = [(e["despite"], both(step)) for e, step in zip(grants, steps, strict=True)]
    sure, is_open = [], False
    for each in policy["exclusions"]:
        prevails = [is_owed for despite, is_owed in owed if each["clause"] in despite]
        holds = both(applies(policy, each, known))
        if service in each["services"] and holds is not False and True not in prevails:
            is_sure = holds and None not in prevails
            sure += [each["clause"]] if is_sure else []
            is_open = is_open or not is_sure
    if sure or is_open:
        return ("excluded", sure) if sure else ("indeterminate", [])
    bests = [2 if h is False else 1 if m is False else 0 for h, m in steps]
    worsts = [2 if not h else 1 if not m else 0 for h, m in steps]
    best, worst = min(bests, default=3), min(worsts, default=3)
    left_out = [e["clause"] for e in policy["grants"] if service in e["without"]]
    if left_out and best > 0:
        return "excluded", left_out
    if best < worst:
        return "indeterminate", []
    pairs = zip(grants, worsts, strict=True)
    return OUTCOMES[best], [grant["clause"] for grant, at in pairs if at == best]
