"""A clock in plain words: what begins it, what meets it, what stops it."""

from collections.abc import Iterator

from slapolicy.contract.explanation.happened import wanted
from slapolicy.contract.explanation.step import Step, step
from slapolicy.contract.policy import Clock, PauseWaiting
from slapolicy.report.conditions import condition
from slapolicy.report.teller import Teller


def clock(teller: Teller, of: Clock) -> Iterator[Step]:
    """Tell a clock, sentence by sentence."""
    code = "clock_starts_each" if of.each else "clock_starts"
    events = wanted(teller, of.starts)
    yield step(code, clock=teller.title(of.name), events=events)
    if of.met:
        yield step("clock_met", events=wanted(teller, of.met))
    if of.recurs:
        yield step("clock_recurs")
    for pause in of.pauses:
        if isinstance(pause, PauseWaiting):
            yield step("clock_waits", who=teller.who(pause.role))
        else:
            why = condition(teller, pause.condition)
            yield step("clock_stands", why=why)
    if of.lapses:
        yield step("clock_lapses", events=wanted(teller, of.lapses))
    if of.restarts:
        yield step("clock_restarts", events=wanted(teller, of.restarts))
    if of.restarts_with_severity:
        yield step("clock_restarts_with_severity")
    elif teller.policy.severities:
        yield step("clock_continues")
