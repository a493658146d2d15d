"""Finds every name in a text: where it stands, and what it stands for.

What is declared is found first (`declaring`). A text with mistakes has the names of
what could be read of it.
"""

from collections.abc import Mapping
from typing import cast

from slapolicy.contract.resolver import Loader
from slapolicy.contract.resolver.expectations import (
    CASE,
    ESCALATION,
    INTAKE,
    WARNING,
    states_of,
)
from slapolicy.contract.resolver.names import Entry, Kind
from slapolicy.editing.declaring import Declarer
from slapolicy.editing.index import SPACES, Declaration, Index, Occurrence, Target
from slapolicy.editing.roles import (
    CLAUSE,
    OWNERS,
    PLANS,
    ROLES,
    SERVICES,
    SEVERITIES,
    VALUES,
    Role,
)
from slapolicy.language import syntax
from slapolicy.language.walker import walk
from slapolicy.source import Source, Span

_PLAN = Role(frozenset(("plan",)))
_ADDON = Role(frozenset(("add-on",)), ("none",))
_CALENDAR = Role(frozenset(("calendar", "parameter")), takes="calendar")
_YES_NO = ("yes", "no")


def index_of(tree: syntax.Document, loader: Loader | None) -> Index:
    """Find every name of a text."""
    declarer = Declarer()
    declarer.declare_all(tree, loader)
    reader = _Reader(declarer.known)
    reader.found |= declarer.found
    for node in walk(tree):
        reader.refer(node)
    found = sorted(reader.found.values(), key=lambda each: each.span.start)
    deadlines = frozenset(
        each.target.name
        for each in reader.known.values()
        if isinstance(each.node, syntax.Deadline)
    )
    starts = tuple(each.span.start for each in found)
    return Index(reader.known, tuple(found), starts, deadlines)


def occurrence_in(
    node: syntax.Node, offset: int, known: Mapping[Target, Declaration]
) -> Occurrence | None:
    """Give the name that stands at an offset of one construct, or of several in one.

    Args:
        node: The construct.
        offset: Where the name begins.
        known: What is declared.
    """
    reader = _Reader(known)
    for each in walk(node):
        reader.refer(each)
    return reader.found.get(offset)


