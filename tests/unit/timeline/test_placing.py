"""Where labels go: beside their marks, none upon another."""

from random import Random

import pytest

from slapolicy.timeline.lettering import cut, lines, width
from slapolicy.timeline.placing import GAP, Placed, Wanted, place

LEFT, RIGHT = 2000, 9000


def test_a_label_stands_to_the_right_of_its_mark() -> None:
    assert place([Wanted(x=3000, width=500)], LEFT, RIGHT) == (
        Placed(x=3000 + GAP, row=0),
    )


def test_near_the_right_edge_it_stands_to_the_left() -> None:
    assert place([Wanted(x=8900, width=500)], LEFT, RIGHT) == (
        Placed(x=8900 - GAP - 500, row=0),
    )


def test_of_two_at_one_instant_one_goes_to_the_other_side() -> None:
    found = place([Wanted(x=5000, width=500), Wanted(x=5000, width=500)], LEFT, RIGHT)
    assert {each.x for each in found if each} == {5000 + GAP, 5000 - GAP - 500}


def test_what_is_not_needed_is_left_out_where_there_is_no_room() -> None:
    rest = [Wanted(x=5000, width=3000, needed=False) for _ in range(9)]
    found = place([Wanted(x=5000, width=3000), *rest], LEFT, RIGHT)
    assert found[0] is not None
    assert None in found


@pytest.mark.parametrize("seed", range(30))
def test_labels_never_overlap_and_never_leave_their_edges(seed: int) -> None:
    draw = Random(seed)
    wanted = [
        Wanted(x=draw.randint(LEFT, RIGHT), width=draw.randint(50, 6900))
        for _ in range(draw.randint(1, 40))
    ]
    found = place(wanted, LEFT, RIGHT)
    taken: dict[int, list[tuple[int, int]]] = {}
    for label, spot in zip(wanted, found, strict=True):
        assert spot is not None
        assert spot.x >= LEFT
        assert spot.x + label.width <= RIGHT
        for start, end in taken.setdefault(spot.row, []):
            assert end <= spot.x or spot.x + label.width <= start
        taken[spot.row].append((spot.x, spot.x + label.width))


@pytest.mark.parametrize("text", ["", "a", "word " * 40, "W" * 90, "\u6f22" * 90])
def test_a_text_is_cut_and_broken_to_what_there_is_room_for(text: str) -> None:
    for most in (150, 700, 3000):
        assert width(cut(text, most)) <= max(most, width("…"))
        for line in lines(text, most):
            assert width(line) <= max(most, width("W"))
    assert "".join("".join(lines(text, 700)).split()) == "".join(text.split())
