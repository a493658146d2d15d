"""What a scenario states and what happens in it, as a case."""

from datetime import timedelta
from typing import assert_never

from attrs import define, field

from slapolicy.contract.case import EVENT_TYPES, Attempt, Case, Event
from slapolicy.contract.policy import Type, Value
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.calendars import given_hours
from slapolicy.contract.resolver.definitions import find_end
from slapolicy.contract.resolver.instants import bind_instant
from slapolicy.contract.resolver.names import (
    ADDON,
    ATTEMPT,
    CHANNEL,
    EVENT,
    GIVEN,
    PARAMETER,
    PLAN,
    ROLE,
    SERVICE,
    SEVERITY,
    Entry,
)
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.values import bind_value, entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax
from slapolicy.worktime import SECOND

LONGEST_ATTEMPTS = timedelta(days=2)
_BUILT_IN = ("severity", "plan", "addon")


@define
class Story:
    """A case while it is told."""

    binding: Binding
    zone: str
    id: str
    plan: str | None = None
    addons: list[str] | None = None
    severity: str | None = None
    facts: dict[str, Value] = field(factory=dict)
    parameters: dict[str, Value] = field(factory=dict)
    used: dict[str, int] = field(factory=dict)
    events: list[Event] = field(factory=list)
    attempts: list[Attempt] = field(factory=list)
    opened_at: int | None = None
    requests: dict[str, None] = field(factory=dict)
    claims: dict[str, None] = field(factory=dict)
    measured: dict[str, syntax.Node] = field(factory=dict)
    stated: dict[str, syntax.Node] = field(factory=dict)
    acts: list[tuple[Event, syntax.Node]] = field(factory=list)

    def case(self) -> Case:
        """Give the case as it was told."""
        return Case(
            id=self.id,
            plan=self.plan,
            addons=None if self.addons is None else tuple(self.addons),
            parameters=self.parameters,
            facts=self.facts,
            severity=self.severity,
            requests=tuple(self.requests),
            claims=tuple(self.claims),
            used=self.used,
            events=tuple(self.events),
            attempts=tuple(self.attempts),
        )

    # What is stated

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
                self.plan = self._named(node, PLAN)
            case "severity":
                self._once(subject)
                self.severity = self._severity(node)
            case "addon":
                self._addon(node)
            case _:
                entry = self.binding.find(subject, GIVEN, _BUILT_IN)
                if entry is None:
                    return
                self._once(subject)
                value = self._value(entry, node)
                if value is not None:
                    holder = self.parameters if entry.kind == "parameter" else self.facts
                    holder[entry.name] = value
                self._note_indicator(entry, subject)

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

    def _addon(self, node: syntax.Literal) -> None:
        if isinstance(node, syntax.Name) and node.text == "none":
            self.addons = []
            return
        name = self._named(node, ADDON)
        if name is not None:
            self.addons = [*(self.addons or ()), name]

    def _named(self, node: syntax.Literal, wanted: object) -> str | None:
        kind = PLAN if wanted is PLAN else ADDON if wanted is ADDON else SEVERITY
        if isinstance(node, syntax.Name):
            entry = self.binding.find(node, kind)
            return None if entry is None else entry.name
        self.binding.report.add(
            "SLA412",
            f"{quoted(node.span.text)} is no name of {_a(kind.label)}",
            node.span,
            self.binding.names.proposal("", kind),
        )
        return None

    def _severity(self, node: syntax.Literal) -> str | None:
        name = self._named(node, SEVERITY)
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

    def _value(self, entry: Entry, node: syntax.Literal) -> Value | None:
        of = entry_type(entry)
        bounds = self.binding.work.definitions.get(entry)
        declared = getattr(bounds.value, "type", None) if bounds else None
        full = declared if isinstance(declared, Type) else of
        return bind_value(node, full, self.binding, entry.name)

    def _note_indicator(self, entry: Entry, node: syntax.Node) -> None:
        if entry.kind == "indicator":
            self.stated.setdefault(f"indicator {entry.name}", node)

    # What happens

    def happen(self, node: syntax.Happens) -> None:
        """Take up a step in which somebody does something."""
        at = bind_instant(node.instant, self.zone, self.binding.report)
        role = self.binding.find(node.role, ROLE)
        channels = self.binding.find_all(node.via, CHANNEL)
        whom = None if node.for_whom is None else self.binding.find(node.for_whom, ROLE)
        if not self._is_verb(node.verb) or at is None or role is None:
            return
        if not self._fits(node, role):
            return
        event = Event(
            at=at,
            type=node.verb.text,
            by=role.name,
            via=channels[0] if channels else None,
            waits_for=None if whom is None else whom.name,
        )
        self.add(event, node)

    def add(self, event: Event, node: syntax.Node) -> None:
        """Take up an event, if it is not the second opening."""
        if event.type == "opens" and self.opened_at is not None:
            self.binding.report.add(
                "SLA706",
                "the case is opened a second time",
                node.span,
                "write `writes` or `calls` for what comes later, or `reopens`",
            )
            return
        if event.type == "opens":
            self.opened_at = event.at
        self.events.append(event)
        self.acts.append((event, node))

    def _is_verb(self, name: syntax.Name) -> bool:
        if name.text == "changes":
            self.binding.report.add(
                "SLA707",
                "`changes` says nothing of what changes",
                name.span,
                "write the fact, such as `issue becomes software_bug`",
            )
            return False
        if name.text in EVENT_TYPES:
            return True
        return self.binding.find(name, EVENT, EVENT_TYPES) is not None

    def _fits(self, node: syntax.Happens, role: Entry) -> bool:
        work, report, verb = self.binding.work, self.binding.report, node.verb.text
        party = (
            role.node.party.text if isinstance(role.node, syntax.Role) else role.name
        )
        problem: tuple[str, str] | None = None
        if verb == "resolves" and party == work.customer:
            problem = "the customer agrees to the end, and does not resolve", "`agrees`"
        elif verb == "withdraws" and party == work.supplier:
            problem = "only the customer withdraws a case", "`resolves`"
        elif verb == "waits" and node.for_whom is None:
            problem = "nobody is waited for", f"`waits for {work.customer}`"
        elif node.for_whom is not None and verb not in ("waits", "resumes"):
            problem = f"{quoted(verb)} is not `for` anybody", "the step without `for`"
        elif len(node.via) > 1:
            problem = "one act goes through one channel", "only one name after `via`"
        if problem is None:
            return True
        message, instead = problem
        report.add("SLA707", message, node.span, f"write {instead}")
        return False

    def become(self, node: syntax.Becomes) -> None:
        """Take up a step in which a fact changes."""
        at = bind_instant(node.instant, self.zone, self.binding.report)
        subject, value = node.subject, node.value
        event: Event | None = None
        if at is None:
            at = 0
        match subject.text:
            case "plan":
                event = Event(at=at, type="changes", plan=self._named(value, PLAN))
            case "addon":
                self._addon_step(at, value)
            case "severity":
                name = self._severity(value)
                event = Event(
                    at=at, type="changes", severity=name, by=self._setter(name)
                )
            case _:
                event = self._fact_event(at, subject, value)
        if event is not None:
            self.add(event, node)

    def _addon_step(self, at: int, node: syntax.Literal) -> None:
        before = self.addons
        self._addon(node)
        held, self.addons = self.addons, before
        earlier = [e.addons for e in self.events if e.addons is not None]
        if held is not None and earlier and held:
            held = [*earlier[-1], held[-1]]
        if held is not None:
            self.add(Event(at=at, type="changes", addons=tuple(held)), node)

    def _setter(self, severity: str | None) -> str | None:
        entry = None if severity is None else self.binding.names.get(severity)
        node = None if entry is None else entry.node
        if isinstance(node, syntax.Severity) and node.set_by:
            return node.set_by[0].text
        return None

    def _fact_event(
        self, at: int, subject: syntax.Name, node: syntax.Literal
    ) -> Event | None:
        entry = self.binding.find(subject, GIVEN, _BUILT_IN)
        if entry is None:
            return None
        self._note_indicator(entry, subject)
        value: Value | None = None
        values = entry_type(entry).values
        if not (
            isinstance(node, syntax.Name)
            and node.text == "unknown"
            and "unknown" not in values
        ):
            value = self._value(entry, node)
            if value is None:
                return None
        changed = {entry.name: value}
        if entry.kind == "parameter":
            return Event(at=at, type="changes", parameters=changed)
        return Event(at=at, type="changes", facts=changed)

    def attempt(self, node: syntax.Attempts) -> None:
        """Take up attempts of every second of a stretch."""
        binding = self.binding
        at = bind_instant(node.instant, self.zone, binding.report)
        length = lengths.exact(node.duration, binding.report)
        attempt = binding.find(node.attempt, ATTEMPT)
        if attempt is None:
            return
        end = find_end(node.end, attempt, binding)
        count = node.number.whole
        self.measured.setdefault(attempt.name, node)
        if at is None or length is None or end is None or not count:
            return
        if length > LONGEST_ATTEMPTS:
            binding.report.add(
                "SLA707",
                f"{lengths.shown(node.duration)} of attempts are more than two days of "
                "them",
                node.duration.span,
                "state the indicator instead, such as `unavailable becomes yes`",
            )
            return
        self.attempts.extend(
            Attempt(at=at + second * SECOND, of=attempt.name, end=end, count=count)
            for second in range(length // timedelta(seconds=1))
        )


def tell(story: Story, line: syntax.ScenarioLine) -> None:
    """Take up one line of a scenario that is not a check."""
    match line:
        case syntax.Given():
            story.give(line)
        case syntax.GivenCalendar():
            story.give_calendar(line)
        case syntax.Happens():
            story.happen(line)
        case syntax.Becomes():
            story.become(line)
        case syntax.Attempts():
            story.attempt(line)
        case syntax.Zone() | syntax.Check():
            pass
        case _:
            assert_never(line)


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
