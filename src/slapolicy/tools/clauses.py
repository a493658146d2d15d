"""Clauses as text and as JSON, for `slapolicy check --clauses`.

What is known of a clause is gathered in `analysis/clauses`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from slapolicy.analysis.clauses import ClauseView
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.words import ENGLISH, Words


def as_text(views: Iterable[ClauseView], spoken: Words = ENGLISH) -> str:
    """Write clauses as people read them: a heading each, then what is known of it."""
    said = (line for view in views for line in _lines(view, spoken))
    return "".join(f"{escape(line)}\n" for line in said)


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


def _lines(view: ClauseView, spoken: Words) -> Iterator[str]:
    say = spoken.say
    yield f"{view.span}: {say('clause')} {view.id} {view.title}".rstrip()
    expressed = ", ".join(_expressed(view, spoken))
    if expressed:
        yield f"  {say('expressed')}: {expressed}"
        yield from _listed(say("cited by"), view.cited_by)
        others = [each for each in view.rested_on_by if each not in view.cited_by]
        yield from _listed(say("rested on by"), others)
        if not view.exercised_by:
            yield f"  {say('exercised by no scenario')}"
    if view.left_to_people is not None:
        yield f"  {say('left to people because')} {view.left_to_people}"
    elif not expressed:
        yield f"  {say('says nothing that is executed, and does not say why')}"


def _listed(what: str, titles: Iterable[str]) -> Iterator[str]:
    for number, title in enumerate(titles):
        if not number:
            yield f"  {what}"
        yield f"    {title}"


def _expressed(view: ClauseView, spoken: Words = ENGLISH) -> Iterator[str]:
    readings = (f"reading `{name}`" for name in view.readings)
    for each in dict.fromkeys((*view.definitions, *readings, *view.rules)):
        yield spoken.say(each).removeprefix("the ").replace("`", "")
