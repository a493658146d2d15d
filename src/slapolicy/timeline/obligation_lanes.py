"""The lane of each obligation: its time and pauses, when it is due, how it ended."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.course import FOREVER
from slapolicy.contract.evaluator.hours import AnyHours
from slapolicy.contract.explanation.clocks import outcome_of
from slapolicy.contract.explanation.course_told import Told, told_of
from slapolicy.contract.explanation.step import Length, Number, Step, step
from slapolicy.contract.explanation.stops import Stop
from slapolicy.timeline.model import Band, BandKind, Lane, Mark, MarkKind, Tone
from slapolicy.timeline.teller import Teller
from slapolicy.worktime import HolidaysUnknown, from_datetime

TONES: Mapping[str, Tone] = {
    "met": "good", "breached": "bad", "lapsed": "still", "paused": "still",
    "not_started": "plain", "running": "running", "indeterminate": "unsure",
}  # fmt: skip


def obligation_lanes(
    teller: Teller, former: Mapping[str, tuple[int, ...]]
) -> Iterator[Lane]:
    """Give a lane for each obligation of the decision, in its order."""
    for each in teller.view.decision.obligations:
        found = outcome_of(teller.view, each)
        told = None if found is None else told_of(teller.view, *found, each)
        bar = _bar(teller, each, told)
        bands: tuple[Band, ...] = ()
        if told is not None and bar is not None and each.state != "indeterminate":
            bands = tuple(_bands(teller, each, told, bar))
        elif bar is not None:
            bands = (_unsure(teller, *bar),)
        yield Lane(
            kind="obligation",
            title=_title(teller, each),
            number=f" {each.occurrence}" if _is_numbered(teller, each) else "",
            standing=_standing(teller, each),
            tone=TONES[each.state],
            clauses=each.clauses,
            bar=bar,
            bands=bands,
            marks=tuple(sorted(_marks(teller, each, told, former), key=_at)),
        )


def _at(mark: Mark) -> int:
    return mark.at


def _is_numbered(teller: Teller, each: Obligation) -> bool:
    others = [o for o in teller.view.decision.obligations if o.clock == each.clock]
    return any(other.occurrence > 1 for other in others)


def _number(teller: Teller, each: Obligation) -> Step:
    if _is_numbered(teller, each):
        return step("numbered", number=Number(each.occurrence))
    return step("nothing")


def _title(teller: Teller, each: Obligation) -> str:
    return teller.say(
        step(
            "lane_promise" if each.binding else "lane_aim",
            clock=teller.view.title(each.clock),
        )
    )


def _standing(teller: Teller, each: Obligation) -> str:
    state = step(f"state_{each.state}")
    return teller.say(step("lane_standing", state=state, number=_number(teller, each)))


def _micro(at: datetime | None) -> int | None:
    return None if at is None else from_datetime(at)


def _bar(teller: Teller, each: Obligation, told: Told | None) -> tuple[int, int] | None:
    """Give from when to when it ran or will run; None if it has not begun."""
    start, now = _micro(each.started_at), teller.view.at
    if start is None:
        return None
    ends = [
        _micro(each.due_at),
        _micro(each.latest_due_at),
        _micro(each.earliest_due_at),
    ]
    end = max([now, *(at for at in ends if at is not None)])
    if told is not None:
        over = [told.course.fulfilled_at]
        if each.state == "lapsed":
            over.append(_lapsed_at(told))
        if told.course.is_closed:
            over.append(told.course.closures[-1][0])
        end = min([end, *(at for at in over if at is not None)])
        if each.state == "paused":
            end = now
    return (start, end) if start < end else None


# Bands


def _bands(
    teller: Teller, each: Obligation, told: Told, bar: tuple[int, int]
) -> Iterator[Band]:
    """Give what ran, what is to come, what was paused and what is overrun."""
    due, now = _micro(each.due_at), teller.view.at
    turn = _micro(each.breached_at) if each.state == "breached" else due
    turns = [at for at in (now, turn) if at is not None and bar[0] < at < bar[1]]
    cuts = sorted({bar[0], *turns, bar[1]})
    stops = told.stops()
    for start, end in pairwise(cuts):
        kind: BandKind = "counted"
        if turn is not None and start >= turn:
            kind = "overrun"
        elif start >= now:
            kind = "ahead"
        yield from _running(teller, told, stops, (start, end), kind)
    for stop in stops:
        start = max(stop.start, bar[0])
        end = min(max(now, start) if stop.end is None else stop.end, bar[1])
        if start < end:
            yield _pause(teller, each, stop, start, end)


def _running(
    teller: Teller,
    told: Told,
    stops: tuple[Stop, ...],
    stretch: tuple[int, int],
    kind: BandKind,
) -> Iterator[Band]:
    code = f"band_{kind}"
    for a, b, hours in told.leg.measured_pieces(told.k):
        start, end = max(a, stretch[0]), min(b, stretch[1])
        for begin, stop in _between(stops, start, end):
            try:
                for opens, closes in hours.spans(begin, stop):
                    yield Band(
                        start=opens,
                        end=closes,
                        kind=kind,
                        words=teller.say(step(code)),
                        said=_ran(teller, hours, opens, closes, kind),
                    )
            except HolidaysUnknown:
                yield _unsure(teller, begin, stop)


def _between(
    stops: tuple[Stop, ...], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Give what lies between the pauses in a stretch."""
    at = start
    for stop in stops:
        begin, over = stop.start, FOREVER if stop.end is None else stop.end
        if over <= at or begin >= end:
            continue
        if begin > at:
            yield at, begin
        at = over
    if at < end:
        yield at, end


