"""The first pass: every name that is declared, with the clause that defines it."""

from slapolicy.contract.resolver.names import Entry, Kind
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax
from slapolicy.values import frozen

_KINDS: dict[type[syntax.Node], Kind] = {
    syntax.Plan: "plan",
    syntax.Addon: "add-on",
    syntax.Parameter: "parameter",
    syntax.Fact: "fact",
    syntax.Assessment: "assessment",
    syntax.Agreed: "agreed value",
    syntax.Term: "term",
    syntax.Role: "role",
    syntax.Channel: "channel",
    syntax.Service: "service",
    syntax.Outcome: "outcome",
    syntax.Event: "event",
    syntax.Attempt: "attempt",
    syntax.Indicator: "indicator",
    syntax.Calendar: "calendar",
    syntax.Clock: "clock",
    syntax.Severity: "severity",
    syntax.Deadline: "clock",
    syntax.Duty: "duty",
    syntax.Right: "right",
    syntax.Reading: "reading",
}
BUILT_IN = ("opened_on",)
"""Names that conditions know without a declaration."""


@frozen
class Declared:
    """A node that declares a name."""

    node: syntax.Node
    name: syntax.Name
    kind: Kind


def declared(node: syntax.Node) -> Declared | None:
    """Give what a node declares, if it declares a name."""
    kind = _KINDS.get(type(node))
    if kind is None:
        return None
    name: syntax.Name = getattr(node, "name")  # noqa: B009  # which all of these have
    return Declared(node, name, kind)


def collect_names(work: Work) -> None:
    """Take up the names of the opening, the imports, and every declaration."""
    _opening(work)
    for node in work.imported:
        _declare(node, None, work, imported=True)
    for each in work.document.declarations:
        if isinstance(each, syntax.Clause):
            _clause(each, work)
        else:
            _declare(each, None, work)


def _opening(work: Work) -> None:
    opening = work.document.opening
    if not isinstance(opening, syntax.Agreement):
        return
    for line in opening.lines:
        match line:
            case syntax.Parties():
                for party in (line.supplier, line.customer):
                    work.names.declare(Entry("party", party.text, party.span))
            case syntax.Source():
                name = line.name
                work.names.declare(Entry("source document", name.text, name.span))
            case syntax.Reading():
                _declare(line, None, work)


def _clause(node: syntax.Clause, work: Work) -> None:
    before = work.clause_nodes.setdefault(node.id.text, node)
    if before is not node:
        work.report.add(
            "SLA223",
            f"there are two clauses {quoted(node.id.text)}",
            node.id.span,
            "give one of them another number, or join them",
            (before.id.span, "the first one stands here"),
        )
    for statement in node.statements:
        _declare(statement, node.id.text, work)


def _declare(
    node: syntax.Node, clause: str | None, work: Work, *, imported: bool = False
) -> None:
    found = declared(node)
    if found is None:
        return
    if found.name.text in BUILT_IN:
        work.report.add(
            "SLA221",
            f"{quoted(found.name.text)} is known already: the date on which the case "
            "was opened",
            found.name.span,
            "take another name",
        )
    span = work.imported_at.get(found.name.text, found.name.span) if imported else (
        found.name.span
    )  # fmt: skip
    work.names.declare(Entry(found.kind, found.name.text, span, node, clause, imported))
