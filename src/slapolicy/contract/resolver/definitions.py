"""Definitions: plans, facts, terms, roles and the rest, as values with names bound."""

from decimal import Decimal
from typing import Any, assert_never

from slapolicy.contract.policy import (
    Addon,
    Declared,
    Indicator,
    Measured,
    Named,
    Plan,
    Price,
    Role,
    Term,
)
from slapolicy.contract.resolver.calendars import bind_calendar
from slapolicy.contract.resolver.clocks import bind_clock, bind_deadline_clock
from slapolicy.contract.resolver.conditions import bind_condition
from slapolicy.contract.resolver.events import resolve_events
from slapolicy.contract.resolver.names import ATTEMPT, PARTY, PLAN, ROLE, Entry
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.values import bind_type, bind_value
from slapolicy.contract.resolver.work import Binding, BoundNamed, Work
from slapolicy.language import syntax

_IDLE = ("available", "unavailable", "unchanged")


def bind_definitions(work: Work) -> None:
    """Bind every declared name; the events first, as clocks and deadlines need them."""
    work.events = resolve_events(Binding(work, None))
    for entry in work.names.of(*_KINDS):
        binding = Binding(work, entry.clause)
        value = _bind(entry, binding)
        if value is not None:
            work.definitions[entry] = BoundNamed(value, binding.uses)


_KINDS: Any = (
    "plan", "add-on", "parameter", "fact", "assessment", "agreed value", "term",
    "role", "channel", "service", "outcome", "event", "attempt", "indicator",
    "calendar", "clock",
)  # fmt: skip


def _bind(entry: Entry, binding: Binding) -> Named | None:
    match entry.node:
        case syntax.Plan() as node:
            return Plan(**_named(node))
        case syntax.Addon() as node:
            return _addon(node, binding)
        case syntax.Parameter() | syntax.Fact() | syntax.Agreed() as node:
            return _declared(node, binding)
        case syntax.Assessment() as node:
            return _declared(node, binding, binding.find_all(node.by, ROLE))
        case syntax.Term() as node:
            condition = bind_condition(node.condition, binding)
            return None if condition is None else Term(**_named(node), means=condition)
        case syntax.Role() as node:
            if not binding.work.is_vocabulary:  # which has no parties of its own
                party = binding.find(node.party, PARTY)
                if party is None:
                    return None
            return Role(**_named(node), party=node.party.text)
        case (
            syntax.Channel() | syntax.Service() | syntax.Outcome() | syntax.Event()
        ) as node:
            return Named(**_named(node))
        case syntax.Attempt() as node:
            return Measured(**_named(node), ends=_ends(node, binding))
        case syntax.Indicator() as node:
            return _indicator(node, binding)
        case syntax.Calendar() as node:
            calendar, says_end = bind_calendar(node, binding)
            binding.work.day_ends[entry.name] = says_end
            return calendar
        case syntax.Clock() as node:
            return bind_clock(node, binding)
        case syntax.Deadline() as node:
            return bind_deadline_clock(node, binding, entry)
    return None


def _named(node: Any) -> dict[str, Any]:
    return {
        "name": node.name.text, "title": node.title.text, "span": node.name.span
    }  # fmt: skip


def _addon(node: syntax.Addon, binding: Binding) -> Addon:
    price = None
    if node.price is not None:
        each: Any = node.price.how_often.text.removeprefix("each ")
        price = Price(
            currency=node.price.currency.text,
            amount=Decimal(node.price.amount.text),
            each=each,
        )
    plans = binding.find_all(node.only_with, PLAN)
    return Addon(**_named(node), plans=plans, price=price)


Stated = syntax.Parameter | syntax.Fact | syntax.Agreed | syntax.Assessment


def _declared(node: Stated, binding: Binding, by: tuple[str, ...] = ()) -> Declared:
    of = bind_type(node.type, binding, node.name.text)
    otherwise = None
    kind: Any = type(node).__name__.lower()
    if isinstance(node, syntax.Parameter):
        if node.otherwise is not None:
            otherwise = bind_value(node.otherwise, of, binding, node.name.text)
    elif of.kind == "calendar":
        binding.report.add(
            "SLA411",
            "a calendar is agreed on the order form, not stated by a case",
            node.type.span,
            "write `parameter` instead",
        )
    return Declared(**_named(node), kind=kind, type=of, by=by, otherwise=otherwise)


def _ends(node: syntax.Attempt, binding: Binding) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for value in node.ends.values:
        if not isinstance(value, syntax.Name):
            binding.report.add(
                "SLA411",
                "an attempt does not end in `yes` or `no`",
                value.span,
                "name its ends, such as `success, timeout or error`",
            )
        elif value.text in found:
            binding.report.twice(value, "the end ")
        else:
            found[value.text] = None
    return tuple(found)


def ends_of(entry: Entry) -> tuple[str, ...]:
    """Give the possible ends of an attempt as they are declared."""
    assert isinstance(entry.node, syntax.Attempt)
    return tuple(v.text for v in entry.node.ends.values if isinstance(v, syntax.Name))


def find_end(name: syntax.Name, attempt: Entry, binding: Binding) -> str | None:
    """Give one of the ends of an attempt; say so if it is none."""
    if name.text in ends_of(attempt):
        return name.text
    binding.report.add(
        "SLA213",
        f"{quoted(name.text)} is no end of {quoted(attempt.name)}",
        name.span,
        f"write {listed(ends_of(attempt), 'or')}",
        (attempt.span, "the attempt is declared here"),
    )
    return None


def _ends_in(node: syntax.Tried, attempt: Entry, binding: Binding) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in node.ends:
        if name.text in found:
            binding.report.twice(name, "the end ")
        elif find_end(name, attempt, binding):
            found[name.text] = None
    return tuple(found)


def _indicator(node: syntax.Indicator, binding: Binding) -> Indicator | None:
    tries: tuple[syntax.Tried, ...]
    match node.each_second.tries:
        case syntax.Tried() as one:
            tries, joined = (one,), "or"
        case syntax.AnyTried() as several:
            tries, joined = several.tries, "or"
        case syntax.AllTried() as several:
            tries, joined = several.tries, "and"
        case _:
            assert_never(node.each_second.tries)
    found: list[tuple[str, tuple[str, ...]]] = []
    for each in tries:
        attempt = binding.find(each.attempt, ATTEMPT)
        if attempt is not None:
            found.append((attempt.name, _ends_in(each, attempt, binding)))
    idle: Any = node.without_attempts.counts_as
    if idle.text not in _IDLE:
        return None
    how: Any = joined
    return Indicator(**_named(node), tries=tuple(found), joined=how, idle=idle.text)
