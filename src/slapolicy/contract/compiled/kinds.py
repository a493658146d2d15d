"""What happens at an instant, with all that it may touch: looked up by its words.

Whether an event is one that a clock speaks of is asked of `happenings`, once for each
type, role and channel. What is said of the order within an instant (DESIGN, "Order")
becomes the order in which the parts of a kind are read in `walk`.
"""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from slapolicy.contract.case import Event
from slapolicy.contract.compiled.plain_way import AFTER_AT_ONCE, DEFERRED, GoesPlain
from slapolicy.contract.evaluator.happenings import Ear, Matcher, acts_for
from slapolicy.contract.policy import Policy, Trigger

Words = tuple[str, str | None, str | None, str | None, bool]
"""Type, by whom, via what, waiting for whom, automatic: two alike touch the same."""


@frozen
class Only:
    """What must hold besides, for an event to be the one that is spoken of.

    `calendar` is open then (or shut, if `outside`); `after` is a bit: another event of
    those named came before.
    """

    calendar: str | None
    outside: bool
    after: int


Heard = bool | tuple[Only, ...]
"""Whether an event is spoken of: yes, no, or only if one of these holds."""


Note = tuple[int, int]
"""What is noted besides: the end of a duty (its number, -1), the step of an intake."""


@frozen(kw_only=True, eq=False)
class Touch:
    """What it may do to one clock (by its number)."""

    clock: int
    opening_starts: Heard = False
    starts: Heard = False
    met: Heard = False
    lapses: Heard = False
    restarts: Heard = False


@frozen(kw_only=True, eq=False)
class Kind:
    """What happens at an instant.

    `says`: which parties agree (True) or no longer do. `ends_waits`: for whom it ends a
    wait (None: for all). `marks` are the bits of what may have to come before others.
    `concludes`: whether it may end the case. `noted`: what it may be of the duties and
    the steps of the policy.
    """

    opens: bool = False
    changes: bool = False
    touches: tuple[Touch, ...] = ()
    says: tuple[tuple[str, bool], ...] = ()
    withdraws: bool = False
    resolves: bool = False
    reopens: bool = False
    concludes: bool = False
    ends_waits: frozenset[str] | None = frozenset()
    waits: tuple[str, ...] = ()
    moves_waits: bool = False
    marks: int = 0
    ends_by: tuple[tuple[int, Heard], ...] = ()
    noted: tuple[tuple[Note, Heard], ...] = ()
    why: str | None = None


QUIET = Kind(changes=True)
"""Nothing that anybody does: something has lasted long enough."""


def words_of(event: Event) -> Words:
    """Give the words of an event."""
    return (event.type, event.by, event.via, event.waits_for, event.automatic)


def afters_of(policy: Policy) -> tuple[Trigger, ...]:
    """Give what others must come after, each once, in order of its bit."""
    triggers = [
        each
        for clock in policy.clocks.values()
        for each in (*clock.starts, *clock.met, *clock.lapses, *clock.restarts)
    ]
    triggers += [each for rule in policy.resolutions for each in rule.triggers]
    triggers += [each for rule in policy.duties for each in rule.until]
    triggers += [step.trigger for rule in policy.intakes for step in rule.steps]
    found = {id(t.after): t.after for t in triggers if t.after is not None}
    return tuple(found.values())


