"""Runs the examples of a page in order, in a folder of its own, and rewrites outputs.

A fenced block is an example by its language:

- `sla`: a whole policy (it begins with `agreement` or `vocabulary`) is checked and
  must give no finding; anything else is a part, and is read with whatever it names
  of what stands above it on the page, down to the last whole policy or to `cast.sla`.
  Of a part no error may be found. All scenarios must pass.
- `json`: must be JSON. `console`: each `$ slapolicy ...` is run (`echo $?` gives its
  exit status) and its output compared. `python` is run, `pycon` is run and compared.

A caption names a file in which a block is put. A line `...` stands for any lines.
"""

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen, mutable
from sla_parts import Piece, composed, is_whole, joined, pieces

from slapolicy import api
from slapolicy.contract.scenario_runner import run
from slapolicy.tools.cli import main

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_CAPTION = re.compile(r"\A(?::[a-z-]+:.*\n)*?:caption: (.+)\n(?::[a-z-]+:.*\n)*\n?")
_OPTION = re.compile(r"\A(?::[a-z-]+:.*\n)+\n?")
# what another version, or one more line in a policy, would change
_MASKS = (
    (
        re.compile(r"^On what this rests\n(?:  .*\n)*", re.MULTILINE),
        "On what this rests\n",
    ),
    (
        re.compile(r"\b(slapolicy|tzdata|holidays|workalendar) \d[\w.]*"),
        r"\1 VERSION",
    ),
    (re.compile(r"\bline\s+\d+"), "line N"),
)


@frozen
class Block:
    """One fenced block of a page."""

    language: str
    text: str
    caption: str | None
    line: int
    start: int  # where its text begins and ends in the page
    end: int


def blocks(page: str) -> Iterator[Block]:
    """Give the fenced blocks of a page in order."""
    for found in _FENCE.finditer(page):
        words = found["info"].strip().replace("{code-block}", "").split()
        body, start = found["body"], found.start("body")
        caption = _CAPTION.match(body)
        if options := _OPTION.match(body):
            body, start = body[options.end() :], start + options.end()
        yield Block(
            words[0] if words else "",
            body,
            caption[1].strip() if caption else None,
            page.count("\n", 0, start) + 1,
            start,
            start + len(body),
        )


@mutable
class Page:
    """A page being run: what its examples have put on the table so far."""

    path: Path
    folder: Path
    pool: list[Piece] = field(factory=list)
    names: dict[str, Any] = field(factory=dict)
    problems: list[str] = field(factory=list)
    outputs: list[tuple[Block, str]] = field(factory=list)

    def run(self, only: Container[str] | None = None) -> None:
        """Run every example; gather what went wrong in `problems`.

        With `only`, the examples in these languages; the files that captions name are
        made for them all the same.
        """
        for name in ("policies", "examples"):
            (self.folder / name).symlink_to(ROOT / name)
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            for block in blocks(self.path.read_text(encoding="utf-8")):
                self._run(block, only)
        finally:
            os.chdir(before)

    def _run(self, block: Block, only: Container[str] | None) -> None:
        if block.caption and re.fullmatch(r"[\w./-]+", block.caption):
            Path(block.caption).write_text(block.text, encoding="utf-8")
        runners: dict[str, Callable[[Block], str | None]] = {
            "sla": self._sla,
            "json": lambda block: (
                None if json.loads(block.text) is not None else "null"
            ),
            "console": self._console,
            "python": self._python,
            "pycon": self._pycon,
        }
        runner = runners.get(block.language)
        if runner is None or (only is not None and block.language not in only):
            return
        try:
            problem = runner(block)
        except Exception as error:  # noqa: BLE001  # whatever an example does wrong
            problem = f"{type(error).__name__}: {error}"
        if problem:
            self.problems.append(f"{self.path.name}:{block.line}: {problem}")

    def _sla(self, block: Block) -> str | None:
        name = block.caption or f"{self.path.stem}-{block.line}.sla"
        if is_whole(block.text):
            found = api.check(_text(block.text), name=name, loader=_beside)
            self.pool = pieces(block.text)
            text = block.text
            wrong = [str(each) for each in found]
        else:
            if not self.pool:
                self.pool = pieces((DOCS / "cast.sla").read_text(encoding="utf-8"))
            text = composed(self.pool, block.text)
            self.pool = joined(self.pool, block.text)
            found = api.check(_text(text), name=name, loader=_beside)
            wrong = [str(each) for each in found if each.is_error]
        if any(each.is_error for each in found):
            return "\n".join([*wrong, *([] if is_whole(block.text) else [text])])
        resolved = api.examine_text(_text(text), name=name, loader=_beside)
        scenarios = () if resolved.policy is None else resolved.policy.scenarios
        for scenario in scenarios:
            assert resolved.policy is not None
            for each in run(resolved.policy, scenario).failures:
                wrong.append(
                    f'"{scenario.title}": {each.message}; '
                    f"expected {each.expected}, found {each.found}"
                )
        return "\n".join(wrong) or None

    def _console(self, block: Block) -> str | None:
        written, status, wrong = "", 0, None
        for command, expected in _commands(block.text):
            if command == "echo $?":
                output = f"{status}\n"
            else:
                output, status = run_command(command)
            written += f"$ {command}\n{output}"
            if not alike(expected, output):
                wrong = f"`{command}` gives\n{output}"
        self.outputs.append((block, written))
        return wrong

    def _python(self, block: Block) -> None:
        code = compile(block.text, f"{self.path.name}:{block.line}", "exec")
        exec(code, self.names)  # noqa: S102  # the example of a page

    def _pycon(self, block: Block) -> str | None:
        test = doctest.DocTestParser().get_doctest(
            block.text, self.names, self.path.name, None, block.line
        )
        said = io.StringIO()
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        runner.run(test, out=said.write, clear_globs=False)
        self.names = test.globs
        return said.getvalue() or None

    def rewritten(self) -> str:
        """Give the page with what its commands print now, where nothing is left out."""
        page = self.path.read_text(encoding="utf-8")
        for block, written in reversed(self.outputs):
            if "\n...\n" not in block.text and not alike(block.text, written):
                page = page[: block.start] + written + page[block.end :]
        return page


