"""Reading on after a mistake: one finding for each, by declaration and by sentence.

A text that fails is cut into declarations; in one that fails the sentence to blame
gets its finding and is blanked out, and the declaration is read again. Offsets never
move, so every place stays true. What a finding says is decided in `diagnostics`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from slapolicy.finding import LISTED, Finding, unlisted
from slapolicy.language import syntax
from slapolicy.language.failure import ReadPiece
from slapolicy.language.mending import Mending
from slapolicy.language.pieces import Piece, cut, order_findings
from slapolicy.language.scanner import Scan
from slapolicy.source import Source, Span
from slapolicy.values import frozen

_RUN = 64


@frozen
class Recovered:
    """What could be read of a text, and the stretches that could not as a whole.

    Attributes:
        damaged: Declarations in which there is a mistake.
        unread: What was left out of them, or of the text.
    """

    tree: syntax.Document
    findings: tuple[Finding, ...] = ()
    damaged: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()

    def explains(self, finding: Finding) -> bool:
        """Tell whether a finding may be owed to a mistake beside it."""
        span = finding.span
        return span is not None and any(
            each.start <= span.start < each.end for each in self.damaged
        )


def recover(
    source: Source,
    text: str,
    read: ReadPiece,
    read_good: ReadPiece,
    reserved: Mapping[str, str],
) -> Recovered:
    """Read what can be read of a text that fails as a whole.

    Args:
        source: Where findings point.
        text: What is read: as long as the source's text.
        read: Reads a stretch of a text by a start symbol.
        read_good: Reads one that is good, and tells nothing of another.
        reserved: The words that no name may be, with their terminals.
    """
    pieces = list(cut(Scan(text, 0, len(text))))
    findings = list(order_findings(source, text, pieces))
    made: list[object] = []
    damaged: list[Span] = []
    unread: list[Span] = []
    for run in _runs(pieces):
        if len(findings) >= LISTED:
            at = Span(source, run[0].start, run[0].start + len(run[0].word))
            findings.append(unlisted("the text was read no further than here", at))
            unread.append(Span(source, run[0].start, len(text)))
            break
        whole = _read_run(text, run, read_good)
        if whole is not None:
            made += whole
            continue
        for piece in run:
            mending = Mending(source, text, piece, read, reserved)
            found = mending.mend()
            made.append(found)
            lost = mending.blanks if found else [(piece.start, piece.end)]
            unread += [Span(source, start, end) for start, end in lost]
            findings += mending.findings
            if mending.findings:
                damaged.append(Span(source, piece.start, piece.end))
    tree = _document(made, Span(source, 0, len(text)))
    return Recovered(tree, tuple(findings), tuple(damaged), tuple(unread))


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Put declarations that follow each other together, to read them at one go."""
    run: list[Piece] = []
    for piece in pieces:
        if run and (piece.symbol != run[-1].symbol or len(run) == _RUN):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _read_run(
    text: str, run: Sequence[Piece], read_good: ReadPiece
) -> tuple[object, ...] | None:
    """Read a run as a whole, unless something is wrong in it."""
    if run[0].symbol != "declaration":
        return None
    made = read_good(text, run[0].start, run[-1].end, "declarations")
    return made if isinstance(made, tuple) else None


def _document(made: Sequence[object], span: Span) -> syntax.Document:
    openings = [
        one for one in made if isinstance(one, syntax.Agreement | syntax.Vocabulary)
    ]
    imports = tuple(one for one in made if isinstance(one, syntax.Import))
    declarations = tuple(
        one for one in made if isinstance(one, get_args(syntax.Declaration))
    )
    opening = openings[0] if openings else None
    return syntax.Document(opening, imports, declarations, span=span)
