"""What is known of a case as of an instant: its events in order, its facts over time.

Only events up to and including the instant are looked at. What follows from them is not
said here. What happens at one instant comes in this order (DESIGN, "Order"): the
opening, what fulfils, what falls due, changes, ends of waits, what starts a clock, new
waits, the end, the reopening.
"""

from bisect import bisect_right
from collections.abc import Mapping

from attrs import evolve, field

from slapolicy.contract.case import Attempt, Case, Event
from slapolicy.contract.evaluator.cut import Cut
from slapolicy.contract.policy import Policy, Subject, Value
from slapolicy.values import frozen


@frozen
class Snapshot:
    """What the case states at an instant.

    `unknown_since`: since when something is unknown that was known before; each such
    stretch may have a value of its own.
    """

    plan: str | None
    addons: tuple[str, ...] | None
    parameters: Mapping[str, Value | None]
    facts: Mapping[str, Value | None]
    severity: str | None
    unknown_since: Mapping[Subject, int] = field(factory=dict)

    def has_bought_as(self, other: "Snapshot") -> bool:
        """Whether no change of what was bought lies between the two."""
        return (
            self.plan is other.plan
            and self.addons is other.addons
            and self.parameters is other.parameters
        )

    def as_bought_in(self, other: "Snapshot") -> "Snapshot":
        """Give the same facts with the plan, add-ons and parameters of another."""
        since = {k: t for k, t in self.unknown_since.items() if k.kind != "parameter"}
        since |= {k: t for k, t in other.unknown_since.items() if k.kind == "parameter"}
        return Snapshot(
            other.plan,
            other.addons,
            other.parameters,
            self.facts,
            self.severity,
            since,
        )


@frozen
class Record:
    """A case as it was known at `at`.

    `opened_at` is None until it opens. `events` are those that count, sorted by instant
    and, within one, as given: all from the opening on. `changes` are the instants from
    which `snapshots` hold; the first holds from the beginning. Of a case that was `cut`
    only the events that still count are there.
    """

    case: Case
    at: int
    known_until: int
    opened_at: int | None
    opening: Event | None
    events: tuple[Event, ...]
    changes: tuple[int, ...]
    snapshots: tuple[Snapshot, ...]
    attempts: tuple[Attempt, ...]
    begins_at: int | None
    cut: Cut | None = None

    def snapshot(self, at: int) -> Snapshot:
        """Give what the case states at an instant (changes at it included)."""
        return self.snapshots[bisect_right(self.changes, at)]

    def seen_at(self, at: int) -> "Record":
        """Give the same knowledge, looked at from a later instant."""
        return evolve(self, at=at)


def record(policy: Policy, case: Case, at: int) -> Record:
    """Gather what is known of a case at an instant."""
    known = sorted(
        (event for event in case.events if event.at <= at), key=lambda event: event.at
    )
    opening = next((event for event in known if event.type == "opens"), None)
    opened_at = None if opening is None else opening.at
    first = Snapshot(
        case.plan,
        case.addons,
        {**_defaults(policy), **case.parameters},
        case.facts,
        case.severity,
    )
    changes: list[int] = []
    snapshots = [first]
    for event in known:
        if event.type != "changes":
            continue
        if not changes or changes[-1] != event.at:
            changes.append(event.at)
            snapshots.append(snapshots[-1])
        snapshots[-1] = _changed(snapshots[-1], event, snapshots[-2])
    attempts = tuple(sorted((a for a in case.attempts if a.at <= at), key=_instant))
    starts = [event.at for event in known[:1]] + [a.at for a in attempts[:1]]
    return Record(
        case=case,
        at=at,
        known_until=at,
        opened_at=opened_at,
        opening=opening,
        events=tuple(
            event for event in known if opened_at is not None and event.at >= opened_at
        ),
        changes=tuple(changes),
        snapshots=tuple(snapshots),
        attempts=attempts,
        begins_at=min(starts, default=None),
    )


def _instant(attempt: Attempt) -> int:
    return attempt.at


def _defaults(policy: Policy) -> dict[str, Value]:
    return {
        name: parameter.otherwise
        for name, parameter in policy.parameters.items()
        if parameter.otherwise is not None
    }


def _changed(now: Snapshot, event: Event, before: Snapshot) -> Snapshot:
    """Give what holds after an event; `before` held before its instant."""
    facts = {**now.facts, **event.facts} if event.facts else now.facts
    parameters = (
        {**now.parameters, **event.parameters} if event.parameters else now.parameters
    )
    return Snapshot(
        now.plan if event.plan is None else event.plan,
        now.addons if event.addons is None else event.addons,
        parameters,
        facts,
        now.severity if event.severity is None else event.severity,
        _unknown_since(before, facts, parameters, event.at),
    )


def _unknown_since(
    before: Snapshot,
    facts: Mapping[str, Value | None],
    parameters: Mapping[str, Value | None],
    at: int,
) -> Mapping[Subject, int]:
    """Give what is unknown again after an instant, and since when.

    What was said and taken back within the instant changes nothing.
    """
    since = dict(before.unknown_since)
    pairs = [
        *((Subject("parameter", n), before.parameters.get(n), v)
          for n, v in parameters.items()),
        *((Subject("fact", n), before.facts.get(n), v) for n, v in facts.items()),
        *((Subject("indicator", n), before.facts.get(n), v) for n, v in facts.items()),
    ]  # fmt: skip
    for subject, was, value in pairs:
        if value is not None:
            since.pop(subject, None)
        elif was is not None:
            since[subject] = at
    return since
