"""What a scenario states and what happens in it, as a case."""

from datetime import timedelta
from typing import Any, assert_never

from attrs import define, evolve, field

from slapolicy.contract.case import Attempt, Case, Event
from slapolicy.contract.policy import Value
from slapolicy.contract.resolver import lengths
from slapolicy.contract.resolver.definitions import find_end
from slapolicy.contract.resolver.events import VERBS, one_channel
from slapolicy.contract.resolver.givens import BUILT_IN, Givens
from slapolicy.contract.resolver.instants import bind_instant
from slapolicy.contract.resolver.names import (
    ATTEMPT,
    EVENT,
    GIVEN,
    PLAN,
    ROLE,
    Entry,
)
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.values import entry_type
from slapolicy.language import syntax
from slapolicy.worktime import SECOND


@define
class Story(Givens):
    """A case while it is told."""

    events: list[Event] = field(factory=list)
    attempts: list[Attempt] = field(factory=list)
    opened_at: int | None = None
    requests: dict[str, None] = field(factory=dict)
    claims: dict[str, None] = field(factory=dict)
    measured: dict[str, syntax.Node] = field(factory=dict)
    acts: list[tuple[Event, syntax.Node]] = field(factory=list)
    is_unsure: bool = False
    """Whether a step was left out because something is wrong with it."""

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

    def retold(self, name: str) -> "Story":
        """Give the story so far, to be told on by itself under another name."""
        return evolve(
            self,
            id=name,
            addons=None if self.addons is None else list(self.addons),
            facts=dict(self.facts),
            parameters=dict(self.parameters),
            used=dict(self.used),
            stated=dict(self.stated),
            events=list(self.events),
            attempts=list(self.attempts),
            requests=dict(self.requests),
            claims=dict(self.claims),
            measured=dict(self.measured),
            acts=list(self.acts),
        )

    # What happens

    def happen(self, node: syntax.Happens) -> None:
        """Take up a step in which somebody does something."""
        at = bind_instant(node.instant, self.zone, self.binding.report)
        role = self.binding.find(node.role, ROLE)
        channel = one_channel(node, self.binding)
        whom = None if node.for_whom is None else self.binding.find(node.for_whom, ROLE)
        is_verb = self._is_verb(node.verb)
        if at is None or role is None or not is_verb or not self._fits(node, role):
            self.is_unsure = True
            return
        event = Event(
            at=at,
            type=node.verb.text,
            by=role.name,
            via=channel,
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
        return name.text in VERBS or bool(self.binding.find(name, EVENT, VERBS))

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
        if problem is None:
            return True
        message, instead = problem
        report.add("SLA707", message, node.span, f"write {instead}")
        return False

    def become(self, node: syntax.Becomes) -> None:
        """Take up a step in which a fact changes."""
        at = bind_instant(node.instant, self.zone, self.binding.report)
        changed = self._changed(node.subject, node.value)
        if at is not None and changed is not None:
            self.add(Event(at=at, type="changes", **changed), node)

    def _changed(
        self, subject: syntax.Name, value: syntax.Literal
    ) -> dict[str, Any] | None:
        match subject.text:
            case "plan":
                return {"plan": self.take_named(value, PLAN)}
            case "addon":
                return self._changed_addons(value)
            case "severity":
                name = self.take_severity(value)
                return {"severity": name, "by": self._setter(name)}
            case _:
                return self._changed_fact(subject, value)

    def _changed_addons(self, node: syntax.Literal) -> dict[str, Any] | None:
        given = self.addons
        changes = (each.addons for each in reversed(self.events))
        last = next((addons for addons in changes if addons is not None), given)
        self.addons = None if last is None else [*last]
        self.take_addon(node)
        held, self.addons = self.addons, given
        return None if held is None else {"addons": tuple(held)}

    def _setter(self, severity: str | None) -> str | None:
        entry = None if severity is None else self.binding.names.get(severity)
        node = None if entry is None else entry.node
        return node.set_by[0].text if isinstance(node, syntax.Severity) else None

    def _changed_fact(
        self, subject: syntax.Name, node: syntax.Literal
    ) -> dict[str, Any] | None:
        entry = self.binding.find(subject, GIVEN, BUILT_IN)
        if entry is None:
            return None
        self.note_indicator(entry, subject)
        value: Value | None = None
        values = entry_type(entry).values
        if not (
            isinstance(node, syntax.Name)
            and node.text == "unknown"
            and "unknown" not in values
        ):
            value = self.take_value(entry, node)
            if value is None:
                return None
        changed = {entry.name: value}
        return {"parameters" if entry.kind == "parameter" else "facts": changed}

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
        seconds = length // timedelta(seconds=1)
        if seconds > binding.work.attempts_left:
            binding.report.add(
                "SLA707",
                f"with these {seconds} seconds of attempts the policy has more than "
                "400,000",
                node.duration.span,
                "state the indicator instead, such as `unavailable becomes yes`",
            )
            return
        binding.work.attempts_left -= seconds
        self.attempts.extend(
            Attempt(at=at + second * SECOND, of=attempt.name, end=end, count=count)
            for second in range(seconds)
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
