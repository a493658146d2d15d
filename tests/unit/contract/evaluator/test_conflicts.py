"""Rules that answer one case differently: between what the answer then lies.

Instants are UTC, on Monday, 10 March 2025; each case is opened at 10:00.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Decision

POLICY = slapolicy.loads(
    """
agreement apart "Apart" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
event cancels "Cancels"
fact wide "It is wide": yes or no
fact deep "It is deep": yes or no
fact long_one "It is long": yes or no

clause C1 "Severities" from terms "1" {
  severity s1 "Wide" level 1 when wide is yes
  severity s2 "Deep" level 2 when deep is yes
  severity s3 "Long" level 3 when long_one is yes
}
clause C2 "Answer" from terms "2" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer for s1 within 1 hour 24x7
  promise answer for s2 within 2 hours 24x7
  promise answer for s3 within 3 hours 24x7
}
clause C3 "Call" from terms "3" {
  clock call "Call" { starts when customer opens  met when desk calls }
}
clause C4 "Wide" from terms "4" { promise call within 1 hour 24x7 when wide is yes }
clause C5 "Deep" from terms "5" { promise call within 2 hours 24x7 when deep is yes }
clause C6 "Long" from terms "6" {
  promise call within 3 hours 24x7 when long_one is yes
}
clause C7 "News" from terms "7" {
  clock news "News" {
    starts when customer opens
    met when desk updates
    lapses when customer cancels
  }
}
clause C8 "Wide" from terms "8" { promise news within 2 hours 24x7 when wide is yes }
clause C9 "Deep" from terms "9" { promise news within 2 hours 24x7 when deep is yes }
clause C10 "Care" from terms "10" { duty care of acme "take care" for s1 }
""",
    name="apart.sla",
)


def decide(at: str, **facts: bool | None) -> Decision:
    given = {"wide": False, "deep": False, "long_one": False} | facts
    opens = {"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}
    case = POLICY.case({"id": "1", "facts": given, "events": [opens]})
    return POLICY.evaluate(case, at=datetime.fromisoformat(f"2025-03-10T{at}:00Z"))


def owed(decision: Decision, clock: str) -> tuple[str, ...]:
    """Give its state, its due or between what that lies, and what is needed."""
    for each in decision.obligations:
        if each.clock == clock:
            dues = (each.due_at, each.earliest_due_at, each.latest_due_at)
            times = (at.astimezone(UTC).strftime("%H:%M") for at in dues if at)
            return (each.state, *times, *each.needs)
    return ()


@pytest.mark.parametrize(
    ("facts", "possible", "answer", "call", "news"),
    [
        ({}, (None,), (), (), ()),
        ({"wide": True}, ("s1",), ("running", "11:00"), ("running", "11:00"),
         ("running", "12:00")),
        ({"wide": True, "deep": True}, ("s1", "s2"), ("running", "11:00", "12:00"),
         ("running", "11:00", "12:00"), ("running", "12:00")),
        ({"deep": True, "long_one": True}, ("s2", "s3"),
         ("running", "12:00", "13:00"), ("running", "12:00", "13:00"),
         ("running", "12:00")),
        ({"wide": True, "deep": True, "long_one": True}, ("s1", "s2", "s3"),
         ("running", "11:00", "13:00"), ("running", "11:00", "13:00"),
         ("running", "12:00")),
        # and where it is not known whether they do
        ({"wide": True, "deep": None}, ("s1", "s2"),
         ("running", "11:00", "12:00", "deep"), ("running", "11:00", "12:00", "deep"),
         ("running", "12:00")),
        ({"wide": None}, ("s1", None), ("indeterminate", "11:00", "wide"),
         ("indeterminate", "11:00", "wide"), ("indeterminate", "12:00", "wide")),
    ],
)  # fmt: skip
def test_what_two_rules_do_not_agree_on_lies_between_them(
    facts: Any, possible: Any, answer: Any, call: Any, news: Any
) -> None:
    decision = decide("10:30", **facts)
    assert decision.severity.possible == possible
    assert owed(decision, "answer") == answer
    assert owed(decision, "call") == call
    assert owed(decision, "news") == news


@pytest.mark.parametrize(
    ("at", "answer", "next_change"),
    [
        ("10:30", ("running", "11:00", "12:00"), "11:00"),
        ("11:00", ("indeterminate", "11:00", "12:00"), "12:00"),
        ("12:00", ("breached", "11:00", "12:00"), None),
    ],
)
def test_each_due_between_which_it_lies_is_a_change(
    at: str, answer: tuple[str, ...], next_change: str | None
) -> None:
    decision = decide(at, wide=True, deep=True)
    assert owed(decision, "answer") == answer
    found = decision.next_change_at
    assert (found and found.astimezone(UTC).strftime("%H:%M")) == next_change


def test_a_limit_of_two_clauses_cites_both_of_the_rules_that_hold() -> None:
    decision = decide("10:30", wide=True, deep=True)
    found = {each.clock: each for each in decision.obligations}
    assert set(found["call"].clauses) == {"C3", "C4", "C5"}
    assert found["call"].limit == "within 1 hour 24x7 or within 2 hours 24x7"
    assert found["answer"].clauses == ("C2",)
    assert found["news"].limit == "within 2 hours 24x7"


def turned(at: str, *events: tuple[str, str, str], back: bool = False) -> Decision:
    """Decide a wide case that is deep from 10:20 on, and wide again from 10:25 on."""
    told = [{"at": "10:00", "type": "opens", "by": "customer"}]
    told += [{"at": t, "by": by, "type": verb} for t, by, verb in events]
    turns: list[dict[str, Any]] = [
        {"at": "10:20", "facts": {"wide": False, "deep": True}},
        *([{"at": "10:25", "facts": {"wide": True, "deep": False}}] if back else []),
    ]
    told += [{"type": "changes", "by": "desk", **each} for each in turns]
    facts = {"wide": True, "deep": False, "long_one": False}
    full = [each | {"at": f"2025-03-10T{each['at']}:00Z"} for each in told]
    case = POLICY.case({"id": "1", "facts": facts, "events": full})
    return POLICY.evaluate(case, at=datetime.fromisoformat(f"2025-03-10T{at}:00Z"))


@pytest.mark.parametrize(
    ("back", "cancels", "clauses"),
    [
        (False, False, ("C9", "C7")),
        (True, False, ("C8", "C7")),
        (False, True, ("C9", "C7")),
        (True, True, ("C8", "C7")),
    ],
)
def test_the_clause_is_that_of_the_rule_that_holds_now(
    *, back: bool, cancels: bool, clauses: tuple[str, ...]
) -> None:
    events = [("10:40", "customer", "cancels")] if cancels else []
    decision = turned("10:50", *events, back=back)
    found = next(each for each in decision.obligations if each.clock == "news")
    assert found.clauses == clauses


def test_a_reply_in_the_instant_of_the_opening_is_judged_by_the_first_limit() -> None:
    decision = turned("10:30", ("10:00", "desk", "replies"))
    assert owed(decision, "answer") == ("met", "11:00")


def test_a_due_of_one_possibility_is_a_change_though_nothing_else_turns() -> None:
    decision = decide("12:00", deep=True, long_one=True)
    assert decision.next_change_at == datetime(2025, 3, 10, 13, tzinfo=UTC)


def test_what_one_possibility_alone_comes_to_is_no_change_of_the_answer() -> None:
    decision = decide("10:30", wide=None)
    assert owed(decision, "answer") == ("indeterminate", "11:00", "wide")
    assert decision.next_change_at is None
    assert owed(decide("12:30", wide=None), "answer") == owed(decision, "answer")


def test_a_duty_for_one_of_two_severities_is_not_told_either_way() -> None:
    (duty,) = decide("10:30", wide=True, deep=True).duties
    assert (duty.state, duty.needs) == ("indeterminate", ("severity",))
    (duty,) = decide("10:30", wide=True).duties
    assert (duty.state, duty.needs) == ("owed", ())


BARE = """
agreement crossed "Crossed" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
fact load "Load": number
fact depth "Depth": number

