"""Policies in Markdown: which fences are read, and what is said of the others."""

import pytest

from slapolicy.language import literate
from slapolicy.language.parser import parse
from slapolicy.source import Source

HEAD = 'agreement a "A" {\n}\n'


def plans(text: str, name: str = "contract.sla.md") -> list[str]:
    """Give the plans that a text declares, which must have no mistake."""
    parsed = parse(Source(name, text))
    assert parsed.findings == ()
    return [each.name.text for each in parsed.tree.declarations]  # type: ignore[union-attr]


def finding(text: str, name: str = "contract.sla.md") -> tuple[str, int, str, str]:
    """Give code, line, message and hint of the one finding of a text."""
    (found,) = parse(Source(name, text)).findings
    assert found.span is not None
    return found.code, found.span.place[0], found.message, found.hint or ""


@pytest.mark.parametrize(
    ("fence", "end"),
    [
        ("```sla", "```"),
        ("``` sla", "```  "),
        ("```SLA", "`````"),
        ('```sla title="Plans"', "```"),
        ("~~~sla", "~~~"),
        ("`````sla", "`````"),
        ("   ```sla", "  ```"),
    ],
)
def test_a_fence_is_read_as_markdown_has_it(fence: str, end: str) -> None:
    text = f'```sla\n{HEAD}```\n\nText.\n\n{fence}\nplan gold "Gold"\n{end}\nMore.\n'
    assert plans(text) == ["gold"]


@pytest.mark.parametrize(
    "prose",
    [
        'plan silver "Silver"',
        '```\nplan silver "Silver"\n```',
        '```python\nplan silver "Silver"\n```',
        '````markdown\n```sla\nplan silver "Silver"\n```\n````',
        '~~~text\n```sla\nplan silver "Silver"\n```\n~~~',
        '<!--\n```sla\nplan silver "Silver"\n```\n-->',
        "Write ```sla in a line``` to begin a fence.",
        "<!-- a remark --> and text",
        "An umlaut ü, “quotes” and an emoji 🙂 are nothing to find.",
        "    an indented\ttext, and a form feed \x0c of old",
    ],
)
def test_prose_is_prose_whatever_it_looks_like(prose: str) -> None:
    text = f'```sla\n{HEAD}```\n\n{prose}\n\n```sla\nplan gold "Gold"\n```\n'
    assert plans(text) == ["gold"]


def test_a_block_may_go_on_in_the_next_fence() -> None:
    first, second = "language pl {\n", '  a "A"\n}\n'
    text = f"```sla\n{HEAD}{first}```\n\nLabels:\n\n```sla\n{second}```\n"
    assert parse(Source("contract.sla.md", text)).findings == ()


@pytest.mark.parametrize(
    "rest", ["", "More prose.\n", "More.\n\n```sla\nplan b\n```\n"]
)
def test_a_fence_that_does_not_end_is_one_finding_at_its_head(rest: str) -> None:
    code, line, message, hint = finding(f"# Title\n\n```sla\n{HEAD}\n{rest}")
    assert (code, line) == ("SLA004", 3)
    assert (
        message == "the policy that begins here does not end: its fence is not closed"
    )
    assert hint == "write a line ``` where the policy ends"


def test_a_fence_that_does_not_end_is_told_with_the_next_one() -> None:
    text = f"```sla\n{HEAD}\nProse.\n\n```sla\nplan b\n```\n"
    (found,) = parse(Source("contract.sla.md", text)).findings
    assert [note.span.place[0] for note in found.notes] == [7]


@pytest.mark.parametrize("margin", ["    ", "> ", "- ", "1. ", "\t"])
def test_a_fence_that_is_not_at_the_margin_is_not_passed_over(margin: str) -> None:
    text = (
        f'```sla\n{HEAD}```\n\n{margin}```sla\n{margin}plan gold "Gold"\n{margin}```\n'
    )
    code, line, message, hint = finding(text)
    assert (code, line) == ("SLA001", 6)
    assert message == "this fence stands too far in, in a list or in a quotation"
    assert hint == "begin its lines at the left margin, or it is not read"


@pytest.mark.parametrize("text", ["", "# Title\n", f"```\n{HEAD}```\n", HEAD])
def test_a_file_without_a_fence_says_what_to_write(text: str) -> None:
    code, line, message, hint = finding(text)
    assert (code, line) == ("SLA101", 1)
    assert "no fence `sla`" in message
    assert hint == "write the policy between a line ```sla and a line ```"


def test_a_text_without_a_name_is_markdown_if_it_has_a_fence() -> None:
    text = f'# Title\n\n```sla\n{HEAD}plan gold "Gold"\n```\n'
    assert plans(text, "<standard input>") == ["gold"]
    assert plans(f'{HEAD}plan gold "Gold"\n', "<standard input>") == ["gold"]
    assert parse(Source("contract.sla", text)).findings


@pytest.mark.parametrize("line", ["```sla", "", "plan gold", "<!-- ```sla -->", "~~~"])
def test_policy_and_prose_are_the_whole_file(line: str) -> None:
    text = f"{line}\n```sla\n{HEAD}```\nMore.\n```sla\n```\n{line}\n"
    source = Source("contract.sla.md", text)
    policy = literate.policy_of(source).text
    assert len(policy) == len(text)
    assert policy.count("\n") == text.count("\n")
    left = list(text)
    for start, end in literate.prose_of(source):
        assert not policy[start:end].strip()
        left[start:end] = " " * (end - start)
    assert "".join(left).split() == policy.split()


def test_fences_are_found_in_time_on_hostile_text() -> None:
    for text in (
        "`" * 200_000,
        "> " * 100_000 + "```",
        "```sla\n" * 50_000,
        "- " * 99_999,
    ):
        parse(Source("contract.sla.md", text))
