"""Runs the properties of a policy: exactly where cases are finite, else by search."""

from collections.abc import Callable
from itertools import chain, product, zip_longest
from typing import Any, assert_never

from attrs import evolve

from slapolicy.contract.case import CaseError
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.policy import All, Condition, Is, Policy, Subject
from slapolicy.contract.property import (
    Claim,
    ClaimDue,
    ClaimOrder,
    ClaimState,
    Property,
)
from slapolicy.contract.property_runner.claims import (
    NOTHING,
    Verdict,
    is_exact,
    judge_due,
    judge_order,
    judge_state,
    judge_still,
)
from slapolicy.contract.property_runner.draft import Draft, Instead
from slapolicy.contract.property_runner.result import (
    Kind,
    PropertyFailure,
    PropertyResult,
)
from slapolicy.contract.property_runner.search import Storyteller, clocks_of
from slapolicy.contract.property_runner.shrinker import (
    Plain,
    plain_openings,
    smallest,
)
from slapolicy.contract.property_runner.space import Space
from slapolicy.contract.property_runner.still import StillAnswers, StillSituation
from slapolicy.contract.property_runner.told import claim_words, story_words
from slapolicy.contract.property_runner.tree import (
    decide,
    openings,
    owing,
    told_apart,
)
from slapolicy.contract.wording import instant_words
from slapolicy.worktime import Zone, to_iso, zone

TRIES = 200
_BASES = 48
_EACH = 3
_MOST_LIMITS = 12
_NOT_IN_FORCE = "in a case opened outside the dates in force"


def run(policy: Policy, of: Property, tries: int = TRIES) -> PropertyResult:
    """Check one property.

    Args:
        policy: The policy that states it.
        of: The property.
        tries: How many cases are tried for a claim that cannot be decided exactly.
    """
    held_to = {
        each.clock: tuple(
            other.length
            for other in of.claims
            if isinstance(other, ClaimDue) and other.clock == each.clock
        )
        for each in of.claims
        if isinstance(each, ClaimDue)
    }
    space = Space(policy, of.where, held_to)
    results = [_Check(space, of, claim, tries).run() for claim in of.claims]
    failures = [each.failure for each in results if each.failure is not None]
    is_exact = all(each.kind == "exact" for each in results)
    return PropertyResult(
        property=of,
        kind="exact" if is_exact else "searched",
        cases=sum(each.cases for each in results),
        failure=failures[0] if failures else None,
    )


def run_all(policy: Policy, tries: int = TRIES) -> tuple[PropertyResult, ...]:
    """Check every property of a policy, in order of text."""
    return tuple(run(policy, of, tries) for of in policy.properties)