def kind_of(policy: Policy, afters: Sequence[Trigger], event: Event) -> Kind:
    """Give the kind of an event that stands alone in its instant."""
    bits = {id(trigger): 1 << n for n, trigger in enumerate(afters)}

    def heard(triggers: Iterable[Trigger]) -> Heard:
        only: list[Only] = []
        for each in triggers:
            if not Ear(policy, (each,)).hears(event):
                continue
            if each.calendar is None and each.after is None:
                return True
            after = 0 if each.after is None else bits[id(each.after)]
            only.append(Only(each.calendar, each.outside, after))
        return tuple(only) or False

    touches = []
    for number, clock in enumerate(policy.clocks.values()):
        starts = heard(clock.starts)
        touch = Touch(
            clock=number,
            opening_starts=starts if event.type == "opens" else False,
            starts=False if event.type == "opens" else starts,
            met=False if event.type == "opens" else heard(clock.met),
            lapses=False if event.type == "opens" else heard(clock.lapses),
            restarts=False if event.type == "opens" else heard(clock.restarts),
        )
        if any(
            (touch.opening_starts, touch.starts, touch.met, touch.lapses,
             touch.restarts)
        ):  # fmt: skip
            touches.append(touch)
    is_deferred = any(Ear(policy, r.triggers).hears(event) for r in policy.deferrals)
    ends_by = tuple(
        (number, found)
        for number, rule in enumerate(policy.resolutions)
        if (found := heard(rule.triggers))
    )
    noted = [((n, -1), heard(rule.until)) for n, rule in enumerate(policy.duties)]
    noted += [
        ((number, place), heard((step.trigger,)))
        for number, rule in enumerate(policy.intakes)
        for place, step in enumerate(rule.steps)
    ]
    role = policy.roles.get(event.by or "")
    says: tuple[tuple[str, bool], ...] = ()
    if role is not None and event.type in ("agrees", "resolves", "disagrees"):
        says = ((role.party, event.type != "disagrees"),)
    ends_waits = _ends_waits(policy, event)
    waits = (event.waits_for,) if event.type == "waits" and event.waits_for else ()
    customer = policy.agreement.customer.name
    withdraws = event.type == "withdraws" and acts_for(policy, event.by, customer)
    return Kind(
        opens=event.type == "opens",
        changes=event.type == "changes",
        touches=tuple(touches),
        says=says,
        withdraws=withdraws,
        resolves=event.type == "resolves",
        reopens=event.type == "reopens",
        concludes=bool(says or withdraws or ends_by),
        ends_waits=ends_waits,
        waits=waits,
        moves_waits=ends_waits is None or bool(ends_waits or waits),
        marks=sum(
            1 << n for n, t in enumerate(afters) if Ear(policy, (t,)).hears(event)
        ),
        ends_by=ends_by,
        noted=tuple((note, found) for note, found in noted if found),
        why=DEFERRED if is_deferred else None,
    )


def _ends_waits(policy: Policy, event: Event) -> frozenset[str] | None:
    if event.type == "resumes":
        return None if event.waits_for is None else frozenset({event.waits_for})
    role = policy.roles.get(event.by or "")
    names = {event.by, None if role is None else role.party} - {None}
    is_contact = _listener(policy).is_contact
    return frozenset(name for name in names if name and is_contact(event, name))


def _listener(policy: Policy) -> Matcher:
    return Matcher(policy, None)  # type: ignore[arg-type]  # contacts ask no hours


def joined(kinds: Sequence[Kind]) -> Kind:
    """Give the kind of several events at one instant, in the order given.

    Raises:
        GoesPlain: One of them must come after another.
    """
    by_clock: dict[int, Touch] = {}
    for kind in kinds:
        for touch in kind.touches:
            known = by_clock.get(touch.clock)
            by_clock[touch.clock] = touch if known is None else _both(known, touch)
    touches = tuple(by_clock[number] for number in sorted(by_clock))
    all_waits = [kind.ends_waits for kind in kinds]
    ends_by = tuple(each for kind in kinds for each in kind.ends_by)
    noted = tuple(each for kind in kinds for each in kind.noted)
    heard = [h for t in touches for h in (t.opening_starts, t.starts, t.met, t.lapses,
             t.restarts)]  # fmt: skip
    heard += [each for _, each in (*ends_by, *noted)]
    if any(only.after for each in heard if not isinstance(each, bool) for only in each):
        raise GoesPlain(AFTER_AT_ONCE)
    return evolve(
        kinds[0],
        opens=any(kind.opens for kind in kinds),
        changes=any(kind.changes for kind in kinds),
        touches=touches,
        says=tuple(each for kind in kinds for each in kind.says),
        withdraws=any(kind.withdraws for kind in kinds),
        resolves=any(kind.resolves for kind in kinds),
        reopens=any(kind.reopens for kind in kinds),
        concludes=any(kind.concludes for kind in kinds),
        ends_waits=None
        if None in all_waits
        else frozenset().union(*(each for each in all_waits if each is not None)),
        waits=tuple(each for kind in kinds for each in kind.waits),
        moves_waits=any(kind.moves_waits for kind in kinds),
        marks=_any_bit(kind.marks for kind in kinds),
        ends_by=ends_by,
        noted=noted,
        why=next((kind.why for kind in kinds if kind.why), None),
    )


def _any_bit(bits: Iterable[int]) -> int:
    found = 0
    for each in bits:
        found |= each
    return found


def _both(one: Touch, other: Touch) -> Touch:
    def either(a: Heard, b: Heard) -> Heard:
        if isinstance(a, bool) or isinstance(b, bool):
            return True if True in (a, b) else a or b
        return (*a, *b)

    return Touch(
        clock=one.clock,
        opening_starts=either(one.opening_starts, other.opening_starts),
        starts=either(one.starts, other.starts),
        met=either(one.met, other.met),
        lapses=either(one.lapses, other.lapses),
        restarts=either(one.restarts, other.restarts),
    )
