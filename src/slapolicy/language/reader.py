"""From bytes to a text that may be read: encoding, forbidden characters, limits.

What the text says is not asked here.
"""

import re
import unicodedata

from attrs import frozen

from slapolicy.finding import Finding
from slapolicy.source import Source, Span

MAX_BYTES = 256 * 1024
MAX_LINE = 2_000
MAX_STRING = 1_000
MAX_NAME = 64
MAX_DIGITS = 12
MAX_NESTING = 32

_SUSPECT = re.compile(r"[^\n\t\x20-\x7e]")
_LONG_LINE = re.compile(rf"[^\n]{{{MAX_LINE + 1}}}")
_TOKEN = re.compile(
    r'(?P<comment>\#[^\n]*)|(?P<string>"[^"\n]*"?)'
    r"|(?P<opens>[({])|(?P<closes>[)}])"
    rf"|(?P<name>[A-Za-z_]\w{{{MAX_NAME},}})|(?P<number>[0-9]{{{MAX_DIGITS + 1},}})"
    r"|\w+"
)
_QUOTES = "“”„‟«»＂″"
_SINGLE_QUOTES = "‘’‚‛‹›`´"
_DASHES = "‐‑‒–—―−－"
_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@frozen
class Read:
    """A source that may be parsed, or the finding that says why it may not."""

    source: Source
    findings: tuple[Finding, ...]


def read(data: bytes | str, name: str) -> Read:
    """Make a source of bytes or text; whatever they are, nothing is raised.

    A byte order mark is dropped, line ends become line feeds: lines and columns stay.
    What has a finding here (not UTF-8, too large) is not to be parsed; characters and
    sizes inside are examined by the parser.
    """
    if isinstance(data, bytes):
        try:
            text = data[: MAX_BYTES + 1].decode("utf-8")
        except UnicodeDecodeError as error:
            if len(data) <= MAX_BYTES:
                return _undecodable(data, error, name)
            text = data[:MAX_BYTES].decode("utf-8", "replace")
        size = len(data)
    else:
        text, size = data, len(data.encode("utf-8", "surrogatepass"))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = Source(name, text)
    if size > MAX_BYTES:
        message = f"the file has {size:,} bytes, more than the {MAX_BYTES:,} allowed"
        hint = "split it, and import the shared words from a vocabulary"
        finding = Finding("SLA040", message, Span(source, 0, 0), hint=hint)
        return Read(Source(name, ""), (finding,))
    return Read(source, ())


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> Read:
    text = data[: error.start].decode("utf-8").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n") + "\ufffd"
    source = Source(name, text)
    message = f"byte {data[error.start]:#04x} at offset {error.start} is not UTF-8"
    span = Span(source, len(text) - 1, len(text))
    hint = "save the file with the encoding UTF-8"
    return Read(source, (Finding("SLA030", message, span, hint=hint),))


FATAL = frozenset(
    ("SLA030", "SLA031", "SLA032", "SLA040", "SLA041", "SLA043", "SLA044")
    + ("SLA045", "SLA046")
)
"""Findings after which a text is not parsed at all."""


def repaired(text: str) -> str:
    """Put plain characters for look-alikes, one for one, so that reading goes on."""
    if text.isascii():
        return text
    quoted = _quoted(text)
    chars = [
        char if char.isascii() or mark else _plain(char)
        for char, mark in zip(text, quoted, strict=True)
    ]
    return "".join(chars)


def _plain(char: str) -> str:
    if char in _QUOTES:
        return '"'
    if char in _DASHES:
        return "-"
    if unicodedata.category(char) == "Zs":
        return " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return _plain_letter(char) or "x"


def examine(source: Source) -> tuple[Finding, ...]:
    """Find the characters and the sizes that a policy may not have."""
    findings = list(_characters(source))
    findings += _sizes(source)
    findings.sort(key=lambda finding: finding.span.start if finding.span else 0)
    return tuple(findings[:100])


