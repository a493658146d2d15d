"""Durations as ISO 8601 texts."""

from typing import Any

import pytest

from slapolicy.worktime.duration import parse_duration, to_duration

S = 1_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT0S", 0),
        ("PT5M", 300 * S),
        ("PT1H30M", 5_400 * S),
        ("PT26H", 93_600 * S),
        ("PT2.5S", 2_500_000),
        ("PT0.000001S", 1),
        ("-PT1M30.5S", -90_500_000),
        ("-PT0.000001S", -1),
        ("PT1H0.5S", 3_600 * S + 500_000),
        ("PT1M10S", 70 * S),
        ("PT1H1S", 3_601 * S),
    ],
)
def test_a_duration_is_read_as_it_is_printed(text: str, expected: Any) -> None:
    assert parse_duration(text) == expected
    assert to_duration(expected) == text


def test_minutes_beyond_an_hour_are_read() -> None:
    assert parse_duration("PT90M") == parse_duration("PT1H30M")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "-PT",
        "P1D",
        "P1W",
        "P1M",
        "PT1.5H",
        "1h",
        "PT1h",
        "PT1S ",
        "PT٣M",
    ],
)
def test_days_and_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        parse_duration(text)


def test_of_a_long_text_sixty_characters_are_shown() -> None:
    with pytest.raises(ValueError, match=f"^`{'x' * 60}` is not a duration"):
        parse_duration("x" * 61)
