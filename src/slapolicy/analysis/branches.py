"""Calendars whose hours depend on the case: cases without hours, and with two of them.

The first branch that holds gives the hours; that the order of text decides is told.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import evolve

from slapolicy.analysis.asked import named
from slapolicy.analysis.cases import Cases, cases
from slapolicy.analysis.claims import Claim
from slapolicy.analysis.inventory import defined, in_order
from slapolicy.analysis.proving import another, prover
from slapolicy.analysis.regions import Domain
from slapolicy.analysis.search import TooMany
from slapolicy.analysis.words import case_words, when
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import Calendar, CalendarBranch, Policy
from slapolicy.finding import Finding, Proof
from slapolicy.worktime import DAY, HOUR

_LOOKS = (
    *(hour * HOUR for hour in range(7 * 24)),
    *(day * DAY for day in range(7, 366)),
)
"""From a Monday at ten: each hour of a week, then once on each day of a year."""


def branches(policy: Policy) -> tuple[Finding, ...]:
    """Find calendars without hours in some case, or with the hours of two branches."""
    told = cases(policy)
    return in_order(
        finding
        for calendar in policy.calendars.values()
        for finding in (*_without(told, calendar), *_twice(told, calendar))
    )


def _without(told: Cases, calendar: Calendar) -> Iterator[Finding]:
    conditions = [branch.when for branch in calendar.branches]
    if not conditions or None in conditions:
        return
    try:
        here = told.find(outside=[told.where(each) for each in conditions])
    except TooMany:
        return
    if here is not None:
        yield Finding(
            "SLA436",
            f"`{calendar.name}` {defined(calendar)} has no hours "
            f"{when(case_words(told, here, conditions))}",
            span=calendar.span,
            hint="add a `when` for this case, or write the hours of all other cases "
            "into it without one",
            proofs=_shown(told, calendar, here),
        )


def _shown(told: Cases, calendar: Calendar, here: Domain) -> tuple[Proof, ...]:
    def holds(answers: Sequence[Answer]) -> bool:
        return answers[0].state == "indeterminate"

    claim = Claim(asked=(named(calendar.name, calendar.span),), holds=holds)
    title = f"{calendar.name} has no hours"
    return prover(told.policy).proof(title, told.sample(here), claim)


def _twice(told: Cases, calendar: Calendar) -> Iterator[Finding]:
    for one, other in combinations(calendar.branches, 2):
        if one.hours == other.hours:
            continue
        asking = [one.when, other.when]
        try:
            here = told.find(*map(told.where, asking))
        except TooMany:
            continue
        proofs = (
            () if here is None else _first_shown(told, calendar, (one, other), here)
        )
        if here is not None and proofs:
            yield Finding(
                "SLA437",
                f"two lines `when` of `{calendar.name}` {defined(calendar)} hold "
                f"{when(case_words(told, here, asking))}: the first in the text gives "
                "the hours, and the order of text should decide nothing",
                span=calendar.span,
                hint="narrow one of the two",
                proofs=proofs,
            )
            return


def _first_shown(
    told: Cases,
    calendar: Calendar,
    pair: tuple[CalendarBranch, CalendarBranch],
    here: Domain,
) -> tuple[Proof, ...]:
    """Show a case in which the hours would be others, if the lines changed places."""
    policy = told.policy
    one, other = pair
    turned = {id(one): other, id(other): one}
    branches = tuple(turned.get(id(each), each) for each in calendar.branches)
    changed = evolve(calendar, branches=branches)
    calendars = {**policy.calendars, calendar.name: changed}
    clause = calendar.clauses[0] if calendar.clauses else None
    claim = Claim(
        asked=(named(calendar.name, calendar.span, clause),),
        holds=lambda _: True,
        shifts=_LOOKS,
    )
    sample = told.sample(here)
    tells, instead = prover(policy), another(evolve(policy, calendars=calendars))
    for mine, theirs in zip(
        tells.tellings(sample, claim), instead.tellings(sample, claim), strict=True
    ):
        states = {mine.answers[0].state, theirs.answers[0].state}
        if states == {"open", "closed"}:
            title = f"The first line `when` of {calendar.name} decides"
            return (tells.shown(title.replace("`", ""), mine, claim),)
    return ()
