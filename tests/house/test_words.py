"""What no file of the package may hold: loopholes, clocks, long files, vague names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import PACKAGE, modules, name_of

BUILTINS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
MODULES = {
    "pickle", "marshal", "shelve", "dill", "ctypes", "subprocess", "socket", "ssl",
    "http", "urllib.request", "multiprocessing", "locale", "random", "secrets", "time",
    "yaml", "tempfile", "shutil", "runpy", "imp",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
VAGUE = {
    "utils",
    "util",
    "core",
    "common",
    "helpers",
    "helper",
    "misc",
    "base",
    "types",
}
LONGEST = 300


def tree(path: Path) -> ast.Module:
    """Give the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def loopholes(module: ast.AST) -> Iterator[str]:
    """Give what could run a user's text, or put it into memory as code."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
                yield f"{node.lineno}: {name}()"
            case ast.Call(
                func=ast.Attribute(value=value, attr=("format" | "format_map"))
            ):
                if not (
                    isinstance(value, ast.Constant) and isinstance(value.value, str)
                ):
                    yield f"{node.lineno}: .format() on a text that is no literal"
            case ast.Call(func=ast.Name(id="Lark"), keywords=keywords):
                if any(each.arg in ("cache", None) for each in keywords):
                    yield f"{node.lineno}: Lark with cache="
            case ast.Attribute(value=ast.Name(id="Lark"), attr=("load" | "save")):
                yield f"{node.lineno}: Lark.{node.attr}"
            case ast.Import(names=names):
                for each in names:
                    if each.name in MODULES or each.name.split(".")[0] in MODULES:
                        yield f"{node.lineno}: import {each.name}"
            case ast.ImportFrom(module=str(name)):
                if name in MODULES or name.split(".")[0] in MODULES:
                    yield f"{node.lineno}: from {name} import"


def clocks(module: ast.AST) -> Iterator[str]:
    """Give where the time of day is read."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in CLOCKS:
                if ast.unparse(value).split(".")[-1] in ("datetime", "date"):
                    yield f"{node.lineno}: {ast.unparse(node.func)}()"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_runs_no_text_and_unpickles_nothing(path: Path) -> None:
    assert list(loopholes(tree(path))) == []


def test_below_the_tools_one_file_reads_the_clock() -> None:
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if "tools" not in path.relative_to(PACKAGE).parts and any(clocks(tree(path)))
    ]
    assert readers == [
        "contract/now.py"
    ]  # the default of `at`, which the face promises


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "import pickle",
        "from urllib.request import urlopen",
        "template.format(name)",
        "Lark(g, cache=True)",
        "Lark.load(f)",
    ],
)
def test_the_search_for_loopholes_finds_one(text: str) -> None:
    assert len(list(loopholes(ast.parse(text)))) == 1


def test_the_search_for_loopholes_lets_honest_text_pass() -> None:
    assert (
        list(loopholes(ast.parse("'{}'.format(1); from urllib.parse import q"))) == []
    )
    assert (
        len(list(clocks(ast.parse("datetime.now(UTC); date.today(); self.now()")))) == 2
    )


def test_no_file_is_long() -> None:
    long = {
        name_of(path): lines
        for path in modules()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert long == {}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_says_first_what_stands_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
    assert first.rstrip("`").endswith((".", ":"))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_and_its_folder_are_called_by_what_they_hold(path: Path) -> None:
    parts = [*path.relative_to(PACKAGE).parent.parts, path.stem]
    assert not VAGUE & set(parts)
    assert all(
        re.fullmatch(r"[a-z]+(_[a-z]+)*|__init__|__main__", each) for each in parts
    )


def test_no_check_is_silenced_without_a_reason() -> None:
    silenced = re.compile(
        r"#\s*(?:noqa|type:\s*ignore)(?::\s*[A-Z0-9, ]+|\[[^]]*\])?(.*)"
    )
    bare = [
        f"{name_of(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (match := silenced.search(line)) and not re.search(r"[a-z]{3}", match[1])
    ]
    assert bare == []
