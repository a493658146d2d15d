"""From a sentence in its grammar rules to its shape, by the tables in `forms`."""

from collections.abc import Mapping

from slapolicy.language.concrete import Branch, Word
from slapolicy.language.formatter.forms import (
    AFTER,
    BEFORE,
    MARK_FIRST,
    STYLES,
    SUFFIXES,
    TIGHT,
    TOGETHER,
)
from slapolicy.language.formatter.shapes import Atom, Group, Run, Shape, add

_CLOSING = frozenset(("COMMA", "COLON", "RPAR"))
_NONE: frozenset[str] = frozenset()


class Shaper:
    """Makes the shapes of one text."""

    def __init__(self, text: str, numbers: Mapping[int, int]) -> None:
        """Take the text, and the number of each word by its place."""
        self._text = text
        self._numbers = numbers

    def number(self, word: Word) -> int:
        """Give the number of a word among those of the text."""
        return self._numbers[word.start]

    def atom(self, word: Word, before: Word | None, *, is_tight: bool = False) -> Atom:
        """Print a word as it stands, with one blank for those inside it."""
        text = self._text[word.start : word.end]
        if word.kind != "STRING":
            text = " ".join(text.split())
        is_glued = word.kind in _CLOSING or (before is not None and is_tight)
        if before is not None and before.kind == "LPAR":
            is_glued = True
        return Atom(text, self.number(word), is_glued)

    def shape(self, branch: Branch) -> Shape:
        """Give the shape of a sentence or of a part of one."""
        shape, _ = self._shape(branch, None)
        return shape

    def _shape(self, branch: Branch, before: Word | None) -> tuple[Shape, Word | None]:
        """Give a shape, and the last word in it.

        Args:
            branch: What is shaped.
            before: The word before it, if it stands in the same sentence.
        """
        rule = branch.rule
        group = Group(STYLES.get(rule, "fill"))
        ties = TOGETHER.get(rule, _NONE)
        tied: Group | None = None
        may_break = False
        for number, part in enumerate(branch.parts):
            if isinstance(part, Word):
                breaks = may_break or part.kind in BEFORE.get(rule, _NONE)
                if before is not None and before.kind == "NOT":
                    breaks = False  # `and not as` stays together
                is_tight = rule in TIGHT and number > 0
                atom = self.atom(part, before, is_tight=is_tight)
                add(tied or group, Run([atom]), breaks=breaks and not atom.is_glued)
                before = part
            else:
                made, last = self._shape(part, before)
                if part.rule in MARK_FIRST:
                    breaks, mark = True, _first_run(made)
                    if len(mark.atoms) > 1:
                        add(tied or group, Run([mark.atoms.pop(0)]), breaks=False)
                    else:
                        assert isinstance(made, Group)
                        add(tied or group, made.parts.pop(0), breaks=False)
                else:
                    breaks = may_break or part.rule in SUFFIXES
                if part.rule in ties and tied is None:
                    tied = Group("fill")
                    group.parts.append(tied)
                add(tied or group, made, breaks=breaks)
                before = last
            may_break = before is not None and before.kind in AFTER.get(rule, _NONE)
        return (group.parts[0] if len(group.parts) == 1 else group), before


def _first_run(shape: Shape) -> Run:
    while isinstance(shape, Group):
        shape = shape.parts[0]
    return shape
