"""Whether a service is owed: step by step, where conditions may be unknown (Kleene)."""

from collections.abc import Callable
from typing import Any

from reference.hours import Plain

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, other: value == other,
    "is not": lambda value, other: value != other,
    "is one of": lambda value, other: value in other,
    "is at least": lambda value, other: value >= other,
    "is at most": lambda value, other: value <= other,
    "is more than": lambda value, other: value > other,
    "is less than": lambda value, other: value < other,
}
BEST = ("covered", "condition_not_met", "not_in_plan", "silent")


def may(condition: list[Any] | None, facts: Plain) -> set[bool]:
    """What a condition may be: one of them, or both if it is unknown."""
    if condition is None:
        return {True}
    word, *rest = condition
    if word in ("and", "or"):
        parts = [may(each, facts) for each in rest]
        decides = word == "or"
        if {decides} in parts:
            return {decides}
        return (
            {True, False} if any(decides in each for each in parts) else {not decides}
        )
    value, other = facts.get(rest[0]), rest[1]
    if value is None:
        return {True, False}
    return {COMPARED[word](value, other)}


def may_be_held(policy: Plain, known: Plain, on: list[str] | None) -> set[bool]:
    """Whether one of these plans and add-ons is held, or may be."""
    if on is None or known["plan"] in on or not {*on}.isdisjoint(known["addons"] or []):
        return {True}
    plan_open = known["plan"] is None and not {*on}.isdisjoint(policy["plans"])
    addons_open = known["addons"] is None and not {*on}.isdisjoint(policy["addons"])
    return {True, False} if plan_open or addons_open else {False}


def both(a: set[bool], b: set[bool]) -> set[bool]:
    """What `and` makes of two."""
    return {x and y for x in a for y in b}


def covered(policy: Plain, known: Plain, service: str) -> str:
    """The outcome of a service, from what is known now."""
    facts, granted, is_left_out = known["facts"], [], False
    surely_beaten: set[str] = set()
    maybe_beaten: set[str] = set()
    for grant in policy["grants"]:
        held = may_be_held(policy, known, grant["on"])
        met = may(grant["when"], facts)
        if service in grant["without"]:
            is_left_out = True  # such a grant has no condition and holds for everybody
        if service in grant["services"]:
            owed = both(held, met)
            surely_beaten |= {*grant["despite"]} if owed == {True} else set()
            maybe_beaten |= {*grant["despite"]} if True in owed else set()
            granted.append(
                {
                    ("covered" if m else "condition_not_met") if h else "not_in_plan"
                    for h in held
                    for m in met
                }
            )
    excluded: set[bool] = {False}
    for each in policy["exclusions"]:
        if service in each["services"] and each["clause"] not in surely_beaten:
            holds = both(
                may_be_held(policy, known, each["on"]), may(each["when"], facts)
            )
            if each["clause"] in maybe_beaten and True in holds:
                holds = {True, False}
            excluded = {a or b for a in excluded for b in holds}
    if excluded != {False}:
        return "excluded" if excluded == {True} else "indeterminate"
    best = {"silent"}
    for outcomes in granted:
        best = {min(a, b, key=BEST.index) for a in best for b in outcomes}
    if is_left_out:
        best = {each if each == "covered" else "excluded" for each in best}
    return best.pop() if len(best) == 1 else "indeterminate"
