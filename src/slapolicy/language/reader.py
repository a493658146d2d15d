"""From bytes to a text that may be read: encoding, line ends, sizes.

What the text says is not asked here.
"""

import re

from slapolicy.finding import KEPT, Finding
from slapolicy.language.characters import character_findings
from slapolicy.source import Source, Span
from slapolicy.values import frozen

MAX_BYTES = 2 * 1024 * 1024
MAX_WORDS = 400_000
MAX_LINE = 2_000
MAX_STRING = 1_000
MAX_NAME = 64
MAX_DIGITS = 12
MAX_NESTING = 32

FATAL = frozenset(
    (
        *("SLA030", "SLA031", "SLA032", "SLA040", "SLA041", "SLA043"),
        *("SLA044", "SLA045", "SLA046"),
    )
)
"""Findings after which a text is not parsed at all."""

_LONG_LINE = re.compile(rf"[^\n]{{{MAX_LINE + 1},}}")
_TOKEN = re.compile(
    r'\#[^\n]*|(?P<string>"[^"\n]*"?)'
    r"|(?P<opens>[({])|(?P<closes>[)}])"
    rf"|(?P<name>[A-Za-z_]\w{{{MAX_NAME},}})|(?P<number>[0-9]{{{MAX_DIGITS + 1},}})"
    r"|\w+"
)


@frozen
class Read:
    """A source that may be parsed, or the finding that says why it may not."""

    source: Source
    findings: tuple[Finding, ...]


def read(data: bytes | str, name: str, size: int | None = None) -> Read:
    """Make a source of bytes or text; whatever they are, nothing is raised.

    A byte order mark is dropped, line ends become line feeds: lines and columns stay.
    What has a finding here (not UTF-8, too large) is not to be parsed; characters and
    sizes inside are examined by the parser.

    Args:
        data: What was read.
        name: What to call it in findings.
        size: The size of the whole, if less of it was read.
    """
    length = len(data)
    if isinstance(data, str):
        length = len(data.encode("utf-8", "surrogatepass"))
    size = max(length, size or 0)
    if size > MAX_BYTES:
        message = f"the file has {size:,} bytes, more than the {MAX_BYTES:,} allowed"
        hint = "split it, and import the shared words from a vocabulary"
        source = Source(name, "")
        return Read(
            source, (Finding("SLA040", message, Span(source, 0, 0), hint=hint),)
        )
    if isinstance(data, str):
        return Read(Source(name, _normal(data)), ())
    try:
        return Read(Source(name, _normal(data.decode("utf-8"))), ())
    except UnicodeDecodeError as error:
        readable = data[: error.start].decode("utf-8")
        source = Source(name, _normal(readable) + "\ufffd")
        byte = f"byte {data[error.start]:#04x} after {error.start:,} others"
        message = f"the file was not saved as UTF-8: {byte} cannot be read"
        span = Span(source, len(source.text) - 1, len(source.text))
        hint = "save it again, in an editor that asks for the encoding, as UTF-8"
        return Read(source, (Finding("SLA030", message, span, hint=hint),))


def _normal(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def examine(source: Source) -> tuple[Finding, ...]:
    """Find the characters and the sizes that a policy may not have."""
    findings = [*character_findings(source), *_size_findings(source)]
    findings.sort(key=lambda finding: finding.span.start if finding.span else 0)
    return tuple(findings[:KEPT])


def _size_findings(source: Source) -> list[Finding]:
    findings: list[Finding] = []

    def add(code: str, message: str, start: int, hint: str) -> None:
        span = Span(source, start, start + 1)
        findings.append(Finding(code, message, span, hint=hint))

    for match in _LONG_LINE.finditer(source.text):
        size = match.end() - match.start()
        message = f"the line has {size:,} characters; {MAX_LINE:,} are allowed"
        add("SLA041", message, match.start(), "break it between two words")
    depth = deepest = 0
    too_deep: int | None = None
    words = 0
    for match in _TOKEN.finditer(source.text):
        words += 1
        start, length = match.start(), match.end() - match.start()
        match match.lastgroup:
            case "string" if length > MAX_STRING + 2:
                most = f"{MAX_STRING:,} are allowed"
                message = f"the text has {length - 2:,} characters; {most}"
                add("SLA042", message, start, "shorten it, or say it in two")
            case "name":
                message = f"the name has {length:,} characters; {MAX_NAME} are allowed"
                add("SLA044", message, start, "put the rest in the title")
            case "number":
                message = f"the number has {length} digits; {MAX_DIGITS} are allowed"
                add("SLA045", message, start, "take a larger unit")
            case "opens":
                depth += 1
                deepest = max(deepest, depth)
                if depth == MAX_NESTING + 1 and too_deep is None:
                    too_deep = start
            case "closes":
                depth = max(0, depth - 1)
            case _:
                pass
    if words > MAX_WORDS:
        message = f"the file has {words:,} words, more than the {MAX_WORDS:,} allowed"
        hint = "split it, and import the shared words from a vocabulary"
        add("SLA040", message, 0, hint)
    if too_deep is not None:
        message = f"{deepest:,} brackets stand in each other; {MAX_NESTING} are allowed"
        add("SLA046", message, too_deep, "give parts names with `term`")
    return findings
