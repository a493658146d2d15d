"""Whether the case of a finding is decided as the finding says, told from the decision.

What a case must show is said in `claims`; which findings carry none, and why, here.
"""

from collections.abc import Iterator

from claims import CLAIMS, decisions
from planted_rules import source
from slapolicy import api
from slapolicy.analysis import CHECKS
from slapolicy.analysis.inventory import all_rules
from slapolicy.contract.policy import Policy
from slapolicy.contract.scenario_runner import run
from slapolicy.finding import Finding

NO_CASE = {
    "SLA435": "it says that not all cases were looked at",
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
