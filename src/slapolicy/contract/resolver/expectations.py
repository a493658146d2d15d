"""Expectations: what is looked at, and which answers it can have."""

from typing import assert_never

from attrs import evolve

from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.instants import bind_instant
from slapolicy.contract.resolver.names import (
    CHANNEL,
    CLOCK,
    READING,
    ROLE,
    Entry,
    Kind,
    Wanted,
)
from slapolicy.contract.resolver.report import Report, quoted
from slapolicy.contract.resolver.scopes import find_clauses
from slapolicy.contract.resolver.values import entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.contract.scenario import Expectation
from slapolicy.language import syntax

States = tuple[str, ...]

_CLOCK = (
    "met", "breached", "lapsed", "paused", "not_started", "running", "not_owed",
    "indeterminate",
)  # fmt: skip
_REACH = ("reachable", "unreachable", "by_appointment", "not_stated", "indeterminate")
_RIGHT = ("held", "lapsed", "not_owed", "indeterminate")
_OPEN = ("open", "closed", "indeterminate")
_YES_NO = ("yes", "no", "unknown")
_STATES: dict[Kind, States] = {
    "service": (
        "covered", "used_up", "excluded", "condition_not_met", "not_in_plan", "silent",
        "indeterminate",
    ),
    "outcome": (
        "disclaimed", "not_guaranteed", "not_responsible", "silent", "indeterminate",
    ),
    "add-on": ("allowed", "refused", "indeterminate"),
    "duty": ("owed", "ended", "not_started", "not_owed", "indeterminate"),
    "right": _RIGHT,
    "calendar": _OPEN,
    "clock": _CLOCK,
    "role": _REACH,
    "party": _REACH,
    "indicator": _YES_NO,
    "term": _YES_NO,
}  # fmt: skip
CASE = ("not_opened", "open", "resolved", "withdrawn", "indeterminate")
INTAKE = ("complete", "optional_left", "incomplete", "indeterminate")
ESCALATION = (
    "open", "deferred", "pending", "paused", "void", "not_raised", "indeterminate",
)  # fmt: skip
WARNING = (
    "raised", "pending", "paused", "void", "not_raised", "indeterminate",
)  # fmt: skip
ANYTHING = Wanted(
    "subject of an expectation",
    "SLA220",
    frozenset((*_STATES, "fact", "assessment", "agreed value", "parameter")),
)
"""What may be expected by its name."""


def bind_about(
    node: syntax.About, binding: Binding
) -> tuple[Expectation, States, Entry | None] | None:
    """Give what an expectation looks at, its possible states, and the name if any."""
    span = node.span
    match node:
        case syntax.Name():
            return _named(node, binding)
        case syntax.TheCase():
            return Expectation(about="case", span=span), CASE, None
        case syntax.TheIntake():
            return Expectation(about="intake", span=span), INTAKE, None
        case syntax.ContactOf():
            role = binding.find(node.role, ROLE)
            via = binding.find_all(node.via, CHANNEL)
            if role is None:
                return None
            return (
                Expectation(about="contact", name=role.name, channels=via, span=span),
                _REACH,
                role,
            )
        case syntax.AimOf():
            return _clock(node.clock, binding, aim=True)
        case syntax.OccurrenceOf():
            is_aim = isinstance(node.clock, syntax.AimOf)
            name = (
                node.clock.clock if isinstance(node.clock, syntax.AimOf) else node.clock
            )
            found = _clock(name, binding, aim=is_aim)
            if found is None:
                return None
            return evolve(found[0], occurrence=node.number.whole), *found[1:]
        case syntax.EscalationTo():
            role = binding.find(node.role, ROLE)
            if role is None:
                return None
            asked = Expectation(about="escalation", name=role.name, span=span)
            return asked, ESCALATION, role
        case syntax.WarningTo():
            role = binding.find(node.role, ROLE)
            if role is None:
                return None
            asked = Expectation(about="warning", name=role.name, span=span)
            return asked, WARNING, role
        case _:
            assert_never(node)


def _clock(
    name: syntax.Name, binding: Binding, *, aim: bool
) -> tuple[Expectation, States, Entry | None] | None:
    entry = binding.find(name, CLOCK)
    if entry is None:
        return None
    asked = Expectation(about="obligation", name=entry.name, aim=aim, span=name.span)
    return asked, _CLOCK, entry


