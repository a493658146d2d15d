"""A text that is being written: what was read of it, and what is wrong with it.

Nothing here opens a file or reads a clock; whatever the text is, nothing is raised.
"""

from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import frozen

from slapolicy.analysis import CHECKS
from slapolicy.contract.policy import Policy
from slapolicy.contract.resolver import Loader, Resolved, resolve
from slapolicy.editing.index import Index
from slapolicy.editing.indexing import index_of
from slapolicy.editing.lines import Lines
from slapolicy.finding import Finding, listed
from slapolicy.language.characters import repaired
from slapolicy.language.literate import policy_of
from slapolicy.language.parser import Parsed, parse
from slapolicy.language.reader import read
from slapolicy.language.syntax import Document
from slapolicy.source import Source, Span


@frozen(eq=False)
class Draft:
    """A text as it stands.

    `sound` is the last policy that was made of it: its own, or while something in it
    is wrong, that of an earlier text.
    """

    source: Source
    loader: Loader | None
    parsed: Parsed
    resolved: Resolved
    sound: Policy | None

    @property
    def text(self) -> str:
        """The text, with line feeds at the ends of its lines."""
        return self.source.text

    @property
    def tree(self) -> Document:
        """What could be read of it."""
        return self.parsed.tree

    @property
    def policy(self) -> Policy | None:
        """Its policy, if nothing in it is wrong."""
        return self.resolved.policy

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with its sentences and its names: what is known at once."""
        return tuple(each for each in self.resolved.findings if each.level != "info")

    @cached_property
    def index(self) -> Index:
        """Its names."""
        return index_of(self.tree, self.loader)

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text)


def read_draft(
    text: str,
    *,
    name: str = "policy.sla",
    loader: Loader | None = None,
    before: Draft | None = None,
) -> Draft:
    """Read a text as it stands, with the vocabularies beside it.

    Args:
        text: The whole text.
        name: What to call it in findings; one that ends with `.md` is Markdown.
        loader: Gives the text of a vocabulary by its file name.
        before: What was read of the text before it was changed.
    """
    made = read(text, name)
    sound = None if before is None else before.sound
    if made.findings:
        nothing = Document(None, (), (), span=Span(made.source, 0, 0))
        parsed = Parsed(nothing, made.findings, ())
        resolved = Resolved(None, made.findings, is_vocabulary=False)
        return Draft(made.source, loader, parsed, resolved, sound)
    parsed = parse(made.source)
    resolved = resolve(
        made.source,
        parsed.tree,
        loader,
        is_whole=not any(each.is_error for each in parsed.findings),
        unread=parsed.unread,
    )
    findings = listed((*parsed.findings, *resolved.findings))
    resolved = Resolved(resolved.policy, findings, resolved.is_vocabulary)
    return Draft(made.source, loader, parsed, resolved, resolved.policy or sound)


def policy_text(draft: Draft) -> str:
    """Give the text as it is parsed: without prose, with plain marks and letters."""
    return repaired(policy_of(draft.source).text)


def deep_findings(
    draft: Draft, is_stale: Callable[[], bool] = lambda: False
) -> tuple[Finding, ...] | None:
    """Say all that is wrong or odd, as `slapolicy check` does; this may take a while.

    Args:
        draft: What was read.
        is_stale: Whether nobody wants to know any more; then the answer is None.
    """
    found = [*draft.resolved.findings]
    for each in _deep(draft):
        if is_stale():
            return None
        found += each
    return listed(each for each in found if each.level != "info")


def _deep(draft: Draft) -> Iterator[tuple[Finding, ...]]:
    if draft.policy is not None:
        for check in CHECKS:
            yield check(draft.policy)
