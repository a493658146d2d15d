"""A failure in its surroundings: the lexeme, its neighbours, its sentence, its block.

What is said about it is decided in `slips` and `diagnostics`.
"""

from collections.abc import Mapping, Sequence

from slapolicy.finding import Finding, Note
from slapolicy.language.failure import Failure
from slapolicy.language.fixes import written
from slapolicy.language.scanner import Lexeme
from slapolicy.source import Source, Span, shortened
from slapolicy.values import frozen

UNITS = frozenset(("SECONDS", "MINUTES", "HOURS", "BUSINESS_DAYS", "CALENDAR_DAYS"))
HOURS = frozenset(("DURING", "ALWAYS", "IN"))


@frozen
class Trouble:
    """Everything that helps to say what went wrong.

    Attributes:
        source: The text that was read.
        failure: What the parser says.
        lexemes: All of the piece.
        at: The index of the lexeme that failed; `len(lexemes)` at the end.
        first: The index of the first lexeme of the sentence to blame.
        block: The word that opens the block around the sentence, empty at the top.
        unfinished: Whether the sentence ended before the failing lexeme.
        reserved: The words that no name may be, with their terminals.
    """

    source: Source
    failure: Failure
    lexemes: Sequence[Lexeme]
    at: int
    first: int
    block: str
    unfinished: bool
    reserved: Mapping[str, str]

    @property
    def here(self) -> Lexeme | None:
        """The lexeme that failed."""
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    @property
    def word(self) -> str:
        """Its text, empty at the end or when the sentence ended before it."""
        return "" if self.unfinished or self.here is None else self.here.text

    @property
    def before(self) -> str:
        """The text of the lexeme before it in the sentence."""
        return self.lexemes[self.at - 1].text if self.at > self.first else ""

    @property
    def next(self) -> str:
        """The text of the lexeme after it."""
        after = self.at + 1
        return self.lexemes[after].text if after < len(self.lexemes) else ""

    @property
    def opener(self) -> str:
        """The first word of the sentence."""
        return self.lexemes[self.first].text if self.first < len(self.lexemes) else ""

    def accepts(self, *kinds: str) -> bool:
        """Tell whether one of these terminals could stand there."""
        return not self.failure.accepts.isdisjoint(kinds)

    def only(self, *kinds: str) -> bool:
        """Tell whether nothing but these terminals could stand there."""
        return self.failure.accepts <= frozenset(kinds)

    def spelled(self, kind: str) -> str | None:
        """Give the word of a terminal, if it stands for one word."""
        return next(
            (word for word, name in self.reserved.items() if name == kind), None
        )

    def is_name(self, text: str) -> bool:
        """Tell whether a word could be a name of the policy."""
        plain = text.isidentifier() and text[0].islower() and text.isascii()
        return plain and text.lower() == text and text not in self.reserved

    @property
    def span(self) -> Span:
        """Where to point: the lexeme, or the last one of an unfinished sentence."""
        if self.unfinished or self.here is None:
            if self.at == 0:
                return Span(self.source, self.failure.start, self.failure.start)
            item = self.lexemes[self.at - 1]
        else:
            item = self.here
        return Span(self.source, item.start, item.end)

    def finding(
        self,
        code: str,
        message: str,
        hint: str | None = None,
        notes: tuple[Note, ...] = (),
        span: Span | None = None,
        *,
        puts: Sequence[str] = (),
        over: Span | None = None,
    ) -> Finding:
        """Make a finding about it, at the lexeme unless another place is given.

        Args:
            code: Its code.
            message: What is wrong.
            hint: What to write instead.
            notes: Other places.
            span: Where it is.
            puts: Texts that would mend it, the likeliest first; empty: nothing at all.
            over: What they are written over, if that is another place.
        """
        word, short = self.word, shortened(self.word)
        if word != short:
            message = message.replace(word, short)
            hint = hint and hint.replace(word, short)
        here = span or self.span
        fixes = tuple(written(over or here, text) for text in puts)
        return Finding(code, message, here, hint=hint, notes=notes, fixes=fixes)

    def behind(self) -> Span:
        """Give the place, of no length, behind the lexeme before."""
        end = self.lexemes[self.at - 1].end if self.at else self.failure.start
        return Span(self.source, end, end)

    def from_before(self) -> Span:
        """Give the stretch from behind the lexeme before to the end of this one."""
        return Span(self.source, self.behind().end, self.span.end)
