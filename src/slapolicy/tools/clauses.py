"""Clauses as text and as JSON, for `slapolicy check --clauses`.

What is known of a clause is gathered in `analysis/clauses`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from slapolicy.analysis.clauses import ClauseView
from slapolicy.tools.render.ink import escape


def as_text(views: Iterable[ClauseView]) -> str:
    """Write clauses as people read them: a heading each, then what is known of it."""
    return "".join(f"{escape(line)}\n" for view in views for line in _lines(view))


def as_json(view: ClauseView) -> dict[str, Any]:
    """Give a clause as a JSON object."""
    line, _ = view.span.place
    return {
        "file": view.span.source.name,
        "line": line,
        "clause": view.id,
        "title": view.title,
        "from": [{"source": name, "place": place} for name, place in view.places],
        "expressed": [*_expressed(view)],
        "cited_by": list(view.cited_by),
        "rested_on_by": list(view.rested_on_by),
        "exercised_by": list(view.exercised_by),
        "left_to_people": view.left_to_people,
    }


def _lines(view: ClauseView) -> Iterator[str]:
    yield f"{view.span}: clause {view.id} {view.title}".rstrip()
    expressed = ", ".join(_expressed(view))
    if expressed:
        yield f"  expressed: {expressed}"
        yield from _listed("cited by", view.cited_by)
        others = [each for each in view.rested_on_by if each not in view.cited_by]
        yield from _listed("rested on by", others)
        if not view.exercised_by:
            yield "  exercised by no scenario"
    if view.left_to_people is not None:
        yield f"  left to people because {view.left_to_people}"
    elif not expressed:
        yield "  says nothing that is executed, and does not say why"


def _listed(what: str, titles: Iterable[str]) -> Iterator[str]:
    for number, title in enumerate(titles):
        if not number:
            yield f"  {what}"
        yield f"    {title}"


def _expressed(view: ClauseView) -> Iterator[str]:
    readings = (f"reading {name}" for name in view.readings)
    for each in dict.fromkeys((*view.definitions, *readings, *view.rules)):
        yield each.removeprefix("the ").replace("`", "")
