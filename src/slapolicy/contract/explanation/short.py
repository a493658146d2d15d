"""How an explanation begins: in short, what people ask first, one line for each."""

from collections.abc import Iterator

from slapolicy.contract.decision import Obligation
from slapolicy.contract.explanation.clocks import outcome_of
from slapolicy.contract.explanation.course_told import told_of
from slapolicy.contract.explanation.happened import agreed_so_far
from slapolicy.contract.explanation.next_change import what_next
from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Count,
    Number,
    Part,
    Step,
    Title,
    item,
    length,
    said,
    step,
)
from slapolicy.contract.explanation.view import View


def short_part(view: View) -> Part:
    """Give the first part."""
    agreement = view.policy.agreement
    title = Title(agreement.name, agreement.title or agreement.name)
    heading = step("heading", agreement=title, case=view.decision.case)
    as_of = step("in_short", at=view.instant(view.at))
    lines = (
        _case(view), _severity(view), *_asked(view), *_obligations(view),
        *_missing(view), _next(view),
    )  # fmt: skip
    return Part(heading, (said(as_of), *(item(each) for each in lines if each)))


def _case(view: View) -> Step:
    decision = view.decision
    if not view.situation.is_in_force:
        return step("short_not_in_force")
    found = agreed_so_far(view)
    if found is not None:
        agreed, missing, clause = found
        return step(
            "short_agreed",
            agreed=tuple(view.who(party) for party in agreed),
            missing=tuple(view.who(party) for party in missing),
            clauses=view.in_clauses([clause]),
        )
    if decision.case_state not in ("resolved", "withdrawn"):
        return step(f"short_{decision.case_state}")
    clauses = view.in_clauses(decision.closed_by[:1])
    if decision.closed_at is None:  # all possible cases have ended, each at its time
        return step(f"short_{decision.case_state}_sometime", clauses=clauses)
    at = view.instant(decision.closed_at)
    return step(f"short_{decision.case_state}", at=at, clauses=clauses)


def _severity(view: View) -> Step | None:
    decision = view.decision.severity
    if not view.policy.severities or not view.situation.is_in_force:
        return None
    rules = [r for r in view.policy.severities if r.name in decision.possible]
    names = tuple(
        step("no_severity") if name is None else view.title(name)
        for name in decision.possible
    )
    is_open = decision.state == "indeterminate"
    return step(
        f"short_severity_{decision.state}",
        severity=AnyOf(names) if is_open else names,
        clauses=view.in_clauses(rule.clause for rule in rules),
    )


def _asked(view: View) -> Iterator[Step]:
    decision = view.decision
    for each in decision.coverage:
        yield step(
            "short_coverage",
            service=view.title(each.service),
            outcome=step(f"is_{each.outcome}"),
            clauses=view.in_clauses(each.clauses[:1]),
        )
    for claim in decision.claims:
        yield step(
            "short_claim",
            claim=view.title(claim.claim),
            outcome=step(f"is_{claim.outcome}"),
            clauses=view.in_clauses(claim.clauses[:1]),
        )
    for addon in decision.addons:
        if addon.outcome != "allowed":
            yield step(
                "short_addon",
                addon=view.title(addon.addon),
                outcome=step(f"is_{addon.outcome}"),
                clauses=view.in_clauses(addon.clauses[:1]),
            )


# Obligations


def _obligations(view: View) -> Iterator[Step]:
    """Tell each that began; those of one clock that were met, on one line."""
    owed = [each for each in view.decision.obligations if _is_told(each)]
    met: dict[tuple[str, bool], list[Obligation]] = {}
    for each in owed:
        if each.state == "met":
            met.setdefault((each.clock, each.binding), []).append(each)
    for each in owed:
        same = met.get((each.clock, each.binding), [])
        if each.state != "met" or len(same) == 1:
            yield _line(view, each, [each], _standing(view, each))
        elif each is same[0]:
            yield _line(view, each, same, step("short_met_all"))


def _is_told(each: Obligation) -> bool:
    return each.state != "not_started" or each.started_at is not None


def _line(view: View, each: Obligation, same: list[Obligation], how: Step) -> Step:
    others = [o for o in view.decision.obligations if o.clock == each.clock]
    number = step("nothing")
    if any(other.occurrence > 1 for other in others):
        numbers = tuple(Number(one.occurrence) for one in same)
        number = step("numbered", number=numbers)
    return step(
        "short_promise" if each.binding else "short_aim",
        clock=view.title(each.clock),
        number=number,
        how=how,
        clauses=view.in_clauses(_own(view, each)),
    )


