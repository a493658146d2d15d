"""The files of the project, for the tests of the house."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "slapolicy"
PAGES = PACKAGE / "pages"
_MADE = {"__pycache__", "_build", "build", "dist", "node_modules"}
_COMMAND = re.compile(r"^```sh ci\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def modules() -> list[Path]:
    """Give every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Give a file's path from the root of the project, with `/`."""
    return path.relative_to(ROOT).as_posix()


def files(root: Path = ROOT) -> Iterator[Path]:
    """Give every file that somebody wrote: nothing hidden, nothing made."""
    pending = [root]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.name in _MADE or path.name.endswith(".egg-info"):
                continue
            if path.name.startswith(".") and path.name not in {".ci", ".gitignore"}:
                continue
            if path.is_dir() and not path.is_symlink():
                pending.append(path)
            elif path.is_file():
                yield path


def readme_commands() -> list[str]:
    """Give the commands of README.md that a clean checkout runs as written."""
    return _COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def run(*arguments: str, cwd: Path = ROOT) -> str:
    """Run Python with arguments; give what it printed, or fail with it."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
