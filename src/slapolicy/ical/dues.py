"""What is still owed on a case, and who is still to be told, as a calendar file."""

from collections.abc import Iterator
from datetime import datetime

from slapolicy.contract.decision import AlertDecision, Decision, Obligation
from slapolicy.contract.explanation.languages import require_spoken
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.speech import Speaker
from slapolicy.contract.explanation.step import (
    Argument,
    Instant,
    Number,
    Step,
    Title,
    step,
)
from slapolicy.ical.writing import Entry, write
from slapolicy.worktime import from_datetime


def dues_to_ics(decision: Decision, language: str = "en") -> str:
    """Write when what is still owed falls due, and what is still to be raised.

    What was met, or has lapsed, is left out; what came late too.

    Raises:
        ValueError: for a language that slapolicy does not speak, or a decision that
            was not reached by `Policy.evaluate`.
    """
    policy = decision._policy
    if policy is None:
        msg = "only a decision reached by `Policy.evaluate` can be written"
        raise ValueError(msg)
    require_spoken(language)
    names, speaker = Names(policy), Speaker(language, policy.labels)
    agreement = policy.agreement
    title = Title(agreement.name, agreement.title or agreement.name)
    called = step("ical_case", agreement=title, case=decision.case)
    entries: list[Entry] = []
    for owed in decision.obligations:
        entries += _dues(decision, names, speaker, owed)
    for alert in decision.alerts:
        entries += _alert(decision, names, speaker, alert)
    stamped = from_datetime(decision.at)
    return write(speaker.alone(called), language, stamped, entries)


def _dues(
    decision: Decision, names: Names, speaker: Speaker, each: Obligation
) -> Iterator[Entry]:
    if each.state in ("met", "lapsed") or each.fulfilled_at is not None:
        return
    code = "ical_breached" if each.state == "breached" else "ical_due"
    dues: list[tuple[str, datetime | None]] = [(code, each.due_at)]
    may_be = dict.fromkeys((each.earliest_due_at, each.latest_due_at))
    dues += [("ical_may_be_due", at) for at in may_be]
    for number, (called, at) in enumerate(dues):
        if at is None:
            continue
        summary = step(
            called,
            clock=names.title(each.clock),
            number=_number(decision, each.clock, each.occurrence),
        )
        yield Entry(
            key=(decision.agreement, decision.case, each.id, str(number)),
            start=from_datetime(at),
            summary=speaker.alone(summary),
            description=_rests(
                decision, names, speaker, each.clauses, is_sure=not each.provisional
            ),
            category="due",
        )


def _number(decision: Decision, clock: str, occurrence: int) -> Step:
    others = [each for each in decision.obligations if each.clock == clock]
    if any(other.occurrence > 1 for other in others):
        return step("numbered", number=Number(occurrence))
    return step("nothing")


def _alert(
    decision: Decision, names: Names, speaker: Speaker, each: AlertDecision
) -> Iterator[Entry]:
    if each.at is None or each.state not in ("pending", "deferred"):
        return
    arguments: dict[str, Argument] = {"to": names.who(each.to)}
    if each.obligation is not None:
        clock, _, number = each.obligation.rpartition("#")
        clock = clock.removeprefix("aim of ")
        arguments["clock"] = names.title(clock)
        arguments["number"] = _number(decision, clock, int(number))
    code = f"ical_{each.kind}" if "clock" in arguments else "ical_escalate"
    yield Entry(
        key=(decision.agreement, decision.case, each.id),
        start=from_datetime(each.at),
        summary=speaker.alone(Step(code, arguments)),
        description=_rests(decision, names, speaker, each.clauses),
        category="warning" if each.kind == "warn" else "escalation",
    )


def _rests(
    decision: Decision,
    names: Names,
    speaker: Speaker,
    clauses: tuple[str, ...],
    *,
    is_sure: bool = True,
) -> str:
    """Tell of which case it is, and on what it rests."""
    at = Instant(from_datetime(decision.at), decision.zone)
    told = [step("ical_of_case", case=decision.case, at=at)]
    if clauses:
        named = tuple(names.clause(each) for each in clauses)
        told.append(step("ical_clauses", clauses=named))
    if not is_sure:
        told.append(step("ical_provisional"))
    return speaker.alone(*told)
