"""What is unknown is tried: the case with every value of every unknown."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import combinations, pairwise, product
from math import prod
from typing import Any

from reference.hours import Plain

MOST_WORLDS = 300


class TooManyWorlds(Exception):  # noqa: N818
    """More unknowns than this dull way can try."""


def _asked(condition: list[Any] | None) -> Iterator[tuple[str, Any]]:
    """The facts a condition asks about, each with what it is compared with."""
    if condition is None:
        return
    if condition[0] in ("and", "or"):
        for each in condition[1:]:
            yield from _asked(each)
    else:
        yield condition[1], condition[2]


def _values(policy: Plain, name: str) -> list[Any]:
    """The values of a fact that conditions can tell apart; none if nobody asks."""
    conditions = [each["when"] for each in policy["severities"] + policy["targets"]]
    for clock in policy["clocks"].values():
        conditions += [each["while"] for each in clock["pauses"] if "while" in each]
    compared = [other for c in conditions for fact, other in _asked(c) if fact == name]
    kind = policy["facts"][name]
    if not compared:
        return []
    if kind["type"] == "number":
        sizes = sorted(set(compared))
        between = [(a + b) / 2 for a, b in pairwise(sizes)]
        return sorted({*sizes, *between, sizes[0] - 1, sizes[-1] + 1})
    return list(kind["values"])


def worlds(policy: Plain, case: Plain) -> Iterator[Plain]:
    """The case with each unknown stretch of each fact given each value."""
    places: list[list[Plain]] = []  # of each unknown, the dicts in which it stands
    names, choices = [], []
    blank = deepcopy(case)
    for name in policy["facts"]:
        stretch: list[Plain] | None = None
        stated = [blank, *sorted(blank["events"], key=lambda each: int(each["at"]))]
        for each in stated:
            if each is not blank and name not in each.get("facts", {}):
                continue
            if each["facts"].get(name) is not None:
                stretch = None
            elif stretch is None:
                stretch = [each["facts"]]
                places.append(stretch)
                names.append(name)
                choices.append(_values(policy, name) or [0])
            else:
                stretch.append(each["facts"])
    for name, all_values in (
        ("plan", policy["plans"]),
        ("addons", [[*c] for n in range(3) for c in combinations(policy["addons"], n)]),
    ):
        if policy[name.rstrip("s") + "s"] and blank.get(name) is None:
            places.append([blank])
            names.append(name)
            choices.append(all_values)
    if prod(len(each) for each in choices) > MOST_WORLDS:
        raise TooManyWorlds
    for chosen in product(*choices):
        for where, name, value in zip(places, names, chosen, strict=True):
            for each in where:
                each[name] = value
        yield deepcopy(blank)
