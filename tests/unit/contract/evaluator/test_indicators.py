"""Indicators, second by second, and the runs in which one holds."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.evaluator.indicators import Steps, is_yes, may_be

POLICY = slapolicy.load(
    Path(__file__).parents[3] / "fixtures" / "meaning" / "coverage.sla"
)


def test_a_value_holds_from_its_start_on() -> None:
    steps = Steps((10, 20, 30), (True, None, False))
    values = [steps.value(at) for at in (9, 10, 19, 20, 29, 30, 99)]
    assert values == [None, True, True, None, None, False, False]
    assert Steps((), ()).value(5) is None


@pytest.mark.parametrize(
    ("values", "yes", "perhaps"),
    [
        ((True, False, True), [(10, 20), (30, 45)], [(10, 20), (30, 45)]),
        ((True, None, True), [(10, 20), (30, 45)], [(10, 45)]),
        ((True, True, False), [(10, 30)], [(10, 30)]),
        ((None, False, None), [], [(10, 20), (30, 45)]),
        ((False, False, False), [], []),
    ],
)
def test_a_run_goes_on_for_as_long_as_it_holds(
    values: tuple[bool | None, ...], yes: Any, perhaps: Any
) -> None:
    steps = Steps((10, 20, 30), values)
    assert steps.runs(is_yes, 45) == yes
    assert steps.runs(may_be, 45) == perhaps


def test_a_run_goes_on_where_what_is_known_ends() -> None:
    steps = Steps((10, 20, 30, 40), (True, False, None, True))
    assert steps.runs(may_be, 45) == [(10, 20), (30, 45)]
    assert steps.runs(is_yes, 45) == [(10, 20), (40, 45)]


def at(second: int) -> str:
    return f"2025-03-10T10:00:{second:02}+01:00"


def refund(seconds: int, **more: Any) -> tuple[str, tuple[str, ...]]:
    """Tell whether a refund is owed: after an outage of three seconds."""
    given: dict[str, Any] = {"plan": "gold", "parameters": {}, "facts": {}}
    opens = {"at": at(0), "type": "opens", "by": "customer", "via": "mail"}
    events = [opens, *more.pop("events", [])]
    case = POLICY.case(
        given | more | {"id": "1", "events": events, "requests": ["refund"]}
    )
    decision = POLICY.evaluate(case, at=datetime.fromisoformat(at(seconds)))
    (found,) = decision.coverage
    return found.outcome, found.needs


def pings(*ends: str) -> list[dict[str, Any]]:
    """Give one attempt a second from the opening on; `-` is none."""
    return [
        {"at": at(second), "of": "ping", "end": end}
        for second, end in enumerate(ends)
        if end != "-"
    ]


@pytest.mark.parametrize(
    ("attempts", "outcome"),
    [
        (pings("lost", "lost", "lost"), "covered"),
        (pings("lost", "late", "lost"), "covered"),
        (pings("lost", "lost", "answered", "lost"), "condition_not_met"),
        (pings("lost", "lost", "-", "lost"), "condition_not_met"),
        (pings("-", "lost", "lost", "lost"), "covered"),
        (  # one of a second's attempts was answered
            [*pings("lost", "lost", "lost"), *pings("-", "answered")],
            "condition_not_met",
        ),
        (
            [*pings("-", "answered"), *pings("lost", "lost", "lost")],
            "condition_not_met",
        ),
    ],
)
def test_an_outage_is_so_many_seconds_in_which_all_attempts_failed(
    attempts: list[dict[str, Any]], outcome: str
) -> None:
    assert refund(10, attempts=attempts) == (outcome, ())


def states(second: int, **facts: Any) -> dict[str, Any]:
    return {"at": at(second), "type": "changes", "by": "desk", "facts": facts}


@pytest.mark.parametrize(
    ("second", "facts", "events", "expected"),
    [
        (3, {"down": True}, [], ("covered", ())),
        (2, {"down": True}, [], ("condition_not_met", ())),
        (9, {"down": False}, [states(5, down=True)], ("covered", ())),
        (3, {"down": False}, [states(0, down=True)], ("covered", ())),
        (7, {"down": False}, [states(5, down=True)], ("condition_not_met", ())),
        (9, {"down": True}, [states(2, down=False)], ("condition_not_met", ())),
        (9, {"down": True}, [states(3, down=False)], ("covered", ())),
        (  # of two statements at one instant the later one counts
            9,
            {"down": False},
            [states(5, down=True), states(5, down=False)],
            ("condition_not_met", ()),
        ),
        (  # said again, it goes on
            4,
            {"down": True},
            [states(2, down=True)],
            ("covered", ()),
        ),
        (9, {}, [], ("indeterminate", ("down",))),
        (9, {}, [states(5, down=False)], ("indeterminate", ("down",))),
        (9, {}, [states(5, down=True)], ("covered", ())),
        (9, {"down": False}, [states(2, down=None)], ("indeterminate", ("down",))),
    ],
)
def test_what_is_stated_of_an_outage_holds_until_it_is_stated_otherwise(
    second: int, facts: Any, events: Any, expected: Any
) -> None:
    assert refund(second, facts=facts, events=events) == expected


IDLE = """
agreement quiet "Quiet" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
service advice "Advice"
service refund "Refund"
attempt ping "Ping": answered or lost
indicator mute "Mute" {
  each second when ping attempted, all end in (lost)
  a second without attempts counts as KIND
}
clause Q1 "Advice" from terms "1" { grant advice only if mute is yes }
clause Q2 "Refund" from terms "2" {
  grant refund only if mute has lasted at least 3 seconds
  severity s1 "Mute" level 1 when mute has lasted at least 3 seconds
}
"""
YES, NO, UNKNOWN = "covered", "condition_not_met", "indeterminate"
ANSWERED, LOST = "answered", "lost"


def quiet(kind: str, second: float, attempts: dict[float, str]) -> tuple[str, ...]:
    """Tell at a second whether it is mute, and has been for three seconds."""

    def instant(second: float) -> str:
        return f"2025-03-10T10:00:{second:06.3f}Z"

    policy = slapolicy.loads(IDLE.replace("KIND", kind), name="quiet.sla")
    opens = {"at": instant(0.7), "type": "opens", "by": "customer"}
    tried = [{"at": instant(at), "of": "ping", "end": attempts[at]} for at in attempts]
    case = policy.case(
        {"id": "1", "events": [opens], "attempts": tried,
         "requests": ["advice", "refund"]}
    )  # fmt: skip
    decision = policy.evaluate(case, at=datetime.fromisoformat(instant(second)))
    told = tuple(each.outcome for each in decision.coverage)
    possible = {YES: ("s1",), NO: (None,), UNKNOWN: ("s1", None)}
    assert decision.severity.possible == possible[told[1]]
    return told


@pytest.mark.parametrize(
    ("kind", "second", "attempts", "expected"),
    [
        # it is available: only seconds in which a ping was lost are mute
        ("available", 2, {2: LOST}, (YES, NO)),
        ("available", 2.9, {2: LOST}, (YES, NO)),
        ("available", 3, {2: LOST}, (NO, NO)),
        ("available", 6, {2: LOST, 10: LOST}, (NO, NO)),
        ("available", 10.5, {2: LOST, 10: LOST}, (YES, NO)),
        ("available", 5, {2: LOST, 3: LOST, 4: LOST}, (NO, YES)),
        ("available", 10.5, {2: LOST, 3: LOST, 4: LOST, 10: LOST}, (YES, YES)),
        ("available", 10.5, {2: LOST, 3: LOST, 5: LOST, 10: LOST}, (YES, NO)),
        # it is unavailable: only seconds in which a ping was answered are not
        ("unavailable", 2.5, {2: ANSWERED}, (NO, NO)),
        ("unavailable", 3, {2: ANSWERED}, (YES, NO)),
        ("unavailable", 6, {2: ANSWERED}, (YES, YES)),
        ("unavailable", 7, {2: ANSWERED, 6: ANSWERED}, (YES, YES)),
        ("unavailable", 7, {2: ANSWERED, 5: ANSWERED}, (YES, NO)),
        # a second is judged as a whole, from its beginning on
        ("unavailable", 2.9, {0.5: LOST, 2: LOST}, (YES, NO)),
        ("unavailable", 3, {0.5: LOST, 2: LOST}, (YES, YES)),
        ("unavailable", 4, {2: ANSWERED, 2.5: LOST, 4.5: LOST}, (YES, NO)),
        # it is as it was before; and before all attempts, nobody knows
        ("unchanged", 1.5, {2: LOST}, (UNKNOWN, UNKNOWN)),
        ("unchanged", 2, {2: LOST}, (YES, NO)),  # not even if it was mute before
        ("unchanged", 3.6, {2: LOST, 6: ANSWERED}, (YES, NO)),
        ("unchanged", 3.7, {2: LOST, 6: ANSWERED}, (YES, UNKNOWN)),
        ("unchanged", 5, {2: LOST, 6: ANSWERED}, (YES, YES)),
        ("unchanged", 6, {2: LOST, 6: ANSWERED}, (NO, YES)),
        ("unchanged", 9, {2: LOST, 6: ANSWERED}, (NO, YES)),
        ("unchanged", 9, {0.5: ANSWERED, 6: LOST}, (YES, YES)),
        ("unchanged", 8.9, {0.5: ANSWERED, 6: LOST}, (YES, NO)),
    ],
)  # fmt: skip
def test_a_second_without_attempts_counts_as_the_contract_says(
    kind: str, second: float, attempts: dict[float, str], expected: tuple[str, ...]
) -> None:
    assert quiet(kind, second, attempts) == expected


LATE = """
agreement late "Late" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Desk" of acme
channel mail "E-mail"
attempt ping "Ping": answered or lost
indicator down "Down" {
  each second when ping attempted, all end in (lost)
  a second without attempts counts as unchanged
}
parameter wanted "How long it must be down": duration
clause L1 "Answer" from terms "1" {
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
  }
  promise answer within 1 hour 24x7 when down has lasted at least wanted
}
"""


def test_how_long_is_named_where_it_was_not_stated_when_the_clock_started() -> None:
    policy = slapolicy.loads(LATE, name="late.sla")
    opens = {"at": at(0), "type": "opens", "by": "customer", "via": "mail"}
    states = {"at": at(4), "type": "changes", "parameters": {"wanted": "PT1S"}}
    case = policy.case(
        {"id": "1", "events": [opens, states], "attempts": pings("lost", "lost")}
    )
    decision = policy.evaluate(case, at=datetime.fromisoformat(at(5)))
    (owed,) = decision.obligations
    assert owed.state == "indeterminate"
    assert "wanted" in owed.needs
