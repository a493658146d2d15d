"""The words of cases that were read before: what is stated, said and changed.

The case reader reads a case the first time; what it found nothing about is kept here.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from operator import itemgetter
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
FORM = frozenset({"at", "type", "by", "via", "for", "facts"})
"""The keys of an event that may be read again."""
LISTS = (tuple, list)
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

    `contact` are those whose wait a contact ends. `changing` is what happens when it
    changes something, by the words of that.
    """

    event: Event
    kind: Kind
    happening: Happening
    opens: bool
    changes: bool
    waits: str | None
    resumes: bool
    closes: bool
    contact: frozenset[str]
    changing: dict[Any, Happening] = field(factory=dict)


class Form:
    """The keys of an event in their order, and what events of it say, by their words.

    `words` gives the words: all values but when it is, and what it changes.
    """

    __slots__ = ("said", "words")

    def __init__(self, keys: Iterable[str]) -> None:
        self.words = itemgetter(*(key for key in keys if key not in ("at", "facts")))
        self.said: dict[Any, Said] = {}


class Order:
    """For whom a case waits so far (None: it is not open yet).

    `then` gives what follows on what is said next; KeyError, if the order is not plain.
    """

    __slots__ = ("going", "then")

    def __init__(self, orders: "Orders", going: frozenset[str] | None) -> None:
        self.going, self.then = going, _Then(self, orders)


Orders = dict[frozenset[str], Order]


class _Then(dict[Said, Order]):
    """What follows on what is said, worked out when it is first asked for."""

    def __init__(self, order: Order, orders: Orders) -> None:
        self._order, self._orders = order, orders

    def __missing__(self, said: Said) -> Order:
        going = _going(self._order.going, said)
        if going is None:
            raise KeyError(said)
        found = self._orders.get(going)
        if found is None:
            found = kept(self._orders, going, Order(self._orders, going))
        return kept(self, said, found)


def first_order(shape: Compiled) -> Order:
    """Give the order of a case that is not open yet."""
    shape.order = found = Order(shape.orders, None)
    return found


def _going(going: frozenset[str] | None, said: Said) -> frozenset[str] | None:
    """Give for whom a case waits next; None if that is not plainly in order."""
    if going is None or said.opens:
        return frozenset() if going is None and said.opens else None
    if said.waits is not None:
        return None if said.waits in going else going | {said.waits}
    if said.resumes:
        role = said.event.waits_for
        if not going or (role is not None and role not in going):
            return None
        return frozenset() if role is None else going - {role}
    if said.closes:
        return None if going else going
    return going - said.contact


def first_key(mapping: Mapping[str, Any]) -> Any:
    """Give the words of what a case states from the beginning."""
    get = mapping.get
    facts, parameters = get("facts", _EMPTY), get("parameters", _EMPTY)
    addons = get("addons")
    if type(facts) is not dict or type(parameters) is not dict:
        raise TypeError
    return (
        get("plan"),
        get("severity"),
        None if addons is None else _listed(addons),
        *facts.items(),
        *map(type, facts.values()),
        None,  # which keeps facts and parameters apart
        *parameters.items(),
        *map(type, parameters.values()),
    )


def values_key(values: Any) -> Any:
    """Give the words of facts or parameters; equal values of other types differ."""
    if type(values) is not dict:
        raise TypeError
    return (*values.items(), *map(type, values.values()))


def asked_key(mapping: Mapping[str, Any]) -> Any:
    """Give the words of what a case asks for."""
    requests, claims = mapping.get("requests", ()), mapping.get("claims", ())
    if type(requests) not in LISTS or type(claims) not in LISTS:
        raise TypeError
    return (*requests,), (*claims,)


def _listed(names: Any) -> tuple[Any, ...]:
    if type(names) not in LISTS:
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
    keys, changes = tuple(stated), event.type == "changes"
    if not FORM.issuperset(keys) or changes != ("facts" in keys):
        return
    if None in [stated[key] for key in keys if key != "facts"]:
        return
    form = shape.forms.get(keys)
    if form is None:
        form = kept(shape.forms, keys, Form(keys))
    shape.usual.setdefault((event.type, len(keys)), form)
    words = form.words(stated)
    said = form.said.get(words)
    if said is None:
        said = kept(form.said, words, said_of(policy, shape, event))
    if changes:
        facts = stated["facts"]
        if {type(value) for value in facts.values()} <= PLAIN:
            found = happening(shape, said.kind, (change_of(shape, event),))
            found.like = event
            kept(said.changing, values_key(facts), found)


def said_of(policy: Policy, shape: Compiled, event: Event) -> Said:
    """Give what an event says."""
    verbs = {event.type, *policy.events.get(event.type, ())}
    named = (event.by, party_of(policy, event.by)) if verbs & MAKES_CONTACT else ()
    contact = frozenset(name for name in named if name is not None)
    waits = event.waits_for if event.type == "waits" else None
    resumes, closes = event.type == "resumes", event.type in CLOSES
    kind = shape.kind(policy, event)
    here = happening(shape, kind)
    here.like = event
    return Said(
        event=event,
        kind=kind,
        happening=here,
        opens=event.type == "opens",
        changes=event.type == "changes",
        waits=waits,
        resumes=resumes,
        closes=closes,
        contact=contact,
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
    return said_of(policy, shape, event), change