def run_command(command: str) -> tuple[str, int]:
    """Run a `slapolicy` command; give what it prints, errors too, and its status."""
    program, *arguments = shlex.split(command.replace("\\\n", " "))
    assert program == "slapolicy", f"only slapolicy is run, not {program}"
    printed = io.StringIO()
    status: int | str | None = 0
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            main(arguments)
        except SystemExit as end:
            status = end.code
    return printed.getvalue(), int(status or 0)


def _commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = re.sub(r"\\\n", "\\\\\0", part).partition("\n")
        yield command.replace("\0", "\n"), expected


def alike(expected: str, found: str) -> bool:
    """Whether an output is what is written, but for versions and what `...` omits."""
    for mask, word in _MASKS:
        expected, found = mask.sub(word, expected), mask.sub(word, found)
    parts = re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(re.escape(each) for each in parts)
    return re.fullmatch(pattern + r"\n*", found) is not None


def _text(text: str) -> str:
    return f"{text}\n"


def _beside(name: str) -> str:
    for folder in (Path(), Path("policies")):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    raise LookupError(name)


def cases_to_try() -> list[tuple[str, str]]:
    """Give the cases in `examples/cases`, each with its instant."""
    readme = (ROOT / "examples" / "cases" / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([\w-]+)\.json` \| `([^`]+)` ", readme, re.MULTILINE)


def told(case: str, at: str) -> str:
    """Give what the decision on a case says in words, but for what it rests on."""
    policy = "policies/bird-email-enterprise.sla"
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        command = f"slapolicy evaluate {policy} examples/cases/{case}.json --at {at}"
        text, status = run_command(command)
    finally:
        os.chdir(before)
    assert status == 0, text
    return text.partition("\nOn what this")[0]


def pages() -> list[Path]:
    """Give every page with examples."""
    return sorted(
        each
        for each in DOCS.rglob("*.md")
        if not {"_build", "_ext"} & set(each.relative_to(DOCS).parts)
    )


def rewrite(only: list[str]) -> None:
    """Rewrite outputs in place: `python docs/_ext/page_examples.py [PAGE...]`."""
    import tempfile

    for case, at in () if only else cases_to_try():
        path = DOCS / "examples" / f"{case}.txt"
        path.write_text(told(case, at), encoding="utf-8")
    for path in (DOCS / each for each in only) if only else pages():
        with tempfile.TemporaryDirectory() as folder:
            page = Page(path, Path(folder))
            page.run()
        text = page.rewritten()
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"rewritten: {path.relative_to(ROOT)}\n")
        for problem in page.problems:
            sys.stdout.write(f"{problem}\n")


if __name__ == "__main__":
    rewrite(sys.argv[1:])
