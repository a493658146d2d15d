"""Whether the case of a finding is decided as the finding says, told from the decision.

What a finding says is read from its message, as a reader would; nothing of the analysis
is asked. Which findings carry no case, and why, is said here too.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from planted_rules import source
from slapolicy import api
from slapolicy.analysis import CHECKS
from slapolicy.analysis.inventory import all_rules
from slapolicy.contract.decision import Decision, Obligation
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario_runner import run
from slapolicy.finding import Finding, Proof

NO_CASE = {
    "SLA435": "it says that not all cases were looked at",
    "SLA437": "the hours of the second line are to be seen in no decision",
    "SLA440": "it says that there is no such case",
    "SLA442": "two rules that say the same are told apart by no case",
    "SLA444": "it says that there is no such case",
    "SLA466": "it says that there is no such case",
    "SLA470": "it lists the dates on which two sources differ",
    "SLA471": "it lists the years of which no source knows the holidays",
    "SLA472": "it lists the years of which one source knows the holidays",
    "SLA501": "what nothing uses bears on no case",
    "SLA502": "what no decision rests on bears on no case",
    "SLA503": "a clause without a rule bears on no case",
    "SLA504": "a clause that is not there bears on no case",
}
"""The codes of the analysis that carry no case, each with the reason."""


def decisions(policy: Policy, finding: Finding) -> list[Decision]:
    """Decide the cases that a finding shows, from their JSON."""
    return [_decided(policy, proof) for proof in finding.proofs]


def _decided(policy: Policy, proof: Proof) -> Decision:
    case = policy.case(json.loads(proof.case))
    return policy.evaluate(case, datetime.fromisoformat(proof.at))


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


def _prevails(_policy: Policy, finding: Finding, told: list[Decision]) -> bool:
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
    _, *services = names(finding.message.partition(" excluded")[0])
    outcomes = {each.service: each.outcome for each in told[0].coverage}
    return all(outcomes[service] == "excluded" for service in services)


def _later(policy: Policy, finding: Finding, told: list[Decision]) -> bool:
    slow, fast = told
    levels = {each.name: each.level for each in policy.severities}
    severe = [levels[each.severity.name or ""] for each in told]
    clock = re.findall(r"the (?:promise|aim) `(\w+)`", finding.message)[0]
    is_aim = f"the aim `{clock}`" in finding.message
    (mine,), (theirs,) = (
        [each for each in _owed(d, clock) if each.binding != is_aim] for d in told
    )
    if slow.at != fast.at or theirs.due_at is None or severe[0] >= severe[1]:
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
    "SLA441": _prevails,
    "SLA443": _all_excluded,
    "SLA450": _later,
    "SLA460": _too_late,
    "SLA461": _stands_still,
    "SLA462": _cannot_be_kept,
    "SLA463": _stands_still,
    "SLA464": _stands_still,
    "SLA465": _in_vain,
}
"""What the case of a finding must show, by its code."""


def wrong(policy: Policy, finding: Finding) -> str | None:
    """Say what does not hold of a finding's case, if anything does not."""
    if finding.code in NO_CASE:
        return "has a case" if finding.proofs else None
    if not finding.proofs:
        return "has no case"
    told = decisions(policy, finding)
    return None if CLAIMS[finding.code](policy, finding, told) else "is not proved"


# All that is found in a policy


def found_in(policy: Policy) -> list[Finding]:
    """Give all that the analysis finds in a policy."""
    return [finding for check in CHECKS for finding in check(policy)]


def scenarios_fail(text: str, findings: list[Finding]) -> Iterator[str]:
    """Give the scenarios of findings that do not hold where they are copied to."""
    proofs = [proof for finding in findings for proof in finding.proofs]
    if not proofs:
        return
    policy = api.loads(
        text + "\n" + "\n".join(proof.scenario for proof in proofs),
        loader=source,
    )
    for scenario in policy.scenarios[-len(proofs) :]:
        yield from (each.message for each in run(policy, scenario).failures)


def problems(text: str) -> list[str]:
    """Give what is wrong with the cases of what is found in a text."""
    policy = api.loads(text, loader=source)
    findings = found_in(policy)
    found = [
        f"{finding} {problem}"
        for finding in findings
        if (problem := wrong(policy, finding)) is not None
    ]
    return [*found, *scenarios_fail(text, findings)]


def is_whole(policy: Policy) -> bool:
    """Whether it would be loaded: what rules name is there, and clocks can be met."""
    known = {each.name for each in policy.severities}
    named = {name for rule in all_rules(policy) for name in rule.severities}
    begun = all(clock.starts and clock.met for clock in policy.clocks.values())
    return named <= known and begun
