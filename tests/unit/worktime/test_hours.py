"""Spans of hours, and the values that hold them."""

from datetime import date
from typing import Any

import pytest

from slapolicy.worktime.hours import ClosedDates, DatedHours, Week, span, spans_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00-17:00", (540, 1020)),
        ("00:00-24:00", (0, 1440)),
        ("18:00-00:00", (1080, 1440)),
        ("22:00-06:00", (1320, 1800)),
        ("23:59-23:58", (1439, 2878)),
    ],
)
def test_a_span_is_minutes_from_midnight(text: str, expected: Any) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-17",
        "9am-5pm",
        "9:00-17:00",
        "09:00 - 17:00",
        "09:00-17:60",
        "09:00-25:00",
        "24:00-06:00",
        "09:00-24:01",
        "09:00-09:00",
        "09:00\u201317:00",
        "09:00-17:00\n",
        "\u0660\u0669:\u0660\u0660-17:00",
    ],
)
def test_other_texts_are_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="span"):
        span(text)


def test_an_end_no_later_than_the_beginning_lies_on_the_next_date() -> None:
    assert spans_of([(1320, 360)]) == ((1320, 1800),)
    assert spans_of([(1320, 1800)]) == ((1320, 1800),)
    assert spans_of([(1320, 0)]) == ((1320, 1440),)
    assert spans_of([(0, 2880)]) == ((0, 2880),)


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ((545, 545), "a span from 09:05 to 09:05 has no length"),
        ((599, 599), "a span from 09:59 to 09:59 has no length"),
        ((-1, 60), "a span from .* to 01:00 is not within a day"),
        ((60, -1), "a span from 01:00 to .* is not within a day"),
        ((1440, 1500), "a span from 24:00 to 25:00 is not within a day"),
        ((60, 2881), "a span from 01:00 to 48:01 is not within a day"),
    ],
)
def test_a_span_lies_within_its_date_and_the_next(
    pair: tuple[int, int], says: str
) -> None:
    with pytest.raises(ValueError, match=f"^{says}$"):
        spans_of([pair])


def test_of_a_long_text_that_is_no_span_sixty_characters_are_shown() -> None:
    with pytest.raises(ValueError, match=f"^`{'x' * 60}` is not a span of hours"):
        span("x" * 61)


def test_values_hold_spans_in_order() -> None:
    assert DatedHours(date(2025, 1, 1), [(780, 1020), (540, 720)]).spans == (
        (540, 720),
        (780, 1020),
    )
    assert ClosedDates(date(2025, 1, 1), date(2025, 1, 1)).spans is None


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven days"):
        Week([()] * 6)
