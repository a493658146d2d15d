"""The words of cases that were read before: what is stated, said and changed.

The case reader reads a case the first time; what it found nothing about is kept here.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType, NoneType
from typing import Any

from attrs import field, frozen

from slapolicy.contract.case import Case, Event
from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.case_reader.events import MAKES_CONTACT, party_of, take_event
from slapolicy.contract.case_reader.fields import Desk
from slapolicy.contract.case_reader.report import Report
from slapolicy.contract.compiled.compiler import Compiled, kept
from slapolicy.contract.compiled.kinds import Kind
from slapolicy.contract.compiled.plain_way import GoesPlain, require_stated
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import (
    Change,
    Happening,
    change_of,
    happening,
    stated_by,
)
from slapolicy.contract.policy import Policy
from slapolicy.worktime import to_datetime

PLAIN = frozenset({bool, str, int, timedelta, date, NoneType})
"""Types of which two values that are equal read alike."""
CLOSES = frozenset({"agrees", "disagrees", "resolves", "withdraws"})
_EMPTY: dict[str, Any] = {}
NOTHING: Mapping[str, Any] = MappingProxyType(_EMPTY)
SOME_MOMENT: datetime = to_datetime(0)


@frozen(eq=False)
class First:
    """What a case states from the beginning, and the path that it begins."""

    parts: Mapping[str, Any]
    path: Path | str


@frozen(kw_only=True, eq=False)
class Said:
    """What an event says that was read before, but when, and what it changes.

    `width` is how many keys it has. `contact` are those whose wait a contact ends.
    `changing` is what happens when it changes something, by the words of that.
    """

    event: Event
    kind: Kind
    happening: Happening
    width: int
    opens: bool
    changes: bool
    waits: str | None
    resumes: bool
    closes: bool
    contact: frozenset[str]
    is_calm: bool
    changing: dict[Any, Happening] = field(factory=dict)


def first_key(mapping: Mapping[str, Any]) -> Any:
    """Give the words of what a case states from the beginning."""
    addons = mapping.get("addons")
    return (
        mapping.get("plan"),
        mapping.get("severity"),
        None if addons is None else _listed(addons),
        values_key(mapping.get("facts", _EMPTY)),
        values_key(mapping.get("parameters", _EMPTY)),
    )


def values_key(values: Any) -> Any:
    """Give the words of facts or parameters; equal values of other types differ."""
    if type(values) is not dict:
        raise TypeError
    return (*values.items(), *map(type, values.values()))


def asked_key(mapping: Mapping[str, Any]) -> Any:
    """Give the words of what a case asks for."""
    return _listed(mapping.get("requests", ())), _listed(mapping.get("claims", ()))


def _listed(names: Any) -> tuple[Any, ...]:
    if type(names) is not list and type(names) is not tuple:
        raise TypeError
    return (*names,)


def learn(
    policy: Policy, shape: Compiled, mapping: Mapping[str, Any], case: Case
) -> None:
    """Keep the words of a case about which nothing was found."""
    events = mapping.get("events", ())
    if type(mapping) is not dict or len(events) != len(case.events):
        return
    try:
        require_stated(case)
        if not policy.indicators.keys().isdisjoint(case.facts):
            return
        _learn_first(policy, shape, mapping, case)
        for stated, event in zip(events, case.events, strict=True):
            _learn_event(policy, shape, stated, event)
    except (GoesPlain, TypeError):
        return


def _learn_first(
    policy: Policy, shape: Compiled, mapping: Mapping[str, Any], case: Case
) -> None:
    kept(shape.asked, asked_key(mapping), (case.requests, case.claims))
    stated = (mapping.get("facts", _EMPTY), mapping.get("parameters", _EMPTY))
    types = {type(value) for values in stated for value in values.values()}
    key = first_key(mapping)
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
    said = shape.said.get(words)
    if said is None:
        said = kept(shape.said, words, said_of(policy, shape, event, width))
    if changes:
        facts = stated["facts"]
        if {type(value) for value in facts.values()} <= PLAIN:
            found = happening(shape, said.kind, (change_of(shape, event),))
            kept(said.changing, values_key(facts), found)


def said_of(policy: Policy, shape: Compiled, event: Event, width: int) -> Said:
    """Give what an event says that has so many keys."""
    verbs = {event.type, *policy.events.get(event.type, ())}
    named = (event.by, party_of(policy, event.by)) if verbs & MAKES_CONTACT else ()
    contact = frozenset(name for name in named if name is not None)
    waits = event.waits_for if event.type == "waits" else None
    resumes, closes = event.type == "resumes", event.type in CLOSES
    kind = shape.kind(policy, event)
    return Said(
        event=event,
        kind=kind,
        happening=happening(shape, kind),
        width=width,
        opens=event.type == "opens",
        changes=event.type == "changes",
        waits=waits,
        resumes=resumes,
        closes=closes,
        contact=contact,
        is_calm=not (contact or waits or resumes or closes),
    )


def alone(
    policy: Policy, shape: Compiled, stated: Mapping[str, Any]
) -> tuple[Said, tuple[Change, ...] | None] | None:
    """Read what an event says, whenever it is; None if anything is odd about it."""
    report = Report(LIMITS, lenient=False)
    desk = Desk(policy, report, LIMITS)
    event = take_event(desk, {**stated, "at": SOME_MOMENT}, "$")
    if event is None or report.findings():
        return None
    if not policy.indicators.keys().isdisjoint(event.facts):
        return None
    try:
        change = (change_of(shape, event),) if event.type == "changes" else None
    except GoesPlain:
        return None
    return said_of(policy, shape, event, len(stated) + 1), change
