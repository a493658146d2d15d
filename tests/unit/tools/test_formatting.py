"""`slapolicy format`: files, folders and standard input, written or only looked at."""

from pathlib import Path

import pytest

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
