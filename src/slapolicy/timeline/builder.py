"""From a decision to a timeline: what happened, what was owed, on which hours.

All is read from the decision and from what it rests on; nothing is reckoned anew. What
is told in words is told by the sentences of a language, as an explanation is.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import get_args

from attrs import evolve, fields

from slapolicy.contract.decision import Decision
from slapolicy.contract.decision_json import to_mapping
from slapolicy.contract.explanation.languages import require_spoken
from slapolicy.contract.explanation.short import short_part
from slapolicy.contract.explanation.standing import standing_part
from slapolicy.contract.explanation.step import Length, Number, Step, Title, step
from slapolicy.contract.explanation.view import View
from slapolicy.timeline.case_lanes import alert_lane, event_lane, severity_lane
from slapolicy.timeline.hour_lanes import HourLanes
from slapolicy.timeline.model import (
    Band,
    BandKind,
    Cited,
    ClockChange,
    Lane,
    MarkKind,
    OtherKind,
    Sign,
    Timeline,
    Words,
)
from slapolicy.timeline.obligation_lanes import obligation_lanes
from slapolicy.timeline.teller import Teller
from slapolicy.timeline.window import former_dues, window_of
from slapolicy.worktime import DAY, from_datetime, zone

LONGEST = 3660 * DAY
MOST_STRETCHES = 31
_MANY: tuple[BandKind, ...] = ("open", "counted", "ahead", "overrun")
_BANDS = {*get_args(BandKind)} - {"severity", "no_severity"}
_MARKS = {*get_args(MarkKind)} - {"turned"}
_SHOWN_IN_LANES = ("short_promise", "short_aim")


def build(
    decision: Decision,
    language: str = "en",
    *,
    start: datetime | None = None,
    end: datetime | None = None,
) -> Timeline:
    """Lay a decision out in time.

    Args:
        decision: What was decided.
        language: The language of the words.
        start: From when on to show it (aware); default: from the first instant.
        end: Until when to show it; default: until the last.

    Raises:
        ValueError: for a language that slapolicy does not speak, a decision that was
            not reached by `Policy.evaluate`, or an end that is not after the start.
    """
    require_spoken(language)
    policy, case = decision._policy, decision._case_read
    if policy is None or case is None:
        msg = "only a decision reached by `Policy.evaluate` can be shown"
        raise ValueError(msg)
    view = View(decision, policy, case)
    former = former_dues(view)
    first, last = window_of(view, former)
    first = first if start is None else from_datetime(start)
    last = last if end is None else from_datetime(end)
    if first >= last:
        msg = "what is to be shown ends before it begins"
        raise ValueError(msg)
    teller = Teller(view, language, _zone(decision), (first, last))
    is_drawn = last - first <= LONGEST
    hours = HourLanes(teller)
    lanes = (
        *severity_lane(teller),
        *(hours.lanes() if is_drawn else ()),
        *event_lane(teller),
        *obligation_lanes(teller, former),
        *alert_lane(teller),
    )
    return Timeline(
        language=language,
        heading=teller.whole(_heading(view)),
        as_of=teller.whole(step("timeline_as_of", at=teller.instant(view.at))),
        times=teller.whole(step("timeline_zone", zone=teller.zone)),
        zone=teller.zone,
        at=view.at,
        start=first,
        end=last,
        is_cut=start is not None or end is not None,
        lanes=tuple(_dated(teller, lane) for lane in lanes),
        signs=_signs(teller, lanes),
        changes=tuple(_changes(teller, first, last)) if is_drawn else (),
        entries=tuple(_entries(teller)),
        remarks=tuple(_remarks(teller, hours, is_drawn=is_drawn)),
        cited=tuple(_cited(teller)),
        stamp=_stamp(teller),
        words=_words(teller, len(lanes)),
    )


def _zone(decision: Decision) -> str:
    """Give the zone in which most obligations are told; else the agreement's."""
    zones = [
        each.zone
        for each in decision.obligations
        if each.started_at is not None and each.zone != "UTC"
    ]
    return max(zones, key=zones.count) if zones else decision.zone


def _heading(view: View) -> Step:
    agreement = view.policy.agreement
    title = Title(agreement.name, agreement.title or agreement.name)
    return step("heading", agreement=title, case=view.decision.case)


def _dated(teller: Teller, lane: Lane) -> Lane:
    """Cut a lane to the window, and tell when each thing on it is."""
    start, end = teller.start, teller.end
    bands = []
    for each in lane.bands:
        first, last = max(each.start, start), min(each.end, end)
        if first < last:
            when = teller.alone(step("when", at=teller.window(first, last)))
            bands.append(evolve(each, start=first, end=last, when=when))
    marks = (
        evolve(each, when=teller.alone(step("when", at=teller.instant(each.at))))
        for each in lane.marks
    )
    bar = lane.bar
    if bar is not None:
        bar = (max(bar[0], start), min(bar[1], end))
        bar = bar if bar[0] < bar[1] else None
    folded = tuple(_folded(teller, bands))
    return evolve(lane, bands=tuple(bands), marks=tuple(marks), bar=bar, folded=folded)


