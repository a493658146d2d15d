"""The pauses of a clock: waits for somebody, conditions, and the time a case is closed.

A clock pauses only as it says. A wait ends at `resumes`, or when the party waited for
makes contact (DESIGN, "Pauses").
"""

from bisect import bisect_right

from slapolicy.contract.evaluator.course import Pause, end_of
from slapolicy.contract.evaluator.happenings import Matcher, acts_for
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.life import Life, instants
from slapolicy.contract.evaluator.occurrences import Occurrence
from slapolicy.contract.evaluator.record import Snapshot
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.policy import Clock, Condition, PauseWaiting

Row = tuple[Pause, ...]
"""Pauses of which none begins before the one before it has ended."""


def waits(world: World) -> tuple[tuple[str, Pause], ...]:
    """Give each wait of a case: for whom, from when to when."""
    policy = world.policy
    matcher = Matcher(policy, world.hours)
    ended: list[tuple[str, Pause]] = []
    going: dict[str, int] = {}
    for at, events in instants(world.record.events):
        for event in events:
            for role in list(going):
                if event.type == "resumes":
                    ends = event.waits_for in (None, role)
                else:
                    ends = matcher.is_contact(event, role)
                if ends:
                    ended.append((role, (going.pop(role), at)))
        for event in events:
            if event.type == "waits" and event.waits_for is not None:
                going.setdefault(event.waits_for, at)
    ended.extend((role, (at, None)) for role, at in going.items())
    return tuple(ended)


def pauses_of_each(
    world: World,
    life: Life,
    clock: Clock,
    waited: tuple[tuple[str, Pause], ...],
    happened: tuple[Occurrence, ...],
) -> list[tuple[Row, ...]]:
    """Give the pauses of each occurrence; those of what was bought alike are shared.

    Raises:
        HoursMissing: if it cannot be told whether the clock stands still.
    """
    found: list[tuple[Row, ...]] = []
    last: Snapshot | None = None
    for occurrence in happened:
        fixed = world.record.snapshot(occurrence.fixed_at)
        if last is None or not fixed.has_bought_as(last):
            found.append(_pauses(world, life, clock, waited, fixed))
        else:
            found.append(found[-1])
        last = fixed
    return found


def _pauses(
    world: World,
    life: Life,
    clock: Clock,
    waited: tuple[tuple[str, Pause], ...],
    fixed: Snapshot,
) -> tuple[Row, ...]:
    """Give the pauses of an occurrence of a clock; one that goes on has no end.

    Plan, add-ons and parameters are those of `fixed`, the start of the occurrence.
    """
    found: list[Row] = [life.closures()]
    for each in clock.pauses:
        if isinstance(each, PauseWaiting):
            for role in {role: None for role, _ in waited}:
                if acts_for(world.policy, role, each.role):
                    found.append(tuple(p for who, p in waited if who == role))
        else:
            found.append(tuple(_while(world, each.condition, fixed)))
    return tuple(found)


def within(rows: tuple[Row, ...], since: int, until: int) -> tuple[Pause, ...]:
    """Give the pauses that end after an instant and begin up to a later one."""
    found: list[Pause] = []
    for row in rows:
        first = bisect_right(row, since, key=end_of)
        found += row[first : bisect_right(row, until, lo=first, key=_begin)]
    return tuple(found)


def _begin(pause: Pause) -> int:
    return pause[0]


def _while(world: World, condition: Condition, fixed: Snapshot) -> list[Pause]:
    found: list[Pause] = []
    begun: int | None = None
    for at in world.breaks:
        truth = judge(condition, world.hours.moment(at, fixed))
        if truth.holds is None:
            raise HoursMissing(*truth.needs)
        holds = truth.holds
        if holds and begun is None:
            begun = at
        elif not holds and begun is not None:
            found.append((begun, at))
            begun = None
    if begun is not None:
        found.append((begun, None))
    return found
