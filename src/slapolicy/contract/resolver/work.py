"""A policy in the making: what the passes of the resolver hand to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import define, field

from slapolicy.contract.policy import (
    Agreement,
    Clause,
    Condition,
    Label,
    Named,
    Reading,
    Rule,
)
from slapolicy.contract.property import Property
from slapolicy.contract.resolver.names import Entry, Names, Wanted
from slapolicy.contract.resolver.report import Report
from slapolicy.contract.scenario import Scenario
from slapolicy.language import syntax
from slapolicy.source import Source, Span
from slapolicy.values import frozen

Loader = Callable[[str], Source]
"""Gives the text of a vocabulary file; raises `Refused` where it does not."""


class Refused(Exception):  # noqa: N818  # an outcome, which becomes a finding
    """A vocabulary that is not to be had: why, and what to write instead."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code, self.message, self.hint = code, message, hint


@frozen
class BoundNamed:
    """A definition with its names bound: what it names, directly."""

    value: Named
    uses: tuple[Entry, ...]


@frozen
class BoundRule:
    """A rule with its names bound: what it names, and what its condition asks about."""

    value: Rule
    uses: tuple[Entry, ...]
    asks: tuple[Entry, ...]
    own: tuple[Entry, ...] = ()


@frozen
class SeverityRow:
    """A row of a table of severities: when the severity holds, and by which clause."""

    when: Condition
    clause: str | None
    span: Span
    uses: tuple[Entry, ...]
    asks: tuple[Entry, ...]


@frozen
class Scope:
    """What holds of every rule of a clause: its id, and the plans it is for."""

    clause: str | None = None
    on: Condition | None = None
    uses: tuple[Entry, ...] = ()


@define
class Work:
    """Everything that is known so far."""

    source: Source
    document: syntax.Document
    loader: Loader | None
    report: Report
    names: Names
    sources: list[Source] = field(factory=list)
    imported: list[syntax.Node] = field(factory=list)
    imported_at: dict[str, Span] = field(factory=dict)
    imported_labels: list[syntax.Language] = field(factory=list)
    agreement: Agreement | None = None
    clauses: dict[str, Clause] = field(factory=dict)
    clause_nodes: dict[str, syntax.Clause] = field(factory=dict)
    readings: dict[str, Reading] = field(factory=dict)
    readings_of: dict[Entry, list[str]] = field(factory=dict)
    readings_in: dict[str, list[str]] = field(factory=dict)
    definitions: dict[Entry, BoundNamed] = field(factory=dict)
    rules: list[BoundRule] = field(factory=list)
    scopes: dict[str, Scope] = field(factory=dict)
    events: dict[str, tuple[str, ...]] = field(factory=dict)
    targeted: dict[str, list[syntax.Node]] = field(factory=dict)
    recurring: dict[str, syntax.Node] = field(factory=dict)
    day_ends: dict[str, bool] = field(factory=dict)
    severity_rows: dict[str, list[SeverityRow]] = field(factory=dict)
    scenarios: list[Scenario] = field(factory=list)
    properties: list[Property] = field(factory=list)
    labels: list[Label] = field(factory=list)
    dates_left: int = 100_000
    attempts_left: int = 400_000
    _severity_states: tuple[str, ...] = ()

    @property
    def supplier(self) -> str:
        """The name of the party that owes the service."""
        return "" if self.agreement is None else self.agreement.supplier.name

    @property
    def customer(self) -> str:
        """The name of the party that is owed it."""
        return "" if self.agreement is None else self.agreement.customer.name

    @property
    def severity_states(self) -> tuple[str, ...]:
        """What may be said of the severity of a case."""
        if not self._severity_states:
            names = [each.name for each in self.names.of("severity")]
            self._severity_states = (*names, "indeterminate", "none", "conflict")
        return self._severity_states

    @property
    def is_vocabulary(self) -> bool:
        """Whether the text is a vocabulary, not an agreement."""
        return isinstance(self.document.opening, syntax.Vocabulary)


class Binding:
    """One definition or rule while it is bound: what it has named so far."""

    def __init__(self, work: Work, clause: str | None) -> None:
        self.work = work
        self.names = work.names
        self.report = work.report
        self.clause = clause
        self._uses: dict[Entry, None] = {}
        self._asks: dict[Entry, None] = {}

    @property
    def uses(self) -> tuple[Entry, ...]:
        """What it names, in the order in which it does."""
        return tuple(self._uses)

    @property
    def asks(self) -> tuple[Entry, ...]:
        """What its condition asks about."""
        return tuple(self._asks)

    def note(self, uses: Iterable[Entry], asks: Iterable[Entry] = ()) -> None:
        """Remember what was named and asked about elsewhere on behalf of this."""
        self._uses |= dict.fromkeys(uses)
        self._asks |= dict.fromkeys(asks)

    def find(
        self, name: syntax.Name, wanted: Wanted, also: Iterable[str] = ()
    ) -> Entry | None:
        """Look a name up and remember that it is named."""
        entry = self.names.find(name, wanted, also)
        if entry is not None:
            self._uses.setdefault(entry)
        return entry

    def ask(
        self, name: syntax.Name, wanted: Wanted, also: Iterable[str] = ()
    ) -> Entry | None:
        """Look a name up of which a condition asks, and remember both."""
        entry = self.find(name, wanted, also)
        if entry is not None:
            self._asks.setdefault(entry)
        return entry

    def find_all(self, names: Iterable[syntax.Name], wanted: Wanted) -> tuple[str, ...]:
        """Look names up; the ones that are known, each once, in order."""
        found: dict[str, None] = {}
        for name in names:
            if name.text in found:
                self.report.twice(name)
            elif self.find(name, wanted):
                found[name.text] = None
        return tuple(found)
