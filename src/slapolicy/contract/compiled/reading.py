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
from slapolicy.contract.compiled.forms import Asked, CaseForm, First
from slapolicy.contract.compiled.orders import first_order, next_order, off_track
from slapolicy.contract.compiled.story import Happening, Story
from slapolicy.contract.compiled.words import NOTHING, learn
from slapolicy.contract.later import open_twin
from slapolicy.contract.policy import Policy
from slapolicy.worktime import LATEST, to_datetime
from slapolicy.worktime.zone import EPOCH

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
    shape = policy._compiled or compiled(policy)
    found = _again(shape, mapping)
    if found is None:
        found = read_mapping(policy, mapping, lenient=lenient)
        if not found.findings and shape.why is None:
            learn(policy, shape, mapping, found)
    return found


def _again(shape: Compiled, mapping: Any) -> Case | None:
    """Put a case together of what was read before; None if it must be read."""
    if type(mapping) is not dict:
        return None
    try:
        form: CaseForm = shape.case_forms[tuple(mapping)]
        words, facts = form.stated(mapping)
        first: First = form.firsts.find(words, facts)
        asked = form.asked[form.asks(mapping)]
        events, name = mapping["events"], mapping["id"]
        if type(events) is not list or not 0 < len(events) <= LIMITS.events:
            return None
        if type(name) is not str or not 0 < len(name) <= LIMITS.name:
            return None
        if not name.isascii() or name.isspace():
            return None
        return _told(shape, name, first, asked, events)
    except (TypeError, KeyError):
        return None


def _told(
    shape: Compiled, name: str, first: First, asked: Asked, events: list[Any]
) -> Case | None:
    usual, path = shape.usual, first.path
    order = first_order(shape, path)
    track = order.track
    happenings: list[Happening] = []
    moments: list[datetime] = []
    places: list[datetime] = []
    last = BEFORE
    for event in events:
        if type(event) is not dict:
            return None
        at = event["at"]
        if type(at) is not datetime or at.tzinfo is not UTC or at <= last:
            return None
        last = at
        try:  # of so many keys, none of which it lacks, it has just these
            words, known, by_facts = usual[event["type"]][len(event)]
            said = words(event)
        except LookupError:
            words, known, by_facts = shape.event_forms[event["type"], frozenset(event)]
            said = words(event)
        if by_facts is None:
            here = key = known[said]
        else:
            here = key = by_facts.find(said, event["facts"])
            if path is not None:
                path = path.later.get(here.changes)
                if path is None:
                    order = off_track(shape, order.going)
                else:
                    key = (here.kind, path.state.ends)
        try:
            order = order.then[key]
        except KeyError:
            order = next_order(shape, order, key)
        if order.track is not track:
            track = order.track
            places.append(at)
        moments.append(at)
        happenings.append(here)
    if last > LAST:
        return None
    story = _Read()
    story.of, story.first, story.parts = shape, first.path or first.why, first.parts
    story.happenings, story.moments, story.known_ats = happenings, moments, None
    story.lengths, story.outline = (), None
    if track is not None and path is not None:
        story.outline, story.path, story.places = track.outline, path, places
        story.last = last
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