def _folded(teller: Teller, bands: list[Band]) -> Iterator[tuple[BandKind, str]]:
    """Say how many bands are left out in words, of kinds that have very many."""
    for kind in _MANY:
        number = sum(band.kind == kind for band in bands)
        if number > MOST_STRETCHES:
            yield kind, teller.alone(step("more_stretches", number=Number(number - 2)))


def _signs(teller: Teller, lanes: tuple[Lane, ...]) -> tuple[Sign, ...]:
    """Give what the kinds of bands and marks mean, of those that there are."""
    bands = {band.kind for lane in lanes for band in lane.bands}
    marks = {mark.kind for lane in lanes for mark in lane.marks}
    if any(lane.bar for lane in lanes):
        bands.add("shut")
    found = [Sign(kind=k, words=teller.say(step(f"band_{k}"))) for k in _BANDS & bands]
    found += [Sign(kind=k, words=teller.say(step(f"sign_{k}"))) for k in _MARKS & marks]
    found += [
        Sign(kind=k, words=teller.say(step(f"sign_{k}")))
        for k in _others(teller, lanes)
    ]
    order = [*get_args(BandKind), *get_args(MarkKind), *get_args(OtherKind)]
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def _others(teller: Teller, lanes: tuple[Lane, ...]) -> Iterator[OtherKind]:
    """Give what else is drawn: the instant of the decision, changes of the clocks."""
    start, end = teller.start, teller.end
    if start <= teller.view.at < end:
        yield "now"
    if zone(teller.zone).changes(start, end):
        yield "change"
    if any(not start <= mark.at < end for lane in lanes for mark in lane.marks):
        yield "beyond"


def _words(teller: Teller, lanes: int) -> Words:
    """Give what the parts of a page are called."""
    found = {
        each.name: teller.alone(step(f"page_{each.name}", lanes=Number(lanes)))
        for each in fields(Words)
    }
    return Words(**found)


def _changes(teller: Teller, start: int, end: int) -> Iterator[ClockChange]:
    clock = zone(teller.zone)
    for at in clock.changes(start, end):
        by = clock.offset(at) - clock.offset(at - 1)
        code = "clocks_forward" if by > 0 else "clocks_back"
        said = step(code, at=teller.instant(at), by=Length(abs(by)))
        yield ClockChange(at=at, by=by, said=teller.alone(said))


def _entries(teller: Teller) -> Iterator[str]:
    """Tell what was decided that has no instant."""
    view = teller.view
    for paragraph in short_part(view).paragraphs:
        if paragraph.is_item and paragraph.steps[0].code not in _SHOWN_IN_LANES:
            yield teller.alone(*paragraph.steps)
    for alert in view.decision.alerts:
        if alert.at is None and alert.state != "void":
            yield teller.alone(teller.alert(alert))
    standing = standing_part(view)
    if standing is not None:
        for paragraph in standing.paragraphs:
            yield teller.alone(*paragraph.steps)


def _remarks(teller: Teller, hours: HourLanes, *, is_drawn: bool) -> Iterator[str]:
    """Tell what the timeline leaves out, and why."""
    view = teller.view
    if is_drawn:
        yield from (each.said for each in _changes(teller, teller.start, teller.end))
    later = sum(each.at > view.at for each in view.case.events)
    if later:
        yield teller.alone(step("timeline_later_events", number=Number(later)))
    if not is_drawn:
        yield teller.alone(step("timeline_too_long"))
    for what in hours.unknown:
        yield teller.alone(step("timeline_unknown_holidays", what=what))


def _cited(teller: Teller) -> Iterator[Cited]:
    """Give every clause that the decision cites, in the order of the policy."""
    told = set(clauses_in(to_mapping(teller.view.decision)))
    for clause in teller.view.policy.clauses.values():
        if clause.id in told:
            yield Cited(
                id=teller.say(clause.id),
                title=teller.say(Title(clause.id, clause.title)),
            )


def clauses_in(value: object) -> Iterator[str]:
    """Give the ids of the clauses that stand anywhere in a decision's JSON."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in ("clauses", "closed_by"):
                yield from each
            else:
                yield from clauses_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from clauses_in(each)


def _stamp(teller: Teller) -> str:
    stamp = teller.view.decision.stamp
    return teller.alone(
        step(
            "stamp",
            policy=stamp.policy_sha256,
            engine=stamp.engine,
            tzdata=stamp.tzdata,
            holidays=stamp.holidays,
        )
    )
