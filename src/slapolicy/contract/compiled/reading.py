"""Reading again what was read before: a case whose words are known needs no new look.

The case reader reads a case the first time, and what it found nothing about is kept by
its words: what is stated, what an event says, what it changes. A case that is made of
such words, and whose story is plainly in order, is put together from them; of any other
the case reader tells. So findings are only ever made there.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from slapolicy.contract.case import Case, Event
from slapolicy.contract.case_reader import LIMITS, read_mapping
from slapolicy.contract.compiled.compiler import Compiled, compiled
from slapolicy.contract.compiled.story import Happening, Story
from slapolicy.contract.compiled.words import (
    NOTHING,
    First,
    asked_key,
    first_key,
    first_order,
    learn,
    values_key,
)
from slapolicy.contract.later import open_twin
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime
from slapolicy.worktime.zone import EPOCH

KEYS = frozenset(
    {"id", "plan", "addons", "parameters", "facts", "severity", "requests", "claims",
     "events"}
)  # fmt: skip
BEFORE, LAST = EPOCH - timedelta(microseconds=1), to_datetime(LATEST)
_OpenCase = open_twin(Case)


class _Read(Story):
    """The story of a case that was read again, which gives the parts of the case."""

    __slots__ = ("parts",)
    parts: Mapping[str, Any]

    def __call__(self, _: Case, name: str) -> Any:
        """Give a part of the case."""
        if name != "events":
            return self.parts[name]
        pairs = zip(self.happenings, self.ats, strict=True)
        return tuple(_event(here, at) for here, at in pairs)


def _event(here: Happening, at: int) -> Event:
    like, changes = here.like, here.changes
    assert like is not None
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
            learn(policy, shape, mapping, found)
    return found


def _again(shape: Compiled, mapping: Any) -> Case | None:
    """Put a case together of what was read before; None if it must be read."""
    if type(mapping) is not dict or not mapping.keys() <= KEYS:
        return None
    try:
        first = shape.firsts.get(first_key(mapping))
        asked = shape.asked.get(asked_key(mapping))
        events, name = mapping["events"], mapping["id"]
        if first is None or asked is None or type(events) is not list or not events:
            return None
        if type(name) is not str or not 0 < len(name) <= LIMITS.name:
            return None
        if not name.isascii() or name.isspace() or len(events) > LIMITS.events:
            return None
        return _told(shape, name, first, asked, events)
    except (TypeError, KeyError):
        return None


def _told(
    shape: Compiled,
    name: str,
    first: First,
    asked: tuple[tuple[str, ...], tuple[str, ...]],
    events: list[Any],
) -> Case | None:
    usual, order = shape.usual, shape.order or first_order(shape)
    happenings: list[Happening] = []
    moments: list[datetime] = []
    last = BEFORE
    for event in events:
        if type(event) is not dict:
            return None
        at = event["at"]
        try:  # of so many keys, none of which it lacks, it has just these
            form = usual[event["type"], len(event)]
            each = form.said[form.words(event)]
        except KeyError:
            form = shape.forms[tuple(event)]
            each = form.said[form.words(event)]
        order = order.then[each]
        if type(at) is not datetime or at.tzinfo is not UTC or at <= last:
            return None
        last = at
        moments.append(at)
        if each.changes:
            happenings.append(each.changing[values_key(event["facts"])])
        else:
            happenings.append(each.happening)
    if last > LAST:
        return None
    story = _Read(shape, first.path, None, happenings, moments)
    story.parts = first.parts
    made = _OpenCase()
    made.id = name
    made.requests, made.claims = asked
    made.used = NOTHING
    made.attempts = made.findings = ()
    made._story = story
    made._rest = story
    made.__class__ = Case
    done: Case = made
    return done
