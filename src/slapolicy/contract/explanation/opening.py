"""How an explanation begins: which case, under what, as of when, and how it stands."""

from collections.abc import Iterator

from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.happened import at_instant, told
from slapolicy.contract.explanation.step import Days, Part, Step, Title, said, step
from slapolicy.contract.explanation.view import View


def opening_part(view: View) -> Part:
    """Give the first part."""
    decision, agreement = view.decision, view.policy.agreement
    title = Title(agreement.name, agreement.title or agreement.name)
    heading = step("heading", agreement=title, case=decision.case)
    first = step(
        "as_of",
        at=view.instant(decision.at),
        supplier=view.who(agreement.supplier.name),
        customer=view.who(agreement.customer.name),
        state=step(f"case_{decision.case_state}"),
    )
    paragraphs = [said(first), said(*_life(view)), said(*_bought(view))]
    if not view.situation.is_in_force:
        paragraphs.append(said(step("outside_dates", dates=_dates(view))))
    if view.situation.unknowns.too_many:
        paragraphs.append(said(step("too_many_unknowns")))
    paragraphs += view.cited(decision.closed_by)
    return Part(heading, tuple(each for each in paragraphs if each.steps))


def _dates(view: View) -> Step:
    starts = view.policy.agreement.starts_on
    ends = view.policy.agreement.ends_on
    if starts is not None and ends is not None:
        return step("from_through", dates=Days(starts, ends))
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
    for index, period in enumerate(view.situation.life.periods):
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
    """Tell who has agreed that the case is over, where all must and not all have."""
    world = view.situation.worlds[0]
    last = view.situation.life.last
    if last is None or last.end is not None:
        return
    for rule in world.applying(view.policy.resolutions, view.at):
        if not rule.parties:
            continue
        agreed: dict[str, int] = {}
        for event in world.record.events:
            role = view.policy.roles.get(event.by or "")
            if role is None or event.at < last.start or event.type == "reopens":
                continue
            if event.type in ("agrees", "resolves"):
                agreed[role.party] = event.at
            elif event.type == "disagrees":
                agreed.pop(role.party, None)
        if not agreed:
            continue
        missing = [party for party in rule.parties if party not in agreed]
        yield step(
            "agreed_so_far",
            agreed=tuple(view.who(party) for party in agreed),
            missing=tuple(view.who(party) for party in missing),
            clause=view.by_clause(rule.clause),
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
    for name, value in snapshot.parameters.items():
        if value is not None and name in view.policy.parameters:
            yield step(
                "parameter", name=view.title(name), value=value_of(view, name, value)
            )
