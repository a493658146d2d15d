"""Tests what a policy says of every case.

A claim that rests on what stands at one moment is decided exactly (`tree`), cut at the
values that the policy tells apart (`space`); for times, pauses and events cases are
searched (`search`), of what may happen (`alphabet`), at instants at which hours turn
(`instants`). What refutes is made small (`shrinker`) and told in words (`told`).
"""

from slapolicy.contract.property_runner.result import (
    Kind,
    PropertyFailure,
    PropertyResult,
)
from slapolicy.contract.property_runner.runner import TRIES, run, run_all

__all__ = ["TRIES", "Kind", "PropertyFailure", "PropertyResult", "run", "run_all"]
