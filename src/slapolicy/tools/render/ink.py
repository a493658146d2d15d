"""Text made safe to print, and coloured where a person looks; nothing of findings."""

import unicodedata

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_COLOURS = {"error": "31", "warning": "33", "info": "36", "dim": "2", "strong": "1"}
_POLICY = {
    "comment": "2",
    "string": "32",
    "keyword": "34",
    "unit": "34",
    "number": "36",
    "code": "35",
}


def escape(text: str) -> str:
    """Write what controls a terminal, or turns text around, as `<U+202E>`.

    A tab becomes a space; whatever else is printed stays as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(each) for each in text)


def _escaped(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in _UNSAFE:
        return f"<U+{ord(character):04X}>"
    return character


def paint(text: str, colour: str, *, is_coloured: bool) -> str:
    """Colour a text by a level (`error`, …), `dim` or `strong`, if at all."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if is_coloured else text


def paint_policy(line: str, *, is_coloured: bool) -> str:
    """Colour a line of a policy as editors do, if at all."""
    if not is_coloured:
        return line
    from slapolicy.language.colours import coloured

    return "".join(
        _painted(line[each.start : each.end], each.kind) for each in coloured(line)
    )


def _painted(text: str, kind: str) -> str:
    return f"\x1b[{_POLICY[kind]}m{text}\x1b[0m" if kind in _POLICY else text
