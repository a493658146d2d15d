"""Whole random cases of the conformance kit, answered by the reference evaluator.

Of many cases of a policy those are taken that show what was seldom seen before: a
state, a kind of pause, a change of severity, a fact that is missing, a reopening.
"""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from conformance_writing import Plain, instant, length, lines
from reference import cases, evaluator, policies
from reference.hours import OutOfWindow
from reference.story import TooManyWorlds

SEED = 25_112_026
POLICIES, A_FILE = 150, 10
DRAWN, TAKEN, CHECKS = 24, 6, 2
INSTANTS = ("started_at", "due_at", "earliest_due_at", "latest_due_at")
ENDS = ("fulfilled_at", "breached_at")


def decisions() -> Iterator[list[Plain]]:
    """Give the policies with their cases, some at a time."""
    seen: Counter[str] = Counter()
    for first in range(0, POLICIES, A_FILE):
        yield [policy(number, seen) for number in range(first + 1, first + A_FILE + 1)]


def policy(number: int, seen: Counter[str]) -> Plain:
    """Give a policy with the cases that show most of what was seldom seen before."""
    plain, text = policies.random_policy(Random(f"{SEED} {number}"))
    drawn = [each for n in range(DRAWN) if (each := _drawn(number, n, plain))]
    taken: list[Plain] = []
    while drawn and len(taken) < TAKEN:
        best = max(drawn, key=lambda each: _worth(each[2], seen))
        drawn.remove(best)
        case, answers, tags = best
        seen.update(tags)
        name = f"p{number:03}-{len(taken) + 1}"
        checks = [
            {"id": f"{name}-{n}", "at": instant(at), "expected": expected(answer)}
            for n, (at, answer) in enumerate(answers, start=1)
        ]
        told = cases.as_json(case) | {"id": name}
        taken.append({"title": title(tags), "case": told, "checks": checks})
    return {"name": f"p{number:03}.sla", "text": lines(text), "cases": taken}


Drawn = tuple[Plain, list[tuple[int, Plain]], frozenset[str]]


def _drawn(number: int, n: int, plain: Plain) -> Drawn | None:
    """Draw a case and answer it at some instants; none if it cannot be answered."""
    draw = Random(f"{SEED} {number} {n}")
    try:
        case = cases.random_case(draw, plain)
        events = [each["at"] for each in case["events"]]
        asked = {*events, max(events) + draw.choice(cases.STEPS)}
        asked |= {min(events) - 1} if draw.random() < 0.1 else set()
        later = draw.sample(sorted(asked), min(CHECKS, len(asked)))
        answers = [(at, evaluator.evaluate(plain, case, at)) for at in sorted(later)]
    except (OutOfWindow, TooManyWorlds):
        return None
    tags = frozenset(
        tag for at, answer in answers for tag in _tags(plain, case, answer, at)
    )
    return case, answers, tags


def _worth(tags: frozenset[str], seen: Counter[str]) -> float:
    return sum(1 / (1 + seen[tag]) ** 2 for tag in sorted(tags))


def _tags(plain: Plain, case: Plain, answer: Plain, at: int) -> Iterator[str]:
    """Say what a case shows at an instant."""
    done = [each for each in case["events"] if each["at"] <= at]
    limits = {each["clause"]: each["limit"]["kind"] for each in plain["targets"]}
    yield f"case {answer['case_state']}"
    if answer["severity"] == "?":
        yield f"severity among {len(answer['possible'])}"
    elif answer["severity"] is None:
        yield "no severity"
    if any(each["type"] == "changes" for each in done):
        yield "a change"
    if sum(each["type"] == "reopens" for each in done):
        yield "reopened"
    if len({each["at"] for each in done}) < len(done):
        yield "two events at one instant"
    for bought in ("plan", "addons"):
        if case[bought] is None and plain.get(bought, plain["plans"]):
            yield f"{bought} unknown"
    for outcome, _ in answer["coverage"].values():
        yield f"service {outcome}"
    for (clock, occurrence, binding), each in answer["obligations"].items():
        yield f"{clock} {each['state']}"
        yield f"{each['state']}, due {each['due']}"
        if each["clause"]:
            yield f"limit in {limits[each['clause']]} {each['state']}"
        for pause in plain["clocks"][clock]["pauses"]:
            yield f"{each['state']}, may pause {'while' in pause}"
        if occurrence > 1:
            yield f"{clock} again"
        if not binding:
            yield f"an aim {each['state']}"
        if each["due_at"] == at:
            yield f"{each['state']} at the due instant"
        if each["due_at"] == answer["next_change_at"] is not None:
            yield "a due comes next"
    if answer["next_change_at"] is None:
        yield "nothing comes next"


SHOWN = ("case ", "severity among", "no severity", "a change", "reopened", "an aim")


def title(tags: frozenset[str]) -> str:
    """Say in a few words what a case shows."""
    states = sorted({tag for tag in tags if ", due " in tag})
    told = [tag for tag in sorted(tags) if tag.startswith(SHOWN)]
    return "; ".join([*told, *states])


# ------------------------------------------------------------------ what is expected
def expected(answer: Plain) -> Plain:
    """Give an answer of the reference in the form of a decision."""
    return {
        "case_state": answer["case_state"],
        "severity": _severity(answer),
        "coverage": [
            {"service": name, "outcome": outcome} | _rests(*clauses)
            for name, (outcome, clauses) in answer["coverage"].items()
        ],
        "obligations": [
            {"clock": clock, "occurrence": occurrence, "binding": binding}
            | _obligation(each)
            for (clock, occurrence, binding), each in answer["obligations"].items()
        ],
        "next_change_at": _instant(answer["next_change_at"]),
        "complete": ["coverage", "obligations"],
    }


def _severity(answer: Plain) -> Plain:
    name = answer["severity"]
    if name == "?":
        possible = [None if n == "None" else n for n in answer["possible"]]
        return {"state": "indeterminate", "name": None, "possible": possible}
    state = "none" if name is None else "decided"
    return {"state": state, "name": name} | _rests(answer["severity_clause"])


def _obligation(told: Plain) -> Plain:
    """Give what is known of it; what is null follows from `state` and `due`."""
    found: Plain = {"state": told["state"], "due": told["due"]}
    for key in INSTANTS:
        if told[key] is not None:
            found[key] = _instant(told[key])
    for key in ENDS:
        found[key] = _instant(told[key])
    if told["remaining"] is not None:
        found["remaining"] = length(told["remaining"])
    return found | _rests(told["clause"])


def _rests(*clauses: str | None) -> Plain:
    found = [each for each in clauses if each is not None]
    return {"clauses": found} if found else {}


def _instant(second: Any) -> str | None:
    return None if second is None else instant(second)
