"""What may stand at a place: words that the grammar takes, names of the right kind."""

import pytest

from slapolicy.editing import complete
from unit.editing.marked import POLICY, at, beside, in_policy


def offered(text: str) -> set[str]:
    draft, offset = at(text)
    return {each.text for each in complete(draft, offset)}


# what was there, what is written instead, what must be offered, what must not
PLACES = [
    ("during office", "during ▮", {"office"}, {"part", "gold", "phone"}),
    ("during office", "dur▮", {"during", "24x7", "in"}, {"office", "grant"}),
    ("for high", "for ▮", {"high"}, {"gold", "answer"}),
    ("answer for high", "▮ for high", {"answer"}, {"high", "office"}),
    ("2 business days", "2 ▮", {"business days", "hours", "calendar days"}, {"office"}),
    (
        *("  met when desk replies", "  ▮"),
        {"met", "pauses", "lapses"},
        {"grant", "expect"},
    ),
    (
        *("when desk replies", "when ▮"),
        {"desk", "customer", "resolved"},
        {"phone", "kind"},
    ),
    ("desk replies", "desk ▮", {"replies", "writes", "calls"}, {"changes", "phone"}),
    (
        *("kind is bug\n  clock", "▮\n  clock"),
        {"kind", "severity", "plan"},
        {"office", "help"},
    ),
    (
        *("is bug\n  clock", "is ▮\n  clock"),
        {"bug", "question", "other"},
        {"north", "high"},
    ),
    ("given kind is bug", "given ▮", {"kind", "part", "plan"}, {"phone", "answer"}),
    ("given kind is bug", "given part is ▮", {"north", "south"}, {"bug", "gold"}),
    ("given kind is bug", "given plan is ▮", {"gold"}, {"bug", "high"}),
    ("expect answer is", "expect ▮ is", {"answer", "help", "severity"}, {"gold"}),
    (
        *("is running, due", "is ▮, due"),
        {"running", "met", "breached"},
        {"bug", "covered"},
    ),
    ("per A1", "per ▮", {"A1"}, {"answer"}),
    ("from terms", "from ▮", {"terms"}, {"office"}),
    (
        *("  grant help\n", "  ▮\n"),
        {"grant", "exclude", "duty", "clock"},
        {"expect", "met"},
    ),
    ("grant help", "grant ▮", {"help"}, {"phone", "office"}),
    ("plan gold", "▮\nplan gold", {"plan", "clause", "import"}, {"grant", "agreement"}),
    ("zone Europe/Warsaw\n  open", "zone ▮\n  open", {"Europe/Warsaw"}, {"bug"}),
    ("open Mon-Fri", "open ▮", {"Mon", "Sun", "24x7", "on"}, {"office"}),
]


@pytest.mark.parametrize(("old", "new", "there", "absent"), PLACES)
def test_what_may_stand_at_a_place_is_offered_and_nothing_else(
    old: str, new: str, there: set[str], absent: set[str]
) -> None:
    found = offered(in_policy(old, new))
    assert there <= found
    assert not absent & found


def test_a_new_text_begins_with_its_opening() -> None:
    assert offered("▮") >= {"agreement", "vocabulary"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Office"', '"Off▮ice"'),
        ("plan gold", "# a remark on du▮\nplan gold"),
        ("plan gold", "plan ▮"),
        ("clock answer", "clock ▮"),
    ],
)
def test_nothing_is_offered_in_texts_in_remarks_and_for_new_names(
    old: str, new: str
) -> None:
    assert offered(in_policy(old, new)) == set()


def test_names_are_offered_whatever_is_wrong_before_them() -> None:
    text = in_policy("during office", "during ▮").replace("grant help", "grnt help")
    assert "office" in offered(text.replace("met when desk", "mte when dsk"))


def test_what_stands_of_the_word_is_written_over() -> None:
    draft, offset = at(in_policy("during office", "during off▮"))
    (office,) = [each for each in complete(draft, offset) if each.text == "office"]
    assert office.span.text == "off"
    assert (office.kind, office.detail) == ("name", 'calendar "Office"')


def test_the_word_of_a_sentence_is_offered_with_its_form() -> None:
    draft, offset = at(in_policy("  grant help\n", "  ▮\n"))
    (grant,) = [each for each in complete(draft, offset) if each.text == "grant"]
    assert grant.detail.startswith("grant SERVICE, …")


def test_the_names_of_a_vocabulary_are_offered_to_imports() -> None:
    words = 'vocabulary words "Words"\nchannel fax "Fax"\nservice visit "Visit"\n'
    text = in_policy("plan gold", 'import ▮ from "words.sla"\nplan gold')
    draft, offset = at(text, beside(words=words))
    assert {each.text for each in complete(draft, offset)} == {"fax", "visit"}


def test_names_are_offered_in_a_fence_of_markdown() -> None:
    policy = in_policy("during office", "during ▮")
    draft, offset = at(f"Some prose\n\n```sla\n{policy}```\n", name="a.sla.md")
    assert {each.text for each in complete(draft, offset)} == {"office"}


def test_nothing_is_offered_in_the_prose_of_markdown() -> None:
    text = f"Some ▮ prose\n\n```sla\n{POLICY}```\n"
    draft, offset = at(text, name="a.sla.md")
    assert complete(draft, offset) == ()
