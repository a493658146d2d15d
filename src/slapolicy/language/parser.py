"""From a text to its tree and its findings, by the tables of the grammar or by lark.

What the names in the tree refer to is not asked here.
"""

from functools import partial
from typing import TYPE_CHECKING

from slapolicy.finding import Finding, listed
from slapolicy.language import (
    characters,
    literate,
    making,
    reader,
    sizes,
    structure,
    syntax,
    words,
)
from slapolicy.language.comments import comments_of
from slapolicy.language.concrete import Branch
from slapolicy.language.failure import Failure
from slapolicy.language.walker import walk
from slapolicy.source import Source, Span
from slapolicy.values import frozen

if TYPE_CHECKING:
    from slapolicy.language.recovery import Recovered


@frozen
class Parsed:
    """A text after reading: its tree, what is wrong with it, and its comments.

    The tree holds what could be read, which is all if no finding is an error; `unread`
    is the rest.
    """

    tree: syntax.Document
    findings: tuple[Finding, ...]
    comments: tuple[Span, ...]
    unread: tuple[Span, ...] = ()


def parse(source: Source) -> Parsed:
    """Read a text; whatever it is, nothing is raised.

    Of a source whose name ends with `.md` the fences `sla` are read.
    """
    if wrong := literate.fence_findings(source):
        return _nothing(source, wrong)
    source = literate.policy_of(source)
    findings = reader.examine(source)
    if any(finding.code in reader.FATAL for finding in findings):
        return _nothing(source, listed(findings))
    text = characters.repaired(source.text)
    made = _read_good(source, text, 0, len(text), "document")
    recovered = _recovered(source, text) if made is None else None
    if recovered is not None and not recovered.findings:
        made = read_piece(source, text, 0, len(text), "document")
        recovered = recovered if isinstance(made, Failure) else None
    tree = made if recovered is None else recovered.tree
    assert isinstance(tree, syntax.Document)
    found = [*findings, *(() if recovered is None else recovered.findings)]
    nodes = tuple(walk(tree))
    if too_many := sizes.size_findings(nodes):
        return _nothing(source, listed((*found, *too_many)))
    odd = structure.examine(nodes)
    found += [each for each in odd if not (recovered and recovered.explains(each))]
    unread = () if recovered is None else recovered.unread
    return Parsed(tree, listed(found), comments_of(source, text), unread)


def _recovered(source: Source, text: str) -> "Recovered":
    """Read what can be read of a text with mistakes."""
    from slapolicy.language.recovery import recover  # most texts have none

    read, read_good = partial(read_piece, source), partial(_read_good, source)
    return recover(source, text, read, read_good, words.reserved())


def _nothing(source: Source, findings: tuple[Finding, ...]) -> Parsed:
    whole = Span(source, 0, len(source.text))
    return Parsed(syntax.Document(None, (), (), span=whole), findings, (), (whole,))


def reserved_words() -> frozenset[str]:
    """Give the words that no name may be."""
    return frozenset(words.reserved())


def read_piece(source: Source, text: str, start: int, end: int, symbol: str) -> object:
    """Read a stretch of a text by a start symbol.

    Args:
        source: Where the places of the nodes point.
        text: What is read; as long as the source's text.
        start: Where the stretch begins.
        end: Where it ends.
        symbol: A start symbol of the grammar.

    Returns:
        The node, a tuple of nodes for `declarations`, or the `Failure` that stops it.
    """
    made = _read_good(source, text, start, end, symbol)
    if made is not None:
        return made
    from slapolicy.language.grammar import reading  # lark takes its time

    return reading.read(source, text, start, end, symbol)


def _read_good(
    source: Source, text: str, start: int, end: int, symbol: str
) -> object | None:
    """Read a stretch that is good; `None` of any other, as lark alone tells why."""
    if end > len(source.text):
        return None
    made: object | None = making.nodes().read(source, text, start, end, symbol)
    return made


def concrete(source: Source) -> Branch:
    """Give every word of a text without findings, in its grammar rules."""
    text = characters.repaired(literate.policy_of(source).text)
    made = making.branches().read(source, text, 0, len(text), "document")
    if made is None:
        from slapolicy.language.grammar import reading

        return reading.concrete(text)
    assert isinstance(made, Branch)
    return made
