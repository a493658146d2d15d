"""The whole policy: every definition and rule, each looked up by its name.

Its methods are the face of the library: each calls a verb that stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from slapolicy.contract.policy.agreement import (
    Addon,
    Agreement,
    Clause,
    Label,
    Named,
    Plan,
    Reading,
)
from slapolicy.contract.policy.clock import Clock
from slapolicy.contract.policy.definition import (
    Calendar,
    Declared,
    Indicator,
    Measured,
    Role,
    Term,
)
from slapolicy.contract.policy.rule import (
    Alert,
    Collection,
    Contact,
    Deferral,
    Disclaimer,
    Duty,
    Exclusion,
    Grant,
    Intake,
    Quota,
    Resolution,
    Right,
    Severity,
    Target,
)
from slapolicy.finding import Finding
from slapolicy.source import Source
from slapolicy.values import field, frozen

if TYPE_CHECKING:
    from pathlib import Path

    from slapolicy.contract.case import Case, CaseError
    from slapolicy.contract.decision import Decision
    from slapolicy.contract.history import Change
    from slapolicy.contract.property import Property
    from slapolicy.contract.scenario import Scenario


@frozen(kw_only=True, eq=False)
class Policy:
    """A checked policy. Mappings are read only and in order of text.

    `_compiled` is what `compiled` keeps of it.
    """

    agreement: Agreement
    sources: tuple[Source, ...]
    plans: Mapping[str, Plan]
    addons: Mapping[str, Addon]
    parameters: Mapping[str, Declared]
    facts: Mapping[str, Declared]
    terms: Mapping[str, Term]
    attempts: Mapping[str, Measured]
    indicators: Mapping[str, Indicator]
    roles: Mapping[str, Role]
    channels: Mapping[str, Named]
    services: Mapping[str, Named]
    outcomes: Mapping[str, Named]
    events: Mapping[str, tuple[str, ...]]
    calendars: Mapping[str, Calendar]
    clocks: Mapping[str, Clock]
    clauses: Mapping[str, Clause]
    readings: Mapping[str, Reading]
    severities: tuple[Severity, ...]
    grants: tuple[Grant, ...]
    exclusions: tuple[Exclusion, ...]
    disclaimers: tuple[Disclaimer, ...]
    quotas: tuple[Quota, ...]
    targets: tuple[Target, ...]
    duties: tuple[Duty, ...]
    rights: tuple[Right, ...]
    contacts: tuple[Contact, ...]
    alerts: tuple[Alert, ...]
    deferrals: tuple[Deferral, ...]
    intakes: tuple[Intake, ...]
    collections: tuple[Collection, ...]
    resolutions: tuple[Resolution, ...]
    scenarios: tuple[Scenario, ...] = ()
    properties: tuple[Property, ...] = ()
    verbs: Mapping[str, Named] = field(factory=dict)
    labels: tuple[Label, ...] = ()
    findings: tuple[Finding, ...] = ()
    sha256: str = ""
    _compiled: Any = field(default=None, init=False, repr=False)

    def case(self, mapping: Mapping[str, Any], *, lenient: bool = False) -> Case:
        """Check a case (the decoded JSON of one) against this policy.

        With `lenient`, an unreadable value becomes an unknown one, with its finding
        in `Case.findings`.

        Raises:
            CaseError: with every finding, each with the path of its field.
        """
        found: Case = _short_way().read(self, mapping, lenient=lenient)
        return found

    def read_case(self, path: str | Path, *, lenient: bool = False) -> Case:
        """Read a case from a JSON file (UTF-8) and check it as `case` does."""
        from slapolicy.contract.case_reader import read_file

        return read_file(self, path, lenient=lenient)

    def evaluate(self, case: Case, at: datetime | None = None) -> Decision:
        """Say what follows for the case as of `at` (aware; default: now).

        Only what happened up to and including `at` is known. Cannot fail on a case
        that this policy checked.

        Raises:
            ValueError: if `at` is naive or outside 1970 to 2200.
            TypeError: if `case` is a mapping that `case` has not checked yet.
        """
        way = _short_way()
        if type(case) is not way.Case:
            _require_checked(case)
        decision: Decision = way.evaluate(self, case, at)
        return decision

    def history(self, case: Case, until: datetime) -> tuple[Change, ...]:
        """Every change of every obligation and alert up to `until`, in order."""
        from slapolicy.contract.history import history

        _require_checked(case)
        return history(self, case, until)

    def evaluate_many(
        self, mappings: Iterable[Mapping[str, Any]], at: datetime | None = None
    ) -> Iterator[Decision | CaseError]:
        """Evaluate many cases, lazily; a bad one gives its `CaseError`, in order."""
        found: Iterator[Decision | CaseError]
        found = _short_way().evaluate_many(self, mappings, at)
        return found


@cache
def _short_way() -> ModuleType:
    """Give the room that reads and decides cases; a policy alone does without it."""
    from slapolicy.contract import compiled

    return compiled


def _require_checked(case: object) -> None:
    if isinstance(case, Mapping):
        msg = "a case is checked first: give what `policy.case(mapping)` gives"
        raise TypeError(msg)
