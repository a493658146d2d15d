"""A report as Markdown (CommonMark, with tables), for those who keep it as text."""

import re
from collections.abc import Iterator

from slapolicy.report.model import (
    Blank,
    Block,
    Choice,
    Grid,
    Listing,
    Report,
    Said,
    Section,
    Sentences,
    Table,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_BEGINS_LIKE_A_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")


def to_markdown(report: Report) -> str:
    """Write a report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_capital(plain(report.heading))}"
    for said in report.lead:
        yield ""
        yield _said(said)
    for section in report.sections:
        yield from _section(section, 2)


def _section(section: Section, level: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * min(level, 6)} {_capital(plain(section.heading))}"
    for block in section.blocks:
        if not isinstance(block, Grid):  # the tables beside it tell all
            yield ""
            yield from _block(block)
    for each in section.sections:
        yield from _section(each, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Sentences():
            yield _said(block.said)
        case Listing():
            for number, each in enumerate(block.items, 1):
                sign = f"{number}." if block.is_numbered else "-"
                yield f"{sign} {_said(each)}"
        case Table():
            yield _row(tuple(_capital(plain(each)) for each in block.heads))
            yield _row(tuple("---" for _ in block.heads))
            for row in block.rows:
                yield _row(tuple(_said(each) for each in row))
        case Choice():
            for name, said in block.parts:
                yield f"- **{_capital(plain(name))}:** {plain(said)}"
        case Grid():
            return
        case Blank():
            for name in block.names:
                yield f"- **{_capital(plain(name))}:** \\_\\_\\_\\_\\_\\_\\_\\_"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _said(said: Said) -> str:
    text = plain(said.text)
    if not said.clauses:
        return text
    return f"{text} ({', '.join(map(plain, said.clauses))})"


def plain(text: str) -> str:
    """Write a text so that nothing in it is markup."""
    shown = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _BEGINS_LIKE_A_LIST.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", shown
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
