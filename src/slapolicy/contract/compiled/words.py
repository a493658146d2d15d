"""The words of cases that were read before: what is stated, said and changed.

The case reader reads a case the first time; what it found nothing about is kept here.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType, NoneType
from typing import Any

from attrs import frozen

from slapolicy.contract.case import Case, Event
from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.case_reader.events import MAKES_CONTACT, party_of, take_event
from slapolicy.contract.case_reader.fields import Desk
from slapolicy.contract.case_reader.report import Report
from slapolicy.contract.compiled.compiler import Compiled, kept
from slapolicy.contract.compiled.forms import FORM, First, case_form, event_form
from slapolicy.contract.compiled.kinds import Kind
from slapolicy.contract.compiled.plain_way import GoesPlain, require_stated
from slapolicy.contract.compiled.story import (
    Change,
    change_of,
    happening,
    stated_by,
)
from slapolicy.contract.policy import Policy
from slapolicy.worktime import to_datetime

PLAIN = frozenset({bool, str, int, timedelta, date, NoneType})
"""Types of which two values that are equal read alike."""
KEYS = frozenset(
    {"id", "plan", "addons", "parameters", "facts", "severity", "requests", "claims",
     "events"}
)  # fmt: skip
"""The keys of a case that may be read again."""
CLOSES = frozenset({"agrees", "disagrees", "resolves", "withdraws"})
_EMPTY: dict[str, Any] = {}
NOTHING: Mapping[str, Any] = MappingProxyType(_EMPTY)
SOME_MOMENT: datetime = to_datetime(0)


@frozen(kw_only=True, eq=False)
class Said:
    """What an event says that was read before, but when, and what it changes.

    `contact` are those whose wait a contact ends.
    """

    event: Event
    kind: Kind
    opens: bool
    waits: str | None
    resumes: bool
    closes: bool
    contact: frozenset[str]


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
    if not KEYS.issuperset(mapping):
        return
    form = case_form(shape, mapping)
    kept(form.asked, form.asks(mapping), (case.requests, case.claims))
    stated = (mapping.get("facts", _EMPTY), mapping.get("parameters", _EMPTY))
    types = {type(value) for values in stated for value in values.values()}
    if types <= PLAIN:
        parts = {
            "plan": case.plan,
            "addons": case.addons,
            "parameters": case.parameters,
            "facts": case.facts,
            "severity": case.severity,
        }
        state = shape.state(policy, stated_by(policy, case))
        path = shape.path((state,)) if state.why is None else None
        form.firsts.keep(*form.stated(mapping), First(parts, path, state.why or ""))


def _learn_event(policy: Policy, shape: Compiled, stated: Any, event: Event) -> None:
    if type(stated) is not dict or event.id is not None or event.automatic:
        return
    changes, facts = event.type == "changes", stated.get("facts", _EMPTY)
    if not FORM.issuperset(stated) or changes != ("facts" in stated):
        return
    if None in [stated[key] for key in stated if key != "facts"]:
        return
    if not {type(value) for value in facts.values()} <= PLAIN:
        return
    form = event_form(shape, stated)
    change = (change_of(shape, event),) if changes else None
    here = happening(shape, shape.kind(policy, event), change)
    here.like = event
    words, known, by_facts = form
    if by_facts is None:
        kept(known, words(stated), here)
    else:
        by_facts.keep(words(stated), facts, here)
    if here.kind not in shape.said:
        kept(shape.said, here.kind, said_of(policy, shape, event))


def said_of(policy: Policy, shape: Compiled, event: Event) -> Said:
    """Give what an event says."""
    verbs = {event.type, *policy.events.get(event.type, ())}
    named = (event.by, party_of(policy, event.by)) if verbs & MAKES_CONTACT else ()
    contact = frozenset(name for name in named if name is not None)
    waits = event.waits_for if event.type == "waits" else None
    resumes, closes = event.type == "resumes", event.type in CLOSES
    return Said(
        event=event,
        kind=shape.kind(policy, event),
        opens=event.type == "opens",
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
