"""Why a clock stood still: each stretch of a pause, with what caused it."""

from attrs import frozen

from slapolicy.contract.evaluator.course import FOREVER, Pause
from slapolicy.contract.evaluator.happenings import Matcher, acts_for
from slapolicy.contract.evaluator.judge import judge
from slapolicy.contract.evaluator.leg import Leg
from slapolicy.contract.evaluator.life import Life
from slapolicy.contract.evaluator.pauses import waits
from slapolicy.contract.evaluator.record import Snapshot
from slapolicy.contract.evaluator.world import World
from slapolicy.contract.explanation.asked import grounds
from slapolicy.contract.explanation.happened import told
from slapolicy.contract.explanation.step import Step, step
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Clock, PauseWaiting


@frozen
class Stop:
    """A stretch in which a clock stood still. `end` is None while it goes on."""

    start: int
    end: int | None
    because: tuple[Step, ...]


def stops(
    view: View, world: World, life: Life, clock: Clock, leg: Leg
) -> tuple[Stop, ...]:
    """Give the pauses of a leg, in order, each with all that caused it."""
    fixed = world.record.snapshot(leg.course.start)
    causes = _causes(view, world, life, clock, fixed)
    found: list[Stop] = []
    for begin, end in leg.pauses:
        until = FOREVER if end is None else end
        mine = [why for (b, e), why in causes if b < until and begin < _or_forever(e)]
        unique = tuple(each for i, each in enumerate(mine) if each not in mine[:i])
        found.append(Stop(begin, end, unique))
    return tuple(found)


def _or_forever(at: int | None) -> int:
    return FOREVER if at is None else at


def _causes(
    view: View, world: World, life: Life, clock: Clock, fixed: Snapshot
) -> list[tuple[Pause, Step]]:
    found: list[tuple[Pause, Step]] = [
        (closure, step("because_closed")) for closure in life.closures()
    ]
    for each in clock.pauses:
        if isinstance(each, PauseWaiting):
            for role, pause in waits(world):
                either = acts_for(world.policy, role, each.role) or acts_for(
                    world.policy, each.role, role
                )
                if either:
                    found.append((pause, _waiting(view, world, role, pause)))
            continue
        begun: tuple[int, Step] | None = None
        for at in world.breaks:
            moment = world.hours.moment(at, fixed)
            holds = bool(judge(each.condition, moment).holds)
            if holds and begun is None:
                why = grounds(view, each.condition, moment)
                begun = (at, step("because_condition", why=why))
            elif not holds and begun is not None:
                found.append(((begun[0], at), begun[1]))
                begun = None
        if begun is not None:
            found.append(((begun[0], None), begun[1]))
    return found


def _waiting(view: View, world: World, role: str, pause: Pause) -> Step:
    ended = step("nothing")
    if pause[1] is not None:
        matcher = Matcher(world.policy, world.hours)
        for event in world.record.events:
            ends = event.type == "resumes" or matcher.is_contact(event, role)
            if event.at == pause[1] and ends:
                ended = step("until_event", event=told(view, event))
                break
    return step("because_waiting", whom=view.who(role), ended=ended)