clause X1 "Severities" from terms "1" {
  severity s1 "Loaded" level 1 when load is at least 9
  severity s2 "Deep" level 2 when depth is at least 9
}
clause X2 "Answer" from terms "2" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
}
"""
BY_SEVERITY = """
clause X3 "Loaded" from terms "3" {
  promise answer within 1 hour 24x7 when severity is s1
}
clause X4 "Deep" from terms "4" {
  promise answer within 2 hours 24x7 when severity is s2
}
"""
TWICE = """
clause X3 "Once" from terms "3" {
  promise answer for s1 within 2 hours 24x7
  promise answer for s2 within 4 hours 24x7
}
clause X4 "Again" from terms "4" {
  promise answer for s1 within 1 hour 24x7
  promise answer for s2 within 3 hours 24x7
}
"""


@pytest.mark.parametrize(
    ("rules", "load", "depth", "expected"),
    [
        # a limit that asks for the severity is asked of each that may be
        (BY_SEVERITY, 9, 0, ("running", "11:00")),
        (BY_SEVERITY, 0, 9, ("running", "12:00")),
        (BY_SEVERITY, 9, 9, ("running", "11:00", "12:00")),
        # of two severities with two limits each, any of the four may be owed
        (TWICE, 9, 0, ("running", "11:00", "12:00")),
        (TWICE, 0, 9, ("running", "13:00", "14:00")),
        (TWICE, 9, 9, ("running", "11:00", "14:00")),
    ],
)
def test_each_severity_that_may_be_is_asked_with_each_of_its_limits(
    rules: str, load: int, depth: int, expected: tuple[str, ...]
) -> None:
    # Each reads the policy anew, so that it keeps nothing that another case was told.
    policy = slapolicy.loads(BARE + rules, name=f"crossed-{load}-{depth}.sla")
    opens = {"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}
    facts = {"load": load, "depth": depth}
    case = policy.case({"id": "1", "facts": facts, "events": [opens]})
    at = datetime(2025, 3, 10, 10, 30, tzinfo=UTC)
    assert owed(policy.evaluate(case, at=at), "answer") == expected
