"""What the events of a case say together: one opening, ids, order, waits in pairs.

Only what is odd or contradictory is reported here; what follows from the events is
said in the evaluator.
"""

from collections import Counter

from attrs import astuple, evolve

from slapolicy.contract.case import Event
from slapolicy.contract.case_reader.events import MAKES_CONTACT, party_of
from slapolicy.contract.case_reader.fields import Desk
from slapolicy.contract.case_reader.instants import in_words

Placed = tuple[str, Event]
"""An event with its path."""

_ORDER = {"opens": 0, "resumes": 1, "waits": 3}


def take_story(desk: Desk, events: tuple[Placed, ...]) -> tuple[Event, ...]:
    """Give the events in the order given, each once; report what is odd about them."""
    once = _each_once(desk, events)
    opening = _opening(desk, once)
    _report_order(desk, once)
    _report_outside(desk, once, opening)
    if opening is not None:
        alive = [placed for placed in once if placed[1].at >= opening.at]
        alive.sort(key=lambda placed: (placed[1].at, _ORDER.get(placed[1].type, 2)))
        _Waits(desk).walk(alive)
    return tuple(event for _, event in once)


def _content(event: Event) -> str:
    """Give all that an event says but its id, as text: texts are safe to look up."""
    same = evolve(
        event,
        id=None,
        facts=dict(sorted(event.facts.items())),
        parameters=dict(sorted(event.parameters.items())),
    )
    return repr(astuple(same, recurse=False))


def _each_once(desk: Desk, events: tuple[Placed, ...]) -> tuple[Placed, ...]:
    at_once = Counter(event.at for _, event in events)
    seen: dict[tuple[str | None, str], str] = {}
    ids: dict[str, str] = {}
    kept: list[Placed] = []
    for path, event in events:
        # What stands alone in its instant is no other event again.
        said = _content(event) if at_once[event.at] > 1 else path
        key = (event.id, said)
        if key in seen:
            message = f"this event is that of `{seen[key]}` again: it counts once"
            hint = "leave it out, or give each an `id` if both happened"
            desk.report.add("SLA643", path, message, hint)
            continue
        if event.id is not None and event.id in ids:
            message = f"the id stands already at `{ids[event.id]}`, for another event"
            hint = "give each event an id of its own"
            desk.report.add("SLA642", f"{path}.id", message, hint)
        seen[key] = path
        if event.id is not None:
            ids.setdefault(event.id, path)
        kept.append((path, event))
    return tuple(kept)


def _opening(desk: Desk, events: tuple[Placed, ...]) -> Event | None:
    openings = [placed for placed in events if placed[1].type == "opens"]
    for path, _ in openings[1:]:
        message = f"the case opens a second time, after `{openings[0][0]}`"
        hint = "write `writes` or `calls` for a later contact, `reopens` after an end"
        desk.report.add("SLA641", f"{path}.type", message, hint)
    return openings[0][1] if openings else None


def _report_order(desk: Desk, events: tuple[Placed, ...]) -> None:
    latest = None
    for path, event in events:
        if latest is not None and event.at < latest:
            message = "the events are not in order of time: they are sorted"
            desk.report.add(
                "SLA649", path, message, "check this instant, if that is new"
            )
            return
        latest = event.at
    return


def _report_outside(
    desk: Desk, events: tuple[Placed, ...], opening: Event | None
) -> None:
    for path, event in events:
        if event.type == "changes":
            continue
        if opening is None:
            if desk.report.stops:  # what could not be read may be the opening
                return
            message = "nothing that happens counts, as the case never opens"
            desk.report.add("SLA644", path, message, "add its `opens`")
            return
        if event.at < opening.at:
            opened = in_words(opening.at, desk.policy.agreement.zone)
            message = f"`{event.type}` is before the case opens at {opened}"
            hint = "before that only `changes` count"
            desk.report.add("SLA644", path, message, hint)
    return


class _Waits:
    """Pairs each wait with what ends it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: dict[str, str] = {}
        self._ended: set[str] = set()
        self._agreed: set[str | None] = set()

    def walk(self, events: list[Placed]) -> None:
        """Go through the events in order, and report what has no other half."""
        for path, event in events:
            match event.type:
                case "waits":
                    self._wait(path, event)
                case "resumes":
                    self._resume(path, event)
                case _:
                    self._contact(event)
                    self._closing(event)

    def _wait(self, path: str, event: Event) -> None:
        role = event.waits_for or ""
        if role in self._waiting:
            since = f"`{self._waiting[role]}`"
            message = f"`{role}` is waited for since {since}: the two are one wait"
            hint = "leave out the second, or add the `resumes` between them"
            self._desk.report.add("SLA648", path, message, hint)
        self._waiting.setdefault(role, path)
        self._ended.discard(role)

    def _resume(self, path: str, event: Event) -> None:
        known = {*self._waiting, *self._ended}
        ended = known if event.waits_for is None else known & {event.waits_for}
        if not ended:
            whom = f" for `{event.waits_for}`" if event.waits_for else ""
            message = f"no wait{whom} goes on that this could end: it has no effect"
            self._desk.report.add("SLA646", path, message, "add its `waits`")
        for role in ended:
            self._waiting.pop(role, None)
            self._ended.discard(role)

    def _contact(self, event: Event) -> None:
        verbs = {event.type, *self._desk.policy.events.get(event.type, ())}
        if event.automatic or not verbs & MAKES_CONTACT:
            return
        party = party_of(self._desk.policy, event.by)
        for role in [r for r in self._waiting if r in (event.by, party)]:
            del self._waiting[role]
            self._ended.add(role)

    def _closing(self, event: Event) -> None:
        policy = self._desk.policy
        match event.type:
            case "agrees":
                self._agreed.add(party_of(policy, event.by))
            case "disagrees":
                self._agreed.discard(party_of(policy, event.by))
            case "resolves":
                self._agreed.add(policy.agreement.supplier.name)
        parties = {policy.agreement.supplier.name, policy.agreement.customer.name}
        alone = event.type == "resolves" and not policy.resolutions
        if event.type == "withdraws" or alone or self._agreed >= parties:
            for role, path in self._waiting.items():
                message = f"the wait for `{role}` goes on when the case ends"
                hint = "add its `resumes`, if it ended before"
                self._desk.report.add("SLA647", path, message, hint)
            self._waiting.clear()
            self._ended.clear()
            self._agreed.clear()
