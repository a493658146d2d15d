"""Clocks that nothing can start: only outside hours that are always open."""

from collections.abc import Iterator

from slapolicy.analysis.inventory import in_order, ticked
from slapolicy.contract.policy import Clock, Policy, Trigger
from slapolicy.finding import Finding
from slapolicy.worktime import Hours

_DAY = 24 * 60  # minutes


def never_started(policy: Policy) -> tuple[Finding, ...]:
    """Find clocks that start only at instants that there are none of."""
    return in_order(_found(policy))


def _found(policy: Policy) -> Iterator[Finding]:
    for clock in policy.clocks.values():
        if cannot_start(policy, clock):
            names = ticked(dict.fromkeys(t.calendar or "" for t in clock.starts))
            where = f"(clause `{clock.clauses[0]}`)" if clock.clauses else "(no clause)"
            yield Finding(
                "SLA466",
                f"`{clock.name}` {where} starts only outside {names}, which is always "
                "open: so it never starts",
                span=clock.span,
                hint="say `during` these hours, or leave the hours out",
            )


def cannot_start(policy: Policy, clock: Clock) -> bool:
    """Whether nothing that happens at any instant may start a clock."""
    return bool(clock.starts) and all(_cannot(policy, each) for each in clock.starts)


def _cannot(policy: Policy, trigger: Trigger) -> bool:
    calendar = policy.calendars.get(trigger.calendar or "")
    if calendar is None or not trigger.outside:
        return False
    return all(_is_always_open(branch.hours) for branch in calendar.branches)


def _is_always_open(hours: Hours) -> bool:
    if hours.holidays or hours.closed or hours.yearly:
        return False
    days = [day for week in hours.weeks for day in week.days]
    days += [dated.spans for dated in hours.dates]
    return bool(days) and all(_is_whole(spans) for spans in days)


def _is_whole(spans: tuple[tuple[int, int], ...]) -> bool:
    reached = 0
    for opens, closes in sorted(spans):
        if opens > reached:
            return False
        reached = max(reached, closes)
    return reached >= _DAY
