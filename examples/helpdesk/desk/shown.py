"""A decision as a page shows it: rows with titles, times of the zone and clauses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from slapolicy import Decision, Policy
from slapolicy.contract.policy import Clause


@frozen
class Row:
    """A line of a table."""

    title: str
    state: str
    told: str
    clauses: tuple[str, ...]
    is_late: bool = False


def obligation_rows(policy: Policy, decision: Decision) -> Iterator[Row]:
    """Give a row for each obligation."""
    for each in decision.obligations:
        zone = ZoneInfo(each.zone)
        told = []
        if each.due_at is not None:
            told.append(f"due {_at(each.due_at, zone)}")
        elif each.earliest_due_at is not None:
            told.append(f"if owed, due {_at(each.earliest_due_at, zone)} or later")
        if each.remaining is not None and each.state in ("running", "paused"):
            told.append(f"{length(each.remaining)} left")
        if each.overrun is not None:
            told.append(f"{length(each.overrun)} over")
        if each.needs:
            told.append("needs " + ", ".join(_title(policy, n) for n in each.needs))
        title = policy.clocks[each.clock].title or each.clock
        if each.occurrence > 1:
            title += f", no. {each.occurrence}"
        if not each.binding:
            title += " (an aim)"
        yield Row(
            title=title,
            state=each.state.replace("_", " "),
            told="; ".join(told),
            clauses=each.clauses,
            is_late=each.state == "breached",
        )


def service_rows(policy: Policy, decision: Decision) -> Iterator[Row]:
    """Give a row for each service that was asked for."""
    for each in decision.coverage:
        yield Row(
            title=policy.services[each.service].title or each.service,
            state=each.outcome.replace("_", " "),
            told=each.because or "",
            clauses=each.clauses,
        )


def explained(decision: Decision, language: str) -> str:
    """Give the explanation in a language, in English if it is not spoken."""
    try:
        return decision.explain(language)
    except ValueError:
        return decision.explain()


def text_of(clause: Clause) -> str:
    """Give the policy's lines of a clause, as the formatter lays them out."""
    text = clause.span.source.text
    start = text.rfind("\n", 0, clause.span.start) + 1
    end = text.find("\n}", start)
    return text[start : end + 2] if end >= 0 else text[start:]


def length(of: timedelta) -> str:
    """Tell a length in days, hours and minutes."""
    minutes, seconds = divmod(int(of.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    words = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in words if number) or "0 min"


def _at(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %d %b %Y %H:%M}"


def _title(policy: Policy, name: str) -> str:
    named = (policy.facts, policy.parameters, policy.indicators)
    found = next((each[name] for each in named if name in each), None)
    return f'"{found.title}"' if found is not None and found.title else name
