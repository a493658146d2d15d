"""What a host has set for its own arithmetic changes no byte of an answer."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_UP, Context, Inexact, Overflow, Rounded, localcontext
from random import Random

import handmade
import slapolicy
from decision_laws import PATHS, load
from random_cases import instants, random_case
from slapolicy.contract.case_reader import read_text

HOSTILE = Context(prec=2, rounding=ROUND_UP, Emin=-3, Emax=3, traps=[])
STRICT = Context(prec=2, Emin=-3, Emax=3, traps=[Inexact, Rounded, Overflow])
ALARM = """
agreement a "A" {
  supplied by bird "Bird" to customer "Customer"
}
fact load "Load": number
clock answer "Answer" { starts when customer opens  met when bird replies }
clause A1 "Answer" {
  severity high "High" level 1 when load is at least 12345.678
  promise answer for high within 13333 seconds 24x7
  warn bird at 77.7777% of answer
}
"""


def answers(policy: slapolicy.Policy, seed: int) -> str:
    """Give what is said of a random case of a policy."""
    draw = Random(seed)
    case = random_case(draw, policy)
    read = policy.case(case, lenient=True)
    decisions = [policy.evaluate(read, at=at) for at in instants(draw, case)]
    return "\n".join(each.to_json() + each.explain() for each in decisions)


def alarms() -> list[str]:
    """Give when a warning stands that no round number of seconds makes."""
    policy = slapolicy.loads(ALARM)
    opened = datetime(2025, 3, 10, 10, tzinfo=UTC)
    event = {"at": opened.isoformat(), "type": "opens", "by": "customer"}
    found = []
    for number in ("12345.6779999999999999", "12345.678", "12345.6780000000001"):
        text = f'{{"id": "1", "facts": {{"load": {number}}}}}'
        facts = read_text(policy, text).facts
        case = policy.case({"id": "1", "facts": dict(facts), "events": [event]})
        decision = policy.evaluate(case, at=opened + timedelta(minutes=1))
        found.append(decision.to_json() + decision.explain())
    unsure = policy.evaluate(policy.case({"id": "1", "events": [event]}), at=opened)
    return [*found, unsure.to_json() + unsure.explain()]


def test_the_arithmetic_of_the_host_changes_no_byte() -> None:
    """N8: neither its precision nor what it traps."""
    expected = [answers(load(path), 3) for path in PATHS], alarms()
    for context in (HOSTILE, STRICT):
        with localcontext(context):
            assert ([answers(load(path), 3) for path in PATHS], alarms()) == expected


def test_a_share_of_a_limit_is_reckoned_to_the_microsecond() -> None:
    text = alarms()[1]
    # 77.7777 % of 13,333 s are 10,370.100741 s
    assert "2025-03-10T12:52:50.100741" in text
    assert "77.7777" in text


def test_a_number_of_a_case_is_read_whatever_the_host_rounds_to() -> None:
    text = '{"id": "1", "facts": {"load": 99.512345678901234567890123456789}}'
    with localcontext(STRICT):
        case = read_text(handmade.policy(), text)
        assert f"{case.facts['load']}" == "99.512345678901234567890123456789"
