"""Scenarios and properties of a text, each with what came of it when it was tried."""

from collections.abc import Callable, Iterator

from attrs import frozen

from slapolicy.contract import scenario_runner
from slapolicy.contract.policy import Policy
from slapolicy.contract.property_runner.runner import run as try_claim
from slapolicy.editing.draft import Draft
from slapolicy.language import syntax
from slapolicy.source import Span

_Story = syntax.Scenario | syntax.Scenarios | syntax.Property


@frozen
class Story:
    """A scenario, a table of scenarios or a property.

    `head` is where it begins, up to its title; a property is not quick to try.
    """

    title: str
    span: Span
    head: Span
    is_quick: bool


@frozen
class Miss:
    """An expectation that does not hold: where, and what was found instead."""

    span: Span
    message: str


@frozen
class Outcome:
    """What came of a story: how much of it was tried, and what does not hold."""

    story: Story
    tried: int
    misses: tuple[Miss, ...]

    @property
    def text(self) -> str:
        """The outcome on one line."""
        if not self.misses:
            return "✓ holds" if self.tried == 1 else f"✓ all {self.tried} rows hold"
        first = self.misses[0].message
        more = len(self.misses) - 1
        return f"✗ {first}" + (f" (and {more} more)" if more else "")


def stories(draft: Draft) -> tuple[Story, ...]:
    """Give what can be tried, in order of text."""
    return tuple(
        Story(
            each.title.text,
            each.span,
            _head(each),
            is_quick=not isinstance(each, syntax.Property),
        )
        for each in draft.tree.declarations
        if isinstance(each, _Story)
    )


def try_stories(
    draft: Draft,
    is_stale: Callable[[], bool] = lambda: False,
    *,
    title: str | None = None,
    with_properties: bool = True,
) -> tuple[Outcome, ...] | None:
    """Try the stories of a text; nothing, if the text is not sound.

    Args:
        draft: What was read.
        is_stale: Whether nobody wants to know any more; then the answer is None.
        title: Only those of this title.
        with_properties: Whether to try properties too, which takes longer.
    """
    policy = draft.policy
    if policy is None:
        return ()
    found: list[Outcome] = []
    for story in stories(draft):
        if is_stale():
            return None
        if title in (None, story.title) and (story.is_quick or with_properties):
            results = list(_results(policy, story.span))
            misses = [miss for each in results for miss in each]
            found.append(Outcome(story, len(results), tuple(misses)))
    return tuple(found)


def _results(policy: Policy, span: Span) -> Iterator[list[Miss]]:
    """Try each scenario or property that stands in a stretch of the text."""
    for scenario in policy.scenarios:
        if span.start <= scenario.span.start < span.end:
            result = scenario_runner.run(policy, scenario)
            yield [Miss(each.span, each.message) for each in result.failures]
    for claim in policy.properties:
        if span.start <= claim.span.start < span.end:
            failure = try_claim(policy, claim).failure
            yield [] if failure is None else [Miss(failure.span, failure.message)]


def _head(node: _Story) -> Span:
    return Span(node.span.source, node.span.start, node.title.span.end)
