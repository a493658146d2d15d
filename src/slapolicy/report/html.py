"""A report as one HTML file, to be read on a screen and on paper.

The file asks nothing of any server and runs no script.
"""

from collections.abc import Iterator
from html import escape

from slapolicy.report.markup import anchors
from slapolicy.report.model import (
    Blank,
    Block,
    Choice,
    Day,
    Grid,
    Listing,
    Report,
    Said,
    Section,
    Sentences,
    Table,
)
from slapolicy.report.style import STYLE
from slapolicy.timeline.page_style import head


def to_html(report: Report) -> str:
    """Write a report as one HTML file."""
    return "\n".join(_Page(report).lines()) + "\n"


class _Page:
    """The page of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._anchors = anchors(report)
        self._clauses = {
            name.removeprefix("clause-")
            for name in self._anchors.values()
            if name.startswith("clause-")
        }

    def lines(self) -> Iterator[str]:
        """Give the lines of the page."""
        report = self._report
        yield from head(report.language, report.heading, STYLE)
        for said in report.lead:
            yield f'<p class="faint">{escape(said.text)}</p>'
        yield from self._contents()
        for section in report.sections:
            yield from self._section(section, 2)
        yield "</main>\n</body>\n</html>"

    def _contents(self) -> Iterator[str]:
        yield f'<nav aria-label="{escape(self._report.contents, quote=True)}">\n<ul>'
        for section in self._report.sections:
            name = self._anchors[id(section)]
            yield f'<li><a href="#{name}">{escape(section.heading)}</a></li>'
        yield "</ul>\n</nav>"

    def _section(self, section: Section, level: int) -> Iterator[str]:
        name = escape(self._anchors[id(section)], quote=True)
        kind = ' class="clause"' if section.clause else ""
        yield f'<section id="{name}"{kind}>'
        yield f"<h{level}>{escape(section.heading)}</h{level}>"
        for block in section.blocks:
            yield from self._block(block)
        for each in section.sections:
            yield from self._section(each, min(level + 1, 6))
        yield "</section>"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Sentences():
                kind = ' class="faint"' if block.is_remark else ""
                yield f"<p{kind}>{self._said(block.said)}</p>"
            case Listing():
                tag = "ol" if block.is_numbered else "ul"
                yield f"<{tag}>"
                yield from (f"<li>{self._said(each)}</li>" for each in block.items)
                yield f"</{tag}>"
            case Table():
                yield from self._table(block)
            case Choice():
                yield '<dl class="choice">'
                for name, said in block.parts:
                    yield f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>"
                yield "</dl>"
            case Grid():
                yield from self._grid(block)
            case Blank():
                yield '<dl class="blank">'
                yield from (f"<dt>{escape(each)}</dt><dd></dd>" for each in block.names)
                yield "</dl>"

    def _grid(self, grid: Grid) -> Iterator[str]:
        signs = " ".join(
            f'<span class="{kind}">{escape(words)}</span>' for kind, words in grid.signs
        )
        heads = "".join(f'<th scope="col">{escape(day)}</th>' for day in grid.days)
        yield '<div class="year">'
        for month in grid.months:
            yield f"<table><caption>{escape(month.name)}</caption>"
            yield f"<thead><tr>{heads}</tr></thead><tbody>"
            for week in month.weeks:
                yield f"<tr>{''.join(map(_day, week))}</tr>"
            yield "</tbody></table>"
        yield f'</div>\n<p class="faint year-signs">{signs}</p>'

    def _table(self, table: Table) -> Iterator[str]:
        heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.heads)
        yield f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
        for row in table.rows:
            cells = "".join(f"<td>{self._said(each)}</td>" for each in row)
            yield f"<tr>{cells}</tr>"
        yield "</tbody></table></div>"

    def _said(self, said: Said) -> str:
        text = escape(said.text)
        if not said.clauses:
            return text
        found = ", ".join(self._clause(each) for each in said.clauses)
        return f'{text} <span class="cited">({found})</span>'

    def _clause(self, clause: str) -> str:
        name = escape(clause, quote=True)
        if clause not in self._clauses:
            return name
        return f'<a href="#clause-{name}">{name}</a>'


def _day(day: Day | None) -> str:
    if day is None:
        return "<td></td>"
    why = f' title="{escape(day.why, quote=True)}"' if day.why else ""
    return f'<td><span class="{day.kind}"{why}>{day.number}</span></td>'
