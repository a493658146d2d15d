"""Decisions and obligations, made of parts that many of them share.

What is the same for all cases in a state, or for all obligations under a limit, stands
in one mapping, and is taken from there when it is first asked for (`later`).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from slapolicy.contract.case import Case
from slapolicy.contract.compiled.compiler import Compiled
from slapolicy.contract.compiled.reckoned import Reckoned
from slapolicy.contract.compiled.states import Owed, State, situation_of
from slapolicy.contract.decision import Decision, DecisionNote, Obligation
from slapolicy.contract.evaluator.citations import cited, each_once
from slapolicy.contract.evaluator.coverage import addons, claims, coverage
from slapolicy.contract.evaluator.notes import notes
from slapolicy.contract.evaluator.obligations import obligation_id, words
from slapolicy.contract.evaluator.severities import severity_of
from slapolicy.contract.evaluator.standing import contacts, intake
from slapolicy.contract.evaluator.worlds import Unknowns
from slapolicy.contract.later import setters
from slapolicy.contract.policy import Policy
from slapolicy.contract.stamp import stamp
from slapolicy.worktime import to_datetime

Owners = tuple[Owed | None, ...]
MICROSECOND, NO_TIME = timedelta(microseconds=1), timedelta(0)
_new = object.__new__
(
    _case, _at, _case_state, _obligations, _next_change_at, _closed_by, _closed_at,
    _policy, _case_read, _rest,
) = setters(
    Decision, "case", "at", "case_state", "obligations", "next_change_at", "closed_by",
    "closed_at", "_policy", "_case_read", "_rest",
)  # fmt: skip
(
    _state, _due, _started_at, _due_at, _fulfilled_at, _breached_at, _elapsed,
    _remaining, _paused, _overrun, _provisional, _rest_of_obligation,
) = setters(
    Obligation, "state", "due", "started_at", "due_at", "fulfilled_at", "breached_at",
    "elapsed", "remaining", "paused", "overrun", "provisional", "_rest",
)  # fmt: skip


class Head:
    """The parts of a decision that rest on a state, and on what is asked for."""

    def __init__(self, state: State, parts: Mapping[str, Any]) -> None:
        self.state, self.parts = state, parts

    def __call__(self, decision: Decision, name: str) -> Any:
        """Give a part of a decision by its name."""
        if name == "notes":
            return self._notes(decision)
        return self.parts[name]

    def _notes(self, decision: Decision) -> tuple[DecisionNote, ...]:
        """Ask for the notes of a decision in which nothing is unclear."""
        stated = self.state.stated
        situation: Any = SimpleNamespace(
            policy=decision._policy,
            is_in_force=True,
            unknowns=Unknowns({}, {}),
            end=(None, ()),
            record=SimpleNamespace(at=None, snapshot=lambda _: stated),
        )
        return notes(situation, decision)


def head_of(policy: Policy, state: State, case: Case) -> Head:
    """Give the head of a decision about a case in a state."""
    key = (case.requests, case.claims)
    found: Head | None = state.parts.get(key)
    if found is None:
        situation = situation_of(policy, state.stated)
        severity = severity_of(situation)
        parts = {
            "agreement": policy.agreement.name,
            "severity": severity,
            "coverage": coverage(situation, case.requests),
            "claims": claims(situation, case.claims),
            "addons": addons(situation),
            "alerts": (),
            "duties": (),
            "contacts": contacts(situation, severity),
            "intake": tuple(
                each for each in intake(situation, severity) if each.kind == "collect"
            ),
            "stamp": stamp(policy),
            "zone": policy.agreement.zone,
        }
        found = state.parts[key] = Head(state, parts)
    return found


def decision_of(
    policy: Policy,
    case: Case,
    at: datetime,
    head: Head,
    case_state: str,
    owed: tuple[Obligation, ...],
    change: datetime | None,
    closed_by: tuple[str, ...],
    closed_at: datetime | None,
    more: Mapping[str, Any],
) -> Decision:
    """Make a decision."""
    made: Decision = _new(Decision)
    _case(made, case.id)
    _at(made, at)
    _case_state(made, case_state)
    _obligations(made, owed)
    _next_change_at(made, change)
    _closed_by(made, closed_by)
    _closed_at(made, closed_at)
    _policy(made, policy)
    _case_read(made, case)
    _rest(made, head)
    for name, part in more.items():
        object.__setattr__(made, name, part)
    return made


def same_of(
    policy: Policy, key: tuple[str, bool, int], owners: Owners, k: int
) -> "Same":
    """Give what is the same of all obligations under the same limits, by its names."""
    owed = owners[k]
    targets = [each.target for each in (owners if owed is None else (owed,)) if each]
    targets = list({id(each): each for each in targets}.values())
    sources = cited(targets)
    zone = None if owed is None or owed.line is None else owed.line.zone
    parts = {
        **_name(key),
        "bearer": targets[0].bearer,
        "earliest_due_at": None,
        "latest_due_at": None,
        "limit": " or ".join(each_once(map(words, targets))) or None,
        "needs": (),
        "clauses": sources.clauses or policy.clocks[key[0]].clauses,
        "readings": sources.readings,
        "assessments": sources.assessments,
        "zone": policy.agreement.zone if zone is None else zone,
    }
    return Same(parts)


class Same:
    """Gives a part of an obligation by its name."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self.parts = parts

    def __call__(self, _: Obligation, name: str) -> Any:
        """Give one of them."""
        return self.parts[name]


def _name(key: tuple[str, bool, int]) -> dict[str, Any]:
    clock, binding, number = key
    return {
        "id": obligation_id(key), "clock": clock, "occurrence": number,
        "binding": binding,
    }  # fmt: skip


def obligation_of(
    same: Any,
    found: Reckoned,
    started_at: datetime,
    fulfilled_at: datetime | None,
    provisional: bool,
) -> Obligation:
    """Make an obligation."""
    state, why, due_at, breached_at, elapsed, remaining, paused, overrun, _, _, _ = (
        found
    )
    made: Obligation = _new(Obligation)
    due = None if due_at is None else to_datetime(due_at)
    _state(made, state)
    _due(made, why)
    _started_at(made, started_at)
    _due_at(made, due)
    _fulfilled_at(made, fulfilled_at)
    if breached_at is None:
        _breached_at(made, None)
    else:
        _breached_at(made, due if breached_at == due_at else to_datetime(breached_at))
    _elapsed(made, MICROSECOND * elapsed)
    _remaining(made, None if remaining is None else MICROSECOND * remaining)
    _paused(made, MICROSECOND * paused if paused else NO_TIME)
    _overrun(made, None if overrun is None else MICROSECOND * overrun)
    _provisional(made, provisional)
    _rest_of_obligation(made, same)
    return made


def not_begun(
    policy: Policy, shape: Compiled, clock: str, binding: bool, owed: Owed
) -> Obligation:
    """Give what is owed before anything has started the clock: always the same."""
    key = (clock, binding, 1)
    found: Obligation | None = shape.parts.get((key, owed))
    if found is None:
        targets = (owed.target,)
        sources = cited(targets)
        made = Obligation(
            **_name(key),
            state="not_started",
            due="not_started",
            bearer=owed.target.bearer,
            limit=" or ".join(map(words, targets)) or None,
            clauses=sources.clauses or policy.clocks[clock].clauses,
            readings=sources.readings,
            assessments=sources.assessments,
            zone=policy.agreement.zone,
        )
        found = shape.keep((key, owed), made)
    return found