def _own(view: View, each: Obligation) -> tuple[str | None, ...]:
    """Give the clauses of the limits there may be; else that which comes first."""
    key = (each.clock, each.binding, each.occurrence)
    found = [outcomes.get(key) for outcomes in view.situation.outcomes]
    targets = [one.target for one in found if one is not None and one.target]
    return tuple(target.clause for target in targets) or each.clauses[:1]


def _standing(view: View, each: Obligation) -> Step:
    arguments: dict[str, Argument] = {}
    instants = {
        "due": each.due_at,
        "fulfilled": each.fulfilled_at,
        "breached": each.breached_at,
    }
    lengths = {"left": each.remaining, "overrun": each.overrun}
    for name, at in instants.items():
        if at is not None:
            arguments[name] = view.instant(at, each.zone)
    for name, of in lengths.items():
        if of is not None:
            arguments[name] = length(of)
    if each.state == "indeterminate" or each.due == "indeterminate":
        return _uncertain(view, each)
    match each.state:
        case "breached":
            return Step(_breached(each), arguments)
        case "paused":
            arguments["since"] = _paused_since(view, each)
            left = each.remaining is not None
            return Step("short_paused_left" if left else "short_paused", arguments)
        case "lapsed":
            return step("state_lapsed")
        case "met" if each.fulfilled_at is None:  # in each possible case at its time
            return step("short_met_sometime")
        case _:
            is_open = each.state != "met" and each.remaining is None
            some = "_some" if is_open and each.due == "at" else ""  # not agreed on
            return Step(f"short_{each.state}_{each.due}{some}", arguments)


def _breached(each: Obligation) -> str:
    """Give the sentence that tells a breach by what the possible cases agree on."""
    if each.fulfilled_at is not None:
        return "short_late" if each.overrun is not None else "short_late_by_some"
    if each.breached_at is None:
        return "short_was_due" if each.overrun is None else "short_was_due_over"
    if each.overrun is None:
        return "short_over"
    return "short_breached" if each.breached_at == each.due_at else "short_turned"


def _paused_since(view: View, each: Obligation) -> Argument:
    found = outcome_of(view, each)
    told = None if found is None else told_of(view, *found, each)
    assert told is not None  # it has begun, or it would not be paused
    return told.instant(max(told.leg.pauses[-1][0], told.leg.start))


def _uncertain(view: View, each: Obligation) -> Step:
    key = (each.clock, each.binding, each.occurrence)
    found = [outcomes.get(key) for outcomes in view.situation.outcomes]
    dues = sorted(
        {
            one.reckoned.due_at
            for one in found
            if one is not None and one.reckoned and one.reckoned.due_at is not None
        }
    )
    state = step(f"state_{each.state}")
    if not dues:
        return step("short_uncertain", state=state)
    first, last = (view.instant(at, each.zone) for at in (dues[0], dues[-1]))
    if each.latest_due_at is not None:
        code = "short_between" if len(dues) > 2 else "short_either"
        if not each.needs:
            code = "short_conflict"
        return step(code, state=state, first=first, last=last)
    if len(dues) == 1:
        return step("short_if_owed", state=state, due=first)
    return step("short_earliest", state=state, first=first)


# What is missing, and what comes next


def _missing(view: View) -> Iterator[Step]:
    decision = view.decision
    parts = (
        decision.severity, *decision.coverage, *decision.addons, *decision.obligations,
        *decision.alerts, *decision.duties,
    )  # fmt: skip
    needs = dict.fromkeys(n for part in parts for n in getattr(part, "needs", ()))
    if needs:
        yield step("short_missing", needs=tuple(view.need(name) for name in needs))
    for kind, unit in (("step", "steps"), ("collect", "facts")):
        found = [
            each
            for each in decision.intake
            if each.kind == kind and each.state == "missing"
        ]
        if found:
            yield step(
                f"short_{kind}",
                number=Count(len(found), unit),
                clauses=view.in_clauses(each.clauses[0] for each in found),
            )


def _next(view: View) -> Step:
    at = view.decision.next_change_at
    if at is None:
        return step("next_never")
    return step("next_at", at=view.instant(at), what=what_next(view, at))
