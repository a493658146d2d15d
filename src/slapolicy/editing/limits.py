"""Every limit that a text states: its length, and the hours on which it is counted."""

from collections.abc import Iterator

from attrs import frozen

from slapolicy.language import syntax
from slapolicy.language.walker import walk
from slapolicy.source import Span


@frozen(eq=False)
class Limit:
    """A length of time with its hours; `span` is where both are written.

    Of a cell whose table states the hours, only the length stands there.
    """

    amount: syntax.Duration
    hours: syntax.LimitHours
    span: Span


def limits_of(tree: syntax.Node) -> Iterator[Limit]:
    """Give the limits of a text in order, but those that a parameter sets."""
    for node in walk(tree):
        match node:
            case syntax.Within() | syntax.Every() | syntax.Timed():
                yield from _limit(node.amount, node.hours, node.span)
            case syntax.Silence():
                span = Span(node.span.source, node.duration.span.start, node.span.end)
                yield from _limit(node.duration, node.hours, span)
            case syntax.Promises() | syntax.Aims():
                for row in node.rows:
                    yield from _cells(row, node.hours)
            case _:
                pass


def _cells(row: syntax.PromiseRow, hours: syntax.LimitHours | None) -> Iterator[Limit]:
    for cell in row.cells:
        match cell:
            case syntax.Duration():
                yield from _limit(cell, hours, cell.span)
            case syntax.Repeated():
                yield from _limit(cell.amount, cell.hours or hours, cell.span)
            case _:
                pass


def _limit(
    amount: syntax.Duration | syntax.Name, hours: syntax.LimitHours | None, span: Span
) -> Iterator[Limit]:
    if isinstance(amount, syntax.Duration) and hours is not None:
        yield Limit(amount, hours, span)
