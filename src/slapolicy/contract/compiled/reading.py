"""Reading again what was read before: a case whose words are known needs no new look.

The case reader reads a case the first time, and what it found nothing about is kept by
its words: what is stated, what an event says, what it changes. A case that is made of
such words, and whose story is plainly in order, is put together from them; of any other
the case reader tells. So findings are only ever made there.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType, NoneType
from typing import Any

from attrs import frozen

from slapolicy.contract.case import Case, Event
from slapolicy.contract.case_reader import LIMITS, read_mapping
from slapolicy.contract.case_reader.events import MAKES_CONTACT, party_of
from slapolicy.contract.compiled.compiler import Compiled, compiled, kept
from slapolicy.contract.compiled.kinds import Kind
from slapolicy.contract.compiled.plain_way import GoesPlain, require_stated
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import Change, Story, change_of, stated_by
from slapolicy.contract.later import setters
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST

KEYS = frozenset(
    {"id", "plan", "addons", "parameters", "facts", "severity", "requests", "claims",
     "events"}
)  # fmt: skip
PLAIN = frozenset({bool, str, int, timedelta, date, NoneType})
"""Types of which two values that are equal read alike."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
CLOSES = frozenset({"agrees", "disagrees", "resolves", "withdraws"})
_new = object.__new__
_EMPTY: dict[str, Any] = {}
_NOTHING: Mapping[str, Any] = MappingProxyType(_EMPTY)
(
    _id, _requests, _claims, _used, _attempts, _findings, _story, _rest,
) = setters(
    Case, "id", "requests", "claims", "used", "attempts", "findings", "_story", "_rest",
)  # fmt: skip


@frozen(eq=False)
class First:
    """What a case states from the beginning, and the path that it begins."""

    parts: Mapping[str, Any]
    path: Path | str


@frozen(kw_only=True, eq=False)
class Said:
    """What an event says that was read before, but when, and what it changes.

    `width` is how many keys it has. `contact` are those whose wait a contact ends.
    """

    event: Event
    kind: Kind
    width: int
    opens: bool
    changes: bool
    waits: str | None
    resumes: bool
    closes: bool
    contact: frozenset[str]
    is_calm: bool


class Read:
    """Gives the parts of a case that was read again, by their names."""

    __slots__ = ("ats", "changes", "first", "said")

    def __init__(
        self,
        first: First,
        said: Sequence[Said],
        ats: Sequence[int],
        changes: Sequence[tuple[Change, ...] | None],
    ) -> None:
        self.first, self.said, self.ats, self.changes = first, said, ats, changes

    def __call__(self, _: Case, name: str) -> Any:
        """Give a part of the case."""
        if name != "events":
            return self.first.parts[name]
        return tuple(map(_event, self.said, self.ats, self.changes))


def _event(said: Said, at: int, changes: tuple[Change, ...] | None) -> Event:
    like = said.event
    return Event(
        at=at,
        type=like.type,
        by=like.by,
        via=like.via,
        waits_for=like.waits_for,
        facts=like.facts if changes is None else changes[0].facts,
        parameters=like.parameters,
    )


def read(policy: Policy, mapping: Mapping[str, Any], *, lenient: bool = False) -> Case:
    """Check a case given as Python values, as `case_reader.read_mapping` does.

    Raises:
        CaseError: With every finding, each with the path of its field.
    """
    shape = compiled(policy)
    found = _again(shape, mapping)
    if found is None:
        found = read_mapping(policy, mapping, lenient=lenient)
        if not found.findings and shape.why is None:
            _learn(policy, shape, mapping, found)
    return found


def _again(shape: Compiled, mapping: Any) -> Case | None:
    """Put a case together of what was read before; None if it must be read."""
    if type(mapping) is not dict or not mapping.keys() <= KEYS:
        return None
    try:
        first = shape.firsts.get(_first_key(mapping))
        asked = shape.asked.get(_asked_key(mapping))
        events, name = mapping["events"], mapping["id"]
        if first is None or asked is None or type(events) is not list or not events:
            return None
        if type(name) is not str or not _is_name(name) or len(events) > LIMITS.events:
            return None
        return _told(shape, name, first, asked, events)
    except (TypeError, KeyError):
        return None


def _is_name(name: str) -> bool:
    return 0 < len(name) <= LIMITS.name and name.isascii() and not name.isspace()


def _first_key(mapping: Mapping[str, Any]) -> Any:
    addons = mapping.get("addons")
    return (
        mapping.get("plan"),
        mapping.get("severity"),
        None if addons is None else _listed(addons),
        _values_key(mapping.get("facts", _EMPTY)),
        _values_key(mapping.get("parameters", _EMPTY)),
    )


def _values_key(values: Any) -> Any:
    if type(values) is not dict:
        raise TypeError
    return (*values.items(), *map(type, values.values()))


def _asked_key(mapping: Mapping[str, Any]) -> Any:
    return _listed(mapping.get("requests", ())), _listed(mapping.get("claims", ()))


