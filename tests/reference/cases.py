"""Random cases of a random policy, with events at instants that matter."""

from bisect import bisect_left
from datetime import UTC, datetime
from random import Random
from typing import Any

from reference.evaluator import evaluate
from reference.hours import ALWAYS, DAY, Plain, hours_of

STEPS = (0, 0, 0, 1, 60, 600, 1800, 3600, 5400, 7200, 14400, 28800, 43200, DAY)
VERBS = (
    "replies", "replies", "writes", "writes", "calls", "updates", "updates", "notes",
    "changes", "changes", "changes", "waits", "waits", "resumes", "agrees", "agrees",
    "disagrees", "resolves", "withdraws", "reopens", "reopens", "cancels", "closes",
)  # fmt: skip
OURS, THEIRS = ("desk", "desk", "lead", "acme"), ("customer", "customer", "admin")


def random_case(draw: Random, policy: Plain) -> Plain:
    """Give a case as plain data: whole seconds, every key there."""
    return _Case(draw, policy).case()


def as_json(case: Plain) -> Plain:
    """The same case as a user writes it."""
    stated: Plain = {"facts": {}, "parameters": {}} | _stated(case)
    found = {"addons": case["addons"], "facts": stated.pop("facts")}
    found |= {"requests": case["requests"], "id": "random"} | stated
    if case["plan"] is not None:
        found["plan"] = case["plan"]
    if found["addons"] is None:
        del found["addons"]
    events = []
    for each in case["events"]:
        at = datetime.fromtimestamp(each["at"], UTC).isoformat()
        event = {k: v for k, v in each.items() if k not in ("facts", "parameters")}
        event |= {"at": at} | _stated(each)
        if "severity" in event:
            event["by"] = "desk"
        events.append(event)
    return found | {"events": events}


def _stated(each: Plain) -> Plain:
    """What a case or a change states; a severity that is set is no fact there."""
    facts, found = dict(each.get("facts", {})), Plain()
    if "set" in facts:
        found["severity"] = facts.pop("set")
    if facts:
        found["facts"] = facts
    if each.get("parameters"):
        found["parameters"] = {
            name: f"PT{value}S" if isinstance(value, int) else value
            for name, value in each["parameters"].items()
        }
    return found


_kept: list[Any] = []  # the policy that was asked about last, its openings, closings


def _edges(policy: Plain) -> list[int]:
    if not _kept or _kept[0] is not policy:
        lines = [each for each in hours_of(policy).values() if each is not ALWAYS]
        spans = (span for line in lines for span in line.spans)
        _kept[:] = policy, sorted({edge for span in spans for edge in span})
    found: list[int] = _kept[1]
    return found


