"""What a person sees on a real terminal, and what a pipe gets."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from unit.tools.gold import AFTER, CASE, POLICY, broken
from unit.tools.shell import all_shown

PROGRAM = [sys.executable, "-c", "from slapolicy.tools.cli import main; main()"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with a good policy, a bad one and a case."""
    monkeypatch.chdir(tmp_path)
    Path("gold.sla").write_text(POLICY, encoding="utf-8")
    Path("bad.sla").write_text(broken(), encoding="utf-8")
    Path("cases.jsonl").write_text(f"{json.dumps(CASE)}\n" * 5, encoding="utf-8")


def watched(*arguments: str, stream: str, **settings: str) -> str:
    """Run slapolicy with one stream on a terminal; give what the terminal shows."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        env={**environment, "TERM": "xterm", **settings},
        stdout=theirs if stream == "stdout" else subprocess.DEVNULL,
        stderr=theirs if stream == "stderr" else subprocess.DEVNULL,
    )
    os.close(theirs)
    shown = all_shown(ours).decode()
    process.wait()
    return shown


def test_findings_are_coloured_on_a_terminal() -> None:
    assert "\x1b[31mSLA" in watched("check", "bad.sla", stream="stdout")


def test_no_color_is_honoured() -> None:
    shown = watched("check", "bad.sla", stream="stdout", NO_COLOR="1")
    assert "SLA" in shown
    assert "\x1b[" not in shown


def test_a_bar_moves_when_a_person_watches_many_cases() -> None:
    shown = watched(
        "evaluate", "gold.sla", "cases.jsonl", "--at", AFTER, stream="stderr"
    )
    assert "cases" in shown
    assert "100%" in shown


def test_a_reader_who_leaves_is_not_told_so() -> None:
    process = subprocess.Popen(
        [*PROGRAM, "evaluate", "gold.sla", "cases.jsonl", "--at", AFTER],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate()
    assert errors == b""
    assert process.returncode == 2


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_the_locale_changes_no_byte(locale: str) -> None:
    Path("gold.sla").write_text(
        POLICY.replace("Call-back", "Rückruf 折り返し"), "utf-8"
    )
    done = subprocess.run(
        [*PROGRAM, "check", "--clauses", "gold.sla"],
        env={
            **os.environ,
            "LC_ALL": locale,
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },
        capture_output=True,
        check=True,
    )
    assert "clause A1 Rückruf 折り返し\n".encode() in done.stdout
