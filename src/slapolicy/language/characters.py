"""Characters that look like others, cannot be seen, or turn the text round.

Encoding and sizes are looked at in `reader`.
"""

import re
import unicodedata

from slapolicy.finding import Edit, Finding, Fix
from slapolicy.source import Source, Span

_SUSPECT = re.compile(r"[^\n\t\x20-\x7e]")
_QUOTED = re.compile(
    r"#[^\n]*"
    r'|"[^"\n]*"?'
    '|[\u201c\u201d\u201e\xab](?P<inner>[^"\u201c\u201d\u201e\xbb\n]*)'
)
_QUOTES = "\u201c\u201d\u201e\u201f\xab\xbb\uff02\u2033"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2039\u203a\xb4"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
_LINE_ENDS = "\u2028\u2029"
_TWINS = dict(
    zip(
        # Cyrillic capitals, Cyrillic small letters, Greek letters.
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5"
        "\u03a7\u03bf",
        "ABEKMHOPCTYX" + "aeopcyxijsdqw" + "ABEZHIKMNOPTY" + "Xo",
        strict=True,
    )
)


def repaired(text: str) -> str:
    """Put plain characters for look-alikes, one for one, so that reading goes on."""
    if text.isascii():
        return text
    chars = [
        char if char.isascii() or mark else _plain(char)
        for char, mark in zip(text, _quoted(text), strict=True)
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


def _plain_letter(char: str) -> str | None:
    if char in _TWINS:
        return _TWINS[char]
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain if plain.isascii() and plain.isalpha() else None


def character_findings(source: Source) -> list[Finding]:
    """Find the characters that a policy may not have, each code once a line."""
    text = source.text
    if not _SUSPECT.search(text):
        return []
    quoted = _quoted(text)
    findings: list[Finding] = []
    line_end = -1
    said: set[str] = set()
    for match in _SUSPECT.finditer(text):
        if match.start() > line_end:
            line_end = text.find("\n", match.start())
            line_end = len(text) if line_end < 0 else line_end
            said = set()
        found = _judge(match[0], quoted=bool(quoted[match.start()]))
        if found is None or found[0] in said or len(findings) >= 100:
            continue
        code, message, hint = found
        said.add(code)
        span = Span(source, match.start(), match.end())
        fixes = _fixes(source, code, (match.start(), line_end), quoted)
        findings.append(Finding(code, message, span, hint=hint, fixes=fixes))
    return findings


_TITLES = {
    "SLA012": 'write `"`',
    "SLA031": "take them out",
    "SLA032": "take them out",
    "SLA033": "write ordinary blanks",
    "SLA034": "write plain letters",
    "SLA035": "write the digits 0 to 9",
    "SLA036": "write `-`",
}


def _fixes(
    source: Source, code: str, line: tuple[int, int], quoted: bytearray
) -> tuple[Fix, ...]:
    """Give what mends all characters of one code on a line."""
    if code not in _TITLES:
        return ()
    edits: list[Edit] = []
    for match in _SUSPECT.finditer(source.text, *line):
        found = _judge(match[0], quoted=bool(quoted[match.start()]))
        if found is not None and found[0] == code:
            plain = "" if code in ("SLA031", "SLA032") else _instead(match[0])
            if plain is None:
                return ()
            edits.append(Edit(Span(source, match.start(), match.end()), plain))
    return (Fix(_TITLES[code], tuple(edits)),)


def _instead(char: str) -> str | None:
    """Give the plain character for a look-alike, if there is one."""
    if char in _QUOTES or char in _SINGLE_QUOTES:
        return '"'
    if unicodedata.category(char)[0] in "LM":
        return _plain_letter(char)
    plain = _plain(char)
    return None if plain == "x" else plain


def _quoted(text: str) -> bytearray:
    """Mark the characters that stand in a text in quotes or in a comment."""
    marks = bytearray(len(text))
    for match in _QUOTED.finditer(text):
        start, end = match.span("inner" if match["inner"] is not None else 0)
        marks[start:end] = b"\1" * (end - start)
    return marks


def _judge(char: str, *, quoted: bool) -> tuple[str, str, str] | None:
    """Give the code, the message and the hint for a character, if it is refused."""
    return _hidden(char) or (None if quoted else _look_alike(char))


def _hidden(char: str) -> tuple[str, str, str] | None:
    code_point = f"U+{ord(char):04X}"
    category = unicodedata.category(char)
    if category == "Cs":
        message = f"half of a character ({code_point}) that no file can hold"
        return "SLA043", message, "take it out, or type the character again"
    if category == "Cc" or char in _LINE_ENDS:
        message = f"a control character ({code_point}) has no place in a policy"
        return "SLA031", message, "take it out"
    if category[0] == "C":
        name = _name(char)
        message = f"an invisible character ({name}, {code_point}) can hide what is said"
        return "SLA032", message, "take it out"
    return None


def _look_alike(char: str) -> tuple[str, str, str] | None:
    category = unicodedata.category(char)
    if category == "Zs":
        message = f"an unusual blank ({_name(char)}, U+{ord(char):04X})"
        return "SLA033", message, "type an ordinary blank"
    if char in _QUOTES or char in _SINGLE_QUOTES:
        return "SLA012", f"`{char}` does not begin or end a text", 'write `"`'
    if char in _DASHES:
        return "SLA036", f"`{char}` is not the hyphen of the keyboard", "write `-`"
    if category[0] == "N":
        digit = unicodedata.digit(char, None)
        hint = f"write `{digit}`" if digit is not None else "write it with 0 to 9"
        return "SLA035", f"`{char}` is none of the digits 0 to 9 ({_name(char)})", hint
    if category[0] in "LM":
        plain = _plain_letter(char)
        hint = f"write `{plain}`" if plain else "put words of other scripts in quotes"
        message = f"names have only the letters a to z: `{char}` is {_name(char)}"
        return "SLA034", message, hint
    return None


def _name(char: str) -> str:
    return unicodedata.name(char, "a character without a name").lower()
