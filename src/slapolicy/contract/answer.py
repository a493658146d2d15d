"""One answer about a case, and how parts of a decision become one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from slapolicy.contract.decision import AlertDecision, Obligation
from slapolicy.contract.wording import length_words
from slapolicy.values import frozen
from slapolicy.worktime import Hours, from_datetime


@frozen(kw_only=True)
class Answer:
    """What holds of one thing. `due_at` and `at` are microseconds UTC.

    `also` are other words that are true of it, narrower ones.
    """

    state: str
    also: tuple[str, ...] = ()
    due_at: int | None = None
    at: int | None = None
    left: timedelta | int | None = None
    no_stated_time: bool = False
    needs: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


def instant(value: datetime | None) -> int | None:
    """Give microseconds UTC for an instant of a decision."""
    return None if value is None else from_datetime(value)


def union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Give each name of the groups once, in order."""
    return tuple(dict.fromkeys(each for group in groups for each in group))


def word(value: Any) -> str:
    """Give a value in the words of the language; `unknown` for None."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case timedelta():
            return length_words(value)
        case date():
            return value.isoformat()
        case Hours():
            return "hours"
        case _:
            return str(value)


def obligation_answer(found: Obligation) -> Answer:
    """Give what a decision says of an obligation."""
    at = found.breached_at if found.state == "breached" else found.fulfilled_at
    return Answer(
        state=found.state,
        due_at=instant(found.due_at),
        at=instant(at),
        left=found.remaining,
        no_stated_time=found.due == "no_stated_time",
        needs=found.needs,
        clauses=found.clauses,
        readings=found.readings,
    )


def alert_answer(kind: str, state: str, chosen: list[AlertDecision]) -> Answer:
    """Give what a decision says of alerts that are in one state."""
    at = min((instant(a.at) or 0 for a in chosen if a.at is not None), default=None)
    return Answer(
        state="open" if state == "raised" and kind == "escalate" else state,
        due_at=at,
        at=at,
        needs=union(each.needs for each in chosen),
        clauses=union(each.clauses for each in chosen),
        readings=union(each.readings for each in chosen),
    )
