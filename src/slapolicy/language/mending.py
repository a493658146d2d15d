"""One declaration, read and repaired until it can be read as a whole.

Where declarations begin is said in `pieces`, what a finding says in `diagnostics`.
"""

from collections.abc import Mapping

from attrs import define, evolve, field

from slapolicy.finding import Finding
from slapolicy.language.diagnostics import (
    brace_missing,
    brace_too_many,
    diagnose,
    is_misspelt,
    lost_quote,
)
from slapolicy.language.failure import END, Failure, ReadPiece
from slapolicy.language.fixes import closing_brace
from slapolicy.language.forms import BLOCKS, HEADERS
from slapolicy.language.pieces import Piece
from slapolicy.language.scanner import (
    Braces,
    Lexeme,
    Scan,
    is_same_line,
    opening_columns,
)
from slapolicy.language.sentences import (
    Stretch,
    absorbed,
    line_of,
    sentence_at,
    sentences,
)
from slapolicy.language.trouble import Trouble
from slapolicy.source import Source, Span

_MOST = 100
_WORK = 1_000_000
"""How many characters may be read again and again for one declaration."""


@define
class Mending:
    """One declaration that is read until it can be, with the findings on the way."""

    source: Source
    text: str
    piece: Piece
    read: ReadPiece
    reserved: Mapping[str, str]
    findings: list[Finding] = field(factory=list)
    _blamed: set[int] = field(factory=set)
    blanks: list[tuple[int, int]] = field(factory=list)
    _forged: bool = False
    _symbol: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._symbol = self.piece.symbol

    def mend(self) -> object:
        """Read the declaration; `None` if nothing of it could be kept."""
        size = self.piece.end - self.piece.start
        for _ in range(min(_MOST, 5 + _WORK // (size + 1))):
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
            self._report(lost_quote(self.source, scan.lexemes, item), item.start)
            leads = [each.start for each in scan.lexemes if each.leads]
            self._blamed.add(max(each for each in leads if each <= item.start))
            self._put('"', item.end - 1 if item.text[-1].isspace() else item.end)
            return True
        return False

    def _balance(self, scan: Scan, braces: Braces, failure: Failure) -> bool:
        """Put a brace where one is missing, or take one away."""
        lexemes = scan.lexemes
        at = len(lexemes) if failure.at_end else scan.index_at(failure.start)
        brace = self._stray(lexemes, braces, at)
        if brace is not None:
            return self._strike(lexemes, braces, (at, brace), failure)
        if braces.orphans:
            if "LBRACE" in failure.accepts and not failure.at_end:
                span = self._span(lexemes[max(0, at - 1)])
                self._report(brace_missing(span), failure.start)
                self._put("{", failure.start - 1)
                return True
            orphan = lexemes[braces.orphans[0]]
            self._report(brace_too_many(self._span(orphan)), orphan.start)
            self._blank(orphan.start, orphan.end)
            return True
        self._close(lexemes, braces.unclosed[-1])
        return True

    def _stray(self, lexemes: list[Lexeme], braces: Braces, at: int) -> int | None:
        """Find a brace in the middle of the sentence that failed."""
        if at >= len(lexemes):
            return None
        item = lexemes[at]
        if item.text == "{" and braces.unclosed:
            return at
        for index in (*braces.orphans, *braces.unclosed):
            other = lexemes[index]
            if index >= at and not other.leads and is_same_line(item, other):
                return index
        return None

    def _strike(
        self,
        lexemes: list[Lexeme],
        braces: Braces,
        places: tuple[int, int],
        failure: Failure,
    ) -> bool:
        """Take out a brace in the middle of a sentence that can have none there."""
        at, brace = places
        around = braces.around(at)
        first = line_of(lexemes, -1 if around is None else around, at)
        if around in braces.unclosed:
            around = None
        block = self._block(lexemes, braces, around)
        trouble = Trouble(
            self.source, failure, lexemes, at, first, block, False, self.reserved
        )
        self._report(diagnose(trouble), lexemes[at].start)
        self._blamed.add(lexemes[first].start)
        self._blank(lexemes[brace].start, lexemes[brace].end)
        return True

    def _close(self, lexemes: list[Lexeme], opener: int) -> None:
        """Close a block that is not, where its column says that it ends."""
        item, column = lexemes[opener], opening_columns(lexemes)[opener]
        message = "the block that begins here is not closed"
        hint = "write `}` on a line of its own where it ends"
        leads = (n for n in range(opener + 1, len(lexemes)) if lexemes[n].leads)
        index = next((n for n in leads if lexemes[n].column <= column), -1)
        after = lexemes[index] if index >= 0 else None
        fixes = (closing_brace(self.source, self.piece.end, after, column),)
        finding = Finding("SLA004", message, self._span(item), hint=hint, fixes=fixes)
        self._report(finding, item.start)
        if after is None:
            self._put("}", self.piece.end - 1)
            return
        alone = index + 1 == len(lexemes) or lexemes[index + 1].leads
        if alone and after.column == column and after.text != "}":
            # Something else stands where the brace should.
            self._blank(after.start, after.end)
            self._put("}", after.start)
        else:
            self._put("}", after.start - 1)

    def _blame(self, scan: Scan, braces: Braces, failure: Failure) -> bool:
        lexemes = scan.lexemes
        at = len(lexemes) if failure.at_end else scan.index_at(failure.start)
        around = braces.around(at) if at < len(lexemes) else None
        stretches = sentences(lexemes, braces, around)
        block = self._block(lexemes, braces, around)
        first, last = sentence_at(stretches, at)
        unfinished = failure.at_end
        leading = at == first or (around is not None and at == braces.closing[around])
        inside = at > 0 and around != at - 1
        misspelt = leading and is_misspelt(failure, lexemes, at, self.reserved)
        ends = {"RBRACE", END} & failure.accepts
        if leading and inside and not ends and not misspelt:
            first, last = sentence_at(stretches, at - 1)
            unfinished = True
        elif lacking := absorbed(lexemes, first, at):
            at, unfinished = first, True
            first, last = sentence_at(stretches, first - 1)
            failure = evolve(failure, accepts=lacking)
        start = lexemes[first].start
        if start in self._blamed:
            return self._remove(scan, first, last, block)
        if self._is_consequence(lexemes, at, block):
            return self._drop_around(scan, braces, around)
        trouble = Trouble(
            self.source, failure, lexemes, at, first, block, unfinished, self.reserved
        )
        self._report(diagnose(trouble), start)
        self._blamed.add(start)
        if around is not None and self._is_head(lexemes, stretches, first):
            return self._drop_around(scan, braces, around)
        return self._remove(scan, first, last, block)

    def _is_head(
        self, lexemes: list[Lexeme], stretches: list[Stretch], first: int
    ) -> bool:
        """Tell whether a sentence is the head of a table: no row holds without."""
        rows = [start for start, _ in stretches if lexemes[start].text == "|"]
        return rows[:1] == [first]

    def _block(self, lexemes: list[Lexeme], braces: Braces, around: int | None) -> str:
        """Give the word that opens the block around a sentence."""
        if around is None:
            return ""
        outer = braces.around(around)
        stretches = sentences(lexemes, braces, outer)
        first, _ = sentence_at(stretches, around)
        word = lexemes[first].text
        return word if word in BLOCKS else ("clause" if outer is None else "")

    def _is_consequence(self, lexemes: list[Lexeme], at: int, block: str) -> bool:
        """Tell whether a failure only follows from what was taken out before."""
        lines = BLOCKS[block].lines
        text = lexemes[at].text if at < len(lexemes) else "}"
        if lines and text[0].isalpha() and text not in lines:
            return False
        edge = lexemes[at].start if at < len(lexemes) else self.piece.end
        before = lexemes[at - 1].end if at else self.piece.start
        return any(before <= low and high <= edge for low, high in self.blanks)

    def _drop_around(self, scan: Scan, braces: Braces, around: int | None) -> bool:
        """Take out the sentence with the block around, without another finding."""
        lexemes = scan.lexemes
        if around is None:
            return False
        outer = braces.around(around)
        stretches = sentences(lexemes, braces, outer)
        first, last = sentence_at(stretches, around)
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
        self.blanks.append((start, end))
