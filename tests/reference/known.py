"""Differences that are known and not yet mended; each goes when its mending comes."""

from typing import Any

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
    waited: set[str] = set()
    for each in events:
        if each["type"] == "waits":
            waited.add(each["for"])
        by = each.get("by", "")
        if each["type"] == "reopens" and {by, policy["roles"].get(by)} & waited:
            return "the one waited for reopens the case"
    return None


def field_is_known(name: str, expected: Plain, found: Plain) -> bool:
    """Whether a field of an obligation is known to differ."""
    if name == "started_at" and expected[name] is None:
        return True  # worlds differ in it
    if name.endswith(("due", "due_at")):
        if expected["state"] == found["state"] == "met":
            return bool(expected["fulfilled_at"] == expected["started_at"])
        return (expected["state"], expected["due"], found["due"]) == (
            "breached", "at", "indeterminate",
        )  # fmt: skip
    return False


def outcome_is_known(expected: Any, found: Any) -> bool:
    """Whether the outcome of a service is known to differ."""
    return (expected, found) == ("indeterminate", "not_in_plan")
