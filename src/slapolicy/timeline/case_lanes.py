"""The lanes about the case itself: how severe it was, what happened, who was told."""

from collections.abc import Iterable, Iterator

from slapolicy.contract.case import Event
from slapolicy.contract.decision import Obligation
from slapolicy.contract.explanation.happened import stated
from slapolicy.contract.explanation.step import AnyOf, Argument, step
from slapolicy.contract.policy import Severity
from slapolicy.timeline.model import Band, Lane, Mark
from slapolicy.timeline.teller import Teller
from slapolicy.worktime import from_datetime

# Severity


def severity_lane(teller: Teller) -> Iterator[Lane]:
    """Give the lane of the severity, where the policy has severities."""
    view = teller.view
    opened = view.situation.record.opened_at
    if not view.policy.severities or opened is None or not view.situation.is_in_force:
        return
    decision = view.decision.severity
    bands = tuple(_severity_bands(teller, opened))
    yield Lane(
        kind="severity",
        title=teller.say(step("lane_severity")),
        standing=bands[-1].words,
        tone="unsure" if decision.state in ("indeterminate", "conflict") else "plain",
        clauses=decision.clauses,
        bands=bands,
    )


def _severity_bands(teller: Teller, opened: int) -> Iterator[Band]:
    """Give from when to when the case was how severe, or may have been."""
    worlds = teller.view.situation.worlds
    turns = {at for world in worlds for at, _ in world.severities if at > opened}
    stretches: list[tuple[int, tuple[Severity | None, ...]]] = []
    for at in (opened, *sorted(turns)):
        possible = _in_order(teller, (w.severity_now(at) for w in worlds))
        if not stretches or stretches[-1][1] != possible:
            stretches.append((at, possible))
    ends = [at for at, _ in stretches[1:]] + [max(teller.view.at, opened)]
    for (start, possible), end in zip(stretches, ends, strict=True):
        if len(possible) == 1:
            yield _severity_band(teller, start, max(end, start), possible[0])
        else:
            yield _unsure_band(teller, start, max(end, start), possible)


def _in_order(
    teller: Teller, found: Iterable[Severity | None]
) -> tuple[Severity | None, ...]:
    """Give each that there is once, in the order of the policy; none comes last."""
    names = {None if each is None else each.name for each in found}
    known = [each for each in teller.view.policy.severities if each.name in names]
    return (*known, None) if None in names else tuple(known)


def _severity_band(
    teller: Teller, start: int, end: int, severity: Severity | None
) -> Band:
    if severity is None:
        return Band(
            start=start,
            end=end,
            kind="no_severity",
            words=teller.say(step("no_severity")),
            said=teller.alone(step("severity_band_none")),
        )
    title = teller.view.title(severity.name)
    return Band(
        start=start,
        end=end,
        kind="severity",
        words=teller.say(title),
        said=teller.alone(step("severity_band", severity=title)),
        clauses=severity.clauses,
        rank=severity.level,
    )


def _unsure_band(
    teller: Teller, start: int, end: int, possible: tuple[Severity | None, ...]
) -> Band:
    names: list[Argument] = [
        step("no_severity") if each is None else teller.view.title(each.name)
        for each in possible
    ]
    words = step("band_either", names=AnyOf(tuple(names)))
    clauses = dict.fromkeys(c for each in possible if each for c in each.clauses)
    return Band(
        start=start,
        end=end,
        kind="uncertain",
        words=teller.say(words),
        said=teller.alone(step("severity_unsure_band", names=AnyOf(tuple(names)))),
        clauses=tuple(clauses),
    )


# Events


def event_lane(teller: Teller) -> Iterator[Lane]:
    """Give the lane of all that happened, where anything has."""
    view = teller.view
    known = [each for each in view.case.events if each.at <= view.at]
    marks = tuple(
        _event(teller, event, number)
        for number, event in enumerate(sorted(known, key=_at), 1)
    )
    if marks:
        title = teller.say(step("lane_events"))
        yield Lane(kind="events", title=title, marks=marks)


def _at(event: Event) -> int:
    return event.at


def _event(teller: Teller, event: Event, number: int) -> Mark:
    words = teller.alone(stated(teller.view, event))
    return Mark(
        at=event.at,
        kind="event",
        words=words,
        said=words,
        clauses=_moved(teller, event.at),
        number=number,
    )


def _moved(teller: Teller, at: int) -> tuple[str, ...]:
    """Give the clauses of what began, was fulfilled or turned at an instant."""
    found: dict[str, None] = {}
    for each in teller.view.decision.obligations:
        if at in _turns(each):
            found.update(dict.fromkeys(each.clauses[:1]))
    return tuple(found)


def _turns(each: Obligation) -> set[int]:
    return {
        from_datetime(t) for t in (each.started_at, each.fulfilled_at) if t is not None
    }


# Alerts


def alert_lane(teller: Teller) -> Iterator[Lane]:
    """Give the lane of warnings and escalations that have an instant."""
    marks = tuple(
        Mark(
            at=from_datetime(each.at),
            kind="raised" if each.state == "raised" else "standing",
            words=teller.say(step(f"mark_{each.kind}", to=teller.view.who(each.to))),
            said=teller.alone(teller.alert(each)),
            clauses=each.clauses,
        )
        for each in teller.view.decision.alerts
        if each.at is not None
    )
    if marks:
        clauses = dict.fromkeys(c for mark in marks for c in mark.clauses)
        yield Lane(
            kind="alerts",
            title=teller.say(step("lane_alerts")),
            clauses=tuple(clauses),
            marks=tuple(sorted(marks, key=lambda mark: mark.at)),
        )