class _Reader:
    """Goes through a tree and notes what each name is."""

    def __init__(self, known: Mapping[Target, Declaration]) -> None:
        self.known = known
        self.found: dict[int, Occurrence] = {}

    def refer(self, node: syntax.Node) -> None:
        """Note the names that stand in one construct."""
        kind = type(node)
        for place, role in ROLES.get(kind, {}).items():
            for name in _names(getattr(node, place)):
                self._refer(name, role)
        for place, owner in VALUES.get(kind, {}).items():
            values = _names(getattr(node, place))
            if values:
                role, of = self._values(getattr(node, owner))
                for value in values:
                    self._value(value, role, of)
        match node:
            case syntax.Promises() | syntax.Aims() | syntax.Grants():
                self._cells(node.head.columns, node.rows)
            case syntax.Severities():
                self._cells(node.head.columns, node.rows)
            case syntax.Scenarios():
                self._cells(node.head.columns, node.rows)
            case _:
                pass

    def _refer(self, name: syntax.Name | syntax.ClauseId, role: Role) -> None:
        if isinstance(name, syntax.ClauseId):
            self._note(name, CLAUSE, Target("clauses", name.text))
        elif name.text in role.words and Target("names", name.text) not in self.known:
            self._note(name, role, None)
        else:
            self._note(name, role, self._target(name.text, role))

    def _target(self, name: str, role: Role) -> Target:
        """Give what a name is: something of the right kind, else of any."""
        spaces = dict.fromkeys(SPACES.get(kind, "names") for kind in role.kinds)
        targets = [Target(space, name) for space in spaces]
        for each in targets:
            if each in self.known and self.known[each].kind in role.kinds:
                return each
        for each in targets:
            if each in self.known:
                return each
        return Target("names", name) if "names" in spaces else targets[0]

    def _cells(
        self,
        columns: tuple[syntax.Node, ...],
        rows: tuple[
            syntax.PromiseRow | syntax.GrantRow | syntax.SeverityRow | syntax.CaseRow,
            ...,
        ],
    ) -> None:
        roles = [self._column(each, type(rows[0])) for each in columns if rows]
        for row in rows:
            for (role, of), cell in zip(roles, row.cells, strict=False):
                for name in _names(cell):
                    self._value(name, role, of)

    def _column(
        self, column: syntax.Node, row: type[syntax.Node]
    ) -> tuple[Role, str | None]:
        """Give what the names in a column are."""
        text = column.text if isinstance(column, syntax.Name) else ""
        is_told = row is syntax.CaseRow
        match text:
            case "clause":
                return CLAUSE, None
            case "severity":
                words = ("none", "indeterminate", "conflict") if is_told else ()
                return Role(SEVERITIES.kinds, words), None
            case "plan":
                return PLANS, None
            case "addon":
                return _ADDON, None
            case "service" if row is syntax.GrantRow:
                return SERVICES, None
            case _ if row is syntax.PromiseRow:
                return _LENGTHS, None
            case _ if row is syntax.GrantRow:
                return Role(frozenset(), _YES_NO), None
            case _:
                return self._values(column)

    def _values(self, about: object) -> tuple[Role, str | None]:
        """Give what the values of something are, and of what they are if it is named.

        Args:
            about: The name or the construct of which a value is told.
        """
        match about:
            case syntax.Name(text="severity"):
                words = ("none", "indeterminate", "conflict")
                return Role(SEVERITIES.kinds, words), None
            case syntax.Name(text="plan"):
                return _PLAN, None
            case syntax.Name(text="addon"):
                return _ADDON, None
            case syntax.Name():
                return self._values_of(about)
            case syntax.TheCase():
                return Role(frozenset(), CASE), None
            case syntax.TheIntake():
                return Role(frozenset(), INTAKE), None
            case syntax.EscalationTo():
                return Role(frozenset(), ESCALATION), None
            case syntax.WarningTo():
                return Role(frozenset(), WARNING), None
            case syntax.ContactOf():
                return self._states("role"), None
            case syntax.AimOf() | syntax.OccurrenceOf():
                return self._states("clock"), None
            case _:
                return _NOTHING, None

    def _values_of(self, name: syntax.Name) -> tuple[Role, str | None]:
        found = self.known.get(Target("names", name.text))
        if found is None or found.kind in ("clause", "value"):
            return _NOTHING, None
        kind = getattr(found.node, OWNERS.get(type(found.node), ""), None)
        if isinstance(kind, syntax.PlainType) and kind.kind.text == "calendar":
            return Role(_CALENDAR.kinds, states_of(_entry(found)), "calendar"), None
        if isinstance(kind, syntax.PlainType):
            return Role(frozenset(), ("unknown",)), None
        if isinstance(kind, syntax.Choice):
            words = _YES_NO if _is_yes_no(kind) else ()
            return Role(frozenset(), (*words, "unknown")), name.text
        if found.kind in ("severity", "plan", "channel", "attempt", "event"):
            return _NOTHING, None
        return Role(frozenset(), states_of(_entry(found))), None

    def _states(self, kind: Kind) -> Role:
        entry = Entry(kind, "", Span(Source("", ""), 0, 0))
        return Role(frozenset(), states_of(entry))

    def _value(
        self, name: syntax.Name | syntax.ClauseId, role: Role, of: str | None
    ) -> None:
        if of is None and not role.kinds and isinstance(name, syntax.Name):
            self._note(name, role, None)
        elif of is None or isinstance(name, syntax.ClauseId):
            self._refer(name, role)
        else:
            target = Target("values", name.text, of)
            is_word = name.text in role.words and target not in self.known
            self._note(name, role, None if is_word else target, owner=of)

    def _note(
        self,
        name: syntax.Name | syntax.ClauseId,
        role: Role,
        target: Target | None,
        *,
        owner: str | None = None,
    ) -> None:
        made = Occurrence(name.span, name.text, role, target, owner)
        self.found.setdefault(name.span.start, made)


_NOTHING = Role(frozenset())
_LENGTHS = Role(
    frozenset(("parameter", "fact", "assessment", "agreed value")), takes="duration"
)


def _names(item: object) -> list[syntax.Name | syntax.ClauseId]:
    """Give the names in a place, which holds one, several, or something else."""
    if isinstance(item, syntax.Name | syntax.ClauseId):
        return [item]
    if isinstance(item, syntax.ClauseIds):
        return list(item.ids)
    if isinstance(item, tuple):
        return [
            each for each in item if isinstance(each, syntax.Name | syntax.ClauseId)
        ]
    return []


def _entry(found: Declaration) -> Entry:
    kind = cast("Kind", found.kind)
    return Entry(kind, found.target.name, found.span, found.node)


def _is_yes_no(choice: syntax.Choice) -> bool:
    return all(isinstance(each, syntax.YesNo) for each in choice.values)
