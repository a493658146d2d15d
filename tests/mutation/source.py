"""What is changed in a source: one node of its syntax tree at a time.

Left out are what only people and type checkers read (docstrings, annotations, prose,
assertions, of which `strict=True` is one) and what only costs time (decorators).
Nothing is imported or run here.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen

from mutation.changes import changes

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


@frozen(eq=False)
class Mutation:
    """One change: in `parent`, what stands at `field` (and `index`) becomes `new`.

    `function` is the outermost function whose body holds it, with its first line, as
    code objects name it; None where it runs as the module is imported. `lines` are
    those of the statement: a test that runs none of them cannot see the change. `nth`
    tells those apart that make the same change to the same text of a function.
    """

    path: str
    line: int
    text: str
    where: str
    before: str
    after: str
    nth: int
    key: str
    lines: frozenset[int]
    function: tuple[str, int] | None
    parent: ast.AST
    field: str
    index: int | None
    new: Any

    @property
    def change(self) -> str:
        """The change in words."""
        nth = f" #{self.nth}" if self.nth > 1 else ""
        return f"`{self.before}` -> `{self.after}`{nth}"


class Source:
    """One file and its mutations, in the order of the text."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        text = path.read_text("utf-8")
        self._lines = text.splitlines()
        self._tree = ast.parse(text)
        self.mutations = tuple(self._all())

    def compiled(self, mutation: Mutation) -> Any:
        """Give the code of the whole file with one change in it."""
        old = getattr(mutation.parent, mutation.field)
        if mutation.index is None:
            new = mutation.new
        else:
            new = [*old[: mutation.index], mutation.new, *old[mutation.index + 1 :]]
        setattr(mutation.parent, mutation.field, new)
        try:
            tree = ast.fix_missing_locations(self._tree)
            return compile(tree, str(self.path), "exec", dont_inherit=True)
        finally:
            setattr(mutation.parent, mutation.field, old)

    def _all(self) -> Iterator[Mutation]:
        alike: Counter[tuple[str, ...]] = Counter()
        dumped: tuple[ast.AST | None, str] = (None, "")
        for place, field, index, old, new in _slots(self._tree, _Place(self._tree)):
            before, after = _shown(old), _shown(new)
            if before == after:
                continue
            node = place.holder if place.holder is not None else place.statement
            if node is not dumped[0]:
                dumped = node, ast.dump(node) if node else ""
            told = f"{self.name} {place.name} {dumped[1]}"
            anchor = old if hasattr(old, "lineno") else place.parent
            line = getattr(anchor, "lineno", getattr(place.statement, "lineno", 1))
            text = self._lines[line - 1].strip()
            alike[place.name, text, before, after] += 1
            nth = alike[place.name, text, before, after]
            yield Mutation(
                path=self.name,
                line=line,
                text=text,
                where=place.name,
                before=before,
                after=after,
                nth=nth,
                key=_digest(told, text, before, after, str(nth)),
                lines=_lines(place.statement, anchor),
                function=place.function,
                parent=place.parent,
                field=field,
                index=index,
                new=new,
            )


@frozen(eq=False)
class _Place:
    """Where the walk stands."""

    parent: ast.AST
    statement: ast.stmt | None = None
    holder: ast.AST | None = None
    name: str = ""
    function: tuple[str, int] | None = None


_Slot = tuple[_Place, str, int | None, Any, Any]


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:24]


def _shown(value: Any) -> str:
    node = value[0] if isinstance(value, list) else value
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else f"{text[:45]} ... {text[-20:]}"


def _lines(statement: ast.stmt | None, anchor: Any) -> frozenset[int]:
    found: set[int] = set()
    if statement is not None:
        found.add(statement.lineno)
        if not hasattr(statement, "body"):
            found |= {*range(statement.lineno, (statement.end_lineno or 0) + 1)}
    first = getattr(anchor, "lineno", 0)
    if not hasattr(anchor, "body"):
        found |= {*range(first, getattr(anchor, "end_lineno", first) + 1)}
    return frozenset(found)


def _slots(node: ast.AST, place: _Place) -> Iterator[_Slot]:
    """Give each change that can be made below a node."""
    here = _Place(node, place.statement, place.holder, place.name, place.function)
    for field, value in ast.iter_fields(node):
        if _is_left_out(node, field):
            continue
        inner = _inside(node, field, here)
        if isinstance(value, list):
            for index, child in enumerate(value):
                if isinstance(child, ast.AST):
                    yield from _child(node, field, index, child, inner)
        elif isinstance(value, ast.AST):
            yield from _child(node, field, None, value, inner)


def _child(
    node: ast.AST, field: str, index: int | None, child: ast.AST, place: _Place
) -> Iterator[_Slot]:
    if isinstance(child, ast.stmt):
        place = _Place(node, child, place.holder, place.name, place.function)
        if _is_silent(child):
            return
    for new in changes(node, field, child, place.holder):
        yield place, field, index, child, new
    if isinstance(child, ast.ExceptHandler):
        inner = _Place(child, place.statement, place.holder, place.name, place.function)
        yield inner, "body", None, child.body, [ast.Raise()]
    if isinstance(child, ast.match_case) and child.guard is None and not _ends(child):
        inner = _Place(child, place.statement, place.holder, place.name, place.function)
        yield inner, "guard", None, child.pattern, ast.Constant(value=False)
    yield from _slots(child, place)


def _ends(case: ast.match_case) -> bool:
    """Whether a case only says that it cannot be."""
    return "assert_never" in ast.unparse(case) or isinstance(case.body[-1], ast.Raise)


def _inside(node: ast.AST, field: str, place: _Place) -> _Place:
    if isinstance(node, ast.ClassDef | _Function) and field == "body":
        name = f"{place.name}.{node.name}".lstrip(".")
        function, holder = place.function, place.holder
        if isinstance(node, _Function) and function is None:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            function, holder = (name, first), node
        return _Place(node, place.statement, holder, name, function)
    return place


def _is_left_out(node: ast.AST, field: str) -> bool:
    match node:
        case ast.arg() | ast.AnnAssign() if field == "annotation":
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return field in ("decorator_list", "returns", "bases", "keywords")
        case ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.FormattedValue():
            return field == "format_spec"
        case ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError"))):
            return True
        case ast.keyword(arg="strict"):
            return True
        case _:
            return field in ("ctx", "op", "ops")


def _is_silent(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant()):
            return True  # a docstring
        case ast.Assert() | ast.Import() | ast.ImportFrom() | ast.Global():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.startswith("__") or name == "msg"
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case _:
            return False