class _Check:
    """Checks one claim of a property."""

    def __init__(self, space: Space, of: Property, claim: Claim, tries: int) -> None:
        self.space = space
        self.policy = space.policy
        self.of = of
        self.claim = claim
        self.tries = tries

    def run(self) -> PropertyResult:
        """Decide the claim exactly if that can be; else search."""
        claim = self.claim
        if isinstance(claim, ClaimState) and is_exact(self.policy, self.of, claim):
            found = decide(
                self.space,
                lambda case, at: judge_still(self.policy, self.of, claim, case, at),
            )
            if found.refuted is not None or found.is_whole:
                return self._result("exact", found.cases, found.refuted)
        return self._search()

    def _search(self) -> PropertyResult:
        bases = self._bases()
        teller = Storyteller(self.space, self.claim, self.of.title)
        cases = 0
        for draft in teller.stories(bases, self.tries if bases else 0):
            verdict = self._judge(draft)
            cases += verdict.holds is not None
            if verdict.holds is False:
                return self._result("searched", cases, draft)
        return self._result("searched", cases, None)

    def _bases(self) -> list[Draft]:
        """Give cases of which the property speaks, to be told on."""
        where, claim = self.of.where, self.claim
        if not isinstance(claim, ClaimOrder):
            return self._owing_bases(told_apart(self.space, where, _BASES))
        these, others = (
            told_apart(self.space, _all(where, _is_severity(name)), _BASES)
            for name in (claim.severity, claim.than)
        )
        pairs = [_paired(this, other) for this in these for other in others]
        return [each for each in pairs if each is not None][:_BASES]

    def _owing_bases(self, plain: list[Draft]) -> list[Draft]:
        """Give cases by turns: one that owes each limit, and any one.

        Then such as owe a limit, and become of the kind of which the property speaks.
        """
        where = self.of.where
        clocks = clocks_of(self.policy, self.claim)
        limits = [each for each in self.policy.targets if each.clock in clocks]
        asked = list(dict.fromkeys(owing(each) for each in limits[:_MOST_LIMITS]))
        owed = [told_apart(self.space, _all(where, each), _EACH) for each in asked]
        turns = zip_longest(*(group for group in owed if group), plain)
        bases = [each for turn in turns for each in turn if each is not None]
        if where is not None and plain:
            starts = [told_apart(self.space, each, 1) for each in asked]
            for start, other in product(chain.from_iterable(starts), plain[:_EACH]):
                become = _becoming(start, other)
                bases += [] if become is None else [become]
        return bases

    def _judge(self, draft: Draft) -> Verdict:
        """Judge a draft as the policy judges its JSON; nothing, if it is not taken."""
        policy, of, claim = self.policy, self.of, self.claim
        try:
            case = draft.case(policy)
            second = None if draft.second is None else draft.second.case(policy)
        except CaseError:
            return NOTHING
        match claim:
            case ClaimState():
                return judge_state(policy, of, claim, case, draft.at)
            case ClaimDue():
                return judge_due(policy, of, claim, case, draft.at)
            case ClaimOrder():
                assert second is not None
                return judge_order(policy, of, claim, (case, second), draft.at)
            case _:
                assert_never(claim)

    def _result(self, kind: Kind, cases: int, refuted: Draft | None) -> PropertyResult:
        failure = None
        if refuted is not None:
            failure = self._failure(refuted)
        elif not cases:
            failure = PropertyFailure(
                claim=self.claim,
                message=f"expected {claim_words(self.claim)}, and there is no case of "
                "which it says anything"
                if kind == "exact"
                else f"expected {claim_words(self.claim)}, and no case was found of "
                "which it says anything",
                expected=claim_words(self.claim),
                found="no case of which it says anything",
            )
        return PropertyResult(property=self.of, kind=kind, cases=cases, failure=failure)

    def _refutes(self, draft: Draft) -> Callable[[Draft], bool]:
        """Give how smaller cases are judged: of a clock, as severe as one can tell."""
        policy = self.policy
        is_of_clock = not isinstance(self.claim, ClaimState) or (
            self.claim.expectation.name in policy.clocks
        )

        def is_open(each: Draft) -> bool:
            known = record(policy, each.case(policy), each.at)
            return StillAnswers(policy, known).give_severity().name is None

        if not is_of_clock or is_open(draft):
            return lambda each: self._judge(each).holds is False
        return lambda each: self._judge(each).holds is False and not is_open(each)

    def _plain(self, clock: Zone) -> Plain:
        space, policy = self.space, self.policy
        declared = (*policy.facts.values(), *policy.parameters.values())
        return Plain(
            openings=plain_openings(openings(space)[0].opened_at, clock),
            values={each.name: space.plain_values(each) for each in declared},
            clock=clock,
        )

    def _failure(self, draft: Draft) -> PropertyFailure:
        """Tell the smallest case that refutes, as it is read back from its JSON."""
        policy, claim = self.policy, self.claim
        clock = zone(policy.agreement.zone)
        small = smallest(draft, self._refutes(draft), self._plain(clock))
        verdict = self._judge(small)
        assert verdict.holds is False, "a claim is refuted by what the evaluator says"
        at = to_iso(small.at, clock.name)
        second = small.second
        known = record(policy, small.case(policy), small.at)
        is_in_force = StillSituation(policy, known).is_in_force
        if not is_in_force:
            verdict = evolve(verdict, found=f"{verdict.found}, {_NOT_IN_FORCE}")
        return PropertyFailure(
            claim=claim,
            message=f"at {instant_words(small.at, clock.name)}: "
            f"expected {claim_words(claim)}, found {verdict.found}",
            expected=claim_words(claim),
            found=verdict.found,
            case=small.to_json(policy),
            other=None if second is None else second.to_json(policy),
            at=at,
            words=story_words(policy, small),
            verdict=verdict,
            is_in_force=is_in_force,
        )


def _all(where: Condition | None, more: Condition | None) -> Condition | None:
    if where is None or more is None:
        return more if where is None else where
    return All((where, more))


def _is_severity(name: str) -> Condition:
    return Is(Subject("severity"), (name,))


def _paired(this: Draft, other: Draft) -> Draft | None:
    """Give a case with what it needs to be of the other severity; None: they clash."""
    merged = _merged(this, other)
    if merged is None:
        return None
    changes = tuple(
        evolve(act, at=act.at - other.opened_at)
        for act in other.acts
        if act.type == "changes"
    )
    instead = Instead(facts=other.facts, severity=other.severity, changes=changes)
    return evolve(this, instead=instead, **merged)


def _becoming(this: Draft, other: Draft) -> Draft | None:
    """Give a case that becomes like another in the end; None: it cannot."""
    merged = _merged(this, other)
    told = {name: v for name, v in other.facts.items() if this.facts.get(name) != v}
    if merged is None or not told or len(other.acts) > 1:
        return None
    return evolve(this, becomes=told, **merged)


def _merged(this: Draft, other: Draft) -> dict[str, Any] | None:
    """Give what two cases need to have in common; None: they clash."""
    merged: dict[str, Any] = {}
    for key in ("plan", "addons"):
        mine, beside = getattr(this, key), getattr(other, key)
        if mine is not None and beside is not None and mine != beside:
            return None
        merged[key] = beside if mine is None else mine
    if any(this.parameters.get(k, v) != v for k, v in other.parameters.items()):
        return None
    return {**merged, "parameters": {**other.parameters, **this.parameters}}
