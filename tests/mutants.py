"""A policy with one thing taken out of it, for each thing that can be."""

from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from slapolicy.contract.policy import Calendar, Clock, Contact, Policy

Value = TypeVar("Value")

RULES = (
    "severities", "grants", "exclusions", "disclaimers", "quotas", "targets", "duties",
    "rights", "contacts", "alerts", "deferrals", "intakes", "collections",
    "resolutions",
)  # fmt: skip


def changed_to(value: Value, **changes: Any) -> Value:
    """Give a value with some of its fields changed."""
    changed: Value = attrs.evolve(value, **changes)  # type: ignore[misc]  # any of them
    return changed


def mutants(policy: Policy) -> Iterator[tuple[str, Policy]]:
    """Give each mutant, with what it lacks."""
    for kind in RULES:
        rules = getattr(policy, kind)
        for index, rule in enumerate(rules):
            rest = (*rules[:index], *rules[index + 1 :])
            name = f"{kind} {rule.clause} line {rule.span.place[0]} {_detail(rule)}"
            yield name, changed_to(policy, **{kind: rest})
    yield from _parts_of_rules(policy)
    for clock in policy.clocks.values():
        for what, changed in _clock_mutants(clock):
            clocks = {**policy.clocks, clock.name: changed}
            yield f"clock {clock.name}: {what}", changed_to(policy, clocks=clocks)
    for calendar in policy.calendars.values():
        for what, other in _calendar_mutants(calendar):
            calendars = {**policy.calendars, calendar.name: other}
            yield (
                f"calendar {calendar.name}: {what}",
                changed_to(policy, calendars=calendars),
            )


def _detail(rule: object) -> str:
    for name in ("name", "service", "clock", "outcome", "role", "to"):
        value = getattr(rule, name, None)
        if value:
            return str(value)
    return ""


def _parts_of_rules(policy: Policy) -> Iterator[tuple[str, Policy]]:
    for kind, part in (
        ("contacts", "channels"),
        ("collections", "facts"),
        ("intakes", "steps"),
        ("grants", "without"),
    ):
        rules = getattr(policy, kind)
        for index, rule in enumerate(rules):
            values = getattr(rule, part)
            if isinstance(rule, Contact) and len(values) < 2:
                continue
            for value in values:
                fewer = changed_to(
                    rule, **{part: tuple(v for v in values if v is not value)}
                )
                changed = (*rules[:index], fewer, *rules[index + 1 :])
                yield (
                    f"{kind} {rule.clause}: without {part} {value}",
                    changed_to(policy, **{kind: changed}),
                )
    for kind in ("grants", "targets", "severities", "duties", "alerts"):
        rules = getattr(policy, kind)
        for index, rule in enumerate(rules):
            for part in (
                ("when", "until") if rule.severities else ("when", "on", "until")
            ):
                if getattr(rule, part, None):
                    bare = changed_to(rule, **{part: () if part == "until" else None})
                    changed = (*rules[:index], bare, *rules[index + 1 :])
                    yield (
                        (
                            f"{kind} {rule.clause} line {rule.span.place[0]} "
                            f"{_detail(rule)}: without `{part}`"
                        ),
                        changed_to(policy, **{kind: changed}),
                    )


def _clock_mutants(clock: Clock) -> Iterator[tuple[str, Clock]]:
    for part in ("starts", "met", "pauses", "lapses", "restarts"):
        values = getattr(clock, part)
        for value in values:
            fewer = tuple(each for each in values if each is not value)
            yield f"without {part} {value}", changed_to(clock, **{part: fewer})
    for trigger in clock.starts:
        for what, change in (
            ("after", {"after": None}),
            ("via", {"channels": ()}),
            ("hours", {"calendar": None}),
        ):
            bare = changed_to(trigger, **change)
            if bare != trigger:
                starts = tuple(bare if t is trigger else t for t in clock.starts)
                yield f"starts without {what}", changed_to(clock, starts=starts)
    if clock.each:
        yield "starts once only", changed_to(clock, each=False)
    if clock.restarts_with_severity:
        yield (
            "no restart with severity",
            changed_to(clock, restarts_with_severity=False),
        )


def _calendar_mutants(calendar: Calendar) -> Iterator[tuple[str, Calendar]]:
    for index, branch in enumerate(calendar.branches):
        rest = (*calendar.branches[:index], *calendar.branches[index + 1 :])
        if rest:
            yield f"without branch {index}", changed_to(calendar, branches=rest)
        for part in ("weeks", "dates", "closed", "yearly", "holidays"):
            lines = getattr(branch.hours, part)
            for line in lines:
                fewer = tuple(each for each in lines if each is not line)
                if part == "weeks" and not fewer:
                    continue
                hours = changed_to(branch.hours, **{part: fewer})
                branches = (
                    *calendar.branches[:index],
                    changed_to(branch, hours=hours),
                    *calendar.branches[index + 1 :],
                )
                yield (
                    f"branch {index} without {part}",
                    changed_to(calendar, branches=branches),
                )
