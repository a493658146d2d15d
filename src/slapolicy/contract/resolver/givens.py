"""What a case states at its beginning, as the lines `given …` of a scenario say it."""

from attrs import define, field

from slapolicy.contract.policy import Type, Value
from slapolicy.contract.resolver.calendars import given_hours
from slapolicy.contract.resolver.names import (
    ADDON,
    GIVEN,
    PARAMETER,
    PLAN,
    SERVICE,
    SEVERITY,
    Entry,
    Wanted,
)
from slapolicy.contract.resolver.report import quoted, with_article
from slapolicy.contract.resolver.values import bind_value, entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax

BUILT_IN = ("severity", "plan", "addon")


@define
class Givens:
    """What is stated of a case; `stated` remembers where."""

    binding: Binding
    zone: str
    id: str
    plan: str | None = None
    addons: list[str] | None = None
    severity: str | None = None
    facts: dict[str, Value] = field(factory=dict)
    parameters: dict[str, Value] = field(factory=dict)
    used: dict[str, int] = field(factory=dict)
    stated: dict[str, syntax.Node] = field(factory=dict)

    def give(self, node: syntax.Given) -> None:
        """Take up a line `given …`."""
        for item in node.items:
            if isinstance(item, syntax.Used):
                service = self.binding.find(item.service, SERVICE)
                if service is not None and item.number.whole is not None:
                    self.used[service.name] = item.number.whole
            else:
                self.state(item.subject, item.value)

    def give_calendar(self, node: syntax.GivenCalendar) -> None:
        """Take up the hours that the order form has for a parameter."""
        entry = self.binding.find(node.name, PARAMETER)
        hours = given_hours(node, self.binding)
        if entry is None:
            return
        if entry_type(entry).kind != "calendar":
            self.binding.report.add(
                "SLA708",
                f"the order form does not settle hours for {quoted(node.name.text)}",
                node.name.span,
                "name a parameter of type `calendar`",
            )
        elif hours is not None:
            self._once(node.name)
            self.parameters[entry.name] = hours

    def state(self, subject: syntax.Name, node: syntax.Literal) -> None:
        """Take up what the case states at its beginning."""
        match subject.text:
            case "plan":
                self._once(subject)
                self.plan = self.take_named(node, PLAN)
            case "severity":
                self._once(subject)
                self.severity = self.take_severity(node)
            case "addon":
                self.take_addon(node)
            case _:
                entry = self.binding.find(subject, GIVEN, BUILT_IN)
                if entry is None:
                    return
                self._once(subject)
                value = self.take_value(entry, node)
                if value is not None:
                    holder = (
                        self.parameters if entry.kind == "parameter" else self.facts
                    )
                    holder[entry.name] = value
                self.note_indicator(entry, subject)

    def _once(self, subject: syntax.Name) -> None:
        before = self.stated.setdefault(subject.text, subject)
        if before is not subject:
            self.binding.report.add(
                "SLA708",
                f"{quoted(subject.text)} is given twice",
                subject.span,
                "leave one out; what changes later `becomes` something",
                (before.span, "it is given here already"),
            )

    def take_addon(self, node: syntax.Literal) -> None:
        """Take up an add-on, or `none`."""
        if isinstance(node, syntax.Name) and node.text == "none":
            self.addons = []
            return
        name = self.take_named(node, ADDON)
        if name is not None:
            self.addons = [*(self.addons or ()), name]

    def take_named(self, node: syntax.Literal, kind: Wanted) -> str | None:
        """Give the plan, add-on or severity that is named."""
        if isinstance(node, syntax.Name):
            entry = self.binding.find(node, kind)
            return None if entry is None else entry.name
        self.binding.report.add(
            "SLA412",
            f"{quoted(node.span.text)} is no name of {with_article(kind.label)}",
            node.span,
            self.binding.names.known(kind),
        )
        return None

    def take_severity(self, node: syntax.Literal) -> str | None:
        """Give a severity that somebody sets."""
        name = self.take_named(node, SEVERITY)
        entry = None if name is None else self.binding.names.get(name)
        declared = None if entry is None else entry.node
        if isinstance(declared, syntax.Severity) and not declared.set_by:
            self.binding.report.add(
                "SLA708",
                f"the severity {quoted(declared.name.text)} follows from facts, nobody "
                "sets it",
                node.span,
                "give the facts that make the case so severe",
                (declared.name.span, "the severity is declared here"),
            )
            return None
        return name

    def take_value(self, entry: Entry, node: syntax.Literal) -> Value | None:
        """Give the value of a fact or a parameter, within its bounds."""
        of = entry_type(entry)
        bounds = self.binding.work.definitions.get(entry)
        declared = getattr(bounds.value, "type", None) if bounds else None
        full = declared if isinstance(declared, Type) else of
        return bind_value(node, full, self.binding, entry.name)

    def note_indicator(self, entry: Entry, node: syntax.Node) -> None:
        """Remember where an indicator is stated."""
        if entry.kind == "indicator":
            self.stated.setdefault(f"indicator {entry.name}", node)
