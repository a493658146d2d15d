"""What changes next if nothing more happens: a later decision beside this one."""

from collections.abc import Iterator
from datetime import datetime

from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator import assess
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.explanation.step import Step, step
from slapolicy.contract.explanation.view import View
from slapolicy.worktime import from_datetime


def what_next(view: View, at: datetime) -> tuple[Step, ...]:
    """Give what is different at an instant, with what is known now."""
    known = view.situation.record.seen_at(from_datetime(at))
    later = assess(Situation(view.policy, known))
    found = tuple(_differs(view, later))
    return found or (step("next_else"),)


def _differs(view: View, later: Decision) -> Iterator[Step]:
    """Tell what a later decision says that this one does not."""
    before = view.decision
    owed = {each.id: each for each in before.obligations}
    for each in later.obligations:
        was = owed.get(each.id)
        if was is not None and was.state != each.state:
            yield step(f"becomes_{each.state}", clock=view.title(each.clock))
    alerts = {each.id: each for each in before.alerts}
    for alert in later.alerts:
        known = alerts.get(alert.id)
        if (known is None or known.state != alert.state) and alert.state in (
            "raised",
            "deferred",
        ):
            yield step(f"next_{alert.kind}_{alert.state}", to=view.who(alert.to))
    if before.case_state != later.case_state:
        yield step("next_case", state=step(f"case_{later.case_state}"))
    if before.severity.name != later.severity.name:
        name = later.severity.name
        severity = step("no_severity") if name is None else view.title(name)
        yield step("next_severity", severity=severity)
