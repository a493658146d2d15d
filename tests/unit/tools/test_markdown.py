"""Every command on a policy in Markdown says what it says of the policy alone.

The twin of a file is its policy at the same places, with blanks for the prose.
"""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import click
import pytest

import contracts
from corpus_reader import all_chunks
from mistakes import MISTAKES, STEMS, Mistake
from mistakes import line_of as line_of_mistake
from slapolicy import api
from slapolicy.finding import Finding
from slapolicy.language.literate import policy_of
from slapolicy.source import Source
from slapolicy.tools.cli.door import cli
from unit.tools.gold import AFTER, CASE, POLICY
from unit.tools.shell import Shell

pytest_plugins = ("pytester",)
EARLIER = "messagebird-email-enterprise"
HEAD, CLAUSES = POLICY.split("clause A1", 1)
PAGE = f"""\
# Gold support: “the best”

Who, and when; Zażółć gęślą jaźń 🙂.

```sla
{HEAD}```

What is promised:

```sla
clause A1{CLAUSES}```

The end.
"""
STORY = """
scenario "It is not called back" {
  zone Europe/Warsaw
  given broken is yes
  2025-02-03 10:00 client opens via hotline
  2025-02-03 10:05 client calls via hotline
  at 2025-02-03 10:10
  expect callback is running, due 2025-02-03 10:25 per A1
}
"""
BROKEN = PAGE.replace("within 15 minutes 24x7", "within 15 min 24x7")
LOST = PAGE.replace("contact desk via hotline", "contact desk via hotlin")
FAILING = PAGE.replace("```\n\nThe end", f"{STORY}```\n\nThe end")
COMMANDS = (
    "check FILE",
    "check FILE --format json",
    "check FILE --format sarif",
    "check FILE --format github",
    "check FILE --clauses",
    "check FILE --clauses --format json",
    "test FILE",
    "test FILE --format junit",
    "test FILE --format json --coverage",
    "test FILE --format github",
    "test FILE --coverage",
    "evaluate FILE case.json --at AFTER",
    "evaluate FILE case.json --at AFTER --format json",
    "evaluate FILE cases.jsonl --at AFTER",
    "schema FILE",
    "hours FILE office --set tier=high --from 2025-12-23 --to 2025-12-27",
    "replay cases.jsonl --policy FILE --against FILE --at AFTER",
    "timeline FILE case.json --at AFTER",
    "timeline FILE case.json --at AFTER --format html",
    "render FILE --year 2025",
    "new case FILE",
    "format --check FILE",
    "format --check --format json FILE",
)
NOT_OF_POLICIES = {"rule", "lsp", "serve"}
"""What takes no policy, or speaks to an editor."""


def twin(name: str, text: str) -> str:
    """Give a policy in Markdown as its twin has it."""
    return policy_of(Source(f"{name}.sla.md", text)).text


def alike(printed: str) -> str:
    """Give what was printed, whatever the file is called and hashed to."""
    return re.sub(r"[0-9a-f]{64}", "…", printed.replace(".sla.md", ".sla"))


def both(shell: Shell, name: str, text: str, command: str) -> tuple[str, str]:
    """Give what a command prints of a page and of its twin, with the statuses."""
    told = []
    shutil.copy(contracts.FOLDER / "support.sla", ".")
    Path("cases.jsonl").write_text(f"{json.dumps(CASE)}\n" * 2, encoding="utf-8")
    for suffix, written in ((".sla.md", text), (".sla", twin(name, text))):
        path = f"{name}{suffix}"
        Path(path).write_text(written, encoding="utf-8")
        words = {"FILE": path, "AFTER": AFTER}
        status = shell(*(words.get(each, each) for each in command.split()))
        told.append(alike(f"{status}\n{shell.out}\n{shell.err}"))
    return told[0], told[1]


@pytest.mark.parametrize(
    "text", [PAGE, BROKEN, LOST, FAILING], ids=["good", "broken", "lost", "failing"]
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_the_same_of_a_page_and_of_its_policy(
    shell: Shell, command: str, text: str
) -> None:
    page, plain = both(shell, "gold", text, command)
    assert page == plain


def test_no_command_is_left_out() -> None:
    commands = {*cli.list_commands(click.Context(cli))} - NOT_OF_POLICIES
    assert commands == {each.split()[0] for each in COMMANDS}


CHUNKS = [each for each in all_chunks() if len(each.text) < 1_000_000]  # SLA040
PROSE = "# Über “agreement”\n\nSome prose { of ours, 🙂.\n\n```sla\n"


def places(findings: Iterable[Finding], shift: int = 0) -> list[list[object]]:
    """Give what is found, with all its places as offsets, each moved by `shift`."""
    return [
        [
            *(each.code, each.message, each.hint),
            each.span and (each.span.start + shift, each.span.end + shift),
            *((n.label, n.span.start + shift, n.span.end + shift) for n in each.notes),
        ]
        for each in findings
    ]


@pytest.mark.parametrize("kind", sorted({each.name.split(":")[0] for each in CHUNKS}))
def test_every_finding_of_a_policy_is_one_of_a_page_at_its_true_place(
    kind: str,
) -> None:
    apart = []
    for chunk in CHUNKS:
        if chunk.name.startswith(kind):
            page = api.check(f"{PROSE}{chunk.text}\n```\n", name="x.sla.md")
            plain = api.check(f"{chunk.text}\n", name="x.sla")
            if places(page) != places(plain, len(PROSE)):
                apart.append((chunk.name, page, plain))
    assert apart == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.what)
