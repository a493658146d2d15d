"""Sets of cases as boxes, against the dull way: every case one by one."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.analysis.boxes import Box, TooMany, both, either, meet, outside, overlaps

WIDTHS = [0b11, 0b111, 0b11, 0b1111]
CASES = list(product(*(range(width.bit_length()) for width in WIDTHS)))
BOXES = st.dictionaries(st.integers(0, 3), st.integers(1, 15), max_size=4).map(
    lambda box: {
        variable: bits & WIDTHS[variable]
        for variable, bits in box.items()
        if 0 < bits & WIDTHS[variable] < WIDTHS[variable]
    }
)
LISTS = st.lists(BOXES, max_size=8).map(tuple)


def lies_in(case: tuple[int, ...], box: Box) -> bool:
    return all(bits >> case[variable] & 1 for variable, bits in box.items())


def listed(boxes: tuple[Box, ...]) -> set[tuple[int, ...]]:
    return {case for case in CASES if any(lies_in(case, box) for box in boxes)}


@given(LISTS, LISTS)
def test_either_and_both_are_union_and_intersection(
    a: tuple[Box, ...], b: tuple[Box, ...]
) -> None:
    assert listed(either(a, b)) == listed(a) | listed(b)
    assert listed(both(a, b)) == listed(a) & listed(b)


@given(BOXES, LISTS)
def test_what_lies_outside_is_found_if_there_is_any(
    within: Box, boxes: tuple[Box, ...]
) -> None:
    found = outside((within,), boxes, WIDTHS)
    left = listed((within,)) - listed(boxes)
    if found is None:
        assert left == set()
    else:
        assert listed((found,)) <= left
        assert listed((found,))


@given(LISTS)
def test_overlaps_are_the_pairs_that_share_a_case(boxes: tuple[Box, ...]) -> None:
    owned = [(box, number) for number, box in enumerate(boxes * 4)]
    found = {(first, second) for first, second, _ in overlaps(owned)}
    assert found == {
        (a, b)
        for place, (x, a) in enumerate(owned)
        for y, b in owned[place + 1 :]
        if meet(x, y) is not None
    }


def test_a_search_that_would_take_too_long_says_so() -> None:
    """Fourteen guests in thirteen chairs: every seating fails, and there are many."""
    chairs, guests = 13, 14
    boxes = [
        {one: 1 << chair, other: 1 << chair}
        for chair in range(chairs)
        for one in range(guests)
        for other in range(one)
    ]
    with pytest.raises(TooMany):
        outside(({},), boxes, [(1 << chairs) - 1] * guests)


def test_a_union_of_too_many_boxes_says_so() -> None:
    with pytest.raises(TooMany):
        either(tuple({number: 1} for number in range(1000)))
