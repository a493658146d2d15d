"""Whether an event is one that a clock, a duty or a step speaks of.

Matching looks at events only, never at severity or coverage.
"""

from collections.abc import Iterable, Mapping

from slapolicy.contract.case import Event
from slapolicy.contract.evaluator.hours import HoursBook
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Policy, Role, Trigger

CONTACTS = ("writes", "calls")
MAKES_CONTACT = frozenset({"opens", "writes", "calls", "replies", "updates", "reopens"})


def acts_for(policy: Policy, by: str | None, role: str) -> bool:
    """Whether who acted is the role, or a role of the party named."""
    return _acts_for(policy.roles, by, role)


def _acts_for(roles: Mapping[str, Role], by: str | None, role: str) -> bool:
    if by is None or by == role:
        return by is not None
    known = roles.get(by)
    return known is not None and known.party == role


def _looks_like(roles: Mapping[str, Role], trigger: Trigger, event: Event) -> bool:
    if trigger.role is None or event.automatic or event.type == "notes":
        return False
    if not _acts_for(roles, event.by, trigger.role):
        return False
    if trigger.channels and event.via not in trigger.channels:
        return False
    if event.type in trigger.verbs:
        return True
    # An opening is also a contact by its channel.
    return (
        event.type == "opens"
        and bool(trigger.channels)
        and any(verb in CONTACTS for verb in trigger.verbs)
    )


class Ear:
    """Listens for what some triggers may speak of; it hears each kind of event once."""

    def __init__(self, policy: Policy, triggers: Iterable[Trigger]) -> None:
        self._roles = policy.roles
        self._triggers = tuple(triggers)
        self._kinds: dict[tuple[object, ...], bool] = {}

    def hears(self, event: Event) -> bool:
        """Whether an event looks like one of those named, wherever else it depends."""
        kind = (event.type, event.by, event.via, event.automatic)
        found = self._kinds.get(kind)
        if found is None:
            found = any(_looks_like(self._roles, t, event) for t in self._triggers)
            self._kinds[kind] = found
        return found


@once_a_policy
def ears(policy: Policy) -> dict[str, Ear]:
    """Give an ear for each clock: it hears all that may touch the clock."""
    return {
        name: Ear(policy, (*c.starts, *c.met, *c.lapses, *c.restarts))
        for name, c in policy.clocks.items()
    }


@once_a_policy
def _fulfilling(policy: Policy) -> Ear:
    return Ear(policy, [each for c in policy.clocks.values() for each in c.met])


class _Looked:
    """How many events were looked at, and the first two that were found."""

    def __init__(self) -> None:
        self.count = 0
        self.found: list[Event] = []


class Matcher:
    """Matches events of one case, in order, with the triggers of its policy.

    `seen` are the events that came before, which `after` looks at: more may be added,
    none taken away. `at_once` are those of this instant that come before, too.
    """

    def __init__(self, policy: Policy, hours: HoursBook) -> None:
        self._policy = policy
        self._hours = hours
        self.seen: list[Event] = []
        self.at_once: list[Event] = []
        self._looks: dict[int, _Looked] = {}

    def matches(self, triggers: Iterable[Trigger], event: Event) -> bool:
        """Whether the event is one of those named."""
        return any(self._is(trigger, event) for trigger in triggers)

    def _is(self, trigger: Trigger, event: Event) -> bool:
        if not self._looks_like(trigger, event):
            return False
        if trigger.calendar is not None:
            calendar = self._hours.calendar(trigger.calendar, event.at)
            if calendar.is_open(event.at) == trigger.outside:
                return False
        after = trigger.after
        return after is None or self._was_seen(after, event)

    def _was_seen(self, trigger: Trigger, event: Event) -> bool:
        """Whether another event than this one came before and is of those named."""
        looked = self._looks.setdefault(id(trigger), _Looked())
        while looked.count < len(self.seen) and len(looked.found) < 2:
            each = self.seen[looked.count]
            looked.count += 1
            if self._looks_like(trigger, each):
                looked.found.append(each)
        return any(each is not event for each in looked.found) or any(
            self._looks_like(trigger, each)
            for each in self.at_once
            if each is not event
        )

    def fulfils(self, event: Event) -> bool:
        """Whether it is of the kind that fulfils, whichever clock of the policy."""
        return _fulfilling(self._policy).hears(event)

    def _looks_like(self, trigger: Trigger, event: Event) -> bool:
        return _looks_like(self._policy.roles, trigger, event)

    def is_contact(self, event: Event, role: str) -> bool:
        """Whether it is a contact made by who is waited for."""
        if event.automatic or not acts_for(self._policy, event.by, role):
            return False
        verbs = self._policy.events.get(event.type, ())
        return event.type in MAKES_CONTACT or not MAKES_CONTACT.isdisjoint(verbs)
