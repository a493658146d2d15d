"""Texts that carry what is said of them: each finding, or each value, under its line.

A file in `golden/told` holds texts, divided by lines `---`. Each stands below the
opening of an agreement, unless its first line is `# whole file`; a vocabulary beside it
follows a line `--- words.sla`. What begins with `###` is told of the line above it:

    ### SLA204 at 19 `fone`: unknown channel `fone`
    ###   hint: did you mean `phone`?
    ###   note 3:9 `phone`: a channel with a similar name
    ### = at 3 Named(name="phone" title="Phone")

A value is shown where nothing is wrong, without the fields that have their default.
What stands at no line of the text is told at its end.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import NOTHING, Factory, fields, frozen, has

from slapolicy.api import examine_text
from slapolicy.finding import Finding
from slapolicy.source import Span, shortened
from slapolicy.worktime import to_datetime

if TYPE_CHECKING:  # so that nothing of the resolver is imported before it is changed
    from slapolicy.contract.resolver import Resolved

FOLDER = Path(__file__).parent / "golden" / "told"
NAME = "policy.sla"
OPENING = """\
agreement told "Told" {
  supplied by bird "Bird" to customer "Customer"
}
"""
MOST = 40
"""Of so many values that stand in a row only the first and the last are shown."""
_INSTANTS = ("at", "due_at")
_WHOLE = ("agreement", "events")
_UNTOLD = (*_WHOLE, "findings", "sources")
_FILE = re.compile(r"^--- (\S+)\n", re.MULTILINE)


@frozen
class Told:
    """A text as the file has it, with what is told of it."""

    name: str
    written: str

    @property
    def plain(self) -> tuple[str, Mapping[str, str]]:
        """The text without what is told of it, and the vocabularies beside it."""
        lines = self.written.splitlines(keepends=True)
        bare = "".join(line for line in lines if not line.startswith("###"))
        text, *rest = _FILE.split(bare)
        return text, dict(zip(rest[::2], rest[1::2], strict=True))

    @property
    def opening(self) -> str:
        """What stands above the text."""
        return "" if self.written.startswith("# whole file") else OPENING

    def resolved(self) -> "Resolved":
        """Read the text."""
        text, beside = self.plain
        return examine_text(self.opening + text, name=NAME, loader=beside.__getitem__)

    def retold(self) -> str:
        """Give the text with what is told of it now."""
        above = self.opening.count("\n")
        by_line: dict[int, list[tuple[int, str]]] = {}
        for line, column, told in _all(self.resolved(), above):
            by_line.setdefault(line, []).append((column, told))
        text, beside = self.plain
        made: list[str] = []
        for number, written in enumerate(text.splitlines(), start=1):
            here = sorted(by_line.pop(number, []), key=lambda each: each[0])
            made += [written, *(told for _, told in here)]
        for number in sorted(by_line):
            made += [told for _, told in by_line[number]]
        for name, words in beside.items():
            made += [f"--- {name}", *words.splitlines()]
        return "\n".join(made) + "\n"


def texts() -> dict[str, tuple[Told, ...]]:
    """Give the texts of each file, by its name."""
    return {path.name: _of(path) for path in sorted(FOLDER.glob("*.sla"))}


def _of(path: Path) -> tuple[Told, ...]:
    pieces = path.read_text("utf-8").split("---\n")
    line, found = 1, []
    for piece in pieces:
        found.append(Told(f"{path.stem}:{line}", piece))
        line += piece.count("\n") + 1
    return tuple(found)


def _all(resolved: "Resolved", above: int) -> Iterator[tuple[int, int, str]]:
    """Give line, column and words of all that is told; line 9999 is the end."""
    for finding in resolved.findings:
        line, column, at = _place(finding.span, above)
        yield line, column, "\n".join(_finding(finding, at, above))
    policy = resolved.policy
    if policy is None:
        return
    for each in fields(type(policy)):
        held = getattr(policy, each.name)
        if each.name in _WHOLE and not above:
            yield 9999, 0, f"### {each.name}: {shown(held, above)}"
        elif each.name not in _UNTOLD and isinstance(held, Mapping | tuple):
            values = held.values() if isinstance(held, Mapping) else held
            for value in values:
                line, column, at = _place(getattr(value, "span", None), above)
                if line > 0:
                    told = f"{at} {shown(value, above)}".strip()
                    yield line, column, f"### = {told}"


def _finding(finding: Finding, at: str, above: int) -> Iterator[str]:
    yield f"### {finding.code} {at}: {finding.message}"
    if finding.hint is not None:
        yield f"###   hint: {finding.hint}"
    for note in finding.notes:
        yield f"###   note {_there(note.span, above)}: {note.label}"


def _place(span: Span | None, above: int) -> tuple[int, int, str]:
    """Give line and column of a span, and both with its words for people."""
    if span is None:
        return 9999, 0, ""
    if span.source.name != NAME:
        return 9999, 1, f"in {_there(span, above)}"
    line, column = span.place
    return line - above, column, f"at {column} {_words(span)}"


def _there(span: Span, above: int) -> str:
    line, column = span.place
    where = f"{line - above}:{column}" if line > above else "the opening"
    if span.source.name != NAME:
        where = f"{span.source.name} {line}:{column}"
    return f"{where} {_words(span)}"


def _words(span: Span) -> str:
    return f"`{shortened(span.text)}`"


def shown(value: Any, above: int, name: str = "") -> str:
    """Give a value in few words, so that no two values look alike."""
    match value:
        case Span():
            return _there(value, above)
        case timedelta():
            return f"{value // timedelta(seconds=1)} s"
        case Decimal() | date():
            return str(value)
        case int() if name in _INSTANTS:
            return f"{to_datetime(value):%Y-%m-%d %H:%M:%S}"
        case str():
            return f'"{value}"'
        case Mapping():
            pairs = (f"{k}: {shown(v, above)}" for k, v in value.items())
            return f"{{{', '.join(pairs)}}}"
        case tuple() | list():
            parts = [shown(each, above) for each in value]
            if len(parts) > MOST:
                parts[2:-2] = [f"{len(parts) - 4} more"]
            return f"[{', '.join(parts)}]"
        case _ if has(type(value)):
            parts = [
                f"{each.name}={shown(held, above, each.name)}"
                for each in fields(type(value))
                if each.name != "span"
                and not _is_default(each.default, held := getattr(value, each.name))
            ]
            inner = "" if not _is_inner(value) else f" at {_there(value.span, above)}"
            return f"{type(value).__name__}({' '.join(parts)}){inner}"
        case _:
            return repr(value)


def _is_inner(value: Any) -> bool:
    """Whether a value stands within another and has a place of its own."""
    return type(value).__name__ == "Expectation"


def _is_default(default: Any, held: Any) -> bool:
    if default is NOTHING:
        return False
    if isinstance(default, Factory):  # type: ignore[arg-type]
        return not held
    return bool(type(default) is type(held) and default == held)
