"""Decisions and obligations, made of parts that many of them share.

What is the same for all cases in a state, or for all obligations under a limit, stands
in one mapping, and is taken from there when it is first asked for (`later`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from slapolicy.contract.case import Case
from slapolicy.contract.compiled.compiler import Compiled, compiled
from slapolicy.contract.compiled.owing import Owing
from slapolicy.contract.compiled.reckoned import LENGTHS, Reckoned
from slapolicy.contract.compiled.states import Owed, State, situation_of
from slapolicy.contract.decision import Decision, DecisionNote, Obligation
from slapolicy.contract.evaluator.citations import cited, each_once
from slapolicy.contract.evaluator.courses import Key
from slapolicy.contract.evaluator.coverage import addons, claims, coverage
from slapolicy.contract.evaluator.notes import notes
from slapolicy.contract.evaluator.obligations import obligation_id, words
from slapolicy.contract.evaluator.severities import severity_of
from slapolicy.contract.evaluator.standing import contacts, intake
from slapolicy.contract.evaluator.worlds import Unknowns
from slapolicy.contract.later import open_twin
from slapolicy.contract.policy import Policy
from slapolicy.contract.stamp import stamp
from slapolicy.worktime import to_datetime
from slapolicy.worktime.zone import EPOCH

MICROSECOND = timedelta(microseconds=1)
OpenDecision, _OpenObligation = open_twin(Decision), open_twin(Obligation)


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


def same_of(policy: Policy, owing: Owing, k: int) -> "Alike":
    """Give what is the same of all obligations under the same limits, and keep it."""
    clock, binding, _ = owing.key
    shape, key = compiled(policy), (clock, binding, owing.owners, k)
    parts = shape.parts.get(key)
    if parts is None:
        parts = shape.keep(key, _limited(policy, clock, owing, k))
    owed = owing.owners[k]
    line = None if owed is None else owed.line
    is_estimated = None if line is None else line.is_estimated
    owing.same[k] = found = (Same(owing.key, parts), is_estimated)
    return found


def _limited(policy: Policy, clock: str, owing: Owing, k: int) -> dict[str, Any]:
    """Give what follows from the limits, whichever occurrence it is."""
    owners, owed = owing.owners, owing.owners[k]
    targets = [each.target for each in (owners if owed is None else (owed,)) if each]
    targets = list({id(each): each for each in targets}.values())
    sources = cited(targets)
    zone = None if owed is None or owed.line is None else owed.line.zone
    return {
        "bearer": targets[0].bearer,
        "earliest_due_at": None,
        "latest_due_at": None,
        "limit": " or ".join(each_once(map(words, targets))) or None,
        "needs": (),
        "clauses": sources.clauses or policy.clocks[clock].clauses,
        "readings": sources.readings,
        "assessments": sources.assessments,
        "zone": policy.agreement.zone if zone is None else zone,
    }


class Same:
    """Gives a part of an obligation by its name; lengths are its own."""

    __slots__ = ("key", "parts")

    def __init__(self, key: Key, parts: Mapping[str, Any]) -> None:
        self.key, self.parts = key, parts

    def __call__(self, obligation: Obligation, name: str) -> Any:
        """Give one of them."""
        if name in LENGTHS:
            length = obligation._lengths[LENGTHS[name]]
            return None if length is None else MICROSECOND * length
        return self.parts[name] if name in self.parts else _name(self.key)[name]


Alike = tuple[Same, Callable[[int], bool] | None]
"""What obligations have in common, and what tells of a due whether it is estimated."""


def _name(key: Key) -> dict[str, Any]:
    clock, binding, number = key
    return {
        "id": obligation_id(key), "clock": clock, "occurrence": number,
        "binding": binding,
    }  # fmt: skip


def obligation_of(
    policy: Policy, owing: Owing, found: Reckoned, moments: Sequence[datetime]
) -> Obligation:
    """Make the obligation of an occurrence, of what it comes to."""
    state, why, due_at, breached_at, _, _, _, _, k, _, started_at = found
    same, is_estimated = owing.same.get(k) or same_of(policy, owing, k)
    made = _OpenObligation()
    made.state = state
    made.due = why
    if started_at is None:
        made.started_at = moments[owing.began]
    else:
        made.started_at = to_datetime(started_at)
    made.fulfilled_at = None if owing.fulfilled < 0 else moments[owing.fulfilled]
    made.due_at = made.breached_at = None
    made.provisional = False
    if due_at is not None:
        made.due_at = due = EPOCH + MICROSECOND * due_at
        if breached_at is not None:
            made.breached_at = due
            if breached_at != due_at:
                made.breached_at = to_datetime(breached_at)
        if is_estimated is not None:
            made.provisional = is_estimated(due_at)
    made._lengths = found
    made._rest = same
    made.__class__ = Obligation
    done: Obligation = made
    return done


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
