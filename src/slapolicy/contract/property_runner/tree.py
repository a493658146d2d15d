"""Decides claims exactly where cases are finite: only what bears on the answer is told.

It begins with a case of which nothing is known. As long as the answer needs a fact,
each value that the fact may have is tried; more knowledge never turns an answer, so
what is answered without a fact is answered for all of its values.
"""

from collections.abc import Callable
from datetime import date, timedelta

from slapolicy.contract.case import Case
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.policy import (
    All,
    ClockIs,
    Condition,
    Either,
    Is,
    Subject,
    Target,
)
from slapolicy.contract.property_runner.claims import Verdict
from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.contract.property_runner.space import Space
from slapolicy.contract.property_runner.still import StillAnswers
from slapolicy.contract.property_runner.where import truth_of
from slapolicy.values import frozen
from slapolicy.worktime import DAY, HOUR, zone

MOST_CASES = 4_000
Judge = Callable[[Case, int], Verdict]
_MORNING = 10 * HOUR


@frozen
class Decided:
    """What the tree found: how many cases it told apart, and one that refutes.

    `is_whole`: no case was left out, so that without a refutation it holds of all.
    """

    cases: int
    refuted: Draft | None
    is_whole: bool


def decide(space: Space, judge: Judge) -> Decided:
    """Judge a claim in every case that can be told apart."""
    cases, looked, is_whole = 0, 0, True
    waiting = list(reversed(openings(space)))
    while waiting:
        draft = waiting.pop()
        looked += 1
        if looked > MOST_CASES:
            return Decided(cases, None, is_whole=False)
        verdict = judge(draft.case(space.policy), draft.at)
        if verdict.holds is False:
            return Decided(cases + 1, draft, is_whole)
        if verdict.holds:
            cases += 1
        elif verdict.needs:
            branches = space.branches(draft, verdict.needs[0])
            is_whole = is_whole and branches is not None
            waiting += reversed(branches or ())
    return Decided(cases, None, is_whole)


def openings(space: Space) -> list[Draft]:
    """Give cases of which nothing is known but when they were opened.

    The first lies well within the dates in force. Where the agreement governs all
    cases while it is in force, each is looked at on all dates from then on.
    """
    agreement = space.policy.agreement
    clock = zone(agreement.zone)
    ats = [
        clock.first_reaching(
            (on - date(1970, 1, 1)) // timedelta(days=1) * DAY + _MORNING
        )
        for on in space.dates
    ]
    found: list[Draft] = []
    for opened_at in ats:
        opens = Act(at=opened_at, type="opens", by=agreement.customer.name)
        looks = [opened_at]
        if agreement.governs_all_cases:
            looks += [at for at in ats if at > opened_at]
        found += [Draft(acts=(opens,), at=at + space.before_look) for at in looks]
    return found


def told_apart(
    space: Space, condition: Condition | None, most: int, looks: int = MOST_CASES
) -> list[Draft]:
    """Give cases, at most so many, in which a condition holds, whatever else is so.

    All are opened on the same day, in force. What it asks of clocks is left open. No
    more than so many cases are looked at.
    """
    asked = _without_clocks(condition)
    policy = space.policy
    found: list[Draft] = []
    waiting = openings(space)[:1]
    looked = 0
    while waiting and len(found) < most and looked < looks:
        looked += 1
        draft = waiting.pop()
        answers = StillAnswers(policy, record(policy, draft.case(policy), draft.at))
        moment = answers.situation.bare.moment(draft.at)
        truth = truth_of(asked, moment, answers.give_severity, dict)
        if truth.holds:
            found.append(draft)
        elif truth.needs:
            waiting += reversed(space.branches(draft, truth.needs[0]) or ())
    return found


def by_severity(
    space: Space, most: int, looks: int = MOST_CASES
) -> dict[str, tuple[Draft, ...]]:
    """Give cases of each severity, at most so many of each, told as `told_apart` does.

    A severity that none of the first few thousand cases has is left out.
    """
    policy = space.policy
    found: dict[str, list[Draft]] = {}
    waiting = openings(space)[:1]
    looked = 0
    while waiting and looked < looks:
        looked += 1
        draft = waiting.pop()
        answers = StillAnswers(policy, record(policy, draft.case(policy), draft.at))
        severity = answers.give_severity()
        if severity.name is not None:
            mine = found.setdefault(severity.name, [])
            if len(mine) < most:
                mine.append(draft)
        elif severity.needs:
            waiting += reversed(space.branches(draft, severity.needs[0]) or ())
    return {name: tuple(drafts) for name, drafts in found.items()}


def owing(target: Target) -> Condition | None:
    """Give what must hold of a case for a limit to be owed in it; None: nothing."""
    severe = Is(Subject("severity"), target.severities) if target.severities else None
    said = [each for each in (target.on, target.when, severe) if each is not None]
    return All(tuple(said)) if said else None


def _without_clocks(condition: Condition | None) -> Condition | None:
    """Give what must hold whatever becomes of the clocks; None: nothing."""
    match condition:
        case ClockIs():
            return None
        case All(parts):
            kept = [each for each in map(_without_clocks, parts) if each is not None]
            return All(tuple(kept)) if kept else None
        case Either(parts):
            either = [each for each in map(_without_clocks, parts) if each is not None]
            return Either(tuple(either)) if len(either) == len(parts) else None
        case _:
            return condition