def _named(
    name: syntax.Name, binding: Binding
) -> tuple[Expectation, States, Entry | None] | None:
    if name.text == "severity":
        asked = Expectation(about="severity", span=name.span)
        return asked, binding.work.severity_states, None
    if name.text in ("plan", "addon"):
        binding.report.add(
            "SLA220",
            f"the {name.text} is given, and not expected",
            name.span,
            "expect what follows from it, such as a service that is covered",
        )
        return None
    entry = binding.find(name, ANYTHING, ("severity", "case", "intake"))
    if entry is None:
        return None
    if entry.kind == "clock":
        return _clock(name, binding, aim=False)
    asked = Expectation(about="name", name=entry.name, span=name.span)
    return asked, states_of(entry), entry


def states_of(entry: Entry) -> States:
    """Give the answers that a name can have."""
    if entry.kind in _STATES:
        return _STATES[entry.kind]
    of = entry_type(entry)
    match of.kind:
        case "one_of":
            return (*of.values, "unknown")
        case "calendar":
            return _OPEN
        case "yes_or_no":
            return _YES_NO
        case "text" | "zone" | "region" | "number" | "duration" | "date":
            return ("unknown",)
        case _:
            assert_never(of.kind)


def bind_state(
    node: syntax.Value | syntax.Literal,
    states: States,
    what: str,
    binding: Binding,
) -> str | None:
    """Give a state that is possible; say so if it is not."""
    if isinstance(node, syntax.YesNo):
        text = "yes" if node.value else "no"
    else:
        text = node.span.text
    if text in states:
        return text
    if binding.names.is_missed(text):
        return None  # that it is not declared was said
    near = binding.names.nearest(text, states, cutoff=0.8)
    binding.report.add(
        "SLA703",
        f"{quoted(what)} is never {quoted(text)}",
        node.span,
        f"did you mean {quoted(near)}?" if near else f"it is {_list(states)}",
    )
    return None


def _list(states: States) -> str:
    if len(states) == 1:
        return quoted(*states)
    told = ", ".join(quoted(each) for each in states[:-1][:11])
    return told + (" …" if len(states) > 12 else f" or {quoted(states[-1])}")


def bind_expect(node: syntax.Expect, zone: str, binding: Binding) -> Expectation | None:
    """Give one expectation of a scenario."""
    found = bind_about(node.about, binding)
    clauses = find_clauses(node.per, binding.work)
    readings = binding.find_all(node.readings, READING)
    needs: dict[str, None] = {}
    for name in node.needs:
        if name.text in needs:
            binding.report.twice(name)
        elif _is_needed(name, binding):
            needs[name.text] = None
    if found is None:
        return None
    asked, states, _ = found
    state = bind_state(node.state, states, node.about.span.text, binding)
    if state is None:
        return None
    asked = evolve(
        asked, state=state, clauses=clauses, readings=readings,
        needs=tuple(needs),
        span=node.span,
    )  # fmt: skip
    for detail in node.details:
        asked = _detail(asked, detail, zone, binding)
    return asked


_DUE = ("obligation", "escalation", "warning")


def _detail(
    asked: Expectation, node: syntax.Detail, zone: str, binding: Binding
) -> Expectation:
    report = binding.report
    timed = asked.about in _DUE
    match node:
        case syntax.Due():
            if not timed:
                _wrong_detail(
                    node, "only clocks, escalations and warnings are due", report
                )
            return evolve(asked, due_at=bind_instant(node.instant, zone, report))
        case syntax.At():
            if not timed and asked.about not in ("case", "name"):
                _wrong_detail(node, "it does not happen at an instant", report)
            return evolve(asked, at=bind_instant(node.instant, zone, report))
        case syntax.Left():
            if isinstance(node.amount, syntax.Number):
                return evolve(asked, left=node.amount.whole)
            if asked.about != "obligation":
                _wrong_detail(node, "only of a clock is time left", report)
            return evolve(
                asked, left=lengths.exact(node.amount, report, may_be_zero=True)
            )
        case syntax.NoFigure():
            if asked.about != "obligation":
                _wrong_detail(node, "only a clock has a stated time, or none", report)
            return evolve(asked, no_stated_time=True)
        case _:
            assert_never(node)


def _wrong_detail(node: syntax.Node, why: str, report: Report) -> None:
    report.add("SLA704", why, node.span, "leave this part out")


_NEEDED = Wanted(
    "fact or parameter",
    "SLA202",
    frozenset(("fact", "assessment", "agreed value", "parameter", "indicator", "term")),
)
_NEEDED_WORDS = ("plan", "addons", "severity")


def _is_needed(name: syntax.Name, binding: Binding) -> bool:
    if name.text in _NEEDED_WORDS:
        return True
    return binding.find(name, _NEEDED, _NEEDED_WORDS) is not None
