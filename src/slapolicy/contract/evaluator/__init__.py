"""What follows from a policy for a case at an instant. Nothing is stored.

A case is looked at as it was known at the instant (`record`). What is unknown leaves
several worlds possible (`worlds`); in each, the severity over time, the limits in force
(`world`), the life of the case (`life`), the occurrences of each clock (`occurrences`)
and what each comes to (`reckoning`) are told; what all worlds agree on is the answer
(`obligations`).
"""

from slapolicy.contract.evaluator.evaluator import assess, evaluate

__all__ = ["assess", "evaluate"]
