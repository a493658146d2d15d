"""`slapolicy format`: files, folders and standard input, written or only looked at."""

import json
from pathlib import Path

import pytest

import slapolicy
from slapolicy.tools.layouts import lay_out, write
from unit.tools.gold import POLICY
from unit.tools.shell import Shell

UNTIDY = POLICY.replace("  starts", "starts").replace("{\n", "{  # here\n", 1)


def test_a_file_is_written_once_and_then_left_alone(shell: Shell) -> None:
    Path("gold.sla").write_text(UNTIDY, encoding="utf-8")
    assert shell("format", "gold.sla") == 0
    assert shell.out == "formatted: gold.sla\n"
    assert shell.err == "1 file: 1 formatted\n"
    written = Path("gold.sla").stat()
    assert shell("format", "gold.sla") == 0
    assert (shell.out, shell.err) == ("", "1 file: 1 as it should be\n")
    assert Path("gold.sla").stat() == written


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_nothing_is_written_when_it_is_only_looked_at(
    shell: Shell, option: str
) -> None:
    Path("gold.sla").write_text(UNTIDY, encoding="utf-8")
    assert shell("format", option, "gold.sla") == 1
    assert Path("gold.sla").read_text(encoding="utf-8") == UNTIDY
    shell("format", "gold.sla")
    assert shell("format", option, "gold.sla") == 0
    assert shell.out == ""


def test_a_difference_can_be_applied_as_it_is_printed(shell: Shell) -> None:
    Path("gold.sla").write_text(UNTIDY, encoding="utf-8")
    shell("format", "--diff", "gold.sla")
    head, plus, *lines = shell.out.splitlines()
    assert (head, plus) == ("--- gold.sla", "+++ gold.sla, formatted")
    gone = {line[1:] for line in lines if line[0] == "-"}
    assert gone <= set(UNTIDY.splitlines())
    assert any("starts when" in line for line in gone)


def test_standard_input_is_printed_as_it_should_be(shell: Shell) -> None:
    assert shell("format", "-", given=UNTIDY) == 0
    made = shell.out
    assert shell.err == ""
    assert shell("format", "-", given=made) == 0
    assert shell.out == made
    assert shell("format", "--check", "-", given=UNTIDY) == 1
    assert shell.out == "to format: <standard input>\n"


def told(shell: Shell) -> list[dict[str, object]]:
    """Give what was told of each file, as JSON."""
    found: list[dict[str, object]] = json.loads(shell.out)["files"]
    return found


def test_programs_are_told_of_each_file_what_was_done(shell: Shell) -> None:
    Path("bad.sla").write_text("agreement", encoding="utf-8")
    Path("odd.sla").write_text(UNTIDY, encoding="utf-8")
    shell("format", "gold.sla")
    files = ("bad.sla", "gold.sla", "odd.sla")
    assert shell("format", "--check", "--format", "json", *files) == 1
    bad, gold, odd = told(shell)
    assert [each["file"] for each in (bad, gold, odd)] == list(files)
    assert (bad["readable"], bad["changes"], bad["written"]) == (False, False, False)
    assert (gold["readable"], gold["changes"], gold["written"]) == (True, False, False)
    assert (odd["readable"], odd["changes"], odd["written"]) == (True, True, False)
    assert [each["code"] for each in bad["findings"]] == ["SLA002"]  # type: ignore[attr-defined]  # JSON
    assert Path("odd.sla").read_text(encoding="utf-8") == UNTIDY
    assert shell("format", "--format", "json", "odd.sla") == 0
    assert [each["written"] for each in told(shell)] == [True]
    made = Path("odd.sla").read_text(encoding="utf-8")
    assert shell("format", "--format", "json", "-", given=UNTIDY) == 0
    assert [(each["text"], each["written"]) for each in told(shell)] == [(made, False)]
    assert shell("format", "--format", "json", "--diff", "odd.sla") == 2
    assert "--diff is text" in shell.err


