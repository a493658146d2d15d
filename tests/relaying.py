"""Texts of policies laid out at random, and a dull reading of what a layout may move.

Nothing here knows how the formatter works: a text is words, comments and blanks.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType

import corpus_reader
from slapolicy.language import parser
from slapolicy.language.concrete import words
from slapolicy.source import Source

ROOT = Path(__file__).parents[1]
MARKS = frozenset('{}|,()":')
_TOKEN = re.compile(r'(?P<comment>#[^\n]*)|"[^"\n]*"|[^\s"#]+')


def squeezed(text: str) -> str:
    """Give all that is no blank, with `~` before a comment that follows a word."""
    pieces: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["comment"]:
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            mark = "~" if before.strip() else ""
            pieces.append(f"\n{mark}{match[0].rstrip()}\n")
        else:
            pieces.append(match[0])
    return "".join(pieces)


def pieces_of(source: Source) -> list[str]:
    """Give the words of a text, without its comments."""
    return [
        source.text[word.start : word.end] for word in words(parser.concrete(source))
    ]


def relaid(
    draw: Random, said: list[str], *, has_comments: bool, has_blank_lines: bool = True
) -> str:
    """Give words in a layout that nobody would choose."""
    text: list[str] = []
    blanks = [" ", "  ", "\t", "\n", "\n    ", " \n\n" if has_blank_lines else " \n"]
    for number, word in enumerate(said):
        text.append(word)
        after = said[number + 1] if number + 1 < len(said) else ""
        # rows begin on lines of their own, and so does an `at` behind an expectation
        if word == after == "|" or (after == "at" and word[-1] != ","):
            text.append(
                "\n  # a row\n" if has_comments and draw.random() < 0.2 else "\n"
            )
            continue
        if draw.random() < 0.15 and (word[-1] in MARKS or after[:1] in MARKS):
            continue
        blank = draw.choice(blanks) if draw.random() < 0.3 else " "
        if has_comments and draw.random() < 0.04:
            line = draw.choice((" ", "\n", "\n  "))
            blank = f"{line}# note {number}{draw.choice(('', '  ', ', # {|'))}\n"
        text.append(blank)
    return "".join(text)


def good_texts() -> Iterator[tuple[str, str]]:
    """Give every text at hand that can be read, with its name."""
    for pattern in ("policies/*.sla*", "tests/**/*.sla", "grammar/**/*.sla"):
        for path in sorted(ROOT.glob(pattern)):
            if path.parent != corpus_reader.CORPUS:
                yield path.relative_to(ROOT).as_posix(), _read(path)
    for chunk in corpus_reader.all_chunks():
        yield f"{chunk.name}.sla", chunk.text


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


@cache
def readable_texts() -> Mapping[str, str]:
    """Give those texts that have no error, by name; read once for all that asks."""
    found = {name: text for name, text in good_texts() if is_readable(name, text)}
    return MappingProxyType(found)


def is_readable(name: str, text: str) -> bool:
    """Whether a text has no error that a layout could hide."""
    try:
        findings = parser.parse(Source(name, text)).findings
    except UnicodeEncodeError:
        return False
    return not any(each.is_error for each in findings)
