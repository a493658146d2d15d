"""The part of an explanation about warnings and escalations."""

from collections.abc import Iterator

from slapolicy.contract.decimals import hundredfold
from slapolicy.contract.decision import AlertDecision
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.step import (
    Argument,
    Number,
    Paragraph,
    Part,
    Step,
    item,
    length,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.why_not import why_not
from slapolicy.contract.policy import (
    AfterDue,
    AfterElapsed,
    Alert,
    AtShare,
    BeforeDue,
    Timing,
)


def alert_part(view: View) -> Part | None:
    """Give the part, where the policy has warnings or escalations."""
    if not view.policy.alerts or view.situation.record.opened_at is None:
        return None
    items = [item(*_alert(view, each)) for each in view.decision.alerts]
    items += [found for rule in view.policy.alerts if (found := _silent(view, rule))]
    return Part(step("alerts_heading"), tuple(items))


def _alert(view: View, alert: AlertDecision) -> Iterator[Step]:
    rule = _rule_of(view, alert)
    yield _spoken(view, rule, alert.obligation, alert.clauses)
    arguments: dict[str, Argument] = {}
    if alert.at is not None:
        arguments["at"] = view.instant(alert.at, alert.zone)
    known = alert.at is not None or alert.state in ("void", "paused", "indeterminate")
    code = f"alert_{alert.state}" if known else f"alert_{alert.state}_open"
    yield Step(code, arguments)
    if alert.needs:
        yield step("needs", needs=tuple(view.need(name) for name in alert.needs))


def _rule_of(view: View, alert: AlertDecision) -> Alert:
    """Give the rule of an alert: its id begins with kind, receiver and time."""
    from slapolicy.contract.evaluator.timings import timing_words

    for rule in view.policy.alerts:
        if rule.kind != alert.kind or rule.to != alert.to:
            continue
        if (
            f":{rule.to}{timing_words(rule.timing)}:"
            not in f":{alert.id.split(':', 1)[1]}"
        ):
            continue
        about = alert.obligation.rpartition("#")[0] if alert.obligation else None
        if about is not None:
            about = about.removeprefix("aim of ")
        if about == rule.clock and rule.clauses == alert.clauses:
            return rule
    raise AssertionError(alert.id)


def _spoken(
    view: View, rule: Alert, obligation: str | None, clauses: tuple[str, ...]
) -> Step:
    number = step("nothing")
    if obligation is not None and not obligation.endswith("#1"):
        number = step("numbered", number=Number(int(obligation.rpartition("#")[2])))
    cited = view.in_clauses(clauses) if rule.clause else _in_house(clauses)
    return alert_told(view, f"alert_{rule.kind}", rule, number=number, clauses=cited)


def _in_house(clauses: tuple[str, ...]) -> Step:
    return step("in_house_on", clauses=clauses) if clauses else step("in_house")


def alert_told(names: Names, code: str, rule: Alert, **more: Argument) -> Step:
    """Tell whom an alert goes to, when it stands, and for which hours it waits."""
    when, hours = step("at_once"), step("nothing")
    if rule.clock is not None and rule.timing is not None:
        when = _when_told(names, rule.timing, rule.clock)
    if rule.hours is not None:
        hours = step("waiting_for_hours", calendar=names.title(rule.hours))
    return step(code, to=names.who(rule.to), when=when, hours=hours, **more)


def _when_told(names: Names, timing: Timing, clock: str) -> Step:
    title = names.title(clock)
    match timing:
        case AtShare(share):
            return step("at_share", share=Number(hundredfold(share)), clock=title)
        case AfterElapsed(of):
            return step("after_elapsed", length=length(of), clock=title)
        case BeforeDue(of):
            return step("before_due", length=length(of), clock=title)
        case AfterDue(of):
            return step("after_due", length=length(of), clock=title)


def _silent(view: View, rule: Alert) -> Paragraph | None:
    """Tell of a rule that raises nothing, and why."""
    if any(
        each.kind == rule.kind
        and each.to == rule.to
        and each.clauses == rule.clauses
        and (each.obligation is None) == (rule.clock is None or rule.timing is None)
        for each in view.decision.alerts
    ):
        return None
    why = why_not(view, rule, view.moment)
    if why is None:
        why = step(
            "not_in_force" if not view.situation.is_in_force else "not_begun_yet"
        )
    return item(_spoken(view, rule, None, rule.clauses), step("alert_not"), why)
