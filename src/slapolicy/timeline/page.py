"""A timeline as one HTML file: the picture, and all that it shows in words.

The file asks nothing of any server and runs no script.
"""

from collections.abc import Iterator
from html import escape

from slapolicy.timeline.drawing import draw
from slapolicy.timeline.model import Timeline
from slapolicy.timeline.page_style import STYLE, head
from slapolicy.timeline.rows import Row, all_rows
from slapolicy.timeline.svg import write


def to_html(timeline: Timeline) -> str:
    """Write a timeline as one HTML file."""
    return "\n".join(_lines(timeline)) + "\n"


def _lines(timeline: Timeline) -> Iterator[str]:
    words = timeline.words
    yield from head(timeline.language, timeline.heading, STYLE)
    yield f"<p>{escape(timeline.as_of)} {escape(timeline.times)}</p>"
    yield f'<figure tabindex="0" aria-label="{escape(words.picture, quote=True)}">'
    yield write(draw(timeline, has_foot=False)).rstrip()
    yield "</figure>"
    yield f"<h2>{escape(words.entries)}</h2>\n<ul>"
    for said in (*timeline.remarks, *timeline.entries):
        yield f"<li>{escape(said)}</li>"
    yield f"</ul>\n<h2>{escape(words.table)}</h2>"
    yield from _table(timeline)
    yield f"<h2>{escape(words.cited)}</h2>\n<dl>"
    for each in timeline.cited:
        name = escape(each.id)
        yield f'<dt id="clause-{name}">{name}</dt><dd>{escape(each.title)}</dd>'
    yield f"</dl>\n<h2>{escape(words.stamp)}</h2>"
    yield f"<p>{escape(timeline.stamp)}</p>\n</main>\n</body>\n</html>"


def _table(timeline: Timeline) -> Iterator[str]:
    words = timeline.words
    heads = (words.when, words.what, words.clauses)
    yield "<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    yield "</tr></thead>"
    for lane, rows in all_rows(timeline):
        title = f"{lane.title}: {lane.standing}" if lane.standing else lane.title
        yield "<tbody>"
        clauses = _clauses(lane.clauses)
        yield (
            f'<tr class="lane"><th scope="rowgroup" colspan="2">{escape(title)}</th>'
            f"<td>{clauses}</td></tr>"
        )
        yield from (_row(row) for row in rows)
        yield "</tbody>"
    yield "</table>"


def _row(row: Row) -> str:
    return (
        f"<tr><td>{escape(row.when)}</td><td>{escape(row.what)}</td>"
        f"<td>{_clauses(row.clauses)}</td></tr>"
    )


def _clauses(clauses: tuple[str, ...]) -> str:
    found = (escape(each) for each in clauses)
    return ", ".join(f'<a href="#clause-{each}">{each}</a>' for each in found)
