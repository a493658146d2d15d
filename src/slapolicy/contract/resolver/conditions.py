"""Conditions with their names bound and their types checked."""

from typing import Any, assert_never

from attrs import frozen

from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Operand,
    Subject,
    TermIs,
    Type,
    Value,
)
from slapolicy.contract.policy.condition import SubjectKind
from slapolicy.contract.resolver.names import (
    ADDON,
    INDICATOR,
    PLAN,
    SEVERITY,
    STATED,
    SUBJECT,
    Entry,
)
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.values import EXPECTED, bind_value, entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax

BUILT_IN = ("severity", "plan", "addon", "opened_on")
CLOCK_STATES = ("breached", "lapsed", "met", "not_started", "paused", "running")
_SUBJECTS: dict[str, SubjectKind] = {
    "fact": "fact", "assessment": "fact", "agreed value": "fact",
    "parameter": "parameter", "indicator": "indicator",
}  # fmt: skip
_DATE = Type(kind="date")


@frozen
class Allowed:
    """What a condition may ask about where it stands."""

    clocks: bool = False
    severity: str | None = None
    """Why it may not ask about the severity, if it may not."""


def bind_condition(
    node: syntax.Condition,
    binding: Binding,
    allowed: Allowed = Allowed(),
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
            return _is(node.subject, node.values, binding, allowed)
        case syntax.IsSize():
            return _size(node, binding)
        case syntax.IsDate():
            return _date(node, binding)
        case syntax.HasLasted():
            return _lasted(node, binding)
        case _:
            assert_never(node)


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
            _comparison(of),
        )
        return None
    found = tuple(bind_value(value, of, binding, name.text) for value in values)
    known = tuple(value for value in found if value is not None)
    if len(known) < len(found):
        return None
    if entry.kind == "term":
        holds = known[0] is True
        return TermIs(entry.name, holds != negated)
    return Is(subject_of(entry), known, negated)


def _comparison(of: Type) -> str:
    if of.kind == "date":
        return "write `is before`, `is after`, `is on or before` or `is on or after`"
    if of.kind in ("number", "duration"):
        return "write `is at least`, `is at most`, `is more than` or `is less than`"
    return "ask about a fact whose values are listed, or that is `yes or no`"


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
                f"`{name.text}` is the name of {wanted.label}, not "
                f"{quoted(value.span.text)}",
                value.span,
                binding.names.proposal("", wanted)[0],
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


def subject_of(entry: Entry) -> Subject:
    """Give what is asked about under a name."""
    return Subject(_SUBJECTS[entry.kind], entry.name)


def _size(node: syntax.IsSize, binding: Binding) -> Condition | None:
    entry = binding.ask(node.subject, STATED, BUILT_IN)
    if entry is None:
        return None
    of = entry_type(entry)
    if of.kind not in ("number", "duration"):
        binding.report.add(
            "SLA411",
            f"{quoted(node.subject.text)} has no size: it holds {_holds(of)}",
            node.subject.span,
            _comparison(of)
            if of.kind == "date"
            else "write `is` and one of its values",
        )
        return None
    limit = _operand(node.size, of, binding, node.subject.text)
    bound: Any = node.bound.text
    return None if limit is None else Bound(subject_of(entry), bound, limit)


def _holds(of: Type) -> str:
    return listed(of.values, "or") if of.kind == "one_of" else EXPECTED[of.kind]


def _operand(
    node: syntax.Size | syntax.Date, of: Type, binding: Binding, about: str
) -> Operand | None:
    if not isinstance(node, syntax.Name):
        plain = Type(kind=of.kind)
        return bind_value(node, plain, binding, about)
    entry = binding.ask(node, STATED)
    if entry is None:
        return None
    other = entry_type(entry)
    if other.kind != of.kind:
        binding.report.add(
            "SLA411",
            f"{quoted(about)} holds {_holds(of)}, {quoted(node.text)} holds "
            f"{_holds(other)}: the two cannot be compared",
            node.span,
            "compare it with a value of its own type",
        )
        return None
    return subject_of(entry)


def _date(node: syntax.IsDate, binding: Binding) -> Condition | None:
    subject: Subject | None
    if node.subject.text == "opened_on":
        subject = Subject("opened_on")
    else:
        entry = binding.ask(node.subject, STATED, BUILT_IN)
        if entry is None:
            return None
        of = entry_type(entry)
        if of.kind != "date":
            binding.report.add(
                "SLA411",
                f"{quoted(node.subject.text)} is no date: it holds {_holds(of)}",
                node.subject.span,
                _comparison(of),
            )
            return None
        subject = subject_of(entry)
    limit = _operand(node.date, _DATE, binding, node.subject.text)
    order: Any = node.bound.text
    return None if limit is None else Dated(subject, order, limit)


def _lasted(node: syntax.HasLasted, binding: Binding) -> Condition | None:
    entry = binding.ask(node.indicator, INDICATOR)
    limit = _operand(node.size, Type(kind="duration"), binding, node.indicator.text)
    if entry is None or limit is None:
        return None
    bound: Any = node.bound.text
    if bound not in ("at least", "more than"):
        binding.report.add(
            "SLA411",
            f"`has lasted {bound}` would become untrue again as time passes",
            node.bound.span,
            "write `has lasted at least`, and deny the term that stands for it",
        )
        return None
    return Lasted(entry.name, bound, limit)
