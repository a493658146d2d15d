"""Another name for something, everywhere at once; or why it cannot have it.

A new name is refused if something has it already, if it is no name, or if the text
would then say something else.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.resolver import Loader
from slapolicy.contract.resolver.collector import BUILT_IN
from slapolicy.editing.draft import Draft, read_draft
from slapolicy.editing.index import Index, Occurrence, Target
from slapolicy.editing.navigating import target_at
from slapolicy.finding import Edit
from slapolicy.language.parser import reserved_words
from slapolicy.language.reader import MAX_NAME
from slapolicy.source import Source, Span

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"[A-Z]+[0-9]+(\.[0-9]+)*[a-z]?")


@frozen
class Renamed:
    """The edits that give something another name, in all texts that name it."""

    edits: tuple[Edit, ...]


@frozen
class Refusal:
    """Why something cannot be done, in words."""

    why: str


def renamable(draft: Draft, offset: int) -> Span | Refusal:
    """Give the name at a place if it can be changed, else why not."""
    found = draft.index.at(offset)
    if found is None or found.target is None:
        return Refusal("no name of this policy stands here")
    if found.target not in draft.index.declarations:
        return Refusal(f"`{found.text}` is not declared anywhere")
    return found.span


def rename(
    draft: Draft, offset: int, name: str, others: Sequence[Draft] = ()
) -> Renamed | Refusal:
    """Give what stands at a place another name.

    Args:
        draft: The text.
        offset: The place.
        name: The new name.
        others: The texts beside it: what is shared is renamed there too.
    """
    here = renamable(draft, offset)
    if isinstance(here, Refusal):
        return here
    target = target_at(draft, offset)
    assert target is not None
    if name == target.name:
        return Renamed(())
    home = _home(draft, target)
    concerned = [
        each for each in (draft, *others) if each is draft or _is_of(each, target, home)
    ]
    if home != draft.source.name and home not in {d.source.name for d in concerned}:
        return Refusal(f"`{target.name}` is declared in {home}, which is not at hand")
    edits: list[Edit] = []
    for each in concerned:
        why = _refused(each, target, name)
        if why is not None:
            return Refusal(why)
        edits += [Edit(o.span, name) for o in each.index.places_of(target)]
    changed = {each.source.name: _applied(each.text, edits, each) for each in concerned}
    for each in concerned:
        if why := _moved(each, target, name, changed):
            return Refusal(why)
    return Renamed(tuple(edits))


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Give a text with edits made in it."""
    for edit in sorted(edits, key=lambda each: each.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _applied(text: str, edits: Sequence[Edit], draft: Draft) -> str:
    own = [each for each in edits if each.span.source.name == draft.source.name]
    return applied(text, own)


def _home(draft: Draft, target: Target) -> str:
    """Give the name of the text that declares something."""
    return draft.index.declarations[target].span.source.name


def _is_of(draft: Draft, target: Target, home: str) -> bool:
    """Whether a text declares something, or imports it from where it is declared."""
    found = draft.index.declarations.get(target)
    return found is not None and found.span.source.name == home


def _refused(draft: Draft, target: Target, name: str) -> str | None:
    if any(each.is_error for each in draft.parsed.findings):
        where = draft.source.name.rpartition("/")[2]
        return f"mend the sentences of {where} first: not all of them can be read"
    if target.space == "clauses":
        if _ID.fullmatch(name) is None:
            return f"`{name}` is no clause number; write such as `M3a`"
    elif _NAME.fullmatch(name) is None or len(name) > MAX_NAME:
        return f"`{name}` is no name; write small letters, digits and `_`"
    elif name in reserved_words():
        return f"`{name}` is a word of the language"
    elif name in BUILT_IN or (target.space == "events" and name in EVENT_TYPES):
        return f"`{name}` is known already, without a declaration"
    return _clash(draft.index, target, name)


def _clash(index: Index, target: Target, name: str) -> str | None:
    for space in (
        ("events", "names") if _is_deadline(index, target) else (target.space,)
    ):
        other = index.declarations.get(Target(space, name, target.owner))
        if other is not None:
            line, _ = other.span.place
            where = other.span.source.name.rpartition("/")[2]
            return f"`{name}` is declared already: {other.kind}, {where}:{line}"
    return None


def _is_deadline(index: Index, target: Target) -> bool:
    return len({o.target for o in index.places_of(target)}) > 1


def _moved(
    draft: Draft, target: Target, name: str, changed: dict[str, str]
) -> str | None:
    """Say so if the text would no longer say what it said."""
    loader = draft.loader and _changed_loader(draft.loader, changed)
    after = read_draft(
        changed[draft.source.name], name=draft.source.name, loader=loader
    )
    before = [each.code for each in draft.resolved.findings]
    for finding in after.resolved.findings:
        if finding.code not in before:
            return f"it would be a mistake: {finding.message}"
        before.remove(finding.code)
    if list(_shape(after)) != list(_shape(draft, target, name)):
        return "the text would say something else"
    return None


def _changed_loader(loader: Loader, changed: dict[str, str]) -> Loader:
    def load(file: str) -> Source:
        found = loader(file)
        return Source(found.name, changed.get(found.name, found.text))

    return load


def _shape(
    draft: Draft, target: Target | None = None, name: str = ""
) -> Iterator[tuple[object, ...]]:
    """Give what each name of a text stands for, in order, as if it were renamed."""
    renamed = (
        set() if target is None else {o.target for o in draft.index.places_of(target)}
    )
    for each in draft.index.occurrences:
        yield each.is_declaration, _as_renamed(each, renamed, target, name)


def _as_renamed(
    each: Occurrence, renamed: set[Target | None], target: Target | None, name: str
) -> object:
    found = each.target
    if found is None or target is None:
        return found
    if found in renamed:
        return Target(found.space, name, found.owner)
    if (
        found.space == "values"
        and target.space == "names"
        and found.owner == target.name
    ):
        return Target("values", found.name, name)
    return found
