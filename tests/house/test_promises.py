"""What SECURITY.md promises is held by how the package is written.

And each promise names the tests that prove it. What `test_words` forbids (to run a
text, to unpickle, clocks, caches of the parser) is not looked for again.
"""

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

from house.tree import PACKAGE, ROOT, modules
from slapolicy.language import parser
from slapolicy.language.grammar import reading, refusing

WORLD = {"os", "sys", "pathlib", "io", "glob", "platform", "signal", "asyncio", "gc"}
"""Modules by which a program meets the world around it."""
READERS = {
    "api.py": "opens policies and the vocabularies beside them",
    "contract/case_reader/reader.py": "opens the file of a case, if asked to",
    "contract/policy/policy.py": "names the type of a path",
    "spark/parcel.py": "takes names of files apart, and opens none",
    "worktime/zone.py": "hands on bytes of the wheel as a file, and opens none",
}
"""The files below the tools that may, and what for."""
NAMED = {
    "api.py": "flags that not every system has",
    "language/": "the fields of the classes of the tree",
    "contract/resolver/": "parts that only some classes of the tree have",
    "contract/evaluator/": "parts that only some values have",
    "contract/explanation/": "parts that only some values have",
    "contract/property_runner/": "the fields of a draft",
    "analysis/": "the fields of rules and of conditions",
    "strategies/": "the fields of a draft",
    "tools/clauses.py": "the kinds of rules that a policy lists",
    "columns/whole/": "the columns of what is reckoned",
    "contract/later.py": "the slots of our own classes",
    "editing/": "the fields of the classes of the tree",
    "values.py": "the methods that attrs writes",
    "worktime/holidays.py": "a method that only some calendars of the package have",
}
"""Where an attribute may be named by a variable, and whose names these are."""
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (N[0-9]+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")


def place(path: Path) -> str:
    """Give the path of a file from the package."""
    return path.relative_to(PACKAGE).as_posix()


def below_the_tools() -> list[Path]:
    """Give the files that read and evaluate what strangers send."""
    return [each for each in modules() if not place(each).startswith("tools/")]


def tree(path: Path) -> ast.Module:
    """Give the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


def imported(module: ast.AST) -> set[str]:
    """Give the modules that a file imports, without what is only for types."""
    found = set()
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                found |= {each.name.split(".")[0] for each in names}
            case ast.ImportFrom(module=str(name)):
                found.add(name.split(".")[0])
    return found


def test_below_the_tools_only_the_doors_meet_the_world() -> None:
    found = {place(each) for each in below_the_tools() if imported(tree(each)) & WORLD}
    assert found <= set(READERS)


def test_below_the_tools_only_the_doors_open_files() -> None:
    """Package data (grammar, zones, pages) are read as resources, by fixed names."""
    opened = re.compile(
        r"(?<![\w. ])open\(|os\.open\(|(?<!Pure)Path\([^)]*\)\.|\.iterdir\(\)"
    )
    found = {
        place(each)
        for each in below_the_tools()
        if opened.search(each.read_text("utf-8"))
    }
    assert found == {"api.py", "contract/case_reader/reader.py"}


def reached(module: ast.AST) -> Iterator[int]:
    """Give the lines on which an attribute is named by a variable."""
    for node in ast.walk(module):
        match node:
            case ast.Call(
                func=ast.Name(id=("getattr" | "hasattr")), args=[_, name, *_]
            ):
                if not isinstance(name, ast.Constant):
                    yield node.lineno
            case ast.Call(func=ast.Name(id=("setattr" | "delattr" | "globals"))):
                yield node.lineno


def test_no_text_of_a_stranger_names_an_attribute() -> None:
    odd = [
        f"{place(path)}:{line}"
        for path in modules()
        for line in reached(tree(path))
        if not place(path).startswith(tuple(NAMED))
    ]
    assert odd == []


def formats(module: ast.AST) -> Iterator[int]:
    """Give the lines on which a text that is no literal is a pattern or a format."""
    for node in ast.walk(module):
        match node:
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                if isinstance(right, ast.Tuple | ast.Dict | ast.JoinedStr) and not (
                    isinstance(left, ast.Constant)
                ):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=attr)) if (
                attr not in ("escape", "error")
            ):
                pattern = node.args[0]
                if not isinstance(pattern, ast.Constant | ast.JoinedStr):
                    yield node.lineno


def test_no_text_of_a_stranger_is_a_pattern_or_a_format() -> None:
    odd = {place(path) for path in modules() for _ in formats(tree(path))}
    # the terminals of the grammar; the words of the language after an `event`;
    # the frames of our own sentences
    assert odd <= {
        "language/automaton.py",
        "language/colours.py",
        "language/expecting.py",
        "language/grammar/building.py",
        "language/grammar/refusing.py",
        "analysis/unused.py",
        "locales/phrases.py",
    }


def remembering(module: ast.AST) -> Iterator[str]:
    """Give the functions that remember without a bound, and globals that change."""
    for node in ast.walk(module):
        match node:
            case ast.Global(names=names):
                yield from names
            case ast.FunctionDef(decorator_list=marks, args=arguments):
                for mark in marks:
                    said = ast.unparse(mark)
                    endless = said in ("cache", "functools.cache") or "None" in said
                    if "cache" in said and endless and arguments.args:
                        yield node.name


def test_nothing_is_remembered_without_a_bound() -> None:
    """N9, N12: no global changes, and no cache grows with what strangers send."""
    assert [
        f"{place(path)}: {name}"
        for path in modules()
        for name in remembering(tree(path))
    ] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("getattr(a, name)", 1),
        ("getattr(a, 'name', None)", 0),
        ("setattr(a, 'b', 1)", 1),
        ("template % (a, b)", 1),
        ("'%s' % (a,)", 0),
        ("re.compile(text)", 1),
        ("re.compile('a')", 0),
        ("@cache\ndef f(text): pass", 1),
        ("@cache\ndef f(): pass", 0),
        ("@lru_cache(maxsize=None)\ndef f(text): pass", 1),
        ("@lru_cache(9)\ndef f(text): pass", 0),
        ("def f():\n  global x", 1),
    ],
)
def test_the_search_finds_what_it_looks_for(text: str, count: int) -> None:
    module = ast.parse(text)
    found = [*reached(module), *formats(module), *remembering(module)]
    assert len(found) == count


def test_the_language_has_no_word_that_reaches_out() -> None:
    """N11: no plugin, no option, no limit of the program, no file but a vocabulary."""
    reaching = {
        *("plugin", "include", "option", "options", "set_limit", "load", "exec"),
        *("env", "url", "http", "file", "read", "write", "command", "python", "eval"),
    }
    assert parser.reserved_words() & reaching == set()


def test_the_parser_is_built_as_strangers_demand() -> None:
    """LALR without a cache, of one file, with few optional parts to a rule."""
    options = reading.parser().options
    assert (options.parser, options.cache) == ("lalr", False)
    grammar = (PACKAGE / "language" / "slapolicy.lark").read_text("utf-8")
    assert "%import" not in grammar
    alternatives = re.split(r"\n(?=[?!\w]|\s+\|)", re.sub("//.*", "", grammar))
    assert max(len(re.findall(r"(?<=[\w)\]])\?", each)) for each in alternatives) <= 6


SHORT = {
    "analysis.silent: _ID": "no run of digits in an id is longer than 64",
}
"""Patterns that meet only short texts, and why."""
Asked = Callable[[str], object]


def patterns() -> dict[str, Asked]:
    """Give every pattern of a module as it is asked, and those of the grammar."""
    found: dict[str, Asked] = {
        f"grammar: {name}": pattern.match for name, pattern in refusing.patterns()
    }
    for path in below_the_tools():
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        if name.startswith("strategies"):  # for tests, and need not be importable
            continue
        module = importlib.import_module(f"slapolicy.{name}".removesuffix(".__init__"))
        text = path.read_text("utf-8")
        for key, value in vars(module).items():
            if isinstance(value, re.Pattern) and f"{name}: {key}" not in SHORT:
                for how in set(re.findall(rf"\b{key}\.(\w+)\(", text)):
                    found[f"{name}: {key}.{how}"] = _asked(value, how)
    return found


def _asked(pattern: re.Pattern[str], how: str) -> Asked:
    if how == "sub":
        return lambda text: pattern.sub("", text)
    if how == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    ask: Asked = getattr(pattern, how)
    return ask


def test_every_pattern_is_done_in_time_that_its_text_bounds() -> None:
    """N5: the square of 20,000 would take seconds, a power of two for ever."""
    slow = []
    asked = patterns()
    assert len(asked) > 100
    for unit in ("a", "1", " ", "\n", '"', "A/", "\n# ", "1.", "00:00-", "a b "):
        text = unit * (20_000 // len(unit)) + "!"
        for name, ask in asked.items():
            began = process_time()
            ask(text)
            if process_time() - began > 0.5:
                slow.append(f"{name} on {unit!r}")
    assert slow == []


# SECURITY.md


def test_every_promise_is_there_in_order() -> None:
    found = [number for number, _, _ in ROW.findall(SECURITY)]
    assert found == [f"N{number}" for number in range(1, 19)]


def test_every_test_that_security_names_exists() -> None:
    named = PROOF.findall(SECURITY)
    assert len(named) > 25
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).is_file()
        or (test and f"def {test}(" not in (ROOT / file).read_text("utf-8"))
    ]
    assert missing == []


def test_every_promise_that_applies_names_its_proof() -> None:
    bare = [
        number
        for number, _, proof in ROW.findall(SECURITY)
        if not PROOF.search(proof) and "nothing yet" not in proof
    ]
    assert bare == []
