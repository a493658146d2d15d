"""The sentence in which somebody writes, with the heads of the blocks around it.

All else of the text is left out, so that what may stand at a place can be asked of the
grammar at once, whatever is wrong elsewhere.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from slapolicy.language.expecting import Standing, Stopped, standing
from slapolicy.language.forms import BLOCKS
from slapolicy.language.parser import read_piece
from slapolicy.language.scanner import Lexeme, Scan
from slapolicy.language.sentences import line_of
from slapolicy.source import Source

_TOPS = BLOCKS[""].lines
_FIRST_WORD = re.compile(r"^[a-z]+(?!\w)", re.MULTILINE)
_KEPT_WHOLE = frozenset(
    (
        *("scenario", "scenarios", "property", "indicator", "intake"),
        *("promises", "aims", "grants", "severities"),
    )
)
"""Blocks in which what may follow depends on the lines before."""


@frozen
class Skeleton:
    """What stands before a place, as far as it matters there.

    Attributes:
        text: The heads of the blocks around, and the sentence up to the place.
        symbol: What it is to be read as.
        opener: The first word of the sentence, empty where one may begin.
        block: The word that opens the block around it, empty at the top.
        is_fresh: Whether nothing of the sentence stands before the place.
    """

    text: str
    symbol: str
    opener: str
    block: str
    is_fresh: bool

    @property
    def standing(self) -> Standing | Stopped:
        """How far it makes sense, and what may stand behind it."""
        return standing(self.text, self.symbol)

    @property
    def accepts(self) -> frozenset[str]:
        """The terminals that may stand behind it; none if it is no good itself."""
        found = self.standing
        return found.accepts if isinstance(found, Standing) else frozenset()

    def read(self, more: str) -> object:
        """Read it with more behind it; a node, or the failure that stops it."""
        text = self.text + more
        return read_piece(Source("", text), text, 0, len(text), self.symbol)


def skeleton_at(text: str, offset: int) -> Skeleton:
    """Give what stands before a place.

    Args:
        text: The text, without what is no policy.
        offset: The place: where a word begins, or may begin.
    """
    start = _piece_start(text, offset)
    scan = Scan(text, start, offset)
    lexemes = scan.lexemes
    openers = [*scan.pairs().unclosed]
    line_start = text.rfind("\n", 0, offset) + 1
    is_line_fresh = not text[line_start:offset].strip()
    heads = [_head(lexemes, openers, number) for number in range(len(openers))]
    block = _block_word(lexemes, heads)
    inner = openers[-1] if openers else -1
    first = _sentence_start(
        lexemes, inner, offset - line_start if is_line_fresh else None
    )
    is_fresh = first >= len(lexemes)
    opener = "" if is_fresh else lexemes[first].text
    told = [_told(lexemes[low:high]) for low, high in heads]
    if block in _KEPT_WHOLE:
        told += [_told(each) for each in _sentences(lexemes[inner + 1 : first])]
    own = _told(lexemes[first:])
    while True:
        made = Skeleton(
            "".join((*told, own)),
            _symbol([] if is_fresh and not heads else lexemes),
            *(opener, block),
            is_fresh=is_fresh,
        )
        found = made.standing
        if isinstance(found, Standing):
            return made
        if not _left_out(told, found.at, heads=len(heads)):
            return made


def _left_out(told: list[str], failed: int, *, heads: int) -> bool:
    """Leave out the sentence that fails, of those after the heads; false if none."""
    end = 0
    for number, each in enumerate(told):
        end += len(each)
        if failed < end:
            if number < heads:
                return False
            del told[number]
            return True
    return False


def _piece_start(text: str, offset: int) -> int:
    """Give where the declaration begins, in the first column, that reaches so far."""
    at = text.rfind("\n", 0, offset) + 1
    while True:
        word = _FIRST_WORD.match(text, at)
        if word and word[0] in _TOPS and word.end() < offset:
            return at
        if at == 0:
            return 0
        at = text.rfind("\n", 0, at - 1) + 1


def _head(lexemes: Sequence[Lexeme], openers: Sequence[int], number: int) -> "_Stretch":
    outer = openers[number - 1] if number else -1
    brace = openers[number]
    return line_of(lexemes, outer, brace), brace + 1


_Stretch = tuple[int, int]


def _block_word(lexemes: Sequence[Lexeme], heads: Sequence[_Stretch]) -> str:
    if not heads:
        return ""
    word = lexemes[heads[-1][0]].text
    return word if word in BLOCKS else "clause" if len(heads) == 1 else ""


def _sentence_start(
    lexemes: Sequence[Lexeme], opener: int, fresh_column: int | None
) -> int:
    """Give the first lexeme of the sentence at the end; their number if it is new."""
    leads = [item for item in lexemes[opener + 1 :] if item.leads]
    if opener + 1 >= len(lexemes):
        return len(lexemes)
    if fresh_column is not None and (not leads or fresh_column <= leads[0].column):
        return len(lexemes)
    return line_of(lexemes, opener, len(lexemes) - 1)


def _symbol(lexemes: Sequence[Lexeme]) -> str:
    word = lexemes[0].text if lexemes else ""
    if word in ("agreement", "vocabulary"):
        return "opening"
    return "import" if word == "import" else "declaration"


def _sentences(lexemes: Sequence[Lexeme]) -> list[Sequence[Lexeme]]:
    """Cut what stands in a block where lines begin as far to the left as the first."""
    if not lexemes:
        return []
    leads = [item.column for item in lexemes if item.leads]
    base = leads[0] if leads else -1
    starts = [
        number
        for number, item in enumerate(lexemes)
        if number == 0 or (item.leads and item.column <= base)
    ]
    ends = [*starts[1:], len(lexemes)]
    return [lexemes[start:end] for start, end in zip(starts, ends, strict=True)]


def _told(lexemes: Sequence[Lexeme]) -> str:
    """Give a stretch on one line, each text in quotes short."""
    return "".join(
        '"" ' if item.kind in ("string", "open_string") else f"{item.text} "
        for item in lexemes
    )
