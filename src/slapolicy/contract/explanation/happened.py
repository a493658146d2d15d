"""What happened: events told, and which of them began or fulfilled an occurrence."""

from collections.abc import Iterable

from slapolicy.contract.case import Event
from slapolicy.contract.evaluator.happenings import Matcher
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.life import instants
from slapolicy.contract.evaluator.occurrences import Occurrence
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.names import Names
from slapolicy.contract.explanation.step import AnyOf, Argument, Step, step
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Trigger
from slapolicy.worktime import HolidaysUnknown

TOLD = frozenset(
    {
        "opens", "writes", "calls", "replies", "updates", "notes", "waits", "resumes",
        "changes", "agrees", "disagrees", "resolves", "withdraws", "reopens",
    }
)  # fmt: skip


def told(view: Names, event: Event) -> Step:
    """Tell an event: `Customer called via Hotline`."""
    arguments: dict[str, Argument] = {
        "who": view.who(event.by),
        "via": step("nothing")
        if event.via is None
        else step("via", channel=view.title(event.via)),
    }
    if event.type == "waits":
        arguments["whom"] = view.who(event.waits_for)
    if event.type in TOLD:
        return step(f"did_{event.type}", **arguments)
    return step("did_other", what=view.verb(event.type), **arguments)


def stated(names: Names, event: Event) -> Step:
    """Tell an event, with all that it stated anew."""
    changes: list[Argument] = []
    for name, value in (*event.facts.items(), *event.parameters.items()):
        told_value = value_of(names, name, value)
        changes.append(step("happened_fact", name=names.title(name), value=told_value))
    if event.severity is not None:
        changes.append(step("happened_severity", severity=names.title(event.severity)))
    if event.plan is not None:
        changes.append(step("happened_plan", plan=names.title(event.plan)))
    if event.addons is not None:
        held = names.titles(event.addons)
        no = step("happened_no_addons")
        changes.append(step("happened_addons", addons=held) if held else no)
    if not changes:
        return told(names, event)
    stated = tuple(changes)
    if event.type != "changes":
        return step("happened_and", event=told(names, event), changes=stated)
    if event.by is None:
        return step("happened_changes_nobody", changes=stated)
    return step("happened_changes", who=names.who(event.by), changes=stated)


def wanted(view: Names, triggers: Iterable[Trigger]) -> AnyOf:
    """Tell what a clock waits for: any of some events."""
    return AnyOf(tuple(_trigger(view, each) for each in triggers))


def _trigger(view: Names, trigger: Trigger) -> Step:
    if trigger.is_resolution:
        return step("would_end")
    verbs = tuple(
        step(f"does_{verb}")
        if verb in TOLD
        else step("does_other", what=view.verb(verb))
        for verb in trigger.verbs
        if len(view.policy.events.get(verb, ())) < 2  # what it stands for is spelt out
    )
    via = step("nothing")
    if trigger.channels:
        via = step("via", channel=AnyOf(view.titles(trigger.channels)))
    hours = step("nothing")
    if trigger.calendar is not None:
        code = "outside_hours" if trigger.outside else "in_hours"
        hours = step(code, calendar=view.title(trigger.calendar))
    after = step("nothing")
    if trigger.after is not None:
        after = step("after_event", event=_trigger(view, trigger.after))
    who = view.who(trigger.role)
    return step("would", who=who, verbs=AnyOf(verbs), via=via, hours=hours, after=after)


def starting(view: View, world: World, occurrence: Occurrence) -> Step | None:
    """Tell the event that began an occurrence.

    None if it follows the one before it (a recurring clock) or a reopening.
    """
    event = _at(world, occurrence.clock.starts, occurrence.began_at)
    return None if event is None else told(view, event)


def fulfilling(view: View, world: World, occurrence: Occurrence) -> Step | None:
    """Tell the event that fulfilled an occurrence; None if nothing did."""
    if occurrence.fulfilled_at is None:
        return None
    if occurrence.fulfilled_by_end:
        return step("case_ended")
    event = _at(world, occurrence.clock.met, occurrence.fulfilled_at)
    return None if event is None else told(view, event)


def _at(world: World, triggers: tuple[Trigger, ...], at: int) -> Event | None:
    """Give the event at an instant that one of the triggers names."""
    matcher = Matcher(world.policy, world.hours)
    for when, events in instants(world.record.events):
        for event in events:
            try:
                is_it = when == at and matcher.matches(triggers, event)
            except (HoursMissing, HolidaysUnknown):
                is_it = False
            if is_it:
                return event
            matcher.seen.append(event)
    return None


def at_instant(world: World, at: int, types: Iterable[str]) -> Event | None:
    """Give the first event of some types at an instant."""
    wanted_types = tuple(types)
    for event in world.record.events:
        if event.at == at and event.type in wanted_types:
            return event
    return None


def agreed_so_far(
    view: View,
) -> tuple[tuple[str, ...], tuple[str, ...], str | None] | None:
    """Give who agrees that an open case is over, who must yet, and by which clause.

    None where no rule asks for it or nobody has agreed.
    """
    world = view.situation.worlds[0]
    last = view.situation.life.last
    if last is None or last.end is not None:
        return None
    for rule in world.applying(view.policy.resolutions, view.at):
        agreed: dict[str, int] = {}
        for event in world.record.events:
            role = view.policy.roles.get(event.by or "")
            if role is None or event.at < last.start or event.type == "reopens":
                continue
            if event.type in ("agrees", "resolves"):
                agreed[role.party] = event.at
            elif event.type == "disagrees":
                agreed.pop(role.party, None)
        if rule.parties and agreed:
            missing = tuple(party for party in rule.parties if party not in agreed)
            return tuple(agreed), missing, rule.clause
    return None
