"""Reading on after a mistake: one finding for each, by declaration and by sentence.

A text that fails is cut into declarations; in one that fails the sentence to blame
gets its finding and is blanked out, and the declaration is read again. Offsets never
move, so every place stays true. What a finding says is decided in `diagnostics`.
"""

from collections.abc import Mapping

from attrs import frozen

from slapolicy.finding import Finding
from slapolicy.language import syntax
from slapolicy.language.failure import ReadPiece
from slapolicy.language.mending import Mending
from slapolicy.language.pieces import cut, order_findings
from slapolicy.language.scanner import Scan
from slapolicy.source import Source, Span

_MOST = 100


@frozen
class Recovered:
    """What could be read of a text, and the stretches that could not as a whole."""

    tree: syntax.Document
    findings: tuple[Finding, ...]
    damaged: tuple[Span, ...]


def recover(
    source: Source, text: str, read: ReadPiece, reserved: Mapping[str, str]
) -> Recovered:
    """Read what can be read of a text that fails as a whole.

    Args:
        source: Where findings point.
        text: What is read: as long as the source's text.
        read: Reads a stretch of a text by a start symbol.
        reserved: The words that no name may be, with their terminals.
    """
    pieces = list(cut(Scan(text, 0, len(text))))
    findings = list(order_findings(source, text, pieces))
    opening: syntax.Agreement | syntax.Vocabulary | None = None
    imports: list[syntax.Import] = []
    declarations: list[syntax.Declaration] = []
    damaged: list[Span] = []
    for piece in pieces:
        if len(findings) >= _MOST:
            break
        mending = Mending(source, text, piece, read, reserved)
        made = mending.mend()
        if mending.findings:
            damaged.append(Span(source, piece.start, piece.end))
        findings += mending.findings
        match made:
            case syntax.Agreement() | syntax.Vocabulary():
                opening = opening or made
            case syntax.Import():
                imports.append(made)
            case None:
                pass
            case _:
                declarations.append(made)  # type: ignore[arg-type]
    span = Span(source, 0, len(text))
    tree = syntax.Document(opening, tuple(imports), tuple(declarations), span=span)
    return Recovered(tree, tuple(findings), tuple(damaged))
