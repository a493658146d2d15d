"""The messages for the likeliest mistakes, in each of the four contracts.

`mistakes.txt` holds what each says; it was read aloud before it was blessed.
"""

from pathlib import Path

import pytest

from mistakes import MISTAKES, STEMS, Mistake, edited, findings, line_of, text_of
from slapolicy.tools.render import render

GOLD = Path(__file__).with_name("mistakes.txt")


def told(mistake: Mistake) -> str:
    """Give what is said of a mistake in each contract."""
    pieces = [f"== {mistake.what}\n"]
    for key in STEMS:
        found = findings(edited(text_of(key), mistake, key), key)
        pieces.append(render(found))
    return "\n".join(pieces)


def test_what_is_said_of_each_mistake_is_what_was_read_aloud(bless: bool) -> None:
    made = "\n".join(told(each) for each in MISTAKES)
    if bless:
        GOLD.write_text(made, encoding="utf-8")
    assert made == GOLD.read_text(encoding="utf-8")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.what)
@pytest.mark.parametrize("key", STEMS)
def test_a_mistake_is_one_finding_where_it_was_made(key: str, mistake: Mistake) -> None:
    text = text_of(key)
    found = findings(edited(text, mistake, key), key)
    lines = [each.span.place[0] for each in found if each.span is not None]
    assert lines == [line_of(text, mistake, key)]
    assert all(each.hint for each in found)


def test_there_are_at_least_twenty_and_each_is_made_in_all_contracts() -> None:
    assert len(MISTAKES) >= 20
    assert {tuple(each.edits) for each in MISTAKES} == {tuple(STEMS)}
    before = [(key, each.edits[key][0]) for each in MISTAKES for key in STEMS]
    assert all(text_of(key).count(said) >= 1 for key, said in before)