def test_a_mistake_in_the_contract_in_markdown_is_found_where_it_was_made(
    mistake: Mistake,
) -> None:
    (key,) = [key for key, stem in STEMS.items() if stem == EARLIER]
    before, after = mistake.edits[key]
    policy = contracts.text_of(EARLIER)
    text = contracts.PATHS[EARLIER].read_text(encoding="utf-8")
    at = policy.index(before)
    assert text[at : at + len(before)] == before
    edited = text[:at] + after + text[at + len(before) :]
    support = (contracts.FOLDER / "support.sla").read_bytes()
    found = api.examine_text(
        edited, name="terms.sla.md", loader=lambda _: support
    ).findings
    lines = [each.span.place[0] for each in found if each.span is not None]
    assert lines == [line_of_mistake(policy, mistake, key)]


@pytest.mark.parametrize(
    "command",
    [
        "check FILE",
        "check FILE --clauses",
        "test FILE --coverage",
        "schema FILE",
        "hours FILE stated_hours --set service_time_zone=uk --from 2024-05-01",
    ],
)
def test_the_contract_in_markdown_is_what_its_policy_is(
    shell: Shell, command: str
) -> None:
    text = contracts.PATHS[EARLIER].read_text(encoding="utf-8")
    page, plain = both(shell, EARLIER, text, command)
    assert page == plain
    assert page.startswith("0\n")


EXPECTED = "expect callback is running, due 2025-02-03 10:25"


def line_of(text: str, part: str) -> int:
    """Give the line of a page on which something stands."""
    return text[: text.index(part)].count("\n") + 1


def test_a_finding_names_the_line_of_the_page(shell: Shell) -> None:
    Path("gold.sla.md").write_text(BROKEN, encoding="utf-8")
    assert shell("check", "gold.sla.md") == 1
    line = line_of(BROKEN, "15 min")
    assert shell.out.startswith(f"gold.sla.md:{line}:")
    assert f"{line} |   promise callback for critical, minor within 15 min" in shell.out


def test_a_scenario_that_fails_names_the_line_of_the_page(shell: Shell) -> None:
    Path("gold.sla.md").write_text(FAILING, encoding="utf-8")
    assert shell("test", "gold.sla.md") == 1
    assert f"gold.sla.md:{line_of(FAILING, EXPECTED)}" in shell.out


def test_a_page_on_standard_input_is_a_page(shell: Shell) -> None:
    assert shell("check", "-", given=PAGE) == 0
    assert shell("test", "-", given=FAILING) == 1
    assert f"<standard input>:{line_of(FAILING, EXPECTED)}" in shell.out
    assert shell("evaluate", "-", "case.json", "--at", AFTER, given=PAGE) == 0


def test_only_the_fences_are_laid_out(shell: Shell) -> None:
    untidy = PAGE.replace("  open Mon-Fri", "open   Mon-Fri").replace("#", "#  ", 1)
    untidy = untidy.replace("The end.", "The    end.  ")
    Path("gold.sla.md").write_text(untidy, encoding="utf-8")
    assert shell("format", "gold.sla.md") == 0
    made = Path("gold.sla.md").read_text(encoding="utf-8")
    prose = [each for each in untidy.split("```") if not each.startswith("sla\n")]
    assert [each for each in made.split("```") if not each.startswith("sla\n")] == prose
    assert "    open Mon-Fri 09:00-17:00\n" in made
    assert shell("format", "--check", "gold.sla.md") == 0
    assert shell("format", "-", given=untidy) == 0
    assert shell.out == made


def test_scenarios_of_a_page_are_tests(pytester: pytest.Pytester) -> None:
    (pytester.path / "gold.sla.md").write_text(FAILING, encoding="utf-8")
    told = pytester.runpytest_inprocess(
        "-p", "no:asyncio", "-v", "--junit-xml=out.xml", "-o", "junit_family=xunit1"
    ).stdout.str()
    assert "gold.sla.md::A call is called back PASSED" in told
    assert "gold.sla.md::It is not called back FAILED" in told
    assert f"gold.sla.md:{line_of(FAILING, EXPECTED)}" in told
    line = line_of(FAILING, 'scenario "It is not') - 1
    assert f'line="{line}"' in (pytester.path / "out.xml").read_text(encoding="utf-8")


def test_words_may_be_shared_from_a_page(shell: Shell) -> None:
    words = (
        '# Words\n\n```sla\nvocabulary words "Words"\nchannel hotline "Hotline"\n```\n'
    )
    Path("words.sla.md").write_text(words, encoding="utf-8")
    text = POLICY.replace(
        'channel hotline "Hotline"', 'import hotline from "words.sla.md"'
    )
    Path("gold.sla").write_text(text, encoding="utf-8")
    assert shell("check", "gold.sla") == 0, shell.out
