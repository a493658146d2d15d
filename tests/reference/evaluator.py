"""What follows from a policy for a case as of an instant: plain, on its own.

Policies and cases are plain data (`policies.py`, `cases.py` write them), instants whole
seconds. An answer is a dict with `case_state`, `severity`, `possible`, `coverage`,
`obligations` (by clock, occurrence and whether it binds), `next_change_at`, and the
clauses of the rules that decide.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reference.clocks import Obligation, target_of, told
from reference.hours import DAY, EPOCH, FOREVER, Hours, Plain, first_reaching
from reference.life import Life
from reference.rules import covered
from reference.story import Story, worlds

BEFORE, AFTER = 20, 400  # days around its base for which a policy is reckoned
Key = tuple[str, int, bool]
Answer = tuple[Plain, list[int]]  # what is told, and when that may change
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
        self.policy, zone = policy, policy["zone"]
        base, first, last = (
            (date.fromisoformat(day) - EPOCH).days if day else None
            for day in (policy["base"], *policy["in_force"])
        )
        window = (base or 0) - BEFORE, (base or 0) + AFTER
        self.hours = {n: Hours(c, *window) for n, c in policy["calendars"].items()}
        self.begin = first_reaching(zone, first * DAY) if first else -FOREVER
        self.end = first_reaching(zone, (last + 1) * DAY) if last else FOREVER
        self.targets: dict[tuple[str, bool], list[Plain]] = {}
        for each in policy["targets"]:
            self.targets.setdefault((each["clock"], each["binding"]), []).append(each)

    def evaluate(self, case: Plain, at: int) -> Plain:
        """Answer, and find the first instant at which the answer is another."""
        story = Story(self.policy, self.hours, case, at)
        known = story.known()
        lives = [Life(story, each) for each in worlds(known, self.policy["values"])]
        answer, moments = self._answer(lives, known[-1][1], at)
        for moment in sorted({each for each in moments if at < each < FOREVER}):
            later, _ = self._answer(lives, known[-1][1], moment)
            if _steady(later) != _steady(answer):
                return answer | {"next_change_at": moment}
        return answer | {"next_change_at": None}

    def _answer(self, lives: list[Life], known: Plain, at: int) -> Answer:
        """What all worlds agree on, and the instants at which it may change."""
        opened = lives[0].story.opened
        severities = [each.severity(at) for each in lives]
        names, services = [e["name"] for e in severities], self.policy["services"]
        answer: Plain = {
            "case_state": _agreed([each.state for each in lives], "indeterminate"),
            "severity": _agreed(names, "?"),
            "possible": sorted({str(each) for each in names}),
            "severity_clause": _agreed([e["clause"] for e in severities], None),
            "coverage": dict.fromkeys(services, "silent"),
            "coverage_clauses": {},
            "obligations": {},
        }
        moments = [self.begin, self.end] if opened == FOREVER else []
        if not self.begin <= min(at, opened) < self.end:
            return answer, moments
        for each in services:
            outcome, clauses = covered(self.policy, known, each)
            answer["coverage"][each] = outcome
            answer["coverage_clauses"][each] = clauses
        found = [dict(self._obligations(each, at)) for each in lives]
        for key in sorted({key for each in found for key in each}):
            every = [each[key] for each in found if key in each]
            moments += [moment for each in every for moment in each["moments"]]
            if any(each["is_told"] for each in every):
                answer["obligations"][key] = _together(every, len(lives))
        return answer, moments

    def _obligations(self, life: Life, at: int) -> Iterator[tuple[Key, Plain]]:
        """Each occurrence of each clock, or that what is owed has not begun."""
        for (clock, binding), targets in self.targets.items():
            for number, each in enumerate(life.occurrences[clock], 1):
                judged = Obligation(life, targets, each).judge(at)
                yield (clock, number, binding), judged
            target = target_of(life, targets, life.known_at(at), at)
            is_over = life.state not in ("open", "not_opened")
            if target and not life.occurrences[clock] and not is_over:
                yield (clock, 1, binding), told(target, "not_started", "not_started")


def _agreed(values: list[Any], otherwise: Any) -> Any:
    return values[0] if all(each == values[0] for each in values) else otherwise


def _together(every: list[Plain], worlds: int) -> Plain:
    """One obligation, as all worlds tell it.

    Where no limit ever applied in some, nothing is owed there either: those agree with
    the ones in which the obligation has lapsed.
    """
    every = every + [told(None, "lapsed", "lapsed")] * (worlds - len(every))
    answer = {key: _agreed([each[key] for each in every], None) for key in every[0]}
    answer |= {"earliest_due_at": None, "latest_due_at": None}
    dues = [each["due_at"] for each in every]
    if answer["state"] and answer["due"] and _agreed(dues, 0) != 0:
        return answer
    known = [each for each in dues if each is not None]
    if known:
        answer["earliest_due_at"] = min(known)
    if len(known) == len(every):  # else some world has no due at all
        answer["latest_due_at"] = max(known)
    answer |= {"due": "indeterminate", "due_at": None, "remaining": None}
    return answer | {"state": answer["state"] or "indeterminate"}


def _steady(answer: Plain) -> Plain:
    """What of an answer is the same until something changes."""
    passing = {"remaining": None, "moments": None}
    steady = {key: each | passing for key, each in answer["obligations"].items()}
    return answer | {"obligations": steady}
