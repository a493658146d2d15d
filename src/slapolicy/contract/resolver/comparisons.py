"""Comparisons of sizes, of dates, and of how long something has lasted."""

from typing import Any

from slapolicy.contract.policy import (
    Bound,
    Condition,
    Dated,
    Lasted,
    Operand,
    Subject,
    Type,
)
from slapolicy.contract.policy.condition import SubjectKind
from slapolicy.contract.resolver.names import INDICATOR, STATED, Entry
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.values import EXPECTED, bind_value, entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax

BUILT_IN = ("severity", "plan", "addon", "opened_on")
_SUBJECTS: dict[str, SubjectKind] = {
    "fact": "fact", "assessment": "fact", "agreed value": "fact",
    "parameter": "parameter", "indicator": "indicator",
}  # fmt: skip
_DATE = Type(kind="date")


def comparison(of: Type) -> str:
    """Say how values of a type are compared."""
    if of.kind == "date":
        return "write `is before`, `is after`, `is on or before` or `is on or after`"
    if of.kind in ("number", "duration"):
        return "write `is at least`, `is at most`, `is more than` or `is less than`"
    return "ask about a fact whose values are listed, or that is `yes or no`"


def subject_of(entry: Entry) -> Subject:
    """Give what is asked about under a name."""
    return Subject(_SUBJECTS[entry.kind], entry.name)


def bind_size(node: syntax.IsSize, binding: Binding) -> Condition | None:
    """Give a comparison of sizes: `load is at least 90`."""
    entry = binding.ask(node.subject, STATED, BUILT_IN)
    if entry is None:
        return None
    of = entry_type(entry)
    if of.kind not in ("number", "duration"):
        binding.report.add(
            "SLA411",
            f"{quoted(node.subject.text)} has no size: it holds {_holds(of)}",
            node.subject.span,
            comparison(of) if of.kind == "date" else "write `is` and one of its values",
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
            "compare it with something of its own kind",
        )
        return None
    return subject_of(entry)


def bind_date(node: syntax.IsDate, binding: Binding) -> Condition | None:
    """Give a comparison of dates: `opened_on is after life_ends`."""
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
                comparison(of),
            )
            return None
        subject = subject_of(entry)
    limit = _operand(node.date, _DATE, binding, node.subject.text)
    order: Any = node.bound.text
    return None if limit is None else Dated(subject, order, limit)


def bind_lasted(node: syntax.HasLasted, binding: Binding) -> Condition | None:
    """Give the question how long an indicator has lasted."""
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
