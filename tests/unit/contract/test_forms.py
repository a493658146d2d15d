"""What a case states and says is looked up only where it would be read the same."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

import reading_agreement
import slapolicy
from slapolicy.contract.compiled import forms
from slapolicy.contract.compiled.compiler import compiled

POLICY = """
agreement plain "Plain" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
plan basic "Basic"
plan full "Full"
addon night "Night" only with one of (basic, full)
parameter seats "Seats": number
parameter first_on "First day": date
role desk "Desk" of acme
channel web "Web form"
channel phone "Telephone"
service help "Help"
outcome peace "Peace"
fact broken "It is broken": yes or no
fact load "Load": number
fact size "Size": small or large
clause P1 "All" from terms "1" {
  severity high "High" level 1 set by desk
  severity low "Low" level 2 set by desk
  exclude help when broken is yes or size is large or load is more than 9
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer within 1 hour 24x7
  grant help
  disclaim guarantee of peace because "nobody has it"
}
"""
OPENED = datetime(2025, 3, 7, 20, 30, tzinfo=UTC)
VALUES: tuple[Any, ...] = (
    None, True, False, 1, 0, 1.0, 0.0, 2, "", "yes", "small", "large", "1", [], {}, (),
    "2025-01-01", date(2025, 1, 1), timedelta(hours=1), ["help"], ("help",), ["night"],
    "high", "low", "basic", "full", ["peace"],
    {"seats": 1}, {"seats": True}, {"broken": 1}, {"broken": True}, {"size": "small"},
)  # fmt: skip
STATED: dict[str, Any] = {
    "plan": "basic",
    "addons": ["night"],
    "parameters": {"seats": 1},
    "facts": {"broken": True, "size": "small"},
    "severity": "high",
    "requests": ["help"],
    "claims": ["peace"],
}


@pytest.fixture(scope="module")
def policy() -> slapolicy.Policy:
    """A policy that remembers what was read before."""
    return slapolicy.loads(POLICY, name="plain.sla")


def stated(change: Any = None, **parts: Any) -> dict[str, Any]:
    """Give a case that is opened, and changes if anything is said of that."""
    opens = {"at": OPENED, "type": "opens", "by": "customer", "via": "web"}
    events: list[dict[str, Any]] = [opens]
    if change is not None:
        later = OPENED + timedelta(hours=1)
        events.append({"at": later, "type": "changes", "facts": change})
    return {"id": "1", **parts, "events": events}


def compared(policy: slapolicy.Policy, *cases: dict[str, Any]) -> Counter[str]:
    """Read each of some cases twice, after each other, as the case reader does."""
    twice = (case for case in cases for _ in range(2))
    return Counter(reading_agreement.compare(policy, each) for each in twice)


@pytest.mark.parametrize("part", STATED)
def test_whatever_stands_in_a_part_of_a_case(
    policy: slapolicy.Policy, part: str
) -> None:
    """And whatever stood in it in the case before."""
    cases = [stated(**{**STATED, part: value}) for value in VALUES]
    cases += [stated(**{part: value}) for value in VALUES]
    found = compared(policy, *cases, *cases[::-1])
    assert found["known"] > 0
    assert found["refused"] > 0


@pytest.mark.parametrize("name", ["broken", "load", "size"])
def test_whatever_a_fact_is(policy: slapolicy.Policy, name: str) -> None:
    """At first, or after a change, alone or beside another fact."""
    others: tuple[dict[str, Any], ...] = ({}, {"size": "large"}, {"load": 3})
    all_facts = [{**other, name: v} for other in others for v in VALUES]
    at_first = (stated(facts=facts) for facts in all_facts)
    changed = (stated(facts, facts={"load": 1}) for facts in all_facts)
    found = compared(policy, *at_first, *changed)
    assert found["known"] > 0
    assert found["refused"] > 0


@pytest.mark.parametrize("key", ["type", "by", "via", "for"])
def test_whatever_an_event_says(policy: slapolicy.Policy, key: str) -> None:
    said = ("desk", "customer", "web", "phone", "replies", "calls", "waits", "resumes")
    at = OPENED + timedelta(hours=1)
    told = (
        {"at": at, "type": "replies", "by": "desk", "via": "web"},
        {"at": at, "type": "waits", "by": "desk", "for": "customer"},
        {"at": at, "type": "calls"},
    )
    cases = [stated() for _ in told for _ in (*VALUES, *said)]
    for case, (event, value) in zip(
        cases, product(told, (*VALUES, *said)), strict=True
    ):
        case["events"].append({**event, key: value})
    found = compared(policy, *cases, *cases[::-1])
    assert found["known"] > 0
    assert found["refused"] > 0


def test_facts_of_other_names_are_known_beside_each_other(
    policy: slapolicy.Policy,
) -> None:
    cases = [
        stated(facts=facts)
        for facts in (
            {"broken": True}, {"load": 3}, {"broken": True, "load": 3},
            {"size": "small", "broken": True}, {"broken": True, "size": "small"},
        )
    ]  # fmt: skip
    compared(policy, *cases)
    assert compared(policy, *cases) == {"known": 2 * len(cases)}


def test_no_more_is_kept_of_facts_and_cases_than_so_much(
    policy: slapolicy.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST", 5)
    kept = forms.ByValues()
    for number in range(20):
        kept.keep(None, {"load": number} if number % 2 else {}, number)
        values = kept._by_names.values()
        assert 0 < sum(len(known) for _, known in values) <= 5
    facts = [{"load": load} for load in range(100, 120)]
    for each in facts:
        compared(policy, stated({"broken": True}, facts=each))
        assert compiled(policy).learned <= 5
    assert compared(policy, *(stated(facts=each) for each in facts))["known"] > 0


def test_of_what_it_is_not_said_of_a_case_other_cases_may_say_it(
    policy: slapolicy.Policy,
) -> None:
    whether = product((True, False), repeat=len(STATED))
    chosen = [[k for k, is_said in zip(STATED, each, strict=True) if is_said]
              for each in whether]  # fmt: skip
    cases = [stated(**{name: STATED[name] for name in each}) for each in chosen]
    assert compared(policy, *cases)["known"] >= len(cases)
    turned = [stated(**{name: STATED[name] for name in each[::-1]}) for each in chosen]
    assert compared(policy, *turned)["known"] >= len(cases)
