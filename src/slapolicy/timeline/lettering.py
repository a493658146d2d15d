"""How wide a text is at most, where nobody can measure it; cutting and breaking lines.

The widths are those of a broad typeface (DejaVu Sans), so that a narrower one leaves
room. In tenths of a pixel.
"""

import unicodedata
from collections.abc import Iterator

SIZE = 120
_NARROW = "ijlI|!.,:;'`"
_SLIM = 'ftr()[]{}/\\"- '
_BROAD = "mwMWQO@%&—…#GDHNU←→"


def width(text: str, size: int = SIZE, *, is_bold: bool = False) -> int:
    """Give how wide a text is at most."""
    thousandths = sum(_em(each) for each in text)
    broader = 1130 if is_bold else 1000
    return -(-thousandths * size * broader // 1_000_000)


def _em(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    if character in _NARROW:
        return 340
    if character in _SLIM:
        return 470
    if character in _BROAD:
        return 1010
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1030
    if 0x590 <= ord(character) < 0x700:  # Hebrew, Arabic
        return 800
    if ord(character) < 0x250:
        return 690 if character.isupper() else 640
    return 1030


def cut(text: str, most: int, size: int = SIZE, *, is_bold: bool = False) -> str:
    """Cut a text so that it is no wider; what was cut ends in an ellipsis."""
    if width(text, size, is_bold=is_bold) <= most:
        return text
    kept = ""
    for each in text:
        if width(f"{kept}{each}…", size, is_bold=is_bold) > most:
            break
        kept += each
    return f"{kept.rstrip()}…"


def lines(text: str, most: int, size: int = SIZE) -> Iterator[str]:
    """Break a text into lines that are no wider; a word that is, is broken."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width(longer, size) <= most:
            line = longer
            continue
        if line:
            yield line
        while width(word, size) > most:
            head = cut(word, most, size)[:-1] or word[0]
            yield head
            word = word[len(head) :]
        line = word
    if line:
        yield line
