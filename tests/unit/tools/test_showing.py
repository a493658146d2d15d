"""`slapolicy timeline` and `slapolicy render`: forms, files and what they refuse."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from unit.tools.shell import Shell

ROOT = Path(__file__).parents[3]
POLICY = str(ROOT / "policies" / "bird-email-enterprise.sla")
CASE = str(ROOT / "examples" / "cases" / "pause.json")
AT = "2025-02-01T15:30:00+01:00"


def test_without_a_form_a_timeline_is_lines_of_text(shell: Shell) -> None:
    assert shell("timeline", POLICY, CASE, "--at", AT) == 0
    assert shell.out.startswith("Email Enterprise Services: case pause\n")
    assert "Paused, because Customer was waited for" in shell.out


@pytest.mark.parametrize(
    ("ending", "begins"), [("svg", "<svg "), ("html", "<!doctype")]
)
def test_the_ending_of_the_file_says_which_form(
    shell: Shell, tmp_path: Path, ending: str, begins: str
) -> None:
    file = tmp_path / f"picture.{ending}"
    assert shell("timeline", POLICY, CASE, "--at", AT, "-o", str(file)) == 0
    assert shell.out == ""
    assert file.read_text(encoding="utf-8").startswith(begins)
    assert not [*tmp_path.glob(".*")]  # what was unfinished is gone


def test_a_picture_can_go_to_standard_output(shell: Shell) -> None:
    assert shell("timeline", POLICY, CASE, "--at", AT, "--format", "svg") == 0
    ET.fromstring(shell.out)


def test_a_part_can_be_shown_alone(shell: Shell) -> None:
    part = ("--from", "2025-02-01T12:00:00+01:00", "--to", "2025-02-01T12:30:00+01:00")
    assert shell("timeline", POLICY, CASE, "--at", AT, *part) == 0
    assert "12:15" in shell.out.split("Severity")[0]
    assert shell("timeline", POLICY, CASE, "--at", AT, "--from", "noon") == 2
    assert "--from: " in shell.err


def test_a_case_that_cannot_be_read_makes_the_status_1(shell: Shell) -> None:
    assert shell("timeline", POLICY, "-", "--at", AT, given="{}") == 1
    assert "SLA" in shell.err


def test_what_was_read_is_not_written_over(shell: Shell, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_bytes(Path(CASE).read_bytes())
    asked = ("timeline", POLICY, str(case), "--at", AT, "--format", "svg")
    assert shell(*asked, "-o", str(case)) == 2
    assert "would be overwritten" in shell.err
    assert case.read_bytes() == Path(CASE).read_bytes()


@pytest.mark.parametrize("command", ["timeline", "render"])
def test_a_language_that_is_not_spoken_is_refused(shell: Shell, command: str) -> None:
    inputs = (POLICY, CASE, "--at", AT) if command == "timeline" else (POLICY,)
    assert shell(command, *inputs, "--language", "tlh") == 2
    assert "not `tlh`" in shell.err


def test_a_policy_is_rendered_as_markdown_or_as_a_page(
    shell: Shell, tmp_path: Path
) -> None:
    assert shell("render", POLICY, "--year", "2026") == 0
    assert shell.out.startswith("# Email Enterprise Services: what this policy says\n")
    assert "The year from Thursday 1 January 2026" in shell.out
    file = tmp_path / "report.html"
    assert shell("render", POLICY, "--from", "2026-03-01", "-o", str(file)) == 0
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "The year from Sunday 1 March 2026 to Sunday 28 February 2027" in page


@pytest.mark.parametrize(
    "asked",
    [("--year", "1066"), ("--from", "1.3.2026"), ("--from", "2200-01-01"),
     ("--year", "2026", "--from", "2026-01-01")],
)  # fmt: skip
def test_a_year_that_cannot_be_is_refused(shell: Shell, asked: tuple[str, ...]) -> None:
    assert shell("render", POLICY, *asked) == 2


def test_hours_and_dues_go_to_calendar_files(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "hours.ics"
    liveagent = str(ROOT / "policies" / "liveagent-vip-support.sla")
    asked = ("hours", liveagent, "dedicated_hours", "--from", "2025-04-17")
    assert shell(*asked, "--to", "2025-04-22", "-o", str(file)) == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 4  # two open, two holidays
    assert shell("timeline", POLICY, CASE, "--at", AT, "--format", "ics") == 0
    assert "DTSTART:20250201T151000Z" in shell.out


def test_hours_as_text_can_go_to_a_file_too(shell: Shell, tmp_path: Path) -> None:
    liveagent = str(ROOT / "policies" / "liveagent-vip-support.sla")
    asked = ("hours", liveagent, "dedicated_hours", "--from", "2025-04-17")
    assert shell(*asked) == 0
    printed = shell.out
    file = tmp_path / "hours.txt"
    assert shell(*asked, "-o", str(file)) == 0
    assert file.read_text(encoding="utf-8") == printed
