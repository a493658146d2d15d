"""Conditions with their names bound and their types checked."""

from typing import assert_never

from slapolicy.contract.policy import (
    All,
    ClockIs,
    Condition,
    Either,
    Is,
    Subject,
    TermIs,
    Value,
)
from slapolicy.contract.policy.condition import SubjectKind
from slapolicy.contract.resolver.comparisons import (
    BUILT_IN,
    bind_date,
    bind_lasted,
    bind_size,
    comparison,
    subject_of,
)
from slapolicy.contract.resolver.names import (
    ADDON,
    PLAN,
    SEVERITY,
    SUBJECT,
)
from slapolicy.contract.resolver.report import listed, quoted, with_article
from slapolicy.contract.resolver.values import EXPECTED, bind_value, entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax
from slapolicy.values import frozen

CLOCK_STATES = ("breached", "lapsed", "met", "not_started", "paused", "running")


@frozen
class Allowed:
    """What a condition may ask about where it stands."""

    clocks: bool = False
    severity: str | None = None
    """Why it may not ask about the severity, if it may not."""


_NO_CLOCKS = Allowed()


def bind_condition(
    node: syntax.Condition,
    binding: Binding,
    allowed: Allowed = _NO_CLOCKS,
) -> Condition | None:
    """Give a condition; None where something in it is wrong, which was then said."""
    match node:
        case syntax.AllOf():
            return _joined(node.conditions, binding, allowed, All)
        case syntax.AnyOf():
            return _joined(node.conditions, binding, allowed, Either)
        case syntax.Is():
            return _is(node.subject, (node.value,), binding, allowed)
        case syntax.IsNot():
            return _is(node.subject, (node.value,), binding, allowed, negated=True)
        case syntax.IsOneOf():
            _check_once(node, binding)
            return _is(node.subject, node.values, binding, allowed)
        case syntax.IsSize():
            return bind_size(node, binding)
        case syntax.IsDate():
            return bind_date(node, binding)
        case syntax.HasLasted():
            return bind_lasted(node, binding)
        case _:
            assert_never(node)


def _check_once(node: syntax.IsOneOf, binding: Binding) -> None:
    seen: set[str] = set()
    for value in node.values:
        text = value.span.text
        if text in seen:
            binding.report.twice(value)
        seen.add(text)


def _joined(
    nodes: tuple[syntax.Condition, ...],
    binding: Binding,
    allowed: Allowed,
    join: type[All] | type[Either],
) -> Condition | None:
    parts = [bind_condition(each, binding, allowed) for each in nodes]
    known = tuple(part for part in parts if part is not None)
    return join(known) if len(known) == len(parts) else None


def _is(
    name: syntax.Name,
    values: tuple[syntax.Value, ...],
    binding: Binding,
    allowed: Allowed,
    *,
    negated: bool = False,
) -> Condition | None:
    if name.text in ("severity", "plan", "addon"):
        return _built_in(name, values, binding, allowed, negated=negated)
    entry = binding.ask(name, SUBJECT, BUILT_IN)
    if entry is None:
        return None
    if entry.kind == "clock":
        return _clock(name, values, binding, allowed, negated=negated)
    of = entry_type(entry)
    if of.kind not in ("yes_or_no", "one_of"):
        binding.report.add(
            "SLA411",
            f"{quoted(name.text)} holds {EXPECTED[of.kind]}, which is not compared "
            "with `is`",
            name.span,
            comparison(of),
        )
        return None
    found = tuple(bind_value(value, of, binding, name.text) for value in values)
    known = tuple(value for value in found if value is not None)
    if len(known) < len(found):
        return None
    if entry.kind == "term":
        parts = tuple(TermIs(entry.name, (value is True) != negated) for value in known)
        return Either(parts) if len(parts) > 1 else next(iter(parts), None)
    return Is(subject_of(entry), known, negated)


def _built_in(
    name: syntax.Name,
    values: tuple[syntax.Value, ...],
    binding: Binding,
    allowed: Allowed,
    *,
    negated: bool,
) -> Condition | None:
    if name.text == "severity" and allowed.severity is not None:
        binding.report.add("SLA410", allowed.severity, name.span, "ask about facts")
        return None
    wanted = {"severity": SEVERITY, "plan": PLAN, "addon": ADDON}[name.text]
    known: list[Value] = []
    for value in values:
        if not isinstance(value, syntax.Name):
            binding.report.add(
                "SLA412",
                f"`{name.text}` is the name of {with_article(wanted.label)}, not "
                f"{quoted(value.span.text)}",
                value.span,
                binding.names.known(wanted),
            )
            return None
        entry = (
            binding.names.find(value, wanted)
            if wanted is SEVERITY
            else binding.find(value, wanted)
        )
        if entry is None:
            return None
        known.append(entry.name)
    kind: SubjectKind = (
        "severity" if wanted is SEVERITY else "plan" if wanted is PLAN else "addon"
    )
    return Is(Subject(kind), tuple(known), negated)


def _clock(
    name: syntax.Name,
    values: tuple[syntax.Value, ...],
    binding: Binding,
    allowed: Allowed,
    *,
    negated: bool,
) -> Condition | None:
    if not allowed.clocks:
        binding.report.add(
            "SLA409",
            f"the state of the clock {quoted(name.text)} is asked about, which only "
            "`escalate` and `warn` may do",
            name.span,
            "ask about the facts that the clock rests on",
        )
        return None
    states = [value.span.text for value in values]
    for value, state in zip(values, states, strict=True):
        if state not in CLOCK_STATES:
            binding.report.add(
                "SLA216",
                f"{quoted(state)} is no state of a clock",
                value.span,
                f"write {listed(CLOCK_STATES, 'or')}",
            )
            return None
    return ClockIs(name.text, tuple(states), negated)
