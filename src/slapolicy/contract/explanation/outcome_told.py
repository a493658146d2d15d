"""How an occurrence came out: met, breached, lapsed, or how it stands now."""

from collections.abc import Iterator
from typing import assert_never

from slapolicy.contract.explanation.course_told import Told
from slapolicy.contract.explanation.step import Length, Paragraph, Step, said, step


def came_out(told: Told) -> Iterator[Paragraph]:
    """Tell the state of an occurrence and why it is that."""
    yield said(*_state(told))
    if told.obligation.provisional:
        yield said(step("provisional"))


def _state(told: Told) -> Iterator[Step]:
    match told.reckoned.state:
        case "met":
            yield from _met(told)
        case "breached":
            yield from _breached(told)
        case "lapsed":
            yield from _lapsed(told)
        case "paused" | "running" | "not_started":
            yield from _open(told)
        case _:
            assert_never(told.reckoned.state)


def _met(told: Told) -> Iterator[Step]:
    due, fulfilled = told.reckoned.due_at, told.course.fulfilled_at
    assert fulfilled is not None
    if told.obligation.fulfilled_at is None:
        yield step("met_sometime")
        return
    if due is None:
        yield step(f"met_{told.reckoned.due}")
        return
    limit = told.limit
    assert limit is not None
    left = limit.counts_on.between(fulfilled, due)
    if fulfilled == due:
        yield step("met_at_due")
    else:
        yield step("met_before", left=Length(left), elapsed=_elapsed(told))


def _elapsed(told: Told) -> Length:
    return Length(told.reckoned.elapsed)


def _breached(told: Told) -> Iterator[Step]:
    reckoned = told.reckoned
    due, breached = reckoned.due_at, reckoned.breached_at
    assert due is not None
    assert breached is not None
    if breached != due:
        yield step(
            "breached_by_change", due=told.instant(due), at=told.instant(breached)
        )
    else:
        yield step("breached", at=told.instant(breached))
    overrun = Length(reckoned.overrun or 0)
    if told.course.fulfilled_at is not None:
        at = told.instant(told.course.fulfilled_at)
        yield step("breached_late", at=at, overrun=overrun)
    elif told.course.is_closed:
        yield step("breached_never")
    else:
        yield step("breached_still", overrun=overrun)


def _lapsed(told: Told) -> Iterator[Step]:
    yield step("elapsed", elapsed=_elapsed(told))
    lapsed = told.course.lapsed_at
    if lapsed is not None:
        yield step("lapsed_by_event", at=told.instant(lapsed))
    elif told.course.is_closed:
        yield step("lapsed_closed")
    else:
        yield step("lapsed_no_limit")


def _open(told: Told) -> Iterator[Step]:
    reckoned = told.reckoned
    match reckoned.due:
        case "at":
            assert reckoned.remaining is not None
            if reckoned.state == "not_started":
                yield step("not_open_since")
            yield step(
                "passed_and_left",
                elapsed=_elapsed(told),
                left=Length(reckoned.remaining),
            )
        case "no_stated_time":
            yield step("never_due_unstated")
        case "never_opens":
            yield step("never_due_closed")
        case "paused":
            yield step("elapsed", elapsed=_elapsed(told))
            if reckoned.remaining is not None:
                yield step("paused_left", left=Length(reckoned.remaining))
        case "not_started" | "lapsed":
            yield step("elapsed", elapsed=_elapsed(told))
        case _:
            assert_never(reckoned.due)
