"""Types, and the values that are written for them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from slapolicy.contract.policy import Type, Value
from slapolicy.contract.policy.definition import TypeKind
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.names import DECLARED_CALENDAR, Entry
from slapolicy.contract.resolver.report import Report, listed, quoted
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax
from slapolicy.worktime import ZoneError, is_region, zone

_WORDS: dict[str, TypeKind] = {
    "duration": "duration", "number": "number", "date": "date", "text": "text",
    "zone": "zone", "region": "region", "calendar": "calendar",
}  # fmt: skip
EXPECTED: dict[TypeKind, str] = {
    "yes_or_no": "`yes` or `no`",
    "duration": "a duration, such as `15 minutes`",
    "number": "a number",
    "date": "a date, such as `2025-03-09`",
    "text": 'a text, such as `"Acme"`',
    "zone": "a time zone, such as `Europe/Warsaw`",
    "region": "a region, such as `PL`",
    "calendar": "the name of a calendar",
}


def type_of(node: syntax.Type) -> Type:
    """Give a type as written, without its bounds and whatever is wrong with it."""
    match node:
        case syntax.PlainType():
            return Type(kind=_WORDS[node.kind.text])
        case syntax.Choice():
            if all(isinstance(value, syntax.YesNo) for value in node.values):
                return Type(kind="yes_or_no")
            names = [v.text for v in node.values if isinstance(v, syntax.Name)]
            return Type(kind="one_of", values=tuple(dict.fromkeys(names)))
        case _:
            assert_never(node)


def entry_type(entry: Entry) -> Type:
    """Give the type of the values of a name; a term and an indicator are yes or no."""
    if entry.type is None:
        match entry.node:
            case (
                syntax.Fact()
                | syntax.Assessment()
                | syntax.Agreed()
                | syntax.Parameter()
            ) as node:
                entry.type = type_of(node.type)
            case _:
                entry.type = Type(kind="yes_or_no")
    return entry.type


def bind_type(node: syntax.Type, binding: Binding, about: str) -> Type:
    """Give the type of a name, with its bounds, and say what is wrong with it."""
    plain = type_of(node)
    match node:
        case syntax.Choice():
            _check_choice(node, binding.report)
            return plain
        case syntax.PlainType():
            if not node.between:
                return plain
            return _bounded(node, plain, binding, about)
        case _:
            assert_never(node)


def _bounded(node: syntax.PlainType, plain: Type, binding: Binding, about: str) -> Type:
    if plain.kind not in ("duration", "number", "date"):
        binding.report.add(
            "SLA411",
            f"a {plain.kind} has no least and no most",
            node.span,
            "leave out `between`; it goes with durations, numbers and dates",
        )
        return plain
    least, most = (bind_value(each, plain, binding, about) for each in node.between)
    if _exceeds(least, most):
        binding.report.add(
            "SLA412",
            "the least is more than the most, so that no value will do",
            node.span,
            "write the smaller one first",
        )
    return Type(kind=plain.kind, least=least, most=most)


def _exceeds(left: Value | None, right: Value | None) -> bool:
    """Whether one is more than the other; none is more than what is not there."""
    match left, right:
        case Decimal(), Decimal():
            return left > right
        case timedelta(), timedelta():
            return left > right
        case date(), date():
            return left > right
    return False


def _check_choice(node: syntax.Choice, report: Report) -> None:
    words = [value for value in node.values if isinstance(value, syntax.YesNo)]
    if words and len(words) < len(node.values):
        report.add(
            "SLA411",
            "`yes` and `no` are not mixed with other values",
            words[0].span,
            "name every value, such as `accepted, refused or undecided`",
        )
    seen: set[str] = set()
    for value in node.values:
        text = value.text if isinstance(value, syntax.Name) else str(value.value)
        if text in seen:
            report.twice(value, "the value ")
        seen.add(text)


def zone_name(
    node: syntax.ZoneName | syntax.Offset | syntax.Name, report: Report
) -> str | None:
    """Give the name of a time zone that exists; say so if it does not."""
    text = node.span.text if isinstance(node, syntax.Offset) else node.text
    try:
        return zone(text).name
    except ZoneError as error:
        if not report.once("zone", text, span=node.span, code="SLA303"):
            return None
        report.add("SLA303", f"{error.message}", node.span, error.hint)
        return None


def region(node: syntax.Region, report: Report) -> str | None:
    """Give a region whose holidays are known; say so if they are not."""
    if is_region(node.text):
        return node.text
    near = {"EL": "GR", "EN": "GB-ENG"}.get(node.text)
    hint = "write a country such as `PL`, or a part of one such as `GB-ENG`"
    report.add(
        "SLA304",
        f"no source of holidays knows the region {quoted(node.text)}",
        node.span,
        f"did you mean `{near}`?" if near else hint,
    )
    return None


def bind_value(
    node: syntax.Literal, of: Type, binding: Binding, about: str
) -> Value | None:
    """Give the value that is written; say so if it is none of the type.

    Args:
        node: What is written.
        of: The type it must have.
        binding: What it is written for.
        about: The name of what takes the value, to be named in findings.
    """
    report = binding.report
    match node:
        case syntax.YesNo() if of.kind == "yes_or_no":
            return node.value
        case syntax.Name() if of.kind == "one_of":
            return _one_of(node, of, binding, about)
        case syntax.Name() if of.kind == "calendar":
            entry = binding.find(node, DECLARED_CALENDAR)
            return None if entry is None else entry.name
        case syntax.Duration() if of.kind == "duration":
            length = lengths.exact(node, report, may_be_zero=True)
            return None if length is None else _within(length, of, node, report)
        case syntax.Number() if of.kind == "number":
            return _within(lengths.number(node), of, node, report)
        case syntax.Date() if of.kind == "date":
            return _within(node.value, of, node, report)
        case syntax.Text() if of.kind == "text":
            return node.text
        case syntax.ZoneName() | syntax.Offset() if of.kind == "zone":
            return zone_name(node, report)
        case syntax.Region() if of.kind == "region":
            return region(node, report)
        case _:
            _wrong(node, of, report, about)
            return None


def _wrong(node: syntax.Literal, of: Type, report: Report, about: str) -> None:
    expected = listed(of.values, "or") if of.kind == "one_of" else EXPECTED[of.kind]
    report.add(
        "SLA412",
        f"{quoted(about)} takes {expected}, not {quoted(node.span.text)}",
        node.span,
        f"write {expected}",
    )


def _one_of(node: syntax.Name, of: Type, binding: Binding, about: str) -> str | None:
    if node.text in of.values:
        return node.text
    told = binding.report.once("value", about, node.text, span=node.span, code="SLA216")
    if not told:
        return None
    near = binding.names.nearest(node.text, of.values)
    binding.report.add(
        "SLA216",
        f"{quoted(node.text)} is none of the values of {quoted(about)}",
        node.span,
        f"did you mean {quoted(near)}?" if near else f"write {listed(of.values, 'or')}",
    )
    return None


def _within(
    value: Decimal | timedelta | date, of: Type, node: syntax.Node, report: Report
) -> Value | None:
    too_low = _exceeds(of.least, value)
    if too_low or _exceeds(value, of.most):
        report.add(
            "SLA412",
            f"{quoted(node.span.text)} is {'less' if too_low else 'more'} than what "
            "may stand here",
            node.span,
            "write a value between the two that are declared",
        )
        return None
    return value
