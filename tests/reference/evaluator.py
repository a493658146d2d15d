"""What follows from a policy for a case as of an instant: plain, slow, on its own.

Policies and cases are plain data (`policies.py`, `cases.py` write them), instants whole
seconds. An answer is a dict with `case_state`, `severity`, `possible`, `coverage`,
`obligations` (by clock, occurrence and whether it binds) and `next_change_at`.
"""

from typing import Any

from reference.clocks import Clocks, told
from reference.coverage import covered
from reference.hours import DAY, Hours, Plain
from reference.life import Life
from reference.worlds import worlds


def evaluate(policy: Plain, case: Plain, at: int) -> Plain:
    """Answer with everything, the next change too."""
    evaluator = _Evaluator(policy, case)
    known = case | {"events": [e for e in case["events"] if e["at"] <= at]}
    answer, moments = evaluator.answer(known, at)
    answer["next_change_at"] = None
    for moment in sorted(each for each in moments if each > at):
        later, _ = evaluator.answer(known, moment)
        if _unchanging(later) != _unchanging(answer):
            answer["next_change_at"] = moment
            break
    return answer


def _unchanging(answer: Plain) -> Plain:
    """What of an answer is the same until something changes."""
    steady: Plain = {k: v for k, v in answer.items() if k != "next_change_at"}
    steady["obligations"] = {
        key: {k: v for k, v in each.items() if k != "remaining"}
        for key, each in answer["obligations"].items()
    }
    return steady


class _Evaluator:
    def __init__(self, policy: Plain, case: Plain) -> None:
        instants = [each["at"] for each in case["events"]]
        window = min(instants) - 9 * DAY, max(instants) + 150 * DAY
        self.policy, self.window = policy, window
        self.hours = {n: Hours(c, *window) for n, c in policy["calendars"].items()}
        self.always = Hours(None, *window)

    def answer(self, case: Plain, at: int) -> tuple[Plain, set[int]]:
        """What all worlds agree on, and the instants at which it may change."""
        found: list[Plain] = []
        moments: set[int] = set()
        for world in worlds(self.policy, case):
            life = Life(self.policy, world, self.hours, at)
            clocks = Clocks(life, self.always, at)
            found.append(
                {
                    "case_state": life.state,
                    "severity": life.severity(at),
                    "obligations": clocks.obligations(),
                }
            )
            moments |= clocks.moments
        severities = [each["severity"] for each in found]
        keys = {key for each in found for key in each["obligations"]}
        answer: Plain = {
            "case_state": _agreed([e["case_state"] for e in found], "indeterminate"),
            "severity": _agreed(severities, "?"),
            "possible": sorted({str(each) for each in severities}),
            "coverage": self._coverage(case, at),
            "obligations": {},
        }
        for key in sorted(keys):
            together = _together([each["obligations"].get(key) for each in found])
            if together is not None:
                answer["obligations"][key] = together
        return answer, moments

    def _coverage(self, case: Plain, at: int) -> dict[str, str]:
        """The outcome of each service, from what is known and what is not."""
        life = Life(self.policy, case | {"events": []}, self.hours, at)
        for event in sorted(case["events"], key=lambda each: int(each["at"])):
            life.change([event], event["at"])
            if event["type"] == "opens":
                life.opened = event["at"]
        services = self.policy["services"]
        if not life.is_in_force():
            return dict.fromkeys(services, "silent")
        known = life.at_instant(at)
        return {name: covered(self.policy, known, name) for name in services}


def _agreed(values: list[Any], otherwise: Any) -> Any:
    return values[0] if all(each == values[0] for each in values) else otherwise


def _together(answers: list[Plain | None]) -> Plain | None:
    """One obligation, as all worlds tell it; none if no limit ever applied in any.

    Where no limit ever applied in some, nothing is owed there either: those agree with
    the ones in which the obligation has lapsed.
    """
    if not any(each and each["told"] for each in answers):
        return None
    every = [told("lapsed", "lapsed") if each is None else each for each in answers]
    merged = {key: _agreed([each[key] for each in every], None) for key in every[0]}
    state = _agreed([each["state"] for each in every], "indeterminate")
    dues = [(each["due"], each["due_at"]) for each in every]
    answer = merged | {"state": state, "earliest_due_at": None, "latest_due_at": None}
    if state != "indeterminate" and _agreed(dues, None):
        return answer
    instants = [each["due_at"] for each in every if each["due_at"] is not None]
    if instants:
        answer["earliest_due_at"] = min(instants)
    if len(instants) == len(every):  # else some world has no due at all
        answer["latest_due_at"] = max(instants)
    return answer | {"due": "indeterminate", "due_at": None, "remaining": None}
