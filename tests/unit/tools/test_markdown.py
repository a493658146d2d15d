"""Every command on a policy in Markdown says what it says of the policy alone.

The twin of a file is its policy at the same places, with blanks for the prose.
"""

import re
import shutil
from pathlib import Path

import pytest

import contracts
from slapolicy.language.literate import policy_of
from slapolicy.source import Source
from unit.tools.gold import AFTER, POLICY
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
    "schema FILE",
    "hours FILE office --set tier=high --from 2025-12-23 --to 2025-12-27",
)


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
        "-v", "--junit-xml=out.xml", "-o", "junit_family=xunit1"
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
