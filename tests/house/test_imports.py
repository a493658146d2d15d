"""Where tree and policy meet, and what is loaded only when it is needed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import PACKAGE, modules, name_of, run

SLOW = {"lark", "holidays", "workalendar", "click", "rich"}


def imported(path: Path) -> set[str]:
    """Give the modules that a file imports, by their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} has a relative import"
            found.add(node.module or "")
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def reads(path: Path, room: str) -> bool:
    """Whether a file imports something of a room."""
    return any(each == room or each.startswith(f"{room}.") for each in imported(path))


def is_resolver(path: Path) -> bool:
    """Whether a file belongs to the resolver."""
    return path.relative_to(PACKAGE / "contract").parts[0].startswith("resolver")


def test_in_the_contract_only_the_resolver_reads_the_language() -> None:
    strangers = [
        name_of(path)
        for path in (PACKAGE / "contract").rglob("*.py")
        if not is_resolver(path)
        and (
            reads(path, "slapolicy.language")
            or reads(path, "slapolicy.contract.resolver")
        )
    ]
    assert strangers == []


def test_worktime_knows_neither_policies_nor_text() -> None:
    strangers = [
        name_of(path)
        for path in (PACKAGE / "worktime").rglob("*.py")
        for room in ("language", "contract", "finding", "source", "codes")
        if reads(path, f"slapolicy.{room}")
    ]
    assert strangers == []


def test_what_opens_no_door_imports_no_tool() -> None:
    strangers = [
        name_of(path)
        for path in modules()
        if "tools" not in path.relative_to(PACKAGE).parts
        and reads(path, "slapolicy.tools")
    ]
    assert strangers == []


def test_importing_slapolicy_loads_nothing_slow() -> None:
    loaded = run("-c", "import slapolicy, sys; print(*sys.modules)").split()
    assert SLOW & set(loaded) == set()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rule", "SLA001"]])
def test_small_commands_load_neither_the_grammar_nor_the_holidays(
    arguments: list[str],
) -> None:
    program = (
        "import sys\n"
        "from slapolicy.tools.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert loaded & {"lark", "holidays", "workalendar"} == set()
