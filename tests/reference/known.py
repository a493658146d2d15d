"""Differences that are known and not yet mended; each goes when its mending comes."""

from reference.hours import Plain


def case_is_known(policy: Plain, case: Plain, at: int) -> str | None:
    """Why the answers to a case are known to differ, if they may."""
    events = sorted(
        (e for e in case["events"] if e["at"] <= at), key=lambda e: int(e["at"])
    )
    opened = next((each["at"] for each in events if each["type"] == "opens"), None)
    for each in events:
        if each["at"] == opened and {"plan", "parameters"} & {*each}:
            return "what was bought changes in the instant of the opening"
    for name in policy["facts"]:
        values = [case["facts"].get(name)]
        values += [e["facts"][name] for e in events if name in e.get("facts", {})]
        known = [each is not None for each in values]
        stretches = [
            i for i, k in enumerate(known) if not k and (i == 0 or known[i - 1])
        ]
        if len(stretches) > 1:
            return "a fact is unknown, known and unknown again"
    ends = [e["at"] for e in events if e["type"] in ("resolves", "withdraws", "agrees")]
    if any(e["type"] == "reopens" and e["at"] in ends for e in events):
        return "ended and reopened in one instant"
    return None


def field_is_known(name: str, expected: Plain, found: Plain) -> bool:
    """Whether a field of an obligation is known to differ."""
    # whether it was open since, by the hours then in force or by those of now
    dues = ("due", "due_at", "earliest_due_at", "latest_due_at", "remaining")
    states = {expected["state"], found["state"]}
    if len(states) == 2 and states <= {"not_started", "running", "indeterminate"}:
        is_same = all(expected[each] == found[each] for each in dues)
        return is_same or ("indeterminate" in states and name in ("state", *dues))
    if name == "started_at":  # of an occurrence that only some worlds have
        return expected["state"] == "indeterminate" and expected[name] is None
    if name == "breached_at":
        return expected["due"] == "indeterminate" and found[name] is None
    if name.endswith(("due", "due_at")):
        done = expected["fulfilled_at"]
        if done is not None and done <= (expected["started_at"] or done):
            return True  # fulfilled by its start, while it was paused
        return (expected["state"], expected["due"], found["due"]) == (
            "breached", "at", "indeterminate",
        )  # fmt: skip
    return False


def answer_is_known(name: str, expected: Plain, found: Plain) -> bool:
    """Whether something that is told of the whole case is known to differ."""
    if name == "case_state":
        return bool(found[name] == "indeterminate")  # it ended in each, at another time
    if name == "next_change_at":
        pairs = [
            (e, found["obligations"].get(k)) for k, e in expected["obligations"].items()
        ]
        unsure = ("indeterminate", "not_opened")  # before it opens, notes may change
        return found["case_state"] in unsure or any(
            other and e["state"] != other["state"] and field_is_known("state", e, other)
            for e, other in pairs
        )
    return False
