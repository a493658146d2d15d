"""What follows from a policy for a case as of an instant: plain, on its own.

Policies and cases are plain data (`policies.py`, `cases.py` write them), instants whole
seconds. An answer is a dict with `case_state`, `severity`, `possible`, `coverage`,
`obligations` (by clock, occurrence and whether it binds), `clauses` and
`next_change_at`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from reference.clocks import Obligation, not_started, target_of
from reference.conditions import covered
from reference.hours import DAY, EPOCH, Hours, Plain, first_reaching, reading
from reference.life import Life
from reference.story import Story

BEFORE, AFTER = 20, 400  # days around its base for which a policy is reckoned
Key = tuple[str, int, bool]
_kept: list["Evaluator"] = []  # of the policy that was asked about last


def evaluate(policy: Plain, case: Plain, at: int) -> Plain:
    """Answer with everything, the next change too."""
    return reckoned(policy).evaluate(case, at)


def reckoned(policy: Plain) -> "Evaluator":
    """A policy with its hours, kept until another is asked for."""
    if not _kept or _kept[0].policy is not policy:
        _kept[:] = [Evaluator(policy)]
    return _kept[0]


class Evaluator:
    """A policy with its hours reckoned."""

    def __init__(self, policy: Plain) -> None:
        self.policy = policy
        day = (date.fromisoformat(policy["base"]) - EPOCH).days
        span = day - BEFORE, day + AFTER
        self.hours = {n: Hours(c, *span) for n, c in policy["calendars"].items()}
        self.targets: dict[tuple[str, bool], list[Plain]] = defaultdict(list)
        for each in policy["targets"]:
            self.targets[each["clock"], each["binding"]].append(each)
        self.values = {name: self._values(name) or [0] for name in policy["facts"]}
        if policy["plans"]:
            self.values["plan"] = policy["plans"]
        addons = policy["addons"]
        if addons:
            sizes = range(len(addons) + 1)
            self.values["addons"] = [
                [*each] for n in sizes for each in combinations(addons, n)
            ]

    def _values(self, name: str) -> list[Any]:
        """The values of a fact that conditions on time can tell apart."""
        conditions = [
            each["when"] for each in self.policy["severities"] + self.policy["targets"]
        ]
        for clock in self.policy["clocks"].values():
            conditions += [each.get("while") for each in clock["pauses"]]
        asked = [other for c in conditions for fact, other in _asked(c) if fact == name]
        if self.policy["facts"][name]["type"] != "number" or not asked:
            return [*self.policy["facts"][name]["values"]] if asked else []
        sizes = sorted({*asked})
        between = [(a + b) / 2 for a, b in pairwise(sizes)]
        return sorted({*sizes, *between, sizes[0] - 1, sizes[-1] + 1})

    def evaluate(self, case: Plain, at: int) -> Plain:
        """Answer, and find the first instant at which the answer is another."""
        story = Story(self.policy, self.hours, case, at)
        lives = [Life(story, known) for known in story.worlds(self.values)]
        answer, moments = self._answer(lives, at)
        answer["next_change_at"] = None
        for moment in sorted(each for each in moments if each > at):
            later, _ = self._answer(lives, moment)
            if _steady(later) != _steady(answer):
                answer["next_change_at"] = moment
                break
        return answer

    def _answer(self, lives: list[Life], at: int) -> tuple[Plain, set[int]]:
        """What all worlds agree on, and the instants at which it may change."""
        story, policy = lives[0].story, self.policy
        governs, moments = self._governs(at if story.opened is None else story.opened)
        if story.opened is not None:
            moments = set()
        severities = [each.severity(at) for each in lives]
        names = [each and each["name"] for each in severities]
        answer: Plain = {
            "case_state": _agreed([each.state for each in lives], "indeterminate"),
            "severity": _agreed(names, "?"),
            "possible": sorted({str(each) for each in names}),
            "severity_clause": _agreed([e and e["clause"] for e in severities], None),
            "coverage": dict.fromkeys(policy["services"], "silent"),
            "coverage_clauses": {each: [] for each in policy["services"]},
            "obligations": {},
        }
        if not governs:
            return answer, moments
        for each in policy["services"]:
            outcome, clauses = covered(policy, story.known[-1][1], each)
            answer["coverage"][each] = outcome
            answer["coverage_clauses"][each] = clauses
        found = [dict(self._obligations(each, at)) for each in lives]
        for key in sorted({key for each in found for key in each}):
            every = [each.get(key) for each in found]
            moments = moments.union(*(each["moments"] for each in every if each))
            if any(each and each["is_told"] for each in every):
                answer["obligations"][key] = _together(every)
        return answer, moments

    def _governs(self, at: int) -> tuple[bool, set[int]]:
        """Whether an opening at an instant is in force, and when that may change."""
        zone, edges = self.policy["zone"], []
        for day, later in zip(self.policy["in_force"], (0, 1), strict=True):
            days = (date.fromisoformat(day) - EPOCH).days + later if day else None
            edges.append(days)
        first, last = edges
        today = reading(zone, at) // DAY
        is_in = (first is None or first <= today) and (last is None or today < last)
        return is_in, {first_reaching(zone, e * DAY) for e in edges if e is not None}

    def _obligations(self, life: Life, at: int) -> Iterator[tuple[Key, Plain]]:
        """Each occurrence of each clock, or that what is owed has not begun."""
        for (clock, binding), targets in self.targets.items():
            for each in life.occurrences[clock]:
                told = Obligation(life, clock, targets, each).judge(at)
                yield (clock, each.number, binding), told
            if not life.occurrences[clock] and life.state in ("open", "not_opened"):
                target = target_of(life, targets, life.known_at(at), at)
                if target:
                    yield (clock, 1, binding), not_started(target)


def _asked(condition: list[Any] | None) -> Iterator[tuple[str, Any]]:
    """The facts a condition asks about, each with what it is compared with."""
    if condition is None:
        return
    if condition[0] in ("and", "or", "term"):
        for each in condition[1:]:
            yield from _asked(each) if isinstance(each, list) else ()
    else:
        yield condition[1], condition[2]


def _agreed(values: list[Any], otherwise: Any) -> Any:
    return values[0] if all(each == values[0] for each in values) else otherwise


def _together(answers: list[Plain | None]) -> Plain:
    """One obligation, as all worlds tell it.

    Where no limit ever applied in some, nothing is owed there either: those agree with
    the ones in which the obligation has lapsed.
    """
    lapsed = not_started(None) | {"state": "lapsed", "due": "lapsed"}
    every = [each or lapsed for each in answers]
    merged = {key: _agreed([each[key] for each in every], None) for key in lapsed}
    answer = merged | {"earliest_due_at": None, "latest_due_at": None}
    if (
        None not in (merged["state"], merged["due"])
        and _agreed([each["due_at"] for each in every], -1) != -1
    ):
        return answer
    instants = [each["due_at"] for each in every if each["due_at"] is not None]
    if instants:
        answer["earliest_due_at"] = min(instants)
    if len(instants) == len(every):  # else some world has no due at all
        answer["latest_due_at"] = max(instants)
    unsure = {"due": "indeterminate", "due_at": None, "remaining": None}
    return answer | unsure | {"state": merged["state"] or "indeterminate"}


def _steady(answer: Plain) -> Plain:
    """What of an answer is the same until something changes."""
    steady = {k: v for k, v in answer.items() if k != "next_change_at"}
    steady["obligations"] = {
        key: {k: v for k, v in each.items() if k not in ("remaining", "moments")}
        for key, each in answer["obligations"].items()
    }
    return steady