def test_python_lays_a_text_out_as_the_command_does() -> None:
    made = lay_out(UNTIDY.encode(), "gold.sla").after
    assert made is not None
    assert slapolicy.reformat(UNTIDY) == slapolicy.reformat(UNTIDY.encode())
    assert slapolicy.reformat(UNTIDY).encode() == made
    page = f"#  A  page\n\n```sla\n{UNTIDY}```\n"
    laid = slapolicy.reformat(page, name="gold.sla.md")
    assert laid == f"#  A  page\n\n```sla\n{made.decode()}```\n"
    for wrong in ("agreement", b"\xff"):
        with pytest.raises(slapolicy.PolicyError, match=r"policy\.sla:1:"):
            slapolicy.reformat(wrong)


@pytest.mark.parametrize("size", [90, 400, 990])
def test_a_long_text_and_a_long_row_stay_on_one_line(size: int) -> None:
    title = "x" * size
    head = [f"answer_{each}_{'a' * 40}" for each in "abcdef"]
    text = slapolicy.reformat(
        f"""vocabulary words "Words" role desk "{title}" of bird
        clause A1 "{title}" {{
        reading r as "{title}" and not as "y" because "z" }}
        promises 24x7 {{ | severity | {" | ".join(head)} |
        | s1 | {" | ".join(["1 hour"] * 6)} | }}"""
    )
    lines = text.splitlines()
    assert sum(f'"{title}"' in each for each in lines) == 3
    rows = [each for each in lines if each.lstrip().startswith("|")]
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1]) > 300
    assert slapolicy.reformat(text) == text


def test_a_folder_stands_for_the_policies_under_it(shell: Shell) -> None:
    Path("more/still").mkdir(parents=True)
    for name in ("more/a.sla", "more/still/b.sla"):
        Path(name).write_text(UNTIDY, encoding="utf-8")
    Path("more/notes.md").write_text("```sla\nnone\n```\n", encoding="utf-8")
    assert shell("format", "more") == 0
    assert shell.err == "2 files: 2 formatted\n"


def test_a_broken_file_is_refused_with_its_findings_and_others_are_written(
    shell: Shell,
) -> None:
    broken = UNTIDY.replace("agreement", "agrement", 1)
    Path("bad.sla").write_text(broken, encoding="utf-8")
    Path("gold.sla").write_text(UNTIDY, encoding="utf-8")
    assert shell("format", "bad.sla", "gold.sla") == 1
    assert Path("bad.sla").read_text(encoding="utf-8") == broken
    assert shell.out == "formatted: gold.sla\n"
    assert shell.err.startswith("bad.sla:1:1: SLA007 ")
    assert shell.err.endswith("1 formatted, 1 not readable, and left as it is\n")
    assert shell("format", "-", given=broken) == 1
    assert shell.out == ""


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"# nothing\n"])
def test_what_is_no_policy_is_refused(shell: Shell, data: bytes) -> None:
    Path("odd.sla").write_bytes(data)
    assert shell("format", "odd.sla") == 1
    assert Path("odd.sla").read_bytes() == data


def test_a_missing_file_is_unusable_input(shell: Shell) -> None:
    assert shell("format", "none.sla") == 2
    assert "none.sla" in shell.err


def test_names_that_nobody_declared_are_no_hindrance(shell: Shell) -> None:
    text = UNTIDY.replace("of acme", "of nobody")
    Path("gold.sla").write_text(text, encoding="utf-8")
    assert shell("format", "gold.sla") == 0


def test_line_ends_of_windows_and_a_byte_order_mark_are_kept() -> None:
    data = b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode()
    plain = lay_out(UNTIDY.encode(), "gold.sla").after
    assert plain is not None
    made = lay_out(data, "gold.sla").after
    assert made == b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")


def test_a_link_stays_a_link_and_rights_stay_as_they_are(tmp_path: Path) -> None:
    path, link = tmp_path / "gold.sla", tmp_path / "link.sla"
    path.write_text(UNTIDY, encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write(lay_out(link.read_bytes(), "link.sla", link))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert "\n    starts" in path.read_text(encoding="utf-8")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["gold.sla", "link.sla"]


def test_a_file_that_cannot_be_replaced_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gold.sla"
    path.write_text(UNTIDY, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(lay_out(path.read_bytes(), "gold.sla", path))
    assert path.read_text(encoding="utf-8") == UNTIDY
    assert [each.name for each in tmp_path.iterdir()] == ["gold.sla"]
