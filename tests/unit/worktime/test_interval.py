"""The algebra of half-open intervals, as a table."""

from typing import Any

import pytest

from slapolicy.worktime import interval


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ()),
        ([(3, 3)], ()),
        ([(5, 2)], ()),
        ([(3, 3), (4, 6)], ((4, 6),)),
        ([(1, 2), (3, 4)], ((1, 2), (3, 4))),
        ([(3, 4), (1, 2)], ((1, 2), (3, 4))),
        ([(1, 2), (2, 4)], ((1, 4),)),
        ([(1, 9), (2, 4)], ((1, 9),)),
        ([(1, 2), (3, 9), (4, 5)], ((1, 2), (3, 9))),
        ([(1, 3), (2, 4), (1, 3)], ((1, 4),)),
    ],
)
def test_a_union_has_one_spelling(given: Any, expected: Any) -> None:
    assert interval.union(given) == expected


@pytest.mark.parametrize(
    ("left", "right", "both", "only_left"),
    [
        (((0, 10),), (), (), ((0, 10),)),
        ((), ((0, 10),), (), ()),
        (((0, 10),), ((3, 5),), ((3, 5),), ((0, 3), (5, 10))),
        (((0, 10),), ((0, 10),), ((0, 10),), ()),
        (((0, 4), (6, 9)), ((2, 7),), ((2, 4), (6, 7)), ((0, 2), (7, 9))),
        (((0, 4),), ((4, 6),), (), ((0, 4),)),
        (((2, 4),), ((0, 9),), ((2, 4),), ()),
    ],
)
def test_intersection_and_difference_part_a_set(
    left: Any, right: Any, both: Any, only_left: Any
) -> None:
    assert interval.intersection(left, right) == both
    assert interval.intersection(right, left) == both
    assert interval.difference(left, right) == only_left
    assert interval.union([*both, *only_left]) == left


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), ((0, 10),)),
        (((0, 10),), ()),
        (((2, 3),), ((0, 2), (3, 10))),
        (((-5, 2), (9, 20)), ((2, 9),)),
        (((12, 20),), ((0, 10),)),
    ],
)
def test_a_complement_is_what_lies_outside(given: Any, expected: Any) -> None:
    assert interval.complement(given, 0, 10) == expected


def test_clipping_keeps_what_lies_within() -> None:
    assert interval.clip(((0, 4), (6, 9)), 2, 8) == ((2, 4), (6, 8))
    assert interval.clip(((0, 4),), 3, 3) == ()
    assert interval.clip(((0, 4),), 3, 1) == ()


def test_a_start_is_in_an_interval_and_an_end_is_not() -> None:
    assert interval.contains(((2, 4),), 2)
    assert not interval.contains(((2, 4),), 4)


def test_shift_moves_and_total_measures() -> None:
    assert interval.shift(((0, 4), (6, 9)), -2) == ((-2, 2), (4, 7))
    assert interval.total(((0, 4), (6, 9))) == 7


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([(0, 1), (1, 2), (4, 5)], [(0, 2), (4, 5)]),
        ([(0, 5), (1, 2)], [(0, 5)]),
    ],
)
def test_what_touches_is_joined(given: Any, expected: Any) -> None:
    assert list(interval.joined(given)) == expected
