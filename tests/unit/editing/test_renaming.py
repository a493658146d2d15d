"""Another name for something: everywhere at once, or refused with a reason."""

import pytest

from slapolicy.editing import Refusal, applied, read_draft, rename
from unit.editing.marked import POLICY, at, beside, in_policy


def renamed(text: str, name: str) -> str:
    draft, offset = at(text)
    found = rename(draft, offset, name)
    assert not isinstance(found, Refusal), found
    return applied(draft.text, found.edits)


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("office", "desk_hours"),
        ("high", "urgent"),
        ("answer", "reply"),
        ("customer", "client"),
        ("terms", "page"),
        ("kind", "matter"),
        ("A1", "B2a"),
        ("gold", "silver"),
    ],
)
def test_a_thing_is_renamed_wherever_it_is_named(old: str, name: str) -> None:
    import re

    whole = re.compile(rf'(?<!["\w]){old}(?![\w"])')
    text = whole.sub(name, POLICY)
    first = whole.search(POLICY)
    assert first is not None
    marked = POLICY[: first.start()] + "▮" + POLICY[first.start() :]
    if old == "terms":
        text = text.replace("page.txt", "terms.txt")
    assert renamed(marked, name) == text


def test_a_value_is_renamed_for_its_own_fact_only() -> None:
    text = POLICY.replace(": north or south", ": bug or south")
    found = renamed(text.replace("is bug\n  clock", "is bu▮g\n  clock"), "fault")
    assert "kind is fault" in found
    assert '"Kind": fault, question or other' in found
    assert '"Part of the world": bug or south' in found


REFUSED = [
    ("high", "promise", "is a word of the language"),
    ("high", "High", "is no name"),
    ("high", "two words", "is no name"),
    ("high", "x" * 65, "is no name"),
    ("high", "office", "is declared already: calendar, a.sla:13"),
    ("high", "opened_on", "is known already"),
    ("A1", "a1", "is no clause number"),
    ("bug", "other", "is declared already: value, a.sla:11"),
    ("2 business", "x", "no name of this policy stands here"),
]


@pytest.mark.parametrize(("old", "name", "why"), REFUSED)
def test_what_would_clash_or_is_no_name_is_refused(
    old: str, name: str, why: str
) -> None:
    start = POLICY.index(f" {old}") + 1
    found = rename(*at(f"{POLICY[:start]}▮{POLICY[start:]}"), name)
    assert isinstance(found, Refusal)
    assert why in found.why


def test_a_name_that_looks_like_another_is_refused() -> None:
    draft, offset = at(POLICY.replace("channel phone", "channel ▮phone"))
    found = rename(draft, offset, "p0st")
    assert isinstance(found, Refusal)
    assert "looks like" in found.why


def test_nothing_is_renamed_while_a_sentence_cannot_be_read() -> None:
    text = in_policy("grant help", "grant grant help").replace(
        "plan gold", "plan g▮old"
    )
    found = rename(*at(text), "silver")
    assert isinstance(found, Refusal)
    assert "mend the sentences" in found.why


WORDS = 'vocabulary words "Words"\nchannel fax "Fax"\n'


def test_what_is_shared_is_renamed_in_every_text_that_shares_it() -> None:
    load = beside(words=WORDS)
    text = in_policy("plan gold", 'import fax from "words.sla"\nplan gold')
    draft, offset = at(text.replace("import fax", "import f▮ax"), load)
    words = read_draft(WORDS, name="words.sla", loader=load)
    other = read_draft(draft.text, name="b.sla", loader=load)
    alone = read_draft(POLICY, name="c.sla", loader=load)
    found = rename(draft, offset, "telefax", (words, other, alone))
    assert not isinstance(found, Refusal), found
    assert {str(each.span) for each in found.edits} == {
        "a.sla:7:8", "b.sla:7:8", "words.sla:2:9",
    }  # fmt: skip


def test_what_is_shared_is_not_renamed_here_alone() -> None:
    text = in_policy("plan gold", 'import f▮ax from "words.sla"\nplan gold')
    found = rename(*at(text, beside(words=WORDS)), "telefax")
    assert isinstance(found, Refusal)
    assert "not at hand" in found.why
