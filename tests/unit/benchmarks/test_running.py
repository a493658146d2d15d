"""Nobody is timed on what is not right, and nobody beside other questions."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from benchmarks.checking import check, first_wrong
from benchmarks.contest import Contender, Faster, Missing, Work, as_it_is
from benchmarks.measuring import in_rounds, spent, turn
from benchmarks.peers.installed import find
from benchmarks.running import Effort, Outcome, WrongError, run_work

EFFORT = Effort(rounds=3, turn=1_000, budget=1e9, is_quick=True)


def doubles(name: str, answer: Callable[[int], int], seen: list[int]) -> Contender:
    """Give a contender that notes what it is asked."""

    def run(questions: Sequence[int]) -> list[int]:
        seen.extend(questions)
        return [answer(each) for each in questions]

    return Contender(name, run)


def work(ours: Contender, *peers: Contender | Missing) -> Work:
    """Give a work: to double the numbers up to nine."""
    return Work(
        code="T",
        title="double a number",
        questions=lambda count: list(range(count)),
        right=lambda: lambda question, answer: bool(answer == 2 * question),
        ours=lambda: ours,
        peers=tuple(partial(as_it_is, peer) for peer in peers),
        goals=(Faster("peer", 2),),
        quick=10,
    )


def outcome(*contenders: Contender | Missing) -> Outcome:
    """Run the work."""
    ours, *peers = contenders
    assert isinstance(ours, Contender)
    return run_work(work(ours, *peers), EFFORT, lambda _: None)


def right(number: int) -> int:
    """Double a number."""
    return 2 * number


def test_a_peer_that_is_right_is_timed_on_every_question() -> None:
    ours, theirs = outcome(
        doubles("slapolicy", right, []), doubles("peer", right, [])
    ).rows
    assert (theirs.right, theirs.checked) == (10, 10)
    assert theirs.time is not None
    assert theirs.ratio is not None
    assert ours.ratio == 1


def test_a_peer_is_timed_only_on_what_it_answers_right_and_so_is_slapolicy() -> None:
    def often_right(number: int) -> int:
        return 2 * number if number < 4 else number + 1

    def sometimes_raises(number: int) -> int:
        if number % 2:
            raise ArithmeticError
        return 2 * number

    for answer, rights in ((often_right, [0, 1, 2, 3]), (sometimes_raises, [0, 2, 4])):
        asked: list[int] = []
        mine: list[int] = []
        found = outcome(
            doubles("slapolicy", right, mine), doubles("peer", answer, asked)
        )
        row = found.rows[1]
        assert row.checked == 10
        timed = asked[10:]  # first all are asked, one by one
        assert set(rights) <= set(timed)
        assert len(set(timed)) == row.right < 10
        # slapolicy was asked just these, too: more often than the others
        assert mine.count(0) > mine.count(9)
        assert row.wrong


def test_a_peer_that_is_never_right_is_not_timed_and_meets_no_goal() -> None:
    found = outcome(doubles("slapolicy", right, []), doubles("peer", lambda _: -1, []))
    row = found.rows[1]
    assert (row.right, row.time, row.ratio) == (0, None, None)
    assert found.verdicts == ()


def test_nothing_is_timed_where_slapolicy_is_wrong() -> None:
    asked: list[int] = []

    def wrong(number: int) -> int:
        return 2 * number + (number == 9)

    with pytest.raises(WrongError, match="T, slapolicy: 19 for 9"):
        outcome(doubles("slapolicy", wrong, []), doubles("peer", right, asked))
    assert asked == []


def test_a_peer_that_is_not_there_is_named_with_the_reason() -> None:
    absent = find("Nobody", "no_such_module_anywhere")
    assert isinstance(absent, Missing)
    found = outcome(doubles("slapolicy", right, []), absent)
    assert found.missing == (Missing("Nobody", absent.reason),)
    assert "pip install" in absent.reason
    assert find("json", "json") is __import__("json")


def test_answers_that_are_too_few_are_wrong() -> None:
    short = Contender("short", lambda questions: list(questions)[1:])
    assert first_wrong(short, [0, 0], lambda *_: True) == "1 answers to 2 questions"


def test_questions_are_asked_until_the_budget_is_spent() -> None:
    def slow(questions: Sequence[int]) -> list[int]:
        began = time.process_time_ns()
        while time.process_time_ns() - began < 2_000_000:
            pass
        return [2 * each for each in questions]

    checked = check(
        Contender("slow", slow), range(1_000), lambda q, a: a == 2 * q, 10_000_000
    )
    assert 1 <= checked.asked <= 5
    assert checked.right == tuple(range(checked.asked))


def test_what_is_taken_and_told_is_not_timed() -> None:
    def dear(value: Any) -> Any:
        began = time.process_time_ns()
        while time.process_time_ns() - began < 3_000_000:
            pass
        return value

    dear_peer = Contender("peer", lambda each: [2 * n for n in each], dear, tell=dear)
    row = outcome(doubles("slapolicy", right, []), dear_peer).rows[1]
    assert row.time is not None
    assert row.time < 1_000_000


def test_waiting_costs_nothing_but_working_does() -> None:
    assert spent(lambda: time.sleep(0.05)) < 40_000_000
    assert turn(lambda: sum(range(200_000)), 1, 1_000)() > 100_000


def test_in_each_round_everybody_has_a_turn_and_another_begins() -> None:
    order: list[str] = []

    def named(name: str) -> Callable[[], float]:
        def taken() -> float:
            order.append(name)
            return 1.0

        return taken

    in_rounds([named("a"), named("b"), named("c")], 3)
    assert order == ["a", "b", "c", "b", "c", "a", "c", "a", "b"]


def test_a_ratio_is_that_of_the_same_round() -> None:
    """A machine that is twice as slow in one round changes no ratio."""
    mine = iter([10.0, 20.0, 11.0])
    theirs = iter([30.0, 60.0, 33.0])
    ours, peer = in_rounds([lambda: next(mine), lambda: next(theirs)], 3)
    assert peer.ratio_to(ours) == 3
    assert ours.time == 11
