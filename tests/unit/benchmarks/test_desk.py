"""What follows for cases of the desk, worked out by hand, and by slapolicy alike."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from benchmarks.desk import Story, stories
from benchmarks.desk_reckoning import Desk
from benchmarks.lineups import OFFICE
from benchmarks.oracle import OpenQuarters
from benchmarks.works.desk import expected, judge, told, whole

NORMAL, LOW = ("many", False), ("few", True)
URGENT, HIGH = ("everyone", True), ("everyone", False)

# a Tuesday at 10:00 in New York, answered after half an hour, resolved after two
PLAIN = Story(
    number=1,
    opened=datetime(2025, 6, 3, 14, tzinfo=UTC),
    plan="standard",
    before=NORMAL,
    after=HIGH,
    changed=90,
    replies=(30,),
    waits=(),
    resolved=120,
)


@cache
def desk() -> Desk:
    """Give the desk, with its hours of summer 2025."""
    first = datetime(2025, 5, 1, tzinfo=UTC)
    return Desk(OpenQuarters(OFFICE, first, first + timedelta(days=90)))


def at(text: str) -> datetime:
    """Give an instant of New York in summer."""
    return datetime.fromisoformat(f"{text}-04:00")


@pytest.mark.parametrize(
    ("changes", "clock", "state", "due", "breached"),
    [
        # eight hours of a normal case, of which seven are left that day
        ({}, "first_response", "met", "2025-06-04T10:00", None),
        # high from 11:30 on: 16 hours from the start, two days of eight
        ({}, "resolution", "met", "2025-06-05T10:00", None),
        # urgent from 11:30 on: eight hours by day and by night
        ({"after": URGENT}, "resolution", "met", "2025-06-03T18:00", None),
        # urgent from 20:00 on, after seven open hours: the eighth is one of the evening
        (
            {"after": URGENT, "changed": 600, "resolved": 700},
            "resolution",
            "breached",
            "2025-06-03T21:00",
            "2025-06-03T21:00",
        ),
        # two business days end at the closing of Thursday
        ({"before": LOW}, "first_response", "met", "2025-06-05T17:00", None),
        # half an hour of waiting moves what is due by as much
        (
            {"waits": ((10, 40),), "replies": (50,)},
            "first_response",
            "met",
            "2025-06-04T10:30",
            None,
        ),
        # met while the customer was waited for: nobody could tell when it was due
        ({"waits": ((10, 40),)}, "first_response", "met", None, None),
        # high: two hours are over at 12:00
        (
            {
                "before": HIGH,
                "after": NORMAL,
                "replies": (300,),
                "changed": 310,
                "resolved": 400,
            },
            "first_response",
            "breached",
            "2025-06-03T12:00",
            "2025-06-03T12:00",
        ),
    ],
)
def test_a_clock_is_due_as_reckoned_by_hand(
    changes: dict[str, Any],
    clock: str,
    state: str,
    due: str | None,
    breached: str | None,
) -> None:
    story = evolve(PLAIN, **changes)
    found = desk().outcome(story, clock)
    assert found.state == state
    assert found.due_at == (due and at(due))
    assert found.breached_at == (breached and at(breached))


def test_slapolicy_says_the_same_of_a_hundred_cases() -> None:
    ours, is_right = whole(), judge()
    some = stories(100, seed=7)
    wrong = [
        story.number
        for story, decision in zip(some, ours.run(ours.given(some)), strict=True)
        if not is_right(story, told(decision))
    ]
    assert wrong == []


def test_a_decision_that_says_anything_else_is_wrong() -> None:
    story = stories(1)[0]
    is_right = judge()
    right = expected(desk_of_all(), story)
    assert is_right(story, right)
    for key in right:
        assert not is_right(story, {**right, key: None})
    assert not is_right(story, {**right, "more": 1})


def desk_of_all() -> Desk:
    """Give the desk with the hours of all years of the cases."""
    first = datetime(2023, 12, 1, tzinfo=UTC)
    return Desk(OpenQuarters(OFFICE, first, first + timedelta(days=1_200)))
