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
