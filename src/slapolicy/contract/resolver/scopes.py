"""Clauses: their ids, the plans they are for, and what stands in each."""

from slapolicy.contract.policy import All, Clause, Condition, Either, Is, Subject
from slapolicy.contract.resolver.names import PLAN_OR_ADDON, SOURCE
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.work import Binding, Scope, Work
from slapolicy.language import syntax


def bind_clauses(work: Work) -> None:
    """Bind the head of every clause, and give its rules their scope."""
    for node in work.document.declarations:
        if isinstance(node, syntax.Clause):
            _bind(node, work)


def _bind(node: syntax.Clause, work: Work) -> None:
    binding = Binding(work, node.id.text)
    places: list[tuple[str, str]] = []
    for place in node.places:
        source = binding.find(place.source, SOURCE)
        if source is not None:
            places.append((source.name, place.where.text))
    on = on_plans(node.plans, binding)
    reasons = [
        line.because.text
        for line in node.statements
        if isinstance(line, syntax.LeftToPeople)
    ]
    work.clauses[node.id.text] = Clause(
        id=node.id.text,
        title=node.title.text,
        places=tuple(places),
        on=on,
        left_to_people="; ".join(reasons) or None,
        span=node.id.span,
    )
    uses = tuple(each for each in binding.uses if each.kind in ("plan", "add-on"))
    work.scopes[node.id.text] = Scope(node.id.text, on, uses)


def on_plans(names: tuple[syntax.Name, ...], binding: Binding) -> Condition | None:
    """Give the condition that one is on a plan, or has an add-on, of some."""
    plans: list[str] = []
    addons: list[str] = []
    for name in names:
        entry = binding.find(name, PLAN_OR_ADDON)
        if entry is None:
            continue
        found = plans if entry.kind == "plan" else addons
        if entry.name in found:
            binding.report.twice(name)
        else:
            found.append(entry.name)
    parts: list[Condition] = []
    if plans:
        parts.append(Is(Subject("plan"), tuple(plans)))
    if addons:
        parts.append(Is(Subject("addon"), tuple(addons)))
    if len(parts) < 2:
        return next(iter(parts), None)
    return Either(tuple(parts))


def both(*conditions: Condition | None) -> Condition | None:
    """Join conditions by `and`; None holds always."""
    known = [each for each in conditions if each is not None]
    if len(known) < 2:
        return next(iter(known), None)
    return All(tuple(known))


def find_clauses(ids: tuple[syntax.ClauseId, ...], work: Work) -> tuple[str, ...]:
    """Give the ids of clauses that exist; say so of the others."""
    found: dict[str, None] = {}
    for node in ids:
        if node.text not in work.clause_nodes:
            unknown_clause(node, work)
        elif node.text in found:
            work.report.twice(node, "the clause ")
        else:
            found[node.text] = None
    return tuple(found)


def unknown_clause(node: syntax.ClauseId, work: Work) -> None:
    """Say that there is no clause of an id, and which one may be meant."""
    if not work.report.once("clause", node.text, span=node.span, code="SLA211"):
        return
    near = work.names.nearest(node.text, work.clause_nodes, cutoff=0.5)
    notes = []
    if near is not None:
        span = work.clause_nodes[near].id.span
        notes = [(span, "a clause with a similar id stands here")]
    work.report.add(
        "SLA211",
        f"unknown clause {quoted(node.text)}",
        node.span,
        f"did you mean {quoted(near)}?" if near else "name a clause of this policy",
        *notes,
    )
