"""Where a text stopped making sense, and what could have stood there.

How that is said to a person is not decided here (`diagnostics`).
"""

from collections.abc import Callable

from slapolicy.values import frozen

END = "$END"


@frozen
class Failure:
    """The first lexeme that cannot stand where it stands.

    Attributes:
        start: Its offset; the end of the piece if the piece ends too early.
        kinds: The terminals that its text could be; `END` if the piece ends too early.
        accepts: The terminals that could stand there instead.
        missing: Those of them after which the lexeme itself could follow.
        instead: Those of them after which what follows the lexeme could stand.
        surplus: Whether what follows could stand if the lexeme were left out.
    """

    start: int
    kinds: frozenset[str]
    accepts: frozenset[str]
    missing: frozenset[str]
    instead: frozenset[str]
    surplus: bool

    @property
    def at_end(self) -> bool:
        """Whether the piece ends too early."""
        return END in self.kinds


ReadPiece = Callable[[str, int, int, str], object]
"""Read a stretch of a text by a start symbol: a node, or a `Failure`."""
