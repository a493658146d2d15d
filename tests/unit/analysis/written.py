"""Small policies in the language, and the cases that findings prove things with."""

import json
from datetime import datetime
from pathlib import Path

from slapolicy.analysis import CHECKS
from slapolicy.api import loads
from slapolicy.contract.decision import Decision
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding

POLICIES = Path(__file__).parents[3] / "policies"
OPENING = """\
agreement written "Written" {
  supplied by bird "Bird" to customer "Customer"
  source terms "terms.txt" in en
}
"""
CLOCK = """\
clock answer "Answer" {
  starts when customer opens
  met when bird replies
}
"""


def policy(*clauses: str, outside: str = "") -> Policy:
    """Give the policy with clauses A1, A2 … and what stands outside of them."""
    text = OPENING + outside
    for number, body in enumerate(clauses, 1):
        text += f'clause A{number} "A" from terms "A{number}" {{\n{body}\n}}\n'
    return loads(text)


def findings(of: Policy, code: str = "SLA") -> list[Finding]:
    """Give what all checks find, of one code or of any."""
    return [f for check in CHECKS for f in check(of) if f.code.startswith(code)]


def codes(of: Policy) -> set[str]:
    """Give the codes of what all checks find."""
    return {finding.code for finding in findings(of)}


def decided(of: Policy, finding: Finding, number: int = 0) -> Decision:
    """Decide the case that a finding shows."""
    proof = finding.proofs[number]
    at = datetime.fromisoformat(proof.at)
    return of.evaluate(of.case(json.loads(proof.case)), at)
