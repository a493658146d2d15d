"""Node as the tests of editors need it, and the colours that it gives to texts."""

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"
_TIMEOUT = 240


def maker() -> ModuleType:
    """Give the program that writes the colours for editors."""
    path = ROOT / "editors" / "textmate.py"
    spec = importlib.util.spec_from_file_location("textmate_maker", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def require_node() -> None:
    """Skip a test where Node, or what it needs, is absent."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Node and npm are absent")
    if not (EXTENSION / "node_modules" / "vscode-textmate").is_dir():
        pytest.skip(
            "what the extension needs is absent: in editors/vscode, run "
            "`npm install --no-package-lock --ignore-scripts`"
        )


def node(*arguments: str, given: str = "", cwd: Path = EXTENSION) -> str:
    """Run a program of Node; give what it prints, or fail with it."""
    done = subprocess.run(
        ["node", *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=_TIMEOUT,
        check=False,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def tokens(asked: Mapping[str, Mapping[str, str]]) -> dict[str, list[Any]]:
    """Cut texts by the grammars of the extension, as an editor does.

    Args:
        asked: Texts by their names, by the scope of their grammar.

    Returns:
        By name, the line, the text and the scopes of each token.
    """
    found: dict[str, list[Any]] = json.loads(
        node("test/tokens.js", given=json.dumps(asked))
    )
    return found


def stretches(text: str, found: list[Any]) -> Iterator[tuple[int, int, list[str]]]:
    """Give where each token stands in the text, with its scopes."""
    starts, at = [], 0
    for line in text.split("\n"):
        starts.append(at)
        at += len(line) + 1
    used: dict[int, int] = {}
    for number, said, scopes in found:
        start = starts[number] + used.get(number, 0)
        used[number] = used.get(number, 0) + len(said)
        yield start, start + len(said), scopes
