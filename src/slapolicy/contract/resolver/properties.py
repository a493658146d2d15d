"""Properties of every case, with their names bound."""

from typing import Any, assert_never

from attrs import evolve

from slapolicy.contract.property import (
    Claim,
    ClaimDue,
    ClaimOrder,
    ClaimState,
    Property,
)
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.conditions import Allowed, bind_condition
from slapolicy.contract.resolver.events import bind_act
from slapolicy.contract.resolver.expectations import bind_about, bind_state
from slapolicy.contract.resolver.names import CLOCK, SEVERITY
from slapolicy.contract.resolver.scopes import find_clauses
from slapolicy.contract.resolver.work import Binding, Work
from slapolicy.language import syntax


def bind_properties(work: Work) -> None:
    """Bind every property."""
    for node in work.document.declarations:
        if isinstance(node, syntax.Property):
            binding = Binding(work, None)
            where = None
            if node.where is not None:
                where = bind_condition(node.where, binding, Allowed(clocks=True))
            claims = [_claim(each, binding) for each in node.claims]
            work.properties.append(
                Property(
                    title=node.title.text,
                    where=where,
                    claims=tuple(each for each in claims if each is not None),
                    span=node.title.span,
                )
            )


def _claim(node: syntax.Claim, binding: Binding) -> Claim | None:
    match node:
        case syntax.ClaimIs() | syntax.ClaimIsNot():
            return _state(node, binding)
        case syntax.ClaimDue():
            clock = binding.find(node.clock, CLOCK)
            length = lengths.exact(node.duration, binding.report, may_be_zero=True)
            after = bind_act(node.after, binding)
            bound: Any = node.bound.text
            if clock is None or length is None or after is None:
                return None
            return ClaimDue(
                clock=clock.name,
                bound=bound,
                length=length,
                after=after,
                span=node.span,
            )
        case syntax.ClaimOrder():
            clock = binding.find(node.clock, CLOCK)
            severity = binding.names.find(node.severity, SEVERITY)
            than = binding.names.find(node.than, SEVERITY)
            if clock is None or severity is None or than is None:
                return None
            return ClaimOrder(
                clock=clock.name,
                severity=severity.name,
                than=than.name,
                span=node.span,
            )
        case _:
            assert_never(node)


def _state(
    node: syntax.ClaimIs | syntax.ClaimIsNot, binding: Binding
) -> ClaimState | None:
    found = bind_about(node.subject, binding)
    clauses = find_clauses(node.per, binding.work)
    if found is None:
        return None
    asked, states, _ = found
    state = bind_state(node.state, states, node.subject.text, binding)
    if state is None:
        return None
    return ClaimState(
        expectation=evolve(asked, state=state, clauses=clauses, span=node.span),
        negated=isinstance(node, syntax.ClaimIsNot),
        span=node.span,
    )
