"""Reading on after a mistake: one finding for each, by declaration and by sentence.

A text that fails is cut into declarations; in one that fails the sentence to blame
gets its finding and is blanked out, and the declaration is read again. Offsets never
move, so every place stays true. What a finding says is decided in `diagnostics`.
"""

from collections.abc import Iterator
from itertools import zip_longest

from attrs import define, field, frozen

from slapolicy.finding import Finding, Note
from slapolicy.language import syntax
from slapolicy.language.diagnostics import diagnose
from slapolicy.language.failure import END, Failure, ReadPiece
from slapolicy.language.forms import BLOCKS, HEADERS
from slapolicy.language.scanner import Braces, Lexeme, Scan
from slapolicy.language.trouble import Trouble
from slapolicy.source import Source, Span

_TOPS = BLOCKS[""].lines
_ONLY_TOPS = frozenset(
    ("agreement", "vocabulary", "import", "clause")
    + ("scenario", "scenarios", "property", "language")
)
_MOST = 100


@frozen
class Piece:
    """A stretch of the text that should be one declaration."""

    start: int
    end: int
    word: str

    @property
    def symbol(self) -> str:
        """What it should be read as."""
        if self.word in ("agreement", "vocabulary"):
            return "opening"
        return "import" if self.word == "import" else "declaration"


def recover(
    source: Source, text: str, read: ReadPiece, reserved: frozenset[str]
) -> tuple[syntax.Document, tuple[Finding, ...]]:
    """Read what can be read of a text that fails as a whole.

    Args:
        source: Where findings point.
        text: What is read: as long as the source's text.
        read: Reads a stretch of a text by a start symbol.
        reserved: The words that no name may be.
    """
    pieces = list(cut(Scan(text, 0, len(text))))
    findings = list(_order(source, text, pieces))
    opening: syntax.Agreement | syntax.Vocabulary | None = None
    imports: list[syntax.Import] = []
    declarations: list[syntax.Declaration] = []
    for piece in pieces:
        if len(findings) >= _MOST:
            break
        mending = Mending(source, text, piece, read, reserved)
        made = mending.mend()
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
    return tree, tuple(findings)


def cut(scan: Scan) -> Iterator[Piece]:
    """Cut a text where declarations begin: in the first column, outside of braces."""
    lexemes = scan.lexemes
    balanced = scan.pairs().balanced
    leads = [item.column for item in lexemes if item.leads and item.text in _TOPS]
    base = min(leads, default=0)
    depth = 0
    starts: list[Lexeme] = []
    for item in lexemes:
        if not starts or (item.leads and item.column <= base and item.kind == "word"):
            early = item.text in _TOPS if not balanced else item.text in _ONLY_TOPS
            if not starts or depth == 0 or early:
                starts.append(item)
                depth = 0
        if item.kind == "mark" and item.text in "{}":
            depth = max(0, depth + (1 if item.text == "{" else -1))
    for item, after in zip_longest(starts, starts[1:]):
        yield Piece(item.start, after.start if after else scan.end, item.text)


def _order(source: Source, text: str, pieces: list[Piece]) -> Iterator[Finding]:
    """Find what the order of the declarations is wrong about."""
    if not pieces:
        end = len(text.rstrip())
        what = "only comments" if text.strip() else "nothing"
        hint = 'begin with `agreement NAME "title" { … }`'
        message = f"there is {what} to read in this file"
        yield Finding("SLA101", message, Span(source, end, end), hint=hint)
        return
    first = pieces[0]
    openings = [piece for piece in pieces if piece.symbol == "opening"]
    if not openings:
        # A misspelt first word gets its own finding.
        if first.word in _TOPS:
            message = "the file does not say which agreement it is"
            span = Span(source, first.start, first.start + len(first.word))
            hint = 'begin with `agreement NAME "title" { … }`'
            yield Finding("SLA102", message, span, hint=hint)
        return
    for piece in openings:
        if piece is first:
            continue
        span = Span(source, piece.start, piece.start + len(piece.word))
        begun = Span(source, first.start, first.start + len(first.word))
        notes = (Note(begun, "the file begins here"),)
        message = f"`{piece.word}` stands first in a file, and once"
        hint = "move it to the top, or to a file of its own"
        yield Finding("SLA103", message, span, hint=hint, notes=notes)
        break
    declared: Piece | None = None
    for piece in pieces:
        if piece.symbol == "declaration" and piece.word in _TOPS:
            declared = declared or piece
        elif piece.symbol == "import" and declared is not None:
            span = Span(source, piece.start, piece.start + len(piece.word))
            message = "`import` stands before all declarations"
            hint = "move it up, after the agreement"
            yield Finding("SLA104", message, span, hint=hint)