def _characters(source: Source) -> list[Finding]:
    text = source.text
    findings: list[Finding] = []
    seen: set[tuple[str, int]] = set()
    quoted = _quoted(text) if _SUSPECT.search(text) else bytearray()
    for match in _SUSPECT.finditer(text):
        found = _judge(match[0], bool(quoted[match.start()]))
        if found is None:
            continue
        code, message, hint = found
        line = text.count("\n", 0, match.start()) if len(seen) < 100 else -1
        if (code, line) not in seen:
            seen.add((code, line))
            span = Span(source, match.start(), match.end())
            findings.append(Finding(code, message, span, hint=hint))
    return findings


_QUOTED = re.compile(
    r'#[^\n]*|"[^"\n]*"?|[“”„«](?P<inner>[^"“”„»\n]*)',
)


def _quoted(text: str) -> bytearray:
    """Mark the characters that stand in a text in quotes or in a comment."""
    marks = bytearray(len(text))
    for match in _QUOTED.finditer(text):
        start, end = match.span("inner" if match["inner"] is not None else 0)
        marks[start:end] = b"\1" * (end - start)
    return marks


def _judge(char: str, quoted: bool) -> tuple[str, str, str] | None:
    code_point = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "a character without a name").lower()
    category = unicodedata.category(char)
    if category == "Cs":
        message = f"half of a character ({code_point}) that no file can hold"
        return "SLA043", message, "take it out, or type the character again"
    if category in ("Cf", "Co", "Cn"):
        message = (
            f"an invisible character, {name} ({code_point}), can hide what is said"
        )
        return "SLA032", message, "take it out"
    if category == "Cc" or char in _LINE_ENDS:
        message = f"a control character ({code_point}) has no place in a policy"
        return "SLA031", message, "take it out"
    if quoted:
        return None
    if category == "Zs":
        message = f"an unusual blank, {name} ({code_point})"
        return "SLA033", message, "type an ordinary blank"
    if char in _QUOTES or char in _SINGLE_QUOTES:
        return "SLA012", f"`{char}` does not begin or end a text", 'write `"`'
    if char in _DASHES:
        return "SLA036", f"`{char}` is not the hyphen of the keyboard", "write `-`"
    if category in ("Nd", "Nl", "No"):
        digit = unicodedata.digit(char, None)
        hint = "write it with the digits 0 to 9"
        if digit is not None:
            hint = f"write `{digit}`"
        return "SLA035", f"`{char}` is not one of the digits 0 to 9 ({name})", hint
    if category[0] == "L" or category[0] == "M":
        plain = _plain_letter(char)
        hint = f"write `{plain}`" if plain else "put words of other scripts in quotes"
        message = f"`{char}` is {name}, and names have only the letters a to z"
        return "SLA034", message, hint
    return None


_TWINS = dict(
    zip(
        "АВЕКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",  # noqa: RUF001 - they are the point
        "ABEKMHOPCTYXaeopcyxijsdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)


def _plain_letter(char: str) -> str | None:
    if char in _TWINS:
        return _TWINS[char]
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain if plain.isascii() and plain.isalpha() else None


def _sizes(source: Source) -> list[Finding]:
    text = source.text
    findings: list[Finding] = []

    def add(code: str, message: str, start: int, hint: str) -> None:
        findings.append(
            Finding(code, message, Span(source, start, start + 1), hint=hint)
        )

    for match in _LONG_LINE.finditer(text):
        message = f"the line has more than {MAX_LINE:,} characters"
        add("SLA041", message, match.start(), "break it between two words")
    depth = 0
    for match in _TOKEN.finditer(text):
        start, length = match.start(), match.end() - match.start()
        match match.lastgroup:
            case "string" if length > MAX_STRING + 2:
                message = f"the text has {length - 2:,} characters, more than the 1,000 allowed"
                add("SLA042", message, start, "shorten it, or say it in two")
            case "name":
                message = f"the name has {length} characters, more than the 64 allowed"
                add(
                    "SLA044",
                    message,
                    start,
                    "take a shorter name, and put the rest in the title",
                )
            case "number":
                message = f"the number has {length} digits, more than the 12 allowed"
                add("SLA045", message, start, "take a larger unit")
            case "opens":
                depth += 1
                if depth == MAX_NESTING + 1:
                    message = f"more than {MAX_NESTING} blocks or brackets stand one in the other"
                    add(
                        "SLA046",
                        message,
                        start,
                        "give the inner condition a name with `term`",
                    )
            case "closes":
                depth = max(0, depth - 1)
            case _:
                pass
    return findings
