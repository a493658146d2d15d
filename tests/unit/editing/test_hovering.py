"""What is told of a word: what it is, its clause, what a limit means, when it ends."""

import pytest

from slapolicy.editing import hover
from slapolicy.worktime import parse_instant
from unit.editing.marked import POLICY, at, in_policy

FRIDAY = parse_instant("2025-03-07T15:30:00Z").instant


def told(text: str, now: int = FRIDAY) -> str:
    draft, offset = at(text)
    found = hover(draft, offset, now)
    return "" if found is None else found.text


def test_a_name_is_told_with_its_title_and_its_clause() -> None:
    text = told(in_policy("promise answer", "promise ▮answer"))
    assert text.startswith('**clock** `answer` "Answer"\n\nclause A1 "Answer"')
    assert "met when desk replies" in text


def test_a_calendar_says_when_it_closes_or_opens_next() -> None:
    text = in_policy("during office", "during ▮office")
    assert "open now until Fri 2025-03-07 17:00 (Europe/Warsaw)" in told(text)
    evening = FRIDAY + 3 * 3_600_000_000
    assert "closed now; opens Mon 2025-03-10 09:00" in told(text, evening)


LIMITS = [
    (
        "2 business days during office",
        "2 working days of `office`, Europe/Warsaw, Mon-Fri 09:00-17:00, business ",
        "Tue 2025-03-11 17:00",
    ),
    (
        "2 hours during office",
        "counted only while `office` is open, Europe/Warsaw, Mon-Fri 09:00-17:00",
        "Mon 2025-03-10 10:30",
    ),
    (
        "2 hours 24x7",
        "by the clock, day and night, holidays included",
        "Fri 2025-03-07 18:30",
    ),
    (
        "2 calendar days in Asia/Tokyo",
        "to the same wall time 2 dates later in Asia/Tokyo",
        "Mon 2025-03-10 00:30",
    ),
]


@pytest.mark.parametrize(("limit", "meaning", "end"), LIMITS)
def test_a_limit_says_what_it_means_and_when_it_would_end(
    limit: str, meaning: str, end: str
) -> None:
    text = in_policy("2 business days during office", f"{limit[0]}▮{limit[1:]}")
    said = told(text)
    assert meaning in said
    assert f"it would end {end}" in said


def test_hours_that_rest_on_the_order_form_are_not_guessed() -> None:
    text = in_policy("calendar office", 'parameter site "Site": zone\ncalendar office')
    text = text.replace("  zone Europe/Warsaw\n  open", "  zone site\n  open")
    said = told(text.replace("2 business days", "2▮ business days"))
    assert "when it would end depends on `site`" in said


def test_a_name_in_a_sentence_that_cannot_be_read_is_told_too() -> None:
    text = in_policy("within 2 business days during office", "wthin 2 during of▮fice")
    assert told(text).startswith("**calendar** `office`")


def test_a_word_that_begins_a_sentence_is_told_with_its_form() -> None:
    assert "grant SERVICE" in told(in_policy("grant help", "gr▮ant help"))


def test_the_title_of_a_thing_is_no_markdown() -> None:
    text = POLICY.replace('"Złoty 🥇"', '"<b>*Gold*</b> `x`"')
    assert r"\<b\>\*Gold\*\</b\> \`x\`" in told(text.replace("plan gold", "plan ▮gold"))


@pytest.mark.parametrize("old", ["\n\nplan gold", '"Złoty'])
def test_of_nothing_nothing_is_told(old: str) -> None:
    assert told(in_policy(old, old[0] + "▮" + old[1:])) == ""
