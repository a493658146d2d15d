"""Large policies are checked in seconds, whatever their rules have in common."""

import time

import pytest

from slapolicy.analysis import CHECKS
from slapolicy.contract.policy import Policy
from unit.analysis.written import CLOCK, policy

MANY = 2000


def by_fact() -> Policy:
    values = ",\n".join(f"v{n}" for n in range(MANY - 1)) + " or rest"
    text = f'fact kind "Kind": {values}\n' + CLOCK
    for n in range(MANY - 1):
        text += f"promise answer within {n + 1} minutes 24x7 when kind is v{n}\n"
    return policy(text)


def all_alike() -> Policy:
    text = 'fact load "Load": number\n' + CLOCK
    for n in range(1, MANY):
        text += f"promise answer within {n} minutes 24x7 when load is at least {n}\n"
    return policy(text)


def many_severities() -> Policy:
    text = 'fact load "Load": number\n' + CLOCK
    for n in range(1, 201):
        bounds = f"load is at least {n} and load is less than {n + 1}"
        text += f'severity s{n} "S" level {n} when {bounds}\n'
        text += f"promise answer for s{n} within {300 - n} minutes 24x7\n"
    return policy(text)


@pytest.mark.parametrize("make", [by_fact, all_alike, many_severities])
def test_many_rules_are_checked_in_seconds(make: object) -> None:
    found = make()  # type: ignore[operator]  # one of the three
    before = time.perf_counter()
    for check in CHECKS:
        check(found)
    assert time.perf_counter() - before < 10
