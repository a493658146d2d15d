"""The history of a case: every change of every obligation and alert, in order.

Decisions are taken at each instant at which something happened and, between two of
those, at each `next_change_at`; what differs between one decision and the next is a
change. So the history says nothing that a decision taken at the time would not have
said: what became known only later moves nothing that came before.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from attrs import evolve

from slapolicy.contract.case import Case
from slapolicy.contract.decision import AlertDecision, Decision, Obligation
from slapolicy.contract.evaluator.evaluator import decide
from slapolicy.contract.policy import Policy
from slapolicy.contract.remembering import Step, Uncertain, is_certain, steps
from slapolicy.values import frozen
from slapolicy.worktime import from_datetime

Kind = Literal[
    "expected", "due_set", "due_moved", "started", "paused", "resumed", "reopened",
    "met", "breached", "fulfilled_late", "lapsed", "unsettled", "settled", "changed",
    "dropped", "alert_pending", "alert_moved", "alert_deferred", "alert_paused",
    "alert_raised", "alert_void", "alert_unsettled", "alert_dropped",
]  # fmt: skip
Pair = tuple[Kind, Obligation | AlertDecision | None, Obligation | AlertDecision | None]


@frozen(kw_only=True)
class Change:
    """One change of an obligation or an alert (`of` is its id), at an instant.

    `before` and `after` are what the decisions before it and at it say; None where it
    did not exist. `id` is stable: the id of what changed, the kind, and how manieth
    change of that kind it is (from 1), such as `callback#1:paused:2`. Kinds:

    - `expected`: the contract speaks of it, but it has not begun to run; `due_set`:
      its due instant became known before it runs (an event outside hours);
    - `started`, `paused`, `resumed`, `met`, `breached`, `lapsed`: the state that it
      left or reached; `reopened`: it runs again since the case was reopened;
    - `due_moved`: it is due at another instant, while it keeps its state;
    - `fulfilled_late`: what was owed came after the breach;
    - `unsettled`, `settled`: it cannot be told without a missing fact, or can again;
    - `changed`: its limit, clauses or bearer only; `dropped`: no longer spoken of;
    - `alert_…`: the state that an alert reached, or that it stands at another instant.
    """

    at: datetime
    kind: Kind
    id: str
    of: str
    clauses: tuple[str, ...] = ()
    before: Obligation | AlertDecision | None = None
    after: Obligation | AlertDecision | None = None


def history(policy: Policy, case: Case, until: datetime) -> tuple[Change, ...]:
    """Give every change of every obligation and alert up to and including `until`.

    Raises:
        ValueError: if `until` is naive or outside 1970 to 2200.
    """
    at = from_datetime(until)
    if is_certain(policy, case):
        try:
            return changes(steps(policy, case, at))
        except Uncertain:
            pass
    return changes(plain_steps(policy, case, at))


def plain_steps(policy: Policy, case: Case, until: int) -> Iterator[Step]:
    """Give each decision, with the one before; all is decided anew each time."""
    before: Decision | None = None
    for decision in decisions(policy, case, until):
        yield before, decision
        before = decision


def changes(told: Iterable[Step]) -> tuple[Change, ...]:
    """Give what differs between decisions and those before them."""
    found: list[Change] = []
    counts: Counter[tuple[str, Kind]] = Counter()
    for before, decision in told:
        for kind, old, new in _changes(before, decision):
            known = new if new is not None else old
            assert known is not None
            counts[known.id, kind] += 1
            found.append(
                Change(
                    at=decision.at,
                    kind=kind,
                    id=f"{known.id}:{kind}:{counts[known.id, kind]}",
                    of=known.id,
                    clauses=known.clauses,
                    before=old,
                    after=new,
                )
            )
    return tuple(found)


def decisions(policy: Policy, case: Case, until: int) -> Iterator[Decision]:
    """Give the decision at each instant at which it may differ, up to `until`."""
    happened = {event.at for event in case.events}
    happened |= {attempt.at for attempt in case.attempts}
    coming = sorted((at for at in happened if at <= until), reverse=True)
    at = coming.pop() if coming else None
    while at is not None:
        decision = decide(policy, case, at)
        yield decision
        later = decision.next_change_at
        following = None if later is None else from_datetime(later)
        if coming and (following is None or coming[-1] <= following):
            at = coming.pop()
        else:
            at = following if following is not None and following <= until else None


def _changes(before: Decision | None, after: Decision) -> Iterator[Pair]:
    """Give what differs, obligations first, in the order of the later decision."""
    owed = {} if before is None else {each.id: each for each in before.obligations}
    raised = {} if before is None else {each.id: each for each in before.alerts}
    is_reopened = (
        before is not None
        and before.case_state in ("resolved", "withdrawn")
        and after.case_state == "open"
    )
    for new in after.obligations:
        old = owed.pop(new.id, None)
        for kind in _of_obligation(old, new, is_reopened=is_reopened):
            yield kind, old, new
    for gone in owed.values():
        yield "dropped", gone, None
    for alert in after.alerts:
        was = raised.pop(alert.id, None)
        if kind_of_alert := _of_alert(was, alert):
            yield kind_of_alert, was, alert
    for lost in raised.values():
        yield "alert_dropped", lost, None


def _of_obligation(
    old: Obligation | None, new: Obligation, *, is_reopened: bool
) -> Iterator[Kind]:
    state = None if old is None else old.state
    had_due = None if old is None else old.due_at
    if old is not None and _essence(old) == _essence(new):
        return
    told = False
    if new.due_at is not None and new.due_at != had_due:
        if had_due is not None:
            told = True
            yield "due_moved"
        elif state in (None, "not_started") and new.state == "not_started":
            told = True
            yield "due_set"
    if state != new.state:
        for kind in _of_state(state, new, is_reopened=is_reopened):
            told = True
            yield kind
    elif new.state == "breached" and new.fulfilled_at and not _had_come(old):
        told = True
        yield "fulfilled_late"
    if not told:
        yield "changed"


def _had_come(old: Obligation | None) -> bool:
    """Whether what was owed had come already."""
    return old is not None and old.fulfilled_at is not None


def _of_state(old: str | None, new: Obligation, *, is_reopened: bool) -> Iterator[Kind]:
    if new.state == "not_started":
        if new.due_at is None or old is not None:
            yield "expected" if old is None else "settled"
        return
    if new.state == "indeterminate":
        yield "unsettled"
        return
    if old in (None, "not_started"):
        yield "started"
    match new.state:
        case "met":
            yield "met"
        case "breached":
            yield "breached"
            if new.fulfilled_at is not None and new.fulfilled_at != new.breached_at:
                yield "fulfilled_late"
        case "lapsed":
            yield "lapsed"
        case "paused":
            if is_reopened:
                yield "reopened"
            yield "paused"
        case "running":
            if old == "indeterminate":
                yield "settled"
            elif old == "paused":
                yield "resumed"
            elif old == "lapsed":
                yield "reopened" if is_reopened else "resumed"


def _essence(each: Obligation) -> Obligation:
    return evolve(each, elapsed=None, remaining=None, overrun=None)


def _of_alert(old: AlertDecision | None, new: AlertDecision) -> Kind | None:
    if old is None or old.state != new.state:
        match new.state:
            case "pending":
                return "alert_pending"
            case "deferred":
                return "alert_deferred"
            case "paused":
                return "alert_paused"
            case "raised":
                return "alert_raised"
            case "void":
                return "alert_void"
            case "indeterminate":
                return "alert_unsettled"
    return "alert_moved" if old.at != new.at else None
