"""Clocks: what starts, ends and stops one."""

from typing import assert_never

from slapolicy.contract.policy import Clock, PauseWaiting, PauseWhile, Trigger
from slapolicy.contract.resolver.conditions import Allowed, bind_condition
from slapolicy.contract.resolver.events import bind_act, bind_happening
from slapolicy.contract.resolver.names import EVENT, PARTY, ROLE, Entry
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.work import Binding
from slapolicy.language import syntax


def bind_clock(node: syntax.Clock, binding: Binding) -> Clock:
    """Give a clock; what is wrong with its lines was said."""
    starts: list[Trigger] = []
    met: list[Trigger] = []
    lapses: list[Trigger] = []
    restarts: list[Trigger] = []
    pauses: list[PauseWaiting | PauseWhile] = []
    for line in node.lines:
        match line:
            case syntax.Starts() | syntax.StartsEach():
                starts.extend(bind_happening(line.events, binding))
            case syntax.Met():
                met.extend(bind_happening(line.events, binding))
            case syntax.Lapses():
                lapses.extend(bind_happening(line.events, binding))
            case syntax.Pauses():
                pause = _pause(line, binding)
                if pause is not None:
                    pauses.append(pause)
            case syntax.Restarts():
                if not isinstance(line.change, syntax.SeverityChanges):
                    restarts.extend(bind_happening(line.change, binding))
            case syntax.Continues():
                if not isinstance(line.change, syntax.SeverityChanges):
                    bind_happening(line.change, binding)
            case _:
                assert_never(line)
    _check_lines(node, binding)
    return Clock(
        name=node.name.text,
        title=node.title.text,
        span=node.name.span,
        starts=tuple(starts),
        each=any(isinstance(line, syntax.StartsEach) for line in node.lines),
        recurs=node.name.text in binding.work.recurring,
        met=tuple(met),
        pauses=tuple(pauses),
        lapses=tuple(lapses),
        restarts=tuple(restarts),
        restarts_with_severity=any(
            isinstance(line, syntax.Restarts)
            and isinstance(line.change, syntax.SeverityChanges)
            for line in node.lines
        ),
    )


def _pause(line: syntax.Pauses, binding: Binding) -> PauseWaiting | PauseWhile | None:
    if isinstance(line.reason, syntax.WaitingFor):
        role = binding.find(line.reason.role, ROLE)
        return None if role is None else PauseWaiting(role=role.name)
    condition = bind_condition(line.reason, binding, Allowed())
    return None if condition is None else PauseWhile(condition=condition)


def _check_lines(node: syntax.Clock, binding: Binding) -> None:
    report, name = binding.report, node.name
    once = [line for line in node.lines if isinstance(line, syntax.Starts)]
    each = [line for line in node.lines if isinstance(line, syntax.StartsEach)]
    if not once and not each:
        report.add(
            "SLA402",
            f"nothing starts the clock {quoted(name.text)}",
            name.span,
            "add a line such as `starts when customer opens`",
        )
    if once and each:
        report.add(
            "SLA420",
            "the clock starts once by one line and each time by another",
            each[0].span,
            "keep one of the two",
            (once[0].span, "here it starts once"),
        )
    if not any(isinstance(line, syntax.Met) for line in node.lines):
        report.add(
            "SLA403",
            f"nothing fulfils the clock {quoted(name.text)}, so that each promise "
            "on it would be broken",
            name.span,
            "add a line such as `met when engineer replies`",
        )
    kept = [line.change for line in node.lines if isinstance(line, syntax.Continues)]
    for line in node.lines:
        if isinstance(line, syntax.Restarts) and line.change in kept:
            report.add(
                "SLA420",
                "the clock continues by one line and restarts by another",
                line.span,
                "keep one of the two",
            )


def bind_deadline_clock(
    node: syntax.Deadline, binding: Binding, entry: Entry
) -> Clock | None:
    """Give the clock of a deadline: met when the party does what it is named after."""
    party = binding.find(node.party, PARTY)
    event = binding.find(node.name, EVENT)
    started = (
        Trigger(role=binding.work.customer, verbs=("opens",))
        if node.after is None
        else bind_act(node.after, binding)
    )
    if party is None or event is None or started is None:
        return None
    done = Trigger(role=party.name, verbs=binding.work.events[event.name])
    return Clock(
        name=entry.name,
        title=_title(event),
        span=entry.span,
        starts=(started,),
        met=(done,),
    )


def _title(event: Entry) -> str:
    return event.node.title.text if isinstance(event.node, syntax.Event) else event.name


def bearer_of(clock: Clock, binding: Binding) -> str:
    """Give the party that owes what a clock measures: whose acts fulfil it."""
    role = next((trigger.role for trigger in clock.met), None)
    if role is None:
        return binding.work.supplier
    entry = binding.names.get(role)
    node = None if entry is None else entry.node
    return node.party.text if isinstance(node, syntax.Role) else role
