"""Small policies in the language, and the cases that findings prove things with."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from slapolicy.analysis import CHECKS
from slapolicy.analysis.cases import Cases
from slapolicy.analysis.variables import Variable
from slapolicy.api import loads
from slapolicy.contract.decision import Decision
from slapolicy.contract.policy import Policy, Subject, Value
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
AT = datetime.fromisoformat("2025-03-03T10:00:00+00:00")


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


def decided(of: Policy, sample: dict[Variable, Value]) -> Decision:
    """Decide the case that a finding names; what it leaves out gets any value."""
    mapping: dict[str, Any] = {
        "id": "proof",
        "facts": {},
        "parameters": {},
        "events": [{"at": AT.isoformat(), "type": "opens", "by": "customer"}],
    }
    told = Cases(of)
    whole = {v: vs[0] for v, vs in zip(told.variables, told.values, strict=True)}
    for variable, value in (whole | sample).items():
        assert isinstance(variable, Subject)
        if variable.kind == "plan":
            mapping["plan"] = value
        else:
            mapping[f"{variable.kind}s"][variable.name] = _json(value)
    return of.evaluate(of.case(mapping), AT)


def _json(value: Value) -> Any:
    match value:
        case Decimal():
            return float(value)
        case timedelta():
            return f"PT{value.total_seconds()}S"
        case date():
            return value.isoformat()
        case _:
            return value
