"""The names of one text, as values: what each stands for, and where it is declared.

How they are found is told in `indexing`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from slapolicy.contract.resolver.names import Kind
from slapolicy.editing.roles import CLAUSE, Role
from slapolicy.language import syntax
from slapolicy.source import Span

Space = Literal["names", "events", "readings", "sources", "clauses", "values"]
SPACES: dict[Kind, Space] = {
    "event": "events",
    "reading": "readings",
    "source document": "sources",
}
"""Where names of a kind are looked up, if not among all the others."""


@frozen
class Target:
    """What a name stands for: one thing in one space of names.

    `owner` is the fact, parameter or attempt of which a value is one.
    """

    space: Space
    name: str
    owner: str = ""


@frozen(eq=False)
class Declaration:
    """Where a name is declared, as what, and in which clause."""

    target: Target
    kind: Kind | Literal["clause", "value"]
    span: Span
    node: syntax.Node
    clause: str | None = None
    is_imported: bool = False


@frozen(eq=False)
class Occurrence:
    """A name or a clause number in a text.

    `target` is what it stands for, None of a word of the language; `owner` is the fact
    or the attempt of which it is a value.
    """

    span: Span
    text: str
    role: Role
    target: Target | None
    owner: str | None = None
    is_declaration: bool = False


@frozen(eq=False)
class Index:
    """The names of one text, with those that it imports."""

    declarations: Mapping[Target, Declaration]
    occurrences: tuple[Occurrence, ...]
    _starts: tuple[int, ...] = field(repr=False)
    _deadlines: frozenset[str] = frozenset()

    def at(self, offset: int) -> Occurrence | None:
        """Give the name in which an offset stands, or that ends there."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or self.occurrences[number].span.end < offset:
            return None
        return self.occurrences[number]

    def places_of(self, target: Target) -> tuple[Occurrence, ...]:
        """Give every place where something is named, with its declaration.

        The clock of a deadline and the event that keeps it have one name.
        """
        targets = {target}
        if target.name in self._deadlines and target.space in ("names", "events"):
            targets = {Target("names", target.name), Target("events", target.name)}
        return tuple(each for each in self.occurrences if each.target in targets)

    def of(self, role: Role) -> Iterator[Declaration]:
        """Give what may be named in a role."""
        for each in self.declarations.values():
            is_clause = role is CLAUSE and each.kind == "clause"
            if is_clause or (each.kind in role.kinds and _fits(each.node, role)):
                yield each

    def named(self, name: str) -> Declaration | None:
        """Give what is called so, whatever it is; values are not looked at."""
        for space in _SEARCHED:
            if found := self.declarations.get(Target(space, name)):
                return found
        return None


_SEARCHED: tuple[Space, ...] = ("names", "events", "clauses", "readings", "sources")


def _fits(node: syntax.Node, role: Role) -> bool:
    """Whether a parameter has the type that it must have in a role."""
    if role.takes is None or not isinstance(node, syntax.Parameter):
        return True
    kind = node.type
    return isinstance(kind, syntax.PlainType) and kind.kind.text == role.takes
