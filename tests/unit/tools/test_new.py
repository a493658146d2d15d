"""`slapolicy new`: what it writes is checked, and it writes over nothing."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slapolicy import api
from slapolicy.contract.scenario_runner import run_all
from slapolicy.tools.first_policy import QUESTIONS, first_policy, objection
from slapolicy.tools.layouts import lay_out
from unit.tools.shell import Shell, all_shown

PROGRAM = "from slapolicy.tools.cli import main; main()"
SAID = ("--supplier", "Żółw & Co", "--customer", "Widget", "--zone", "Europe/Berlin")
ANSWERS = {
    "title": "Gold support",
    "supplier": "Acme",
    "customer": "Widget",
    "source": "terms.pdf",
    "language": "en",
    "zone": "Europe/Berlin",
    "hours": "Mon-Fri 09:00-17:00",
    "urgent": "1 hour",
    "other": "8 hours",
}


def is_whole(text: str, name: str = "gold.sla") -> bool:
    """Whether nothing is found in a policy, its stories hold, and it is laid out."""
    assert api.check(text, name=name) == ()
    told = run_all(api.loads(text, name=name))
    assert len(told) == 2
    assert [each.failures for each in told] == [(), ()]
    laid = lay_out(text.encode(), name)
    return not laid.is_changed and laid.after is not None


def test_what_is_written_is_checked_laid_out_and_holds(shell: Shell) -> None:
    assert shell("new", "policy", "first.sla", "--yes", *SAID) == 0
    assert shell.out == "written: first.sla\n"
    assert "slapolicy test first.sla" in shell.err
    text = Path("first.sla").read_text(encoding="utf-8")
    assert "Żółw & Co" in text
    assert is_whole(text)
    assert shell("check", "first.sla") == 0
    assert shell("test", "first.sla") == 0
    assert shell.out.startswith("2 passed, 0 failed")


def test_nothing_is_written_over_unless_that_is_wanted(shell: Shell) -> None:
    before = Path("gold.sla").read_text(encoding="utf-8")
    for command in (
        ("new", "policy", "gold.sla", "--yes", *SAID),
        ("new", "case", "gold.sla", "case.json"),
    ):
        kept = Path(command[-1] if command[1] == "case" else "gold.sla")
        data = kept.read_bytes()
        assert shell(*command) == 2
        assert "is there already" in shell.err
        assert kept.read_bytes() == data
        assert shell(*command, "--force") == 0
        assert kept.read_bytes() != data
        Path("gold.sla").write_text(before, encoding="utf-8")


def test_a_page_of_markdown_and_standard_output_are_files_too(shell: Shell) -> None:
    assert shell("new", "policy", "first.sla.md", "--yes", *SAID) == 0
    page = Path("first.sla.md").read_text(encoding="utf-8")
    assert page.startswith("# Support terms\n")
    assert is_whole(page, "first.sla.md")
    assert shell("new", "policy", "-", "--yes", *SAID) == 0
    assert f"```sla\n{shell.out}```" in page
    assert shell("new", "policy", "first.txt", "--yes", *SAID) == 2
    assert ".sla" in shell.err


@pytest.mark.parametrize("hours", ["24x7", "Mon-Thu, Sat 08:00-12:00, 13:00-24:00"])
@pytest.mark.parametrize("zone", ["UTC+05:30", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("urgent", "other"),
    [
        ("30 seconds", "90 minutes"),
        ("1 hour", "no stated time"),
        ("1 hour 24x7", "30 hours"),
        ("1 hour", "2 business days"),
        ("1 calendar days in Asia/Tokyo", "90 calendar days in Europe/Berlin"),
    ],
)
def test_other_hours_and_limits_stand_in_stories_that_hold(
    hours: str, zone: str, urgent: str, other: str
) -> None:
    said = {"hours": hours, "zone": zone, "urgent": urgent, "other": other}
    text = first_policy(ANSWERS | said)
    wrong = [each for each in api.check(text) if each.is_error]
    assert wrong == []
    assert [each.failures for each in run_all(api.loads(text))] == [(), ()]


@pytest.mark.parametrize(
    ("key", "answer", "expected"),
    [
        ("zone", "CET", "`Europe/Berlin`"),
        ("zone", "Europe/Berln", "Europe/Berlin"),
        ("hours", "9-17", "09:00-17:00"),
        ("hours", "9-5", "09:00-17:00"),
        ("hours", "22-6", "22:00-06:00"),
        ("hours", "Mon-Fri 9-17", "09:00-17:00"),
        ("urgent", "soon", "write it like `1 hour`"),
        ("urgent", "15 min", "15 minutes"),
        ("urgent", "4", "unit"),
        ("other", "2 months", "month"),
        ("other", "1 day", "`1 business day`"),
        ("title", 'The "best" support', "“"),
        ("title", " ", "something must stand here"),
        ("hours", "Mon-Fri 09:00-17:00 }", "only letters"),
        ("language", "english", "write it like `en`, `de`"),
        ("other", "next business day", "`2 business days`"),
        ("urgent", "half an hour", "`30 minutes`"),
        ("hours", "always", "`24x7`"),
    ],
)
def test_an_answer_that_cannot_stand_is_told_with_what_to_write(
    shell: Shell, key: str, answer: str, expected: str
) -> None:
    assert shell("new", "policy", "first.sla", "--yes", *SAID, f"--{key}", answer) == 2
    assert f"--{key}" in shell.err
    assert expected in " ".join(shell.err.split())
    assert not Path("first.sla").exists()


@pytest.mark.parametrize(
    "title", ["x" * 90, "Złote wsparcie 24/7", "契約", "plan", "9"]
)
def test_a_contract_may_be_called_anything(title: str) -> None:
    text = first_policy(ANSWERS | {"title": title})
    assert f'"{title}"' in text
    assert is_whole(text)


def test_what_is_missing_is_named_where_nobody_can_be_asked(shell: Shell) -> None:
    assert shell("new", "policy", "first.sla", "--yes") == 2
    assert "--supplier is missing" in shell.err
    assert shell("new", "policy", "first.sla", *SAID) == 2
    assert "--title is missing" in shell.err
    assert "--yes" in shell.err


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(QUESTIONS), st.text(max_size=12), max_size=3))
def test_whatever_is_answered_is_refused_or_stands(answers: dict[object, str]) -> None:
    said = dict(ANSWERS)
    for question in QUESTIONS:
        answer = answers.get(question, said[question.key])
        if objection(question, answer, {}) is None:
            said[question.key] = answer.strip()
    text = first_policy(said)
    assert not any(each.is_error for each in api.check(text))


def answered(folder: Path, *answers: str) -> str:
    """Answer at a terminal what `slapolicy new policy` asks; give what is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "new", "policy", "first.sla"],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{each}\n" for each in answers).encode())
    shown = all_shown(ours).decode()
    assert process.wait() == 0, shown
    return shown