class _Case:
    def __init__(self, draw: Random, policy: Plain) -> None:
        self.draw, self.policy = draw, policy
        base = datetime.fromisoformat(policy["base"]).replace(tzinfo=UTC)
        self.now = int(base.timestamp()) + draw.randrange(0, 3 * 24) * 3600
        self.waited: list[str] = []
        self.edges = _edges(policy)
        self._case: Plain = {}

    def case(self) -> Plain:
        draw, policy = self.draw, self.policy
        chance = draw.choice((1.0, 0.9, 0.6))
        facts = {n: self._value(n) for n in policy["facts"] if draw.random() < chance}
        is_plan_known = policy["plans"] and draw.random() < 0.9
        self._case = {
            "plan": draw.choice(policy["plans"]) if is_plan_known else None,
            "addons": [a for a in policy["addons"] if draw.random() < 0.5],
            "parameters": {
                name: draw.choice((1800, 3600, 7200))
                for name in policy["parameters"]
                if name not in policy["choices"] and draw.random() < 0.7
            },
            "facts": facts,
            "requests": policy["services"],
            "events": [],
        }
        for name, of in policy["choices"].items():
            if draw.random() < 0.7:
                self._case["parameters"][name] = draw.choice(of)
        if policy["addons"] and draw.random() < 0.1:
            self._case["addons"] = None
        if draw.random() < 0.1:
            self._tell(self._change())
        self._move()
        self._tell(
            {
                "type": "opens",
                "by": draw.choice(THEIRS),
                "via": draw.choice(policy["channels"]),
            }
        )
        for _ in range(draw.choice((0, 1, 3, 5, 7, 9))):
            self._move()
            self._tell(self._event(draw.choice(VERBS)))
        if draw.random() < 0.1:
            self._case["events"].append(
                dict(draw.choice(self._case["events"][1:] or [self._case["events"][0]]))
            )
        for event in self._case["events"]:  # identical events count once
            if self._case["events"].count(event) > 1:
                self._case["events"].remove(event)
                break
        if draw.random() < 0.2:
            draw.shuffle(self._case["events"])
        return self._case

    def _tell(self, event: Plain) -> None:
        self._case["events"].append({"at": self.now} | event)

    def _move(self) -> None:
        """Go on to an instant that matters."""
        kind = self.draw.random()
        later = bisect_left(self.edges, self.now)
        if kind < 0.3 and later + 2 < len(self.edges):
            self.now = self.edges[later + self.draw.choice((0, 0, 1, 2))]
        elif kind < 0.38 and self._case["events"]:
            dues = self._dues()
            self.now = self.draw.choice(dues) if dues else self.now
        else:
            self.now += self.draw.choice(STEPS)
        if self.draw.random() < 0.1:
            self.now += 1

    def _dues(self) -> list[int]:
        """When something falls due, as things stand."""
        try:
            told = evaluate(self.policy, self._case, self.now)["obligations"].values()
        except Exception:  # noqa: BLE001  # only a hint where to go
            return []
        return [each["due_at"] for each in told if (each["due_at"] or 0) >= self.now]

    def _value(self, name: str) -> Any:
        if name == "load":
            return self.draw.choice((10, 49, 50, 51, 89, 90, 91, 100))
        return self.draw.choice(self.policy["facts"][name]["values"])

    def _change(self) -> Plain:
        draw, policy = self.draw, self.policy
        kind = draw.random()
        if kind > 0.85 and policy["addons"] and policy["wide"]:
            addons: list[str] = draw.choice(([], policy["addons"]))
            return {"type": "changes", "facts": {}, "addons": addons}
        if kind < 0.12 and policy["plans"]:
            return {
                "type": "changes",
                "facts": {},
                "plan": draw.choice(policy["plans"]),
            }
        if kind > 0.9 and policy["choices"]:
            chosen = {name: draw.choice(of) for name, of in policy["choices"].items()}
            return {"type": "changes", "facts": {}, "parameters": chosen}
        if kind < 0.2 and "answer_in" in policy["parameters"]:
            return {
                "type": "changes",
                "facts": {},
                "parameters": {"answer_in": draw.choice((900, 3600, 9000))},
            }
        name = draw.choice(list(policy["facts"]))
        is_forgotten = draw.random() < 0.1 and name != "set"
        value = None if is_forgotten else self._value(name)
        return {"type": "changes", "facts": {name: value}}

    def _event(self, verb: str) -> Plain:
        draw = self.draw
        if verb == "changes":
            return self._change()
        if verb == "waits":
            self.waited.append(draw.choice(("customer", "customer", "admin", "lead")))
            return {"type": verb, "by": "desk", "for": self.waited[-1]}
        if verb == "resumes":
            one = (
                {"for": self.waited[-1]} if self.waited and draw.random() < 0.5 else {}
            )
            return {"type": verb, "by": "desk"} | one
        sides = {"writes": THEIRS, "cancels": ("customer",), "withdraws": ("customer",)}
        sides |= {
            "resolves": OURS,
            "replies": OURS,
            "updates": OURS,
            "closes": ("desk",),
        }
        event: Plain = {
            "type": verb,
            "by": draw.choice(sides.get(verb, (*OURS, *THEIRS))),
        }
        if verb in ("writes", "calls", "replies"):
            event["via"] = draw.choice(self.policy["channels"])
            if draw.random() < 0.05:
                event["automatic"] = True
        return event
