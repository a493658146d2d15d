"""How much work a keystroke is: as much as the text is long, and no more."""

import pytest
from benchmarks.growing import policy_of_lines

from slapolicy.editing import complete, read_draft
from work import lines_run


def half_typed(lines: int) -> tuple[str, int]:
    """Give a policy of so many lines with a word half typed in its middle."""
    text = policy_of_lines(lines)
    at = text.index("\n", text.index("  grant ", len(text) // 2))
    return f"{text[:at]} wi{text[at:]}", at + 3


@pytest.mark.parametrize("is_broken", [True, False])
def test_reading_a_text_again_takes_as_long_as_it_is(is_broken: bool) -> None:
    made = [
        half_typed(lines)[0] if is_broken else policy_of_lines(lines)
        for lines in (300, 900)
    ]
    read_draft(made[0])
    short, long = (lines_run(lambda: read_draft(each)) for each in made)  # noqa: B023
    assert 2 < long / short < 3.8


def test_completion_looks_at_the_sentence_and_its_blocks_alone() -> None:
    drafts = [(read_draft(text), at) for text, at in map(half_typed, (300, 900))]
    for draft, at in drafts:
        draft.index  # noqa: B018 - that the names are known is another matter
        complete(draft, at)
    short, long = (
        lines_run(lambda: complete(draft, at))  # noqa: B023
        for draft, at in drafts
    )
    assert long < 1.5 * short
