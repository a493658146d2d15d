"""The sentences of timelines and reports: each that is said is there, and none idle."""

import ast
from pathlib import Path

import slapolicy
from slapolicy.contract.explanation import (
    english,
    english_clocks,
    english_examples,
    english_failures,
    english_ical,
    english_report,
    english_timeline,
)

PACKAGE = Path(slapolicy.__file__).parent
ROOMS = ("timeline", "report", "ical", "contract/explanation")
OURS = {
    **english_timeline.SENTENCES,
    **english_report.SENTENCES,
    **english_examples.SENTENCES,
    **english_failures.SENTENCES,
    **english_ical.SENTENCES,
}
KNOWN = {**english.SENTENCES, **english_clocks.SENTENCES, **OURS}


def nodes() -> list[ast.AST]:
    paths = [path for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py"))]
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if not path.name.startswith("english")
    ]
    return [node for tree in trees for node in ast.walk(tree)]


def test_no_sentence_stands_twice() -> None:
    parts = (
        english, english_clocks, english_timeline, english_report, english_examples,
        english_failures, english_ical,
    )  # fmt: skip
    assert len(KNOWN) == sum(len(part.SENTENCES) for part in parts)


def test_every_step_that_is_written_out_has_its_sentence() -> None:
    said = {
        node.args[0].value
        for node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "step"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert said
    assert said - set(KNOWN) == set()


def test_no_sentence_is_idle() -> None:
    """A sentence is named as a whole, or begins as a name that is put together does."""
    whole, begun, ended = set(), set(), set()
    for node in nodes():
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=str(begin)), *_]):
                begun.add(begin)
            case ast.JoinedStr(values=[*_, ast.Constant(value=str(end))]):
                ended.add(end)
            case ast.Constant(value=str(text)):
                whole.add(text)
    idle = [
        code
        for code in OURS
        if code not in whole
        and not any(code.startswith(begin) for begin in begun if len(begin) > 2)
        and not any(code.endswith(end) for end in ended if len(end) > 8)
    ]
    assert ", ".join(idle) == ""
