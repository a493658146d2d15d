"""Conditions, happenings and hours in the words of the language."""

from datetime import date
from typing import Any

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def condition_text(condition: list[Any], *, inside: bool = False) -> str:
    """Write a condition as the language does."""
    word, *rest = condition
    if word in ("and", "or"):
        told = f" {word} ".join(condition_text(each, inside=True) for each in rest)
        return f"({told})" if inside else told
    if word == "term":
        return f"{rest[0]} is {'yes' if rest[1] else 'no'}"
    name, other = rest
    if word == "holds":
        return f"addon is {other}"
    if word == "is one of":
        return f"{name} is one of ({', '.join(other)})"
    value = {True: "yes", False: "no"}[other] if isinstance(other, bool) else other
    return f"{name} {word} {value}"


def clock_time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def span_text(a: int, b: int) -> str:
    return f"{clock_time(a)}-{clock_time(b if b <= 1440 else b - 1440)}"


def yearly(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def zone_text(zone: str) -> str:
    """The name of a zone; of those at a fixed distance, that."""
    if not zone.startswith("Etc/GMT"):
        return zone
    hours = -int(zone.removeprefix("Etc/GMT"))  # there, to the east is minus
    return f"UTC{hours:+03}:00"


def act_text(act: Any) -> str:
    """Write a happening as the language does."""
    if "by" not in act:
        return {"resolved": "resolved", "severity": "severity changes"}[act["verb"]]
    told = f"{act['by']} {act['verb']}"
    if act.get("via"):
        told += f" via {', '.join(act['via'])}"
    if "hours" in act:
        hours, is_during = act["hours"]
        told += f" {'during' if is_during else 'outside'} {hours}"
    return told + (f" after {act_text(act['after'])}" if "after" in act else "")


def or_text(acts: list[Any]) -> str:
    return " or ".join(act_text(each) for each in acts)
