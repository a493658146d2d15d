"""A decision: what holds of a case as of an instant, and by which clauses.

Instants are aware datetimes in UTC, lengths are exact timedeltas. How a decision is
reached is told in `evaluator`; how it is written as JSON in `decision_json`; how it is
put in words in `explanation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from slapolicy.contract.later import Later, Rest
from slapolicy.values import field, frozen

if TYPE_CHECKING:
    from slapolicy.contract.case import Case
    from slapolicy.contract.policy import Policy

CaseState = Literal["not_opened", "open", "resolved", "withdrawn", "indeterminate"]
State = Literal[
    "met", "breached", "lapsed", "paused", "not_started", "running", "indeterminate"
]
Due = Literal[
    "at", "no_stated_time", "paused", "not_started", "lapsed", "never_opens",
    "indeterminate",
]  # fmt: skip


@frozen(kw_only=True)
class SeverityDecision:
    """How severe the case is.

    `state`: `decided` (then `name` says it), `indeterminate` (then `possible` lists the
    names, and None if it may be none, and `needs` the facts that are missing), `none`
    (no severity's condition holds), `conflict` (two hold, and neither prevails).
    """

    name: str | None
    state: Literal["decided", "indeterminate", "none", "conflict"]
    possible: tuple[str | None, ...]
    clauses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()


@frozen(kw_only=True)
class Coverage:
    """Whether a service is owed."""

    service: str
    outcome: Literal[
        "covered", "used_up", "excluded", "condition_not_met", "not_in_plan", "silent",
        "indeterminate",
    ]  # fmt: skip
    left: int | None = None
    clauses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    because: str | None = None
    readings: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()


@frozen(kw_only=True)
class ClaimDecision:
    """What the contract says of an outcome that is claimed.

    `disclaims`: the guarantee of it, the responsibility for it, or both. It is
    `indeterminate` only while `needs` are missing (a clause for some plans only).
    """

    claim: str
    outcome: Literal["disclaimed", "silent", "indeterminate"]
    disclaims: tuple[Literal["guarantee", "responsibility"], ...] = ()
    clauses: tuple[str, ...] = ()
    because: str | None = None
    readings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@frozen(kw_only=True)
class AddonDecision:
    """Whether an add-on can be had on the plan."""

    addon: str
    outcome: Literal["allowed", "refused", "indeterminate"]
    price: str | None = None
    clauses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@frozen(kw_only=True)
class Obligation(Later):
    """One occurrence of a clock, under its promise (binding) or its aim.

    `due` says why `due_at` is None. `paused` is what ended pauses took out of the
    clock's open time. `zone` is that in which JSON prints its instants. `_lengths` are
    kept by `compiled`.
    """

    id: str
    clock: str
    occurrence: int
    binding: bool
    bearer: str
    state: State
    due: Due
    started_at: datetime | None = None
    due_at: datetime | None = None
    earliest_due_at: datetime | None = None
    latest_due_at: datetime | None = None
    fulfilled_at: datetime | None = None
    breached_at: datetime | None = None
    elapsed: timedelta | None = None
    remaining: timedelta | None = None
    paused: timedelta | None = None
    overrun: timedelta | None = None
    provisional: bool = False
    limit: str | None = None
    needs: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    zone: str = "UTC"
    _lengths: Any = field(default=None, init=False, eq=False, repr=False)
    _rest: Rest | None = field(default=None, init=False, eq=False, repr=False)


@frozen(kw_only=True)
class AlertDecision:
    """A warning or an escalation.

    `pending` until `at`; `deferred`: due to be raised, waiting for the next opening at
    `at`; `raised` from `at` on; `paused` (then `at` is None); `void`: what it was about
    ended first; `indeterminate`: cannot be told without `needs`.
    """

    id: str
    kind: Literal["warn", "escalate"]
    to: str
    at: datetime | None
    state: Literal["pending", "deferred", "raised", "paused", "void", "indeterminate"]
    obligation: str | None = None
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    zone: str = "UTC"


@frozen(kw_only=True)
class DutyDecision:
    """A duty (`owed`, `ended`, `not_started`) or a right (`held`, `lapsed`).

    Either may be `indeterminate`.
    """

    name: str
    kind: Literal["duty", "right"]
    of: str
    what: str
    state: Literal["owed", "ended", "not_started", "held", "lapsed", "indeterminate"]
    ended_at: datetime | None = None
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@frozen(kw_only=True)
class ContactDecision:
    """Who can be reached by which channels, and when (`hours`, in words of the policy).

    `hours` is `24x7`, `during NAME`, `outside NAME`, `by_appointment` or `not_stated`.
    Whether somebody can be reached right now is asked of the calendar.
    """

    role: str
    channels: tuple[str, ...]
    hours: str
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


@frozen(kw_only=True)
class IntakeDecision:
    """A step by which a case is brought, or a fact that must be asked.

    `kind`: `step` (with `number`) or `collect` (with `fact`).
    """

    kind: Literal["step", "collect"]
    state: Literal["complete", "missing", "optional", "indeterminate"]
    number: int | None = None
    fact: str | None = None
    what: str = ""
    needs: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@frozen(kw_only=True)
class DecisionNote:
    """Something a reader must know: a code and its arguments; prose is made later."""

    code: str
    arguments: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Stamp:
    """On what a decision rests: with the same, it comes out the same."""

    policy_sha256: str
    engine: str
    tzdata: str
    holidays: str


@frozen(kw_only=True)
class Decision(Later):
    """What holds of a case as of `at`."""

    case: str
    agreement: str
    at: datetime
    case_state: CaseState
    severity: SeverityDecision
    coverage: tuple[Coverage, ...] = ()
    claims: tuple[ClaimDecision, ...] = ()
    addons: tuple[AddonDecision, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    alerts: tuple[AlertDecision, ...] = ()
    duties: tuple[DutyDecision, ...] = ()
    contacts: tuple[ContactDecision, ...] = ()
    intake: tuple[IntakeDecision, ...] = ()
    next_change_at: datetime | None = None
    notes: tuple[DecisionNote, ...] = ()
    stamp: Stamp
    zone: str = "UTC"
    closed_by: tuple[str, ...] = ()
    closed_at: datetime | None = None
    _policy: Policy | None = field(default=None, eq=False, repr=False)
    _case_read: Case | None = field(default=None, eq=False, repr=False)
    _rest: Rest | None = field(default=None, init=False, eq=False, repr=False)

    def to_json(self) -> str:
        """Write it as JSON: the same decision gives the same text, to the byte."""
        from slapolicy.contract.decision_json import to_json

        return to_json(self)

    def explain(self, language: str = "en") -> str:
        """Say in plain words what holds and why.

        Raises:
            ValueError: for a language that slapolicy does not speak.
        """
        from slapolicy.contract.explanation import explain

        return explain(self, language)