def _listed(names: Any) -> tuple[Any, ...]:
    if type(names) is not list and type(names) is not tuple:
        raise TypeError
    return (*names,)


def _told(
    shape: Compiled,
    name: str,
    first: First,
    asked: tuple[tuple[str, ...], tuple[str, ...]],
    events: list[Any],
) -> Case | None:
    known_said, known_changes = shape.said, shape.changed
    said: list[Said] = []
    ats: list[int] = []
    kinds: list[Kind] = []
    changes: list[tuple[Change, ...] | None] = []
    moments: list[datetime] = []
    going: set[str] | None = None
    last = -1
    for event in events:
        if type(event) is not dict:
            return None
        get = event.get
        each = known_said.get((get("type"), get("by"), get("via"), get("for")))
        at = event["at"]
        if each is None or each.width != len(event) or type(at) is not datetime:
            return None
        if at.tzinfo is not UTC:
            return None
        instant = (at - EPOCH) // MICROSECOND
        if instant <= last or each.opens is not (last < 0):
            return None
        last = instant
        change = None
        if each.changes:
            change = known_changes.get(_values_key(event["facts"]))
            if change is None:
                return None
        elif not each.is_calm:
            going = set() if going is None else going
            if not _is_paired(going, each):
                return None
        said.append(each)
        ats.append(instant)
        kinds.append(each.kind)
        changes.append(change)
        moments.append(at)
    if last > LATEST:
        return None
    made: Case = _new(Case)
    _id(made, name)
    _requests(made, asked[0])
    _claims(made, asked[1])
    _used(made, _NOTHING)
    _attempts(made, ())
    _findings(made, ())
    _story(made, Story(shape, first.path, ats, kinds, changes, moments))
    _rest(made, Read(first, said, ats, changes))
    return made


def _is_paired(going: set[str], said: Said) -> bool:
    """Whether an event leaves the waits plainly in order; `going` are those so far."""
    if said.waits is not None:
        if said.waits in going:
            return False
        going.add(said.waits)
    elif said.resumes:
        role = said.event.waits_for
        if not going or (role is not None and role not in going):
            return False
        if role is None:
            going.clear()
        else:
            going.discard(role)
    elif said.closes:
        return not going
    else:
        going -= said.contact
    return True


def _learn(
    policy: Policy, shape: Compiled, mapping: Mapping[str, Any], case: Case
) -> None:
    """Keep the words of a case about which nothing was found."""
    events = mapping.get("events", ())
    if type(mapping) is not dict or len(events) != len(case.events):
        return
    try:
        require_stated(policy, case)
        _learn_first(policy, shape, mapping, case)
        for stated, event in zip(events, case.events, strict=True):
            _learn_event(policy, shape, stated, event)
    except (GoesPlain, TypeError):
        return


def _learn_first(
    policy: Policy, shape: Compiled, mapping: Mapping[str, Any], case: Case
) -> None:
    kept(shape.asked, _asked_key(mapping), (case.requests, case.claims))
    stated = (mapping.get("facts", _EMPTY), mapping.get("parameters", _EMPTY))
    types = {type(value) for values in stated for value in values.values()}
    key = _first_key(mapping)
    if types <= PLAIN and key not in shape.firsts:
        parts = {
            "plan": case.plan,
            "addons": case.addons,
            "parameters": case.parameters,
            "facts": case.facts,
            "severity": case.severity,
        }
        state = shape.state(policy, stated_by(policy, case))
        path = shape.path((state,)) if state.why is None else state.why
        kept(shape.firsts, key, First(parts, path))


def _learn_event(policy: Policy, shape: Compiled, stated: Any, event: Event) -> None:
    if type(stated) is not dict or event.id is not None or event.automatic:
        return
    words = (
        stated["type"], stated.get("by"), stated.get("via"), stated.get("for"),
    )  # fmt: skip
    changes = event.type == "changes"
    width = 1 + sum(each is not None for each in words) + changes
    if len(stated) != width or changes != ("facts" in stated):
        return
    if changes:
        facts = stated["facts"]
        if {type(value) for value in facts.values()} <= PLAIN:
            kept(shape.changed, _values_key(facts), (change_of(shape, event),))
    if words not in shape.said:
        verbs = {event.type, *policy.events.get(event.type, ())}
        party = party_of(policy, event.by)
        named = (event.by, party) if verbs & MAKES_CONTACT else ()
        contact = frozenset(name for name in named if name is not None)
        waits = event.waits_for if event.type == "waits" else None
        resumes, closes = event.type == "resumes", event.type in CLOSES
        made = Said(
            event=event,
            kind=shape.kind(policy, event),
            width=width,
            opens=event.type == "opens",
            changes=changes,
            waits=waits,
            resumes=resumes,
            closes=closes,
            contact=contact,
            is_calm=not (contact or waits or resumes or closes),
        )
        kept(shape.said, words, made)
