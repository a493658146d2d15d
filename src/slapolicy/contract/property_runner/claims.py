"""Whether a claim holds of a case at an instant, and what was found instead.

Which cases to ask about is told in `tree` and `search`.
"""

from collections.abc import Iterable
from datetime import timedelta

from slapolicy.contract.answer import Answer, instant
from slapolicy.contract.answers import Answers
from slapolicy.contract.case import Case
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.happenings import Matcher
from slapolicy.contract.evaluator.obligations import obligations
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.severities import severity_of
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Policy
from slapolicy.contract.property import ClaimDue, ClaimOrder, ClaimState, Property
from slapolicy.contract.property_runner.still import StillAnswers, is_still
from slapolicy.contract.property_runner.where import Clocks, asks_for_clocks, truth_of
from slapolicy.contract.wording import instant_words, length_words
from slapolicy.values import frozen

OPEN_STATES = frozenset({"indeterminate", "unknown"})
_UNLIMITED = frozenset({"no_stated_time", "never_opens"})


@frozen
class Verdict:
    """What a claim says of a case: it holds, it does not, or nothing (None).

    It says nothing where `where` does not hold, or where what it asks for cannot be
    told without `needs`. `found` says what is so instead of what is claimed; the same
    is the `answer`, of a claim about a state, and `owed`, of one about a clock: what is
    owed and how long after it falls due, or what each of two cases owes.
    """

    holds: bool | None
    found: str = ""
    needs: tuple[str, ...] = ()
    answer: Answer | None = None
    owed: tuple[tuple[Obligation | None, timedelta | None], ...] = ()


NOTHING = Verdict(None)


def is_exact(policy: Policy, of: Property, claim: ClaimState) -> bool:
    """Whether a claim rests on what stands at one moment, so that cases are finite.

    A claim about what is unknown does not: there are too many ways not to know.
    """
    asked = claim.expectation
    return (
        is_still(policy, asked)
        and not asks_for_clocks(of.where)
        and asked.state not in OPEN_STATES
    )


def judge_still(
    policy: Policy, of: Property, claim: ClaimState, case: Case, at: int
) -> Verdict:
    """Judge a claim that `is_exact` allows."""
    answers = StillAnswers(policy, record(policy, case, at))
    moment = answers.situation.bare.moment(at)
    truth = truth_of(of.where, moment, answers.give_severity, dict)
    if not truth.holds:
        return Verdict(None, needs=truth.needs if truth.holds is None else ())
    return _state(claim, answers.answer(claim.expectation))


def judge_state(
    policy: Policy, of: Property, claim: ClaimState, case: Case, at: int
) -> Verdict:
    """Judge any claim about a state."""
    situation = Situation(policy, record(policy, case, at))
    if not _applies(of, situation):
        return NOTHING
    return _state(claim, Answers(situation).answer(claim.expectation))


def judge_due(
    policy: Policy, of: Property, claim: ClaimDue, case: Case, at: int
) -> Verdict:
    """Judge a claim about when a clock is due after an act.

    Of every occurrence, from the last such act up to the event that began it. Time in
    which the case was closed is left out: nothing was owed then. What was met or
    breached before is not looked at again, unless `where` asks for it: it may have been
    owed to a case of another kind.
    """
    situation = Situation(policy, record(policy, case, at))
    if not _applies(of, situation):
        return NOTHING
    verdict = NOTHING
    is_past = not asks_for_clocks(of.where)
    zone = policy.agreement.zone
    for each in _promised(obligations(situation), claim.clock):
        if is_past and _is_over(each, at):
            continue
        since = _last_act(situation, claim, each)
        if since is None:
            continue
        due_at = instant(each.due_at)
        if due_at is not None:
            closed = _closed(situation, since, each, due_at)
            length = timedelta(microseconds=due_at - since - closed)
            due = instant_words(due_at, zone)
            verdict = Verdict(
                _is_within(length, claim),
                f"{each.id} due {length_words(length)} after, at {due}",
                owed=((each, length),),
            )
        elif each.due in _UNLIMITED:
            reason = each.due.replace("_", " ")
            verdict = Verdict(
                claim.bound in ("at least", "more than"),
                f"{each.id} never due ({reason})",
                owed=((each, None),),
            )
        if verdict.holds is False:
            return verdict
    return verdict


