"""What the text says of the clocks: which have a limit at all, and which recur."""

from collections.abc import Iterator

from slapolicy.contract.resolver.tables import clock_cells
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax

_EVERY = (syntax.Every, syntax.NoInterval, syntax.Repeated)


def survey_limits(work: Work) -> None:
    """Note each limit on a clock as it is written, whatever else is wrong with it."""
    for name, limit in _limits(work):
        work.targeted.setdefault(name.text, []).append(limit)
        if isinstance(limit, _EVERY):
            work.recurring.setdefault(name.text, limit)


def _limits(work: Work) -> Iterator[tuple[syntax.Name, syntax.Node]]:
    for node in statements(work):
        match node:
            case syntax.Promise() | syntax.Aim():
                yield node.clock, node.limit
            case syntax.Deadline():
                yield node.name, node.limit
            case syntax.Promises() | syntax.Aims():
                yield from clock_cells(node)


def statements(work: Work) -> Iterator[syntax.Node]:
    """Give what stands at the top and in clauses, one by one, in order of text."""
    for node in work.document.declarations:
        if isinstance(node, syntax.Clause):
            yield from node.statements
        else:
            yield node
