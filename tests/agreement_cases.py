"""Whether the evaluator agrees with the dull reference on random policies and cases.

`python tests/agreement_cases.py --cases 100000 --seed 1` draws a policy for each seed
and compares the two on whole cases of it. It prints the seed of a difference, which
`--seed SEED --only` shows again; `--keep-going FILE` lists the seeds of all of them.
`--jobs 2` takes two processes, `--resume` goes on after the last run.

`--wide` draws other cases, with what is rarer: severities that somebody sets, hours
that a parameter chooses, holidays of regions, long closures, zones of a fixed distance,
conditions on severity, plan and add-ons, changes of add-ons, clocks that lapse when
resolved, deferral to the next business day.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from math import ceil
from random import Random
from typing import Any

import slapolicy
from reference import cases, evaluator, policies
from reference.hours import OutOfWindow, Plain
from reference.story import TooManyWorlds
from seeds import Difference, compare_all, options

COMPARED = (
    "state", "due", "due_at", "started_at", "fulfilled_at", "breached_at", "remaining",
    "earliest_due_at", "latest_due_at",
)  # fmt: skip
CASES_A_POLICY = 40
MANY_YEARS = 50 * 366 * 86400


def check(seed: int, most: int = 4, *, wide: bool = False) -> Counter[str]:
    """Compare the two on cases of one policy; count cases, answers, what was skipped.

    Raises:
        Difference: with everything needed to see it again.
    """
    plain, text = policies.random_policy(Random(seed), alarms=True, wide=wide)
    try:
        policy = slapolicy.loads(text, name=f"seed-{seed}.sla")
    except slapolicy.PolicyError as error:
        msg = f"seed {seed}: the policy is refused\n{text}\n{error}"
        raise Difference(msg) from error
    counted: Counter[str] = Counter()
    for number in range(most):
        draw = Random(f"{seed}-{number}")
        try:
            case = cases.random_case(draw, plain)
            read = policy.case(cases.as_json(case))
        except OutOfWindow:
            counted["skipped"] += 1
            continue
        counted["cases"] += 1
        for at in _instants(draw, case):
            try:
                expected = evaluator.evaluate(plain, case, at)
            except (OutOfWindow, TooManyWorlds):
                counted["skipped"] += 1
                continue
            try:
                found = _found(policy, read, case, at, expected["next_change_at"])
            except Exception as error:
                where = f"seed {seed}, case {number}\n{text}\n{_shown(case)}"
                msg = f"{where}\nat {_time(at)}\nthe engine fails: {error!r}"
                raise Difference(msg) from error
            different = list(differences(expected, found))
            if different:
                told = "\n".join(different)
                where = f"seed {seed}, case {number}\n{text}\n{_shown(case)}"
                msg = f"{where}\nat {_time(at)}\n{told}"
                raise Difference(msg)
            counted["answers"] += 1
    return counted


def _instants(draw: Random, case: Plain) -> list[int]:
    events = [each["at"] for each in case["events"]]
    last = max(events)
    found = [*events, last, last + draw.choice(cases.STEPS), last + 1, min(events) - 1]
    return sorted(set(draw.sample(found, 3 if draw.random() < 0.1 else 1)))


def _found(
    policy: slapolicy.Policy,
    case: slapolicy.Case,
    stated: Plain,
    at: int,
    next_change: int | None,
) -> Plain:
    """What the evaluator decides, in the form of the reference.

    It also tells of alarms and of what is needed to know an answer, which the reference
    does not; changes of those are passed over, if something does change in them.
    """

    def told(at: int) -> Plain:
        decision = policy.evaluate(case, at=datetime.fromtimestamp(at, UTC))
        return dict(json.loads(decision.to_json()))

    decision = told(at)
    found = _plain(decision)
    if found["next_change_at"] not in (None, next_change):  # nothing more happens
        known = [each for each in stated["events"] if each["at"] <= at]
        if all(each["type"] != "opens" for each in known):
            known.append({"at": at + MANY_YEARS, "type": "opens", "by": "customer"})
        case = policy.case(cases.as_json(stated | {"events": known}))
    while found["next_change_at"] not in (None, next_change):
        later = told(found["next_change_at"])
        is_other = _steady(later) != _steady(decision)
        if not is_other or _steady(_plain(later)) != _steady(found):
            break
        decision = later
        found["next_change_at"] = _plain(later)["next_change_at"]
    return found


def _steady(told: Any) -> Any:
    """What of a decision is the same until something changes."""
    if isinstance(told, list):
        return [_steady(each) for each in told]
    if isinstance(told, dict):
        passing = ("at", "elapsed", "remaining", "overrun", "next_change_at")
        return {k: _steady(v) for k, v in told.items() if k not in passing}
    return told


def _second(value: str | None) -> int | None:
    if value is None:
        return None
    return ceil(datetime.fromisoformat(value).timestamp())  # half of an odd length


def _length(value: str | None) -> int | None:
    if value is None:
        return None
    seconds, number = 0, ""
    for mark in value.removeprefix("P").replace("T", ""):
        if mark.isdigit():
            number += mark
        else:
            seconds += int(number) * {"D": 86400, "H": 3600, "M": 60, "S": 1}[mark]
            number = ""
    return seconds


def _plain(told: Plain) -> Plain:
    """A decision in the form of the reference."""
    obligations = {}
    for each in told["obligations"]:
        key = (each["clock"], each["occurrence"], each["binding"])
        obligations[key] = {
            name: each.get(name)
            if name in ("state", "due")
            else _length(each.get(name))
            if name == "remaining"
            else _second(each.get(name))
            for name in COMPARED
        }
        obligations[key]["clause"] = each["clauses"][0]
    severity = told["severity"]
    possible = severity.get("possible") or [severity["name"]]
    return {
        "case_state": told["case_state"],
        "severity": "?" if severity["state"] == "indeterminate" else severity["name"],
        "possible": sorted(str(each) for each in possible),
        "severity_clause": [*severity["clauses"], None][0],
        "coverage": {
            each["service"]: (each["outcome"], each["clauses"])
            for each in told["coverage"]
        },
        "obligations": obligations,
        "next_change_at": _second(told["next_change_at"]),
    }


def differences(expected: Plain, found: Plain) -> Iterator[str]:
    """What the two do not say alike."""
    for service, (outcome, deciding) in expected["coverage"].items():
        other, cited = found["coverage"][service]
        if outcome != other:
            yield f"{service}: {_beside(outcome, other)}"
        own = [each for each in cited if each in deciding]
        if own != deciding or (own and cited[0] != own[0]):
            yield f"clauses of {service}: {_beside(deciding, cited)}"
    if expected["severity_clause"] not in (None, found["severity_clause"]):
        pair = expected["severity_clause"], found["severity_clause"]
        yield f"clause of the severity: {_beside(*pair)}"
    for name in ("case_state", "severity", "possible", "next_change_at"):
        if expected[name] != found[name]:
            yield f"{name}: {_beside(expected[name], found[name])}"
    for key in sorted({*expected["obligations"], *found["obligations"]}):
        here, there = expected["obligations"].get(key), found["obligations"].get(key)
        if here is None or there is None:
            yield f"{key}: reference {_told(here)}, engine {_told(there)}"
            continue
        for name in COMPARED:
            if here[name] != there[name]:
                yield (
                    f"{key} {name}: {_beside(here[name], there[name])}"
                    f"\n  reference {_told(here)}\n  engine    {_told(there)}"
                )
                break
        if here["clause"] not in (None, there["clause"]):
            yield f"{key} clause: {_beside(here['clause'], there['clause'])}"


def _beside(expected: Any, found: Any) -> str:
    return f"reference {_said(expected)}, engine {_said(found)}"


def _said(value: Any) -> str:
    return _time(value) if isinstance(value, int) and value > 10**8 else str(value)


def _told(answer: Plain | None) -> str:
    if answer is None:
        return "nothing"
    return ", ".join(f"{k} {_said(v)}" for k, v in answer.items() if v is not None)


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%a %Y-%m-%dT%H:%M:%SZ")


def _shown(case: Plain) -> str:
    head = {k: v for k, v in case.items() if k not in ("events", "requests")}
    lines = [json.dumps(head)]
    for each in sorted(case["events"], key=lambda event: int(event["at"])):
        rest = {k: v for k, v in each.items() if k != "at"}
        lines.append(f"  {_time(each['at'])} {json.dumps(rest)}")
    return "\n".join(lines)


def main() -> int:
    """Run the command."""
    parser = options(__doc__, 2000)
    parser.add_argument("--most", type=int, default=CASES_A_POLICY, help="a policy")
    parser.add_argument("--wide", action="store_true", help="with what is rarer too")
    given = parser.parse_args()
    total = compare_all(partial(check, most=given.most, wide=given.wide), given)
    return 1 if total["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
