"""What happens in one order is walked once, whatever is stated and whenever it is."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

import slapolicy
import way_agreement
from slapolicy.contract.compiled import (
    compiler,
    deciding,
    evaluate,
    tracks,
    why_plain,
)
from slapolicy.contract.compiled.compiler import Compiled, compiled
from slapolicy.contract.compiled.walk import Walk
from slapolicy.contract.evaluator import evaluate as plainly

HERE = Path(__file__).resolve().parents[3]
DESK = (HERE / "benchmarks" / "policies" / "desk.sla").read_text()
SELDOM = (HERE / "tests" / "fixtures" / "ways" / "seldom.sla").read_text()
OPENED = datetime(2025, 3, 7, 20, 30, tzinfo=UTC)
LATER = OPENED + timedelta(days=30)
Told = tuple[int, str, dict[str, Any]]

OPENS: Told = (0, "opens", {"by": "customer", "via": "portal"})


def worse(at: int) -> Told:
    return (at, "changes", {"facts": {"impact": "everyone"}})


def better(at: int) -> Told:
    return (at, "changes", {"facts": {"impact": "few"}})


def replies(at: int) -> Told:
    return (at, "replies", {"by": "agent", "via": "email"})


def waits(at: int) -> list[Told]:
    """Wait for the customer for a minute."""
    begins: Told = (at, "waits", {"by": "agent", "for": "customer"})
    return [begins, (at + 1, "resumes", {"by": "agent"})]


@pytest.fixture
def desk() -> slapolicy.Policy:
    """A policy of which nothing is remembered yet."""
    return slapolicy.loads(DESK, name="desk.sla")


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> list[Walk]:
    """The walks that are begun."""
    begun: list[Walk] = []

    def walk(*given: Any) -> Walk:
        begun.append(Walk(*given))
        return begun[-1]

    monkeypatch.setattr(tracks, "Walk", walk)
    return begun


def case(policy: slapolicy.Policy, *told: Told, **stated: Any) -> slapolicy.Case:
    events = [
        {"at": OPENED + timedelta(minutes=minutes), "type": kind, **rest}
        for minutes, kind, rest in told
    ]
    facts = {"impact": "many", "blocked": True}
    plain = {"id": "1", "plan": "standard", "facts": facts, "requests": ["help"]}
    return policy.case({**plain, **stated, "events": events})


def decided(policy: slapolicy.Policy, told: slapolicy.Case) -> None:
    """Decide a case, which must come out as the plain way decides it."""
    assert why_plain(policy, told, LATER) == ()
    assert policy.evaluate(told, LATER) == plainly(policy, told, LATER)


@pytest.mark.parametrize(
    ("other", "stated"),
    [
        ((OPENS, replies(95), *waits(300), worse(999)), {}),
        ((OPENS, replies(5), *waits(30), better(40)), {"plan": "premium"}),
        (
            (OPENS, replies(5), *waits(30), worse(40)),
            {"facts": {"impact": "few", "blocked": False}, "requests": []},
        ),
    ],
    ids=["at other times", "on another plan", "of other facts"],
)
def test_what_happens_in_the_order_of_another_case_is_not_walked_again(
    desk: slapolicy.Policy, walks: list[Walk], other: Any, stated: dict[str, Any]
) -> None:
    first = (OPENS, replies(10), *waits(20), worse(60))
    decided(desk, case(desk, *first))
    begun = len(walks)
    decided(desk, case(desk, *other, **stated))
    assert len(walks) == begun > 0


@pytest.mark.parametrize(
    "other",
    [
        (OPENS, *waits(10), replies(20), worse(60)),
        (OPENS, replies(10), worse(60), *waits(70)),
        (OPENS, replies(10), *waits(20), *waits(30), worse(60)),
    ],
    ids=["first the wait", "first the change", "one wait more"],
)
def test_another_order_is_walked(
    desk: slapolicy.Policy, walks: list[Walk], other: Any
) -> None:
    decided(desk, case(desk, OPENS, replies(10), *waits(20), worse(60)))
    begun = len(walks)
    decided(desk, case(desk, *other))
    assert len(walks) > begun


def test_what_makes_no_difference_lays_no_track(desk: slapolicy.Policy) -> None:
    decided(desk, case(desk, OPENS, replies(10)))
    held = compiled(desk).held
    decided(desk, case(desk, OPENS, *(replies(10 + n) for n in range(50))))
    assert compiled(desk).held == held


def test_a_case_that_is_read_again_is_not_followed_a_second_time(
    desk: slapolicy.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it is asked of before all of it has happened."""
    told = (OPENS, replies(10), replies(15), *waits(20), worse(60))
    decided(desk, case(desk, *told))
    decided(desk, case(desk, *told, plan="premium"))
    again = case(desk, *told, plan="premium")
    followed: list[int] = []

    def outline_of(policy: Any, story: Any, count: int) -> Any:
        followed.append(count)
        return tracks.outline_of(policy, story, count)

    monkeypatch.setattr(deciding, "outline_of", outline_of)
    for minutes in (60, 61, 59, 20):
        at = OPENED + timedelta(minutes=minutes)
        assert desk.evaluate(again, at) == plainly(desk, again, at)
    assert followed == [5, 4]


