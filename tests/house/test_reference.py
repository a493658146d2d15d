"""The reference evaluator stays small enough to be read, and rests on nothing of ours.

Counted are the lines of code of `evaluator.py` and of every file that it rests on: all
but blank lines, comments and docstrings. What draws random policies and cases decides
nothing, and is not counted.
"""

import ast
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

from house.tree import ROOT

REFERENCE = ROOT / "tests" / "reference"
MOST_LINES = 500
BETWEEN = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENCODING, tokenize.ENDMARKER,
}  # fmt: skip
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def imported(path: Path) -> Iterator[str]:
    """Give the names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom):
            yield node.module or "."
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def evaluating() -> set[Path]:
    """Give the files that decide, from `evaluator.py` on."""
    found, pending = set[Path](), [REFERENCE / "evaluator.py"]
    while pending:
        path = pending.pop()
        found.add(path)
        names = (each.partition(".") for each in imported(path))
        own = {
            REFERENCE / f"{name}.py" for room, _, name in names if room == "reference"
        }
        pending += own - found
    return found


def lines_of_code(path: Path) -> int:
    """Count what is neither blank nor a comment nor a docstring."""
    with path.open("rb") as file:
        told = [*tokenize.tokenize(file.readline)]
    lines = {
        line
        for each in told
        if each.type not in BETWEEN
        for line in range(each.start[0], each.end[0] + 1)
    }
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            docstring = node.body[0]
            lines -= {*range(docstring.lineno, (docstring.end_lineno or 0) + 1)}
    return len(lines)


def test_all_that_evaluates_is_at_most_five_hundred_lines_of_code() -> None:
    counted = {path.name: lines_of_code(path) for path in evaluating()}
    assert len(counted) > 1
    assert sum(counted.values()) <= MOST_LINES, counted


def test_it_imports_nothing_but_the_standard_library_and_itself() -> None:
    for path in evaluating():
        rooms = {name.partition(".")[0] for name in imported(path)}
        assert rooms <= {*sys.stdlib_module_names, "reference"}, path.name
