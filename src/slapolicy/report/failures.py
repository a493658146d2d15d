"""Where a scenario or a property is not as it says, told."""

from datetime import timedelta

from slapolicy.contract.answer import instant
from slapolicy.contract.decision import Obligation
from slapolicy.contract.explanation.step import (
    Argument,
    Instant,
    Number,
    Step,
    length,
    step,
)
from slapolicy.contract.property import ClaimDue, ClaimOrder, ClaimState
from slapolicy.contract.property_runner.result import Kind, PropertyFailure
from slapolicy.contract.scenario import Expectation
from slapolicy.contract.scenario_runner import ScenarioFailure
from slapolicy.report.asked import about, state_told
from slapolicy.report.properties import claimed
from slapolicy.report.teller import Teller
from slapolicy.worktime import parse_instant


def differs(teller: Teller, failure: ScenarioFailure) -> Step:
    """Tell in what an answer is not the one expected."""
    at, asked, answer = Instant(failure.at, failure.zone), failure.asked, failure.answer
    if asked is None or answer is None:
        return _rests(teller, "together", failure.expected, failure.found, at=at)
    what = about(teller, asked)
    state = _state(teller, asked, answer.state, answer.needs)
    match failure.what:
        case "state":
            expected = state_told(teller, asked, asked.state or "")
            return step(
                "differs_state", at=at, what=what, expected=expected, found=state
            )
        case "due" if asked.due_at is None:
            return step("differs_unstated", at=at, what=what)
        case "due" | "at":
            wanted = asked.due_at if failure.what == "due" else asked.at
            actual = answer.due_at if failure.what == "due" else answer.at
            code = f"differs_{failure.what}"
            found: Argument = state
            if actual is None:
                code += "_none"
            else:
                found = Instant(actual, failure.zone)
            expected = Instant(wanted or 0, failure.zone)
            return step(code, at=at, what=what, expected=expected, found=found)
        case "left":
            code = "differs_left" if answer.left is not None else "differs_left_none"
            parts: dict[str, Argument] = {
                "at": at,
                "what": what,
                "expected": _amount(asked.left),
            }
            if answer.left is not None:
                parts["found"] = _amount(answer.left)
            return step(code, **parts)
        case "needs":
            needs = tuple(map(teller.need, asked.needs))
            lacking = tuple(map(teller.need, answer.needs))
            if not lacking:
                return step("differs_needs_none", at=at, what=what, expected=needs)
            return step(
                "differs_needs", at=at, what=what, expected=needs, found=lacking
            )
        case _:
            return _rests(
                teller, failure.what, failure.expected, failure.found, at=at, what=what
            )


def _rests(
    teller: Teller, on: str, expected: str, found: str, **parts: Argument
) -> Step:
    """Tell on which clauses, or readings, an answer rests."""
    if on == "reading":
        parts["expected"] = expected
        if found == "none":
            return step("differs_reading_none", **parts)
        return step("differs_reading", **parts, found=found)
    parts["expected"] = tuple(map(teller.clause, expected.split(", ")))
    if found == "none":
        return step(f"differs_{on}_none", **parts)
    clauses = tuple(map(teller.clause, found.split(", ")))
    return step(f"differs_{on}", **parts, found=clauses)


def _state(
    teller: Teller, asked: Expectation, state: str, needs: tuple[str, ...]
) -> Step:
    lacking = step("nothing")
    if needs:
        lacking = step("outcome_needs", needs=tuple(map(teller.need, needs)))
    told = state_told(teller, asked, state)
    return step("found_state", state=told, needs=lacking)


def _amount(left: timedelta | int | None) -> Argument:
    return length(left) if isinstance(left, timedelta) else Number(left or 0)


# Properties


def refuted(teller: Teller, failure: PropertyFailure, kind: Kind) -> Step:
    """Tell what a claim expects, and the case of which it does not hold."""
    claim = claimed(teller, failure.claim)
    if failure.verdict is None or failure.at is None:
        code = "says_nothing" if kind == "exact" else "says_nothing_found"
        return step(code, claim=claim)
    at = Instant(parse_instant(failure.at).instant, teller.policy.agreement.zone)
    code = "refuted" if failure.is_in_force else "refuted_outside"
    return step(code, at=at, claim=claim, found=_found_instead(teller, failure))


def _found_instead(teller: Teller, failure: PropertyFailure) -> Step:
    claim, verdict = failure.claim, failure.verdict
    assert verdict is not None
    match claim:
        case ClaimState() if verdict.answer is not None:
            state = state_told(teller, claim.expectation, verdict.answer.state)
            clauses = teller.in_clauses(verdict.answer.clauses)
            return step("found_answer", state=state, clauses=clauses)
        case ClaimDue():
            ((owed, after),) = verdict.owed
            assert owed is not None
            return _due_after(teller, owed, after)
        case ClaimOrder():
            (mine, _), (beside, _) = verdict.owed
            return step(
                "found_pair",
                severity=teller.title(claim.severity),
                mine=_owed(teller, mine),
                than=teller.title(claim.than),
                beside=_owed(teller, beside),
            )
        case _:
            message = "a verdict on a state holds its answer"
            raise AssertionError(message)


def _due_after(teller: Teller, owed: Obligation, after: timedelta | None) -> Step:
    number = step("nothing")
    if owed.occurrence > 1:
        number = step("numbered", number=Number(owed.occurrence))
    clock = teller.title(owed.clock)
    if after is None:
        return step(f"found_never_{owed.due}", clock=clock, number=number)
    at = Instant(instant(owed.due_at) or 0, teller.policy.agreement.zone)
    return step(
        "found_due_after", clock=clock, number=number, length=length(after), at=at
    )


def _owed(teller: Teller, owed: Obligation | None) -> Step:
    if owed is None:
        return step("found_not_promised")
    due_at = instant(owed.due_at)
    if due_at is not None:
        return step("found_due", at=Instant(due_at, teller.policy.agreement.zone))
    if owed.due in ("no_stated_time", "never_opens"):
        return step(f"found_{owed.due}")
    return step("found_not_due")