def _ran(teller: Teller, hours: AnyHours, start: int, end: int, kind: BandKind) -> str:
    return teller.alone(step(f"bar_{kind}", length=Length(hours.between(start, end))))


def _pause(teller: Teller, each: Obligation, stop: Stop, start: int, end: int) -> Band:
    code = "bar_paused_still" if stop.end is None else "bar_paused"
    clock = teller.view.policy.clocks[each.clock]
    return Band(
        start=start,
        end=end,
        kind="paused",
        words=teller.say(step("band_paused")),
        said=teller.alone(step(code, why=stop.because)),
        clauses=clock.clauses,
    )


def _unsure(teller: Teller, start: int, end: int) -> Band:
    return Band(
        start=start,
        end=end,
        kind="uncertain",
        words=teller.say(step("band_uncertain")),
        said=teller.alone(step("bar_uncertain")),
    )


# Marks


def _marks(
    teller: Teller,
    each: Obligation,
    told: Told | None,
    former: Mapping[str, tuple[int, ...]],
) -> Iterator[Mark]:
    due, breached = _micro(each.due_at), _micro(each.breached_at)
    fulfilled = _micro(each.fulfilled_at)
    found: list[tuple[int | None, MarkKind, str]] = []
    found += [(at, "was_due", "was_due") for at in former.get(each.id, ())[-3:]]
    if each.state == "breached" and breached is not None and breached == due:
        found.append((due, "breached", "due_breached"))
    else:
        found.append((due, "due", "due_estimated" if each.provisional else "due"))
        if each.state == "breached":
            found.append((breached, "breached", "breached"))
    may_be = dict.fromkeys((each.earliest_due_at, each.latest_due_at))
    found += [(_micro(at), "may_be_due", "may_be_due") for at in may_be]
    if fulfilled is not None:
        is_late = each.state == "breached" and fulfilled != breached
        found.append((fulfilled, *(("late",) * 2 if is_late else ("met",) * 2)))
    if each.state == "lapsed" and told is not None:
        found.append((_lapsed_at(told), "lapsed", "lapsed"))
    start = _micro(each.started_at)
    if start is not None:
        found.append((start, "turned", "started"))
    for at, kind, code in found:
        if at is not None:
            yield _mark(teller, each, at, kind, code)


def _mark(teller: Teller, each: Obligation, at: int, kind: MarkKind, code: str) -> Mark:
    said = step(
        f"told_{code}",
        clock=teller.view.title(each.clock),
        number=_number(teller, each),
    )
    return Mark(
        at=at,
        kind=kind,
        words=teller.say(step(f"mark_{code}")),
        said=teller.alone(said),
        clauses=each.clauses,
    )


def _lapsed_at(told: Told) -> int | None:
    course = told.course
    if course.lapsed_at is not None:
        return course.lapsed_at
    if course.is_closed:
        return course.closures[-1][0]
    last = course.segments[-1]
    return last.start if last.limit is None else None