def judge_order(
    policy: Policy, of: Property, claim: ClaimOrder, cases: tuple[Case, Case], at: int
) -> Verdict:
    """Judge a claim about two severities, by two cases that differ in nothing else."""
    situations = [Situation(policy, record(policy, case, at)) for case in cases]
    wanted = (claim.severity, claim.than)
    zone = policy.agreement.zone
    for situation, severity in zip(situations, wanted, strict=True):
        if severity_of(situation).name != severity or not _applies(of, situation):
            return NOTHING
    this, other = (
        {each.occurrence: each for each in _promised(obligations(s), claim.clock)}
        for s in situations
    )
    verdict = NOTHING
    for number, beside in other.items():
        due_at = instant(beside.due_at)
        if due_at is None:
            continue
        mine = this.get(number)
        found = "not promised" if mine is None else _due_words(mine, zone)
        than = f"{claim.than} {_due_words(beside, zone)}"
        owed = ((mine, None), (beside, None))
        if mine is None or mine.due in _UNLIMITED:
            return Verdict(False, f"{claim.severity} {found}, {than}", owed=owed)
        if mine.due_at is not None:
            holds = (instant(mine.due_at) or 0) <= due_at
            verdict = Verdict(holds, f"{claim.severity} {found}, {than}", owed=owed)
            if not holds:
                return verdict
    return verdict


def _is_over(owed: Obligation, at: int) -> bool:
    ends = (instant(owed.fulfilled_at), instant(owed.breached_at))
    return any(end is not None and end < at for end in ends)


def _due_words(owed: Obligation, zone: str) -> str:
    at = instant(owed.due_at)
    return (
        f"never due ({owed.due.replace('_', ' ')})"
        if at is None
        else f"due {instant_words(at, zone)}"
    )


def _applies(of: Property, situation: Situation) -> bool:
    def clocks() -> Clocks:
        found: dict[str, tuple[str, ...]] = {}
        for each in obligations(situation):
            if each.binding:
                found[each.clock] = (*found.get(each.clock, ()), each.state)
        return found

    moment = situation.bare.moment(situation.record.at)
    truth = truth_of(of.where, moment, lambda: severity_of(situation), clocks)
    return truth.holds is True


def _state(claim: ClaimState, answer: Answer) -> Verdict:
    asked = claim.expectation
    is_so = asked.state in (answer.state, *answer.also)
    if answer.state in OPEN_STATES and answer.needs and asked.state not in OPEN_STATES:
        return Verdict(None, needs=answer.needs)
    is_so = is_so and set(asked.clauses) <= set(answer.clauses)
    cited = f" per {', '.join(answer.clauses)}" if answer.clauses else ""
    found = f"{answer.state}{cited}"
    return Verdict(is_so != claim.negated, found, answer=answer)


def _promised(owed: Iterable[Obligation], clock: str) -> list[Obligation]:
    """Give the occurrences of a clock's promise; of its aim, if there is no promise."""
    mine = [each for each in owed if each.clock == clock]
    binding = any(each.binding for each in mine)
    return [each for each in mine if each.binding == binding]


def _last_act(situation: Situation, claim: ClaimDue, owed: Obligation) -> int | None:
    key = (owed.clock, owed.binding, owed.occurrence)
    outcome = situation.outcomes[0].get(key)
    if outcome is None or outcome.occurrence is None:
        return None
    matcher = Matcher(situation.policy, situation.bare)
    acts = [
        event.at
        for event in situation.record.events
        if event.at <= outcome.occurrence.began_at
        and matcher.matches((claim.after,), event)
    ]
    return max(acts, default=None)


def _closed(situation: Situation, since: int, owed: Obligation, due_at: int) -> int:
    """Give how long the case was closed while this was owed, so that due moved."""
    fulfilled = instant(owed.fulfilled_at)
    return sum(
        max(0, min(end, due_at) - max(start, since))
        for start, end in situation.life.closures()
        if end is not None and (fulfilled is None or start < fulfilled)
    )


def _is_within(length: timedelta, claim: ClaimDue) -> bool:
    match claim.bound:
        case "at least":
            return length >= claim.length
        case "at most":
            return length <= claim.length
        case "more than":
            return length > claim.length
        case "less than":
            return length < claim.length
