"""Conditions, where some things may be unknown, and what is owed at all."""

import operator
from typing import Any

from reference.hours import Plain

COMPARED: dict[str, Any] = {
    "is": operator.eq, "is not": operator.ne, "is one of": lambda v, of: v in of,
    "is at least": operator.ge, "is at most": operator.le, "holds": operator.contains,
    "is more than": operator.gt, "is less than": operator.lt,
}  # fmt: skip
OUTCOMES = ("covered", "condition_not_met", "not_in_plan", "silent")


def truth(condition: list[Any] | None, known: Plain, guess: bool = False) -> bool:
    """Whether a condition holds, if what is unknown is guessed to make it hold or not.

    By Kleene it is true if it holds by either guess, and false if it does by none.
    """
    word, *rest = condition or ["and"]
    if together := {"and": all, "or": any}.get(word):
        return together(truth(each, known, guess) for each in rest)
    if word == "term":  # its name, whether it is asked to be so, what it means
        _, is_so, meaning = rest
        return truth(meaning, known, guess == is_so) is is_so
    value = known.get(rest[0])
    return guess if value is None else bool(COMPARED[word](value, rest[1]))


def applies(policy: Plain, rule: Plain, known: Plain, guess: bool) -> tuple[bool, bool]:
    """Whether one of its plans and add-ons is held, and whether its condition holds.

    A condition is also the severity for which it is.
    """
    on, plan, addons = {*(rule["on"] or ())}, known["plan"], known["addons"]
    is_held = not on or plan in on or not on.isdisjoint(addons or ())
    if guess:
        is_held |= plan is None and not on.isdisjoint(policy["plans"])
        is_held |= addons is None and not on.isdisjoint(policy["addons"])
    is_for = rule.get("for") is None or known["severity"] in rule["for"]
    return is_held, is_for and truth(rule["when"], known, guess)


def covered(policy: Plain, known: Plain, service: str) -> tuple[str, list[str]]:
    """What is owed of a service, and the clauses that decide.

    What is unknown is taken for the best and for the worst; it is open if that matters.
    """
    best, worst = (_covered(policy, known, service, guess) for guess in (True, False))
    if best[0] != worst[0]:
        return "indeterminate", []
    sure = [clause for clause in best[1] if clause in worst[1]]
    return best[0].removesuffix(" by a grant"), sure


def _covered(policy: Plain, known: Plain, service: str, guess: bool) -> Any:
    """An exclusion beats a grant, unless the grant says `despite`.

    Else the best grant counts, but `without` excludes what nobody else grants.
    """
    grants = [each for each in policy["grants"] if service in each["services"]]
    steps = [applies(policy, each, known, guess) for each in grants]
    ranks = [0 if all(step) else 1 if step[0] else 2 for step in steps]
    ranked = [*zip(ranks, grants, strict=True)]
    beaten = {clause for rank, e in ranked if rank == 0 for clause in e["despite"]}
    exclusions = [e for e in policy["exclusions"] if service in e["services"]]
    excluded = [e for e in exclusions if all(applies(policy, e, known, not guess))]
    if clauses := [e["clause"] for e in excluded if e["clause"] not in beaten]:
        return "excluded", clauses
    best = min(ranks, default=3)
    left_out = [e["clause"] for e in policy["grants"] if service in e["without"]]
    if left_out and best > 0:
        return "excluded by a grant", left_out
    return OUTCOMES[best], [each["clause"] for rank, each in ranked if rank == best]
