"""The chunked corpus: texts with the findings that they must give, written in-line.

Chunks are separated by a line `---`. At the end of a line `### SLA008` says that a
finding with this code stands on it. A chunk whose first line is `# near miss of SLA008`
must not give that code. A chunk whose first line is `# whole file` is read as it is,
any other below the opening of an agreement. `<U+202E>` stands for that character,
`<U+0061*65>` for 65 of it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from slapolicy.analysis import CHECKS
from slapolicy.api import examine_text
from slapolicy.finding import Finding
from slapolicy.language import parser, reader

CORPUS = Path(__file__).parent / "corpus"
WORDS = CORPUS / "words"
OPENING = """\
agreement corpus "Corpus" {
  supplied by bird "Bird" to customer "Customer"
  source terms "terms.txt" in en
  in force from 2024-01-01
}
"""
KINDS = {
    "reading": ("SLA0",),
    "structure": ("SLA1",),
    "names": ("SLA2",),
    "time": ("SLA3",),
    "meaning": ("SLA40", "SLA41", "SLA42"),
    "meaning-analysis": ("SLA43", "SLA44", "SLA45", "SLA46", "SLA47"),
    "smells": ("SLA5",),
    "scenarios": ("SLA7",),
}
"""The codes of which a file speaks; of any other code its chunks say nothing."""

_EXPECTED = re.compile(r"[ \t]*### ((?:SLA\d{3} ?)+)$", re.MULTILINE)
_CHARACTER = re.compile(r"<U\+([0-9A-F]{4,6})(?:\*(\d+))?>")


@frozen
class Chunk:
    """One text of the corpus, with what it must give.

    Attributes:
        name: The file and the line at which it begins.
        text: What is read.
        expected: Line and code of each finding, in order.
        near_miss: The code that it must not give.
    """

    name: str
    text: str
    expected: tuple[tuple[int, str], ...]
    near_miss: str | None
    kinds: tuple[str, ...]

    def found(self) -> tuple[tuple[int, str], ...]:
        """Check the text and give line and code of what was found."""
        return tuple(
            (finding.span.place[0] if finding.span else 0, finding.code)
            for finding in check(self.text)
            if finding.code.startswith(self.kinds)
        )


def check(text: str) -> tuple[Finding, ...]:
    """Give all findings of a text."""
    try:
        data: bytes | str = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text
    read = reader.read(data, "corpus.sla")
    if unread := read.findings or parser.parse(read.source).findings:
        return unread
    resolved = examine_text(text, name="corpus.sla", loader=_word)
    found = list(resolved.findings)
    if resolved.policy is not None:
        found += [each for looks in CHECKS for each in looks(resolved.policy)]
    return tuple(sorted(found, key=_place))


def _word(name: str) -> bytes:
    return (WORDS / name).read_bytes()


def _place(finding: Finding) -> tuple[int, str]:
    return (finding.span.start if finding.span else 0, finding.code)


def chunks(path: Path) -> Iterator[Chunk]:
    """Give the chunks of a file."""
    line = 1
    for piece in path.read_text("utf-8").split("\n---\n"):
        lines = _EXPECTED.sub("", piece).split("\n")
        title = re.fullmatch(r"# near miss of (SLA\d{3})", lines[0])
        whole = "# whole file" in lines[:2]
        text = piece if whole else OPENING + piece
        expected = [
            (text.count("\n", 0, match.start()) + 1, code)
            for match in _EXPECTED.finditer(text)
            for code in match[1].split()
        ]
        text = _EXPECTED.sub("", text)
        text = characters(text)
        yield Chunk(
            f"{path.stem}:{line}",
            text,
            tuple(expected),
            title[1] if title else None,
            KINDS.get(path.stem, ("SLA",)),
        )
        line += piece.count("\n") + 2


def characters(text: str) -> str:
    """Give a text with the characters that `<U+202E>` and the like stand for."""
    return _CHARACTER.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) * int(match[2] or 1)


def all_chunks() -> list[Chunk]:
    """Give the chunks of all files of the corpus."""
    return [chunk for path in sorted(CORPUS.glob("*.sla")) for chunk in chunks(path)]
