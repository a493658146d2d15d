"""What may stand instead of a node: another bound, no condition, a step less.

Which nodes are changed, and where they stand, is said in `source`.
"""

import ast
from collections.abc import Iterator
from copy import copy

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
_NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
    "sorted": "list",
    "reversed": "list",
}
_TEXTS = (ast.Constant, ast.JoinedStr, ast.Tuple, ast.List)


def changes(
    parent: ast.AST, field: str, child: ast.AST, holder: ast.AST | None
) -> Iterator[ast.AST]:
    """Give what may stand instead of a node.

    Args:
        parent: The node above it.
        field: Where it stands there.
        child: The node.
        holder: The outermost function that holds it; None at the top of a file.
    """
    if isinstance(child, ast.stmt):
        yield from _of_statement(child, holder)
    elif isinstance(child, ast.expr):
        if isinstance(parent, ast.For) and field == "iter":
            yield ast.Tuple(elts=[], ctx=ast.Load())
        yield from _of_expression(parent, child, holder)
        if field in ("test", "guard", "ifs") and not isinstance(
            child, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield ast.UnaryOp(op=ast.Not(), operand=child)


def _of_statement(node: ast.stmt, holder: ast.AST | None) -> Iterator[ast.stmt]:
    match node:
        case ast.Return(value=None | ast.Constant(value=None | False)):
            return  # as good as None; that False becomes True is told of elsewhere
        case ast.Return():
            yield ast.Return(value=ast.Constant(value=None))
        case ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError"))):
            return
        case ast.Raise() | ast.Delete() | ast.Expr():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.AugAssign():
            yield ast.Pass()
            if type(node.op) in _OPERATORS:
                other = copy(node)
                other.op = _OPERATORS[type(node.op)]()
                yield other
        case ast.Assign(targets=[*targets]) if _is_overwritten(targets, holder):
            yield ast.Pass()
        case _:
            return


def _is_overwritten(targets: list[ast.expr], holder: ast.AST | None) -> bool:
    """Whether what is assigned had a value before, so that the rest still runs."""
    if holder is None or not all(isinstance(each, ast.Name) for each in targets):
        return holder is not None
    names = {each.id for each in targets if isinstance(each, ast.Name)}
    first = targets[0].lineno
    return any(
        isinstance(each, ast.Name)
        and isinstance(each.ctx, ast.Store)
        and each.id in names
        and each.lineno < first
        for each in ast.walk(holder)
    )


def _of_expression(
    parent: ast.AST, node: ast.expr, holder: ast.AST | None
) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                for other in _COMPARISONS[type(operator)]:
                    changed = copy(node)
                    ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                    changed.ops = ops
                    yield changed
        case ast.BoolOp(op=op, values=values):
            joint = ast.And() if isinstance(op, ast.Or) else ast.Or()
            yield ast.BoolOp(op=joint, values=values)
            for index in range(len(values)):
                rest = values[:index] + values[index + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op=op, values=rest)
        case ast.BinOp(left=left, op=ast.Add(), right=right) if (
            isinstance(left, _TEXTS) and not _is_number(left)
        ) or (isinstance(right, _TEXTS) and not _is_number(right)):
            yield left
            yield right
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS and (
            holder is not None or not isinstance(op, ast.BitOr)
        ):
            yield ast.BinOp(left=left, op=_OPERATORS[type(op)](), right=right)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id="abs"), args=[only]):
            yield only
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            changed_call = copy(node)
            changed_call.func = ast.Name(id=_NAMES[name], ctx=ast.Load())
            if _NAMES[name] == "list":
                changed_call.keywords = []
            yield changed_call
        case ast.Constant(value=value):
            yield from _of_constant(parent, value)
        case _:
            return


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not isinstance(node.value, str)


def _of_constant(parent: ast.AST, value: object) -> Iterator[ast.expr]:
    if isinstance(parent, ast.JoinedStr) or _is_pattern(parent):
        return
    if isinstance(value, bool):
        yield ast.Constant(value=not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value=value + 1)
        yield ast.Constant(value=value - 1)
    elif isinstance(value, str) and " " not in value:
        yield ast.Constant(value="" if value else "?")


def _is_pattern(parent: ast.AST) -> bool:
    """Whether what stands below is the text of a regular expression."""
    return isinstance(parent, ast.Call) and ast.unparse(parent.func).startswith("re.")
