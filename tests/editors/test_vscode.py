"""The extension for Visual Studio Code, as it is built, opened and started.

Visual Studio Code itself is not here: a stand-in for it activates the built extension,
which starts the real server.
"""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import contracts
from editors.node import EXTENSION, ROOT, node, require_node
from slapolicy import api

PACKAGE = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
CONTRIBUTES = PACKAGE["contributes"]
SNIPPETS = json.loads((EXTENSION / "snippets" / "sla.json").read_text(encoding="utf-8"))
WRONG = """\
agreement umbrella_terms "Żółta 🙂 parasolka" {
  supplied by umbrella "Umbrella" to customer "Customer"
  source terms "terms.txt" in en
}

clause U2 "Answer 🙂" from terms "2" {
  clock answer "🙂🙂" { starts when customr opens  met when umbrella replies }
  promise answer within 4 hours 24x7
}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the extension in a copy, and give the file that people install."""
    require_node()
    copy = tmp_path_factory.mktemp("vscode") / "extension"
    shutil.copytree(
        EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix")
    )
    (copy / "node_modules").symlink_to(EXTENSION / "node_modules")
    done = subprocess.run(
        ["npm", "run", "package"],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return copy / "slapolicy.vsix"


@pytest.fixture(scope="module")
def opened(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open the built file; give the folder that an editor would make of it."""
    folder = tmp_path_factory.mktemp("opened")
    with zipfile.ZipFile(built) as file:
        assert file.testzip() is None
        file.extractall(folder)
    return folder / "extension"


def named() -> list[str]:
    """Give the files that the extension names."""
    languages = [each for each in CONTRIBUTES["languages"] if "configuration" in each]
    return [
        PACKAGE["main"],
        PACKAGE["icon"],
        *(each["configuration"] for each in languages),
        *(icon for each in languages for icon in each["icon"].values()),
        *(each["path"] for each in CONTRIBUTES["grammars"]),
        *(each["path"] for each in CONTRIBUTES["snippets"]),
    ]


def test_what_is_built_holds_what_it_names_and_nothing_of_the_workshop(
    opened: Path,
) -> None:
    assert len(named()) >= 8
    assert [each for each in named() if not (opened / each).is_file()] == []
    found = {path.relative_to(opened).parts[0] for path in opened.rglob("*")}
    assert found == {
        *("dist", "images", "snippets", "syntaxes", "package.json"),
        *("language-configuration.json", "readme.md", "LICENSE.txt"),
    }
    licences = (opened / "dist" / "LICENCES.txt").read_text(encoding="utf-8")
    assert "vscode-languageclient 11" in licences
    manifest = (opened.parent / "extension.vsixmanifest").read_text(encoding="utf-8")
    assert f'Id="slapolicy" Version="{version("slapolicy")}"' in manifest


def started(opened: Path, command: list[str], *files: str) -> dict[str, Any]:
    """Activate the built extension beside the stand-in; give what came of it."""
    stand_in = str(EXTENSION / "test" / "stand_in.js")
    bundle = str(opened / PACKAGE["main"])
    told: dict[str, Any] = json.loads(
        node(stand_in, bundle, json.dumps(command), *files)
    )
    return told


@pytest.mark.parametrize("name", ["wrong.sla", "wrong.sla.md"])
def test_it_starts_the_server_and_shows_what_is_found(
    opened: Path, tmp_path: Path, name: str
) -> None:
    pytest.importorskip("pygls", reason="the language server needs pygls")
    prose = "# Über uns 🙂\n\n```sla\n" if name.endswith(".md") else ""
    text = f"{prose}{WRONG}{'```' if prose else ''}\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    told = started(opened, server(), str(tmp_path / name))
    assert told["messages"] == []
    assert "slapolicy.restart" in told["commands"]
    (expected,) = [each for each in api.check(tmp_path / name) if each.is_error]
    (found,) = told["findings"]
    assert found["code"] == expected.code == "SLA203"
    assert found["message"].startswith(expected.message)
    line = 6 + prose.count("\n")
    before = text.splitlines()[line].partition("customr")[0]
    assert found["line"] == line
    assert found["column"] == len(before.encode("utf-16-le")) // 2


def server() -> list[str]:
    """Give the command of the server, as it is installed here."""
    return [str(Path(sys.executable).with_name("slapolicy")), "lsp"]


def test_where_the_server_is_absent_it_says_how_to_install_it(opened: Path) -> None:
    told = started(opened, ["/nowhere/slapolicy", "lsp"])
    assert told["commands"] == ["slapolicy.restart"]
    assert "pip install 'slapolicy[lsp]'" in told["messages"][-1]
    assert "`/nowhere/slapolicy` does not start" in told["messages"][-1]


def test_it_is_of_the_version_and_under_the_licence_of_the_library() -> None:
    assert PACKAGE["version"] == version("slapolicy")
    ours, its = (ROOT / "LICENSE").read_text(), (EXTENSION / "LICENSE").read_text()
    assert its == ours
    pinned = PACKAGE["devDependencies"].values()
    assert [each for each in pinned if not re.fullmatch(r"\d+\.\d+\.\d+", each)] == []


def test_the_server_starts_only_where_the_folder_is_trusted() -> None:
    untrusted = PACKAGE["capabilities"]["untrustedWorkspaces"]
    assert untrusted["supported"] == "limited"
    assert untrusted["restrictedConfigurations"] == ["slapolicy.command"]
    assert CONTRIBUTES["configuration"]["properties"]["slapolicy.command"][
        "default"
    ] == ["slapolicy", "lsp"]


def filled(body: list[str]) -> str:
    """Give a snippet as it stands when every suggestion is taken."""
    text = "\n".join(body)
    suggested = dict(re.findall(r"\$\{(\d+):([^{}]*)\}", text))
    text = re.sub(r"\$\{(\d+):[^{}]*\}", lambda found: suggested[found[1]], text)
    text = re.sub(r"\$\{?(\d+)\}?", lambda found: suggested.get(found[1], ""), text)
    assert "$" not in text
    return text


TOP = ("clause", "scenario", "property")
WORDS = """
fact broken "Nothing works": yes or no
service advice "Advice"
service training "Training"
calendar office_hours "Office hours" {
  zone UTC
  open Mon-Fri 09:00-17:00
  business days run to closing
}
clock first_answer "A" { starts when customer opens  met when umbrella replies }
clock repair "R" { starts when customer opens  met when resolved }
clause U1 "Severity" from terms "1" {
  severity high "High" level 1 when broken is yes
  severity low "Low" level 2 when broken is no
}
clause U2 "Answer" from terms "2" {
  promise first_answer within 4 hours 24x7
}
"""
OPENING = filled(SNIPPETS["agreement"]["body"])


def others(made: str) -> str:
    """Give the words that a snippet may speak of, but for those it declares."""
    own = set(re.findall(r"(?m)^([a-z]+ \w+) \"", made))
    blocks = re.split(r"(?m)^(?=[a-z])", WORDS)
    kept = [each for each in blocks if " ".join(each.split()[:2]) not in own]
    text = "".join(kept)
    for each in own & {"severity high", "severity low"}:
        text = re.sub(rf"(?m)^  {each} .*\n", "", text)
    return text


@pytest.mark.parametrize("name", sorted(SNIPPETS.keys() - {"agreement"}))
def test_a_snippet_as_it_is_suggested_can_stand_in_a_policy(name: str) -> None:
    made = filled(SNIPPETS[name]["body"])
    part = made if name in TOP else f'clause U9 "X" from terms "9" {{\n{made}\n}}\n'
    text = f"{OPENING}\n{others(made)}\n{part}"
    wrong = [each for each in api.examine_text(text).findings if each.is_error]
    assert wrong == [], text


def test_every_line_that_opens_a_block_indents_the_next() -> None:
    rules = json.loads(
        (EXTENSION / "language-configuration.json").read_text(encoding="utf-8")
    )["indentationRules"]
    deeper, back = (
        re.compile(rules[key])
        for key in ("increaseIndentPattern", "decreaseIndentPattern")
    )
    for stem in contracts.PATHS:
        for line in contracts.text_of(stem).splitlines():
            said = re.sub(r'"[^"]*"|#.*', "", line).rstrip()
            assert bool(deeper.search(line)) == said.endswith("{"), line
            assert bool(back.search(line)) == said.lstrip().startswith("}"), line