def test_at_a_terminal_it_asks_until_an_answer_can_stand(tmp_path: Path) -> None:
    shown = answered(
        tmp_path, "Gold", "Acme", "Widget", "", "", "CET", "Europe/Paris", *("", "", "")
    )
    assert "Who gives the support?" in shown
    assert "[Mon-Fri 09:00-17:00]" in shown
    assert "`CET` is an abbreviation" in shown
    text = (tmp_path / "first.sla").read_text(encoding="utf-8")
    assert 'agreement gold "Gold" {' in text
    assert "zone Europe/Paris" in text
    assert is_whole(text)


def test_an_example_of_a_case_is_read_and_decided(shell: Shell) -> None:
    assert shell("new", "case", "gold.sla") == 0
    made = json.loads(shell.out)
    assert shell("new", "case", "gold.sla", "made.json") == 0
    assert json.loads(Path("made.json").read_text(encoding="utf-8")) == made
    at = made["events"][-1]["at"]
    assert f"slapolicy evaluate gold.sla made.json --at {at}" in shell.err
    assert shell("evaluate", "gold.sla", "made.json", "--at", at) == 0


def test_of_a_broken_policy_no_example_is_made(shell: Shell) -> None:
    Path("bad.sla").write_text("agreement", encoding="utf-8")
    assert shell("new", "case", "bad.sla") == 1
    assert "bad.sla:1:" in shell.err
    assert shell.out == ""