@define
class Mending:
    """One declaration that is read until it can be, with the findings on the way."""

    source: Source
    text: str
    piece: Piece
    read: ReadPiece
    reserved: frozenset[str]
    findings: list[Finding] = field(factory=list)
    _blamed: set[int] = field(factory=set)
    _blanks: list[tuple[int, int]] = field(factory=list)
    _forged: bool = False
    _symbol: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._symbol = self.piece.symbol

    def mend(self) -> object:
        """Read the declaration; `None` if nothing of it could be kept."""
        for _ in range(_MOST):
            end = (
                max(self.piece.end, len(self.text)) if self._at_end else self.piece.end
            )
            made = self.read(self.text, self.piece.start, end, self._symbol)
            if not isinstance(made, Failure):
                return None if self._forged else made
            if not self._repair(made):
                return None
        return None

    @property
    def _at_end(self) -> bool:
        return self.piece.end >= len(self.source.text)

    def _repair(self, failure: Failure) -> bool:
        """Say what is wrong and take it away; false if nothing is left to read."""
        scan = Scan(self.text, self.piece.start, self.piece.end)
        if not scan.lexemes:
            return False
        if self._close_text(scan):
            return True
        braces = scan.pairs()
        if not braces.balanced:
            return self._balance(scan, braces, failure)
        return self._blame(scan, braces, failure)

    def _close_text(self, scan: Scan) -> bool:
        """Close a text whose last quote is lost, at the end of its line."""
        for item in scan.lexemes:
            if item.kind != "open_string":
                continue
            message = "a text that begins here has no closing quote on its line"
            span = Span(self.source, item.start, item.start + 1)
            hint = 'close it with `"`; a text stands on one line'
            self._report(Finding("SLA003", message, span, hint=hint), item.start)
            self._put('"', item.end - 1 if item.text[-1].isspace() else item.end)
            return True
        return False

    def _balance(self, scan: Scan, braces: Braces, failure: Failure) -> bool:
        """Put a brace where one is missing, or take one away."""
        lexemes = scan.lexemes
        if braces.orphans:
            if "LBRACE" in failure.accepts and not failure.at_end:
                at = scan.index_at(failure.start)
                span = self._span(lexemes[max(0, at - 1)])
                message = "the block that begins here has no `{`"
                hint = "write `{` at the end of the line"
                self._report(Finding("SLA006", message, span, hint=hint), failure.start)
                self._put("{", failure.start - 1)
                return True
            orphan = lexemes[braces.orphans[0]]
            message = "this `}` closes nothing"
            hint = "take it out, or open a block with `{` before it"
            finding = Finding("SLA005", message, self._span(orphan), hint=hint)
            self._report(finding, orphan.start)
            self._blank(orphan.start, orphan.end)
            return True
        opener = braces.unclosed[-1]
        item = lexemes[opener]
        message = "the block that begins here is not closed"
        hint = "write `}` on a line of its own where it ends"
        self._report(
            Finding("SLA004", message, self._span(item), hint=hint), item.start
        )
        later = (
            other.start
            for other in lexemes[opener + 1 :]
            if other.leads and other.column <= item.indent
        )
        self._put("}", next(later, self.piece.end) - 1)
        return True

    def _blame(self, scan: Scan, braces: Braces, failure: Failure) -> bool:
        lexemes = scan.lexemes
        at = len(lexemes) if failure.at_end else scan.index_at(failure.start)
        around = braces.around(at) if at < len(lexemes) else None
        units = list(_units(lexemes, braces, around))
        block = self._block(lexemes, braces, around)
        first, last = _unit_of(units, at, len(lexemes))
        unfinished = failure.at_end
        leading = at == first or (around is not None and at == braces.closing[around])
        inside = at > 0 and around != at - 1
        if leading and inside and not {"RBRACE", END} & failure.accepts:
            first, last = _unit_of(units, at - 1, len(lexemes))
            unfinished = True
        start, end = lexemes[first].start, lexemes[min(last, len(lexemes)) - 1].end
        if self._is_consequence(lexemes, at, start, block):
            return self._drop_around(scan, braces, around)
        trouble = Trouble(
            self.source, failure, lexemes, at, first, block, unfinished, self.reserved
        )
        self._report(diagnose(trouble), start)
        self._blamed.add(start)
        return self._remove(scan, first, last, block)

    def _block(self, lexemes: list[Lexeme], braces: Braces, around: int | None) -> str:
        """Give the word that opens the block around a sentence."""
        if around is None:
            return ""
        outer = braces.around(around)
        units = list(_units(lexemes, braces, outer))
        first, _ = _unit_of(units, around, len(lexemes))
        word = lexemes[first].text
        return word if word in BLOCKS else ("clause" if outer is None else "")

    def _is_consequence(
        self, lexemes: list[Lexeme], at: int, start: int, block: str
    ) -> bool:
        """Tell whether a failure only follows from what was taken out before."""
        if start in self._blamed:
            return True
        lines = BLOCKS[block].lines
        text = lexemes[at].text if at < len(lexemes) else "}"
        if lines and text[0].isalpha() and text not in lines:
            return False
        edge = lexemes[at].start if at < len(lexemes) else self.piece.end
        before = lexemes[at - 1].end if at else self.piece.start
        return any(before <= low and high <= edge for low, high in self._blanks)

    def _drop_around(self, scan: Scan, braces: Braces, around: int | None) -> bool:
        """Take out the sentence with the block around, without another finding."""
        lexemes = scan.lexemes
        if around is None:
            return False
        outer = braces.around(around)
        units = list(_units(lexemes, braces, outer))
        first, last = _unit_of(units, around, len(lexemes))
        if first == 0:
            return False
        self._blank(lexemes[first].start, lexemes[last - 1].end)
        return True

    def _remove(self, scan: Scan, first: int, last: int, block: str) -> bool:
        """Take out a sentence; of the declaration itself keep what is inside."""
        lexemes = scan.lexemes
        if first == 0 and not block:
            return self._forge_header(lexemes)
        self._blank(lexemes[first].start, lexemes[last - 1].end)
        return True

    def _forge_header(self, lexemes: list[Lexeme]) -> bool:
        """Put a head that parses before a block, to read on inside it."""
        if self._forged:
            return False
        brace = next((item for item in lexemes if item.text == "{"), None)
        word = lexemes[0].text
        header = HEADERS.get(word)
        if brace is None or header is None:
            return False
        room = brace.start - lexemes[0].start
        if len(header) > room:
            return False
        start = lexemes[0].start
        self.text = self.text[:start] + header.ljust(room) + self.text[brace.start :]
        self._forged = True
        return True

    def _report(self, finding: Finding, start: int) -> None:
        if start not in self._blamed:
            self.findings.append(finding)
            self._blamed.add(start)

    def _span(self, item: Lexeme) -> Span:
        return Span(self.source, item.start, item.end)

    def _put(self, mark: str, at: int) -> None:
        """Write a mark over a blank, or at the end of the text."""
        if at < len(self.text) and self.text[at].isspace():
            self.text = self.text[:at] + mark + self.text[at + 1 :]
        elif self._at_end and at >= self.piece.end - 1:
            self.text = self.text + " " + mark
        else:
            self._blank(self.piece.start, self.piece.end)

    def _blank(self, start: int, end: int) -> None:
        blank = "".join(char if char == "\n" else " " for char in self.text[start:end])
        self.text = self.text[:start] + blank + self.text[end:]
        self._blanks.append((start, end))


def _units(
    lexemes: list[Lexeme], braces: Braces, around: int | None
) -> Iterator[tuple[int, int]]:
    """Give the sentences of a block, as half-open stretches of lexemes."""
    low = 0 if around is None else around + 1
    high = len(lexemes) if around is None else braces.closing[around]
    if around is None:
        yield low, high
        return
    leads = [
        lexemes[index].column for index in range(low, high) if lexemes[index].leads
    ]
    base = leads[0] if leads else -1
    starts: list[int] = []
    index = low
    while index < high:
        item = lexemes[index]
        if index == low or (item.leads and item.column <= base and item.text != "{"):
            starts.append(index)
        index = braces.closing.get(index, index) + 1
    for start, after in zip_longest(starts, starts[1:], fillvalue=high):
        yield start, after


def _unit_of(units: list[tuple[int, int]], at: int, count: int) -> tuple[int, int]:
    """Give the sentence in which a lexeme stands, else the last before it."""
    held = [unit for unit in units if unit[0] <= at]
    return (
        held[-1]
        if held
        else (units[0] if units else (max(0, min(at, count) - 1), count))
    )
