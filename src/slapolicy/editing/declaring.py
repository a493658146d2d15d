"""Finds what a text declares and imports: each name, as what, and in which clause."""

from typing import Literal

from slapolicy.contract.resolver import Loader
from slapolicy.contract.resolver.collector import declared
from slapolicy.contract.resolver.names import Kind
from slapolicy.editing.importing import names_in
from slapolicy.editing.index import SPACES, Declaration, Occurrence, Target
from slapolicy.editing.roles import CLAUSE, OWNERS, Role
from slapolicy.language import syntax

_NOTHING = Role(frozenset())


class Declarer:
    """Goes through a tree and notes what is declared."""

    def __init__(self) -> None:
        self.known: dict[Target, Declaration] = {}
        self.found: dict[int, Occurrence] = {}

    def _take(self, node: syntax.Import, loader: Loader | None) -> None:
        names = {each.text for each in node.names}
        for made in names_in(node.file.text, loader):
            if made.name.text in names:
                self._declare(made.node, None, is_imported=True)

    def declare_all(self, tree: syntax.Document, loader: Loader | None) -> None:
        """Take up what a text imports, and what it declares itself."""
        for node in tree.imports:
            self._take(node, loader)
        opening = tree.opening
        if isinstance(opening, syntax.Agreement):
            for line in opening.lines:
                self._declare_line(line)
        for each in tree.declarations:
            if isinstance(each, syntax.Clause):
                target = Target("clauses", each.id.text)
                self._add(target, "clause", each.id, each)
                for statement in each.statements:
                    self._declare(statement, each.id.text)
            else:
                self._declare(each, None)

    def _declare_line(self, line: syntax.AgreementLine) -> None:
        match line:
            case syntax.Parties():
                for party in (line.supplier, line.customer):
                    self._add(Target("names", party.text), "party", party, line)
            case syntax.Source():
                name = line.name
                self._add(Target("sources", name.text), "source document", name, line)
            case _:
                self._declare(line, None)

    def _declare(
        self, node: syntax.Node, clause: str | None, *, is_imported: bool = False
    ) -> None:
        made = declared(node)
        if made is None:
            return
        target = Target(SPACES.get(made.kind, "names"), made.name.text)
        self._add(
            target, made.kind, made.name, node, clause=clause, is_imported=is_imported
        )
        if place := OWNERS.get(type(node)):
            choice = getattr(node, place)
            values = choice.values if isinstance(choice, syntax.Choice) else ()
            for value in values:
                if isinstance(value, syntax.Name):
                    of = Target("values", value.text, made.name.text)
                    self._add(
                        *(of, "value", value, node),
                        clause=clause,
                        is_imported=is_imported,
                    )

    def _add(
        self,
        target: Target,
        kind: Kind | Literal["clause", "value"],
        name: syntax.Name | syntax.ClauseId,
        node: syntax.Node,
        *,
        clause: str | None = None,
        is_imported: bool = False,
    ) -> None:
        made = Declaration(target, kind, name.span, node, clause, is_imported)
        self.known.setdefault(target, made)
        if not is_imported:
            role = CLAUSE if kind == "clause" else _NOTHING
            found = Occurrence(name.span, name.text, role, target, is_declaration=True)
            self.found.setdefault(name.span.start, found)
