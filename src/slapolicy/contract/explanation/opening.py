"""The part of an explanation about the case itself: its life, and what was bought."""

from collections.abc import Iterator

from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.cited import resting
from slapolicy.contract.explanation.happened import agreed_so_far, at_instant, told
from slapolicy.contract.explanation.step import Days, Number, Part, Step, said, step
from slapolicy.contract.explanation.view import View


def opening_part(view: View) -> Part:
    """Give the part about the case itself: between whom, what was bought, its life."""
    agreement = view.policy.agreement
    who = step(
        "between",
        supplier=view.who(agreement.supplier.name),
        customer=view.who(agreement.customer.name),
    )
    paragraphs = [said(who, *_life(view), *_bought(view), *_later(view))]
    if not view.situation.is_in_force:
        paragraphs.append(said(step("outside_dates", dates=_dates(view))))
    if view.situation.unknowns.too_many:
        paragraphs.append(said(step("too_many_unknowns")))
    clauses = view.decision.closed_by
    return Part(step("opening_heading"), resting(paragraphs, clauses))


def _later(view: View) -> Iterator[Step]:
    number = sum(view.at < e.at for e in view.case.events)
    if number:
        yield step("later_events", number=Number(number))


def _dates(view: View) -> Step:
    starts = view.policy.agreement.starts_on
    ends = view.policy.agreement.ends_on
    if starts is not None and ends is not None:
        return step("from_through", first=Days(starts, starts), last=Days(ends, ends))
    if starts is not None:
        return step("from_date", date=Days(starts, starts))
    if ends is not None:
        return step("through_date", date=Days(ends, ends))
    return step("nothing")


def _life(view: View) -> Iterator[Step]:
    known = view.situation.record
    if known.opened_at is None or known.opening is None:
        return
    yield step(
        "opened", at=view.instant(known.opened_at), event=told(view, known.opening)
    )
    lives = view.situation.lives
    for index, period in enumerate(view.situation.life.periods):
        if any(life.periods[index : index + 1] != (period,) for life in lives):
            state = view.decision.case_state
            if state in ("resolved", "withdrawn"):
                yield step(f"ended_{state}_sometime")
            break  # from here on, possible cases differ
        if index:
            yield step("reopened", at=view.instant(period.start))
        if period.end is not None and period.kind is not None:
            yield step(f"ended_{period.kind}", at=view.instant(period.end))
            yield from _why_ended(view, period.end, period.clauses)
    yield from _agreement_so_far(view)


def _why_ended(view: View, at: int, clauses: tuple[str, ...]) -> Iterator[Step]:
    world = view.situation.worlds[0]
    types = ("agrees", "resolves", "withdraws")
    event = at_instant(world, at, types)
    if event is not None:
        yield step("ended_by_event", event=told(view, event))
    elif clauses:
        yield step("ended_by_rule", clause=view.clause(clauses[0]))


def _agreement_so_far(view: View) -> Iterator[Step]:
    found = agreed_so_far(view)
    if found is not None:
        agreed, missing, clause = found
        yield step(
            "agreed_so_far",
            agreed=tuple(view.who(party) for party in agreed),
            missing=tuple(view.who(party) for party in missing),
            clause=view.by_clause(clause),
        )


def _bought(view: View) -> Iterator[Step]:
    """Tell the plan, the add-ons and what the order form says."""
    snapshot = view.situation.record.snapshot(view.at)
    if view.policy.plans:
        if snapshot.plan is None:
            yield step("plan_unknown")
        else:
            yield step("plan", plan=view.title(snapshot.plan))
    if view.policy.addons:
        if snapshot.addons is None:
            yield step("addons_not_stated")
        elif snapshot.addons:
            yield step("addons", addons=view.titles(snapshot.addons))
        else:
            yield step("addons_none")
    parameters = tuple(
        step("parameter", name=view.title(name), value=value_of(view, name, value))
        for name, value in snapshot.parameters.items()
        if value is not None and name in view.policy.parameters
    )
    if parameters:
        yield step("parameters", parameters=parameters)
