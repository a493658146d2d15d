"""What the case of a finding must show, by the code of the finding.

What a finding says is read from its message, as a reader would; nothing of the analysis
is asked.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from mutants import RULES, changed_to
from slapolicy.contract.answers import Answers
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario import Expectation
from slapolicy.finding import Finding, Proof
from slapolicy.worktime import from_datetime


def decisions(policy: Policy, finding: Finding) -> list[Decision]:
    """Decide the cases that a finding shows, from their JSON."""
    return [_decided(policy, proof) for proof in finding.proofs]


def _decided(policy: Policy, proof: Proof) -> Decision:
    case = policy.case(json.loads(proof.case))
    return policy.evaluate(case, datetime.fromisoformat(proof.at))


def _instant(proof: Proof) -> int:
    return from_datetime(datetime.fromisoformat(proof.at))


def names(text: str) -> list[str]:
    """Give what a text says in backticks, in order."""
    return re.findall(r"`([^`]*)`", text)


def clauses(text: str) -> list[str]:
    """Give the clauses that a text cites, in order."""
    return re.findall(r"\(clauses? `([^`]*)`", text)


def _owed(decision: Decision, clock: str) -> Iterator[Obligation]:
    return (each for each in decision.obligations if each.clock == clock)


# What each finding says


def _two_severities(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    one, other = names(finding.message.rpartition(": ")[2])[0:3:2]
    severity = told[0].severity
    return severity.state == "conflict" and {one, other} <= {*severity.possible}


def _two_limits(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    said = finding.message.rpartition(": ")[2]
    (kind, clock) = re.findall(r"the (promise|aim) `(\w+)`", said)[0]
    open_ones = [
        each
        for each in _owed(told[0], clock)
        if each.binding == (kind == "promise")
        and each.due_at is None
        and not each.needs
        and {*clauses(said)} <= {*each.clauses}
    ]
    return bool(open_ones)


def _no_severity(_policy: Policy, _finding: Finding, told: list[Decision]) -> bool:
    return told[0].severity.state == "none"


def _nothing_promised(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    message = finding.message
    decision = told[0]
    named = re.search(r"severity `(\w+)`", message)
    if named and decision.severity.name != named[1]:
        return False
    if message.startswith("no clock"):
        return decision.obligations == ()
    clock = re.findall(r"states limits of `(\w+)`", message)[0]
    kinds = {t.binding for t in policy.targets if t.span == finding.span}
    return not [each for each in _owed(decision, clock) if each.binding in kinds]


def _nothing_owed(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    (clock, *_) = names(finding.message)
    return not [*_owed(told[0], clock)]


def _never_decides(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    if finding.message.endswith("says as much"):
        return _says_as_much(policy, finding, told[0])
    if finding.message.endswith("leaves nothing of it"):
        (service, *_) = names(finding.message)
        (found,) = [each for each in told[0].coverage if each.service == service]
        return (found.outcome, found.left) == ("used_up", 0)
    return _prevails(finding, told)


def _says_as_much(policy: Policy, finding: Finding, decision: Decision) -> bool:
    """The answers are the same if the idle rule is taken out, and cite the other.

    But for an idle aim, which is then missing, and an alarm that comes twice.
    """
    idle, _, other = finding.message.partition(" never decides")
    less = {
        kind: tuple(rule for rule in getattr(policy, kind) if rule.span != finding.span)
        for kind in RULES
    }
    bare = _decided(changed_to(policy, **less), finding.proofs[0])
    aims = not idle.startswith("the aim")
    cited = json.loads(bare.to_json())
    mine = clauses(other)  # the house's own rule cites none
    is_cited = not mine or any(
        mine[0] in each["clauses"]
        for kind in ("coverage", "claims", "obligations", "alerts", "contacts")
        for each in cited[kind]
    )
    return is_cited and _answered(bare, aims) == _answered(decision, aims)


def _answered(decision: Decision, aims: bool) -> tuple[object, ...]:
    return (
        [(each.service, each.outcome, each.left) for each in decision.coverage],
        [(each.claim, each.outcome, each.disclaims) for each in decision.claims],
        [
            (each.clock, each.binding, each.state, each.due_at)
            for each in decision.obligations
            if each.binding or aims
        ],
        {each.to: each.at for each in reversed(decision.alerts)}.keys(),
        {
            (each.role, channel)
            for each in decision.contacts
            for channel in each.channels
        },
    )


def _prevails(finding: Finding, told: list[Decision]) -> bool:
    loser, _, winner = finding.message.partition(" never decides")
    (decision,) = told
    (mine,), (theirs,) = clauses(loser) or [""], clauses(winner)
    if loser.startswith("the grant"):
        (service, *_) = names(loser)
        (found,) = [each for each in decision.coverage if each.service == service]
        return found.outcome == "excluded" and theirs in found.clauses
    if loser.startswith("the severity"):
        return bool(decision.severity.clauses) and mine not in decision.severity.clauses
    (kind, clock) = re.findall(r"the (promise|aim) `(\w+)`", winner)[0]
    owed = [
        each for each in _owed(decision, clock) if each.binding == (kind == "promise")
    ]
    return bool(owed) and all(mine not in each.clauses for each in owed)


def _all_excluded(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    _, *services = names(finding.message.partition(" granted (")[0])
    outcomes = {each.service: each.outcome for each in told[0].coverage}
    return all(outcomes[service] == "excluded" for service in services)


def _later(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    slow, fast = told
    levels = {each.name: each.level for each in policy.severities}
    severe = [levels.get(each.severity.name or "", 0) for each in told]
    clock = re.findall(r"the (?:promise|aim) `(\w+)`", finding.message)[0]
    is_aim = f"the aim `{clock}`" in finding.message
    (mine,), (theirs,) = (
        [each for each in _owed(d, clock) if each.binding != is_aim] for d in told
    )
    if slow.at != fast.at or theirs.due_at is None or not 0 < severe[0] < severe[1]:
        return False
    return mine.due == "no_stated_time" or (
        mine.due_at is not None and mine.due_at > theirs.due_at
    )


def _too_late(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    (to, *_) = names(finding.message)
    clock = re.findall(r"the (?:promise|aim) `(\w+)`", finding.message)
    (decision,) = told
    for alert in decision.alerts:
        if alert.kind != "warn" or alert.to != to or alert.at is None:
            continue
        for owed in decision.obligations:
            if owed.id != alert.obligation or owed.due_at is None:
                continue
            if clock and owed.clock != clock[0]:
                continue
            if alert.at >= owed.due_at or alert.at == owed.started_at:
                return True
    return False


def _stands_still(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    (clock, *_) = names(finding.message)
    (decision,) = told
    return any(
        each.state == "paused"
        and each.started_at is not None
        and decision.at - each.started_at >= timedelta(days=300)
        for each in _owed(decision, clock)
    )


def _debtor_stops(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    if "begins anew" not in finding.message:
        return _stands_still(policy, finding, told)
    (clock, *_) = names(finding.message)
    (decision,) = told
    case: dict[str, Any] = json.loads(finding.proofs[0].case)
    debtor = re.findall(r"whenever `(\w+)`", finding.message)[0]
    case["events"] = [each for each in case["events"] if each.get("by") != debtor]
    idle = policy.evaluate(policy.case(case), decision.at)
    states = {each.state for each in _owed(decision, clock)}
    without = {each.state for each in _owed(idle, clock)}
    is_late = "breached" in without and "breached" not in states
    return is_late and "running" in states


def _two_deferrals(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    """It has not started; with one of the two alone it has."""
    (decision,) = told
    (owed, *_) = decision.obligations
    spans = {finding.span, finding.notes[0].span}
    alone = [
        _decided(
            changed_to(
                policy,
                deferrals=tuple(
                    each
                    for each in policy.deferrals
                    if each.span == span or each.span not in spans
                ),
            ),
            finding.proofs[0],
        )
        for span in spans
    ]
    started = {each.state for one in alone for each in _owed(one, owed.clock)}
    return owed.state == "not_started" and "running" in started


def _no_limit(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    listed, _, rest = finding.message.partition(" applies")
    whose = re.match(r" to `(\w+)` \(", rest)
    (decision,) = told
    if whose and decision.severity.name != whose[1]:
        return False
    return not any([*_owed(decision, clock)] for clock in names(listed))


def _first_line(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    """The calendar is open or not otherwise than if its lines stood the other way."""
    (_, name, *_) = names(finding.message)
    calendar = policy.calendars[name]
    turned = changed_to(calendar, branches=calendar.branches[::-1])
    (proof,) = finding.proofs
    states = set()
    for each in (
        policy,
        changed_to(policy, calendars={**policy.calendars, name: turned}),
    ):
        known = record(each, each.case(json.loads(proof.case)), _instant(proof))
        asked = Expectation(about="name", name=name, span=calendar.span)
        states.add(Answers(Situation(each, known)).answer(asked).state)
    return bool(told) and states == {"open", "closed"}


def _cannot_be_kept(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    """It is broken, whenever from its start on everybody does all they can."""
    (clock,) = re.findall(r"`(\w+)` \([^)]*\) is met only", finding.message)
    (decision,) = told
    (owed,) = [e for e in _owed(decision, clock) if e.state == "breached"]
    start, due = owed.started_at, owed.breached_at
    if start is None or due is None or due > decision.at:
        return False
    case: dict[str, Any] = json.loads(finding.proofs[0].case)
    for share in range(5):
        at = (start + (due - start) * share / 4).astimezone(UTC)
        more = [
            {"at": at.isoformat(), "type": verb, "by": trigger.role}
            | ({"via": trigger.channels[0]} if trigger.channels else {})
            for trigger in policy.clocks[clock].met
            for verb in trigger.verbs
            if verb not in ("opens", "changes", "waits", "resumes")
        ]
        tried = policy.case({**case, "events": [*case["events"], *more]})
        again = policy.evaluate(tried, decision.at)
        if any(each.state == "met" for each in _owed(again, clock)):
            return False
    return True


def _in_vain(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    (clock, *_) = names(finding.message)
    case = json.loads(finding.proofs[0].case)
    supplier = policy.agreement.supplier.name
    acted = {event["type"] for event in case["events"] if event.get("by") == supplier}
    states = {each.state for each in _owed(told[0], clock)}
    return bool(acted) and bool(states) and "met" not in states


def _no_hours(_policy: Policy, _finding: Finding, told: list[Decision]) -> bool:
    return bool(told)  # which calendar is open is said by no decision, but by scenarios


Says = Callable[[Policy, Finding, list[Decision]], bool]
CLAIMS: dict[str, Says] = {
    "SLA430": _two_severities,
    "SLA431": _two_limits,
    "SLA432": _no_severity,
    "SLA433": _nothing_promised,
    "SLA434": _nothing_owed,
    "SLA436": _no_hours,
    "SLA437": _first_line,
    "SLA438": _two_deferrals,
    "SLA439": _no_limit,
    "SLA441": _never_decides,
    "SLA443": _all_excluded,
    "SLA450": _later,
    "SLA460": _too_late,
    "SLA461": _debtor_stops,
    "SLA462": _cannot_be_kept,
    "SLA463": _stands_still,
    "SLA464": _stands_still,
    "SLA465": _in_vain,
    "SLA467": _stands_still,
}
"""What the case of a finding must show, by its code."""
