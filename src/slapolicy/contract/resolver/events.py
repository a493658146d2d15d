"""Events that clocks, duties and steps speak of, as triggers."""

from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.policy import Trigger
from slapolicy.contract.resolver.names import CALENDAR, CHANNEL, EVENT, ROLE
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.values import entry_type
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax

VERBS = tuple(each for each in EVENT_TYPES if each != "changes")
"""The events that need no declaration; `changes` is a word of the language."""
_COUNTED = tuple(each for each in VERBS if each != "notes")


def bind_happening(events: syntax.Happening, binding: Binding) -> tuple[Trigger, ...]:
    """Give the triggers of events joined by `or`; those that are in order."""
    found = []
    for event in events:
        trigger = (
            Trigger()
            if isinstance(event, syntax.ResolvedEvent)
            else bind_event(event, binding)
        )
        if trigger is not None:
            found.append(trigger)
    return tuple(found)


def bind_event(node: syntax.ActorEvent, binding: Binding) -> Trigger | None:
    """Give the trigger of one event."""
    role = binding.find(node.role, ROLE)
    verbs = bind_verb(node.verb, binding)
    channels = binding.find_all(node.via, CHANNEL)
    calendar = None
    if node.hours is not None:
        calendar = bind_calendar_name(node.hours.calendar, binding)
    after = None if node.after is None else bind_act(node.after, binding)
    if role is None or verbs is None:
        return None
    return Trigger(
        role=role.name,
        verbs=verbs,
        channels=channels,
        calendar=calendar,
        outside=isinstance(node.hours, syntax.Outside),
        after=after,
    )


def bind_act(node: syntax.Act, binding: Binding) -> Trigger | None:
    """Give the trigger of an act, such as what stands after `after`."""
    role = binding.find(node.role, ROLE)
    verbs = bind_verb(node.verb, binding)
    channels = binding.find_all(node.via, CHANNEL)
    if role is None or verbs is None:
        return None
    return Trigger(role=role.name, verbs=verbs, channels=channels)


def one_channel(node: syntax.Act | syntax.Happens, binding: Binding) -> str | None:
    """Give the channel of what happens once; say so if there are several."""
    channels = binding.find_all(node.via, CHANNEL)
    if len(node.via) > 1:
        binding.report.add(
            "SLA707",
            "one act goes through one channel",
            node.span,
            "write only one name after `via`",
        )
    return next(iter(channels), None)


def bind_verb(node: syntax.Name, binding: Binding) -> tuple[str, ...] | None:
    """Give the event types that a verb stands for; say so if it is unknown."""
    if node.text == "notes":
        binding.report.add(
            "SLA418",
            "nothing is counted from `notes`: a note is for the file, and starts or "
            "fulfils nothing",
            node.span,
            "name what somebody does, such as `writes` or `replies`",
        )
        return None
    if node.text in _COUNTED:
        return (node.text,)
    entry = binding.find(node, EVENT, _COUNTED)
    return None if entry is None else binding.work.events[entry.name]


def bind_calendar_name(node: syntax.Name, binding: Binding) -> str | None:
    """Give the name of a calendar, or of a parameter that holds one."""
    entry = binding.find(node, CALENDAR)
    if entry is None:
        return None
    if entry.kind == "parameter" and entry_type(entry).kind != "calendar":
        binding.report.add(
            "SLA201",
            f"{quoted(node.text)} is a parameter, but holds no calendar",
            node.span,
            "name a calendar, or a parameter of type `calendar`",
            (entry.span, "the parameter is declared here"),
        )
        return None
    return entry.name


def resolve_events(binding: Binding) -> dict[str, tuple[str, ...]]:
    """Give what each declared event stands for: itself, and what it includes.

    An event that includes itself in the end is a finding.
    """
    members: dict[str, tuple[str, ...]] = {}
    for entry in binding.names.of("event"):
        node = entry.node
        found: list[str] = []
        for value in node.members if isinstance(node, syntax.Event) else ():
            if not isinstance(value, syntax.Name):
                binding.report.add(
                    "SLA207",
                    f"{quoted(value.span.text)} is no event",
                    value.span,
                    "name an event, such as `writes`",
                )
            elif value.text in found:
                binding.report.twice(value)
            elif value.text in VERBS or binding.find(value, EVENT, VERBS):
                found.append(value.text)
        members[entry.name] = tuple(found)
    circular: set[str] = set()
    return {name: _spelt_out(name, members, circular, binding) for name in members}


def _spelt_out(
    name: str,
    members: dict[str, tuple[str, ...]],
    circular: set[str],
    binding: Binding,
) -> tuple[str, ...]:
    found: dict[str, None] = {name: None}
    waiting = list(members[name])
    while waiting:
        each = waiting.pop(0)
        if each == name and name not in circular:
            circular.update(found)
            entry = binding.names.get(name, "events")
            assert entry is not None
            binding.report.add(
                "SLA407",
                f"the event {quoted(name)} stands for itself",
                entry.span,
                "leave it out of what it stands for",
            )
        if each not in found:
            found[each] = None
            waiting.extend(members.get(each, ()))
    return tuple(found)
