"""Which clauses an explanation cites, and the list of them with which it ends."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Count,
    Days,
    Instant,
    Length,
    Number,
    Paragraph,
    Part,
    Step,
    Title,
    Window,
    item,
    said,
    step,
)
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Clause

CITING = ("clause", "in_clauses", "in_house_on", "also_rests_on")


def named(argument: Argument) -> Iterator[str]:
    """Give the ids of the clauses that a step names, in order."""
    match argument:
        case Step(code, arguments):
            for each in arguments.values():
                if code in CITING:
                    yield from (each,) if isinstance(each, str) else _texts(each)
                else:
                    yield from named(each)
        case AnyOf(of):
            yield from named(of)
        case tuple():
            for each in argument:
                yield from named(each)
        case (
            str() | Title() | Instant() | Window() | Length() | Count() | Days()
            | Number()
        ):  # fmt: skip
            return
        case _:
            assert_never(argument)


def _texts(argument: Argument) -> Iterator[str]:
    if isinstance(argument, tuple):
        yield from (each for each in argument if isinstance(each, str))


def resting(
    paragraphs: Iterable[Paragraph], clauses: Iterable[str]
) -> tuple[Paragraph, ...]:
    """Add to some paragraphs the clauses that they rest on and do not name."""
    found = tuple(paragraphs)
    told = {each for paragraph in found for each in named(paragraph.steps)}
    others = tuple(dict.fromkeys(each for each in clauses if each not in told))
    if not others:
        return found
    added = step("also_rests_on", clauses=others)
    if found and not found[-1].is_item:
        return (*found[:-1], said(*found[-1].steps, added))
    return (*found, said(added))


def cited_part(view: View, parts: Iterable[Part]) -> Part | None:
    """Give the last list: each clause with its title, its places and its line."""
    told = {
        each
        for part in parts
        for paragraph in (said(part.heading), *part.paragraphs)
        for each in named(paragraph.steps)
    }
    clauses = [each for each in view.policy.clauses.values() if each.id in told]
    if not clauses:
        return None
    files = {_file(each) for each in clauses}
    documents = {document for each in clauses for document, _ in each.places}
    intro = _intro(files, documents)
    items = (
        item(_place(each, one_file=len(files) == 1, one_document=len(documents) == 1))
        for each in clauses
    )
    return Part(step("cited_heading"), (*((said(intro),) if intro else ()), *items))


def _intro(files: set[str], documents: set[str]) -> Step | None:
    if len(files) != 1:
        return None
    (file,) = files
    if len(documents) != 1:
        return step("cited_lines", file=file)
    return step("cited_places", document=next(iter(documents)), file=file)


def _place(clause: Clause, *, one_file: bool, one_document: bool) -> Step:
    line = Number(clause.span.place[0])
    where = step("line", line=line)
    if not one_file:
        where = step("line_of", file=_file(clause), line=line)
    is_short = one_file and one_document
    places = tuple(
        step("place", place=place)
        if is_short
        else step("place_in", document=document, place=place)
        for document, place in clause.places
    )
    title = Title(clause.id, clause.title)
    code = "cited_clause" if places else "cited_unplaced"
    return step(code, clause=clause.id, title=title, places=places, line=where)


def _file(clause: Clause) -> str:
    return clause.span.source.name.replace("\\", "/").rsplit("/", 1)[-1]
