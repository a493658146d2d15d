"""The pauses of a clock: waits for somebody, conditions, and the time a case is closed.

A clock pauses only as it says. A wait ends at `resumes`, or when the party waited for
makes contact (DESIGN, "Pauses").
"""

from slapolicy.contract.evaluator.course import Pause
from slapolicy.contract.evaluator.happenings import Matcher, acts_for
from slapolicy.contract.evaluator.hours import HoursMissing
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.life import Life, instants
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.policy import Clock, Condition, PauseWaiting


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


def pauses(
    world: World, life: Life, clock: Clock, waited: tuple[tuple[str, Pause], ...]
) -> tuple[Pause, ...]:
    """Give the pauses of one clock; one that goes on has no end.

    Raises:
        HoursMissing: if it cannot be told whether the clock stands still.
    """
    found: list[Pause] = list(life.closures())
    for each in clock.pauses:
        if isinstance(each, PauseWaiting):
            found += [
                pause
                for role, pause in waited
                if acts_for(world.policy, role, each.role)
            ]
        else:
            found += _while(world, each.condition)
    return tuple(found)


def _while(world: World, condition: Condition) -> list[Pause]:
    found: list[Pause] = []
    begun: int | None = None
    for at in world.breaks:
        truth = judge(condition, world.hours.moment(at))
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
