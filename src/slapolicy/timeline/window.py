"""What stretch a timeline shows: all instants of a decision, and some room."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from slapolicy.contract.explanation.view import View
from slapolicy.contract.history import decisions
from slapolicy.worktime import MINUTE, from_datetime

MOST_EVENTS = 400
Dues = Mapping[str, tuple[int, ...]]


def window_of(view: View, former: Dues) -> tuple[int, int]:
    """Give the stretch that holds every instant, with some room on either side.

    Warnings, escalations and the instant of the decision are held too, unless they lie
    far from all others.
    """
    known = [*_instants(view), *(at for dues in former.values() for at in dues)]
    alerts = [*_known(*(each.at for each in view.decision.alerts))]
    known = known or alerts or [view.at]
    first, last = min(known), max(known)
    room = max((last - first) // 4, 10 * MINUTE)
    near = [at for at in (*alerts, view.at) if first - room <= at <= last + room]
    first, last = min([first, *near]), max([last, *near])
    edge = max((last - first) // 20, MINUTE // 2)
    return first - edge, last + edge


def _instants(view: View) -> Iterator[int]:
    yield from (each.at for each in view.case.events if each.at <= view.at)
    for each in view.decision.obligations:
        yield from _known(
            each.started_at, each.due_at, each.earliest_due_at, each.latest_due_at,
            each.fulfilled_at, each.breached_at,
        )  # fmt: skip
    yield from _known(view.decision.closed_at)
    opened = view.situation.record.opened_at
    if opened is not None:
        yield from (at for at, _ in view.situation.worlds[0].severities if at >= opened)


def _known(*found: datetime | None) -> Iterator[int]:
    yield from (from_datetime(each) for each in found if each is not None)


def former_dues(view: View) -> dict[str, tuple[int, ...]]:
    """Give when each obligation was once to fall due, before something moved it.

    Nothing is told of cases with very many events.
    """
    if len(view.case.events) > MOST_EVENTS:
        return {}
    found: dict[str, dict[int, None]] = {}
    for decision in decisions(view.policy, view.case, view.at):
        for each in decision.obligations:
            if each.due_at is not None:
                found.setdefault(each.id, {})[from_datetime(each.due_at)] = None
    present = {each.id: {*_known(each.due_at)} for each in view.decision.obligations}
    return {
        name: moved
        for name, dues in found.items()
        if name in present
        and (moved := tuple(at for at in dues if at not in present[name]))
    }
