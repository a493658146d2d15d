"""Support contracts as text: read them, run them, test them.

`load` gives a `Policy`; its `case` checks what happened, its `evaluate` says what
follows. `Calendar` reckons business time without any policy.
"""

from slapolicy.api import PolicyError, check, load, load_all, loads
from slapolicy.columns import evaluate_batches
from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.decision import Decision
from slapolicy.contract.editions import Editions
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding
from slapolicy.worktime import Calendar

__all__ = [
    "Calendar",
    "Case",
    "CaseError",
    "Decision",
    "Editions",
    "Finding",
    "Policy",
    "PolicyError",
    "check",
    "evaluate_batches",
    "load",
    "load_all",
    "loads",
]
