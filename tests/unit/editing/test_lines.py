"""Columns in the units of an editor: Polish letters and emoji count as they should."""

import pytest

from slapolicy.editing import Lines, Units

TEXT = "a\nźó🥇b\n\n🥇🥇"
PLACES: list[tuple[int, Units, tuple[int, int]]] = [
    (0, "utf-16", (0, 0)),
    (1, "utf-16", (0, 1)),
    (2, "utf-16", (1, 0)),
    (4, "utf-16", (1, 2)),
    (5, "utf-16", (1, 4)),
    (5, "utf-8", (1, 8)),
    (5, "utf-32", (1, 3)),
    (6, "utf-16", (1, 5)),
    (7, "utf-16", (2, 0)),
    (8, "utf-16", (3, 0)),
    (10, "utf-16", (3, 4)),
    (10, "utf-8", (3, 8)),
]


@pytest.mark.parametrize(("offset", "units", "place"), PLACES)
def test_an_offset_has_its_line_and_column(
    offset: int, units: Units, place: tuple[int, int]
) -> None:
    lines = Lines(TEXT)
    assert lines.place(offset, units) == place
    assert lines.offset(*place, units) == offset


@pytest.mark.parametrize(
    ("place", "offset"), [((1, 3), 4), ((1, 99), 6), ((9, 0), 10), ((-1, 5), 0)]
)
def test_what_no_editor_should_ask_is_answered_near_by(
    place: tuple[int, int], offset: int
) -> None:
    assert Lines(TEXT).offset(*place) == offset