def test_a_case_that_is_not_treated_says_so_each_time(desk: slapolicy.Policy) -> None:
    ends: Told = (30, "resolves", {"by": "agent"})
    again: Told = (40, "reopens", {"by": "customer"})
    told = case(desk, OPENS, ends, again)
    for _ in range(3):
        assert why_plain(desk, told, LATER) == ("the case is reopened",)
    assert evaluate(desk, told, LATER) == plainly(desk, told, LATER)


def test_very_much_that_happens_is_walked_alone_and_decided_alike(
    desk: slapolicy.Policy, walks: list[Walk]
) -> None:
    told = case(desk, OPENS, *(w for n in range(50) for w in waits(10 + 2 * n)))
    decided(desk, told)
    begun = len(walks)
    decided(desk, told)
    assert len(walks) > begun
    assert compiled(desk).held < 2 * tracks.LONGEST


def test_where_hours_matter_each_case_is_walked(walks: list[Walk]) -> None:
    policy = slapolicy.loads(SELDOM, name="seldom.sla")
    by_day, by_night = (
        policy.case({
            "id": "1",
            "plan": "full",
            "facts": {"size": "small", "held": False, "urgent": False},
            "events": [
                {"at": "2025-03-05T09:00:00Z", "type": "opens", "by": "customer"},
                {"at": at, "type": "calls", "by": "desk"},
            ],
        })
        for at in ("2025-03-05T10:00:00Z", "2025-03-05T20:00:00Z")
    )  # fmt: skip
    states = []
    for told in (by_day, by_night, by_day, by_night):
        begun = len(walks)
        states.append(_answer(policy, told))
        assert len(walks) > begun
    assert states == ["running", "met", "running", "met"]


def _answer(policy: slapolicy.Policy, told: slapolicy.Case) -> str:
    """Give how the answer stands on the next day."""
    at = datetime(2025, 3, 6, 23, tzinfo=UTC)
    found = policy.evaluate(told, at)
    assert why_plain(policy, told, at) == ()
    assert found == plainly(policy, told, at)
    (answer,) = (o for o in found.obligations if o.clock == "answer" and o.binding)
    return answer.state


def test_what_hangs_on_tracks_is_let_go_when_it_is_too_much(
    desk: slapolicy.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler, "HELD", 20)
    draw = Random(1)
    held: list[int] = []
    for _ in range(60):
        minutes = iter(sorted(draw.sample(range(1, 600), 12)))
        told: list[Told] = [OPENS]
        for _ in range(draw.randrange(1, 5)):
            at = next(minutes)
            told += draw.choice(([replies(at)], waits(at), [worse(at)]))
        given = case(desk, *told)
        way_agreement.compare(desk, given, LATER)
        held.append(compiled(desk).held)
    assert max(held) <= 20 + 10
    assert any(after < before for before, after in pairwise(held))


def test_where_no_order_is_met_again_no_tracks_are_laid(
    desk: slapolicy.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracks, "MANY", 3)
    shape: Compiled = compiled(desk)
    for count in range(1, 12):
        decided(
            desk,
            case(desk, OPENS, *(w for n in range(count) for w in waits(9 * n + 1))),
        )
    assert shape.laid > 10
    assert shape.held < 40
